package models_test

import (
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// Every supporter is told what was decided, whatever they muted; only what nobody is owed stays away.
func TestMute_keepsNothingBackThatIsOwed(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		loud, quiet := suggest(w, "Quiet rooms"), suggest(w, "Warm rooms")
		deliver(w)
		said := len(noticesOf(w, w.Mia))
		w.Must(w.Store.SetMute(w.Ctx, w.Mia, models.MuteThread, "", quiet.ID, true))
		w.Must(w.Store.SetMute(w.Ctx, w.Ada, models.MuteThread, "", quiet.ID, true))
		owed := len(noticesOf(w, w.Ada))
		for _, th := range []models.Thread{loud, quiet} {
			decide(w, w.Sam, th.ID, models.StatePlanned)
		}
		w.Clock.Advance(2 * time.Minute)
		deliver(w)
		if n := len(noticesOf(w, w.Mia)); n != said+2 {
			t.Errorf("told of %d decisions on what she asked for, want 2", n-said)
		}
		w.Must(w.Store.Thank(w.Ctx, w.Sam, "mia", quiet.ID, "For saying it so well."))
		deliver(w)
		if n := len(noticesOf(w, w.Mia)); n != said+2 {
			t.Errorf("told %d more of a muted thread", n-said-2)
		}
		_, err := w.Store.SetOwner(w.Ctx, w.Sam, quiet.ID, models.OwnerInput{Handle: "ada", Words: "Yours, please."})
		w.Must(err)
		deliver(w)
		if n := len(noticesOf(w, w.Ada)); n != owed+1 {
			t.Errorf("Ada is told %d things of her own work, want 1", n-owed)
		}
		w.Must(w.Store.SetMute(w.Ctx, w.Mia, models.MuteThread, "", quiet.ID, false))
		w.Must(w.Store.SetMute(w.Ctx, w.Mia, models.MuteTopic, testkit.RemoteWork, 0, true))
		decide(w, w.Sam, loud.ID, models.StateUnderWay)
		w.Clock.Advance(2 * time.Minute)
		deliver(w)
		w.Must(w.Store.Thank(w.Ctx, w.Sam, "mia", loud.ID, "And for the picture."))
		deliver(w)
		if n := len(noticesOf(w, w.Mia)); n != said+3 {
			t.Errorf("told %d more of a muted topic, want the decision alone", n-said-2)
		}
	})
}

func TestMute_ofWhoThanksAndBlockOfThemTellNothing(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		g := suggest(w, "Quiet rooms")
		thank := func(words string) int {
			w.T.Helper()
			w.Must(w.Store.Thank(w.Ctx, w.Sam, "mia", g.ID, words))
			deliver(w)
			return len(noticesOf(w, w.Viewer("mia")))
		}
		first := thank("For saying it so well.")
		w.Must(w.Store.SetMute(w.Ctx, w.Mia, models.MutePerson, "sam", 0, true))
		if n := thank("And for the picture."); n != first {
			t.Errorf("told %d more by somebody muted", n-first)
		}
		w.Must(w.Store.SetMute(w.Ctx, w.Mia, models.MutePerson, "sam", 0, false))
		unread := unread(w, w.Mia)
		mia := blocking(w, w.Mia, "sam")
		if n := len(noticesOf(w, mia)); n != first-1 {
			t.Errorf("%d notices once blocked, want all but the thanks of %d", n, first)
		}
		if bell, err := w.Store.Bell(w.Ctx, mia); err != nil || bell.Unread != unread-1 {
			t.Errorf("the bell says %d, %v", bell.Unread, err)
		}
		if n := thank("Once more."); n != first-1 {
			t.Errorf("told by somebody blocked: %d", n)
		}
		decide(w, w.Sam, g.ID, models.StatePlanned) // what is decided is on the record
		w.Clock.Advance(2 * time.Minute)
		deliver(w)
		if n := len(noticesOf(w, mia)); n != first {
			t.Errorf("a decision by somebody blocked is not told: %d", n)
		}
	})
}

