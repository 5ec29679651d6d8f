package clock

import (
	"fmt"
	"sync"
	"time"
)

// Fake stands still until it is turned. It is for tests, and for writing the
// demonstration's history at the times when it is said to have happened.
type Fake struct {
	mu  sync.Mutex
	now time.Time
}

// NewFake returns a clock that stands at start.
func NewFake(start time.Time) *Fake {
	return &Fake{now: Cut(start)}
}

// Now returns where the hands stand.
func (c *Fake) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Advance turns the clock forward and returns the new time. Turning it back is
// a mistake of the caller and panics; Set says it on purpose.
func (c *Fake) Advance(d time.Duration) time.Time {
	if d < 0 {
		panic(fmt.Sprintf("clock: advance by %s: use Set to go back", d))
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = Cut(c.now.Add(d))
	return c.now
}

// Set puts the hands anywhere, back included.
func (c *Fake) Set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = Cut(t)
}
