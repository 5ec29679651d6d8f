package live_test

import (
	"context"
	"net/http"
	"testing"
	"time"

	"github.com/commonthread/commonthread/handlers"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
)

// revocation is how long a lost right may still be used anywhere (DECISIONS).
const revocation = 5 * time.Second

// ended waits for the end of a subscription and returns the code.
func (l *listener) ended(channel string) string {
	l.t.Helper()
	for {
		f := l.next()
		if f.Type == "event" && f.HTML != "" {
			l.t.Errorf("%s: still hears %+v", channel, f)
		}
		if f.Type == "error" && f.Channel == channel {
			return f.Code
		}
	}
}

// unheard waits until whoever polls is told as little as whoever listens, and returns the status.
func unheard(n *testsite.Site, by *testsite.Browser, channel string) int {
	n.T.Helper()
	tick := time.NewTicker(looks)
	defer tick.Stop()
	for deadline := time.Now().Add(revocation); ; <-tick.C {
		if res := by.Get("/live/events?since=0&channel=" + channel); res.Status != http.StatusOK || time.Now().After(deadline) {
			return res.Status
		}
	}
}

// I03: whatever is lost is lost at every node within five seconds, and those who keep it notice nothing.
func TestAccess_lostRightsEndTheSubscriptionOnEveryNode(t *testing.T) {
	eachSetup(t, func(t *testing.T, w *testkit.World, nodes []*node) {
		here, there := nodes[0].store, nodes[len(nodes)-1].Site
		back := w.Start(w.Mia, testkit.BackRoom, models.KindDiscussion, "Among us", "Words.")
		staff := w.Start(w.Ada, testkit.StaffTable, models.KindDiscussion, "Among staff", "Words.")
		story := w.Start(w.Sam, testkit.Photography, models.KindStory, "Fog over the harbour", "It came at four.")
		open := func() models.Thread { return thread(w) }

		for _, c := range []struct {
			name    string
			who     models.Viewer
			channel func() (string, models.Thread)
			take    func(th models.Thread) error
			code    string // of the subscription's end; "": the socket closes
			keeper  models.Viewer
		}{
			{"the thread is removed", w.Reader, nil, func(th models.Thread) error { return here.RemoveThread(w.Ctx, w.Mo, th.ID, "other", "Not here.") }, "gone", w.Ada},
			{"the thread moves behind a door", w.Reader, nil, func(th models.Thread) error {
				return here.MoveThread(w.Ctx, w.Mo, th.ID, testkit.BackRoom, "Private.")
			}, "not_found", w.Hana},
			{"the story is taken back", w.Reader, func() (string, models.Thread) { return channelOf(story), story }, func(models.Thread) error {
				return here.UnpublishStory(w.Ctx, w.Sam, story.ID, "other", "Too early.")
			}, "gone", w.Sam},
			{"the role is taken", w.Sam, func() (string, models.Thread) { return channelOf(staff), staff }, func(models.Thread) error {
				return here.SetRole(w.Ctx, w.Ada, "sam", models.RoleMember, "Left.")
			}, "", w.Mo},
			{"the member is suspended", w.Max, func() (string, models.Thread) { return channelOf(back), back }, func(models.Thread) error {
				return here.Suspend(w.Ctx, w.Mo, "max", models.SuspensionInput{Rule: "abuse", Because: "Enough."})
			}, "", w.Hana},
			{"the topic is for staff now", w.Nia, func() (string, models.Thread) { return channelOf(back), back }, func(models.Thread) error {
				visibility := string(models.VisibleStaff)
				_, err := here.ChangeTopic(w.Ctx, w.Ada, testkit.BackRoom, models.TopicChange{Visibility: &visibility})
				return err
			}, "not_found", w.Mo},
		} {
			t.Run(c.name, func(t *testing.T) {
				var th models.Thread
				var channel string
				if c.channel != nil {
					channel, th = c.channel()
				} else {
					th = open()
					channel = channelOf(th)
				}
				loser, keeper, poller := listen(there, c.who), listen(there, c.keeper), there.Browser()
				if loser.t, keeper.t = t, t; c.who.SignedIn() {
					poller = there.As(c.who)
				}
				loser.subscribe(channel, -1)
				keeper.subscribe(channel, -1)
				if res := poller.Get("/live/events?since=0&channel=" + channel); res.Status != http.StatusOK || len(res.Body) < 10 {
					t.Fatalf("before, polling hears %d %s", res.Status, res.Body)
				}
				begun := time.Now()
				w.Must(c.take(th))
				if status := unheard(there, poller, channel); status != http.StatusNotFound && status != http.StatusGone {
					t.Errorf("polling is answered %d", status)
				}
				if c.code == "" {
					if code := loser.closed(); code != 1008 {
						t.Errorf("closed with %d", code)
					}
				} else if code := loser.ended(channel); code != c.code {
					t.Errorf("ended with %s, want %s", code, c.code)
				}
				if took := time.Since(begun); took > revocation {
					t.Errorf("took %s", took)
				}
				if th.Status == models.ThreadPublished && c.code != "gone" {
					w.Reply(w.Ada, th.ID, "For those who may.")
					for f := keeper.next(); f.HTML == ""; f = keeper.next() {
					}
				}
				if c.code != "" {
					loser.silent()
				}
			})
		}
	})
}

