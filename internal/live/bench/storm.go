package main

import (
	"context"
	"fmt"
	"math/rand/v2"
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
// would, and posts go on being written all the while (FAULTS I08: all back within 30 s, posting p99 under 2 s).
func (s settings) stormTable(ctx context.Context) error {
	fmt.Printf("\nEverybody cut off at once and coming back, %d posts a second meanwhile:\n\n| watchers | all back (s) | of that since the last came (s) | posts | p50 (ms) | p99 (ms) | worst |\n|---|---|---|---|---|---|---|\n", postsPerSecond)
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
	posts := make(chan posted, 1)
	go func() { posts <- postUntil(ctx, p) }()
	c.leave()
	back, late, err := comeBack(p, s.storm)
	end()
	written := <-posts
	if err != nil {
		return fmt.Errorf("come back: %w", err)
	}
	if written.err != nil {
		return fmt.Errorf("post in a storm: %w", written.err)
	}
	took := written.took
	slices.Sort(took)
	fmt.Printf("| %d | %.1f | %.1f | %d | %.1f | %.1f | %.1f |\n", s.storm, back.Seconds(), late.Seconds(), len(took),
		ms(took[len(took)/2]), ms(took[len(took)*99/100]), ms(took[len(took)-1]))
	return nil
}

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

// posted is how long each post took.
type posted struct {
	took []time.Duration
	err  error
}

// postUntil posts at an even pace, however long each takes, until the context ends.
func postUntil(ctx context.Context, p *program) (out posted) {
	var posting sync.WaitGroup
	var mu sync.Mutex
	tick := time.NewTicker(time.Second / postsPerSecond)
	defer tick.Stop()
	for i := 0; ; i++ {
		select {
		case <-ctx.Done():
			posting.Wait()
			return out
		case <-tick.C:
		}
		posting.Go(func() {
			begun := time.Now()
			err := p.post(context.WithoutCancel(ctx), fmt.Sprintf("storm-%d", i))
			mu.Lock()
			defer mu.Unlock()
			if out.took = append(out.took, time.Since(begun)); err != nil {
				out.err = err
			}
		})
	}
}
