package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// What a page waits before it connects again for the first time: static/js/live/connection.js.
const (
	firstRetry      = 3 * time.Second
	firstRetryLeast = 0.3
)

// stormTable says how a node takes everybody whose node died: all sockets are cut at once, each comes back when a page
// would, and people go on writing and signing in all the while (FAULTS I08: all back within 30 s, p99 of signing in and of
// posting under 2 s).
func (s settings) stormTable(ctx context.Context) error {
	fmt.Printf("\nEverybody cut off at once and coming back, %d posts and %d sign-ins a second meanwhile:\n\n", postsPerSecond, signInsPerSecond)
	fmt.Println("| watchers | all back (s) | of that since the last came (s) | what | times | p50 (ms) | p99 (ms) | worst | target |")
	fmt.Println("|---|---|---|---|---|---|---|---|---|")
	p, err := startProgram(ctx, s.program)
	if err != nil {
		return err
	}
	defer p.stop()
	c, err := gather(ctx, p, s.storm)
	if err != nil {
		return err
	}
	if err := rest(ctx, 3*time.Second); err != nil {
		c.leave()
		return err
	}
	ctx, end := context.WithCancel(ctx)
	defer end()
	posts, signIns := make(chan paced, 1), make(chan paced, 1)
	go func() { posts <- every(ctx, postsPerSecond, p.postInStorm) }()
	go func() { signIns <- every(ctx, signInsPerSecond, p.signIn) }()
	c.leave()
	back, late, err := comeBack(p, s.storm)
	end()
	written, signedIn := <-posts, <-signIns
	if err != nil {
		return fmt.Errorf("come back: %w", err)
	}
	for _, did := range []struct {
		what string
		paced
	}{{"posts", written}, {"sign-ins", signedIn}} {
		if did.err != nil {
			return fmt.Errorf("%s in a storm: %w", did.what, did.err)
		}
		took := did.took
		slices.Sort(took)
		fmt.Printf("| %d | %.1f | %.1f | %s | %d | %.1f | %.1f | %.1f | 2000 |\n", s.storm, back.Seconds(), late.Seconds(), did.what, len(took),
			ms(took[len(took)/2]), ms(took[len(took)*99/100]), ms(took[len(took)-1]))
	}
	return nil
}

// signInsPerSecond is a busy community's rush after its node died.
const signInsPerSecond = 5

// comeBack dials for everybody, each after its own wait, and returns how long it took until all were subscribed, and
// how much of that lay after the last had begun to dial.
func comeBack(t target, n int) (all, late time.Duration, err error) {
	begun := time.Now()
	var group sync.WaitGroup
	var last atomic.Int64
	failed := make(chan error, n)
	sockets := make([]*watcher, n) // held until the last is back
	for i := range n {
		wait := time.Duration(float64(firstRetry) * (firstRetryLeast + (1-firstRetryLeast)*rand.Float64()))
		last.Store(max(last.Load(), int64(wait)))
		group.Go(func() {
			<-time.After(wait)
			w, err := dial(t.address())
			if err != nil {
				failed <- err
				return
			}
			sockets[i] = w
			if err := w.send(opText, []byte(t.join())); err != nil {
				failed <- err
				return
			}
			for {
				answer, err := w.next()
				if err != nil {
					failed <- err
				}
				if err != nil || strings.Contains(answer, `"subscribed"`) {
					return
				}
			}
		})
	}
	group.Wait()
	all = time.Since(begun)
	for _, w := range sockets {
		if w != nil {
			_ = w.conn.Close()
		}
	}
	if len(failed) > 0 {
		return all, 0, fmt.Errorf("%d of %d did not: %w", len(failed), n, <-failed)
	}
	return all, all - time.Duration(last.Load()), nil
}

// paced is how long each of several things took.
type paced struct {
	took []time.Duration
	err  error
}

// every does something at an even pace, however long each takes, until the context ends.
func every(ctx context.Context, perSecond int, do func(ctx context.Context, i int) error) (out paced) {
	var doing sync.WaitGroup
	var mu sync.Mutex
	tick := time.NewTicker(time.Second / time.Duration(perSecond))
	defer tick.Stop()
	for i := 0; ; i++ {
		select {
		case <-ctx.Done():
			doing.Wait()
			return out
		case <-tick.C:
		}
		doing.Go(func() {
			begun := time.Now()
			err := do(context.WithoutCancel(ctx), i)
			mu.Lock()
			defer mu.Unlock()
			if out.took = append(out.took, time.Since(begun)); err != nil {
				out.err = err
			}
		})
	}
}

func (p *program) postInStorm(ctx context.Context, i int) error {
	return p.post(ctx, fmt.Sprintf("storm-%d", i))
}

// signIn sends the form of a person who signs in, as a browser would.
func (p *program) signIn(ctx context.Context, _ int) error {
	form := url.Values{"email": {"ada@example.test"}, "password": {password}}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, p.url+"/login", strings.NewReader(form.Encode()))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	res, err := (&http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}).Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusSeeOther {
		return fmt.Errorf("signing in answers %d", res.StatusCode)
	}
	return nil
}
