package models_test

import (
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// everywhere has Max say something unkind beside posts, show a face and have a reply held, and returns that.
func everywhere(t *testing.T, w *testkit.World) (heldID int64) {
	t.Helper()
	saidBeside(w)
	deliver(w)
	faced(w, w.Max, sent(w, w.Max, 1), models.WholeSquare)
	w.Must(w.Store.SetHoldRules(w.Ctx, w.Ada, models.HoldRules{Words: "casino"}))
	th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Chairs", "Which?")
	return holdReply(t, w, w.Viewer("max"), th.ID, "Come to my casino.")
}

func banMaxWith(w *testkit.World, also ...string) int64 {
	w.T.Helper()
	w.Must(w.Store.Suspend(w.Ctx, w.Mo, "max", models.SuspensionInput{Rule: "spam", Because: "Only advertising.", Ban: true, Also: also}))
	return w.Count(`SELECT MAX(id) FROM actions WHERE kind = 'ban'`)
}

func stateOfHeld(w *testkit.World, id int64, state models.HeldState) bool {
	return w.Count(`SELECT COUNT(*) FROM held_posts WHERE id = ? AND state = ?`, id, state) == 1
}

func TestSuspend_aBanTakesHeldPostsWordsAndFaceWithItsRuleAndSentenceAndTellsOnce(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		id := everywhere(t, w)
		before := unkindIn(w)
		ban := banMaxWith(w, "held", "words", "face")
		if got := cleanUpOf(w, ban); got.All != 7 || got.Posts != 0 || got.Waiting != 7 {
			t.Errorf("right after the ban: %+v, want seven things: a held post, five words, a face", got)
		}
		sweepCleanUps(w)
		if got := cleanUpOf(w, ban); got.Moved != 7 || got.Failed != 0 {
			t.Errorf("at the end: %+v", got)
		}
		if left := unkindIn(w); len(left) != 0 || faceOf(w, w.Max) != "" || !stateOfHeld(w, id, models.HeldRemoved) {
			t.Errorf("the words still stand in %v, or the face or the held post does", left)
		}
		if n := w.Count(`SELECT COUNT(*) FROM actions WHERE within_id = ? AND kind IN ('remove', 'refuse') AND rule = 'spam' AND words = 'Only advertising.' AND actor_id = ?`, ban, w.Mo.ID); n != 7 {
			t.Errorf("%d of 7 are on record with rule and sentence", n)
		}
		if n := w.Count(`SELECT COUNT(*) FROM cases WHERE held_id = ? AND outcome = 'removed' AND closed_by = ?`, id, w.Mo.ID); n != 1 {
			t.Error("the held post left the queue without an outcome")
		}
		for action, want := range map[string]int64{"words.removed": 5, "member.face_removed": 1, "case.decided": 1} {
			if n := w.Count(`SELECT COUNT(*) FROM audit_log WHERE action = ? AND actor_id = ? AND reason = 'Only advertising.'`, action, w.Mo.ID); n != want {
				t.Errorf("%d lines %s in the audit log, want %d", n, action, want)
			}
		}
		if n := w.Count(`SELECT COUNT(*) FROM moderation_notices WHERE member_id = ?`, w.Max.ID); n != 1 {
			t.Errorf("Max was told %d times", n)
		}
		_, err := w.Store.UndoAction(w.Ctx, w.Ada, ban, "He writes about chairs for a living.")
		w.Must(err)
		sweepCleanUps(w)
		if got := cleanUpOf(w, ban); !got.Undoing || got.Moved != 7 || got.Failed != 0 {
			t.Errorf("once it is taken back: %+v", got)
		}
		if now := unkindIn(w); len(now) != len(before) || faceOf(w, w.Max) == "" {
			t.Errorf("the words are back in %v of %v, or the face is not", now, before)
		}
		if !stateOfHeld(w, id, models.HeldWaiting) || onlyHold(w).HeldID == nil {
			t.Error("the held post does not wait in the queue again")
		}
		w.Must(w.Store.DecideHold(w.Ctx, w.Mo, onlyHold(w).ID, models.HoldDecision{Do: "approved"}))
		if n := w.Count(`SELECT COUNT(*) FROM moderation_notices WHERE member_id = ? AND kind = 'undoing'`, w.Max.ID); n != 1 {
			t.Errorf("told of the undoing %d times", n)
		}
		w.Recount()
	})
}

