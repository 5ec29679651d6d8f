package models_test

import (
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// ownedBySam is a suggestion that Sam owns; its first answer is due on Wednesday 4 March at nine.
func ownedBySam(w *testkit.World, title string) models.Thread {
	w.T.Helper()
	th := suggest(w, title)
	_, err := w.Store.SetOwner(w.Ctx, w.Ada, th.ID, models.OwnerInput{Handle: "sam"})
	w.Must(err)
	return th
}

func TestAbsence_handsWhatFallsDueToTheStandIn(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		due, later := ownedBySam(w, "Due while he is away"), ownedBySam(w, "Planned for April")
		decide(w, w.Sam, later.ID, models.StatePlanned)
		w.Must(w.Store.AddAbsence(w.Ctx, w.Sam, models.AbsenceInput{FirstDay: "2026-03-03", LastDay: "2026-03-06", Delegate: "mo-rahimi"}))
		if g := ledger(w, due.ID); g.Owner.Handle != "sam" {
			t.Errorf("before he is away it goes to %s", g.Owner.Handle)
		}
		w.Clock.Set(time.Date(2026, 3, 3, 0, 1, 0, 0, time.UTC))
		if n := watch(w); n != 1 {
			t.Fatalf("on the first day %d change hands, want 1", n)
		}
		g := ledger(w, due.ID)
		last := g.Lines[len(g.Lines)-1]
		if g.Owner.Handle != "mo-rahimi" || last.Kind != models.LineAssignment || last.ActorID != nil || last.OwnerBefore.Handle != "sam" || last.Words == "" {
			t.Errorf("owned by %s, on record as %+v", g.Owner.Handle, last)
		}
		if g.Ledger.HandedBackAt != nil || g.Ledger.HandBacks != 0 {
			t.Error("a holiday counts as being idle")
		}
		if g := ledger(w, later.ID); g.Owner.Handle != "sam" {
			t.Errorf("what is due later goes to %s", g.Owner.Handle)
		}
		deliver(w)
		if list, _, err := w.Store.Notices(w.Ctx, w.Mo, 0); err != nil || len(list) != 1 || list[0].Kind != models.NoticeAssigned {
			t.Errorf("the stand-in was told %+v, %v", list, err)
		}
		if watch(w) != 0 {
			t.Error("it changes hands again")
		}
		wantLedger(t, w)
	})
}

// Whoever is ill enters it on the day: nothing waits for the clock.
func TestAddAbsence_fromTodayHandsOverAtOnce(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		w.Must(w.Store.SetDutyRoster(w.Ctx, w.Ada, "sam,mo-rahimi"))
		late := ownedBySam(w, "Late already")
		w.Clock.Set(time.Date(2026, 3, 5, 9, 0, 0, 0, time.UTC))
		w.Must(w.Store.AddAbsence(w.Ctx, w.Sam, models.AbsenceInput{FirstDay: "2026-03-05", LastDay: "2026-03-05"}))
		g := ledger(w, late.ID)
		if g.Owner.Handle != "mo-rahimi" || !g.Late() {
			t.Errorf("owned by %s, late: %t; want whoever is on duty besides him, and still late", g.Owner.Handle, g.Late())
		}
		if watch(w) != 0 {
			t.Error("whoever just got it is idle already")
		}
	})
}

func TestAbsence_leavesWhatNobodyCanTakeWhereItIs(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := ownedBySam(w, "Nobody is there")
		for _, v := range []models.Viewer{w.Ada, w.Mo, w.Sam} {
			w.Must(w.Store.AddAbsence(w.Ctx, v, models.AbsenceInput{FirstDay: "2026-03-03", LastDay: "2026-03-06"}))
		}
		w.Clock.Set(time.Date(2026, 3, 3, 0, 1, 0, 0, time.UTC))
		if n, owner := watch(w), ledger(w, th.ID).Owner.Handle; n != 0 || owner != "sam" {
			t.Errorf("%d changed hands, to %s", n, owner)
		}
		w.Must(w.Store.EndAbsence(w.Ctx, w.Ada, w.Count(`SELECT id FROM absences WHERE member_id = ?`, w.Mo.ID)))
		if n, owner := watch(w), ledger(w, th.ID).Owner.Handle; n != 1 || owner != "mo-rahimi" {
			t.Errorf("once Mo is back %d changed hands, to %s", n, owner)
		}
	})
}

// A topic that is closed takes late suggestions off the promise page, but not without a line on it.
func TestChangeTopic_toWhereFewerSeeIt_isCountedOnThePromise(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		late, withdrawn := suggest(w, "Late"), suggest(w, "Taken back")
		w.Must(w.Store.WithdrawSuggestion(w.Ctx, w.Mia, withdrawn.ID))
		w.Clock.Set(time.Date(2026, 3, 5, 9, 0, 0, 0, time.UTC))
		if p, err := w.Store.Promise(w.Ctx); err != nil || p.Late != 1 || p.Hidden != 0 {
			t.Fatalf("late %d, hidden %d, %v: this proves nothing", p.Late, p.Hidden, err)
		}
		shut := func(visibility models.Visibility) {
			t.Helper()
			text := string(visibility)
			_, err := w.Store.ChangeTopic(w.Ctx, w.Ada, testkit.RemoteWork, models.TopicChange{Visibility: &text})
			w.Must(err)
		}
		shut(models.VisibleStaff)
		p, err := w.Store.Promise(w.Ctx)
		w.Must(err)
		list, err := w.Store.HiddenSuggestions(w.Ctx, 1)
		w.Must(err)
		if p.Late != 0 || p.Hidden != 1 || len(list) != 1 || list[0].Number != ledger(w, late.ID).Ledger.Number || list[0].Reason == "" {
			t.Errorf("late %d, hidden %d: %+v", p.Late, p.Hidden, list)
		}
		lines := func() []models.DecisionKind {
			var kinds []models.DecisionKind
			for _, l := range ledger(w, late.ID).Lines[1:] {
				kinds = append(kinds, l.Kind)
			}
			return kinds
		}
		shut(models.VisibleStaff) // the same again
		if got := lines(); len(got) != 1 || got[0] != models.LineHidden {
			t.Errorf("on record: %v", got)
		}
		shut(models.VisiblePublic)
		if got := lines(); len(got) != 2 || got[1] != models.LineShown {
			t.Errorf("opened again, on record: %v", got)
		}
		wantLedger(t, w)
	})
}
