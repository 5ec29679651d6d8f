//go:build unix

package pgserver

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib"
)

// asChild makes this test binary start a server and wait to be killed.
const asChild = "PGSERVER_TEST_CHILD"

func TestMain(m *testing.M) {
	if os.Getenv(asChild) != "" {
		s, err := Start(context.Background())
		if err != nil {
			panic(err)
		}
		os.Stdout.WriteString(s.dir + "\n")
		select {}
	}
	os.Exit(m.Run())
}

func TestServer_servesUntilStopped(t *testing.T) {
	s := startServer(t)
	db := open(t, s.URL)
	for setting, want := range map[string]string{
		"fsync": "off", "max_connections": "200", "server_encoding": "UTF8", "listen_addresses": "127.0.0.1",
	} {
		var got string
		if err := db.QueryRow("SELECT current_setting($1)", setting).Scan(&got); err != nil {
			t.Fatal(err)
		}
		if got != want {
			t.Errorf("%s is %q, want %q", setting, got, want)
		}
	}
	if _, err := db.Exec("CREATE DATABASE of_a_test"); err != nil {
		t.Errorf("tests cannot create databases: %v", err)
	}
	if err := s.Stop(); err != nil {
		t.Fatal(err)
	}
	if err := db.Ping(); err == nil {
		t.Error("the server still answers after Stop")
	}
	if _, err := os.Stat(s.dir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("files of the stopped server: %v, want none", err)
	}
}

func TestServer_refusesAnotherPassword(t *testing.T) {
	s := startServer(t)
	defer s.Stop()
	wrong := strings.Replace(s.URL, superuser+":", superuser+":x", 1)
	if wrong == s.URL {
		t.Fatal("the address has no password, so this proves nothing")
	}
	if err := open(t, wrong).Ping(); err == nil {
		t.Error("any process of the machine may enter")
	}
}

func TestServer_endsWithTheProcessThatHoldsIt(t *testing.T) {
	needsServer(t)
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), asChild+"=1")
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	buf := make([]byte, 200)
	n, err := out.Read(buf)
	if err != nil {
		t.Fatal(err)
	}
	dir := strings.TrimSpace(string(buf[:n]))
	if !ready(dir) {
		t.Fatalf("no server in %q, so this proves nothing", dir)
	}
	_ = child.Process.Kill()
	_ = child.Wait()
	eventually(t, func() bool {
		_, err := os.Stat(dir)
		return errors.Is(err, os.ErrNotExist)
	})
}

func TestShare_startsOneServerForAll(t *testing.T) {
	needsServer(t)
	dir := filepath.Join(t.TempDir(), "shared")
	first, err := share(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	second, err := share(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	if first.URL != second.URL {
		t.Error("two servers, want one")
	}
	if err := first.users.Close(); err != nil {
		t.Fatal(err)
	}
	if err := open(t, second.URL).Ping(); err != nil {
		t.Errorf("gone with the process that started it, though another uses it: %v", err)
	}
	if err := second.Stop(); err != nil {
		t.Fatal(err)
	}
	<-first.gone

	third, err := share(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer third.Stop()
	if third.URL == first.URL {
		t.Error("joined a dead server")
	}
}

func TestShare_refusesADirectoryOthersCanWrite(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "shared")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	if _, err := share(t.Context(), dir); err == nil {
		t.Error("believed what anybody could have written")
	}
}

func TestURL_prefersTheGivenServer(t *testing.T) {
	t.Setenv(Variable, "postgres://given/")
	if got := URL(t); got != "postgres://given/" {
		t.Errorf("got %s", got)
	}
}

func needsServer(t *testing.T) {
	t.Helper()
	if _, err := Find(); err != nil && os.Getenv("CI") != "true" {
		t.Skip(err)
	} else if err != nil {
		t.Fatal(err)
	}
}

func startServer(t *testing.T) *Server {
	t.Helper()
	needsServer(t)
	s, err := Start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func open(t *testing.T, url string) *sql.DB {
	t.Helper()
	db, err := sql.Open("pgx", url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func eventually(t *testing.T, ok func() bool) {
	t.Helper()
	deadline := time.After(stopWithin)
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for !ok() {
		select {
		case <-deadline:
			t.Fatal("did not happen in time")
		case <-tick.C:
		}
	}
}
