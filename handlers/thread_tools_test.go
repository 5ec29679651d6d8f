package handlers_test

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
)

// toolsOf lists the tools on a page, in order.
func toolsOf(r testsite.Response) string {
	var all []string
	for _, n := range r.Find("[data-tool]").EachIter() {
		all = append(all, n.AttrOr("data-tool", ""))
	}
	return strings.Join(all, " ")
}

func address(parts ...any) string { return fmt.Sprint(parts...) }

func TestTools_showEachViewerTheirOwn(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.Photography, models.KindDiscussion, "Fog and how to wait", "I waited two hours.")
		path := address("/t/", th.ID, "/tools")
		site := testsite.Serve(w)
		for _, c := range []struct {
			by   models.Viewer
			want string
		}{
			{w.Mia, "suggestion title"},
			{w.Hana, "title pin split"},
			{w.Sam, "suggestion outcome"},
			{w.Mo, "suggestion title outcome pin lock slow split move remove"},
			{w.Ada, "suggestion title outcome pin lock slow split move remove"},
		} {
			if got := toolsOf(site.As(c.by).Get(path).Want(http.StatusOK)); got != c.want {
				t.Errorf("%s finds %q, want %q", c.by.Handle, got, c.want)
			}
		}
		site.As(w.Max).Get(path).Want(http.StatusForbidden)
		if res := site.Browser().Get(path).Want(http.StatusSeeOther); !strings.HasPrefix(res.Location, "/login?next=") {
			t.Errorf("a reader is led to %s", res.Location)
		}
	})
}

func TestTools_ofAThreadThatIsNotForTheViewerAreNotFound(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Sam, testkit.StaffTable, models.KindDiscussion, "Who opens on Monday?", "I cannot.")
		site := testsite.Serve(w)
		for who, b := range map[string]*testsite.Browser{"reader": site.Browser(), "member": site.As(w.Mia)} {
			for _, noun := range []string{"tools", "lock", "title", "outcome", "move", "split", "remove", "restore"} {
				res := b.Get(address("/t/", th.ID, "/", noun)).Want(http.StatusNotFound)
				if random := b.Get("/t/999999/" + noun); res.Body != random.Body {
					t.Errorf("%s: %s of a hidden thread differs from one that never was", who, noun)
				}
			}
			for _, noun := range []string{"pin", "lock", "title", "outcome", "move", "split", "remove", "restore"} {
				b.Post(address("/t/", th.ID, "/", noun), form()).Want(http.StatusNotFound)
			}
		}
	})
}

func TestUpdatePin_leadsBackAndAnswersScriptsShortly(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.Photography, models.KindDiscussion, "Fog and how to wait", "I waited two hours.")
		path := address("/t/", th.ID, "/pin")
		hana := testsite.Serve(w).As(w.Hana)
		hana.Post(path, form()).Want(http.StatusUnprocessableEntity)
		res := hana.Post(path, form("on", "1")).Want(http.StatusSeeOther)
		page := hana.Get(res.Location).Want(http.StatusOK)
		if !strings.Contains(page.Find(".flashes").Text(), "pinned") || !strings.Contains(page.Find(".badge").Text(), "Pinned") {
			t.Error("the thread does not say that it is pinned")
		}
		req := hana.NewRequest(http.MethodPost, path, strings.NewReader("on=0"))
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set("X-Requested-With", "fetch")
		hana.Do(req).Want(http.StatusNoContent)
		if n := w.Count(`SELECT COUNT(*) FROM threads WHERE pinned_at IS NOT NULL`); n != 0 {
			t.Error("it is still pinned")
		}
	})
}

func TestUpdateLock_asksForTheReasonAndShowsIt(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Cameras on or off?", "Off.")
		path := address("/t/", th.ID, "/lock")
		mo := testsite.Serve(w).As(w.Mo)
		long := strings.Repeat("x", 501)
		res := mo.Post(path, form("on", "1", "rule", "abuse", "reason", long)).Want(http.StatusUnprocessableEntity)
		if got := res.Find("#lock-reason").AttrOr("value", ""); got != long {
			t.Error("what was typed is lost")
		}
		if !res.Has("#lock-reason[aria-invalid=true][aria-describedby~=lock-reason-error]") {
			t.Error("the field does not point to its error")
		}
		res = mo.Post(path, form("on", "1", "rule", "abuse", "reason", "It got heated.")).Want(http.StatusSeeOther)
		if text := mo.Get(res.Location).Find(".notice--shut").Text(); !strings.Contains(text, "It got heated.") {
			t.Errorf("the notice reads %q", text)
		}
		if got := mo.Get(path).Find(".tool__words").Text(); !strings.Contains(got, "It got heated.") {
			t.Errorf("the way back reads %q", got)
		}
	})
}

func TestUpdateTitle_showsTheSecondBothTexts(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.Photography, models.KindDiscussion, "Fog", "I waited two hours.")
		path := address("/t/", th.ID, "/title")
		site := testsite.Serve(w)
		mia, hana := site.As(w.Mia), site.As(w.Hana)
		mine := mia.Get(path).Find("input[name=version]").AttrOr("value", "")
		hana.Post(path, form("title", "Fog, and how to wait", "tags", "fog", "version", mine)).Want(http.StatusSeeOther)

		res := mia.Post(path, form("title", "Fog over the harbour", "tags", "harbour", "version", mine)).Want(http.StatusConflict)
		if res.Find("[data-theirs=title]").Text() != "Fog, and how to wait" || res.Find("#title-title").AttrOr("value", "") != "Fog over the harbour" {
			t.Error("the page does not show both texts")
		}
		version := res.Find("input[name=version]").AttrOr("value", "")
		res = mia.Post(path, form("title", "Fog over the harbour", "tags", "harbour", "version", version)).Want(http.StatusSeeOther)
		if res.Location != address("/t/", th.ID, "/fog-over-the-harbour") {
			t.Errorf("leads to %s", res.Location)
		}
		site.Browser().Get(address("/t/", th.ID, "/fog")).Want(http.StatusMovedPermanently)
	})
}

