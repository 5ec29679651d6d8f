package models_test

import (
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func TestLikelyDuplicates_areFoundHoweverTheTitleIsTyped(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		quiet := suggest(w, "A quiet room on every floor")
		arabic := suggest(w, "غرفة هادئة في كل طابق")
		suggest(w, "More plants in the kitchen")
		for typed, want := range map[string]int64{
			"quiet rooms please":                       quiet.ID,
			"QUIET ROOM ON EVERY FLOOR":                quiet.ID,
			"Quiet!!! rooms??? (every floor)":          quiet.ID,
			"  quiet\troom,  floor ":                   quiet.ID,
			`"quiet OR room" AND -floor`:               quiet.ID,
			"غرفة هادئة":                               arabic.ID,
			strings.Repeat("very ", 27) + "quiet room": quiet.ID,
		} {
			found, err := w.Store.LikelyDuplicates(w.Ctx, w.Max, typed, 0)
			w.Must(err)
			if len(found) != 1 || found[0].ID != want {
				t.Errorf("%q: %d are found, want number %d", typed, len(found), want)
			}
		}
		for _, typed := range []string{"", "  ", "a an of", "quantum bicycles", "\x00", "!!!", "OR OR OR", strings.Repeat("q", 4000)} {
			if found, err := w.Store.LikelyDuplicates(w.Ctx, w.Max, typed, 0); err != nil || len(found) != 0 {
				t.Errorf("%.20q: %d are found (%v)", typed, len(found), err)
			}
		}
	})
}

func TestLikelyDuplicates_leaveOutWhatIsNoHelp(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		mine := suggest(w, "Quiet rooms")
		merged, goesOn := suggest(w, "Quiet rooms here"), suggest(w, "Quiet rooms there")
		in := answer(w, merged.ID, models.StateMerged)
		in.MergeInto = goesOn.ID
		_, err := w.Store.Decide(w.Ctx, w.Sam, merged.ID, in)
		w.Must(err)
		hidden := w.Start(w.Mia, testkit.BackRoom, models.KindSuggestion, "Quiet rooms for us", "Please.")
		removed := suggest(w, "Quiet rooms nowhere")
		w.Must(w.Store.RemoveThread(w.Ctx, w.Mo, removed.ID, "other", "Asked in jest alone."))
		w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Quiet rooms are nice", "Are they?")
		ids := func(v models.Viewer, except int64) map[int64]bool {
			found, err := w.Store.LikelyDuplicates(w.Ctx, v, "Quiet rooms", except)
			w.Must(err)
			seen := map[int64]bool{}
			for _, f := range found {
				seen[f.ID] = true
			}
			return seen
		}
		if got := ids(w.Reader, 0); len(got) != 2 || !got[mine.ID] || !got[goesOn.ID] {
			t.Errorf("a reader is shown %v", got)
		}
		if got := ids(w.Max, mine.ID); len(got) != 2 || !got[hidden.ID] || !got[goesOn.ID] {
			t.Errorf("a member beside number %d is shown %v", mine.ID, got)
		}
	})
}

func TestLikelyDuplicates_areFiveAtMostTheLikeliestFirst(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		best := suggest(w, "Quiet rooms for telephone calls")
		for i := range 7 {
			suggest(w, "Quiet corners "+itoa(i))
		}
		for typed, want := range map[string]int{"Quiet telephone": 5, "Quiet rooms for telephone calls": 1} {
			found, err := w.Store.LikelyDuplicates(w.Ctx, w.Max, typed, 0)
			w.Must(err)
			if len(found) != want || found[0].ID != best.ID {
				t.Errorf("%q: %d are found, want %d with number %d first", typed, len(found), want, best.ID)
			}
		}
	})
}
