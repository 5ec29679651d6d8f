package models_test

import (
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

const unfair = "I swore at a chair, not at anybody."

// appeal says something against the last action.
func appeal(w *testkit.World, v models.Viewer) models.Appeal {
	w.T.Helper()
	a, err := w.Store.CreateAppeal(w.Ctx, v, lastAction(w), unfair)
	w.Must(err)
	return a
}

func answerAppeal(w *testkit.World, v models.Viewer, a models.Appeal, do string) {
	w.T.Helper()
	w.Must(w.Store.DecideAppeal(w.Ctx, v, a.CaseID, models.AppealDecision{Do: do, Words: "We looked at it again."}))
	sweepCleanUps(w)
}

func removed(w *testkit.World, v models.Viewer) models.Post {
	w.T.Helper()
	_, p := offence(w)
	_, err := w.Store.DeletePost(w.Ctx, v, p.ID, models.DeleteInput{Reason: "Nobody is called a fool.", Rule: "abuse"})
	w.Must(err)
	return p
}

func TestCreateAppeal_isOnceByWhomItConcerns(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		removed(w, w.Mo)
		id := lastAction(w)
		for who, v := range map[string]models.Viewer{"somebody else": w.Hana, "a moderator": w.Mo} {
			if _, err := w.Store.CreateAppeal(w.Ctx, v, id, ""); models.KindOf(err) != models.NotFound {
				t.Errorf("%s: %v", who, err)
			}
		}
		_, err := w.Store.CreateAppeal(w.Ctx, w.Reader, id, unfair)
		kind(t, err, models.Unauthenticated)
		for _, words := range []string{"", "Too short", strings.Repeat("a", 2001)} {
			_, err = w.Store.CreateAppeal(w.Ctx, w.Max, id, words)
			kind(t, err, models.Invalid)
		}
		first := appeal(w, w.Max)
		if again := appeal(w, w.Max); again.ID != first.ID {
			t.Errorf("the same words made appeal %d beside %d", again.ID, first.ID)
		}
		_, err = w.Store.CreateAppeal(w.Ctx, w.Max, id, "And another thing I thought of.")
		kind(t, err, models.Conflict)
		atOnce(4, func(int) error { _, err := w.Store.CreateAppeal(w.Ctx, w.Max, id, unfair); return err })
		if n := w.Count(`SELECT COUNT(*) FROM appeals`) + w.Count(`SELECT COUNT(*) FROM cases WHERE kind = 'appeal'`); n != 2 {
			t.Errorf("%d rows of appeals and cases, want one each", n)
		}
	})
}

func TestCreateAppeal_ofWhatWasTakenBackIsTooLate(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		removed(w, w.Mo)
		undo(w, w.Ada, lastAction(w))
		_, err := w.Store.CreateAppeal(w.Ctx, w.Max, lastAction(w), unfair)
		kind(t, err, models.Conflict)
		st, err := w.Store.Standing(w.Ctx, w.Max)
		w.Must(err)
		if st.Actions[0].CanAppeal(w.Max) {
			t.Error("it can still be appealed")
		}
	})
}

func TestDecideAppeal_isBySomebodyElse(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		removed(w, w.Mo)
		a := appeal(w, w.Max)
		in := models.AppealDecision{Do: "upheld", Words: "A chair cannot take offence."}
		err := w.Store.DecideAppeal(w.Ctx, w.Mo, a.CaseID, in)
		kind(t, err, models.Forbidden)
		in.Do = "reversed"
		err = w.Store.DecideAppeal(w.Ctx, w.Mo, a.CaseID, in)
		kind(t, err, models.Forbidden)
		for _, v := range []models.Viewer{w.Reader, w.Max, w.Hana, w.Sam} {
			err := w.Store.DecideAppeal(w.Ctx, v, a.CaseID, in)
			kind(t, err, models.NotFound)
		}
		for what, bad := range map[string]models.AppealDecision{
			"no answer": {Words: "We looked at it."}, "an unknown one": {Do: "removed", Words: "We looked at it."}, "no reasons": {Do: "upheld"},
		} {
			if err := w.Store.DecideAppeal(w.Ctx, w.Ada, a.CaseID, bad); models.KindOf(err) != models.Invalid {
				t.Errorf("%s: %v", what, err)
			}
		}
		if n := w.Count(`SELECT COUNT(*) FROM cases WHERE kind = 'appeal' AND closed_at IS NULL`); n != 1 {
			t.Error("a refused answer closed the appeal")
		}
		answerAppeal(w, w.Ada, a, "upheld")
		got := told(w, w.Max)
		if len(got) != 2 || got[0].Kind != models.NoticeOfAppeal || got[0].Outcome != models.OutcomeUpheld || got[0].Words != "We looked at it again." {
			t.Errorf("who appealed was told %+v", got)
		}
		err = w.Store.DecideAppeal(w.Ctx, w.Ada, a.CaseID, in)
		kind(t, err, models.Conflict)
	})
}