// A thread called like a tool has an address of its own.
func TestThread_calledLikeAToolIsStillFound(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		site := testsite.Serve(w)
		for _, title := range []string{"Lock", "tools", "Title", "Split", "Restore"} {
			th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, title, "Words about it.")
			res := site.Browser().Get(address("/t/", th.ID)).Want(http.StatusMovedPermanently)
			if h1 := site.Browser().Get(res.Location).Want(http.StatusOK).Find("h1").Text(); h1 != title {
				t.Errorf("%s shows %q", res.Location, h1)
			}
		}
	})
}

func TestCreateMove_keepsTheAddressAndRefusesWhatIsNoTopic(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Fog and how to wait", "I waited two hours.")
		path := address("/t/", th.ID, "/move")
		mo := testsite.Serve(w).As(w.Mo)
		res := mo.Post(path, form("topic", "nowhere", "reason", "It is about pictures.")).Want(http.StatusUnprocessableEntity)
		if res.Find("#move-reason").AttrOr("value", "") != "It is about pictures." || !res.Has("#move-topic[aria-invalid]") {
			t.Error("the form does not come back with its words and its error")
		}
		mo.Post(path, form("topic", testkit.Photography)).Want(http.StatusSeeOther)
		if got := mo.Get(address("/t/", th.ID, "/", th.Slug)).Want(http.StatusOK).Find(".thread__kicker").Text(); !strings.Contains(got, "Photography") {
			t.Errorf("it stands in %q", got)
		}
	})
}

func TestCreateSplit_takesTheChosenPosts(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.Photography, models.KindDiscussion, "Fog and how to wait", "I waited two hours.")
		for i := range 8 {
			w.Reply(w.Max, th.ID, "Reply with **words** "+strconv.Itoa(i+2))
		}
		path := address("/t/", th.ID, "/split")
		hana := testsite.Serve(w).As(w.Hana)
		page := hana.Get(path + "?from=7").Want(http.StatusOK)
		if n := page.Find("input[name=numbers]").Length(); n != 8 {
			t.Errorf("%d replies to choose from, want 8 and not the opening", n)
		}
		if n := page.Find("input[name=numbers][checked]").Length(); n != 3 || page.Has("select[name=topic]") {
			t.Errorf("%d are chosen, want 7, 8 and 9; a host has no other topic to send them to", n)
		}
		res := hana.Post(path, form("numbers", "8", "numbers", "9")).Want(http.StatusUnprocessableEntity)
		if n := res.Find("input[name=numbers][checked]").Length(); n != 2 {
			t.Errorf("%d are chosen when the form comes back, want 2", n)
		}
		hana.Post(path, form("title", "Tripods", "numbers", "x")).Want(http.StatusUnprocessableEntity)
		hana.Post(path, form("title", "Tripods", "numbers", "8", "topic", testkit.RemoteWork)).Want(http.StatusForbidden)
		res = hana.Post(path, form("title", "Tripods", "numbers", "8", "numbers", "9")).Want(http.StatusSeeOther)
		if n := hana.Get(res.Location).Want(http.StatusOK).Find("article[data-post]").Length(); n != 2 {
			t.Errorf("the new discussion has %d posts", n)
		}
	})
}

func TestCreateRemoval_leavesANoticeAndCanBeTakenBack(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Cheap watches", "Buy them here.")
		w.Reply(w.Max, th.ID, "Oh dear.")
		page := address("/t/", th.ID, "/", th.Slug)
		site := testsite.Serve(w)
		mo := site.As(w.Mo)
		mo.Post(address("/t/", th.ID, "/remove"), form()).Want(http.StatusUnprocessableEntity)
		mo.Post(address("/t/", th.ID, "/remove"), form("rule", "spam", "reason", "An advertisement.")).Want(http.StatusSeeOther)
		if res := site.Browser().Get(page).Want(http.StatusGone); !strings.Contains(res.Body, "An advertisement.") {
			t.Error("the notice does not say why")
		}
		if got := toolsOf(mo.Get(address("/t/", th.ID, "/tools"))); got != "move restore" {
			t.Errorf("the tools of a removed thread are %q", got)
		}
		if !strings.Contains(mo.Get(page).Want(http.StatusOK).Find(".notice--shut").Text(), "Removed") {
			t.Error("the moderator is not told that it is removed")
		}
		mo.Post(address("/t/", th.ID, "/restore"), form()).Want(http.StatusSeeOther)
		site.Browser().Get(page).Want(http.StatusOK)
	})
}

// A01 of the forms: a dead session loses nothing that was typed.
func TestTools_onADeadSessionKeepTheWords(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Cameras on or off?", "Off.")
		b := testsite.Serve(w).As(w.Sam)
		w.Exec(`DELETE FROM sessions`)
		res := b.Post(address("/t/", th.ID, "/outcome"), form("outcome", "Off it is, since Monday.")).Want(http.StatusUnauthorized)
		if res.Find("textarea").Text() != "Off it is, since Monday." {
			t.Error("the words are gone")
		}
	})
}
