package database_test

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/commonthread/commonthread/internal/database"
)

// mute is a database that can fall silent.
type mute struct {
	silent   atomic.Bool
	asked    atomic.Int64
	answered atomic.Int64 // of statements, beside the question
}

func (m *mute) ping(ctx context.Context) error {
	m.asked.Add(1)
	if !m.silent.Load() {
		return nil
	}
	<-ctx.Done()
	return ctx.Err()
}

// withMute runs a test on pretended time.
func withMute(t *testing.T, body func(t *testing.T, m *mute, while func(context.Context) (context.Context, func(error) error))) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		m := &mute{}
		while, done := database.Outage(m.ping, m.answered.Load)
		body(t, m, while)
		if err := done(); err != nil {
			t.Error(err)
		}
	})
}

func TestOutage_endsWhatWaitsAndRefusesWhatBeginsUntilTheDatabaseIsBack(t *testing.T) {
	withMute(t, func(t *testing.T, m *mute, while func(context.Context) (context.Context, func(error) error)) {
		m.silent.Store(true)
		begun := time.Now()
		ctx, end := while(t.Context())
		<-ctx.Done()
		if took := time.Since(begun); took > 1500*time.Millisecond {
			t.Errorf("who waited was told after %s", took)
		}
		if err := end(fmt.Errorf("read it: %w", ctx.Err())); !database.Unavailable(err) || !errors.Is(err, context.Canceled) {
			t.Errorf("work ended with %v", err)
		}
		next, end := while(t.Context())
		if next.Err() == nil {
			t.Error("work began while the database was away")
		}
		if err := end(nil); err != nil {
			t.Errorf("work without an error ended with %v", err)
		}
		m.silent.Store(false)
		time.Sleep(3 * time.Second)
		again, end := while(t.Context())
		if again.Err() != nil {
			t.Errorf("after its return: %v", context.Cause(again))
		}
		_ = end(nil)
	})
}

func TestOutage_leavesWhatIsSlowItsTime(t *testing.T) {
	for name, answers := range map[string]func(m *mute){
		"the question is answered":      func(*mute) {},
		"other statements are answered": func(m *mute) { m.silent.Store(true); m.answered.Add(1) },
	} {
		t.Run(name, func(t *testing.T) {
			withMute(t, func(t *testing.T, m *mute, while func(context.Context) (context.Context, func(error) error)) {
				ctx, end := while(t.Context())
				for range 50 {
					answers(m)
					time.Sleep(100 * time.Millisecond)
				}
				if ctx.Err() != nil {
					t.Errorf("given up: %v", context.Cause(ctx))
				}
				if m.asked.Load() == 0 {
					t.Error("nobody asked, so this proves nothing")
				}
				if err := end(errors.New("another reason")); database.Unavailable(err) {
					t.Errorf("work ended with %v", err)
				}
			})
		})
	}
}

// A question on a slow line takes longer than anybody waits, and one from before the return has no answer at all: the next
// ones have.
func TestOutage_hearsOfTheReturnThroughASlowLineWhateverHangs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var back atomic.Bool
		while, done := database.Outage(func(ctx context.Context) error {
			if !back.Load() {
				<-ctx.Done()
				return ctx.Err()
			}
			select {
			case <-time.After(4 * time.Second):
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		}, func() int64 { return 0 })
		ctx, end := while(t.Context())
		<-ctx.Done()
		_ = end(nil)
		time.Sleep(30 * time.Second)
		back.Store(true)
		time.Sleep(5500 * time.Millisecond)
		ctx, end = while(t.Context())
		if ctx.Err() != nil {
			t.Errorf("five seconds after its return: %v", context.Cause(ctx))
		}
		_ = end(nil)
		if err := done(); err != nil {
			t.Error(err)
		}
	})
}

func TestOutage_asksNothingWhileNobodyWaits(t *testing.T) {
	withMute(t, func(t *testing.T, m *mute, while func(context.Context) (context.Context, func(error) error)) {
		for range 20 {
			_, end := while(t.Context())
			_ = end(nil)
			time.Sleep(100 * time.Millisecond)
		}
		if n := m.asked.Load(); n != 0 {
			t.Errorf("the database was asked %d times", n)
		}
	})
}

func TestWhile_onSQLiteChangesNothing(t *testing.T) {
	ctx, end := (&database.DB{}).While(t.Context())
	if err := end(context.Canceled); ctx != t.Context() || !errors.Is(err, context.Canceled) || database.Unavailable(err) {
		t.Errorf("ended with %v", err)
	}
}
