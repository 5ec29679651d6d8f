package main

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/live/livetest"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

const (
	nodeFollowers  = 12
	nodeWriters    = 3
	repliesEach    = 20
	killAfter      = 10               // replies that were acknowledged
	errorWindow    = 5 * time.Second  // FAULTS K04
	everybodyWaits = 60 * time.Second // for all of it, on a busy machine
)

// nodes are the addresses that a plain proxy knows: it does not know which of them died.
type nodes struct {
	mu        sync.Mutex
	addresses []string
}

func (n *nodes) add(address string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.addresses = append(n.addresses, address)
}

func (n *nodes) replace(i int, address string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.addresses[i] = address
}

func (n *nodes) any() string {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.addresses[rand.IntN(len(n.addresses))]
}

// send posts a form with its key until some node has acknowledged it, and returns how long that took.
func (n *nodes) send(client *http.Client, path string, form url.Values) (time.Duration, error) {
	begun := time.Now()
	for time.Since(begun) < everybodyWaits {
		site := n.any()
		res, err := client.PostForm(site+path, form)
		if err != nil {
			continue
		}
		_ = res.Body.Close()
		if res.StatusCode == http.StatusSeeOther {
			return time.Since(begun), nil
		}
		if res.StatusCode < 500 {
			return 0, fmt.Errorf("%s answers %d", path, res.StatusCode)
		}
	}
	return 0, errors.New("no node acknowledged it")
}

// follow follows a thread from its beginning, on whatever node takes the connection, until it heard of so many replies.
func (n *nodes) follow(channel string, replies int) ([]int64, error) {
	var numbers []int64
	seq, begun := int64(0), time.Now()
	for time.Since(begun) < everybodyWaits {
		c, _, err := livetest.Dial(n.any(), livetest.Options{})
		if err != nil {
			continue
		}
		err = c.Subscribe(channel, seq)
		for err == nil && len(numbers) < replies {
			var f livetest.Frame
			if f, err = c.Next(everybodyWaits); err != nil || f.Type != "event" {
				continue
			}
			if *f.Seq != seq+1 {
				return numbers, fmt.Errorf("event %d after %d", *f.Seq, seq)
			}
			if seq = *f.Seq; f.Event == "post.created" && f.Number > 1 {
				numbers = append(numbers, f.Number)
			}
		}
		c.Cut()
		if len(numbers) == replies {
			return numbers, nil
		}
	}
	return numbers, errors.New("it never heard of all")
}

// FAULTS K04: one of three nodes is killed while people write to all of them and listen at all of them.
func TestProgram_aKilledNodeLosesNothingAndHoldsNobodyUp(t *testing.T) {
	w := testkit.NewWorld(t, database.Postgres)
	th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Three nodes", "One of them dies.")
	t.Setenv("COMMONTHREAD_CLOCK", w.Clock.Now().Format(time.RFC3339))
	t.Setenv("COMMONTHREAD_SECRET", "the same for each of the three nodes")
	t.Setenv("COMMONTHREAD_RATE_LIMITS", "off")
	all := &nodes{}
	var running []*process
	for range 3 {
		p := launch(t, serveArgs(t.TempDir(), "--database-url", w.Source.Source)...)
		running = append(running, p)
		all.add(p.address(t))
	}
	var following, writing sync.WaitGroup
	heard := make([][]int64, nodeFollowers)
	for i := range heard {
		following.Go(func() {
			var err error
			if heard[i], err = all.follow(fmt.Sprint("thread:", th.ID), nodeWriters*repliesEach); err != nil {
				t.Errorf("follower %d heard of %d: %v", i, len(heard[i]), err)
			}
		})
	}
	var acknowledged atomic.Int64
	waited := make([]time.Duration, nodeWriters) // the longest of each writer
	kill := sync.OnceFunc(func() { _ = running[0].Process.Kill() })
	for n, handle := range []string{"mia", "max", "hana"} {
		jar, err := cookiejar.New(nil)
		w.Must(err)
		client := &http.Client{Jar: jar, Timeout: errorWindow, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
		_, err = all.send(client, "/login", url.Values{"email": {handle}, "password": {testkit.Password}})
		w.Must(err)
		writing.Go(func() {
			defer client.CloseIdleConnections()
			for i := range repliesEach {
				key := fmt.Sprintf("killed-%d-%d", n, i)
				took, err := all.send(client, fmt.Sprint("/t/", th.ID, "/posts"), url.Values{"body": {"Reply " + key}, "draft_key": {key}})
				if err != nil {
					t.Errorf("%s: %v", key, err)
					return
				}
				waited[n] = max(waited[n], took)
				if acknowledged.Add(1) == killAfter {
					kill()
				}
			}
		})
	}
	writing.Wait()
	following.Wait()
	var stored []int64
	w.Must(w.DB.Write.Raw(`SELECT number FROM posts WHERE thread_id = ? AND number > 1 ORDER BY number`, th.ID).Scan(&stored).Error)
	if len(stored) != nodeWriters*repliesEach || acknowledged.Load() != int64(len(stored)) {
		t.Errorf("%d replies are stored, %d were acknowledged of %d", len(stored), acknowledged.Load(), nodeWriters*repliesEach)
	}
	for i, numbers := range heard {
		if !slices.Equal(numbers, stored) {
			t.Errorf("follower %d heard of %v", i, numbers)
		}
	}
	if running[0].finish(t) == exitDone {
		t.Error("the node ended by itself: this proves nothing")
	}
	took := slices.Max(waited)
	t.Logf("one of three nodes killed: %d replies, %d followers complete, longest wait for an acknowledgement %s", len(stored), nodeFollowers, took)
	if took > errorWindow {
		t.Errorf("somebody waited %s for an acknowledgement", took)
	}
}
