package main

import (
	"context"
	"encoding/binary"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/config"
	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/logging"
	"github.com/commonthread/commonthread/internal/testkit"
)

// eachDatabase runs the body with the flags that choose a fresh, empty database of each kind.
func eachDatabase(t *testing.T, body func(t *testing.T, flags []string)) {
	t.Helper()
	for _, kind := range []database.Kind{database.SQLite, database.Postgres} {
		t.Run(string(kind), func(t *testing.T) {
			t.Parallel()
			source := testkit.EmptySource(t, kind)
			where := source.Source
			if kind == database.SQLite {
				where = "sqlite:" + where
			}
			body(t, []string{"--database-url", where, "--data-dir", t.TempDir()})
		})
	}
}

func with(flags []string, command ...string) []string {
	return append(command, flags...)
}

func TestDatabases_areMigratedServedAndUsedBesideAlike(t *testing.T) {
	t.Parallel()
	eachDatabase(t, func(t *testing.T, flags []string) {
		if got := commonthread(t, "", with(flags, "migrate", "up")...); got.code != exitDone || !strings.Contains(got.out, "migrations applied") {
			t.Fatalf("migrate up: %+v", got)
		}
		got := commonthread(t, "", with(flags, "migrate", "status")...)
		if got.code != exitDone || !strings.Contains(got.out, "applied  0001_members") || strings.Contains(got.out, "missing") {
			t.Errorf("migrate status: %+v", got)
		}
		server := start(t, with(flags, "serve", "--addr", "127.0.0.1:0")...)
		if status, body := get(t, server.address()+"/readyz"); status != http.StatusOK {
			t.Errorf("/readyz answers %d: %s", status, body)
		}
		if got := commonthread(t, "a long passphrase", with(flags, "admin", "create", "--email", "ada@example.test", "--handle", "ada")...); got.code != exitDone {
			t.Fatalf("beside the server: %+v", got)
		}
		if status := signIn(t, server.address(), "ada@example.test", "a long passphrase"); status != http.StatusSeeOther {
			t.Errorf("signing in answers %d", status)
		}
		if code := server.end(); code != exitDone {
			t.Errorf("exit code %d: %s", code, server.err)
		}
	})
}

func TestAdminCreate_preparesADatabaseThatWasNeverMigrated(t *testing.T) {
	t.Parallel()
	eachDatabase(t, func(t *testing.T, flags []string) {
		if got := commonthread(t, "a long passphrase", with(flags, "admin", "create", "--email", "ada@example.test", "--handle", "ada")...); got.code != exitDone {
			t.Errorf("%+v", got)
		}
	})
}

func TestServe_letsTwoNodesShareOnePostgreSQL(t *testing.T) {
	t.Parallel()
	source := testkit.EmptySource(t, database.Postgres).Source
	var nodes []*running
	for range 2 {
		nodes = append(nodes, start(t, serveArgs(t.TempDir(), "--database-url", source)...))
	}
	for _, node := range nodes {
		if status, body := get(t, node.address()+"/readyz"); status != http.StatusOK {
			t.Errorf("/readyz answers %d: %s", status, body)
		}
	}
	for _, node := range nodes {
		if code := node.end(); code != exitDone {
			t.Errorf("exit code %d: %s", code, node.err)
		}
		if !strings.Contains(node.err.String(), "COMMONTHREAD_SECRET") {
			t.Error("nobody is told that several nodes need one secret")
		}
	}
}

// crowded answers every client as PostgreSQL does that has too many already.
func crowded(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	go func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return
			}
			// a start-up message is its length, then the rest
			var length uint32
			if binary.Read(client, binary.BigEndian, &length) == nil && length >= 4 {
				_, _ = io.CopyN(io.Discard, client, int64(length-4))
				fields := "SFATAL\x00C53300\x00Msorry, too many clients already\x00\x00"
				message := binary.BigEndian.AppendUint32([]byte("E"), uint32(len(fields)+4))
				_, _ = client.Write(append(message, fields...))
			}
			_ = client.Close()
		}
	}()
	return "postgres://forum@" + listener.Addr().String() + "/forum?sslmode=disable"
}

func TestRun_stoppedBeforeItIsReadyIsNoFailureOfAServer(t *testing.T) {
	t.Parallel()
	address := crowded(t)
	for command, want := range map[string]int{"serve": exitDone, "migrate": exitFailed} {
		args := map[string][]string{"serve": serveArgs(t.TempDir()), "migrate": {"migrate", "up"}}[command]
		waiting := start(t, append(args, "--database-url", address)...)
		waiting.err.line(t, "{", waiting)
		if code := waiting.end(); code != want {
			t.Errorf("%s: exit code %d, want %d: %s", command, code, want, waiting.err)
		}
		if got := strings.Contains(waiting.err.String(), "commonthread: interrupted\n"); got != (want == exitFailed) {
			t.Errorf("%s: it says %s", command, waiting.err)
		}
	}
}

func TestOpenDatabase_waitsForOneThatIsCrowded(t *testing.T) {
	t.Parallel()
	var text transcript
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	where, failed := config.Database{Kind: config.Postgres, URL: crowded(t)}, make(chan error, 1)
	go func() {
		_, err := openDatabase(ctx, where, logging.New(&text, logging.Options{}))
		failed <- err
	}()
	waiting := &running{t: t, out: &text, err: &text, code: make(chan int)}
	if line := text.line(t, "{", waiting); !strings.Contains(line, "waiting for the database") || !strings.Contains(line, "too many clients") {
		t.Errorf("the log says %s", line)
	}
	stop()
	if err := <-failed; err == nil {
		t.Error("it opened a database that lets nobody in")
	}
	if got := text.String(); strings.Count(got, "\n") != 1 {
		t.Errorf("it says so more than once:\n%s", got)
	}
}
