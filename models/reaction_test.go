package models_test

import (
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func TestReact_setsAndTakesBackWithOneEventEach(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		p := w.Reply(w.Max, th.ID, "They do.")
		w.Events()
		react := func(v models.Viewer, on bool) []models.ReactionCount {
			counts, err := w.Store.React(w.Ctx, v, p.ID, "💡", on)
			w.Must(err)
			return counts
		}
		react(w.Hana, true)
		counts := react(w.Mia, true)
		if len(counts) != 1 || counts[0].N != 2 || !counts[0].Mine || counts[0].Emoji != "💡" {
			t.Errorf("counts = %+v", counts)
		}
		events := wantEvents(t, w, models.EventReactionChanged, models.EventReactionChanged)
		if *events[0].PostID != p.ID {
			t.Errorf("event = %+v", events[0])
		}
		react(w.Mia, true)
		wantEvents(t, w) // a repeat
		if counts = react(w.Mia, false); len(counts) != 1 || counts[0].N != 1 || counts[0].Mine {
			t.Errorf("counts = %+v", counts)
		}
		react(w.Mia, false)
		wantEvents(t, w, models.EventReactionChanged)
	})
}

func TestReact_refusesWhoMayNot(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		staff := w.Start(w.Sam, testkit.StaffTable, models.KindDiscussion, "Between us", "Hush.")
		gone := w.Reply(w.Max, th.ID, "Oops")
		_, err := w.Store.DeletePost(w.Ctx, w.Max, gone.ID, models.DeleteInput{})
		w.Must(err)
		w.Events()
		react := func(v models.Viewer, id int64, emoji string) error {
			_, err := w.Store.React(w.Ctx, v, id, emoji, true)
			return err
		}
		refused(t, react(w.Reader, gone.ID, "👍"), models.Unauthenticated)
		refused(t, react(w.Mia, gone.ID, "👍"), models.Gone)
		refused(t, react(w.Mia, openingOf(w, staff).ID, "no emoji"), models.NotFound)
		refused(t, react(w.Mia, 999_999, "👍"), models.NotFound)
		refusedField(t, react(w.Mia, openingOf(w, th).ID, "💣"), "emoji")
		w.Must(w.Store.SetLocked(w.Ctx, w.Mo, th.ID, true, "other", "Heated"))
		w.Events()
		refused(t, react(w.Mia, openingOf(w, th).ID, "👍"), models.Forbidden)
		wantEvents(t, w)
	})
}

// FAULTS H04: flipped a hundred times, the final state is right, and each change has its event.
func TestReact_aStormEndsConsistent(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		p := w.Reply(w.Max, th.ID, "They do.")
		w.Events()
		for _, err := range atOnce(50, func(i int) error {
			_, err := w.Store.React(w.Ctx, w.Mia, p.ID, "👍", i%2 == 0)
			return err
		}) {
			w.Must(err)
		}
		n := w.Count(`SELECT COUNT(*) FROM reactions WHERE post_id = ?`, p.ID)
		events := int64(len(w.Events()))
		if n > 1 || events%2 != n {
			t.Errorf("%d reactions after %d changes", n, events)
		}
		for _, err := range atOnce(20, func(int) error {
			_, err := w.Store.React(w.Ctx, w.Mia, p.ID, "👍", true)
			return err
		}) {
			w.Must(err)
		}
		if now := w.Count(`SELECT COUNT(*) FROM reactions WHERE post_id = ?`, p.ID); now != 1 || int64(len(w.Events())) != 1-n {
			t.Errorf("%d reactions after the same one twenty times", now)
		}
	})
}

func TestBookmarks_listWhatCanStillBeRead(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		open := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		staff := w.Start(w.Sam, testkit.StaffTable, models.KindDiscussion, "Between us", "Hush.")
		first, second, gone := w.Reply(w.Max, open.ID, "First *words*"), w.Reply(w.Max, open.ID, "Second"), w.Reply(w.Max, open.ID, "Gone")
		w.Events()
		for _, id := range []int64{first.ID, second.ID, gone.ID, openingOf(w, staff).ID, first.ID} {
			w.Must(w.Store.Bookmark(w.Ctx, w.Sam, id, true))
			w.Clock.Advance(time.Minute)
		}
		wantEvents(t, w) // nobody else hears of it
		_, err := w.Store.DeletePost(w.Ctx, w.Max, gone.ID, models.DeleteInput{})
		w.Must(err)
		kept, total, err := w.Store.Bookmarks(w.Ctx, w.Sam, 1)
		w.Must(err)
		if total != 3 || len(kept) != 3 || kept[0].ThreadTitle != "Between us" || kept[2].Text != "First words" || kept[2].Author.Handle != "max" {
			t.Errorf("%d: %+v", total, kept)
		}

		w.Exec(`UPDATE members SET role = 'member' WHERE handle = 'sam'`)
		kept, total, err = w.Store.Bookmarks(w.Ctx, w.Viewer("sam"), 1)
		w.Must(err)
		if total != 2 || len(kept) != 2 {
			t.Errorf("after losing the right to one topic: %d: %+v", total, kept)
		}
		w.Must(w.Store.Bookmark(w.Ctx, w.Sam, second.ID, false))
		w.Must(w.Store.Bookmark(w.Ctx, w.Sam, second.ID, false))
		w.Must(w.Store.Bookmark(w.Ctx, w.Viewer("sam"), openingOf(w, staff).ID, false)) // may drop what they lost sight of
		if n := w.Count(`SELECT COUNT(*) FROM bookmarks`); n != 2 {
			t.Errorf("%d bookmarks left, want 2", n)
		}
	})
}

func TestBookmark_refusesWhatTheViewerCannotSee(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		staff := w.Start(w.Sam, testkit.StaffTable, models.KindDiscussion, "Between us", "Hush.")
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		gone := w.Reply(w.Max, th.ID, "Gone")
		_, err := w.Store.DeletePost(w.Ctx, w.Max, gone.ID, models.DeleteInput{})
		w.Must(err)
		for _, on := range []bool{true, false} {
			refused(t, w.Store.Bookmark(w.Ctx, w.Mia, openingOf(w, staff).ID, on), models.NotFound)
			refused(t, w.Store.Bookmark(w.Ctx, w.Mia, 999_999, on), models.NotFound)
			refused(t, w.Store.Bookmark(w.Ctx, w.Reader, gone.ID, on), models.Unauthenticated)
		}
		refused(t, w.Store.Bookmark(w.Ctx, w.Mia, gone.ID, true), models.Gone)
		_, _, err = w.Store.Bookmarks(w.Ctx, w.Reader, 1)
		refused(t, err, models.Unauthenticated)
	})
}
