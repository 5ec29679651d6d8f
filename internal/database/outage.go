package database

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
)

const (
	// doubtAfter is how long work waits for the database before it is asked whether it answers at all, askFor how long
	// it may take to say so. Together with the page that says so, they stay below the two seconds that anybody may wait
	// (FAULTS). Once it is away nobody waits for it: it is asked again every askEvery, and each question has returnFor,
	// since to begin a connection on a slow line takes seconds, while one from before its return is never answered.
	doubtAfter = 300 * time.Millisecond
	askFor     = 900 * time.Millisecond
	returnFor  = 10 * time.Second
	askEvery   = time.Second
)

// ErrAway is why work was given up: the database answers nobody.
var ErrAway = errors.New("the database does not answer")

// outage finds out about a database that takes connections and questions and answers none: a stopped machine, a line
// that swallows what is sent. A pool waits in it until each request's own time is over. While anybody waits for
// longer than most things take, the database is asked on a connection of its own; where neither this question nor
// any other is answered, all who wait are told, and nobody begins to wait until it is back. What is slow but
// answers is left its time.
type outage struct {
	ping    func(context.Context) error // asks the least that can be asked, for one at a time
	answers func() int64                // how many statements were answered so far
	ctx     context.Context
	close   context.CancelFunc
	running sync.WaitGroup

	mu     sync.Mutex
	asking bool
	there  context.Context         // ends when the database goes away
	gone   context.CancelCauseFunc // ends it
}

func newOutage(ping func(context.Context) error, answers func() int64) *outage {
	o := &outage{ping: ping, answers: answers}
	o.ctx, o.close = context.WithCancel(context.Background())
	o.there, o.gone = context.WithCancelCause(context.Background())
	return o
}

// while bounds work by the database's being there. The function ends it, and says of the error that work ended with
// whether that came of the outage.
func (o *outage) while(ctx context.Context) (context.Context, func(error) error) {
	ctx, cancel := context.WithCancelCause(ctx)
	o.mu.Lock()
	there := o.there
	o.mu.Unlock()
	if there.Err() != nil {
		cancel(ErrAway)
	}
	unbind := context.AfterFunc(there, func() { cancel(ErrAway) })
	doubt := time.AfterFunc(doubtAfter, func() { o.watch(ctx) })
	return ctx, func(err error) error {
		away := errors.Is(context.Cause(ctx), ErrAway)
		cancel(nil)
		unbind()
		doubt.Stop()
		if err != nil && away {
			return fmt.Errorf("%w: %w", ErrAway, err)
		}
		return err
	}
}

// watch has the database asked now and then, until the work is over.
func (o *outage) watch(ctx context.Context) {
	if ctx.Err() == nil {
		o.doubt()
		time.AfterFunc(doubtAfter, func() { o.watch(ctx) })
	}
}

// doubt has the database asked, unless somebody asks already.
func (o *outage) doubt() {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.asking || o.ctx.Err() != nil {
		return
	}
	o.asking = true
	o.running.Go(o.ask)
}

// ask asks until the database answers.
func (o *outage) ask() {
	before := o.answers()
	asked, cancel := context.WithTimeout(o.ctx, askFor)
	err := o.ping(asked)
	cancel()
	if err != nil && o.answers() == before && o.ctx.Err() == nil {
		o.mu.Lock()
		o.gone(ErrAway)
		o.mu.Unlock()
		o.await(before)
	}
	o.back()
}

// await waits until any of several questions is answered, or a statement that was under way.
func (o *outage) await(before int64) {
	waiting, cancel := context.WithCancel(o.ctx)
	defer cancel()
	tick := time.NewTicker(askEvery)
	defer tick.Stop()
	for waiting.Err() == nil && o.answers() == before {
		o.running.Go(func() {
			ctx, end := context.WithTimeout(waiting, returnFor)
			defer end()
			if o.ping(ctx) == nil {
				cancel()
			}
		})
		select {
		case <-waiting.Done():
		case <-tick.C:
		}
	}
}

// back lets work begin again.
func (o *outage) back() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.asking = false
	if o.there.Err() != nil {
		o.there, o.gone = context.WithCancelCause(context.Background())
	}
}

// Close ends the asking.
func (o *outage) Close() error {
	o.mu.Lock()
	o.close()
	o.mu.Unlock()
	o.running.Wait()
	return nil
}

// line is a connection to ask on. It is opened at the first question and kept: who asks through a slow line should
// not have to shake hands each time.
type line struct {
	conf *pgx.ConnConfig
	mu   sync.Mutex
	idle *pgx.Conn
}

// ping asks, several at a time on a connection each.
func (l *line) ping(ctx context.Context) error {
	conn, err := l.take(ctx)
	if err != nil {
		return fmt.Errorf("ask whether the database is there: %w", err)
	}
	if err := conn.Ping(ctx); err != nil { // it closes the connection where it fails
		return fmt.Errorf("ask whether the database is there: %w", err)
	}
	return l.keep(conn)
}

func (l *line) take(ctx context.Context) (*pgx.Conn, error) {
	l.mu.Lock()
	conn := l.idle
	l.idle = nil
	l.mu.Unlock()
	if conn == nil || conn.IsClosed() {
		return pgx.ConnectConfig(ctx, l.conf.Copy())
	}
	return conn, nil
}

// keep puts a connection by, in the place of one that is there.
func (l *line) keep(conn *pgx.Conn) error {
	l.mu.Lock()
	conn, l.idle = l.idle, conn
	l.mu.Unlock()
	return hangUp(conn)
}

// Close is for when nobody asks any more.
func (l *line) Close() error { return l.keep(nil) }

func hangUp(conn *pgx.Conn) error {
	if conn == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), askFor)
	defer cancel()
	return conn.Close(ctx)
}
