package models_test

import (
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func lastAction(w *testkit.World) int64 {
	w.T.Helper()
	return w.Count(`SELECT MAX(id) FROM actions`)
}

func undo(w *testkit.World, v models.Viewer, id int64) {
	w.T.Helper()
	_, err := w.Store.UndoAction(w.Ctx, v, id, "We were too quick.")
	w.Must(err)
	sweepCleanUps(w)
}

// Whatever the surface, what a moderator removes carries a rule and a sentence, and its author is told.
func TestActions_everyRemovalHasARuleAndASentence(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th, p := offence(w)
		_, err := w.Store.DeletePost(w.Ctx, w.Mo, p.ID, models.DeleteInput{Reason: "Unkind.", Rule: "abuse"})
		w.Must(err)
		_, err = w.Store.DeletePost(w.Ctx, w.Mo, w.Reply(w.Max, th.ID, "Fools.").ID, models.DeleteInput{Reason: "Unkind.", Rule: "nonsense"})
		kind(t, err, models.Invalid)
		_, err = w.Store.DeletePost(w.Ctx, w.Mo, w.Reply(w.Max, th.ID, "Fools.").ID, models.DeleteInput{Reason: "Unkind."})
		wrongField(t, err, "rule")
		wrongField(t, w.Store.RemoveThread(w.Ctx, w.Mo, th.ID, "", "It went nowhere."), "rule")
		w.Must(w.Store.RemoveThread(w.Ctx, w.Mo, th.ID, "off_topic", "It went nowhere."))
		own := w.Start(w.Mia, testkit.Photography, models.KindDiscussion, "Mine to take back", "Words.")
		opening := w.Count(`SELECT id FROM posts WHERE thread_id = ?`, own.ID)
		_, err = w.Store.DeletePost(w.Ctx, w.Mia, opening, models.DeleteInput{})
		w.Must(err)
		if n := w.Count(`SELECT COUNT(*) FROM actions`); n != 2 {
			t.Errorf("%d actions, want 2: what an author takes back is none", n)
		}
		if n := w.Count(`SELECT COUNT(*) FROM posts p WHERE p.status = 'removed' AND NOT EXISTS (
			SELECT 1 FROM actions a WHERE a.post_id = p.id AND a.rule <> '' AND length(a.words) >= 3)`); n != 0 {
			t.Errorf("%d removed posts without rule and sentence", n)
		}
		if max, mia := told(w, w.Max), told(w, w.Mia); len(max) != 1 || len(mia) != 1 || mia[0].Action.Kind != models.ActionRemoveThread {
			t.Errorf("told: max %+v, mia %+v", max, mia)
		}
	})
}

func TestActions_aRemovalBesideTheQueueAnswersItsReports(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		_, p := offence(w)
		report(w, w.Hana, p.ID, "abuse")
		_, err := w.Store.DeletePost(w.Ctx, w.Mo, p.ID, models.DeleteInput{Reason: "Unkind.", Rule: "abuse"})
		w.Must(err)
		if n := w.Count(`SELECT COUNT(*) FROM cases WHERE closed_at IS NULL`); n != 0 {
			t.Error("the report still waits")
		}
		if got := told(w, w.Hana); len(got) != 1 || got[0].Outcome != models.OutcomeRemoved {
			t.Errorf("who reported was told %+v", got)
		}
	})
}

