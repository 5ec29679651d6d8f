package handlers_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
)

func TestReports_aMemberIsToldWhatCameOfIt(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		site := testsite.Serve(w)
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Cameras on or off?", "Off.")
		p := w.Reply(w.Max, th.ID, "Whoever says so is a fool.")
		at := "/posts/" + itoa(p.ID) + "/reports"
		mia, mo := site.As(w.Mia), site.As(w.Mo)
		if got := mia.Get("/t/"+itoa(th.ID)+"/"+th.Slug).Find("#post-2 .post__report").AttrOr("href", ""); got != at {
			t.Errorf("the post leads to %q", got)
		}
		if page := site.Browser().Get(at).Want(http.StatusOK); !page.Has("#field-email") || !strings.Contains(page.Body, "is a fool.") {
			t.Error("a reader is not asked for an address, or does not see the post")
		}
		if page := site.As(w.Max).Get(at).Want(http.StatusOK); page.Has("form[action='" + at + "']") {
			t.Error("the author is offered to report themselves")
		}
		res := mia.Post(at, form("detail", "Twice now.")).Want(http.StatusUnprocessableEntity)
		if res.Find("#field-detail").Text() != "Twice now." {
			t.Error("what was typed is lost")
		}
		res = mia.Post(at, form("reason", "abuse", "detail", "Twice now.")).Want(http.StatusSeeOther)
		if again := mia.Post(at, form("reason", "spam")).Want(http.StatusSeeOther); again.Location != res.Location {
			t.Errorf("a second report leads to %s, not %s", again.Location, res.Location)
		}
		receipt := mia.Get(res.Location).Want(http.StatusOK)
		if !strings.Contains(receipt.Find("[data-report]").Text(), "waits for a moderator") {
			t.Errorf("the receipt says %q", receipt.Find("[data-report]").Text())
		}
		site.As(w.Hana).Get(res.Location).Want(http.StatusNotFound)

		list := mo.Get("/console?queue=reports").Want(http.StatusOK)
		if got := list.Find("[data-queue=reports] [data-count]").Text(); strings.TrimSpace(got) != "1" {
			t.Errorf("the count is %q", got)
		}
		href := list.Find("[data-case] a").AttrOr("href", "")
		page := mo.Get(href).Want(http.StatusOK)
		if page.Find("[data-filing]").Length() != 1 || !strings.Contains(page.Find("[data-reported]").Text(), "is a fool") {
			t.Error("the case lacks the report or the post")
		}
		res = mo.Post(href, form("do", "removed", "words", "Unkind.", "version", page.Find("[name=version]").AttrOr("value", ""))).Want(http.StatusUnprocessableEntity)
		if res.Find("[name=words]").AttrOr("value", "") != "Unkind." || !res.Has("#decide-rule[aria-invalid]") {
			t.Error("the form does not come back as it was")
		}
		mo.Post(href, form("do", "removed", "rule", "abuse", "words", "Nobody is a fool here.")).Want(http.StatusSeeOther)
		if res := site.As(w.Ada).Post(href, form("do", "no_breach", "words", "It was fine.")).Want(http.StatusConflict); !strings.Contains(res.Find("[data-closed=removed]").Text(), "Mo Rahimi") {
			t.Error("the second moderator does not see what the first did")
		}

		notices := mia.Get("/notices").Want(http.StatusOK)
		if got := notices.Find("[data-moderation]").Text(); !strings.Contains(got, "What came of your report") || !strings.Contains(got, "Nobody is a fool here.") {
			t.Errorf("who reported is told %q", got)
		}
		mia.Post("/notices/moderation/read", form("up_to", notices.Find("[data-moderation] [name=up_to]").AttrOr("value", ""))).Want(http.StatusSeeOther)
		if mia.Get("/notices").Has("[data-moderation] .fresh") {
			t.Error("what was read is new again")
		}
		max := site.As(w.Max)
		if got := max.Get("/standing").Find("[data-action=remove]").Text(); !strings.Contains(got, "Be decent to each other: Nobody is a fool here.") {
			t.Errorf("the author's standing says %q", got)
		}
		if strings.Contains(max.Get("/standing").Body+max.Get("/notices").Body, "Mia") {
			t.Error("the author learns who reported")
		}
	})
}

