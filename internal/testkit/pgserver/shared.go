//go:build unix

package pgserver

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"syscall"
	"testing"
)

// shared is the server that this process holds: started once, given up by exiting.
var shared = sync.OnceValues(func() (*Server, error) {
	return share(context.Background(), sharedDir())
})

// URL returns a PostgreSQL server for t: the one that Variable names, else one
// that is started once and shared by all test processes that run at the time.
// Without the server programs the test is skipped; with CI=true it fails.
//
// All share the server, so database names must be unique, and settings of the
// whole server are not to be changed.
func URL(t testing.TB) string {
	t.Helper()
	if given := os.Getenv(Variable); given != "" {
		return given
	}
	s, err := shared()
	switch {
	case err == nil:
		return s.URL
	case errors.Is(err, ErrNotInstalled) && os.Getenv("CI") != "true":
		t.Skip(err)
	default:
		t.Fatal(err)
	}
	return ""
}

// state is what test processes tell each other about the shared server.
type state struct {
	Dir string
	URL string
}

func sharedDir() string {
	return filepath.Join(tempDir(), "commonthread-test-pg-"+strconv.Itoa(os.Geteuid()))
}

// share joins the server described in dir, or starts it. The last process that
// holds it takes it away by ending.
func share(ctx context.Context, dir string) (*Server, error) {
	if err := privateDir(dir); err != nil {
		return nil, err
	}
	unlock, err := lock(filepath.Join(dir, "lock"))
	if err != nil {
		return nil, err
	}
	defer unlock()

	file := filepath.Join(dir, "server.json")
	if s, ok := join(file); ok {
		return s, nil
	}
	s, err := Start(ctx)
	if err != nil {
		return nil, err
	}
	described, err := json.Marshal(state{Dir: s.dir, URL: s.URL})
	if err == nil {
		err = os.WriteFile(file, described, 0o600)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("describe the shared PostgreSQL: %w", err), s.Stop())
	}
	return s, nil
}

func join(file string) (*Server, bool) {
	described, err := os.ReadFile(file)
	if err != nil {
		return nil, false
	}
	var st state
	if err := json.Unmarshal(described, &st); err != nil {
		return nil, false
	}
	users, err := hold(st.Dir)
	if err != nil || !ready(st.Dir) {
		return nil, false
	}
	return &Server{URL: st.URL, dir: st.Dir, users: users}, true
}

// privateDir refuses a directory that somebody else prepared: what stands in it
// is believed.
func privateDir(dir string) error {
	if err := os.Mkdir(dir, 0o700); err != nil && !errors.Is(err, os.ErrExist) {
		return fmt.Errorf("make %s: %w", dir, err)
	}
	info, err := os.Lstat(dir)
	if err != nil {
		return fmt.Errorf("look at %s: %w", dir, err)
	}
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok || !info.IsDir() || info.Mode().Perm() != 0o700 || int(stat.Uid) != os.Geteuid() {
		return fmt.Errorf("%s is not a private directory of this user: remove it", dir)
	}
	return nil
}

func lock(path string) (unlock func(), err error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX); err != nil {
		_ = f.Close()
		return nil, fmt.Errorf("lock %s: %w", path, err)
	}
	return func() { _ = f.Close() }, nil
}
