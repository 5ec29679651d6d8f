package main

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

const (
	// demoStarts is how soon after its start the demonstration is there to be read.
	demoStarts = 10 * time.Second
	// raceSlows is how many times longer that may take where each memory access is watched; no user runs such a program.
	raceSlows = 6
)

// The time is from the start of a process of its own, with an empty folder, until it has answered with the front page, a
// list and the API's threads, which have the demonstration's content in them. Other tests run beside this one: where they
// kept the processors, what counts is the processor time that the process took itself, all its threads together. But for
// waiting for the disk that is no less than it would have needed alone.
func TestDemo_answersWithinTenSecondsOfItsStart(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	begun := time.Now()
	demonstration := launch(t, "demo", "--addr", "127.0.0.1:0")
	site := demonstration.address(t)
	for path, words := range map[string]string{"/": "Waymark", "/topics/photography": "Photography", "/api/v1/threads?limit=100": `"next":"`} {
		if status, body := get(t, site+path); status != http.StatusOK || !strings.Contains(body, words) {
			t.Errorf("%s answers %d without %q", path, status, words)
		}
	}
	took := time.Since(begun)
	if err := demonstration.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	demonstration.finish(t)
	worked := demonstration.ProcessState.UserTime() + demonstration.ProcessState.SystemTime()
	limit := demoStarts
	if raceDetector {
		limit *= raceSlows
	}
	if min(took, worked) > limit {
		t.Errorf("it answers after %s, of which it worked %s; %s is too long", took, worked, limit)
	}
	t.Logf("answered after %s, having worked %s", took, worked)
}
