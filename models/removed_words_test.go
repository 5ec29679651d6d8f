package models_test

import (
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

const unkindly = "Only fools would want less."

// saidBeside has Max say something unkindly in each place there is, and names where.
func saidBeside(w *testkit.World) []models.WordsRef {
	w.T.Helper()
	a := newAsides(w)
	a.taken(unkindly)
	line := func(threadID int64) int64 {
		return w.Count(`SELECT MAX(id) FROM decisions WHERE thread_id = ? AND kind IN ('verdict', 'reopening')`, threadID)
	}
	w.Must(w.Store.Reopen(w.Ctx, w.Max, a.twice.ID, unkindly))
	return []models.WordsRef{
		{Place: models.PlaceWhy, Handle: "max", ThreadID: a.want.ID},
		{Place: models.PlaceVote, Handle: "max", ThreadID: a.asked.ID},
		{Place: models.PlaceVerdict, Handle: "max", ThreadID: a.mine.ID, DecisionID: line(a.mine.ID)},
		{Place: models.PlaceVerdict, Handle: "max", ThreadID: a.twice.ID, DecisionID: line(a.twice.ID)},
		{Place: "bio", Handle: "max"},
	}
}

func removeWords(w *testkit.World, v models.Viewer, ref models.WordsRef) error {
	return w.Store.RemoveWords(w.Ctx, v, models.WordsRemoval{WordsRef: ref, Rule: "abuse", Because: "Be kind."})
}

// unkindIn lists where the words still stand, as table.column, but for what is kept for an appeal.
func unkindIn(w *testkit.World) (places []string) {
	w.T.Helper()
	for _, c := range textColumns(w) {
		if c[0] != "removed_words" && w.Count(`SELECT COUNT(*) FROM `+c[0]+` WHERE `+c[1]+` LIKE ?`, "%"+unkindly+"%") > 0 {
			places = append(places, c[0]+"."+c[1])
		}
	}
	return places
}

func TestRemoveWords_takesThemFromEverywhereWithRuleAndSentence(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		refs := saidBeside(w)
		deliver(w)
		before := unkindIn(w)
		if len(before) < 5 {
			t.Fatalf("the words stand in %v alone: this proves nothing", before)
		}
		w.Events()
		for _, ref := range refs {
			found, err := w.Store.WordsToRemove(w.Ctx, w.Mo, ref)
			w.Must(err)
			if found.Words != unkindly || found.Writer.ID != w.Max.ID || found.Thread.ID != ref.ThreadID {
				t.Errorf("%s: found %+v", ref.Place, found)
			}
			w.Must(removeWords(w, w.Mo, ref))
			kind(t, removeWords(w, w.Mo, ref), models.NotFound)
		}
		wantEvents(t, w, models.EventNoticeCreated, models.EventThreadChanged, models.EventNoticeCreated, models.EventThreadChanged,
			models.EventNoticeCreated, models.EventThreadChanged, models.EventNoticeCreated, models.EventThreadChanged,
			models.EventNoticeCreated, models.EventMemberChanged)
		if left := unkindIn(w); len(left) != 0 {
			t.Errorf("the words still stand in %v", left)
		}
		if n := w.Count(`SELECT COUNT(*) FROM actions WHERE kind = 'remove' AND member_id = ? AND rule = 'abuse' AND words = 'Be kind.'`, w.Max.ID); n != 5 {
			t.Errorf("%d removals on record, want 5", n)
		}
		if got := told(w, w.Max); len(got) != 5 || got[0].Action.Sort() != models.ActionRemoveWords {
			t.Errorf("who wrote them was told %+v", got)
		}
		if n := w.Count(`SELECT COUNT(*) FROM audit_log WHERE action = 'words.removed' AND reason = 'Be kind.'`); n != 5 {
			t.Errorf("%d lines in the audit log, want 5", n)
		}
		if n := w.Count(`SELECT (SELECT COUNT(*) FROM supports) + (SELECT COUNT(*) FROM consultation_votes)`); n != 2 {
			t.Errorf("support and vote are %d, want both", n)
		}
	})
}

