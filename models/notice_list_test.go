package models_test

import (
	"slices"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func noticesOf(w *testkit.World, v models.Viewer) (all []models.NoticeView) {
	w.T.Helper()
	for before := int64(0); ; before = all[len(all)-1].ID {
		list, more, err := w.Store.Notices(w.Ctx, v, before)
		w.Must(err)
		all = append(all, list...)
		if !more {
			return all
		}
	}
}

// unread is what the bell shows but for what moderators told.
func unread(w *testkit.World, v models.Viewer) int64 {
	w.T.Helper()
	bell, err := w.Store.Bell(w.Ctx, v)
	w.Must(err)
	return bell.Unread - w.Count(`SELECT COUNT(*) FROM moderation_notices WHERE member_id = ? AND read_at IS NULL`, v.ID)
}

func TestNotices_arePagedNewestFirstWithoutGapsOrRepeats(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		for i := range 33 {
			suggest(w, "Quiet rooms "+itoa(i))
		}
		deliver(w)
		first, more, err := w.Store.Notices(w.Ctx, w.Mia, 0)
		w.Must(err)
		if len(first) != models.NoticesPerPage || !more {
			t.Errorf("the first page has %d, more %t", len(first), more)
		}
		all := noticesOf(w, w.Mia)
		if len(all) != 33 || unread(w, w.Mia) != 33 {
			t.Errorf("%d listed, %d unread, want 33", len(all), unread(w, w.Mia))
		}
		for i := 1; i < len(all); i++ {
			if all[i-1].ID <= all[i].ID {
				t.Errorf("notice %d comes before %d", all[i-1].ID, all[i].ID)
			}
		}
		// a notice that comes while one reads on moves nothing
		suggest(w, "One more")
		deliver(w)
		rest, _, err := w.Store.Notices(w.Ctx, w.Mia, first[len(first)-1].ID)
		w.Must(err)
		if len(rest) != 3 || rest[0].ID != all[models.NoticesPerPage].ID {
			t.Errorf("the second page has %d", len(rest))
		}
	})
}

func TestReadNotices_readsWhatItSaysAndNobodyElses(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		a, b := suggest(w, "Quiet rooms"), suggest(w, "Plants")
		for _, id := range []int64{a.ID, b.ID} {
			_, err := w.Store.Support(w.Ctx, w.Max, id, "")
			w.Must(err)
			decide(w, w.Sam, id, models.StatePlanned)
		}
		w.Clock.Advance(2 * time.Minute)
		deliver(w)
		all := noticesOf(w, w.Mia)
		if len(all) != 4 || unread(w, w.Mia) != 4 || unread(w, w.Max) != 2 {
			t.Fatalf("Mia has %d, Max %d unread", len(all), unread(w, w.Max))
		}
		oldest := all[len(all)-1]
		w.Must(w.Store.ReadNotices(w.Ctx, w.Mia, oldest.ID, 0))
		if unread(w, w.Mia) != 3 {
			t.Errorf("up to the oldest: %d unread", unread(w, w.Mia))
		}
		w.Must(w.Store.ReadNotices(w.Ctx, w.Mia, 0, b.ID))
		for _, n := range noticesOf(w, w.Mia) {
			if n.Unread() != (n.ThreadID == a.ID && n.ID != oldest.ID) {
				t.Errorf("notice %d of %q: unread %t", n.ID, n.ThreadTitle, n.Unread())
			}
		}
		first := *noticesOf(w, w.Mia)[0].ReadAt
		w.Clock.Advance(time.Hour)
		w.Must(w.Store.ReadNotices(w.Ctx, w.Mia, 0, 0))
		w.Must(w.Store.ReadNotices(w.Ctx, w.Mia, 0, 0))
		if unread(w, w.Mia) != 0 || !noticesOf(w, w.Mia)[0].ReadAt.Equal(first) {
			t.Error("reading all leaves some, or reads again what was read")
		}
		if unread(w, w.Max) != 2 {
			t.Errorf("Max has %d unread: somebody else read them", unread(w, w.Max))
		}
		refused(t, w.Store.ReadNotices(w.Ctx, w.Reader, 0, 0), models.Unauthenticated)
		_, _, err := w.Store.Notices(w.Ctx, w.Reader, 0)
		refused(t, err, models.Unauthenticated)
		if unread(w, w.Reader) != 0 {
			t.Error("a reader has notices")
		}
	})
}

// D06, D10: rights are asked when a notice is delivered and each time it is read. There is neither mail nor a webhook yet
// (D07): what is due to be told reaches a member by the list, the count and the socket.
func TestNotices_askForRightsWhenTheyAreDeliveredAndRead(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Max, testkit.Photography, models.KindSuggestion, "A bench at the lake", "To wait on, for all of us.")
		_, err := w.Store.Support(w.Ctx, w.Mia, th.ID, "I wait there too.")
		w.Must(err)
		deliver(w)
		before := unread(w, w.Mia)
		decide(w, w.Sam, th.ID, models.StateDeclined) // queued, not delivered
		w.Clock.Advance(2 * time.Minute)
		w.Must(w.Store.MoveThread(w.Ctx, w.Ada, th.ID, testkit.StaffTable, "It names a customer."))
		w.Events()
		deliver(w)
		for _, e := range w.Events() {
			if e.Channel == models.MemberChannel(w.Mia.ID) || e.Channel == models.MemberChannel(w.Max.ID) {
				t.Errorf("the socket names %d to who may not see it", *e.ThreadID)
			}
		}
		hidden := func(n models.NoticeView) bool { return n.ThreadID == th.ID }
		if unread(w, w.Mia) != before || slices.ContainsFunc(noticesOf(w, w.Mia), hidden) {
			t.Errorf("%d are unread, %d were; or the list names what she may not see", unread(w, w.Mia), before)
		}
		if !slices.ContainsFunc(noticesOf(w, w.Viewer("ada")), hidden) && w.Count(`SELECT COUNT(*) FROM notices WHERE thread_id = ? AND member_id = ?`, th.ID, w.Mia.ID) == 0 {
			t.Error("nothing was delivered at all: this proves nothing")
		}
		w.Must(w.Store.MoveThread(w.Ctx, w.Ada, th.ID, testkit.Photography, "The name is out of it."))
		if !slices.ContainsFunc(noticesOf(w, w.Mia), hidden) {
			t.Error("once she may see it again, what it was decided is lost to her")
		}
	})
}

func TestNotices_ofWhatTheMemberMaySeeNoMoreAreNeitherListedNorCounted(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		gone, stays := suggest(w, "Quiet rooms"), suggest(w, "Plants")
		deliver(w)
		w.Must(w.Store.RemoveThread(w.Ctx, w.Mo, gone.ID, "other", "Asked in jest alone."))
		all := noticesOf(w, w.Mia)
		if unread(w, w.Mia) != int64(len(all)) || slices.ContainsFunc(all, func(n models.NoticeView) bool { return n.ThreadID == gone.ID }) {
			t.Errorf("%d are unread, %d listed", unread(w, w.Mia), len(all))
		}
		w.Must(w.Store.RestoreThread(w.Ctx, w.Mo, gone.ID, ""))
		back := noticesOf(w, w.Mia)
		if len(back) <= len(all) || back[len(back)-1].ThreadID != gone.ID || unread(w, w.Mia) != int64(len(back)) {
			t.Errorf("brought back: %d listed, %d unread (of %d)", len(back), unread(w, w.Mia), stays.ID)
		}
	})
}
