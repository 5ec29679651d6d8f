package models_test

import (
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// told is what moderators told somebody, newest first.
func told(w *testkit.World, v models.Viewer) []models.ModerationNoticeView {
	w.T.Helper()
	list, err := w.Store.ModerationNotices(w.Ctx, v)
	w.Must(err)
	return list
}

// judge decides the only case, and sees to what that takes along.
func judge(w *testkit.World, v models.Viewer, in models.CaseDecision) {
	w.T.Helper()
	w.Must(w.Store.DecideCase(w.Ctx, v, onlyCase(w).ID, in))
	sweepCleanUps(w)
}

func TestDecideCase_removalIsToldToEverybodyConcernedOnce(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th, p := offence(w)
		report(w, w.Hana, p.ID, "abuse")
		report(w, w.Mia, p.ID, "off_topic")
		judge(w, w.Mo, models.CaseDecision{Do: "removed", Rule: "abuse", Words: "Nobody is called a fool here."})
		if _, more, err := w.Store.Cases(w.Ctx, w.Mo, models.CaseReport, 0); err != nil || more {
			t.Fatal(err)
		}
		if got := told(w, w.Max); len(got) != 1 || got[0].Action.Kind != models.ActionRemove || got[0].Action.Rule != models.RuleAbuse ||
			got[0].Action.Words != "Nobody is called a fool here." {
			t.Errorf("the author was told %+v", got)
		}
		for _, v := range []models.Viewer{w.Hana, w.Mia} {
			if got := told(w, v); len(got) != 1 || got[0].Kind != models.NoticeOfReport || got[0].Outcome != models.OutcomeRemoved || !got[0].Unread() {
				t.Errorf("%s was told %+v", v.Handle, got)
			}
			if n, err := w.Store.Bell(w.Ctx, v); err != nil || n.Unread != 1 {
				t.Errorf("the bell of %s shows %d (%v)", v.Handle, n.Unread, err)
			}
		}
		if got := told(w, w.Mo); len(got) != 0 {
			t.Errorf("the moderator told themselves %+v", got)
		}
		post, _, err := w.Store.Post(w.Ctx, w.Reader, p.ID)
		if err != nil || post.Status != models.PostRemoved || post.Body != "" {
			t.Errorf("the post is %+v (%v)", post.Post, err)
		}
		if th, err := w.Store.Thread(w.Ctx, w.Reader, th.ID); err != nil || th.PostCount != 1 {
			t.Errorf("the thread counts %d posts (%v)", th.PostCount, err)
		}
		w.Recount()
	})
}

func TestDecideCase_needsARuleASentenceAndAModerator(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		_, p := offence(w)
		report(w, w.Hana, p.ID, "abuse")
		id := onlyCase(w).ID
		for what, in := range map[string]models.CaseDecision{
			"nothing":             {Words: "Be kind."},
			"an unknown deed":     {Do: "shout", Rule: "abuse", Words: "Be kind."},
			"no rule":             {Do: "removed", Words: "Be kind."},
			"no sentence":         {Do: "removed", Rule: "abuse", Words: " "},
			"no answer":           {Do: "no_breach"},
			"no end":              {Do: "suspended", Rule: "abuse", Words: "Be kind."},
			"a past end":          {Do: "suspended", Rule: "abuse", Words: "Be kind.", Until: testkit.Start.Add(-time.Hour)},
			"a limit of nothing":  {Do: "restricted", Rule: "abuse", Words: "Be kind.", Until: testkit.Start.Add(time.Hour)},
			"slow without a wait": {Do: "slowed", Rule: "abuse", Words: "Be kind.", Pause: 7 * time.Second},
		} {
			if err := w.Store.DecideCase(w.Ctx, w.Mo, id, in); models.KindOf(err) != models.Invalid {
				t.Errorf("%s: %v", what, err)
			}
		}
		for _, v := range []models.Viewer{w.Reader, w.Mia, w.Hana, w.Sam} {
			err := w.Store.DecideCase(w.Ctx, v, id, models.CaseDecision{Do: "no_breach", Words: "Fine."})
			kind(t, err, models.NotFound)
		}
		if n := w.Count(`SELECT COUNT(*) FROM actions`) + w.Count(`SELECT COUNT(*) FROM moderation_notices`); n != 0 {
			t.Errorf("refused decisions left %d rows", n)
		}
		onlyCase(w)
	})
}