func TestUndoAction_bringsBackWhatItTook(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th, p := offence(w)
		_, err := w.Store.DeletePost(w.Ctx, w.Mo, p.ID, models.DeleteInput{Rule: "other", Reason: "Unkind."})
		w.Must(err)
		undo(w, w.Ada, lastAction(w))
		undo(w, w.Mo, lastAction(w)) // undone twice changes nothing
		if post, _, err := w.Store.Post(w.Ctx, w.Reader, p.ID); err != nil || !post.Visible() {
			t.Errorf("the post is not back: %v", err)
		}
		w.Must(w.Store.SetLocked(w.Ctx, w.Mo, th.ID, true, "other", "Enough."))
		undo(w, w.Mo, lastAction(w))
		w.Must(w.Store.SetSlowMode(w.Ctx, w.Mo, th.ID, models.SlowModeInput{Pause: time.Hour, Rule: "abuse", Because: "Breathe."}))
		undo(w, w.Mo, lastAction(w))
		w.Must(w.Store.RemoveThread(w.Ctx, w.Mo, th.ID, "other", "It went nowhere."))
		undo(w, w.Mo, lastAction(w))
		w.Must(w.Store.Warn(w.Ctx, w.Mo, "max", "abuse", "Be kind."))
		undo(w, w.Mo, lastAction(w))
		w.Must(w.Store.Restrict(w.Ctx, w.Mo, "max", models.RestrictionInput{Restrictions: []string{"no_links"}, Until: w.Clock.Now().Add(time.Hour), Rule: "abuse", Because: "Shop links."}))
		undo(w, w.Mo, lastAction(w))
		w.Must(w.Store.Suspend(w.Ctx, w.Mo, "max", models.SuspensionInput{Rule: "abuse", Because: "Three warnings.", Ban: true}))
		undo(w, w.Mo, lastAction(w))
		w.Reply(w.Viewer("max"), th.ID, "I may write https://a.example.test again.")
		w.Reply(w.Viewer("max"), th.ID, "And at once.")
		if n := w.Count(`SELECT COUNT(*) FROM actions WHERE undone_at IS NULL OR undone_because <> 'We were too quick.'`); n != 0 {
			t.Errorf("%d actions still stand", n)
		}
		if n := len(told(w, w.Max)); n != 8 {
			t.Errorf("Max was told %d times, want of four actions and four undoings", n)
		}
		w.Recount()
	})
}

func TestUndoAction_isForWhoeverCouldHaveDoneIt(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		w.Must(w.Store.Warn(w.Ctx, w.Ada, "sam", "abuse", "Be kind."))
		id := lastAction(w)
		for v, want := range map[*models.Viewer]models.ErrorKind{&w.Reader: models.NotFound, &w.Mia: models.NotFound, &w.Sam: models.NotFound, &w.Mo: models.Forbidden} {
			_, err := w.Store.UndoAction(w.Ctx, *v, id, "It was a joke.")
			kind(t, err, want)
		}
		_, err := w.Store.UndoAction(w.Ctx, w.Ada, id, "")
		kind(t, err, models.Invalid)
		_, err = w.Store.UndoAction(w.Ctx, w.Ada, 9_999, "It was a joke.")
		kind(t, err, models.NotFound)
	})
}

func TestRestrict_refusals(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		good := models.RestrictionInput{Restrictions: []string{"no_links"}, Until: w.Clock.Now().Add(time.Hour), Rule: "abuse", Because: "Shop links."}
		kind(t, w.Store.Restrict(w.Ctx, w.Mia, "max", good), models.Forbidden)
		kind(t, w.Store.Restrict(w.Ctx, w.Sam, "max", good), models.Forbidden)
		kind(t, w.Store.Restrict(w.Ctx, w.Mo, "sam", good), models.Forbidden)
		kind(t, w.Store.Restrict(w.Ctx, w.Ada, "ada", good), models.Forbidden)
		kind(t, w.Store.Warn(w.Ctx, w.Ada, "ada", "abuse", "Be kind."), models.Forbidden)
		kind(t, w.Store.Warn(w.Ctx, w.Mo, "max", "abuse", ""), models.Invalid)
		for _, break_ := range []func(*models.RestrictionInput){
			func(in *models.RestrictionInput) { in.Restrictions = []string{"no_fun"} },
			func(in *models.RestrictionInput) { in.Until = time.Time{} },
			func(in *models.RestrictionInput) { in.Until = w.Clock.Now().AddDate(3, 0, 0) },
			func(in *models.RestrictionInput) { in.Because = "" },
		} {
			in := good
			break_(&in)
			kind(t, w.Store.Restrict(w.Ctx, w.Mo, "max", in), models.Invalid)
		}
		w.Must(w.Store.Restrict(w.Ctx, w.Mo, "max", good))
		w.Must(w.Store.Restrict(w.Ctx, w.Mo, "max", good))
		if n := w.Count(`SELECT COUNT(*) FROM actions WHERE kind = 'restrict' AND undone_at IS NULL`); n != 1 {
			t.Errorf("%d limits stand at once", n)
		}
	})
}

