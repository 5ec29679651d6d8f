package config

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

func TestEnsureDataDir_makesTheLastPartOfThePath(t *testing.T) {
	c := Config{DataDir: filepath.Join(t.TempDir(), "data")}
	for range 2 {
		if err := c.EnsureDataDir(); err != nil {
			t.Fatal(err)
		}
	}
	info, err := os.Stat(c.DataDir)
	if err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("mode %v, %v; want 0700", info.Mode(), err)
	}
	if left, _ := os.ReadDir(c.DataDir); len(left) != 0 {
		t.Errorf("left %v behind", left)
	}
}

func TestEnsureDataDir_refusesInOneLine(t *testing.T) {
	file := write(t, "")
	for dir, part := range map[string]string{
		filepath.Join(t.TempDir(), "missing", "data"): "no such file",
		file:                        "it is a file",
		filepath.Join(file, "data"): "not a directory",
		"/proc/1/data":              "make the directory",
	} {
		err := Config{DataDir: dir}.EnsureDataDir()
		if err == nil || !strings.Contains(err.Error(), part) || !strings.Contains(err.Error(), dir) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v, want one line with %q", dir, err, part)
		}
	}
}

func TestEnsureDataDir_refusesADirectoryItCannotWriteTo(t *testing.T) {
	dir := t.TempDir()
	if os.Geteuid() == 0 {
		dir = "/proc/self" // the superuser may write anywhere but here
	} else if err := os.Chmod(dir, 0o500); err != nil {
		t.Fatal(err)
	}
	err := Config{DataDir: dir}.EnsureDataDir()
	if err == nil || !strings.HasPrefix(err.Error(), "write to the directory "+dir) {
		t.Errorf("got %v", err)
	}
}

func TestEnsureSecret_generatesOnceAndReuses(t *testing.T) {
	c := Config{DataDir: t.TempDir()}
	first, err := c.EnsureSecret()
	if err != nil {
		t.Fatal(err)
	}
	again, err := c.EnsureSecret()
	if err != nil || again != first {
		t.Errorf("the second call returned %q, %v, want the first one's %q", again, err, first)
	}
	if len(first) != 2*secretBytes {
		t.Errorf("%d characters, want %d", len(first), 2*secretBytes)
	}
	path := filepath.Join(c.DataDir, "secret")
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v; want 0600", info.Mode(), err)
	}
	if left, _ := os.ReadDir(c.DataDir); len(left) != 1 {
		t.Errorf("left %v beside the secret", left)
	}
	other, err := Config{DataDir: t.TempDir()}.EnsureSecret()
	if err != nil || other == first {
		t.Errorf("another directory got the same secret, %v", err)
	}
}

func TestEnsureSecret_canBeGivenToAnotherNode(t *testing.T) {
	c := Config{DataDir: t.TempDir()}
	secret, err := c.EnsureSecret()
	if err != nil {
		t.Fatal(err)
	}
	byValue := load(t, "COMMONTHREAD_SECRET="+secret)
	byFile := load(t, "COMMONTHREAD_SECRET_FILE="+filepath.Join(c.DataDir, "secret"))
	for _, node := range []Config{byValue, byFile} {
		if got, err := node.EnsureSecret(); err != nil || got != secret {
			t.Errorf("the other node has %q, %v, want %q", got, err, secret)
		}
	}
}

func TestEnsureSecret_writesNothingWhenOneIsGiven(t *testing.T) {
	c := Config{DataDir: t.TempDir(), Secret: "given"}
	if got, err := c.EnsureSecret(); got != "given" || err != nil {
		t.Errorf("got %q, %v", got, err)
	}
	if left, _ := os.ReadDir(c.DataDir); len(left) != 0 {
		t.Errorf("wrote %v", left)
	}
}

func TestEnsureSecret_isTheSameForAllWhoGenerateAtOnce(t *testing.T) {
	c := Config{DataDir: t.TempDir()}
	const writers = 16
	secrets := make([]string, writers)
	var wg sync.WaitGroup
	for i := range writers {
		wg.Go(func() {
			var err error
			if secrets[i], err = c.EnsureSecret(); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	for _, s := range secrets {
		if s != secrets[0] || s == "" {
			t.Fatalf("different secrets: %q and %q", secrets[0], s)
		}
	}
	if left, _ := os.ReadDir(c.DataDir); len(left) != 1 {
		t.Errorf("left %v", left)
	}
}

func TestEnsureSecret_refusesADamagedOne(t *testing.T) {
	for _, text := range []string{"", "\n", "abc", strings.Repeat("z", 64), strings.Repeat("a", 63)} {
		c := Config{DataDir: t.TempDir()}
		path := filepath.Join(c.DataDir, "secret")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := c.EnsureSecret(); err == nil || !strings.Contains(err.Error(), path+" is damaged") {
			t.Errorf("%q: %v", text, err)
		}
		if kept, _ := os.ReadFile(path); string(kept) != text {
			t.Errorf("%q was overwritten with %q", text, kept)
		}
	}
}

func TestEnsureSecret_saysWhereItCouldNotWrite(t *testing.T) {
	c := Config{DataDir: filepath.Join(t.TempDir(), "missing")}
	if _, err := c.EnsureSecret(); err == nil || !strings.Contains(err.Error(), c.DataDir) {
		t.Errorf("got %v", err)
	}
}
