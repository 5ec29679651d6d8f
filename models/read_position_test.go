package models_test

import (
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func TestMarkRead_neverGoesBackOrPastTheEnd(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := longThread(w, 5)
		w.Events()
		position := func() int64 {
			view, err := w.Store.Thread(w.Ctx, w.Hana, th.ID)
			w.Must(err)
			return *view.ReadNumber
		}
		for _, c := range []struct{ sent, want int64 }{{2, 2}, {4, 4}, {3, 4}, {1, 4}, {4, 4}, {1 << 40, 5}} {
			w.Must(w.Store.MarkRead(w.Ctx, w.Hana, th.ID, c.sent))
			if got := position(); got != c.want {
				t.Errorf("after %d the position is %d, want %d", c.sent, got, c.want)
			}
		}
		wantEvents(t, w)
		for _, bad := range []int64{0, -1, -1 << 60} {
			refusedField(t, w.Store.MarkRead(w.Ctx, w.Hana, th.ID, bad), "number")
		}
		refused(t, w.Store.MarkRead(w.Ctx, w.Reader, th.ID, 1), models.Unauthenticated)
		refused(t, w.Store.MarkRead(w.Ctx, w.Hana, 999_999, -1), models.NotFound)
	})
}

// FAULTS L09: marks that race leave the furthest, and the unread count is never negative.
func TestMarkRead_racingMarksLeaveTheFurthest(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := longThread(w, 12)
		for _, err := range atOnce(24, func(i int) error {
			return w.Store.MarkRead(w.Ctx, w.Hana, th.ID, int64(i%12)+1)
		}) {
			w.Must(err)
		}
		items, err := w.Store.Threads(w.Ctx, w.Hana, models.ThreadFilter{}, 1, 20)
		w.Must(err)
		if *items[0].ReadNumber != 12 || items[0].Unread() != 0 {
			t.Errorf("position %d, unread %d", *items[0].ReadNumber, items[0].Unread())
		}
		last := w.Reply(w.Max, th.ID, "One more")
		_, err = w.Store.DeletePost(w.Ctx, w.Max, last.ID, models.DeleteInput{})
		w.Must(err)
		items, err = w.Store.Threads(w.Ctx, w.Hana, models.ThreadFilter{}, 1, 20)
		w.Must(err)
		if n := items[0].Unread(); n < 0 || n > 1 {
			t.Errorf("unread %d after a reply that was deleted", n)
		}
	})
}

func TestFirstUnread_skipsWhatCannotBeRead(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := longThread(w, 4)
		first := func(v models.Viewer) int64 {
			_, n, err := w.Store.FirstUnread(w.Ctx, v, th.ID)
			w.Must(err)
			return n
		}
		if n := first(w.Hana); n != 1 {
			t.Errorf("never opened: %d, want the opening", n)
		}
		w.Must(w.Store.MarkRead(w.Ctx, w.Hana, th.ID, 2))
		third := storedPost(w, `thread_id = ? AND number = 3`, th.ID)
		_, err := w.Store.DeletePost(w.Ctx, w.Mo, third.ID, models.DeleteInput{Rule: "other", Reason: "Off topic"})
		w.Must(err)
		if n := first(w.Hana); n != 4 {
			t.Errorf("first unread is %d, want 4", n)
		}
		w.Must(w.Store.MarkRead(w.Ctx, w.Hana, th.ID, 4))
		if n := first(w.Hana); n != 4 {
			t.Errorf("all read: %d, want the last", n)
		}
		if n := first(w.Reader); n != 1 {
			t.Errorf("a reader starts at %d", n)
		}
	})
}

// longThread has n posts, the last n-1 by Max.
func longThread(w *testkit.World, n int) models.Thread {
	w.T.Helper()
	th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
	for i := 1; i < n; i++ {
		w.Reply(w.Max, th.ID, "Answer "+itoa(i))
	}
	return th
}