func TestStanding_isTheMembersOwnRecord(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		_, p := offence(w)
		report(w, w.Hana, p.ID, "abuse")
		judge(w, w.Mo, models.CaseDecision{Do: "removed", Rule: "abuse", Words: "Nobody is called a fool."})
		st, err := w.Store.Standing(w.Ctx, w.Max)
		w.Must(err)
		if len(st.Actions) != 1 || st.Actions[0].Rule != models.RuleAbuse || len(st.Reports) != 0 {
			t.Errorf("Max's standing: %+v", st)
		}
		st, err = w.Store.Standing(w.Ctx, w.Hana)
		w.Must(err)
		if len(st.Actions) != 0 || len(st.Reports) != 1 || st.Reports[0].Outcome != models.OutcomeRemoved {
			t.Errorf("Hana's standing: %+v", st)
		}
		_, err = w.Store.Standing(w.Ctx, w.Reader)
		kind(t, err, models.Unauthenticated)
		w.Must(w.Store.ReadModerationNotices(w.Ctx, w.Max, told(w, w.Max)[0].ID))
		if n, err := w.Store.Bell(w.Ctx, w.Max); err != nil || n.Unread != 0 {
			t.Errorf("the bell shows %d after reading (%v)", n.Unread, err)
		}
		kind(t, w.Store.ReadModerationNotices(w.Ctx, w.Reader, 1), models.Unauthenticated)
	})
}

// However a whole thread goes, whoever reported anything in it is told once, with what it came to.
func TestActions_aThreadThatGoesAnswersTheReportsInIt(t *testing.T) {
	for name, remove := range map[string]func(w *testkit.World, story models.Thread) error{
		"removed": func(w *testkit.World, story models.Thread) error {
			return w.Store.RemoveThread(w.Ctx, w.Mo, story.ID, "abuse", "Nobody is called a fool.")
		},
		"withdrawn": func(w *testkit.World, story models.Thread) error {
			return w.Store.UnpublishStory(w.Ctx, w.Mo, story.ID, "abuse", "Nobody is called a fool.")
		},
		"with its opening": func(w *testkit.World, story models.Thread) error {
			_, err := w.Store.DeletePost(w.Ctx, w.Mo, openingOf(w, story).ID, models.DeleteInput{Rule: "abuse", Reason: "Nobody is called a fool."})
			return err
		},
		"by a decision about its opening": func(w *testkit.World, story models.Thread) error {
			id := w.Count(`SELECT id FROM cases WHERE post_id = ?`, openingOf(w, story).ID)
			err := w.Store.DecideCase(w.Ctx, w.Mo, id, models.CaseDecision{Do: "removed", Rule: "abuse", Words: "Nobody is called a fool."})
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := testkit.NewWorld(t, database.SQLite)
			story := w.Start(w.Sam, testkit.Photography, models.KindStory, "A year of mornings", "Fools sleep.")
			reply := w.Reply(w.Max, story.ID, "You are a fool.")
			report(w, w.Hana, openingOf(w, story).ID, "abuse")
			report(w, w.Mia, reply.ID, "abuse")
			w.Must(remove(w, story))
			if n := w.Count(`SELECT COUNT(*) FROM cases WHERE closed_at IS NOT NULL AND outcome = 'removed' AND words = 'Nobody is called a fool.'`); n != 2 {
				t.Errorf("%d of 2 reports are answered", n)
			}
			for _, v := range []models.Viewer{w.Hana, w.Mia} {
				if got := told(w, v); len(got) != 1 || got[0].Outcome != models.OutcomeRemoved {
					t.Errorf("%s was told %+v", v.Handle, got)
				}
			}
		})
	}
}

