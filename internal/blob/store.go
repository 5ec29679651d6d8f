package blob

import (
	"context"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"time"
)

// ErrNotFound says that nothing is kept under a name.
var ErrNotFound = errors.New("no such file is kept")

// Info describes a kept file.
type Info struct {
	Name     string
	Size     int64
	Modified time.Time
}

// File is a kept file, open for reading. Close it.
type File interface {
	io.ReadSeekCloser
}

// Store keeps files. All methods are safe for use by many goroutines, and by many nodes at once where the store is
// shared.
type Store interface {
	// Put keeps size bytes, at least one, under a name, in place of what was there. When it returns nil they are on disk. Fewer
	// bytes than announced are an error, and nothing is kept.
	Put(ctx context.Context, name string, r io.Reader, size int64, contentType string) error
	// Open is ErrNotFound where nothing is kept.
	Open(ctx context.Context, name string) (File, Info, error)
	// Delete is no error where nothing is kept.
	Delete(ctx context.Context, name string) error
	// Each calls f for every file whose name begins so, in no order, until f errs.
	Each(ctx context.Context, prefix string, f func(Info) error) error
	// Check is nil when the store can be written to.
	Check(ctx context.Context) error
}

var namePattern = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]*(/[a-z0-9][a-z0-9._-]*)*$`)

const nameMax = 200

// checkName keeps names to what every store can hold: they are never made of what people type.
func checkName(name string) error {
	if len(name) > nameMax || !namePattern.MatchString(name) {
		return fmt.Errorf("%.80q is no name for a file", name)
	}
	return nil
}

func checkPut(name string, size int64) error {
	if size < 1 {
		return fmt.Errorf("keep %.80q: %w", name, errLength)
	}
	return checkName(name)
}

func checkPrefix(prefix string) error {
	if prefix == "" {
		return nil
	}
	return checkName(strings.TrimSuffix(prefix, "/"))
}

// exactly fails at the end of a reader that is shorter or longer than announced.
type exactly struct {
	r    io.Reader
	left int64
}

var errLength = errors.New("not as long as announced")

func (e *exactly) Read(p []byte) (int, error) {
	n, err := e.r.Read(p)
	e.left -= int64(n)
	if e.left < 0 || err == io.EOF && e.left > 0 {
		return n, errLength
	}
	return n, err
}
