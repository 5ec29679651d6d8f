package handlers_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
)

func TestHeld_itsAuthorAloneSeesItUntilAModeratorLooked(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		w.Must(w.Store.SetHoldRules(w.Ctx, w.Ada, models.HoldRules{Words: "xylophant"}))
		site := testsite.Serve(w)
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		at := links.Thread(th.ID, th.Slug)
		max, mo := site.As(w.Max), site.As(w.Mo)
		res := max.Post("/t/"+itoa(th.ID)+"/posts", form("body", "A xylophant helps.", "draft_key", "k")).Want(http.StatusSeeOther)
		if again := max.Post("/t/"+itoa(th.ID)+"/posts", form("body", "A xylophant helps.", "draft_key", "k")).Want(http.StatusSeeOther); again.Location != res.Location {
			t.Errorf("the same form leads to %s, not %s", again.Location, res.Location)
		}
		if got := max.Get(res.Location).Want(http.StatusOK).Find("main").Text(); !strings.Contains(got, "a word on the community’s list") || strings.Contains(got, "(xylophant)") {
			t.Errorf("its author reads %q", got)
		}
		if got := max.Get(at).Find("[data-held]").Text(); !strings.Contains(got, "A xylophant helps.") {
			t.Error("its author does not see it in the thread")
		}
		for who, b := range map[string]*testsite.Browser{"a reader": site.Browser(), "a member": site.As(w.Hana), "a contributor": site.As(w.Sam), "a moderator": mo} {
			for _, path := range []string{at, "/", "/topics/remote-work", "/search?q=xylophant", "/t/" + itoa(th.ID) + "/feed.atom", "/feed.atom", "/members/max", "/notices"} {
				if res := b.Get(path); strings.Contains(strings.ReplaceAll(res.Body, "q=xylophant", ""), "A xylophant helps") {
					t.Errorf("%s sees it at %s", who, path)
				}
			}
			b.Get(res.Location) // 404, or the sign-in
		}
		site.As(w.Hana).Get(res.Location).Want(http.StatusNotFound)

		href := mo.Get("/console?queue=held").Want(http.StatusOK).Find("[data-case] a").AttrOr("href", "")
		page := mo.Get(href).Want(http.StatusOK)
		if got := page.Find("[data-reasons]").Text(); !strings.Contains(got, "xylophant") {
			t.Errorf("the moderator reads %q", got)
		}
		res = mo.Post(href, form("do", "approved", "body", "An elephant helps.")).Want(http.StatusUnprocessableEntity)
		if res.Find("#decide-body").Text() != "An elephant helps." || !res.Has("#decide-words[aria-invalid]") {
			t.Error("the form does not come back as it was")
		}
		mo.Post(href, form("do", "approved", "body", "An elephant helps.", "words", "We know no xylophants.")).Want(http.StatusSeeOther)
		site.As(w.Ada).Post(href, form("do", "removed", "rule", "spam", "words", "No.")).Want(http.StatusConflict)
		if got := site.Browser().Get(at).Find("#post-2").Text(); !strings.Contains(got, "An elephant helps.") || !strings.Contains(got, "Max Oduya") {
			t.Errorf("the thread says %q", got)
		}
		if got := max.Get("/held/1").Want(http.StatusOK).Find("main").Text(); !strings.Contains(got, "A xylophant helps.") || !strings.Contains(got, "We know no xylophants.") {
			t.Errorf("its author is told %q", got)
		}
		// B06: looking marks nothing; a form does, and once it is sent there is none
		bell := func() int64 {
			t.Helper()
			b, err := w.Store.Bell(w.Ctx, w.Max)
			w.Must(err)
			return b.Unread
		}
		if n := bell(); n != 1 || !max.Get("/held/1").Has("form[data-seen][action='/held/1/read']") {
			t.Errorf("%d notices are new after a look, or there is no way to mark it as read", n)
		}
		site.As(w.Hana).Post("/held/1/read", form())
		if n := bell(); n != 1 {
			t.Error("somebody else marked it as read")
		}
		max.Post("/held/1/read", form()).Want(http.StatusSeeOther)
		if n := bell(); n != 0 || max.Get("/held/1").Has("form[data-seen]") {
			t.Errorf("%d notices are new once it is read", n)
		}
	})
}

func TestHeld_isChangedAndSentAgainOrTakenBack(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		w.Must(w.Store.SetHoldRules(w.Ctx, w.Ada, models.HoldRules{Words: "xylophant"}))
		site := testsite.Serve(w)
		max, mo := site.As(w.Max), site.As(w.Mo)
		held := max.Post("/threads", form("topic", "remote-work", "kind", "discussion", "title", "My xylophant", "body", "It is loud.")).Want(http.StatusSeeOther).Location
		href := mo.Get("/console?queue=held").Find("[data-case] a").AttrOr("href", "")
		mo.Post(href, form("do", "returned", "words", "Call it what it is.")).Want(http.StatusSeeOther)
		if got := max.Get("/notices").Find("[data-moderation]").Text(); !strings.Contains(got, "Call it what it is.") {
			t.Errorf("the notices say %q", got)
		}
		max.Post(held, form("body", " ")).Want(http.StatusUnprocessableEntity)
		max.Post(held, form("body", "It is a drum.")).Want(http.StatusSeeOther)
		if got := max.Get("/held").Find("[data-held=held]").Text(); !strings.Contains(got, "It is a drum.") {
			t.Errorf("what waits: %q", got)
		}
		max.Post(held+"/withdraw", form()).Want(http.StatusSeeOther)
		if max.Get("/held").Has("[data-held]") || mo.Get("/console?queue=held").Has("[data-case]") {
			t.Error("what was taken back still waits")
		}
	})
}

func TestHolds_areSetByAdministrators(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		ada := testsite.Serve(w).As(w.Ada)
		res := ada.Post("/console/holds", form("words", strings.Repeat("x", 70))).Want(http.StatusUnprocessableEntity)
		if !res.Has("#holds-words[aria-invalid]") {
			t.Error("a word too long is not refused beside its field")
		}
		ada.Post("/console/holds", form("words", "Casino\nPromo code", "first", "photography")).Want(http.StatusSeeOther)
		page := ada.Get("/console/holds").Want(http.StatusOK)
		if page.Find("#holds-words").Text() != "casino\npromo code" || !page.Has("[name=first][value=photography][checked]") {
			t.Error("the page does not show what was saved")
		}
	})
}
