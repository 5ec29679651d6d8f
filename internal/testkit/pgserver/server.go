//go:build unix

package pgserver

import (
	"context"
	"crypto/rand"
	_ "embed"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

//go:embed guardian.sh
var guardian string

const (
	superuser   = "commonthread"
	startWithin = time.Minute
	stopWithin  = 20 * time.Second
	// Sockets' paths are limited to about 104 bytes, so a deep TMPDIR is not used.
	longestTempDir = 60
)

// errPortTaken asks for another try: between choosing a free port and the
// server's using it, somebody else did.
var errPortTaken = errors.New("the port was taken meanwhile")

// Server is a running throw-away server.
type Server struct {
	// URL connects as a superuser to the database "postgres", over loopback,
	// with a password that this server alone knows.
	URL string

	dir   string
	users *os.File
	gone  chan struct{}
}

// Start makes a cluster and serves it until Stop, or until this process ends in
// whatever way. As root, which PostgreSQL refuses, it runs as the user postgres
// or nobody. Durability is off: it is fast, and worth nothing after a crash.
func Start(ctx context.Context) (*Server, error) {
	bin, err := Find()
	if err != nil {
		return nil, err
	}
	const tries = 3
	for try := 1; ; try++ {
		s, err := start(ctx, bin)
		if err == nil || !errors.Is(err, errPortTaken) || try == tries {
			return s, err
		}
	}
}

// Stop ends the server and removes its files, unless other processes share it.
// Connections in use are cut.
func (s *Server) Stop() error {
	if err := s.users.Close(); err != nil {
		return fmt.Errorf("stop the test PostgreSQL: %w", err)
	}
	if s.gone == nil { // Another process started it.
		return nil
	}
	select {
	case <-s.gone:
		return nil
	case <-time.After(stopWithin):
		return fmt.Errorf("stop the test PostgreSQL: still running after %s, files in %s", stopWithin, s.dir)
	}
}

func start(ctx context.Context, bin string) (_ *Server, err error) {
	owner, err := serverUser()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp(tempDir(), "ct-pg-")
	if err != nil {
		return nil, fmt.Errorf("make a directory for PostgreSQL: %w", err)
	}
	defer func() {
		if err != nil {
			_ = os.RemoveAll(dir)
		}
	}()
	password := rand.Text()
	if err := prepare(ctx, bin, dir, password, owner); err != nil {
		return nil, err
	}
	port, err := freePort()
	if err != nil {
		return nil, err
	}
	s := &Server{
		URL: (&url.URL{
			Scheme: "postgres",
			User:   url.UserPassword(superuser, password),
			Host:   net.JoinHostPort("127.0.0.1", port),
			Path:   "/postgres",
			// a busy machine may take longer than the program would wait
			RawQuery: "sslmode=disable&connect_timeout=30",
		}).String(),
		dir:  dir,
		gone: make(chan struct{}),
	}
	if err := s.launch(ctx, bin, port, owner); err != nil {
		return nil, err
	}
	return s, nil
}

// prepare makes the empty cluster and the pipe that keeps the server alive.
func prepare(ctx context.Context, bin, dir, password string, owner *syscall.Credential) error {
	passwordFile := filepath.Join(dir, "password")
	if err := os.WriteFile(passwordFile, []byte(password), 0o600); err != nil {
		return fmt.Errorf("write PostgreSQL's password: %w", err)
	}
	users := filepath.Join(dir, "users")
	if err := syscall.Mkfifo(users, 0o600); err != nil {
		return fmt.Errorf("make PostgreSQL's pipe: %w", err)
	}
	if owner != nil {
		for _, path := range []string{dir, passwordFile, users} {
			if err := os.Chown(path, int(owner.Uid), int(owner.Gid)); err != nil {
				return fmt.Errorf("hand %s to PostgreSQL's user: %w", path, err)
			}
		}
	}
	initdb := exec.CommandContext(ctx, filepath.Join(bin, "initdb"),
		"--pgdata", filepath.Join(dir, "data"), "--username", superuser, "--pwfile", passwordFile,
		// Sockets are in a directory nobody else may enter, the port is open to all of the machine.
		"--auth-local", "trust", "--auth-host", "password",
		"--encoding", "UTF8", "--locale", locale(), "--no-sync", "--no-instructions")
	initdb.Dir = dir
	initdb.SysProcAttr = &syscall.SysProcAttr{Credential: owner}
	if out, err := initdb.CombinedOutput(); err != nil {
		return fmt.Errorf("make a PostgreSQL cluster: %w\n%s", err, out)
	}
	return nil
}

// launch starts the guardian, which starts the server, and waits until the
// server answers.
func (s *Server) launch(ctx context.Context, bin, port string, owner *syscall.Credential) error {
	args := []string{"-c", guardian, "guardian", s.dir, filepath.Join(bin, "postgres"), "-D", filepath.Join(s.dir, "data")}
	for _, setting := range []string{
		"listen_addresses=127.0.0.1", "port=" + port, "unix_socket_directories=" + s.dir,
		"max_connections=200", "shared_buffers=128MB",
		"fsync=off", "synchronous_commit=off", "full_page_writes=off",
		"wal_level=minimal", "max_wal_senders=0",
	} {
		args = append(args, "-c", setting)
	}
	// Not CommandContext: a server shared between test processes outlives the one that started it.
	cmd := exec.Command("/bin/sh", args...)
	cmd.Dir = "/"
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: owner, Setsid: true}
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("start PostgreSQL: %w", err)
	}
	go func() {
		defer close(s.gone)
		_ = cmd.Wait()
	}()
	err := s.awaitReady(ctx)
	if err != nil && s.users != nil {
		_ = s.Stop()
	} else if err != nil {
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
	}
	return err
}

func (s *Server) awaitReady(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, startWithin)
	defer cancel()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for {
		if s.users == nil {
			s.users, _ = hold(s.dir)
		}
		if s.users != nil && ready(s.dir) {
			return nil
		}
		if _, err := os.Stat(filepath.Join(s.dir, "exited")); err == nil {
			return s.startError(errors.New("it ended at once"))
		}
		select {
		case <-ctx.Done():
			return s.startError(ctx.Err())
		case <-tick.C:
		}
	}
}

func (s *Server) startError(cause error) error {
	log, _ := os.ReadFile(filepath.Join(s.dir, "log"))
	if strings.Contains(string(log), "could not bind") {
		cause = errPortTaken
	}
	return fmt.Errorf("start PostgreSQL: %w\n%s", cause, log)
}

// hold keeps the server in dir alive for as long as the file is open. It fails
// where no guardian listens, which is how a dead server is recognised.
func hold(dir string) (*os.File, error) {
	return os.OpenFile(filepath.Join(dir, "users"), os.O_WRONLY|syscall.O_NONBLOCK, 0)
}

// ready reads the status line that the server keeps in its lock file.
func ready(dir string) bool {
	lock, err := os.ReadFile(filepath.Join(dir, "data", "postmaster.pid"))
	if err != nil {
		return false
	}
	lines := strings.Split(string(lock), "\n")
	const statusLine = 7
	return len(lines) > statusLine && strings.TrimSpace(lines[statusLine]) == "ready"
}

func freePort() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", fmt.Errorf("choose a port for PostgreSQL: %w", err)
	}
	port := l.Addr().(*net.TCPAddr).Port
	return strconv.Itoa(port), l.Close()
}
