package live

import (
	"sync"
	"time"
)

// account is what the limits are counted for: a member on this node, or a place that readers come from.
type account struct {
	key     string
	sockets int     // guarded by the hub
	budget  *budget // nil for readers, who have one a socket: strangers behind one address share nothing
}

// budget counts subscriptions, and messages by a bucket that refills at the pace it allows.
type budget struct {
	mu       sync.Mutex
	rooms    int
	tokens   float64
	filledAt time.Time
}

func newBudget() *budget { return &budget{tokens: messagesBurst} }

// message takes one message, or says that there were too many.
func (b *budget) message(now time.Time) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.filledAt.IsZero() {
		b.tokens = min(messagesBurst, b.tokens+now.Sub(b.filledAt).Seconds()*messagesBurst)
	}
	b.filledAt = now
	if b.tokens < 1 {
		return false
	}
	b.tokens--
	return true
}

func (b *budget) takeRoom() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.rooms >= accountRooms {
		return false
	}
	b.rooms++
	return true
}

func (b *budget) giveRooms(n int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.rooms -= n
}
