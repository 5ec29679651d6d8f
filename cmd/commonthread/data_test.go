package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/lockfile"
)

func TestMigrate_upAppliesAndStatusLists(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "data")
	commonthread(t, "", "migrate", "status", "--data-dir", dir).demand(t, exitFailed, "there is no database at sqlite:"+dir)
	if _, err := os.Stat(dir); err == nil {
		t.Error("asking for the status made the directory")
	}
	if got := commonthread(t, "", "migrate", "up", "--data-dir", dir); got.code != exitDone || !strings.Contains(got.out, "migrations applied") {
		t.Fatalf("up: %+v", got)
	}
	got := commonthread(t, "", "migrate", "status", "--data-dir", dir)
	if got.code != exitDone || !strings.Contains(got.out, "applied  0001_members") || strings.Contains(got.out, "missing") {
		t.Errorf("status: %+v", got)
	}
	if got := commonthread(t, "", "migrate", "up", "--data-dir", dir); got.code != exitDone || !strings.Contains(got.out, "nothing to do") {
		t.Errorf("up again: %+v", got)
	}
}

// FAULTS J10.
func TestCommands_failInOneLineWithinFiveSeconds(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, []byte("this is not a database, whatever it is called"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, args := range map[string][]string{
		"missing parent":       {"serve", "--data-dir", filepath.Join(t.TempDir(), "a", "b")},
		"data dir is a file":   {"serve", "--data-dir", file},
		"read-only":            {"serve", "--data-dir", "/proc/self"},
		"database elsewhere":   {"migrate", "up", "--database-url", "sqlite:" + t.TempDir() + "/a/b/x.db"},
		"not a database":       {"migrate", "up", "--database-url", "sqlite:" + file},
		"nobody listens":       {"migrate", "up", "--database-url", "postgres://127.0.0.1:1/forum?sslmode=disable"},
		"no such host":         {"migrate", "up", "--database-url", "postgres://db.invalid/forum"},
		"serve, nobody there":  {"serve", "--data-dir", t.TempDir(), "--database-url", "postgres://u:hunter2@127.0.0.1:1/forum"},
		"address not ours":     {"serve", "--data-dir", t.TempDir(), "--addr", "192.0.2.1:8080", "--log", "error"},
		"bucket, nobody there": {"serve", "--data-dir", t.TempDir(), "--storage-url", "s3://pictures?endpoint=http://127.0.0.1:1&region=us-east-1"},
		"folder, not ours":     {"serve", "--data-dir", t.TempDir(), "--storage-url", "file:/proc/uploads"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			begun := time.Now()
			got := commonthread(t, "", args...)
			if took := time.Since(begun); took > 5*time.Second {
				t.Errorf("took %s", took)
			}
			got.demand(t, exitFailed, "")
			if strings.Contains(got.err, "hunter2") {
				t.Errorf("shows the password: %q", got.err)
			}
		})
	}
}

// FAULTS J09: a second server is refused at its start, and other commands are not.
func TestServe_refusesADatabaseThatIsServedAlready(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	lock, err := lockfile.Acquire(filepath.Join(dir, "commonthread.db"))
	if err != nil {
		t.Fatal(err)
	}
	commonthread(t, "", "serve", "--data-dir", dir, "--addr", "127.0.0.1:0").demand(t, exitFailed, "is in use by process")

	got := commonthread(t, "", "migrate", "up", "--data-dir", dir)
	if got.code != exitDone {
		t.Errorf("a command that may work beside the server is refused: %+v", got)
	}
	if err := lock.Release(); err != nil {
		t.Fatal(err)
	}
}
