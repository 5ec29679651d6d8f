package live_test

import (
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// hourSize is how many sit in a live hour, how many messages come, and how fast: 500 people and 60 in a minute in
// the long run.
func hourSize() (people, messages int, every time.Duration) {
	if crowdSize() == 1000 {
		return 500, 60, time.Second
	}
	return 60, 60, 20 * time.Millisecond
}

func TestLive_anHourOfManyPeopleLosesNothing(t *testing.T) {
	eachSetup(t, func(t *testing.T, w *testkit.World, nodes []*node) {
		people, messages, every := hourSize()
		begins := w.Clock.Now().Add(time.Hour)
		th, err := w.Store.ScheduleLiveHour(w.Ctx, w.Hana, models.LiveHourInput{
			Topic: testkit.Photography, Title: "Ask about fog", Body: "Bring a picture.",
			LiveHourChange: models.LiveHourChange{StartsAt: begins, EndsAt: begins.Add(time.Hour)},
		})
		w.Must(err)
		w.Clock.Advance(70 * time.Minute)
		_, err = w.Store.WatchLiveHours(w.Ctx)
		w.Must(err)

		var end atomic.Int64
		var following sync.WaitGroup
		crowd := make([]*follower, people)
		for i := range crowd {
			crowd[i] = &follower{}
			following.Go(func() {
				for end.Load() == 0 || crowd[i].seq < end.Load() { // a quiet minute, or a full machine, is no loss
					if err := crowd[i].listen(nodes[i%len(nodes)].URL, channelOf(th), &end, 0); err != nil {
						t.Errorf("follower %d: %v", i, err)
						return
					}
				}
			})
		}
		// every third message is a question; the host picks it and answers
		tick := time.NewTicker(every)
		defer tick.Stop()
		for i := range messages {
			<-tick.C
			store, by := nodes[i%len(nodes)].store, []models.Viewer{w.Mia, w.Max, w.Hana}[i%3]
			in := models.PostInput{Body: fmt.Sprint("Message ", i), Question: i%3 == 0}
			if i%3 == 2 {
				in.ReplyTo = int64(i)
			}
			p, err := store.CreatePost(w.Ctx, by, th.ID, in)
			w.Must(err)
			if in.Question {
				w.Must(store.SetQuestion(w.Ctx, w.Hana, th.ID, p.Number, models.QuestionPicked))
			}
		}
		w.Must(nodes[0].store.EndLiveHour(w.Ctx, w.Hana, th.ID))
		w.Must(nodes[0].store.SumUpLiveHour(w.Ctx, w.Hana, th.ID, "We spoke about fog, and about waiting."))
		end.Store(w.Count(`SELECT event_seq FROM threads WHERE id = ?`, th.ID))
		following.Wait()

		posts := w.Count(`SELECT COUNT(*) FROM posts WHERE thread_id = ?`, th.ID)
		if posts != int64(messages)+1 {
			t.Errorf("%d posts of %d messages and the opening", posts, messages)
		}
		if n := w.Count(`SELECT COUNT(*) FROM posts WHERE thread_id = ? AND question = 'answered'`, th.ID); n != int64(messages/3) {
			t.Errorf("%d questions are answered, want %d", n, messages/3)
		}
		resynced := 0
		for i, f := range crowd {
			if int64(len(f.numbers)) != posts || !slices.IsSorted(f.numbers) {
				t.Errorf("follower %d: %d of %d posts, %d resyncs", i, len(f.numbers), posts, f.resyncs)
			}
			resynced += min(f.resyncs, 1)
		}
		if resynced > people/10 { // a reader whom a full machine left without a turn asks for what it missed
			t.Errorf("%d of %d followers could not keep up", resynced, people)
		}
		t.Logf("%d people heard each of %d events of %d messages once, in order", people, end.Load(), messages)
	})
}
