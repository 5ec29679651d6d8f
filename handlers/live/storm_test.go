package live_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/live/livetest"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// cuts is how many connections a storm cuts: 1,000 in the long run.
func cuts() int {
	if os.Getenv("COMMONTHREAD_TEST_LONG") != "" {
		return 1000
	}
	return 120
}

// follower follows a thread through whatever happens to its connection, as a page does.
type follower struct {
	seq     int64
	numbers []int64 // of the posts it was told of, in that order
	resyncs int
	wrong   string
	// page is what the page shows at an event, for a follower that may be told to fetch it.
	page    func(seq int64) []int64
	since   int64
	fetches bool // the page, as soon as it knows at which event it goes on
}

// replayed is how many events a follower is sent at most of those that it missed.
const replayed = 1000

// take takes a frame in, and notes what is out of order.
func (f *follower) take(frame livetest.Frame) {
	switch {
	case frame.Type == "resync" && f.page != nil:
		f.fetches = true
	case frame.Type == "resync":
		f.resyncs++
	case frame.Type == "subscribed" && f.fetches:
		if missed := *frame.Seq - f.since; missed <= replayed {
			f.wrong = fmt.Sprintf("told to fetch the page for %d events", missed)
		}
		f.seq, f.numbers, f.fetches = *frame.Seq, f.page(*frame.Seq), false
	case frame.Type != "event":
	case *frame.Seq != f.seq+1:
		f.wrong = fmt.Sprintf("event %d after %d", *frame.Seq, f.seq)
	default:
		f.seq = *frame.Seq
		if frame.Event == "post.created" {
			f.numbers = append(f.numbers, frame.Number)
		}
	}
}

// listen is one connection: it ends when cut says so, or when the follower has come to the end.
func (f *follower) listen(site, channel string, end *atomic.Int64, after time.Duration) error {
	c, _, err := livetest.Dial(site, livetest.Options{})
	if err != nil {
		return err
	}
	defer c.Cut()
	if after > 0 {
		timer := time.AfterFunc(after, c.Cut)
		defer timer.Stop()
	}
	f.since, f.fetches = f.seq, false
	if err := c.Subscribe(channel, f.since); err != nil {
		return nil
	}
	for end.Load() == 0 || f.seq < end.Load() {
		frame, err := c.Next(patience)
		if err != nil {
			return nil
		}
		if f.take(frame); f.wrong != "" || frame.Type == "error" {
			return fmt.Errorf("%s %s", f.wrong, frame.Detail)
		}
	}
	return nil
}

// I06: connections are cut at random moments while many write, through every node.
func TestLive_aStormOfCutConnectionsLosesNothing(t *testing.T) {
	eachSetup(t, func(t *testing.T, w *testkit.World, nodes []*node) {
		const followers, writers = 20, 4
		th := w.Start(w.Mia, testkit.Photography, models.KindDiscussion, "A storm", "It begins.")
		var end atomic.Int64
		storm := make(chan struct{})
		var writing, following sync.WaitGroup
		for n := range writers {
			writing.Go(func() {
				store, by := nodes[n%len(nodes)].store, []models.Viewer{w.Mia, w.Max, w.Hana, w.Sam}[n]
				tick := time.NewTicker(10 * time.Millisecond)
				defer tick.Stop()
				for i := 0; ; i++ {
					select {
					case <-storm:
						return
					case <-tick.C:
						if _, err := store.CreatePost(w.Ctx, by, th.ID, models.PostInput{Body: fmt.Sprintf("%d of writer %d", i, n)}); err != nil {
							t.Errorf("post: %v", err)
							return
						}
					}
				}
			})
		}
		all := make([]*follower, followers)
		for i := range all {
			all[i] = &follower{page: func(seq int64) (numbers []int64) {
				w.Must(w.DB.Read.Raw(`SELECT number FROM events WHERE channel = ? AND type = ? AND seq <= ? ORDER BY seq`,
					models.ThreadChannel(th.ID), models.EventPostCreated, seq).Scan(&numbers).Error)
				return numbers
			}}
			following.Go(func() {
				random := rand.New(rand.NewPCG(uint64(i), 1))
				for range cuts() / followers {
					site := nodes[random.IntN(len(nodes))].URL
					after := time.Millisecond + time.Duration(random.Int64N(int64(300*time.Millisecond)))
					if err := all[i].listen(site, channelOf(th), &end, after); err != nil {
						t.Errorf("follower %d: %v", i, err)
						return
					}
				}
			})
		}
		following.Wait()
		close(storm)
		writing.Wait()

		last := w.Count(`SELECT event_seq FROM threads WHERE id = ?`, th.ID)
		posts := w.Count(`SELECT COUNT(*) FROM posts WHERE thread_id = ?`, th.ID)
		end.Store(last)
		var finishing sync.WaitGroup
		for i, f := range all {
			finishing.Go(func() {
				if err := f.listen(nodes[i%len(nodes)].URL, channelOf(th), &end, 0); err != nil {
					t.Errorf("follower %d: %v", i, err)
				}
			})
		}
		finishing.Wait()
		for i, f := range all {
			if f.seq != last || int64(len(f.numbers)) != posts || f.resyncs > 0 {
				t.Errorf("follower %d: at %d of %d with %d of %d posts, %d resyncs", i, f.seq, last, len(f.numbers), posts, f.resyncs)
			}
			for j, number := range f.numbers {
				if number != int64(j+1) {
					t.Fatalf("follower %d: post %d in place %d", i, number, j+1)
				}
			}
		}
		t.Logf("%d connections cut while %d posts were written by %d writers; %d followers have each of them once, in order", cuts(), posts, writers, followers)
	})
}
