package models_test

import (
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func TestInbox_countsAgreeWithTheLists(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		var ids []int64
		for i := range 8 {
			ids = append(ids, suggest(w, "Quiet rooms "+itoa(i)).ID)
		}
		w.Must(w.Store.EditDepartment(w.Ctx, w.Ada, models.DepartmentInput{Name: "Workplace", Lead: "mo-rahimi", Members: "sam"}))
		_, err := w.Store.SetOwner(w.Ctx, w.Ada, ids[0], models.OwnerInput{Handle: "sam"})
		w.Must(err)
		decide(w, w.Sam, ids[1], models.StateDeclined)
		w.Must(w.Store.GiveVerdict(w.Ctx, w.Mia, ids[1], models.VerdictInput{Answered: "no", Because: "It says nothing"}))
		decide(w, w.Sam, ids[2], models.StateDone)
		w.Must(w.Store.Reopen(w.Ctx, w.Mia, ids[2], "It only works on one floor so far."))
		w.Must(w.Store.Snooze(w.Ctx, w.Ada, ids[3], models.SnoozeInput{Days: 5, Reason: "Waiting for the landlord"}))
		decide(w, w.Sam, ids[4], models.StateParked)
		w.Clock.Advance(30 * time.Hour)
		for _, v := range []models.Viewer{w.Ada, w.Sam} {
			counts, err := w.Store.InboxCounts(w.Ctx, v)
			w.Must(err)
			for _, view := range models.InboxViews {
				list, _, err := w.Store.Inbox(w.Ctx, v, view, 0)
				w.Must(err)
				if int64(len(list)) != counts[view].N {
					t.Errorf("%s of %s: %d listed, %d counted", view, v.Handle, len(list), counts[view].N)
				}
			}
		}
		counts, err := w.Store.InboxCounts(w.Ctx, w.Ada)
		w.Must(err)
		for view, want := range map[models.InboxView]int64{
			models.InboxVerdictNo: 0 + 1, models.InboxReopened: 1, models.InboxSnoozed: 1, models.InboxNew: 4, models.InboxOpen: 5, models.InboxPaused: 1,
		} {
			if counts[view].N != want {
				t.Errorf("%s: %d, want %d", view, counts[view].N, want)
			}
		}
		_, _, err = w.Store.Inbox(w.Ctx, w.Mia, models.InboxNew, 0)
		refused(t, err, models.NotFound)
		_, err = w.Store.OwnerLoads(w.Ctx, w.Ada)
		w.Must(err)
		_, _, err = w.Store.UnansweredQuestions(w.Ctx, w.Ada, 0)
		w.Must(err)
		_, _, err = w.Store.StaffMentions(w.Ctx, w.Ada, 0)
		w.Must(err)
		if list, err := w.Store.Departments(w.Ctx); err != nil || len(list) != 1 || len(list[0].Members) != 2 || list[0].Open != 2 {
			t.Errorf("departments %+v, %v", list, err)
		}
	})
}

func TestPromise_countsWhatFellDue(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		inTime, late := suggest(w, "Quiet rooms"), suggest(w, "Quieter rooms")
		decide(w, w.Sam, inTime.ID, models.StateDone)
		hidden := w.Start(w.Mia, testkit.BackRoom, models.KindSuggestion, "Not for all", "Please, for us alone.")
		w.Clock.Set(time.Date(2026, 3, 16, 9, 0, 0, 0, time.UTC))
		p, err := w.Store.Promise(w.Ctx)
		w.Must(err)
		if p.Acknowledged.Due != 2 || p.Acknowledged.InTime != 1 || p.Acknowledged.Missed != 1 || p.Decided.Due != 2 || p.Late != 1 {
			t.Errorf("promise = %+v (with %d in a topic for members)", p, hidden.ID)
		}
		if _, ok := p.Decided.Percent(); ok {
			t.Error("two of them make a percentage")
		}
		for _, f := range models.PromiseFigures {
			_, err := w.Store.PromiseList(w.Ctx, w.Reader, f, 1)
			w.Must(err)
		}
		list, err := w.Store.PromiseList(w.Ctx, w.Reader, models.FigureLate, 1)
		w.Must(err)
		if len(list) != 1 || list[0].ID != late.ID {
			t.Errorf("late: %+v", list)
		}
		heard, more, err := w.Store.Heard(w.Ctx, w.Reader, models.HeardFilter{})
		w.Must(err)
		if len(heard) != 1 || more || heard[0].ThreadID != inTime.ID || len(heard[0].Helpers) != 1 || heard[0].Helpers[0].Handle != "mia" {
			t.Errorf("heard: %+v", heard)
		}
		found, err := w.Store.LikelyDuplicates(w.Ctx, w.Max, "A room that is quiet", 0)
		w.Must(err)
		if len(found) == 0 {
			t.Error("nothing like it is found")
		}
	})
}
