package models_test

import (
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// asides are the ways in which Max writes beside posts; each answers with the field on which it was refused.
type asides struct {
	w                        *testkit.World
	want, asked, mine, twice models.Thread // Mia's wish, a consultation, and two answered ones of his own
}

func newAsides(w *testkit.World) asides {
	w.T.Helper()
	a := asides{w: w, want: suggest(w, "A drying room")}
	var err error
	a.asked, err = w.Store.OpenConsultation(w.Ctx, w.Sam, consultationInput())
	w.Must(err)
	a.mine = w.Start(w.Max, testkit.RemoteWork, models.KindSuggestion, "Lamps by the window", "Please. It is dark.")
	a.twice = w.Start(w.Max, testkit.RemoteWork, models.KindSuggestion, "A quieter kettle", "Please. It is loud.")
	decide(w, w.Sam, a.mine.ID, models.StateDeclined)
	decide(w, w.Sam, a.twice.ID, models.StateDeclined)
	w.Clock.Advance(time.Hour)
	return a
}

func (a asides) option() int64 {
	return a.w.Count(`SELECT MIN(id) FROM consultation_options WHERE thread_id = ?`, a.asked.ID)
}

func (a asides) profile(v models.Viewer, bio string) error {
	return a.w.Store.EditProfile(a.w.Ctx, v, models.ProfileInput{
		Name: "Max Oduya", Fields: map[string]models.ProfileField{"bio": {Value: bio, VisibleTo: models.AudienceEveryone}},
	})
}

// say tries each way but having something reopened, which can be done once.
func (a asides) say(words string) map[string]error {
	w, v := a.w, a.w.Viewer("max")
	_, support := w.Store.Support(w.Ctx, v, a.want.ID, words)
	return map[string]error{
		"why":     support,
		"reason":  w.Store.Vote(w.Ctx, v, a.asked.ID, a.option(), words),
		"because": w.Store.GiveVerdict(w.Ctx, v, a.mine.ID, models.VerdictInput{Answered: "no", Because: words}),
		"bio":     a.profile(v, words),
	}
}

// refused checks that every way is shut, each on its own field, with the sentence that posts are refused with.
func (a asides) refused(words, sentence string) {
	a.w.T.Helper()
	all := a.say(words)
	reopening := a.w.Store.Reopen(a.w.Ctx, a.w.Viewer("max"), a.twice.ID, words)
	for _, one := range []struct {
		field string
		err   error
	}{{"why", all["why"]}, {"reason", all["reason"]}, {"because", all["because"]}, {"bio", all["bio"]}, {"because", reopening}} {
		if said := models.AsError(one.err).Fields[one.field]; !strings.HasPrefix(said, sentence) {
			a.w.T.Errorf("%s: refused with %q (%v), want %q", one.field, said, one.err, sentence)
		}
	}
}

func (a asides) taken(words string) {
	a.w.T.Helper()
	for field, err := range a.say(words) {
		if err != nil {
			a.w.T.Errorf("%s: %v", field, err)
		}
	}
}

func TestWordsBesidePosts_areRefusedWherePostsAre(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		a := newAsides(w)
		w.Must(w.Store.SetHoldRules(w.Ctx, w.Ada, models.HoldRules{Words: "casino"}))
		a.refused("Come to my casino, all of you.", "A moderator looks at texts with “casino”")
		w.Must(w.Store.Restrict(w.Ctx, w.Mo, "max", models.RestrictionInput{
			Rule: "spam", Restrictions: []string{"no_links"}, Until: w.Clock.Now().Add(time.Hour), Because: "Shop links.",
		}))
		for _, link := range []string{"See https://shop.example.test/lamps now.", "See WWW.shop.example now.", "Write to me@shop.example.test now."} {
			a.refused(link, "You cannot post links until")
		}
		a.taken("I cycle, and it rains: 3.50 a day for the tram.")
		crisis(w, models.Crisis{Posting: models.PauseAll})
		a.refused("I cycle, and the tram is full.", "Posting is paused for a while.")
		_, err := w.Store.Support(w.Ctx, w.Mo, a.want.ID, "Staff may say so.")
		w.Must(err)
	})
}

