package bus

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
)

const (
	// notifyChannel is where all nodes of a community listen; channels belong to their database.
	notifyChannel = "commonthread"
	// notifyEvery is the pause between two notifications of a node. Commits with NOTIFY wait for one another on the
	// whole server, so they are few, and none is in a verb's transaction (measured: that costs a third of the writes).
	notifyEvery = 10 * time.Millisecond
	// notifyMost bounds what waits for a database that is away; what is told beyond that is lost.
	notifyMost = 256
	// PayloadMost is what one message may have: PostgreSQL takes 8,000 bytes with its heading.
	PayloadMost = 7500

	reconnectFirst, reconnectLast = 50 * time.Millisecond, 2 * time.Second
	connectPatience               = 5 * time.Second
	// idleCheck is how often a silent connection is asked whether it still is one.
	idleCheck = 15 * time.Second
)

// Postgres tells by NOTIFY and hears by LISTEN, on two connections of its own. LISTEN needs a direct one, not a
// pooler's in transaction mode.
type Postgres struct {
	hearers
	link
	url  string
	node string
	log  *slog.Logger

	mu      sync.Mutex
	waiting []string
	nudge   chan struct{}
}

// NewPostgres makes a node's end; Run connects it.
func NewPostgres(url string, log *slog.Logger) *Postgres {
	return &Postgres{url: url, node: rand.Text(), log: log, link: newLink(), nudge: make(chan struct{}, 1)}
}

// Tell tells the other nodes within some ten milliseconds. The same message told twice meanwhile goes once. It
// never waits; what is larger than PayloadMost is not sent.
func (p *Postgres) Tell(topic string, payload []byte) {
	text := p.node + " " + topic + " " + string(payload)
	p.mu.Lock()
	if len(p.waiting) < notifyMost && len(payload) <= PayloadMost {
		p.waiting = append(p.waiting, text)
	}
	p.mu.Unlock()
	select {
	case p.nudge <- struct{}{}:
	default:
	}
}

// Run tells and hears until ctx ends, connecting again whenever a connection is lost.
func (p *Postgres) Run(ctx context.Context) {
	var both sync.WaitGroup
	both.Go(func() { p.keep(ctx, "listen", p.listen) })
	both.Go(func() { p.keep(ctx, "notify", p.notify) })
	both.Wait()
}

// keep runs work on a connection of its own, and again after growing pauses when it ends.
func (p *Postgres) keep(ctx context.Context, what string, work func(context.Context, *pgx.Conn) error) {
	pause := reconnectFirst
	for failing := false; ; {
		begun := time.Now()
		err := p.connected(ctx, work)
		if ctx.Err() != nil {
			return
		}
		if what == "listen" {
			p.down()
		}
		if time.Since(begun) > reconnectLast {
			pause, failing = reconnectFirst, false
		}
		if !failing {
			p.log.Warn("the bus lost its connection; connecting again", "for", what, "error", err)
			failing = true
		}
		timer := time.NewTimer(pause)
		select {
		case <-ctx.Done():
			timer.Stop()
			return
		case <-timer.C:
		}
		pause = min(2*pause, reconnectLast)
	}
}

func (p *Postgres) connected(ctx context.Context, work func(context.Context, *pgx.Conn) error) error {
	connecting, cancel := context.WithTimeout(ctx, connectPatience)
	defer cancel()
	conn, err := pgx.Connect(connecting, p.url)
	if err != nil {
		return fmt.Errorf("connect the bus: %w", err)
	}
	defer func() {
		closing, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
		defer cancel()
		_ = conn.Close(closing)
	}()
	return work(ctx, conn)
}

// listen hears until the connection fails. What was told while there was none is lost, so hearers look for
// themselves once it stands.
func (p *Postgres) listen(ctx context.Context, conn *pgx.Conn) error {
	if err := execWithin(ctx, conn, "LISTEN "+notifyChannel); err != nil {
		return err
	}
	p.up()
	p.missed()
	for {
		waiting, cancel := context.WithTimeout(ctx, idleCheck)
		n, err := conn.WaitForNotification(waiting)
		cancel()
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case errors.Is(err, context.DeadlineExceeded):
			if err := execWithin(ctx, conn, "SELECT 1"); err != nil {
				return err
			}
			continue
		case err != nil:
			return fmt.Errorf("wait for a notification: %w", err)
		}
		node, rest, _ := strings.Cut(n.Payload, " ")
		topic, payload, whole := strings.Cut(rest, " ")
		if whole && node != p.node {
			p.hear(topic, []byte(payload))
		}
	}
}

func execWithin(ctx context.Context, conn *pgx.Conn, statement string) error {
	ctx, cancel := context.WithTimeout(ctx, connectPatience)
	defer cancel()
	if _, err := conn.Exec(ctx, statement); err != nil {
		return fmt.Errorf("%s: %w", statement, err)
	}
	return nil
}

// notify sends what waits, at most once in notifyEvery, until the connection fails.
func (p *Postgres) notify(ctx context.Context, conn *pgx.Conn) error {
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-p.nudge:
		}
		if err := p.send(ctx, conn); err != nil {
			p.again()
			return err
		}
		timer := time.NewTimer(notifyEvery)
		select {
		case <-ctx.Done():
			timer.Stop()
			return ctx.Err()
		case <-timer.C:
		}
	}
}

// again has the sending tried once more when there is a connection.
func (p *Postgres) again() {
	select {
	case p.nudge <- struct{}{}:
	default:
	}
}

// send is one statement for all that waits. PostgreSQL delivers equal texts of one transaction once.
func (p *Postgres) send(ctx context.Context, conn *pgx.Conn) error {
	p.mu.Lock()
	texts := p.waiting
	p.waiting = nil
	p.mu.Unlock()
	if len(texts) == 0 {
		return nil
	}
	sending, cancel := context.WithTimeout(ctx, connectPatience)
	defer cancel()
	_, err := conn.Exec(sending, `SELECT pg_notify($1, text) FROM unnest($2::text[]) AS text`, notifyChannel, texts)
	if err != nil {
		p.mu.Lock()
		p.waiting = append(texts, p.waiting...)[:min(notifyMost, len(texts)+len(p.waiting))]
		p.mu.Unlock()
		return fmt.Errorf("notify: %w", err)
	}
	return nil
}
