package models_test

import (
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

const annotation = "Three of the late ones are ours, and we know it."

func TestAnnotation_isTakenOffByItsAuthorOrAnAdministrator(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		refused(t, w.Store.AnnotatePromise(w.Ctx, w.Mia, annotation), models.NotFound)
		refusedField(t, w.Store.AnnotatePromise(w.Ctx, w.Sam, "Ours."), "words")
		w.Must(w.Store.AnnotatePromise(w.Ctx, w.Sam, annotation))
		list := func() []models.PromiseAnnotation {
			p, err := w.Store.Promise(w.Ctx)
			w.Must(err)
			return p.Annotations
		}
		if got := list(); len(got) != 1 || got[0].Words != annotation || got[0].Author.Handle != "sam" {
			t.Fatalf("beside the figures: %+v", got)
		}
		id := list()[0].ID
		refused(t, w.Store.RemoveAnnotation(w.Ctx, w.Mia, id), models.NotFound)
		refused(t, w.Store.RemoveAnnotation(w.Ctx, w.Mo, id), models.Forbidden)
		w.Must(w.Store.RemoveAnnotation(w.Ctx, w.Sam, id))
		refused(t, w.Store.RemoveAnnotation(w.Ctx, w.Sam, id), models.NotFound)
		if got := list(); len(got) != 0 {
			t.Errorf("still beside the figures: %+v", got)
		}
		if n := w.Count(`SELECT COUNT(*) FROM audit_log WHERE action = 'promise.annotated' AND before = ?`, annotation); n != 1 {
			t.Error("the audit log does not keep what was taken off")
		}
	})
}

func TestTellingOf_isThereWhileNoticesGoOut(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := suggest(w, "Quiet rooms")
		for _, v := range []models.Viewer{w.Max, w.Hana} {
			_, err := w.Store.Support(w.Ctx, v, th.ID, "")
			w.Must(err)
		}
		deliver(w)
		decide(w, w.Sam, th.ID, models.StatePlanned)
		told := func() models.Telling {
			got, err := w.Store.TellingOf(w.Ctx, w.Mo, th.ID)
			w.Must(err)
			return got
		}
		if got := told(); got.People != 0 {
			t.Errorf("while it can be taken back: %+v", got)
		}
		w.Clock.Advance(time.Minute)
		if got := told(); got != (models.Telling{People: 3}) {
			t.Errorf("before the job comes by: %+v, want the author and two supporters", got)
		}
		w.Exec(`UPDATE notice_batches SET delivered = 2 WHERE kind = 'decision'`)
		if got := told(); got.Told != 2 {
			t.Errorf("half way: %+v", got)
		}
		deliver(w)
		if got := told(); got.People != 0 {
			t.Errorf("when all are told: %+v", got)
		}
		_, err := w.Store.TellingOf(w.Ctx, w.Mia, th.ID)
		refused(t, err, models.NotFound)
	})
}
