package models_test

import (
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// FAULTS L02: however often and in whatever order one member clicks, there is one support or none.
func TestSupport_atOnceIsOnePersonOnce(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := suggest(w, "Quiet rooms")
		for _, err := range atOnce(50, func(int) error {
			_, err := w.Store.Support(w.Ctx, w.Max, th.ID, "I call all day")
			return err
		}) {
			w.Must(err)
		}
		if g := ledger(w, th.ID).Ledger; g.SupportCount != 1 {
			t.Errorf("one member counts %d times", g.SupportCount)
		}
		people := []models.Viewer{w.Max, w.Hana, w.Sam}
		for _, err := range atOnce(24, func(i int) error {
			if i%2 == 0 {
				_, err := w.Store.Support(w.Ctx, people[i%3], th.ID, "")
				return err
			}
			_, err := w.Store.WithdrawSupport(w.Ctx, people[i%3], th.ID)
			return err
		}) {
			w.Must(err)
		}
		wantLedger(t, w)
	})
}

// FAULTS L03: two who decide at once: one is told of the other, the people are told once.
func TestDecide_ofManyAtOnceOneWins(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := suggest(w, "Quiet rooms")
		deliver(w)
		states := []models.State{models.StatePlanned, models.StateDeclined, models.StateUnderReview, models.StateNeedsInfo}
		staff := []models.Viewer{w.Ada, w.Mo, w.Sam}
		inputs := make([]models.DecisionInput, 8)
		for i := range inputs {
			inputs[i] = answer(w, th.ID, states[i%4])
		}
		won := 0
		for _, err := range atOnce(8, func(i int) error {
			_, err := w.Store.Decide(w.Ctx, staff[i%3], th.ID, inputs[i])
			return err
		}) {
			if err == nil {
				won++
				continue
			}
			refused(t, err, models.Conflict)
		}
		w.Clock.Advance(time.Minute)
		deliver(w)
		if n := w.Count(`SELECT COUNT(*) FROM decisions WHERE kind = 'decision'`); won != 1 || n != 1 {
			t.Errorf("%d won, %d decisions stand", won, n)
		}
		if n := w.Count(`SELECT COUNT(*) FROM notices n JOIN notice_batches b ON b.id = n.batch_id WHERE b.kind = 'decision'`); n != 1 {
			t.Errorf("the author was told %d times", n)
		}
		wantLedger(t, w)
	})
}

// FAULTS L04: merges that cross, a merge of what is merged, and a chain of ten.
func TestMerge_crossingAndChained(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		merge := func(v models.Viewer, from, into int64) error {
			in := answer(w, from, models.StateMerged)
			in.MergeInto = into
			_, err := w.Store.Decide(w.Ctx, v, from, in)
			return err
		}
		for range 3 {
			a, b := suggest(w, "Quiet rooms"), suggest(w, "Rooms to be quiet in")
			_, err := w.Store.Support(w.Ctx, w.Max, a.ID, "")
			w.Must(err)
			_, err = w.Store.Support(w.Ctx, w.Max, b.ID, "")
			w.Must(err)
			errs := atOnce(2, func(i int) error {
				if i == 0 {
					return merge(w.Sam, a.ID, b.ID)
				}
				return merge(w.Mo, b.ID, a.ID)
			})
			if (errs[0] == nil) == (errs[1] == nil) {
				t.Fatalf("crossing merges: %v and %v", errs[0], errs[1])
			}
			for _, err := range errs {
				if err != nil {
					refused(t, err, models.Conflict)
				}
			}
			wantLedger(t, w)
		}
		var chain []int64
		for i := range 10 {
			th := suggest(w, "Chained "+itoa(i))
			chain = append(chain, th.ID)
			if i > 0 {
				_, err := w.Store.Support(w.Ctx, []models.Viewer{w.Max, w.Hana}[i%2], th.ID, "")
				w.Must(err)
			}
		}
		for i := range 9 {
			w.Must(merge(w.Sam, chain[i], chain[i+1]))
		}
		refused(t, merge(w.Sam, chain[0], chain[9]), models.Conflict)
		refused(t, merge(w.Sam, chain[9], chain[0]), models.Conflict)
		if into := ledger(w, chain[0]).Into; into == nil || into.ThreadID != chain[9] {
			t.Errorf("the first leads to %+v", into)
		}
		if n := ledger(w, chain[9]).Ledger.SupportCount; n != 2 {
			t.Errorf("%d people at the end of the chain, want Max and Hana", n)
		}
		refused(t, w.Store.Unmerge(w.Ctx, w.Sam, chain[0], "These were different wishes after all."), models.Conflict)
		w.Must(w.Store.Unmerge(w.Ctx, w.Sam, chain[8], "These were different wishes after all."))
		wantLedger(t, w)
	})
}
