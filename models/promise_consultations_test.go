package models_test

import (
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
)

func TestPromise_namesTheConsultationsWhoseDecisionIsOwed(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		owed := func(want int64, titles ...string) {
			t.Helper()
			p, err := w.Store.Promise(w.Ctx)
			w.Must(err)
			if p.Owed != want || len(p.OwedDecisions) != len(titles) {
				t.Fatalf("%d are owed: %+v, want %d", p.Owed, p.OwedDecisions, want)
			}
			for i, title := range titles {
				if p.OwedDecisions[i].Title != title || p.OwedDecisions[i].Author.Handle != "sam" {
					t.Errorf("it names %+v, want %s", p.OwedDecisions[i], title)
				}
			}
		}
		open := consultationInput()
		th, err := w.Store.OpenConsultation(w.Ctx, w.Sam, open)
		w.Must(err)
		among := consultationInput()
		among.Topic, among.Title = testkit.StaffTable, "Who has the keys?"
		_, err = w.Store.OpenConsultation(w.Ctx, w.Sam, among)
		w.Must(err)
		owed(0) // it still asks
		w.Clock.Set(time.Date(2026, 3, 7, 0, 0, 0, 0, time.UTC))
		owed(1, open.Title) // and not what the staff ask among themselves
		w.Must(w.Store.DecideConsultation(w.Ctx, w.Ada, th.ID, "Most of you sit on the third floor.", "We build on the third floor first."))
		owed(0)
	})
}
