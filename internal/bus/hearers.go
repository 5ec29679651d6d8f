package bus

import (
	"errors"
	"sync"
	"time"
)

// hearers are the functions that a node calls for what it hears, by topic.
type hearers struct {
	mu      sync.RWMutex
	byTopic map[string][]func([]byte)
}

// Hear calls f for each message of the topic that another node tells, from a goroutine of the bus. After the bus
// was away f is called with nil: something may have been missed.
func (h *hearers) Hear(topic string, f func(payload []byte)) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.byTopic == nil {
		h.byTopic = map[string][]func([]byte){}
	}
	h.byTopic[topic] = append(h.byTopic[topic], f)
}

func (h *hearers) hear(topic string, payload []byte) {
	h.mu.RLock()
	funcs := h.byTopic[topic]
	h.mu.RUnlock()
	for _, f := range funcs {
		f(payload)
	}
}

// missed tells every hearer that something may have been.
func (h *hearers) missed() {
	h.mu.RLock()
	var all []func([]byte)
	for _, funcs := range h.byTopic {
		all = append(all, funcs...)
	}
	h.mu.RUnlock()
	for _, f := range all {
		f(nil)
	}
}

// readyPatience is how long the bus may be away before the node says so: a moment's reconnecting takes nobody
// out of a balancer.
const readyPatience = 3 * time.Second

// link remembers since when a connection is away.
type link struct {
	mu   sync.Mutex
	away time.Time // zero while connected
}

func newLink() link { return link{away: time.Now()} }

func (l *link) up() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.away = time.Time{}
}

func (l *link) down() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.away.IsZero() {
		l.away = time.Now()
	}
}

// Ready is an error once the bus has been away for some seconds.
func (l *link) Ready() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.away.IsZero() && time.Since(l.away) > readyPatience {
		return errors.New("the bus does not answer")
	}
	return nil
}
