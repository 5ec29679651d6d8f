package main

import (
	"bytes"
	"context"
	"strings"
	"sync"
	"testing"
	"time"
)

// result is what a command left behind.
type result struct {
	code     int
	out, err string
}

// commonthread runs a command to its end, in a directory of its own.
func commonthread(t *testing.T, stdin string, args ...string) result {
	t.Helper()
	return runWith(t, nil, stdin, args...)
}

func runWith(t *testing.T, environ []string, stdin string, args ...string) result {
	t.Helper()
	var out, err bytes.Buffer
	code := run(context.Background(), args, environ, strings.NewReader(stdin), &out, &err)
	return result{code, out.String(), err.String()}
}

// demand checks the exit code and that the complaint is one line that holds the part.
func (r result) demand(t *testing.T, code int, part string) {
	t.Helper()
	if r.code != code {
		t.Errorf("exit code %d, want %d; it said %q", r.code, code, r.err)
	}
	if !strings.Contains(r.err, part) {
		t.Errorf("%q does not say %q", r.err, part)
	}
	if strings.Count(r.err, "\n") != 1 || !strings.HasPrefix(r.err, "commonthread: ") {
		t.Errorf("not one clear line: %q", r.err)
	}
	if r.out != "" {
		t.Errorf("wrote to standard output: %q", r.out)
	}
}

// patience is for what takes long on a machine that does much else, such as
// loading the demonstration under the race detector.
const patience = 3 * time.Minute

// running is a command that goes on until it is stopped.
type running struct {
	t        *testing.T
	out, err *transcript
	stop     context.CancelFunc
	code     chan int
}

func start(t *testing.T, args ...string) *running {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	r := &running{t: t, out: &transcript{}, err: &transcript{}, stop: cancel, code: make(chan int, 1)}
	go func() { r.code <- run(ctx, args, nil, strings.NewReader(""), r.out, r.err) }()
	t.Cleanup(cancel)
	return r
}

// address waits for the address that the command prints.
func (r *running) address() string {
	r.t.Helper()
	line := r.out.line(r.t, "Commonthread is at ", r)
	return strings.TrimPrefix(line, "Commonthread is at ")
}

// end stops the command and returns its exit code.
func (r *running) end() int {
	r.t.Helper()
	r.stop()
	select {
	case code := <-r.code:
		return code
	case <-time.After(20 * time.Second):
		r.t.Fatal("it does not stop")
		return -1
	}
}

// transcript is what somebody watching would have read so far.
type transcript struct {
	mu   sync.Mutex
	text strings.Builder
}

func (s *transcript) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(p)
}

func (s *transcript) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}

// line waits for a whole line that begins with start.
func (s *transcript) line(t *testing.T, start string, r *running) string {
	t.Helper()
	deadline := time.Now().Add(patience)
	for time.Now().Before(deadline) {
		for line := range strings.Lines(s.String()) {
			if strings.HasPrefix(line, start) && strings.HasSuffix(line, "\n") {
				return strings.TrimSuffix(line, "\n")
			}
		}
		select {
		case code := <-r.code:
			t.Fatalf("it ended with code %d before saying %q: %s", code, start, r.err)
		case <-time.After(5 * time.Millisecond):
		}
	}
	t.Fatalf("it never said %q: %s%s", start, r.out, r.err)
	return ""
}