func TestAccess_endedSessionsEndTheirSocketsAlone(t *testing.T) {
	eachSetup(t, func(t *testing.T, w *testkit.World, nodes []*node) {
		here, there := nodes[0].store, nodes[len(nodes)-1].Site
		one, two := session(w, w.Mia), session(w, w.Mia)
		a, b := listenWith(there, one), listenWith(there, two)
		a.subscribe("me", -1)
		b.subscribe("me", -1)
		w.Must(here.SignOut(w.Ctx, one))
		if code := a.closed(); code != 1008 {
			t.Errorf("the ended session's socket closed with %d", code)
		}
		b.subscribe("front", -1)
		poll := there.Browser().NewRequest(http.MethodGet, "/live/events?channel=me", nil)
		poll.Header.Set("Cookie", "ct_session="+one)
		there.Browser().Do(poll).Want(http.StatusUnauthorized)
		// a session that runs out makes no event
		c := listen(there, w.Max)
		c.subscribe("me", -1)
		w.Exec(`UPDATE sessions SET last_seen_at = ? WHERE member_id = ?`, w.Clock.Now().AddDate(0, 0, 10), w.Max.ID)
		begun := time.Now()
		w.Clock.Advance(14 * 24 * time.Hour)
		if code := b.closed(); code != 1008 || time.Since(begun) > revocation {
			t.Errorf("the lapsed session's socket closed with %d after %s", code, time.Since(begun))
		}
		c.subscribe("front", -1) // it was used meanwhile
	})
}

func TestAccess_aSessionThatEndedBeforeTheNodeFollowedEndsItsSocket(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		late := w.NewStore()
		site := testsite.Serve(w, func(o *handlers.Options) { o.Store = late })
		token := session(w, w.Mia)
		mia := listenWith(site, token)
		mia.subscribe("me", -1)
		w.Must(w.Store.SignOut(w.Ctx, token)) // of which nobody ever tells the node
		ctx, stop := context.WithCancel(w.Ctx)
		done := make(chan error, 1)
		go func() { done <- late.FollowEvents(ctx, time.Minute, nil) }()
		defer func() {
			stop()
			<-done
		}()
		if code := mia.closed(); code != 1008 {
			t.Errorf("the ended session's socket closed with %d", code)
		}
	})
}

// merged is a thread of a topic that was merged into a public one. part parts them again, the thread's for staff.
func merged(w *testkit.World) (th models.Thread, part func()) {
	w.T.Helper()
	th = w.Start(w.Mia, testkit.Photography, models.KindDiscussion, "Which lens?", "Words.")
	d, err := w.Store.Directory(w.Ctx)
	w.Must(err)
	topic, err := d.Topic(w.Ada, testkit.Photography)
	w.Must(err)
	_, err = w.Store.MergeTopic(w.Ctx, w.Ada, testkit.Photography, models.TopicMergeInput{Into: testkit.RemoteWork, Name: topic.Name})
	w.Must(err)
	return th, func() {
		w.T.Helper()
		merges, err := w.Store.TopicMerges(w.Ctx, w.Ada)
		w.Must(err)
		_, err = w.Store.UndoTopicMerge(w.Ctx, w.Ada, merges[0].ID)
		w.Must(err)
		visibility := string(models.VisibleStaff)
		_, err = w.Store.ChangeTopic(w.Ctx, w.Ada, testkit.Photography, models.TopicChange{Visibility: &visibility})
		w.Must(err)
	}
}

