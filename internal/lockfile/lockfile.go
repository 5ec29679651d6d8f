package lockfile

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// Suffix is what a lock file is called beside the file it guards.
const Suffix = ".lock"

// Lock is held until Release or the end of the process.
type Lock struct {
	file *os.File
}

// HeldError says that another process holds the lock.
type HeldError struct {
	Path string // the guarded file
	PID  int    // the holder, 0 where it could not be read
}

func (e *HeldError) Error() string {
	if e.PID == 0 {
		return fmt.Sprintf("%s is in use by another process: stop that first, or choose another database", e.Path)
	}
	return fmt.Sprintf("%s is in use by process %d: stop that first, or choose another database", e.Path, e.PID)
}

// Acquire takes the lock on the file at path, which need not exist yet, though
// its directory must. It never waits: where the lock is held, the error is a
// *HeldError. Every name of a file that leads through symbolic links shares
// one lock.
func Acquire(path string) (*Lock, error) {
	target, err := resolve(path)
	if err != nil {
		return nil, fmt.Errorf("lock %s: %w", path, err)
	}
	file, err := os.OpenFile(target+Suffix, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("lock %s: %w", path, err)
	}
	if err := tryLock(file); err != nil {
		defer file.Close()
		if errors.Is(err, errHeld) {
			return nil, &HeldError{Path: path, PID: holder(file)}
		}
		return nil, fmt.Errorf("lock %s: %w", path, err)
	}
	if err := sign(file); err != nil {
		file.Close()
		return nil, fmt.Errorf("lock %s: note the process: %w", path, err)
	}
	return &Lock{file: file}, nil
}

// Release lets the next one in. The lock must not be used again.
func (l *Lock) Release() error {
	if err := l.file.Truncate(0); err != nil {
		l.file.Close()
		return fmt.Errorf("clear the lock: %w", err)
	}
	return l.file.Close()
}

// resolve follows symbolic links, of the file where it exists and of its
// directory where it does not.
func resolve(path string) (string, error) {
	target, err := filepath.EvalSymlinks(path)
	if err == nil {
		return target, nil
	}
	if !errors.Is(err, os.ErrNotExist) {
		return "", err
	}
	dir, err := filepath.EvalSymlinks(filepath.Dir(path))
	if err != nil {
		return "", err
	}
	return filepath.Join(dir, filepath.Base(path)), nil
}

// sign writes the holder's process number for whoever is refused. It is a
// courtesy to people; the lock does not depend on it.
func sign(file *os.File) error {
	if err := file.Truncate(0); err != nil {
		return err
	}
	_, err := file.WriteAt([]byte(strconv.Itoa(os.Getpid())+"\n"), 0)
	return err
}

func holder(file *os.File) int {
	text, err := io.ReadAll(io.NewSectionReader(file, 0, 32))
	if err != nil {
		return 0
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil || pid < 1 {
		return 0
	}
	return pid
}
