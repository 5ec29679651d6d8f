package handlers_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
)

const itWasAJoke = "It was a joke between old friends."

func TestAppeal_isWrittenFromTheStandingAndAnsweredInTheConsole(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		w.Must(w.Store.Warn(w.Ctx, w.Mo, "max", "abuse", "Be kind."))
		site := testsite.Serve(w)
		max, ada := site.As(w.Max), site.As(w.Ada)
		form1 := max.Get("/standing").Want(http.StatusOK).Find("[data-action=warn] form")
		to := form1.AttrOr("action", "")
		res := max.Post(to, form("words", "No.")).Want(http.StatusUnprocessableEntity)
		if got := res.Find("[data-action=warn] textarea"); got.Text() != "No." || got.AttrOr("aria-invalid", "") != "true" {
			t.Error("the appeal does not come back as it was typed")
		}
		site.As(w.Hana).Post(to, form("words", itWasAJoke)).Want(http.StatusNotFound)
		max.Post(to, form("words", itWasAJoke)).Want(http.StatusSeeOther)
		page := max.Get("/standing").Want(http.StatusOK)
		if got := page.Find("[data-appeal]").Text(); !strings.Contains(got, itWasAJoke) || page.Has("[data-action=warn] form") {
			t.Errorf("the standing says %q", got)
		}
		list := ada.Get("/console?queue=appeals").Want(http.StatusOK)
		if got := strings.TrimSpace(list.Find("[data-queue=appeals] [data-count]").Text()); got != "1" || list.Find("[data-case]").Length() != 1 {
			t.Errorf("the list of %d counts %s", list.Find("[data-case]").Length(), got)
		}
		href := list.Find("[data-case] a").AttrOr("href", "")
		mo := site.As(w.Mo)
		if res := mo.Get(href).Want(http.StatusOK); !strings.Contains(res.Find("main").Text(), "You did this yourself") {
			t.Error("who acted is not told that somebody else answers")
		}
		mo.Post(href, form("do", "upheld", "words", "I stay with it.")).Want(http.StatusForbidden)
		if res := ada.Post(href, form("do", "reversed", "words", "")).Want(http.StatusUnprocessableEntity); !res.Has("#decide-words[aria-invalid]") {
			t.Error("an answer without reasons is not refused beside its field")
		}
		ada.Post(href, form("do", "reversed", "words", "Friends they are.", "version", "77")).Want(http.StatusConflict)
		ada.Post(href, form("do", "reversed", "words", "Friends they are.")).Want(http.StatusSeeOther)
		if got := ada.Get(href).Find("[data-closed=reversed]").Text(); !strings.Contains(got, "Friends they are.") {
			t.Errorf("the closed appeal says %q", got)
		}
		if got := max.Get("/standing").Find("[data-answer]").Text(); got != "Friends they are." {
			t.Errorf("the answer is %q", got)
		}
		if got := max.Get("/notices").Find("[data-moderation]").Text(); strings.Count(got, "Friends they are.") != 1 {
			t.Errorf("the notices say %q", got)
		}
	})
}

func TestStandingKey_letsTheSuspendedReadAndAppealAndNothingElse(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		w.Must(w.Store.Suspend(w.Ctx, w.Mo, "max", models.SuspensionInput{Because: "Cool down.", Rule: "abuse"}))
		site := testsite.Serve(w)
		b := site.Browser()
		if !b.Get("/login").Has("a[href='/standing/key']") {
			t.Error("the sign-in does not lead there")
		}
		b.Get("/standing").Want(http.StatusSeeOther)
		res := b.Post("/standing/key", form("email", "max", "password", "wrong")).Want(http.StatusUnprocessableEntity)
		if res.Find("[name=email]").AttrOr("value", "") != "max" || len(res.Header.Values("Set-Cookie")) != 0 {
			t.Error("a wrong password opens something, or the handle is lost")
		}
		unknown := b.Post("/standing/key", form("email", "nobody-here", "password", "wrong")).Want(http.StatusUnprocessableEntity)
		if strings.ReplaceAll(unknown.Find("main").Text(), "nobody-here", "max") != res.Find("main").Text() {
			t.Error("it tells who has an account")
		}
		res = b.Post("/standing/key", form("email", "max", "password", testkit.Password)).Want(http.StatusSeeOther)
		if res.Location != "/standing" {
			t.Errorf("it leads to %s", res.Location)
		}
		page := b.Get("/standing").Want(http.StatusOK)
		if !strings.Contains(page.Find("[data-whose]").Text(), "Max Oduya") || !strings.Contains(page.Find("[data-action=suspend]").Text(), "Cool down.") {
			t.Errorf("the record says %q", page.Find("main").Text())
		}
		b.Post(page.Find("[data-action=suspend] form").AttrOr("action", ""), form("words", itWasAJoke)).Want(http.StatusSeeOther)
		for _, path := range []string{"/notices", "/settings", "/held", "/new", "/console"} {
			if res := b.Get(path); res.Status == http.StatusOK {
				t.Errorf("%s is open too", path)
			}
		}
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Chairs", "Which?")
		b.Post("/t/"+itoa(th.ID)+"/posts", form("body", "Mine.")).Want(http.StatusUnauthorized)
		w.Must(w.Store.LiftSuspension(w.Ctx, w.Ada, "max", "He cooled down."))
		if got := b.Get("/standing").Find("[data-appeal]").Text(); !strings.Contains(got, "He cooled down.") {
			t.Errorf("the appeal says %q", got)
		}
	})
}

func TestModerationFigures_areForEverybodyAndAgreeWithTheirData(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Chairs", "Which?")
		_, err := w.Store.DeletePost(w.Ctx, w.Mo, w.Reply(w.Max, th.ID, "Mine.").ID, models.DeleteInput{Reason: "A shop.", Rule: "spam"})
		w.Must(err)
		reader := testsite.Serve(w).Browser()
		if !reader.Get("/promise").Has("a[href='/promise/moderation']") {
			t.Error("the record does not lead there")
		}
		if got := reader.Get("/promise/moderation").Want(http.StatusOK).Find("[data-removals]").Text(); !strings.Contains(got, "No advertising 1") {
			t.Errorf("the page says %q", got)
		}
		data := reader.Get("/promise/moderation.json").Want(http.StatusOK).Body
		if !strings.Contains(data, `"removals":1`) || !strings.Contains(data, `"spam":1`) || strings.Contains(data, "Max") || strings.Contains(data, "A shop.") {
			t.Errorf("the data: %s", data)
		}
	})
}
