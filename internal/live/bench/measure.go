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
	// warming rounds are not counted.
	warming = 3
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
	last, worst, post, spread time.Duration // medians, but for the worst
	memory                    float64       // bytes a socket
	work                      time.Duration // of the server's processor, for each message told
}

// side is a target with those who watch it, and what was measured of it.
type side struct {
	target
	crowd  *crowd
	before float64 // memory without watchers
	after  float64 // and with them
	rounds []took
	worked time.Duration
}

// open warms a target up. The sizes of its messages are known then.
func (s settings) open(ctx context.Context, t target) (*side, int, error) {
	o := &side{target: t}
	bytes, err := s.warmUp(ctx, t)
	if err != nil {
		return nil, 0, err
	}
	o.before, err = t.memory(ctx)
	return o, bytes, err
}

// watch has n people watch each of the sides and posts to one after the other, so that the machine is as busy with
// other things for all of them.
func (s settings) watch(ctx context.Context, n int, sides ...*side) (err error) {
	for _, o := range sides {
		if o.crowd, err = gather(ctx, o, n); err != nil {
			return err
		}
		defer o.crowd.leave()
	}
	if err := rest(ctx, time.Second+time.Duration(n)*2*time.Millisecond); err != nil { // counts of readers are told meanwhile
		return err
	}
	for i := range s.rounds + warming {
		for _, o := range sides {
			if err := o.round(ctx, fmt.Sprintf("marker-%d-%d-", n, i), i < warming); err != nil {
				return err
			}
		}
	}
	for _, o := range sides {
		if o.after, err = o.memory(ctx); err != nil {
			return err
		}
	}
	return nil
}

// round is one post, and the rest after it.
func (o *side) round(ctx context.Context, marker string, warming bool) error {
	worked := cpuTime(o.pid())
	r, err := o.crowd.round(ctx, o, marker)
	if err != nil {
		return err
	}
	if err := rest(ctx, pause); err != nil || warming {
		return err
	}
	o.worked += cpuTime(o.pid()) - worked
	o.rounds = append(o.rounds, r)
	return nil
}

// figures is called once they have watched.
func (o *side) figures() figures {
	n, rounds := len(o.crowd.watchers), len(o.rounds)
	sorted := func(of func(took) time.Duration) []time.Duration {
		var all []time.Duration
		for _, r := range o.rounds {
			all = append(all, of(r))
		}
		slices.Sort(all)
		return all
	}
	told := sorted(func(r took) time.Duration { return r.last })
	return figures{
		last: told[rounds/2], worst: told[rounds-1],
		post:   sorted(func(r took) time.Duration { return r.post })[rounds/2],
		spread: sorted(func(r took) time.Duration { return r.spread })[rounds/2],
		memory: (o.after - o.before) / float64(n), work: o.worked / time.Duration(n*rounds),
	}
}

// warmUp has a few watchers told as often as the many will be, and leave: what the first post of all makes, and what
// posts leave in caches, is no socket's memory. It returns how long a message is.
func (s settings) warmUp(ctx context.Context, t target) (bytes int, err error) {
	crowd, err := gather(ctx, t, 16)
	if err != nil {
		return 0, fmt.Errorf("warm up: %w", err)
	}
	defer crowd.leave()
	for i := range s.rounds {
		if _, err := crowd.round(ctx, t, fmt.Sprintf("warm-%d-", i)); err != nil {
			return 0, fmt.Errorf("warm up: %w", err)
		}
		if err := rest(ctx, pause); err != nil {
			return 0, err
		}
	}
	return crowd.bytes(), nil
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
