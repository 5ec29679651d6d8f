package clock

import (
	"sync"
	"testing"
	"time"
)

var monday = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

// machine is a computer's clock: time passes on it by elapsed, and jump sets it.
// Only time.Now can make a reading with a monotonic part, so each reading here
// is derived from one real reading, and keeps that part.
type machine struct {
	start   time.Time
	elapsed time.Duration
}

func startSystem() (*System, *machine) {
	m := &machine{start: time.Now()}
	return newSystem(m.now), m
}

func (m *machine) now() time.Time {
	return m.start.Add(m.elapsed)
}

// jump sets the wall clock by d while no time passes. A derived reading moves
// its wall and monotonic parts together, so what the System remembers is moved
// the other way instead, which leaves the same differences.
func (m *machine) jump(c *System, d time.Duration) {
	c.told = c.told.Add(-d)
}

func TestClock_readingsAreUTCAndCutToMicroseconds(t *testing.T) {
	zone := time.FixedZone("there", 5*3600+1800)
	odd := time.Date(2026, 3, 2, 14, 30, 0, 123456789, zone)
	clocks := map[string]Clock{
		"system":    newSystem(func() time.Time { return odd }),
		"rehearsal": NewRehearsal(odd, NewFake(monday)),
		"fake":      NewFake(odd),
	}
	want := time.Date(2026, 3, 2, 9, 0, 0, 123456000, time.UTC)
	for name, c := range clocks {
		if got := c.Now(); got != want {
			t.Errorf("%s: Now() = %v (%s), want %v in UTC without a monotonic part", name, got, got.Location(), want)
		}
	}
}

func TestCut_leavesTheZeroTimeZero(t *testing.T) {
	if !Cut(time.Time{}).IsZero() {
		t.Error("Cut(zero) is not zero")
	}
}

func TestSystem_followsTheMachine(t *testing.T) {
	c, m := startSystem()
	before := c.Now()
	m.elapsed += 90 * time.Second
	if got := c.Now().Sub(before); got != 90*time.Second {
		t.Errorf("after 90 s the clock moved by %s", got)
	}
	if diff := time.Since(NewSystem().Now()); diff < 0 || diff > time.Minute {
		t.Errorf("a new system clock is %s off the machine's", diff)
	}
}

func TestSystem_neverGoesBackWhenTheMachineIsSetBackAnHour(t *testing.T) {
	c, m := startSystem()
	before := c.Now()
	m.jump(c, -time.Hour)
	last := before.Add(time.Hour) // as the machine now counts, an hour ahead of it
	for step := range 400 {
		m.elapsed += time.Minute
		now := c.Now()
		if now.Before(last) {
			t.Fatalf("minute %d: went back from %v to %v", step, last, now)
		}
		if now.Equal(last) {
			t.Fatalf("minute %d: stands still at %v", step, now)
		}
		last = now
	}
	if want := Cut(m.now()); last != want {
		t.Errorf("after six hours the clock says %v, the machine %v: the difference did not heal", last, want)
	}
}

func TestSystem_healsAtHalfSpeed(t *testing.T) {
	c, m := startSystem()
	start := c.Now().Add(time.Hour)
	m.jump(c, -time.Hour)
	m.elapsed += time.Hour
	if got := c.Now().Sub(start); got != 30*time.Minute {
		t.Errorf("in the first hour the clock moved by %s, want 30m", got)
	}
	m.elapsed += time.Hour
	if got, want := c.Now(), Cut(m.now()); got != want {
		t.Errorf("after two hours the clock says %v, the machine %v", got, want)
	}
}

func TestSystem_followsAJumpForwardAtOnce(t *testing.T) {
	c, m := startSystem()
	m.jump(c, 24*time.Hour)
	m.elapsed += time.Second
	if got, want := c.Now(), Cut(m.now()); got != want {
		t.Errorf("Now() = %v, the machine says %v", got, want)
	}
}

func TestSystem_neverGoesBackWithoutAMonotonicReading(t *testing.T) {
	wall := monday
	c := newSystem(func() time.Time { return wall })
	first := c.Now()
	wall = wall.Add(-time.Hour)
	if got := c.Now(); got.Before(first) {
		t.Errorf("went back from %v to %v", first, got)
	}
}

func TestSystem_isOrderedAcrossGoroutines(t *testing.T) {
	c := NewSystem()
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			last := c.Now()
			for range 1000 {
				now := c.Now()
				if now.Before(last) {
					t.Errorf("went back from %v to %v", last, now)
					return
				}
				last = now
			}
		})
	}
	wg.Wait()
}

func TestRehearsal_beginsWhereItIsToldAndRunsOn(t *testing.T) {
	base := NewFake(time.Date(2031, 7, 1, 0, 0, 0, 0, time.UTC))
	c := NewRehearsal(monday, base)
	if got := c.Now(); got != monday {
		t.Fatalf("begins at %v, want %v", got, monday)
	}
	base.Advance(26 * time.Hour)
	if got, want := c.Now(), monday.Add(26*time.Hour); got != want {
		t.Errorf("a day and two hours later it says %v, want %v", got, want)
	}
}

func TestFake_standsUntilItIsTurned(t *testing.T) {
	c := NewFake(monday)
	if first, second := c.Now(), c.Now(); first != monday || second != monday {
		t.Error("moved by itself")
	}
	if got, want := c.Advance(time.Hour), monday.Add(time.Hour); got != want || c.Now() != want {
		t.Errorf("Advance returned %v and Now %v, want %v", got, c.Now(), want)
	}
	c.Set(monday.AddDate(0, 0, -7))
	if got := c.Now(); got != monday.AddDate(0, 0, -7) {
		t.Errorf("Set did not turn it back: %v", got)
	}
}

func TestFake_Advance_refusesToGoBack(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("no panic")
		}
	}()
	NewFake(monday).Advance(-time.Second)
}

func BenchmarkSystem_Now(b *testing.B) {
	c := NewSystem()
	for b.Loop() {
		c.Now()
	}
}
