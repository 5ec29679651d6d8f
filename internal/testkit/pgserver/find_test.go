package pgserver

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

func TestFind_prefersTheNewestCompleteInstallation(t *testing.T) {
	root := t.TempDir()
	install(t, filepath.Join(root, "9", "bin"), "initdb", "postgres")
	install(t, filepath.Join(root, "15", "bin"), "initdb", "postgres")
	install(t, filepath.Join(root, "17", "bin"), "initdb")

	got, err := findIn([]string{filepath.Join(root, "*", "bin")}, notOnPath)
	if err != nil {
		t.Fatal(err)
	}
	if want := filepath.Join(root, "15", "bin"); got != want {
		t.Errorf("found %s, want %s", got, want)
	}
}

func TestFind_fallsBackToThePath(t *testing.T) {
	bin := t.TempDir()
	install(t, bin, "initdb", "postgres")

	got, err := findIn(nil, func(string) (string, error) { return filepath.Join(bin, "initdb"), nil })
	if err != nil {
		t.Fatal(err)
	}
	if got != bin {
		t.Errorf("found %s, want %s", got, bin)
	}
}

func TestFind_saysWhatToInstall(t *testing.T) {
	if _, err := findIn(nil, notOnPath); !errors.Is(err, ErrNotInstalled) {
		t.Errorf("got %v, want ErrNotInstalled", err)
	}
}

func TestVersion_isTheLastNumberOfThePath(t *testing.T) {
	for path, want := range map[string]int{
		"/usr/lib/postgresql/15/bin":           15,
		"/usr/pgsql-9/bin":                     9,
		"/opt/homebrew/opt/postgresql@17/bin":  17,
		"/usr/local/opt/postgresql/bin":        0,
		"/srv/4/lib/postgresql/18/bin/and/etc": 18,
	} {
		if got := version(path); got != want {
			t.Errorf("version(%q) = %d, want %d", path, got, want)
		}
	}
}

func install(t *testing.T, dir string, programs ...string) {
	t.Helper()
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range programs {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\n"), 0o755); err != nil {
			t.Fatal(err)
		}
	}
}

func notOnPath(string) (string, error) { return "", exec.ErrNotFound }