func TestDecideAppeal_isByWhoActedWhereNobodyElseIsThere(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		w.Must(w.Store.Suspend(w.Ctx, w.Ada, "mo-rahimi", models.SuspensionInput{Rule: "abuse", Because: "A leave."}))
		removed(w, w.Ada)
		a := appeal(w, w.Max)
		answerAppeal(w, w.Ada, a, "reversed")
		if w.Count(`SELECT COUNT(*) FROM appeals WHERE same_person`) != 1 {
			t.Error("it is not on record that the same person answered")
		}
	})
}

func TestDecideAppeal_reversalUndoesWhatWasDoneAndTellsOnce(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		p := removed(w, w.Mo)
		answerAppeal(w, w.Ada, appeal(w, w.Max), "reversed")
		if post, _, err := w.Store.Post(w.Ctx, w.Reader, p.ID); err != nil || !post.Visible() {
			t.Errorf("the post is not back: %v", err)
		}
		w.Must(w.Store.SetLocked(w.Ctx, w.Mo, p.ThreadID, true, "other", "Enough."))
		w.Must(w.Store.Warn(w.Ctx, w.Mo, "max", "abuse", "Be kind."))
		answerAppeal(w, w.Ada, appeal(w, w.Max), "reversed")
		until := w.Clock.Now().Add(48 * time.Hour)
		w.Must(w.Store.Restrict(w.Ctx, w.Mo, "max", models.RestrictionInput{Restrictions: []string{"no_links"}, Until: until, Rule: "abuse", Because: "Shop links."}))
		answerAppeal(w, w.Ada, appeal(w, w.Max), "reversed")
		if v := w.Viewer("max"); v.Restricted(models.NoLinks, w.Clock.Now()) {
			t.Error("the limit is still there")
		}
		w.Must(w.Store.Suspend(w.Ctx, w.Mo, "max", models.SuspensionInput{Until: until, Rule: "abuse", Because: "Cool down."}))
		answerAppeal(w, w.Ada, appeal(w, w.Max), "reversed")
		if w.Count(`SELECT COUNT(*) FROM members WHERE handle = 'max' AND status = 'active'`) != 1 {
			t.Error("the suspension was not lifted")
		}
		if n := len(told(w, w.Max)); n != 8 {
			t.Errorf("Max was told %d times, want of four actions and four answers", n)
		}
		if n := w.Count(`SELECT COUNT(*) FROM actions WHERE undone_at IS NULL`); n != 1 {
			t.Errorf("%d actions stand, want the closed thread of Mia's", n)
		}
		w.Recount()
	})
}

func TestDecideAppeal_ofWhatRanOutChangesTheRecordAlone(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		w.Must(w.Store.Suspend(w.Ctx, w.Mo, "max", models.SuspensionInput{Until: w.Clock.Now().Add(time.Hour), Rule: "abuse", Because: "Cool down."}))
		a := appeal(w, w.Max)
		w.Clock.Advance(2 * time.Hour)
		w.Must(w.Store.CleanExpired(w.Ctx))
		answerAppeal(w, w.Ada, a, "reversed")
		if w.Count(`SELECT COUNT(*) FROM actions WHERE undone_at IS NULL`) != 0 || w.Count(`SELECT COUNT(*) FROM cases WHERE outcome = 'reversed'`) != 1 {
			t.Error("the record does not say that it was wrong")
		}
	})
}

