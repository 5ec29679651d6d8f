package main

import (
	"bufio"
	"bytes"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/live/livetest"
)

// asProgram makes the test binary be the program itself, so that signals, exit
// codes and the lock meet a real process.
const asProgram = "COMMONTHREAD_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		drawEnviron = append(drawEnviron, asProgram+"=1")
		main()
		return
	}
	os.Exit(m.Run())
}

// process is the program in a process of its own.
type process struct {
	*exec.Cmd
	out    *bufio.Reader
	errors bytes.Buffer
}

func launch(t *testing.T, args ...string) *process {
	t.Helper()
	return launchOf(t, os.Args[0], args...)
}

func launchOf(t *testing.T, program string, args ...string) *process {
	t.Helper()
	p := &process{Cmd: exec.Command(program, args...)}
	p.Env = append(os.Environ(), asProgram+"=1", "TZ=America/New_York")
	p.Stderr = &p.errors
	out, err := p.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	p.out = bufio.NewReader(out)
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.Process.Kill() })
	return p
}

func (p *process) address(t *testing.T) string {
	t.Helper()
	line, err := p.out.ReadString('\n')
	address, ok := strings.CutPrefix(strings.TrimSpace(line), "Commonthread is at ")
	if err != nil || !ok {
		t.Fatalf("it says %q, %v: %s", line, err, &p.errors)
	}
	return address
}

// finish waits for the end and returns the exit code.
func (p *process) finish(t *testing.T) int {
	t.Helper()
	done := make(chan struct{})
	go func() {
		_, _ = io.Copy(io.Discard, p.out)
		_ = p.Wait()
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(15 * time.Second):
		t.Fatal("it does not end")
	}
	return p.ProcessState.ExitCode()
}

func TestProgram_endsWithZeroWithinTenSecondsOfASignal(t *testing.T) {
	t.Parallel()
	for _, signal := range []os.Signal{syscall.SIGTERM, os.Interrupt} {
		server := launch(t, serveArgs(t.TempDir())...)
		address := server.address(t)
		if status, _ := get(t, address+"/healthz"); status != http.StatusOK {
			t.Fatalf("/healthz answers %d", status)
		}
		listener, _, err := livetest.Dial(address, livetest.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := listener.Subscribe("front", -1); err != nil {
			t.Fatal(err)
		}
		if f, err := listener.Next(5 * time.Second); err != nil || f.Type != "subscribed" {
			t.Fatalf("the socket says %+v, %v", f, err)
		}
		begun := time.Now()
		if err := server.Process.Signal(signal); err != nil {
			t.Fatal(err)
		}
		if f, err := listener.Next(5 * time.Second); f.Type != "bye" || f.RetryMS <= 0 {
			t.Errorf("%s: the socket's last word is %+v, %v", signal, f, err)
		}
		if _, err := listener.Next(5 * time.Second); livetest.CloseCode(err) != 1012 {
			t.Errorf("%s: the socket closed with %v", signal, err)
		}
		if code := server.finish(t); code != exitDone {
			t.Errorf("%s: exit code %d: %s", signal, code, &server.errors)
		}
		if took := time.Since(begun); took > 10*time.Second {
			t.Errorf("%s: took %s", signal, took)
		}
		for line := range strings.Lines(server.errors.String()) {
			if !strings.HasPrefix(line, "{") || !strings.Contains(line, `Z","level"`) {
				t.Errorf("%s: the log of a process that nobody watches is not JSON in UTC: %q", signal, line)
			}
		}
	}
}

func TestProgram_startsAgainAfterItWasKilled(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for range 2 {
		server := launch(t, serveArgs(dir)...)
		if status, _ := get(t, server.address(t)+"/readyz"); status != http.StatusOK {
			t.Errorf("/readyz answers %d", status)
		}
		second := launch(t, serveArgs(dir)...)
		if code := second.finish(t); code != exitFailed || !strings.Contains(second.errors.String(), "is in use by process") {
			t.Errorf("a second server ends with %d: %s", code, &second.errors)
		}
		if err := server.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		server.finish(t)
	}
}
