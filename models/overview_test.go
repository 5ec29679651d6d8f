package models_test

import (
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func TestOverview_existsForStaffAlone(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		for _, v := range []models.Viewer{w.Reader, w.Mia, w.Hana} {
			_, err := w.Store.Overview(w.Ctx, v)
			kind(t, err, models.NotFound)
		}
	})
}

func TestOverview_showsWhatWaits(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		first := w.Start(w.Mia, testkit.RemoteWork, models.KindQuestion, "Which chair for a small room?", "It must fold.")
		w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "A desk by a window", "It rains on it.")
		w.Clock.Advance(time.Hour)
		second := w.Start(w.Sam, testkit.StaffTable, models.KindQuestion, "Who opens on Monday?", "I cannot.")
		answered := w.Start(w.Max, testkit.RemoteWork, models.KindQuestion, "Which lamp?", "A warm one?")
		w.Reply(w.Mia, answered.ID, "Any.")
		locked := w.Start(w.Max, testkit.RemoteWork, models.KindQuestion, "Which rug?", "A thick one?")
		kind(t, w.Store.SetLocked(w.Ctx, w.Mo, locked.ID, true, "other", "Asked before."), "")

		o, err := w.Store.Overview(w.Ctx, w.Sam)
		w.Must(err)
		if len(o.Questions) != 2 || o.Questions[0].ID != first.ID || o.Questions[1].ID != second.ID || o.QuestionCount.N != 2 {
			t.Errorf("questions %+v of %+v", o.Questions, o.QuestionCount)
		}
		if len(o.Threads) != 0 {
			t.Error("a thread of this morning is said to wait")
		}
		if o.NewMemberCount != 1 || handles(o.NewMembers) != "nia" {
			t.Errorf("%d new: %s", o.NewMemberCount, handles(o.NewMembers))
		}
		w.Clock.Advance(24 * time.Hour)
		o, err = w.Store.Overview(w.Ctx, w.Sam)
		w.Must(err)
		if len(o.Threads) != 1 || o.ThreadCount.N != 1 {
			t.Errorf("a day later %d threads wait", len(o.Threads))
		}
	})
}

func TestOverview_countsResetsForAdministratorsAlone(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		w.Must(w.Store.RequestReset(w.Ctx, "mia", "192.0.2.1"))
		for v, want := range map[string]int64{"ada": 1, "mo-rahimi": 0, "sam": 0} {
			o, err := w.Store.Overview(w.Ctx, w.Viewer(v))
			w.Must(err)
			if o.Resets != want {
				t.Errorf("%s sees %d requests, want %d", v, o.Resets, want)
			}
		}
	})
}