func TestDecideAppeal_reversedBanBringsBackWhatItTookAlong(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th, p := offence(w)
		other := w.Reply(w.Max, th.ID, "Sorry about that.")
		report(w, w.Hana, p.ID, "abuse")
		judge(w, w.Mo, models.CaseDecision{Do: "banned", Rule: "abuse", Words: "The third time.", Clean: "all"})
		ban := w.Count(`SELECT id FROM actions WHERE kind = 'ban'`)
		a, err := w.Store.CreateAppeal(w.Ctx, w.Max, ban, unfair)
		w.Must(err)
		_, err = w.Store.CreateAppeal(w.Ctx, w.Max, w.Count(`SELECT MIN(id) FROM actions WHERE within_id IS NOT NULL`), unfair)
		kind(t, err, models.NotFound)
		answerAppeal(w, w.Ada, a, "reversed")
		for _, id := range []int64{p.ID, other.ID} {
			if post, _, err := w.Store.Post(w.Ctx, w.Reader, id); err != nil || !post.Visible() {
				t.Errorf("post %d is not back: %v", id, err)
			}
		}
		if n := len(told(w, w.Max)); n != 2 {
			t.Errorf("Max was told %d times, want of the ban and of the answer", n)
		}
		w.Recount()
	})
}

func TestUndoAction_endsTheAppealAndNobodyUndoesWhatWasDoneToThem(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		removed(w, w.Mo)
		appeal(w, w.Max)
		undo(w, w.Mo, lastAction(w))
		if got := told(w, w.Max); len(got) != 2 || got[0].Kind != models.NoticeOfAppeal || got[0].Outcome != models.OutcomeReversed {
			t.Errorf("who appealed was told %+v", got)
		}
		if w.Count(`SELECT COUNT(*) FROM appeals WHERE same_person`) != 1 || w.Count(`SELECT COUNT(*) FROM cases WHERE closed_at IS NULL`) != 0 {
			t.Error("the appeal is still open, or does not say who answered")
		}
		th := w.Start(w.Mo, testkit.RemoteWork, models.KindDiscussion, "Rules", "Read them.")
		_, err := w.Store.DeletePost(w.Ctx, w.Ada, w.Reply(w.Mo, th.ID, "Or go.").ID, models.DeleteInput{Reason: "Not like that.", Rule: "abuse"})
		w.Must(err)
		_, err = w.Store.UndoAction(w.Ctx, w.Mo, lastAction(w), "I meant well.")
		kind(t, err, models.Forbidden)
		_, err = w.Store.RestorePost(w.Ctx, w.Mo, w.Count(`SELECT MAX(id) FROM posts`), "I meant well.")
		kind(t, err, models.Forbidden)
		a := appeal(w, w.Mo)
		err = w.Store.DecideAppeal(w.Ctx, w.Mo, a.CaseID, models.AppealDecision{Do: "reversed", Words: "I meant well."})
		kind(t, err, models.Forbidden)
	})
}

func TestSuspend_inPlaceOfAnotherEndsItsAppeal(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		w.Must(w.Store.Suspend(w.Ctx, w.Mo, "max", models.SuspensionInput{Until: w.Clock.Now().Add(time.Hour), Rule: "abuse", Because: "Cool down."}))
		appeal(w, w.Max)
		w.Must(w.Store.Suspend(w.Ctx, w.Mo, "max", models.SuspensionInput{Rule: "abuse", Because: "He wrote to her at home.", Ban: true}))
		if w.Count(`SELECT COUNT(*) FROM cases WHERE outcome = 'replaced'`) != 1 {
			t.Error("the appeal waits for what no longer is")
		}
		if n := len(told(w, w.Max)); n != 3 {
			t.Errorf("told %d times, want of both, and that the appeal ended", n)
		}
		answerAppeal(w, w.Ada, appeal(w, w.Max), "upheld")
	})
}

func TestCases_appealsAreListedAndCountedWithTheirContext(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		removed(w, w.Mo)
		a := appeal(w, w.Max)
		list, _, err := w.Store.Cases(w.Ctx, w.Ada, models.CaseAppeal, 0)
		w.Must(err)
		if len(list) != 1 || list[0].Text != unfair || list[0].ThreadTitle == "" || list[0].Reasons != "remove" {
			t.Errorf("listed as %+v", list)
		}
		counts, err := w.Store.CaseCounts(w.Ctx, w.Ada)
		if err != nil || counts[models.CaseAppeal].N != 1 {
			t.Errorf("counted as %v (%v)", counts, err)
		}
		view, err := w.Store.CaseByID(w.Ctx, w.Ada, a.CaseID)
		w.Must(err)
		if view.Appeal.Appeal.Words != unfair || view.Appeal.Actor.ID != w.Mo.ID || !strings.Contains(view.Post.HTML, "fool") || len(view.Before) == 0 {
			t.Errorf("the case has %+v", view.Appeal)
		}
		w.Must(w.Store.RemoveThread(w.Ctx, w.Mo, view.Post.ThreadID, "other", "It went nowhere."))
		b := appeal(w, w.Mia)
		if view, err := w.Store.CaseByID(w.Ctx, w.Ada, b.CaseID); err != nil || view.Post.Number != 1 {
			t.Errorf("the appeal of a thread shows post %d (%v)", view.Post.Number, err)
		}
	})
}