func TestDecideCase_nobodyDecidesAboutTheirOwnWords(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th, _ := offence(w)
		report(w, w.Hana, w.Reply(w.Mo, th.ID, "Silence, all of you.").ID, "abuse")
		err := w.Store.DecideCase(w.Ctx, w.Mo, onlyCase(w).ID, models.CaseDecision{Do: "no_breach", Words: "I may."})
		kind(t, err, models.Forbidden)
		err = w.Store.DecideCase(w.Ctx, w.Ada, onlyCase(w).ID, models.CaseDecision{Do: "no_breach", Words: "It was short, not rude."})
		kind(t, err, "")
	})
}

// L03 for moderators: the second of two gets a conflict, and only one thing is done and told.
func TestDecideCase_twoAtOnceMakeOneDecision(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		_, p := offence(w)
		report(w, w.Hana, p.ID, "abuse")
		c := onlyCase(w)
		errs := atOnce(4, func(i int) error {
			by := []models.Viewer{w.Mo, w.Ada}[i%2]
			err := w.Store.DecideCase(w.Ctx, by, c.ID, models.CaseDecision{Do: "warned", Rule: "abuse", Words: "Be kind.", Version: c.Version, Remove: true})
			return err
		})
		done := 0
		for _, err := range errs {
			if err == nil {
				done++
			} else if models.KindOf(err) != models.Conflict {
				t.Errorf("the loser got %v", err)
			}
		}
		if n := w.Count(`SELECT COUNT(*) FROM actions`); done != 1 || n != 2 {
			t.Errorf("%d decided, %d actions: want one decision of two actions", done, n)
		}
		if got := told(w, w.Hana); len(got) != 1 {
			t.Errorf("who reported was told %d times", len(got))
		}
	})
}

func TestDecideCase_aReportThatCameMeanwhileIsSeenFirst(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		_, p := offence(w)
		report(w, w.Hana, p.ID, "abuse")
		c := onlyCase(w)
		report(w, w.Mia, p.ID, "private_data")
		in := models.CaseDecision{Do: "no_breach", Words: "It is blunt.", Version: c.Version}
		err := w.Store.DecideCase(w.Ctx, w.Mo, c.ID, in)
		kind(t, err, models.Conflict)
		in.Version = onlyCase(w).Version
		err = w.Store.DecideCase(w.Ctx, w.Mo, c.ID, in)
		kind(t, err, "")
		report(w, w.Sam, p.ID, "abuse")
		if again := onlyCase(w); again.ID == c.ID || again.Reports != 1 {
			t.Errorf("a report after the answer joined %+v", again)
		}
	})
}

