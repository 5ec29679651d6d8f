package models

import (
	"sync"
	"time"
)

// listeners are told of each event once in this process, whether it was stored here or elsewhere.
type listeners struct {
	mu    sync.Mutex
	funcs []func([]Event)
	own   []func()
	told  map[int64]time.Time // event id -> when it was told, by this machine's own clock
}

func newListeners() *listeners { return &listeners{told: map[int64]time.Time{}} }

// Listen registers a function that is called after each commit, before the verb returns, and for what
// other processes committed. It must be quick, and must not call the store's verbs.
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

// committed tells of this process's own events.
func (l *listeners) committed(events []Event) {
	if len(events) == 0 {
		return
	}
	l.tell(events)
	l.mu.Lock()
	own := l.own
	l.mu.Unlock()
	for _, f := range own {
		f()
	}
}

func (l *listeners) tell(events []Event) {
	l.mu.Lock()
	fresh := make([]Event, 0, len(events))
	for _, e := range events {
		if _, told := l.told[e.ID]; !told {
			l.told[e.ID] = time.Now()
			fresh = append(fresh, e)
		}
	}
	funcs := l.funcs
	l.mu.Unlock()
	if len(fresh) == 0 {
		return
	}
	for _, f := range funcs {
		f(fresh)
	}
}

func (l *listeners) forget(before time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for id, at := range l.told {
		if at.Before(before) {
			delete(l.told, id)
		}
	}
}
