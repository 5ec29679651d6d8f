package models_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// sweepCleanUps sees to all that bans take along or bring back, as the clock job does.
func sweepCleanUps(w *testkit.World) {
	w.T.Helper()
	for moved := 1; moved > 0; {
		var err error
		moved, err = w.Store.SweepCleanUps(w.Ctx, 3)
		w.Must(err)
	}
}

// spree has Max write so many replies, and returns them.
func spree(w *testkit.World, n int) (posts []models.Post) {
	w.T.Helper()
	th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Chairs", "Which?")
	for i := range n {
		posts = append(posts, w.Reply(w.Max, th.ID, fmt.Sprint("Buy mine, number ", i)))
	}
	return posts
}

// banMax bans Max as Mo, with a clean-up, and returns the ban.
func banMax(w *testkit.World, clean string) int64 {
	w.T.Helper()
	w.Must(w.Store.Suspend(w.Ctx, w.Mo, "max", models.SuspensionInput{Rule: "spam", Because: "Only advertising.", Ban: true, Clean: clean}))
	return w.Count(`SELECT MAX(id) FROM actions WHERE kind = 'ban'`)
}

// cleanUpOf is how far the clean-up of an action is, as moderators see it.
func cleanUpOf(w *testkit.World, action int64) models.CleanUp {
	w.T.Helper()
	list, err := w.Store.MemberActions(w.Ctx, w.Ada, "max", 1)
	w.Must(err)
	for _, a := range list {
		if a.ID == action {
			return a.CleanUp
		}
	}
	w.T.Fatalf("action %d is not on the record", action)
	return models.CleanUp{}
}

func visible(w *testkit.World, posts []models.Post) (n int) {
	w.T.Helper()
	for _, p := range posts {
		n += int(w.Count(`SELECT COUNT(*) FROM posts WHERE id = ? AND status = 'visible'`, p.ID))
	}
	return n
}

// M04: whatever stops the program, a ban's clean-up goes on where it was; each removal has the ban's rule and sentence,
// and the member is told once.
func TestSweepCleanUps_goesOnWhereItStoppedAndTellsOnce(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		posts := spree(w, 5)
		ban := banMax(w, "all")
		if got := cleanUpOf(w, ban); got.Posts != 5 || got.Waiting != 5 || visible(w, posts) != 5 {
			t.Errorf("right after the ban: %+v, %d visible", got, visible(w, posts))
		}
		moved, err := w.Store.SweepCleanUps(w.Ctx, 2)
		w.Must(err)
		if got := cleanUpOf(w, ban); moved != 2 || got.Waiting != 3 || got.Moved != 2 || visible(w, posts) != 3 {
			t.Errorf("after two: moved %d, %+v, %d visible", moved, got, visible(w, posts))
		}
		stopped, cancel := context.WithCancel(w.Ctx)
		cancel()
		if _, err := w.Store.SweepCleanUps(stopped, 9); err == nil {
			t.Error("a stopped sweep says that it did its work")
		}
		atOnce(3, func(int) error { _, err := w.Store.SweepCleanUps(w.Ctx, 9); return err })
		sweepCleanUps(w)
		if got := cleanUpOf(w, ban); got.Waiting != 0 || got.Moved != 5 || got.Failed != 0 || visible(w, posts) != 0 {
			t.Errorf("at the end: %+v, %d visible", got, visible(w, posts))
		}
		if n := w.Count(`SELECT COUNT(*) FROM actions WHERE within_id = ? AND kind = 'remove' AND rule = 'spam' AND words = 'Only advertising.' AND actor_id = ?`, ban, w.Mo.ID); n != 5 {
			t.Errorf("%d removals on record, want one of each post with rule and sentence", n)
		}
		if n := w.Count(`SELECT COUNT(*) FROM audit_log WHERE action = 'post.removed' AND actor_id = ?`, w.Mo.ID); n != 5 {
			t.Errorf("%d lines in the audit log", n)
		}
		if got := told(w, w.Max); len(got) != 1 || got[0].Action.Kind != models.ActionBan {
			t.Errorf("Max was told %+v", got)
		}
		w.Recount()
	})
}

func TestUndoAction_ofABanBringsBackWhatWentAndListsWhatCouldNot(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		posts := spree(w, 5)
		ban := banMax(w, "all")
		sweepCleanUps(w)
		for _, p := range posts[:2] {
			_, err := w.Store.RestorePost(w.Ctx, w.Ada, p.ID, "This one sells nothing.")
			w.Must(err)
		}
		_, err := w.Store.DeletePost(w.Ctx, w.Ada, posts[0].ID, models.DeleteInput{Rule: "abuse", Reason: "This one is unkind too."})
		w.Must(err)
		_, err = w.Store.UndoAction(w.Ctx, w.Ada, ban, "He writes about chairs for a living.")
		w.Must(err)
		if got := cleanUpOf(w, ban); !got.Undoing || got.Posts != 5 || got.Waiting != 5 {
			t.Errorf("right after it was taken back: %+v", got)
		}
		sweepCleanUps(w)
		got := cleanUpOf(w, ban)
		if got.Moved != 4 || got.Waiting != 0 || got.Failed != 1 || visible(w, posts) != 4 {
			t.Errorf("at the end: %+v, %d visible", got, visible(w, posts))
		}
		if len(got.Failures) != 1 || got.Failures[0].PostID != posts[0].ID || got.Failures[0].Because == "" {
			t.Errorf("listed as not back: %+v, want the one that was removed again, with the reason", got.Failures)
		}
		if n := w.Count(`SELECT COUNT(*) FROM moderation_notices WHERE member_id = ? AND kind = 'undoing'`, w.Max.ID); n != 1 {
			t.Errorf("told of the undoing %d times", n)
		}
		w.Recount()
	})
}

