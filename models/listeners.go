package models

import (
	"slices"
	"sync"
	"time"
)

// listeners are told of each event once in this process, whether it was stored here or elsewhere, and of a
// channel's events in the order of their numbers.
type listeners struct {
	// delivery is held while the listeners are called: one hears of things one after the other, and who finds an
	// event told already knows that the telling is over.
	delivery sync.Mutex

	mu     sync.Mutex
	closed *sync.Cond // a transaction of this process ended, and was told of if it came through
	funcs  []func([]Event)
	own    []func()
	told   map[int64]time.Time // event id -> when it was told, by this machine's own clock
	last   map[string]Event    // channel -> the last event told
	open   map[string][]Event  // channel -> events stored here whose transactions have not ended
	// settled is the id up to which everything was told that other processes stored; -1: nobody follows them.
	settled int64
}

// lastMost is how many channels are remembered; of one forgotten the next event costs a query.
const lastMost = 10_000

func newListeners() *listeners {
	l := &listeners{told: map[int64]time.Time{}, last: map[string]Event{}, open: map[string][]Event{}, settled: -1}
	l.closed = sync.NewCond(&l.mu)
	return l
}

// Listen registers a function that is called after each commit, before the verb returns, and for what
// other processes committed. It is called by one goroutine at a time. It must be quick, and must not call the
// store's verbs.
func (s *Store) Listen(f func([]Event)) {
	s.listeners.mu.Lock()
	defer s.listeners.mu.Unlock()
	s.listeners.funcs = append(s.listeners.funcs, f)
}

// ListenOwn registers a function that is called after each commit of this process that stored events, for
// telling other processes to look. It must be quick.
func (s *Store) ListenOwn(f func()) {
	s.listeners.mu.Lock()
	defer s.listeners.mu.Unlock()
	s.listeners.own = append(s.listeners.own, f)
}

// committed tells of this process's own events, in their turn.
func (l *listeners) committed(events []Event, missed missedFunc) {
	if len(events) == 0 {
		return
	}
	l.await(events)
	l.tell(events, missed)
	l.mu.Lock()
	own := l.own
	l.mu.Unlock()
	for _, f := range own {
		f()
	}
}

// begin notes an event that a transaction under way has stored. It still holds the lock on the channel's count,
// so that whoever stores the next one finds this one noted.
func (l *listeners) begin(e Event) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.open[e.Channel] = append(l.open[e.Channel], e)
}

// end forgets what begin noted, when the transaction was given up or its events were told.
func (l *listeners) end(events []Event) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, e := range events {
		left := slices.DeleteFunc(l.open[e.Channel], func(o Event) bool { return o.ID == e.ID && o.Seq == e.Seq })
		if l.open[e.Channel] = left; len(left) == 0 {
			delete(l.open, e.Channel)
		}
	}
	l.closed.Broadcast()
}

// await returns once every earlier event that this process stored on the same channels was told. Those are
// committed: the channel's count was locked until then. So the wait is for a goroutine between its commit and
// its telling, and never for one that waits for this one.
func (l *listeners) await(events []Event) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for l.untold(events) {
		l.closed.Wait()
	}
}

// untold reports whether somebody else's event comes before one of these. A transaction may store several on one
// channel; those do not wait for each other.
func (l *listeners) untold(events []Event) bool {
	first := make(map[string]int64, 1)
	for _, e := range events {
		if seq, seen := first[e.Channel]; !seen || e.Seq < seq {
			first[e.Channel] = e.Seq
		}
	}
	for channel, seq := range first {
		if slices.ContainsFunc(l.open[channel], func(o Event) bool { return o.Seq < seq }) {
			return true
		}
	}
	return false
}

// missedFunc finds events that come between the last one told of a channel and e.
type missedFunc func(e, last Event, settled int64) []Event

// tell calls the listeners for those of the events that were not told yet. Before one of a channel whose
// former events were not all heard of, missed finds those; nil where there can be none.
func (l *listeners) tell(events []Event, missed missedFunc) {
	if len(events) == 0 {
		return
	}
	l.delivery.Lock()
	defer l.delivery.Unlock()
	fresh := make([]Event, 0, len(events))
	for _, e := range events {
		if last, settled, gap := l.gapBefore(e); gap && missed != nil {
			fresh = l.take(fresh, missed(e, last, settled)...)
		}
		fresh = l.take(fresh, e)
	}
	if len(fresh) > 0 {
		l.callAll(fresh)
	}
}

// call tells of something that is no event of the table.
func (l *listeners) call(e Event) {
	l.delivery.Lock()
	defer l.delivery.Unlock()
	l.callAll([]Event{e})
}

// callAll is for who holds delivery.
func (l *listeners) callAll(events []Event) {
	l.mu.Lock()
	funcs := l.funcs
	l.mu.Unlock()
	for _, f := range funcs {
		f(events)
	}
}

// gapBefore reports whether another process may have stored events on the channel that were not told here yet.
func (l *listeners) gapBefore(e Event) (last Event, settled int64, gap bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	last = l.last[e.Channel]
	_, told := l.told[e.ID]
	return last, l.settled, l.settled >= 0 && !told && e.Seq > last.Seq+1
}

// take adds those events that were not told yet, and notes them as told.
func (l *listeners) take(to []Event, events ...Event) []Event {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, e := range events {
		if _, told := l.told[e.ID]; told {
			continue
		}
		e.ToldAt = time.Now()
		l.told[e.ID] = e.ToldAt
		to = append(to, e)
		if e.Seq > l.last[e.Channel].Seq {
			e.Made = nil // it is remembered for long
			l.last[e.Channel] = e
		}
	}
	return to
}

// pass notes an event as told that is older than this process's listening; those of its own are told by who
// stored them.
func (l *listeners) pass(id int64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, open := range l.open {
		if slices.ContainsFunc(open, func(o Event) bool { return o.ID == id }) {
			return
		}
	}
	l.told[id] = time.Now()
}

// settle says up to which id other processes' events were told, and forgets what can no longer be asked for.
func (l *listeners) settle(id int64, before time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.settled = id
	for told, at := range l.told {
		if at.Before(before) {
			delete(l.told, told)
		}
	}
	if len(l.last) <= lastMost {
		return
	}
	for channel, e := range l.last {
		if e.ID <= id {
			delete(l.last, channel)
		}
	}
}
