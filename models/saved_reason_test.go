package models_test

import (
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

var unkind = models.SavedReasonInput{Fits: "removal", Title: "Unkind", Rule: "abuse", Words: "Say what you disagree with, not who may speak."}

func TestSaveReason_isForModeratorsAndOnRecord(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		for _, v := range []models.Viewer{w.Reader, w.Mia, w.Hana, w.Sam} {
			_, err := w.Store.SaveReason(w.Ctx, v, unkind)
			kind(t, err, models.NotFound)
			_, err = w.Store.SavedReasons(w.Ctx, v)
			kind(t, err, models.NotFound)
			kind(t, w.Store.DeleteReason(w.Ctx, v, 1), models.NotFound)
		}
		r, err := w.Store.SaveReason(w.Ctx, w.Mo, unkind)
		w.Must(err)
		in := unkind
		in.ID, in.Words, in.Version = r.ID, "Be kind, or be quiet.", 1
		changed, err := w.Store.SaveReason(w.Ctx, w.Ada, in)
		if err != nil || changed.Version != 2 {
			t.Fatalf("changed to %+v (%v)", changed, err)
		}
		wantAudit(t, w, w.Ada, "reason.saved", "Unkind: abuse, Say what you disagree with, not who may speak.", "Unkind: abuse, Be kind, or be quiet.", "")
		_, err = w.Store.SaveReason(w.Ctx, w.Mo, in)
		kind(t, err, models.Conflict)
		w.Must(w.Store.DeleteReason(w.Ctx, w.Mo, r.ID))
		kind(t, w.Store.DeleteReason(w.Ctx, w.Mo, r.ID), models.NotFound)
		wantAudit(t, w, w.Mo, "reason.deleted", "Unkind: abuse, Be kind, or be quiet.", "", "")
	})
}

func TestSaveReason_refusesWhatCannotBeOffered(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		_, err := w.Store.SaveReason(w.Ctx, w.Mo, unkind)
		w.Must(err)
		_, err = w.Store.SaveReason(w.Ctx, w.Mo, unkind)
		wrongField(t, err, "title")
		for field, change := range map[string]func(*models.SavedReasonInput){
			"fits": func(in *models.SavedReasonInput) { in.Fits = "praise" }, "title": func(in *models.SavedReasonInput) { in.Title = "x" },
			"rule": func(in *models.SavedReasonInput) { in.Rule = "rude" }, "words": func(in *models.SavedReasonInput) { in.Words = strings.Repeat("x", 501) },
		} {
			in := unkind
			change(&in)
			_, err := w.Store.SaveReason(w.Ctx, w.Mo, in)
			wrongField(t, err, field)
		}
	})
}

func TestReason_comesFromWhatIsSavedWhereNothingIsTyped(t *testing.T) {
	w := testkit.NewWorld(t, "sqlite")
	r, err := w.Store.SaveReason(w.Ctx, w.Mo, unkind)
	w.Must(err)
	for _, test := range []struct {
		by          models.Viewer
		saved       int64
		words, want string
	}{
		{w.Mo, r.ID, "", unkind.Words}, {w.Mo, r.ID, "My own.", "My own."}, {w.Mo, 0, "", ""}, {w.Mo, 99, "", ""}, {w.Mia, r.ID, "", ""},
	} {
		_, words, err := w.Store.Reason(w.Ctx, test.by, test.saved, "spam", test.words)
		if err != nil || words != test.want {
			t.Errorf("%d with %q is %q (%v)", test.saved, test.words, words, err)
		}
	}
	if rule, _, _ := w.Store.Reason(w.Ctx, w.Mo, r.ID, "", ""); rule != "abuse" {
		t.Errorf("the rule is %q", rule)
	}
}
