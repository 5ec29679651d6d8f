package handlers_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/commonthread/commonthread/handlers"
	"github.com/commonthread/commonthread/internal/testkit"
)

// takes asks n times, a step apart, and returns how many were let in and when the last was asked.
func takes(r *handlers.Rates, client string, from time.Time, n int, step time.Duration) (let int, last time.Time) {
	for i := range n {
		last = from.Add(time.Duration(i) * step)
		if r.Take(client, last) == 0 {
			let++
		}
	}
	return let, last
}

func TestRates_holdBothWindowsToTheMicrosecond(t *testing.T) {
	var r handlers.Rates
	at := testkit.Start
	if let, _ := takes(&r, "a", at, 51, 0); let != 50 {
		t.Errorf("%d of 51 at once were let in", let)
	}
	if wait := r.Take("a", at.Add(3*time.Second)); wait != 7*time.Second {
		t.Errorf("wait %v, want 7s", wait)
	}
	if wait := r.Take("a", at.Add(10*time.Second-time.Microsecond)); wait != time.Microsecond {
		t.Errorf("wait %v, want 1µs", wait)
	}
	if wait := r.Take("a", at.Add(10*time.Second)); wait != 0 {
		t.Errorf("after ten seconds: wait %v", wait)
	}

	let, last := takes(&r, "b", at, 201, 250*time.Millisecond)
	if let != 200 {
		t.Errorf("%d of 201 within a minute were let in", let)
	}
	if wait := r.Take("b", last); wait != time.Minute-last.Sub(at) {
		t.Errorf("wait %v, want until the first is a minute old", wait)
	}
	if wait := r.Take("b", at.Add(time.Minute)); wait != 0 {
		t.Errorf("after a minute: wait %v", wait)
	}
}

func TestRates_countNothingThatWasRefused(t *testing.T) {
	var r handlers.Rates
	takes(&r, "a", testkit.Start, 500, 10*time.Millisecond)
	if wait := r.Take("a", testkit.Start.Add(10*time.Second)); wait != 0 {
		t.Errorf("whoever kept asking waits %v longer", wait)
	}
}

func TestRates_forgiveAClockThatWasPutBack(t *testing.T) {
	var r handlers.Rates
	takes(&r, "a", testkit.Start, 60, 0)
	if wait := r.Take("a", testkit.Start.Add(-time.Hour)); wait != 0 {
		t.Errorf("an hour back: wait %v", wait)
	}
}

func TestRates_rememberNoMoreClientsThanFit(t *testing.T) {
	var r handlers.Rates
	takes(&r, "busy", testkit.Start, 50, 0)
	for i := range 3 * handlers.MostClients {
		r.Take(fmt.Sprintf("passer-by %d", i), testkit.Start)
		if i%1000 == 0 && r.Take("busy", testkit.Start.Add(time.Second)) == 0 {
			t.Fatal("who keeps asking is forgotten for those who asked once")
		}
	}
	clients, moments := r.Clients()
	if clients != handlers.MostClients {
		t.Errorf("%d clients remembered, want %d", clients, handlers.MostClients)
	}
	if moments > 2*handlers.MostClients {
		t.Errorf("room for %d moments of clients that asked once", moments)
	}
	if r.Take("passer-by 0", testkit.Start) != 0 {
		t.Error("who is forgotten begins anew")
	}
}