// Topics are parted again without a word on their threads' channels: who may hear those is asked of the topic they are in.
func TestAccess_aThreadOfATopicThatWasPartedAgainIsHeardByThatTopicsPeople(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		site := testsite.Serve(w)
		th, part := merged(w)
		reader := listen(site, w.Reader)
		reader.subscribe(channelOf(th), -1)
		w.Reply(w.Max, th.ID, "While they are one.")
		for f := reader.next(); f.HTML == ""; f = reader.next() {
		}
		part()
		w.Reply(w.Ada, th.ID, "Among ourselves.")
		if code := reader.ended(channelOf(th)); code != "not_found" {
			t.Errorf("ended with %s", code)
		}
		reader.silent()
	})
}

// What is remembered of a topic may be older than a post in it: the administrator works at another node.
func TestAccess_aPostInATopicPartedAtAnotherNodeIsForThatTopicsPeople(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th, part := merged(w)
		deaf := w.NewStore() // it has not heard yet of what others store
		reader := listen(testsite.Serve(w, func(o *handlers.Options) { o.Store = deaf }), w.Reader)
		reader.subscribe(channelOf(th), -1)
		part()
		_, err := deaf.CreatePost(w.Ctx, w.Ada, th.ID, models.PostInput{Body: "Among ourselves."})
		w.Must(err)
		if code := reader.ended(channelOf(th)); code != "not_found" {
			t.Errorf("ended with %s", code)
		}
		reader.silent()
	})
}

// A draft goes with its author's account. What else is to be looked at is not held up by a channel that leads nowhere.
func TestAccess_aDeletedThreadEndsItsSubscriptionsAndHoldsUpNothing(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		site := testsite.Serve(w)
		draft, err := w.Store.CreateThread(w.Ctx, w.Sam, models.ThreadInput{
			Topic: testkit.RemoteWork, Kind: string(models.KindStory), Title: "A year of quiet mornings", Body: "It began.", Later: true,
		})
		w.Must(err)
		if code := listen(site, w.Reader).refused(channelOf(draft)); code != "not_found" {
			t.Errorf("a reader is refused with %s", code)
		}
		moderator, token := listen(site, w.Mo), session(w, w.Mia)
		moderator.subscribe(channelOf(draft), -1)
		mia := listenWith(site, token)
		mia.subscribe("me", -1)
		w.Must(w.Store.DeleteAccount(w.Ctx, w.Sam, models.LeaveInput{Current: testkit.Password, Posts: "keep"}))
		if n := w.Count(`SELECT COUNT(*) FROM threads WHERE id = ?`, draft.ID); n != 0 {
			t.Fatal("premise: the draft is there")
		}
		_, err = w.Store.CreateTopic(w.Ctx, w.Ada, models.TopicInput{Slug: "gardens", Name: "Gardens"})
		w.Must(err)
		if code := moderator.ended(channelOf(draft)); code != "not_found" {
			t.Errorf("ended with %s", code)
		}
		begun := time.Now()
		w.Must(w.Store.SignOut(w.Ctx, token))
		if code := mia.closed(); code != 1008 || time.Since(begun) > revocation {
			t.Errorf("the ended session's socket closed with %d after %s", code, time.Since(begun))
		}
	})
}

func TestLive_whatWasStoredBeforeTheNodeFollowedIsTold(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := thread(w)
		late := w.NewStore()
		l := listen(testsite.Serve(w, func(o *handlers.Options) { o.Store = late }), w.Reader)
		l.subscribe(channelOf(th), -1)
		w.Reply(w.Max, th.ID, "While nobody followed")
		ctx, stop := context.WithCancel(w.Ctx)
		done := make(chan error, 1)
		begun := time.Now()
		go func() { done <- late.FollowEvents(ctx, time.Minute, nil) }()
		defer func() {
			stop()
			<-done
		}()
		if f := l.next(); f.Event != "post.created" || time.Since(begun) > revocation {
			t.Errorf("heard %s after %s", f.Event, time.Since(begun))
		}
	})
}