// What its author took away while it was reported is decided all the same.
func TestDecideCase_aboutAStoryThatItsAuthorWithdrew(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	story := w.Start(w.Sam, testkit.Photography, models.KindStory, "A year of mornings", "Fools sleep.")
	report(w, w.Hana, openingOf(w, story).ID, "abuse")
	w.Must(w.Store.UnpublishStory(w.Ctx, w.Sam, story.ID, "", "I will write it again."))
	judge(w, w.Ada, models.CaseDecision{Do: "removed", Rule: "abuse", Words: "Nobody is called a fool."})
	if got := told(w, w.Hana); len(got) != 1 || got[0].Outcome != models.OutcomeRemoved {
		t.Errorf("who reported was told %+v", got)
	}
}

// PRODUCT: a moderator never has to act without a reason on record, nor may, but for a slip of their own.
func TestRestore_byModeratorsNeedsAReasonButForASlipOfTheirOwn(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th, p := offence(w)
		remove := func() {
			t.Helper()
			_, err := w.Store.DeletePost(w.Ctx, w.Mo, p.ID, models.DeleteInput{Rule: "abuse", Reason: "Unkind."})
			w.Must(err)
			w.Must(w.Store.RemoveThread(w.Ctx, w.Mo, th.ID, "abuse", "All of it is unkind."))
		}
		because := func(want string) {
			t.Helper()
			if n := w.Count(`SELECT COUNT(*) FROM actions WHERE undone_because = ?`, want); n != 2 {
				t.Errorf("%d of the two were taken back with %q", n, want)
			}
		}
		remove()
		_, err := w.Store.RestorePost(w.Ctx, w.Ada, p.ID, "")
		wrongField(t, err, "reason")
		wrongField(t, w.Store.RestoreThread(w.Ctx, w.Ada, th.ID, " "), "reason")
		w.Clock.Advance(models.AtOnce - time.Second)
		w.Must(w.Store.RestoreThread(w.Ctx, w.Mo, th.ID, ""))
		_, err = w.Store.RestorePost(w.Ctx, w.Mo, p.ID, "")
		w.Must(err)
		because("Taken back at once.")
		remove()
		w.Clock.Advance(models.AtOnce)
		wrongField(t, w.Store.RestoreThread(w.Ctx, w.Mo, th.ID, ""), "reason")
		_, err = w.Store.RestorePost(w.Ctx, w.Mo, p.ID, "")
		wrongField(t, err, "reason")
		w.Must(w.Store.RestoreThread(w.Ctx, w.Mo, th.ID, "They made up."))
		_, err = w.Store.RestorePost(w.Ctx, w.Mo, p.ID, "They made up.")
		w.Must(err)
		because("They made up.")
	})
}

// A rule is chosen, never guessed: the record says which it was.
func TestSanctions_needARule(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th, _ := offence(w)
		until := w.Clock.Now().Add(time.Hour)
		wrongField(t, w.Store.Warn(w.Ctx, w.Mo, "max", "", "Be kind."), "rule")
		wrongField(t, w.Store.Restrict(w.Ctx, w.Mo, "max", models.RestrictionInput{Restrictions: []string{"no_links"}, Until: until, Because: "Be kind."}), "rule")
		wrongField(t, w.Store.Suspend(w.Ctx, w.Mo, "max", models.SuspensionInput{Until: until, Because: "Be kind."}), "rule")
		wrongField(t, w.Store.SetSlowMode(w.Ctx, w.Mo, th.ID, models.SlowModeInput{Pause: time.Hour, Because: "Be kind."}), "rule")
		if n := w.Count(`SELECT COUNT(*) FROM actions`); n != 0 {
			t.Errorf("%d actions without a rule", n)
		}
		w.Must(w.Store.SetSlowMode(w.Ctx, w.Mo, th.ID, models.SlowModeInput{}))
	})
}