func TestMute_leavesNewsOutAndEverythingElseReadable(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		by := map[string]models.Thread{
			"a thread": w.Start(w.Hana, testkit.RemoteWork, models.KindDiscussion, "A desk", "Words."),
			"a topic":  w.Start(w.Hana, testkit.Photography, models.KindDiscussion, "Fog", "Words."),
			"a person": w.Start(w.Max, testkit.RemoteWork, models.KindDiscussion, "A chair", "Words."),
		}
		own := w.Start(w.Mia, testkit.Photography, models.KindDiscussion, "My own", "Words.")
		titles := func(f models.ThreadFilter) int {
			list, err := w.Store.Threads(w.Ctx, w.Viewer("mia"), f, 1, 20)
			w.Must(err)
			n, err := w.Store.CountThreads(w.Ctx, w.Viewer("mia"), f)
			w.Must(err)
			if n.N != int64(len(list)) {
				t.Errorf("%+v: %d counted, %d listed", f, n.N, len(list))
			}
			for _, i := range list {
				if i.ID == own.ID {
					return len(list)
				}
			}
			t.Errorf("%+v leaves out what is Mia's own", f)
			return len(list)
		}
		w.Must(w.Store.SetMute(w.Ctx, w.Mia, models.MuteThread, "", by["a thread"].ID, true))
		w.Must(w.Store.SetMute(w.Ctx, w.Mia, models.MuteTopic, testkit.Photography, 0, true))
		w.Must(w.Store.SetMute(w.Ctx, w.Mia, models.MutePerson, "max", 0, true))
		if n := titles(models.ThreadFilter{News: true}); n != 1 {
			t.Errorf("%d threads are news, want Mia's own", n)
		}
		if n := titles(models.ThreadFilter{}); n != 4 {
			t.Errorf("%d threads in all, want 4", n)
		}
		mia := w.Viewer("mia")
		for what, th := range by {
			if posts, err := w.Store.Posts(w.Ctx, mia, th.ID, 1); err != nil || posts[0].Blocked || posts[0].HTML == "" {
				t.Errorf("%s: %v, %+v", what, err, posts)
			}
		}
		q, err := w.Store.Quiet(w.Ctx, mia)
		w.Must(err)
		seen := map[models.MuteSubject]bool{}
		for _, m := range q.Mutes {
			seen[m.Subject()] = true
		}
		if len(q.Mutes) != len(models.MuteSubjects) || len(seen) != len(models.MuteSubjects) {
			t.Errorf("the list: %+v", q.Mutes)
		}
		w.Must(w.Store.RemoveThread(w.Ctx, w.Mo, by["a thread"].ID, "other", "An advertisement."))
		w.Exec(`UPDATE topics SET visibility = 'staff' WHERE slug = ?`, testkit.Photography)
		if q, err := w.Store.Quiet(w.Ctx, mia); err != nil || len(q.Mutes) != 1 {
			t.Errorf("what cannot be seen any more is listed: %+v, %v", q.Mutes, err)
		}
		w.Must(w.Store.SetMute(w.Ctx, mia, models.MuteThread, "", by["a thread"].ID, false))
	})
}

func TestActivity_isSeenTogetherByNobodyButItsMemberAndStaff(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "A desk", "Words.")
		w.Reply(w.Mia, th.ID, "More.")
		together := func(v models.Viewer) int {
			wrote, _, err := w.Store.Contributions(w.Ctx, v, w.Mia.ID, 1)
			w.Must(err)
			threads, err := w.Store.Threads(w.Ctx, v, models.ThreadFilter{AuthorID: w.Mia.ID}, 1, 20)
			w.Must(err)
			found, err := w.Store.Search(w.Ctx, v, models.Search{Author: "mia"}, 1)
			w.Must(err)
			m, err := w.Store.Member(w.Ctx, v, "mia")
			w.Must(err)
			posts, begun, err := w.Store.CountContributions(w.Ctx, v, m)
			w.Must(err)
			if posts != 0 && (posts != 2 || begun != 1) {
				t.Errorf("%d posts and %d threads are counted", posts, begun)
			}
			return len(wrote) + len(threads) + len(found.Hits) + int(posts)
		}
		before := together(w.Max)
		w.Exec(`UPDATE members SET present_to = 'everyone' WHERE id = ?`, w.Mia.ID)
		w.Events()
		for range 2 {
			w.Must(w.Store.SetActivityHidden(w.Ctx, w.Mia, true))
		}
		if events := w.Events(); len(events) != 1 || events[0].Type != models.EventMemberChanged {
			t.Errorf("told %+v", events)
		}
		for who, v := range map[string]models.Viewer{"a member": w.Max, "a reader": w.Reader} {
			if n := together(v); n != 0 || before == 0 {
				t.Errorf("%s sees %d things together, before %d", who, n, before)
			}
		}
		for who, v := range map[string]models.Viewer{"herself": w.Mia, "staff": w.Sam} {
			if n := together(v); n != before {
				t.Errorf("%s sees %d things together, want %d", who, n, before)
			}
		}
		if w.Viewer("mia").PresentTo != models.AudienceNobody {
			t.Error("her name is told while she reads")
		}
		if posts, err := w.Store.Posts(w.Ctx, w.Max, th.ID, 1); err != nil || len(posts) != 2 || posts[0].HTML == "" {
			t.Errorf("where she wrote it: %v, %+v", err, posts)
		}
		w.Must(w.Store.SetActivityHidden(w.Ctx, w.Mia, false))
		if n := together(w.Max); n != before || w.Viewer("mia").PresentTo != models.AudienceEveryone {
			t.Errorf("shown again: %d", n)
		}
	})
}