func TestDecideCase_sanctionsHoldAndEnd(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th, p := offence(w)
		other := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "A desk by a window", "It rains on it.")
		report(w, w.Hana, p.ID, "spam")
		judge(w, w.Mo, models.CaseDecision{
			Do: "restricted", Rule: "spam", Words: "No more shop links.", Restrictions: []string{"no_threads", "no_links", "slow"}, Until: w.Clock.Now().Add(48 * time.Hour),
		})
		max := w.Viewer("max")
		_, err := w.Store.CreateThread(w.Ctx, max, models.ThreadInput{Topic: testkit.Photography, Kind: "discussion", Title: "My shop", Body: "Come."})
		kind(t, err, models.Forbidden)
		_, err = w.Store.CreatePost(w.Ctx, max, th.ID, models.PostInput{Body: "See https://shop.example.test"})
		kind(t, err, models.Invalid)
		body := "See https://shop.example.test"
		_, err = w.Store.EditPost(w.Ctx, max, p.ID, models.EditInput{Body: &body})
		kind(t, err, models.Invalid)
		_, err = w.Store.CreatePost(w.Ctx, max, other.ID, models.PostInput{Body: "No shop."})
		kind(t, err, models.TooMany)
		w.Clock.Advance(11 * time.Minute)
		w.Reply(max, other.ID, "No shop.")
		_, err = w.Store.CreatePost(w.Ctx, max, th.ID, models.PostInput{Body: "Nor here."})
		kind(t, err, models.TooMany)
		w.Clock.Advance(48 * time.Hour)
		w.Reply(max, th.ID, "See https://shop.example.test")
		w.Start(max, testkit.Photography, models.KindDiscussion, "My shop", "Come.")
	})
}

func TestDecideCase_aBanTakesWhatWasChosenAlong(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th, old := offence(w)
		asked := w.Start(w.Max, testkit.Photography, models.KindSuggestion, "A bench at the lake", "To wait on, for all of us.")
		w.Clock.Advance(48 * time.Hour)
		var fresh []models.Post
		for _, words := range []string{"Buy mine.", "Buy two.", "Buy three."} {
			fresh = append(fresh, w.Reply(w.Max, th.ID, words))
		}
		report(w, w.Hana, fresh[0].ID, "spam")
		judge(w, w.Mo, models.CaseDecision{Do: "banned", Rule: "spam", Words: "Only advertising.", Clean: "day"})
		for _, p := range fresh {
			if n := w.Count(`SELECT COUNT(*) FROM posts WHERE id = ? AND status = 'removed'`, p.ID); n != 1 {
				t.Errorf("post %d is still there", p.ID)
			}
		}
		if n := w.Count(`SELECT COUNT(*) FROM posts WHERE id = ? AND status = 'visible'`, old.ID); n != 1 {
			t.Error("what was older than a day went too")
		}
		if th, err := w.Store.Thread(w.Ctx, w.Reader, asked.ID); err != nil || !th.Published() {
			t.Errorf("a banned member's suggestion is gone: %v", err)
		}
		_, err := w.Store.SignIn(w.Ctx, models.SignInInput{Credentials: models.Credentials{Login: "max", Password: testkit.Password}})
		kind(t, err, models.Unauthenticated)
		if n := w.Count(`SELECT COUNT(*) FROM moderation_notices WHERE member_id = ?`, w.Max.ID); n != 1 {
			t.Errorf("a ban with its clean-up was told %d times", n)
		}
		if n := w.Count(`SELECT COUNT(*) FROM actions WHERE kind = 'ban' AND undone_at IS NULL`); n != 1 {
			t.Errorf("%d bans on record", n)
		}
		w.Recount()
	})
}

func TestDecideCase_locksAndSlowsTheThread(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th, p := offence(w)
		report(w, w.Hana, p.ID, "abuse")
		judge(w, w.Mo, models.CaseDecision{Do: "slowed", Rule: "abuse", Words: "Breathe, all.", Pause: 10 * time.Minute})
		_, err := w.Store.CreatePost(w.Ctx, w.Max, th.ID, models.PostInput{Body: "And another thing."})
		kind(t, err, models.TooMany)
		w.Reply(w.Hana, th.ID, "I host this.")
		w.Reply(w.Hana, th.ID, "And may go on.")
		report(w, w.Ada, p.ID, "abuse")
		judge(w, w.Mo, models.CaseDecision{Do: "locked", Rule: "abuse", Words: "Enough for today."})
		_, err = w.Store.CreatePost(w.Ctx, w.Hana, th.ID, models.PostInput{Body: "More."})
		kind(t, err, models.Forbidden)
		if got := told(w, w.Mia); len(got) != 2 {
			t.Errorf("the thread's author was told %+v", got)
		}
	})
}
