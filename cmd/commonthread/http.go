package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"
)

// deadlines are how long a slow client is waited for before its connection is dropped.
type deadlines struct{ header, read, write, idle time.Duration }

var usualDeadlines = deadlines{header: 5 * time.Second, read: 30 * time.Second, write: 60 * time.Second, idle: 2 * time.Minute}

// What a greedy client may take, and how long a stop may last: SIGTERM
// must end in an exit within ten seconds.
const (
	headerBytes = 32 << 10

	// drain is how long a stopping server goes on taking connections while /readyz
	// already says no, so that a balancer's next look comes before the first refusal.
	drain        = 500 * time.Millisecond
	stopDeadline = 8 * time.Second
)

func newServer(log *slog.Logger, handler http.Handler, p deadlines) *http.Server {
	return &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: p.header,
		ReadTimeout:       p.read,
		WriteTimeout:      p.write,
		IdleTimeout:       p.idle,
		MaxHeaderBytes:    headerBytes,
		ConnState:         watchState,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
}

// serveHTTP serves until ctx ends, then stops in order: stopping is called and
// /readyz refuses, new connections are refused, and requests under way are
// answered, or cut off at the deadline, while closing ends the sockets. A stop that was asked for is no error.
func serveHTTP(ctx context.Context, log *slog.Logger, listener net.Listener, handler http.Handler, stopping, closing func()) error {
	server := newServer(log, handler, usualDeadlines)
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(strictListener{listener}) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}

	log.Info("stopping")
	stopping()
	time.Sleep(drain)
	deadline, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopDeadline)
	defer cancel()
	server.RegisterOnShutdown(closing)
	err := server.Shutdown(deadline)
	if errors.Is(err, context.DeadlineExceeded) {
		log.Warn("cut off requests that took too long")
		err = server.Close()
	}
	if err != nil {
		return fmt.Errorf("stop serving: %w", err)
	}
	return nil
}