func TestReports_aReaderKeepsTheReceipt(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		site := testsite.Serve(w)
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Cameras on or off?", "Off.")
		p := w.Reply(w.Max, th.ID, "My neighbour lives at 12 Mill Lane.")
		reader := site.Browser()
		at := "/posts/" + itoa(p.ID) + "/reports"
		reader.Post(at, form("reason", "private_data", "name", "Rita")).Want(http.StatusUnprocessableEntity)
		res := reader.Post(at, form("reason", "private_data", "detail", "That is my address.", "name", "Rita", "email", "rita@example.test")).Want(http.StatusSeeOther)
		if !reader.Get(res.Location).Want(http.StatusOK).Has("[data-keep]") {
			t.Error("nothing says that the address is the receipt")
		}
		id := w.Count(`SELECT id FROM cases`)
		mo := site.As(w.Mo)
		if !strings.Contains(mo.Get("/console/cases/"+itoa(id)).Find("[data-filing]").Text(), "rita@example.test") {
			t.Error("moderators cannot write to whoever reported")
		}
		mo.Post("/console/cases/"+itoa(id), form("do", "no_breach", "words", "There is no such lane.")).Want(http.StatusSeeOther)
		if got := reader.Get(res.Location).Find("[data-report]").Text(); !strings.Contains(got, "left it as it is") || !strings.Contains(got, "no such lane") {
			t.Errorf("the receipt says %q", got)
		}
		reader.Get("/reports/nothing-of-the-kind").Want(http.StatusNotFound)
	})
}

func TestCases_areForModerators(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		site := testsite.Serve(w)
		if site.As(w.Sam).Get("/console").Want(http.StatusOK).Has("[data-queue=reports]") {
			t.Error("a contributor has a list of reports")
		}
		site.As(w.Sam).Get("/console?queue=reports").Want(http.StatusNotFound)
		site.As(w.Mo).Get("/console/cases/77").Want(http.StatusNotFound)
	})
}

func TestAccount_isWarnedAndLimitedByForm(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		site := testsite.Serve(w)
		mo := site.As(w.Mo)
		if res := mo.Post("/console/members/max/warnings", form("reason", "", "rule", "abuse")).Want(http.StatusUnprocessableEntity); !res.Has("#warn-reason[aria-invalid]") {
			t.Error("an empty warning is not refused beside its field")
		}
		mo.Post("/console/members/max/warnings", form("reason", "Be kind.", "rule", "abuse")).Want(http.StatusSeeOther)
		if res := mo.Post("/console/members/max/restriction", form("reason", "Shop links.", "until", "2026-03-05T09:00")).Want(http.StatusUnprocessableEntity); res.Find("#restrict-until").AttrOr("value", "") == "" {
			t.Error("the moment is lost")
		}
		mo.Post("/console/members/max/restriction", form("reason", "Shop links.", "rule", "spam", "restrictions", "no_links", "until", "2026-03-05T09:00")).Want(http.StatusSeeOther)
		page := mo.Get("/console/members/max").Want(http.StatusOK)
		if !strings.Contains(page.Find("[data-restricted]").Text(), "no links") || page.Find("[data-action]").Length() != 2 {
			t.Error("the account does not show warning and limit")
		}
		mo.Post("/console/members/max/restriction/lift", form("reason", "He understood.")).Want(http.StatusSeeOther)
		undo := page.Find("[data-action=warn] form").AttrOr("action", "")
		mo.Post(undo, form("reason", "")).Want(http.StatusUnprocessableEntity)
		mo.Post(undo, form("reason", "It was a joke.")).Want(http.StatusSeeOther)
		if got := site.As(w.Max).Get("/standing").Find("[data-undone]").Length(); got != 2 {
			t.Errorf("%d of two are taken back", got)
		}
	})
}

func TestSlowMode_isATool(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		site := testsite.Serve(w)
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Cameras on or off?", "Off.")
		at := "/t/" + itoa(th.ID) + "/slow"
		mo := site.As(w.Mo)
		mo.Post(at, form("pause", "3s", "reason", "Heated.")).Want(http.StatusUnprocessableEntity)
		mo.Post(at, form("pause", "10m0s")).Want(http.StatusUnprocessableEntity)
		res := mo.Post(at, form("pause", "10m0s", "reason", "Heated.")).Want(http.StatusUnprocessableEntity)
		if !res.Has("#slow-rule[aria-invalid]") || res.Find("#slow-reason").AttrOr("value", "") != "Heated." || res.Find("#slow-pause [selected]").AttrOr("value", "") != "10m0s" {
			t.Error("without a rule the form does not come back as it was")
		}
		mo.Post(at, form("pause", "10m0s", "reason", "Heated.", "rule", "abuse")).Want(http.StatusSeeOther)
		if got := mo.Get(at).Find("#slow-pause [selected]").AttrOr("value", ""); got != "10m0s" {
			t.Errorf("the tool shows %q", got)
		}
		max := site.As(w.Max)
		max.Post("/t/"+itoa(th.ID)+"/posts", form("body", "On.")).Want(http.StatusSeeOther)
		if res := max.Post("/t/"+itoa(th.ID)+"/posts", form("body", "On, I say.")).Want(http.StatusTooManyRequests); !strings.Contains(res.Body, "On, I say.") {
			t.Error("what was typed is lost")
		}
	})
}