func TestStandingKey_opensOnesOwnRecordToTheSuspended(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		w.Must(w.Store.Suspend(w.Ctx, w.Mo, "max", models.SuspensionInput{Rule: "abuse", Because: "Cool down."}))
		c := models.Credentials{Login: "max", Password: testkit.Password, Address: "192.0.2.7"}
		_, err := w.Store.SignIn(w.Ctx, models.SignInInput{Credentials: c})
		kind(t, err, models.Unauthenticated)
		wrong := c
		wrong.Password = "not the password"
		_, err = w.Store.CreateStandingKey(w.Ctx, wrong)
		kind(t, err, models.Unauthenticated)
		token, err := w.Store.CreateStandingKey(w.Ctx, c)
		w.Must(err)
		v, err := w.Store.StandingKeyHolder(w.Ctx, token)
		w.Must(err)
		st, err := w.Store.Standing(w.Ctx, v)
		if err != nil || len(st.Actions) != 1 || !st.Actions[0].CanAppeal(v) {
			t.Errorf("the record is %+v (%v)", st, err)
		}
		answerAppeal(w, w.Ada, appeal(w, v), "upheld")
		for _, guess := range []string{"", "a-guess"} {
			_, err = w.Store.StandingKeyHolder(w.Ctx, guess)
			kind(t, err, models.Unauthenticated)
		}
		w.Clock.Advance(models.StandingKeyFor)
		_, err = w.Store.StandingKeyHolder(w.Ctx, token)
		kind(t, err, models.Unauthenticated)
	})
}

func TestDeleteAccount_endsTheAppealAndItsWords(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		removed(w, w.Mo)
		appeal(w, w.Max)
		w.Must(w.Store.DeleteAccount(w.Ctx, w.Max, models.LeaveInput{Posts: "keep", Current: testkit.Password}))
		if w.Count(`SELECT COUNT(*) FROM cases WHERE kind = 'appeal' AND outcome = 'withdrawn'`) != 1 || w.Count(`SELECT COUNT(*) FROM appeals WHERE words <> ''`) != 0 {
			t.Error("the appeal is still open, or still says what it said")
		}
	})
}

// Whoever appealed is owed reasons: no way of taking a thing back ends the appeal without.
func TestRestore_whereAnAppealHangsOnItNeedsAReason(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	p := removed(w, w.Mo)
	appeal(w, w.Max)
	_, err := w.Store.RestorePost(w.Ctx, w.Mo, p.ID, "")
	wrongField(t, err, "reason")
	th := w.Start(w.Max, testkit.RemoteWork, models.KindDiscussion, "Lamps", "Which one?")
	w.Must(w.Store.SetLocked(w.Ctx, w.Mo, th.ID, true, "other", "It got heated."))
	appeal(w, w.Max)
	wrongField(t, w.Store.SetLocked(w.Ctx, w.Mo, th.ID, false, "", ""), "reason")
	w.Must(w.Store.SetLocked(w.Ctx, w.Mo, th.ID, false, "", "It is calm again."))
	w.Must(w.Store.RemoveThread(w.Ctx, w.Mo, th.ID, "off_topic", "It went nowhere."))
	appeal(w, w.Max)
	wrongField(t, w.Store.RestoreThread(w.Ctx, w.Ada, th.ID, ""), "reason")
	if n := w.Count(`SELECT COUNT(*) FROM cases WHERE kind = 'appeal' AND closed_at IS NULL`); n != 2 {
		t.Errorf("%d appeals wait, want the two without reasons", n)
	}
	undo(w, w.Ada, lastAction(w))
	if n := w.Count(`SELECT COUNT(*) FROM cases WHERE kind = 'appeal' AND closed_at IS NOT NULL AND words <> ''`); n != 2 {
		t.Errorf("%d appeals are answered with reasons, want 2", n)
	}
}