func TestWordsBesidePosts_passInACrisisWhereNothingIsAdded(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		a := newAsides(w)
		a.taken("I cycle, and it rains.")
		crisis(w, models.Crisis{Posting: models.PauseAll})
		_, err := w.Store.Support(w.Ctx, w.Hana, a.want.ID, "")
		w.Must(err)
		w.Must(w.Store.Vote(w.Ctx, w.Hana, a.asked.ID, a.option(), ""))
		w.Must(a.profile(w.Viewer("max"), "I cycle, and it rains."))
		w.Must(a.profile(w.Viewer("max"), ""))
		w.Must(w.Store.Vote(w.Ctx, w.Max, a.asked.ID, a.option(), ""))
		w.Must(w.Store.GiveVerdict(w.Ctx, w.Max, a.mine.ID, models.VerdictInput{Answered: "yes"}))
	})
}

func TestWordsBesidePosts_comeSlowlyFromWhoIsInSlowMode(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		a := newAsides(w)
		w.Must(w.Store.Restrict(w.Ctx, w.Mo, "max", models.RestrictionInput{
			Rule: "abuse", Restrictions: []string{"slow"}, Until: w.Clock.Now().Add(24 * time.Hour), Because: "Slower, please.",
		}))
		_, err := w.Store.Support(w.Ctx, w.Viewer("max"), a.want.ID, "I cycle.")
		w.Must(err)
		a.refused("I cycle, and it rains.", "Posts come slowly here: one in 10 minutes.")
		w.Clock.Advance(11 * time.Minute)
		w.Must(a.profile(w.Viewer("max"), "I cycle."))
		w.Clock.Advance(11 * time.Minute)
		w.Reply(w.Viewer("max"), a.want.ID, "It rains.")
		wrongField(t, a.profile(w.Viewer("max"), "I cycle, and it rains."), "bio")
	})
}

// A title is words too: neither a crisis nor the list of words has a back door.
func TestRetitle_asPostsAre(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.Photography, models.KindDiscussion, "Fog at dawn", "A picture.")
		opening := w.Count(`SELECT id FROM posts WHERE thread_id = ? AND number = 1`, th.ID)
		w.Must(w.Store.SetHoldRules(w.Ctx, w.Ada, models.HoldRules{Words: "casino"}))
		wrongField(t, w.Store.Retitle(w.Ctx, w.Mia, th.ID, "Fog in a casino", "", 0), "title")
		wrongField(t, w.Store.Retitle(w.Ctx, w.Mia, th.ID, "Fog at dawn", "casino", 0), "title")
		w.Must(w.Store.Retitle(w.Ctx, w.Hana, th.ID, "Fog at the casino", "", 0))
		crisis(w, models.Crisis{Posting: models.PauseAll})
		title := "Fog at dusk"
		kind(t, w.Store.Retitle(w.Ctx, w.Mia, th.ID, title, "", 0), models.Forbidden)
		_, err := w.Store.EditPost(w.Ctx, w.Mia, opening, models.EditInput{Title: &title})
		kind(t, err, models.Forbidden)
		w.Must(w.Store.Retitle(w.Ctx, w.Mo, th.ID, title, "", 0))
	})
}

// C08: a locked thread takes neither support nor answers; whoever is counted may leave.
func TestSupportAndVote_aLockTakesNoneAndKeepsNobody(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		a := newAsides(w)
		a.taken("I cycle, and it rains.")
		for _, th := range []models.Thread{a.want, a.asked} {
			w.Must(w.Store.SetLocked(w.Ctx, w.Mo, th.ID, true, "other", "It got heated."))
		}
		_, err := w.Store.Support(w.Ctx, w.Hana, a.want.ID, "")
		kind(t, err, models.Forbidden)
		_, err = w.Store.Support(w.Ctx, w.Max, a.want.ID, "Otherwise.")
		kind(t, err, models.Forbidden)
		kind(t, w.Store.Vote(w.Ctx, w.Hana, a.asked.ID, a.option(), ""), models.Forbidden)
		g, err := w.Store.WithdrawSupport(w.Ctx, w.Max, a.want.ID)
		w.Must(err)
		w.Must(w.Store.Vote(w.Ctx, w.Max, a.asked.ID, 0, ""))
		if n := w.Count(`SELECT COUNT(*) FROM consultation_votes`); n != 0 || g.SupportCount != 0 {
			t.Errorf("%d votes and %d supporters are kept against their will", n, g.SupportCount)
		}
	})
}
