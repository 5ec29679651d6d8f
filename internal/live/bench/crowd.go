package main

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"sync/atomic"
	"time"
)

// crowd is everybody who watches.
type crowd struct {
	watchers []*watcher
	readers  *readers
	size     atomic.Int64 // of the last message with a marker

	marker atomic.Pointer[[]byte]
	left   atomic.Int64 // who has not seen the marker
	all    chan struct{}
}

// gather opens n sockets and has each join.
func gather(ctx context.Context, t target, n int) (*crowd, error) {
	c := &crowd{watchers: make([]*watcher, n), all: make(chan struct{}, 1)}
	err := inParallel(n, func(i int) error {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		w, err := dial(t.address())
		if err != nil {
			return err
		}
		c.watchers[i] = w
		if t.join() == "" {
			return nil
		}
		if err := w.send(opText, []byte(t.join())); err != nil {
			return err
		}
		answer, err := w.next()
		if err == nil && !strings.Contains(answer, `"subscribed"`) {
			return fmt.Errorf("joining was answered with %s", answer)
		}
		return err
	})
	if err == nil {
		c.readers, err = readAll(c.watchers, c.see)
	}
	if err != nil {
		c.leave()
		return nil, fmt.Errorf("gather watchers: %w", err)
	}
	return c, nil
}

// see counts whom the marker reached.
func (c *crowd) see(data []byte) {
	marker := c.marker.Load()
	if marker == nil || !bytes.Contains(data, *marker) {
		return
	}
	c.size.Store(int64(len(data)))
	if c.left.Add(-1) == 0 {
		c.all <- struct{}{}
	}
}

// round has one message told, and returns how long it took to the last watcher, and to the poster.
func (c *crowd) round(ctx context.Context, t target, text string) (last, post time.Duration, err error) {
	marker := []byte(text)
	c.left.Store(int64(len(c.watchers)))
	c.marker.Store(&marker)
	begun := time.Now()
	answered := make(chan time.Duration, 1)
	failed := make(chan error, 1)
	go func() {
		if err := t.post(ctx, text); err != nil {
			failed <- err
			return
		}
		answered <- time.Since(begun)
	}()
	select {
	case <-c.all:
		last = time.Since(begun)
	case err := <-failed:
		return 0, 0, fmt.Errorf("post: %w", err)
	case <-time.After(patience):
		return 0, 0, fmt.Errorf("%d of %d watchers were never told", c.left.Load(), len(c.watchers))
	}
	select {
	case post = <-answered:
	case err := <-failed:
		return 0, 0, fmt.Errorf("post: %w", err)
	}
	return last, post, nil
}

func (c *crowd) bytes() int { return int(c.size.Load()) }

func (c *crowd) leave() {
	if c.readers != nil {
		c.readers.stop()
		return
	}
	for _, w := range c.watchers {
		if w != nil {
			_ = w.conn.Close()
		}
	}
}
