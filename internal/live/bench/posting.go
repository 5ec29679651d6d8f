package main

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"
)

const (
	postsPerSecond = 20
	postWatchers   = 2000
)

// postingTable says what posting costs those who post while many watch: the same pace without watchers beside it.
func (s settings) postingTable(ctx context.Context) error {
	fmt.Printf("\nPosting, %d a second for %s:\n\n| watchers | p50 (ms) | p99 (ms) | worst |\n|---|---|---|---|\n", postsPerSecond, s.posting)
	for _, n := range []int{0, postWatchers} {
		p, err := startProgram(ctx, s.program)
		if err != nil {
			return err
		}
		took, err := s.steady(ctx, p, n)
		p.stop()
		if err != nil {
			return fmt.Errorf("post beside %d watchers: %w", n, err)
		}
		slices.Sort(took)
		fmt.Printf("| %d | %.1f | %.1f | %.1f |\n", n, ms(took[len(took)/2]), ms(took[len(took)*99/100]), ms(took[len(took)-1]))
	}
	return nil
}

// steady posts at an even pace, however long each takes.
func (s settings) steady(ctx context.Context, p *program, watchers int) ([]time.Duration, error) {
	c, err := gather(ctx, p, watchers)
	if err != nil {
		return nil, err
	}
	defer c.leave()
	if err := rest(ctx, 3*time.Second); err != nil {
		return nil, err
	}
	var posting sync.WaitGroup
	var mu sync.Mutex
	var took []time.Duration
	var failure error
	tick := time.NewTicker(time.Second / postsPerSecond)
	defer tick.Stop()
	for i := range int(s.posting.Seconds() * postsPerSecond) {
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-tick.C:
		}
		posting.Go(func() {
			begun := time.Now()
			err := p.post(ctx, fmt.Sprintf("steady-%d-%d", watchers, i))
			mu.Lock()
			defer mu.Unlock()
			if took = append(took, time.Since(begun)); err != nil {
				failure = err
			}
		})
	}
	posting.Wait()
	return took, failure
}