func TestRemoveWords_isForWhoMaySuspendAndAsksForRuleAndSentence(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		ref := saidBeside(w)[0]
		for _, v := range []models.Viewer{w.Reader, w.Mia, w.Max, w.Hana, w.Sam} {
			kind(t, removeWords(w, v, ref), models.NotFound)
			_, err := w.Store.WordsToRemove(w.Ctx, v, ref)
			kind(t, err, models.NotFound)
		}
		wrongField(t, w.Store.RemoveWords(w.Ctx, w.Mo, models.WordsRemoval{WordsRef: ref, Because: "Be kind."}), "rule")
		wrongField(t, w.Store.RemoveWords(w.Ctx, w.Mo, models.WordsRemoval{WordsRef: ref, Rule: "abuse", Because: " "}), "reason")
		_, err := w.Store.Support(w.Ctx, w.Ada, ref.ThreadID, "So do I.")
		w.Must(err)
		kind(t, removeWords(w, w.Mo, models.WordsRef{Place: models.PlaceWhy, Handle: "ada", ThreadID: ref.ThreadID}), models.Forbidden)
		kind(t, removeWords(w, w.Ada, models.WordsRef{Place: models.PlaceWhy, Handle: "ada", ThreadID: ref.ThreadID}), models.Forbidden)
		for _, wrong := range []models.WordsRef{
			{Place: models.PlaceWhy, Handle: "max", ThreadID: 9_999}, {Place: models.PlaceVote, Handle: "max", ThreadID: ref.ThreadID},
			{Place: models.PlaceWhy, Handle: "mia", ThreadID: ref.ThreadID}, {Place: "location", Handle: "max"}, {Place: "name", Handle: "max", ThreadID: ref.ThreadID},
		} {
			kind(t, removeWords(w, w.Mo, wrong), models.NotFound)
		}
		hidden := profile(map[string][2]string{"bio": {unkindly, "nobody"}})
		w.Must(w.Store.EditProfile(w.Ctx, w.Mia, hidden))
		kind(t, removeWords(w, w.Mo, models.WordsRef{Place: "bio", Handle: "mia"}), models.NotFound)
		places, err := w.Store.ProfilePlaces(w.Ctx, w.Mo, "max")
		w.Must(err)
		if none, _ := w.Store.ProfilePlaces(w.Ctx, w.Sam, "max"); len(places) != 1 || places[0] != "bio" || none != nil {
			t.Errorf("a moderator is led to %v, a contributor to %v", places, none)
		}
	})
}

func TestRemoveWords_undoneOrAppealedTheyComeBackWhereNothingElseStands(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		refs := saidBeside(w)
		deliver(w)
		before := strings.Join(unkindIn(w), " ")
		for _, ref := range refs {
			w.Must(removeWords(w, w.Mo, ref))
		}
		last := lastAction(w)
		for id := last - 4; id < last; id++ {
			undo(w, w.Mo, id)
		}
		appeal, err := w.Store.CreateAppeal(w.Ctx, w.Max, last, "It was meant as a joke.")
		w.Must(err)
		view, err := w.Store.CaseByID(w.Ctx, w.Ada, appeal.CaseID)
		w.Must(err)
		if view.Appeal.Taken != unkindly {
			t.Errorf("who answers the appeal reads %q", view.Appeal.Taken)
		}
		err = w.Store.DecideAppeal(w.Ctx, w.Ada, appeal.CaseID, models.AppealDecision{Do: "reversed", Words: "It was a joke."})
		w.Must(err)
		if after := strings.Join(unkindIn(w), " "); after != before {
			t.Errorf("they are back in %s, and stood in %s", after, before)
		}
		if n := w.Count(`SELECT COUNT(*) FROM removed_words`); n != 0 {
			t.Errorf("%d texts are kept for nothing", n)
		}
		w.Must(removeWords(w, w.Mo, refs[0]))
		_, err = w.Store.Support(w.Ctx, w.Max, refs[0].ThreadID, "I cycle.")
		w.Must(err)
		undo(w, w.Mo, lastAction(w))
		if n := w.Count(`SELECT COUNT(*) FROM supports WHERE why = 'I cycle.'`); n != 1 {
			t.Error("what they said since is lost")
		}
	})
}