func TestSuspend_aBanTakesAlongNothingThatWasNotChosen(t *testing.T) {
	for chosen, left := range map[models.CleanUpAside]struct{ words, face, held bool }{
		models.CleanHeld:  {words: true, face: true},
		models.CleanWords: {face: true, held: true},
		models.CleanFace:  {words: true, held: true},
	} {
		t.Run(string(chosen), func(t *testing.T) {
			testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
				id := everywhere(t, w)
				banMaxWith(w, string(chosen))
				banMaxWith(w, string(chosen)) // sent twice
				sweepCleanUps(w)
				if words := len(unkindIn(w)) > 0; words != left.words {
					t.Errorf("words stand: %v", words)
				}
				if face := faceOf(w, w.Max) != ""; face != left.face {
					t.Errorf("the face stands: %v", face)
				}
				if waits := stateOfHeld(w, id, models.HeldWaiting); waits != left.held {
					t.Errorf("the held post waits: %v", waits)
				}
				if n := w.Count(`SELECT COUNT(*) FROM clean_up_asides WHERE state <> 'taken'`); n != 0 {
					t.Errorf("%d things were listed and not taken", n)
				}
			})
		})
	}
}

func TestSweepCleanUps_passesOverWhatWentBeforeItCame(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		id := everywhere(t, w)
		ban := banMaxWith(w, "held", "words", "face")
		w.Must(w.Store.RemoveFaceOf(w.Ctx, w.Ada, "max", "spam", "An advertisement."))
		w.Must(removeWords(w, w.Ada, models.WordsRef{Place: "bio", Handle: "max"}))
		w.Must(w.Store.WithdrawHeld(w.Ctx, w.Max, id))
		sweepCleanUps(w)
		if got := cleanUpOf(w, ban); got.Waiting != 0 || got.Moved != 4 || got.Failed != 0 {
			t.Errorf("the clean-up ended with %+v, want the four other words gone and nothing said to have failed", got)
		}
	})
}

func TestUndoAction_ofABanSaysWhichWordsFoundTheirPlaceTaken(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		everywhere(t, w)
		banMaxWith(w, "words", "face")
		sweepCleanUps(w)
		w.Must(w.Store.Suspend(w.Ctx, w.Ada, "max", models.SuspensionInput{Rule: "spam", Because: "A day is enough.", Until: w.Clock.Now().Add(24 * time.Hour)}))
		w.Clock.Advance(25 * time.Hour)
		w.Must(w.Store.CleanExpired(w.Ctx))
		back := asides{w: w}
		w.Must(back.profile(w.Viewer("max"), "I make chairs."))
		faced(w, w.Max, sent(w, w.Max, 2), models.WholeSquare)
		chosen := faceOf(w, w.Max)
		suspension := w.Count(`SELECT MAX(id) FROM actions WHERE kind = 'suspend'`)
		_, err := w.Store.UndoAction(w.Ctx, w.Ada, suspension, "We were too quick.")
		w.Must(err)
		sweepCleanUps(w)
		got := cleanUpOf(w, suspension)
		if got.Moved != 4 || got.Failed != 2 || len(got.Failures) != 2 || got.Failures[0].Place != "bio" || got.Failures[1].Place != models.PlaceFace || got.Failures[0].Because == "" {
			t.Errorf("it ended with %+v, want his new words and his new face named", got)
		}
		if w.Count(`SELECT COUNT(*) FROM profile_fields WHERE member_id = ? AND value = 'I make chairs.'`, w.Max.ID) != 1 || faceOf(w, w.Max) != chosen {
			t.Error("what he chose since is lost")
		}
		if n := w.Count(`SELECT COUNT(*) FROM actions WHERE within_id IS NOT NULL AND undone_at IS NULL`); n != 0 {
			t.Errorf("%d removals still stand", n)
		}
	})
}

func TestSuspend_refusesToTakeAlongWhatThereIsNot(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		everywhere(t, w)
		in := models.SuspensionInput{Rule: "spam", Because: "Only advertising.", Also: []string{"face"}}
		wrongField(t, w.Store.Suspend(w.Ctx, w.Mo, "max", in), "clean_also")
		in.Ban, in.Also = true, []string{"face", "supports"}
		wrongField(t, w.Store.Suspend(w.Ctx, w.Mo, "max", in), "clean_also")
		if n := w.Count(`SELECT COUNT(*) FROM clean_up_asides`); n != 0 {
			t.Errorf("%d things wait for a ban that was refused", n)
		}
	})
}
