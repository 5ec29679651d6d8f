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
	first  atomic.Int64 // nanoseconds until the first one saw it; 0: none has
	begun  time.Time
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
		if join := t.join(); join != "" {
			if err := w.send(opText, []byte(join)); err != nil {
				return err
			}
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
	if c.first.Load() == 0 {
		c.first.CompareAndSwap(0, int64(time.Since(c.begun)))
	}
	if c.left.Add(-1) == 0 {
		c.all <- struct{}{}
	}
}

// took is how long a round's message took from its posting to the last watcher and until the poster was answered, and
// from the first watcher to the last.
type took struct{ last, post, spread time.Duration }

// round has one message told.
func (c *crowd) round(ctx context.Context, t target, text string) (r took, err error) {
	marker := []byte(text)
	c.left.Store(int64(len(c.watchers)))
	c.first.Store(0)
	c.begun = time.Now()
	c.marker.Store(&marker)
	answered := make(chan time.Duration, 1)
	failed := make(chan error, 1)
	go func() {
		if err := t.post(ctx, text); err != nil {
			failed <- err
			return
		}
		answered <- time.Since(c.begun)
	}()
	select {
	case <-c.all:
		r.last = time.Since(c.begun)
		r.spread = r.last - time.Duration(c.first.Load())
	case err := <-failed:
		return r, fmt.Errorf("post: %w", err)
	case <-time.After(patience):
		return r, fmt.Errorf("%d of %d watchers were never told", c.left.Load(), len(c.watchers))
	}
	select {
	case r.post = <-answered:
	case err := <-failed:
		return r, fmt.Errorf("post: %w", err)
	}
	return r, nil
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
