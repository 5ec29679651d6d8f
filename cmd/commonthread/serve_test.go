package main

import (
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func serveArgs(dir string, more ...string) []string {
	return append([]string{"serve", "--addr", "127.0.0.1:0", "--data-dir", dir}, more...)
}

func get(t *testing.T, address string) (int, string) {
	t.Helper()
	response, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, string(body)
}

func TestServe_servesAnEmptyDirectoryUntilItIsStopped(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "data")
	server := start(t, serveArgs(dir)...)
	for _, path := range []string{"/healthz", "/readyz"} {
		if status, body := get(t, server.address()+path); status != http.StatusOK {
			t.Errorf("%s answers %d: %s", path, status, body)
		}
	}
	for _, name := range []string{"commonthread.db", "secret"} {
		if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
			t.Error(err)
		}
	}
	host := strings.TrimPrefix(server.address(), "http://")
	_, port, _ := net.SplitHostPort(host)
	if got := commonthread(t, "", "healthcheck", "--addr", "127.0.0.1:"+port); got.code != exitDone || got.out+got.err != "" {
		t.Errorf("healthcheck: %+v", got)
	}
	if code := server.end(); code != exitDone {
		t.Errorf("exit code %d: %s", code, server.err)
	}
	commonthread(t, "", "healthcheck", "--addr", "127.0.0.1:"+port).demand(t, exitFailed, "refused")
}

func TestServe_givesTheDatabaseBackWhenItStops(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for range 2 {
		server := start(t, serveArgs(dir)...)
		server.address()
		commonthread(t, "", serveArgs(dir)...).demand(t, exitFailed, "is in use by process")
		if code := server.end(); code != exitDone {
			t.Fatalf("exit code %d: %s", code, server.err)
		}
	}
}

func TestServe_refusesAPortThatIsTaken(t *testing.T) {
	t.Parallel()
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	got := commonthread(t, "", "serve", "--addr", taken.Addr().String(), "--data-dir", t.TempDir(), "--log", "error")
	got.demand(t, exitFailed, "listen on "+taken.Addr().String())
	if !strings.Contains(got.err, "address already in use") || !strings.Contains(got.err, "--addr") {
		t.Errorf("%q does not say what to do", got.err)
	}
}

func TestServe_warnsOfWhatDeservesAThought(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file := filepath.Join(dir, "settings.env")
	if err := os.WriteFile(file, []byte("COMMONTHREAD_SMTP_URL=smtp://forum:sesame-word@mail.test:587\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	server := start(t, serveArgs(dir, "--clock", "2026-03-02T09:00:00Z", "--rate-limits", "off", "--config", file)...)
	server.address()
	server.end()
	for _, part := range []string{"rehearsal clock", "limits on reading and posting are off", "sends no mail yet", "mail.test"} {
		if !strings.Contains(server.err.String(), part) {
			t.Errorf("the log does not warn of %q:\n%s", part, server.err)
		}
	}
	if strings.Contains(server.err.String(), "sesame-word") {
		t.Errorf("the password for mail is in the log:\n%s", server.err)
	}
}

func TestServe_printsTheSetUpAddressOnlyWhileNobodyAdministers(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	server := start(t, serveArgs(dir)...)
	line := server.out.line(t, "Nobody administers it yet.", server)
	if !strings.Contains(line, server.address()+"/setup/") {
		t.Errorf("%q does not hold an address on %s", line, server.address())
	}
	_, token, _ := strings.Cut(line, "/setup/")
	if len(token) < 32 || strings.Contains(server.err.String(), token) {
		t.Errorf("the token %q is short, or in the log:\n%s", token, server.err)
	}
	if got := createAccount(t, "a long passphrase", "--email", "ada@example.test", "--handle", "ada", "--data-dir", dir); got.code != exitDone {
		t.Fatalf("beside the server: %+v", got)
	}
	server.end()

	server = start(t, serveArgs(dir)...)
	server.address()
	server.end()
	if strings.Contains(server.out.String(), "setup") {
		t.Errorf("with an administrator it prints\n%s", server.out)
	}
}

// slow is a handler that says when a request has arrived and answers when told.
type slow struct {
	arrived, answer chan struct{}
}

func (s slow) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/slow" {
		close(s.arrived)
		<-s.answer
	}
	_, _ = io.WriteString(w, "done")
}

func TestServeHTTP_finishesRequestsUnderWayBeforeItStops(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := "http://" + listener.Addr().String()
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	handler := slow{make(chan struct{}), make(chan struct{})}
	told, stopped := make(chan struct{}), make(chan error, 1)
	go func() {
		stopped <- serveHTTP(ctx, quiet(), listener, handler, func() { close(told) }, func() {})
	}()
	answered := make(chan string, 1)
	go func() {
		_, body := get(t, address+"/slow")
		answered <- body
	}()
	<-handler.arrived
	stop()
	<-told // readiness is withdrawn first, while connections are still taken
	if status, _ := get(t, address+"/"); status != http.StatusOK {
		t.Errorf("a request while draining answers %d", status)
	}
	for deadline := time.Now().Add(5 * time.Second); ; {
		connection, err := net.Dial("tcp", listener.Addr().String())
		if err != nil {
			break
		}
		connection.Close()
		if time.Now().After(deadline) {
			t.Fatal("connections are still taken")
		}
		<-time.After(10 * time.Millisecond)
	}
	select {
	case err := <-stopped:
		t.Fatalf("stopped with a request under way: %v", err)
	default:
	}
	close(handler.answer)
	if body := <-answered; body != "done" {
		t.Errorf("the request under way got %q", body)
	}
	if err := <-stopped; err != nil {
		t.Errorf("a stop that was asked for is an error: %v", err)
	}
}

func TestServeHTTP_refusesHeadersThatAreTooLarge(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	stopped := make(chan error, 1)
	go func() { stopped <- serveHTTP(ctx, quiet(), listener, slow{}, func() {}, func() {}) }()
	request, err := http.NewRequest(http.MethodGet, "http://"+listener.Addr().String(), nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("X-Large", strings.Repeat("x", 2*headerBytes))
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	if response.StatusCode != http.StatusRequestHeaderFieldsTooLarge {
		t.Errorf("status %d, want 431", response.StatusCode)
	}
	stop()
	if err := <-stopped; err != nil {
		t.Error(err)
	}
}
