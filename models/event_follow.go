package models

import (
	"context"
	"fmt"
	"time"
)

const (
	// gapPatience is how long a skipped id may still turn up: on PostgreSQL a transaction that took an earlier
	// id may commit after a later one. None is idle for longer than 30 s or at one statement for longer than 5 s.
	gapPatience = 40 * time.Second

	// gapHorizon is how many ids before the start are looked through for transactions still under way.
	gapHorizon = 1000

	// followBatch bounds one look; what is left comes with the next.
	followBatch = 5000
)

// FollowEvents calls the store's listeners for events that other processes stored, looking every interval
// until ctx ends, and whenever wake says that there may be some. Events of this process were told at commit and
// are not told again. It goes by ids, not by times: the clocks of two nodes may differ, and a rehearsal's always
// does.
func (s *Store) FollowEvents(ctx context.Context, interval time.Duration, wake <-chan struct{}) error {
	var f *follower
	tick := time.NewTicker(interval)
	defer tick.Stop()
	for {
		looking, end := s.While(ctx)
		var err error
		if f == nil {
			if f, err = s.newFollower(looking); err == nil {
				s.listeners.call(Event{Type: EventUnheard})
			}
		} else {
			err = f.look(looking, s, time.Now())
		}
		if end(err) == nil {
			s.listeners.settle(f.settled(), time.Now().Add(-3*gapPatience))
		}
		// While the database is away: look again, from the same place, until it is back.
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		case <-wake:
		}
	}
}

// follower is how far the events have been read.
type follower struct {
	last int64
	gaps map[int64]time.Time // skipped ids -> when that was noticed
}

func (s *Store) newFollower(ctx context.Context) (*follower, error) {
	var ids []int64
	err := s.list(ctx, &ids, `SELECT id FROM events WHERE id > (SELECT COALESCE(MAX(id), 0) FROM events) - ? ORDER BY id`, gapHorizon)
	if err != nil {
		return nil, fmt.Errorf("begin to follow events: %w", err)
	}
	f := &follower{gaps: map[int64]time.Time{}}
	for i, id := range ids {
		if i == 0 {
			f.last = id - 1
		}
		f.pass(id, time.Now())
		s.listeners.pass(id)
	}
	return f, nil
}

// look tells what is new, and what has come late.
func (f *follower) look(ctx context.Context, s *Store, now time.Time) error {
	late := make([]int64, 0, len(f.gaps)+1)
	late = append(late, 0) // an empty list is no SQL
	for id := range f.gaps {
		late = append(late, id)
	}
	var events []Event
	err := s.list(ctx, &events, `SELECT * FROM events WHERE id > ? OR id IN ? ORDER BY id LIMIT ?`, f.last, late, followBatch)
	if err != nil {
		return fmt.Errorf("follow events: %w", err)
	}
	for id, noticed := range f.gaps { // looked for in any case: the last look may be longer ago than that
		if now.Sub(noticed) > gapPatience {
			delete(f.gaps, id)
		}
	}
	for _, e := range events {
		f.pass(e.ID, now)
	}
	s.listeners.tell(events, nil) // a channel's ids ascend with its numbers, so nothing is left out
	return nil
}

// pass notes an id as read, and those that it skips as perhaps to come.
func (f *follower) pass(id int64, now time.Time) {
	delete(f.gaps, id)
	for skipped := max(f.last+1, id-gapHorizon); skipped < id; skipped++ {
		f.gaps[skipped] = now
	}
	f.last = max(f.last, id)
}

// settled is the id up to which nothing can come any more.
func (f *follower) settled() int64 {
	settled := f.last
	for id := range f.gaps {
		settled = min(settled, id-1)
	}
	return settled
}

// missedWithin bounds how long a verb waits, after its commit, to learn what others stored before it.
const missedWithin = 2 * time.Second

// missed finds what other processes stored on a channel before an event of this one, where the follower has not
// come to it yet: what a listener is told of a channel is in order. If the database cannot say, the
// event is told all the same, and the follower brings the others late.
func (s *Store) missed(ctx context.Context) missedFunc {
	return func(e, last Event, settled int64) []Event {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), missedWithin)
		defer cancel()
		var events []Event
		err := s.list(ctx, &events, `SELECT * FROM events
			WHERE channel = ? AND seq > ? AND seq < ? AND (id > ? OR CAST(? AS BIGINT) > 0)
			ORDER BY seq`, e.Channel, last.Seq, e.Seq, settled, last.Seq)
		if err != nil {
			return nil
		}
		return events
	}
}
