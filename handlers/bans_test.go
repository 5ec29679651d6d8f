package handlers_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
)

func TestBan_fromTheMembersPageRemovesWhatWasChosenAndSaysHowFar(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		site := testsite.Serve(w)
		mo := site.As(w.Mo)
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Chairs", "Which?")
		for range 30 {
			w.Reply(w.Max, th.ID, "Buy mine.")
		}
		page := mo.Get("/console/members/max").Want(http.StatusOK)
		if !page.Has("form[action='/console/members/max/ban'] #ban-clean [value=week]") {
			t.Fatal("the page offers no ban")
		}
		again := mo.Post("/console/members/max/ban", form("reason", "Only advertising.", "clean", "all")).Want(http.StatusUnprocessableEntity)
		if !again.Has("#ban-rule[aria-invalid]") || again.Find("#ban-clean [selected]").AttrOr("value", "") != "all" || again.Find("#ban-reason").AttrOr("value", "") != "Only advertising." {
			t.Error("without a rule the form does not come back as it was")
		}
		res := mo.Post("/console/members/max/ban", form("reason", "Only advertising.", "rule", "spam", "clean", "all")).Want(http.StatusSeeOther)
		page = mo.Get(res.Location)
		if got := page.Find("[data-clean-up=removing]").Text(); !strings.Contains(got, "25 of 30 posts") || !page.Has("[data-clean-up] progress[max='30'][value='25']") {
			t.Errorf("right after the ban the page says %q", got)
		}
		if page.Has("form[action='/console/members/max/ban']") {
			t.Error("who is banned can be banned again")
		}
		w.Must(sweep(w))
		if got := mo.Get(res.Location).Find("[data-clean-up=removed]").Text(); !strings.Contains(got, "30 posts of theirs went with it") {
			t.Errorf("at the end it says %q", got)
		}
		ban := w.Count(`SELECT MAX(id) FROM actions WHERE kind = 'ban'`)
		first := w.Count(`SELECT MIN(post_id) FROM actions WHERE within_id = ?`, ban)
		_, err := w.Store.RestorePost(w.Ctx, w.Ada, first, "It sells nothing.")
		w.Must(err)
		_, err = w.Store.DeletePost(w.Ctx, w.Ada, first, models.DeleteInput{Rule: "abuse", Reason: "It is unkind, though."})
		w.Must(err)
		mo.Post("/console/actions/"+itoa(ban)+"/undo", form("reason", "Chairs are his trade.")).Want(http.StatusSeeOther)
		w.Must(sweep(w))
		page = mo.Get(res.Location)
		if got := page.Find("[data-clean-up=returned]").Text(); !strings.Contains(got, "29 posts that went with it are back") || page.Find("[data-left='"+itoa(first)+"']").Text() == "" {
			t.Errorf("once it is taken back it says %q", got)
		}
	})
}

func TestBan_takesAlongWhatIsTickedAndListsWhatCouldNotComeBack(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		bio := func(words string) {
			w.Must(w.Store.EditProfile(w.Ctx, w.Viewer("max"), models.ProfileInput{
				Name: "Max Oduya", Fields: map[string]models.ProfileField{"bio": {Value: words, VisibleTo: models.AudienceEveryone}},
			}))
		}
		bio("Cheap chairs at chairs.example.")
		site := testsite.Serve(w)
		mo := site.As(w.Mo)
		again := mo.Post("/console/members/max/ban", form("reason", "Only advertising.", "clean_also", "words", "clean_also", "face")).Want(http.StatusUnprocessableEntity)
		if !again.Has("[name=clean_also][value=words][checked]") || !again.Has("[name=clean_also][value=face][checked]") || again.Has("[name=clean_also][value=held][checked]") {
			t.Error("what was ticked is lost")
		}
		res := mo.Post("/console/members/max/ban", form("reason", "Only advertising.", "rule", "spam", "clean_also", "words")).Want(http.StatusSeeOther)
		if got := mo.Get(res.Location).Find("[data-clean-up=removed]").Text(); !strings.Contains(got, "1 thing of theirs went with it") {
			t.Errorf("the page says %q", got)
		}
		if page := site.As(w.Mia).Get("/members/max"); strings.Contains(page.Body, "chairs.example") {
			t.Error("others still read it")
		}
		bio("I make chairs.")
		mo.Post("/console/actions/"+itoa(w.Count(`SELECT MAX(id) FROM actions WHERE kind = 'ban'`))+"/undo", form("reason", "Chairs are his trade.")).Want(http.StatusSeeOther)
		w.Must(sweep(w))
		if got := mo.Get(res.Location).Find("[data-clean-up=returned] [data-left=bio]").Text(); !strings.Contains(got, "about themselves") || !strings.Contains(got, "Something else stands there now") {
			t.Errorf("of what could not come back the page says %q", got)
		}
	})
}

// sweep sees to what bans take along, as the clock job does.
func sweep(w *testkit.World) error {
	_, err := w.Store.SweepCleanUps(w.Ctx, 100)
	return err
}

func TestRestore_ofWhatAModeratorRemovedAsksWhy(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		site := testsite.Serve(w)
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Chairs", "Which?")
		p := w.Reply(w.Max, th.ID, "Fools, all of you.")
		_, err := w.Store.DeletePost(w.Ctx, w.Mo, p.ID, models.DeleteInput{Rule: "abuse", Reason: "Unkind."})
		w.Must(err)
		at, ada := "/posts/"+itoa(p.ID)+"/restore", site.As(w.Ada)
		if page := ada.Get("/t/" + itoa(th.ID) + "/" + th.Slug); !page.Has("a[href='"+at+"']") || page.Has("form[action='"+at+"']") {
			t.Error("the post does not lead to where the reason is asked for")
		}
		if page := ada.Get(at).Want(http.StatusOK); !strings.Contains(page.Body, "Fools, all of you.") || !strings.Contains(page.Body, "Unkind.") || !page.Has("#field-reason") {
			t.Error("the page does not show what would come back, and why it went")
		}
		if page := ada.Post(at, form("reason", "x")).Want(http.StatusUnprocessableEntity); page.Find("#field-reason").AttrOr("value", "") != "x" || !page.Has("#field-reason[aria-invalid]") {
			t.Error("what was typed is lost")
		}
		ada.Post(at, form("reason", "He meant the chairs.")).Want(http.StatusSeeOther)
		if n := w.Count(`SELECT COUNT(*) FROM actions WHERE undone_because = 'He meant the chairs.'`); n != 1 {
			t.Errorf("%d actions were taken back with the reason", n)
		}
		ada.Get(at).Want(http.StatusConflict)
	})
}
