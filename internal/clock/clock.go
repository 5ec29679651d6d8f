package clock

import (
	"sync"
	"time"
)

// Precision is the finest step of a reading. PostgreSQL keeps microseconds; a
// finer instant would come back from it different from what was written.
const Precision = time.Microsecond

// Clock tells the time: in UTC, cut to Precision, without a monotonic part, so
// that a reading equals itself after a round trip through a database. It is
// safe for concurrent use.
type Clock interface {
	Now() time.Time
}

// Cut makes any instant look like a reading of a Clock. The zero time stays zero.
func Cut(t time.Time) time.Time {
	return t.UTC().Truncate(Precision)
}

// System follows the machine's clock with one promise on top: within the
// process it never goes back. Where the machine's clock is set back by an hour,
// System goes on from where it was, at half speed, until the machine's clock
// has caught up (after two hours, then): later posts keep later times, nothing
// stands still, and the difference heals without a restart. Where it is set
// forward, System follows at once.
type System struct {
	mu   sync.Mutex
	wall func() time.Time
	read time.Time // the last answer of wall, with its monotonic part
	told time.Time // the last instant told, in full precision
}

// NewSystem starts a clock at the machine's present time.
func NewSystem() *System {
	return newSystem(time.Now)
}

func newSystem(wall func() time.Time) *System {
	read := wall()
	return &System{wall: wall, read: read, told: read.Round(0)}
}

// Now returns the present time; never one before an earlier answer.
func (c *System) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()

	read := c.wall()
	elapsed := max(read.Sub(c.read), 0) // monotonic: unmoved by a clock that is set
	c.read = read

	slowly := c.told.Add(elapsed / 2)
	c.told = read.Round(0)
	if c.told.Before(slowly) {
		c.told = slowly
	}
	return Cut(c.told)
}

// Rehearsal runs as its base does, from another beginning.
type Rehearsal struct {
	base   Clock
	offset time.Duration
}

// NewRehearsal returns a clock that believes it is start now, and runs on from
// there at the pace of base.
func NewRehearsal(start time.Time, base Clock) *Rehearsal {
	return &Rehearsal{base: base, offset: Cut(start).Sub(base.Now())}
}

// Now returns the rehearsed time.
func (c *Rehearsal) Now() time.Time {
	return Cut(c.base.Now().Add(c.offset))
}
