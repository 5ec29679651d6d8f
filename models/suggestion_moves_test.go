package models_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// allowedMoves is DECISIONS, "The ledger", written down a second time.
var allowedMoves = map[models.State]string{
	"received":      "under_review needs_info planned under_way done declined already_there parked merged",
	"under_review":  "needs_info planned under_way done declined already_there parked merged",
	"needs_info":    "under_review planned declined already_there parked merged",
	"planned":       "under_way done declined already_there parked merged",
	"under_way":     "planned done declined already_there parked merged",
	"parked":        "under_review planned declined already_there merged",
	"done":          "under_review",
	"declined":      "under_review",
	"already_there": "under_review",
	"merged":        "",
}

// errRollBack ends a transaction that only asked what would happen.
var errRollBack = errors.New("only asked")

// TestDecide_everyMoveByEveryRoleWithAndWithoutWords walks all pairs of states: staff with words may what the table
// says and nothing else, staff without words may nothing, and nobody else may anything.
func TestDecide_everyMoveByEveryRoleWithAndWithoutWords(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		target := w.Start(w.Max, testkit.RemoteWork, models.KindSuggestion, "The one that goes on", "For both, please.")
		people := map[string]models.Viewer{
			"reader": w.Reader, "author": w.Mia, "member": w.Max, "host": w.Hana, "contributor": w.Sam, "moderator": w.Mo, "administrator": w.Ada,
		}
		if w.DB.Kind == database.Postgres { // the same rules in the same code: two roles show that both databases agree
			people = map[string]models.Viewer{"member": w.Max, "contributor": w.Sam}
		}
		for _, from := range models.States {
			th := suggestIn(w, from, target.ID)
			w.Clock.Advance(time.Second) // the words of an answer hold the moment
			for _, to := range models.States {
				in := answer(w, th.ID, to)
				if in.To == string(models.StateMerged) {
					in.MergeInto = target.ID
				}
				silent := in
				silent.Words = "  "
				for role, v := range people {
					legal := from == to && from != models.StateMerged || slices.Contains(strings.Fields(allowedMoves[from]), string(to))
					if err := wouldGo(w, v, th.ID, in); (err == nil) != (legal && v.Staff()) {
						t.Errorf("%s: %s to %s with words: %v", role, from, to, err)
					} else if err != nil && v.Staff() && models.KindOf(err) != models.Invalid && to != models.StateMerged {
						t.Errorf("%s: %s to %s is refused as %v", role, from, to, err)
					}
					if err := wouldGo(w, v, th.ID, silent); err == nil {
						t.Errorf("%s: %s to %s without words went through", role, from, to)
					}
				}
			}
		}
	})
}

// wouldGo asks whether a decision would go through, and leaves everything as it was.
func wouldGo(w *testkit.World, v models.Viewer, id int64, in models.DecisionInput) error {
	err := w.Store.InTx(w.Ctx, func(s *models.Store) error {
		if _, err := s.Decide(w.Ctx, v, id, in); err != nil {
			return err
		}
		return errRollBack
	})
	if errors.Is(err, errRollBack) {
		return nil
	}
	return err
}

// suggestIn makes a suggestion of Mia's in a state.
func suggestIn(w *testkit.World, state models.State, target int64) models.Thread {
	w.T.Helper()
	th := suggest(w, "In "+string(state))
	if state == models.StateReceived {
		return th
	}
	w.Clock.Advance(time.Second)
	in := answer(w, th.ID, state)
	if state == models.StateMerged {
		in.MergeInto = target
	}
	_, err := w.Store.Decide(w.Ctx, w.Sam, th.ID, in)
	w.Must(err)
	return th
}

func TestDecide_namesTheStatesThatMayFollow(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := suggestIn(w, models.StateDone, 0)
		_, err := w.Store.Decide(w.Ctx, w.Sam, th.ID, answer(w, th.ID, models.StatePlanned))
		refusedField(t, err, "to")
		if text := models.AsError(err).Fields["to"]; !strings.Contains(text, "under_review") || strings.Contains(text, "parked") {
			t.Errorf("told %q", text)
		}
	})
}

