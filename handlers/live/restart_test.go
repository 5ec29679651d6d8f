package live_test

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/bus"
	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/live/livetest"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// crowdSize is how many clients sit through a rolling restart: 1,000 in the long run.
func crowdSize() int {
	if os.Getenv("COMMONTHREAD_TEST_LONG") != "" {
		return 1000
	}
	return 60
}

// betweenRestarts is how many replies are written before the next node is replaced.
const betweenRestarts = 15

// balancer knows which nodes take visitors, as a proxy in front of them does.
type balancer struct {
	mu    sync.Mutex
	nodes []*node
}

func (b *balancer) pick() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.nodes[rand.IntN(len(b.nodes))].URL
}

// replace takes a node out, starts its successor, and only then stops it.
func (b *balancer) replace(i int, next *node) (old *node) {
	b.mu.Lock()
	defer b.mu.Unlock()
	old, b.nodes[i] = b.nodes[i], next
	return old
}

// post writes one reply over HTTP, with its key until somebody acknowledges it.
func (b *balancer) post(client *http.Client, token string, threadID int64, key string) error {
	return b.send(client, token, fmt.Sprint("/t/", threadID, "/posts"), url.Values{"body": {"Reply " + key}, "draft_key": {key}})
}

// signIn opens a session, on whatever node is there.
func (b *balancer) signIn(client *http.Client, handle string) error {
	return b.send(client, "", "/login", url.Values{"email": {handle}, "password": {testkit.Password}})
}

// send sends a form until a node has taken it.
func (b *balancer) send(client *http.Client, token, path string, form url.Values) error {
	for range 50 {
		site := b.pick()
		req, err := http.NewRequest(http.MethodPost, site+path, strings.NewReader(form.Encode()))
		if err != nil {
			return err
		}
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set("Origin", site)
		if token != "" {
			req.Header.Set("Cookie", "ct_session="+token)
		}
		res, err := client.Do(req)
		if err != nil {
			continue // the node is on its way out: again, with the same key
		}
		_, _ = io.Copy(io.Discard, res.Body)
		_ = res.Body.Close()
		switch {
		case res.StatusCode == http.StatusSeeOther:
			return nil
		case res.StatusCode < 500:
			return fmt.Errorf("%s: %s", path, res.Status)
		}
	}
	return errors.New(path + ": no node took it")
}

// stay follows the thread from node to node until it has come to the end.
func (f *follower) stay(b *balancer, channel string, end *atomic.Int64) error {
	for end.Load() == 0 || f.seq < end.Load() {
		wait, err := f.visit(b.pick(), channel, end)
		if err != nil {
			return err
		}
		timer := time.NewTimer(wait)
		<-timer.C
	}
	return nil
}

// visit listens at one node until it says bye or is gone, and returns when to come back.
func (f *follower) visit(site, channel string, end *atomic.Int64) (time.Duration, error) {
	c, _, err := livetest.Dial(site, livetest.Options{})
	if err != nil {
		return 100 * time.Millisecond, nil
	}
	defer c.Cut()
	if err := c.Subscribe(channel, f.seq); err != nil {
		return 0, nil
	}
	for end.Load() == 0 || f.seq < end.Load() {
		frame, err := c.Next(patience)
		if errors.Is(err, livetest.ErrTime) {
			return 0, nil
		}
		if err != nil {
			return 100 * time.Millisecond, nil
		}
		if frame.Type == "bye" {
			return time.Duration(frame.RetryMS) * time.Millisecond, nil
		}
		if f.take(frame); f.wrong != "" {
			return 0, errors.New(f.wrong)
		}
	}
	return 0, nil
}

// I08, K06: every node is replaced in turn while a crowd listens and others write; nobody loses a post.
func TestLive_aRollingRestartLosesNothing(t *testing.T) {
	w := testkit.NewWorld(t, database.Postgres)
	join := func() runningBus { return bus.NewPostgres(w.Source.Source, slog.New(slog.DiscardHandler)) }
	b := &balancer{}
	for range 3 {
		b.nodes = append(b.nodes, start(w, join()))
	}
	th := w.Start(w.Mia, testkit.Photography, models.KindDiscussion, "A restart", "It begins.")
	var end atomic.Int64
	var following, writing sync.WaitGroup
	crowd := make([]*follower, crowdSize())
	for i := range crowd {
		crowd[i] = &follower{}
		following.Go(func() {
			if err := crowd[i].stay(b, channelOf(th), &end); err != nil {
				t.Errorf("follower %d: %v", i, err)
			}
		})
	}
	done := make(chan struct{})
	var mu sync.Mutex
	var took, signedIn []time.Duration
	for n, by := range []models.Viewer{w.Mia, w.Max, w.Hana} {
		token := session(w, by)
		writing.Go(func() {
			client := &http.Client{Timeout: patience, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
			defer client.CloseIdleConnections()
			tick := time.NewTicker(50 * time.Millisecond)
			defer tick.Stop()
			for i := 0; ; i++ {
				select {
				case <-done:
					return
				case <-tick.C:
				}
				begun := time.Now()
				if err := b.post(client, token, th.ID, fmt.Sprintf("restart-%d-%d", n, i)); err != nil {
					t.Error(err)
					return
				}
				mu.Lock()
				took = append(took, time.Since(begun))
				mu.Unlock()
			}
		})
	}
	writing.Go(func() { // and somebody comes in, all the time
		client := &http.Client{Timeout: patience, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
		defer client.CloseIdleConnections()
		tick := time.NewTicker(200 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-done:
				return
			case <-tick.C:
			}
			begun := time.Now()
			if err := b.signIn(client, "nia"); err != nil {
				t.Error(err)
				return
			}
			mu.Lock()
			signedIn = append(signedIn, time.Since(begun))
			mu.Unlock()
		}
	})
	written := func() int {
		mu.Lock()
		defer mu.Unlock()
		return len(took)
	}
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for i := range 3 {
		b.replace(i, start(w, join())).stop()
		for enough := written() + betweenRestarts; written() < enough && !t.Failed(); {
			<-tick.C
		}
	}
	close(done)
	writing.Wait()
	end.Store(w.Count(`SELECT event_seq FROM threads WHERE id = ?`, th.ID))
	following.Wait()

	posts := w.Count(`SELECT COUNT(*) FROM posts WHERE thread_id = ?`, th.ID)
	if int(posts) != len(took)+1 {
		t.Errorf("%d posts for %d acknowledged replies and the opening", posts, len(took))
	}
	for i, f := range crowd {
		if int64(len(f.numbers)) != posts || !slices.IsSorted(f.numbers) || f.resyncs > 0 {
			t.Errorf("follower %d: %d of %d posts, %d resyncs", i, len(f.numbers), posts, f.resyncs)
		}
	}
	if len(signedIn) == 0 {
		t.Error("nobody signed in meanwhile, so this proves nothing of it")
	}
	t.Logf("%d followers complete after three nodes were replaced; meanwhile %d replies, %s; %d times signed in, %s",
		len(crowd), len(took), quantiles(took), len(signedIn), quantiles(signedIn))
}

// quantiles says how long most took, and almost all.
func quantiles(took []time.Duration) string {
	if len(took) == 0 {
		return "none"
	}
	slices.Sort(took)
	return fmt.Sprintf("p50 %s, p99 %s", took[len(took)/2].Round(time.Millisecond), took[len(took)*99/100].Round(time.Millisecond))
}
