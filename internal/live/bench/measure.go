package main

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"
)

const (
	dialersAtOnce = 64
	patience      = 30 * time.Second
	// pause between posts lets everybody come to rest.
	pause = 150 * time.Millisecond
)

// target is a server to be measured.
type target interface {
	// address is the site's, http://…
	address() string
	// join is what a client sends first; "" for nothing.
	join() string
	// post has the marker told to everybody.
	post(ctx context.Context, marker string) error
	// memory is what the process takes for its work: heap and stacks in use.
	memory(ctx context.Context) (float64, error)
	pid() int
	stop()
}

// figures of one run.
type figures struct {
	median, worst, post time.Duration
	memory              float64       // bytes a socket
	work                time.Duration // of the server's processor, for each message told
	bytes               int           // of a message
}

func (s settings) measure(ctx context.Context, n int, start func() (target, error)) (figures, error) {
	t, err := start()
	if err != nil {
		return figures{}, err
	}
	defer t.stop()
	if err := s.warmUp(ctx, t); err != nil {
		return figures{}, err
	}
	before, err := t.memory(ctx)
	if err != nil {
		return figures{}, err
	}
	crowd, err := gather(ctx, t, n)
	if err != nil {
		return figures{}, err
	}
	defer crowd.leave()
	if err := rest(ctx, time.Second+time.Duration(n)*2*time.Millisecond); err != nil { // counts of readers are told meanwhile
		return figures{}, err
	}
	var told, posts []time.Duration
	worked := cpuTime(t.pid())
	for i := range s.rounds + 3 {
		last, post, err := crowd.round(ctx, t, fmt.Sprintf("marker-%d-%d-", n, i))
		if err != nil {
			return figures{}, err
		}
		if i >= 3 { // the first ones warm up
			told, posts = append(told, last), append(posts, post)
		}
		if err := rest(ctx, pause); err != nil {
			return figures{}, err
		}
	}
	worked = cpuTime(t.pid()) - worked
	after, err := t.memory(ctx)
	if err != nil {
		return figures{}, err
	}
	slices.Sort(told)
	slices.Sort(posts)
	return figures{
		median: told[len(told)/2], worst: told[len(told)-1], post: posts[len(posts)/2],
		memory: (after - before) / float64(n), bytes: crowd.bytes(), work: worked / time.Duration(n*(s.rounds+3)),
	}, nil
}

// warmUp has a few watchers told as often as the many will be, and leave: what the first post of all makes, and what
// posts leave in caches, is no socket's memory.
func (s settings) warmUp(ctx context.Context, t target) error {
	crowd, err := gather(ctx, t, 16)
	if err != nil {
		return fmt.Errorf("warm up: %w", err)
	}
	defer crowd.leave()
	for i := range s.rounds {
		if _, _, err := crowd.round(ctx, t, fmt.Sprintf("warm-%d-", i)); err != nil {
			return fmt.Errorf("warm up: %w", err)
		}
		if err := rest(ctx, pause); err != nil {
			return err
		}
	}
	return nil
}

func rest(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// inParallel runs work n times, a bounded number at once, and returns the first error.
func inParallel(n int, work func(i int) error) error {
	var group sync.WaitGroup
	var once sync.Once
	var first error
	turns := make(chan struct{}, dialersAtOnce)
	for i := range n {
		turns <- struct{}{}
		group.Go(func() {
			defer func() { <-turns }()
			if err := work(i); err != nil {
				once.Do(func() { first = err })
			}
		})
	}
	group.Wait()
	return first
}
