package main

import (
	"bytes"
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/commonthread/commonthread/internal/live/livetest"
)

// crowd is everybody who watches. Each has a goroutine that reads.
type crowd struct {
	clients []*livetest.Client
	reading sync.WaitGroup
	size    atomic.Int64 // of the last message with a marker

	marker atomic.Pointer[[]byte]
	left   atomic.Int64 // who has not seen the marker
	all    chan struct{}
}

// gather opens n sockets and has each join.
func gather(ctx context.Context, t target, n int) (*crowd, error) {
	c := &crowd{clients: make([]*livetest.Client, n), all: make(chan struct{}, 1)}
	err := inParallel(n, func(i int) error {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		client, _, err := livetest.Dial(t.address(), livetest.Options{ReadBuffer: 512})
		if err != nil {
			return err
		}
		c.clients[i] = client
		if t.join() == "" {
			return nil
		}
		if err := client.SendRaw(1, []byte(t.join())); err != nil {
			return err
		}
		_, answer, err := client.NextRaw(patience)
		if err == nil && !bytes.Contains(answer, []byte(`"subscribed"`)) {
			return fmt.Errorf("joining was answered with %s", answer)
		}
		return err
	})
	if err != nil {
		c.leave()
		return nil, fmt.Errorf("gather watchers: %w", err)
	}
	for _, client := range c.clients {
		c.reading.Go(func() { c.read(client) })
	}
	return c, nil
}

// read notes markers until the socket ends.
func (c *crowd) read(client *livetest.Client) {
	for {
		_, data, err := client.NextRaw(time.Hour)
		if err != nil {
			return
		}
		marker := c.marker.Load()
		if marker == nil || !bytes.Contains(data, *marker) {
			continue
		}
		c.size.Store(int64(len(data)))
		if c.left.Add(-1) == 0 {
			c.all <- struct{}{}
		}
	}
}

// round has one message told, and returns how long it took to the last watcher, and to the poster.
func (c *crowd) round(ctx context.Context, t target, text string) (last, post time.Duration, err error) {
	marker := []byte(text)
	c.left.Store(int64(len(c.clients)))
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
		return 0, 0, fmt.Errorf("%d of %d watchers were never told", c.left.Load(), len(c.clients))
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
	for _, client := range c.clients {
		if client != nil {
			client.Cut()
		}
	}
	c.reading.Wait()
}