func TestDecide_refusesWhatAStateLacks(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := suggest(w, "Quiet rooms")
		for what, c := range map[string]struct {
			to     models.State
			change func(in *models.DecisionInput)
			field  string
		}{
			"done in the future":            {models.StateDone, func(in *models.DecisionInput) { in.Since = "2026-03-03" }, "since"},
			"done without a day":            {models.StateDone, func(in *models.DecisionInput) { in.Since = "" }, "since"},
			"done without evidence":         {models.StateDone, func(in *models.DecisionInput) { in.Evidence = " " }, "evidence"},
			"done with a script for a link": {models.StateDone, func(in *models.DecisionInput) { in.EvidenceURL = "javascript:alert(1)" }, "evidence_url"},
			"helped by nobody known":        {models.StateDone, func(in *models.DecisionInput) { in.Helped = "max, nobody-here" }, "helped"},
			"parked without a day":          {models.StateParked, func(in *models.DecisionInput) { in.RevisitOn = "" }, "revisit_on"},
			"parked until yesterday":        {models.StateParked, func(in *models.DecisionInput) { in.RevisitOn = "2026-03-01" }, "revisit_on"},
			"parked until today":            {models.StateParked, func(in *models.DecisionInput) { in.RevisitOn = "2026-03-02" }, "revisit_on"},
			"planned without a next word":   {models.StatePlanned, func(in *models.DecisionInput) { in.NextUpdateOn = "" }, "next_update_on"},
			"planned with one in a year":    {models.StatePlanned, func(in *models.DecisionInput) { in.NextUpdateOn = "2027-03-01" }, "next_update_on"},
			"declined without a reason":     {models.StateDeclined, func(in *models.DecisionInput) { in.ReasonType = "" }, "reason_type"},
			"declined for a reason unknown": {models.StateDeclined, func(in *models.DecisionInput) { in.ReasonType = "mood" }, "reason_type"},
			"merged into nothing":           {models.StateMerged, func(*models.DecisionInput) {}, "merge_into"},
			"merged into itself":            {models.StateMerged, func(in *models.DecisionInput) { in.MergeInto = th.ID }, "merge_into"},
			"merged into what is not there": {models.StateMerged, func(in *models.DecisionInput) { in.MergeInto = 4711 }, "merge_into"},
			"words too short":               {models.StateUnderReview, func(in *models.DecisionInput) { in.Words = "We look at it." }, "words"},
			"words of blanks":               {models.StateUnderReview, func(in *models.DecisionInput) { in.Words = "a                              b" }, "words"},
			"words too long":                {models.StateUnderReview, func(in *models.DecisionInput) { in.Words = strings.Repeat("ä", 5001) }, "words"},
			"a gap left in a saved reply":   {models.StateUnderReview, func(in *models.DecisionInput) { in.Words = "Dear {{name}}, we look at this now." }, "words"},
			"a state that there is not":     {"finished", func(*models.DecisionInput) {}, "to"},
			"no version":                    {models.StateUnderReview, func(in *models.DecisionInput) { in.Version = 0 }, "version"},
		} {
			in := answer(w, th.ID, c.to)
			c.change(&in)
			_, err := w.Store.Decide(w.Ctx, w.Sam, th.ID, in)
			if err == nil || models.AsError(err).Fields[c.field] == "" {
				t.Errorf("%s: %v", what, err)
			}
		}
		if n := len(ledger(w, th.ID).Lines); n != 1 {
			t.Errorf("%d lines after refusals alone", n)
		}
	})
}

func TestDecide_refusesAnAnswerGivenToOthersBefore(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		say := func(v models.Viewer, words string) error {
			th := suggest(w, "Another")
			in := answer(w, th.ID, models.StateUnderReview)
			in.Words = words
			_, err := w.Store.Decide(w.Ctx, v, th.ID, in)
			return err
		}
		const once = "Thank you, we look into this with the team."
		w.Must(say(w.Sam, once))
		refusedField(t, say(w.Sam, "thank you we look into this, with the TEAM!"), "words")
		w.Must(say(w.Mo, once))
		for _, other := range []string{"The first of three other answers.", "The second of three other answers.", "The third of three other answers."} {
			w.Must(say(w.Sam, other))
		}
		w.Must(say(w.Sam, once))
	})
}