func TestUndoAction_ofABanStopsItsCleanUp(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		posts := spree(w, 4)
		ban := banMax(w, "all")
		_, err := w.Store.SweepCleanUps(w.Ctx, 1)
		w.Must(err)
		undo(w, w.Ada, ban)
		if n := visible(w, posts); n != 4 || w.Count(`SELECT COUNT(*) FROM actions WHERE within_id = ?`, ban) != 1 {
			t.Errorf("%d of 4 are visible, or more was removed", n)
		}
		w.Reply(w.Viewer("max"), posts[0].ThreadID, "Thank you.")
	})
}

// Lifting says that somebody may come back, not that what they wrote was fine.
func TestLiftSuspension_ofABanStopsItsCleanUpAndLeavesWhatWent(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		posts := spree(w, 4)
		banMax(w, "all")
		_, err := w.Store.SweepCleanUps(w.Ctx, 1)
		w.Must(err)
		w.Must(w.Store.LiftSuspension(w.Ctx, w.Ada, "max", "A year has passed."))
		sweepCleanUps(w)
		if n := visible(w, posts); n != 3 {
			t.Errorf("%d of 4 are visible, want all but the one that had gone", n)
		}
	})
}

func TestSuspend_inPlaceOfABanTakesItsCleanUpOver(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		posts := spree(w, 4)
		banMax(w, "all")
		_, err := w.Store.SweepCleanUps(w.Ctx, 1)
		w.Must(err)
		w.Must(w.Store.Suspend(w.Ctx, w.Ada, "max", models.SuspensionInput{Rule: "spam", Because: "A month is enough.", Until: w.Clock.Now().AddDate(0, 1, 0)}))
		sweepCleanUps(w)
		if n := visible(w, posts); n != 0 {
			t.Errorf("%d are still visible", n)
		}
		last := w.Count(`SELECT id FROM actions WHERE kind = 'suspend' AND member_id = ?`, w.Max.ID)
		a, err := w.Store.CreateAppeal(w.Ctx, w.Max, last, "Others sell chairs here too.")
		w.Must(err)
		w.Must(w.Store.DecideAppeal(w.Ctx, w.Mo, a.CaseID, models.AppealDecision{Do: "reversed", Words: "They do."}))
		sweepCleanUps(w)
		if n := visible(w, posts); n != 4 {
			t.Errorf("%d of 4 came back with the appeal", n)
		}
		w.Recount()
	})
}

func TestDecideAppeal_ofASuspensionThatIsOverBringsBackWhatWentAllTheSame(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		posts := spree(w, 2)
		banMax(w, "all")
		sweepCleanUps(w)
		w.Must(w.Store.Suspend(w.Ctx, w.Ada, "max", models.SuspensionInput{Rule: "spam", Because: "A day is enough.", Until: w.Clock.Now().Add(24 * time.Hour)}))
		a, err := w.Store.CreateAppeal(w.Ctx, w.Max, w.Count(`SELECT MAX(id) FROM actions WHERE kind = 'suspend'`), "Others sell chairs here too.")
		w.Must(err)
		w.Clock.Advance(25 * time.Hour)
		w.Must(w.Store.CleanExpired(w.Ctx))
		w.Must(w.Store.DecideAppeal(w.Ctx, w.Mo, a.CaseID, models.AppealDecision{Do: "reversed", Words: "They do."}))
		sweepCleanUps(w)
		if n := visible(w, posts); n != 2 {
			t.Errorf("%d of 2 came back", n)
		}
	})
}

func TestSuspend_aBanSentTwiceIsOneBan(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		posts := spree(w, 3)
		first := banMax(w, "all")
		if again := banMax(w, "all"); again != first || len(told(w, w.Max)) != 1 {
			t.Errorf("bans %d and %d; Max was told %d times", first, again, len(told(w, w.Max)))
		}
		sweepCleanUps(w)
		if n := w.Count(`SELECT COUNT(*) FROM actions WHERE within_id = ?`, first); n != 3 || visible(w, posts) != 0 {
			t.Errorf("%d removals of 3 posts", n)
		}
	})
}

func TestSweepCleanUps_leavesWhatBecameASuggestionAndSaysWhy(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Max, testkit.Photography, models.KindDiscussion, "A bench at the lake", "To wait on, for all of us.")
		w.Reply(w.Mia, th.ID, "I would sit there.")
		ban := banMax(w, "all")
		_, err := w.Store.BecomeSuggestion(w.Ctx, w.Sam, th.ID)
		w.Must(err)
		sweepCleanUps(w)
		got := cleanUpOf(w, ban)
		if got.Failed != 1 || len(got.Failures) != 1 || got.Failures[0].Because == "" {
			t.Errorf("the clean-up ended with %+v", got)
		}
		if th, err := w.Store.Thread(w.Ctx, w.Reader, th.ID); err != nil || !th.Published() {
			t.Errorf("the suggestion is gone: %v", err)
		}
	})
}

func TestCleanUp_isForBansAndOnlyOfWhatThereIsToChoose(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		spree(w, 1)
		in := models.SuspensionInput{Rule: "spam", Because: "Only advertising.", Clean: "day"}
		wrongField(t, w.Store.Suspend(w.Ctx, w.Mo, "max", in), "clean")
		in.Ban, in.Clean = true, "year"
		wrongField(t, w.Store.Suspend(w.Ctx, w.Mo, "max", in), "clean")
		in.Rule, in.Clean = "", "day"
		wrongField(t, w.Store.Suspend(w.Ctx, w.Mo, "max", in), "rule")
		if n := w.Count(`SELECT COUNT(*) FROM clean_up_posts`); n != 0 {
			t.Errorf("%d posts wait to be removed for a ban that was refused", n)
		}
	})
}
