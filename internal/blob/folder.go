package blob

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"
	"time"

	"github.com/commonthread/commonthread/internal/auth"
)

// Folder keeps files in a folder, and never outside of it, whatever links lie there.
type Folder struct{ root *os.Root }

const folderMode = 0o750

// halfWritten is where files are written before they get their name.
const halfWritten = ".writing"

// OpenFolder makes the folder if it is not there.
func OpenFolder(path string) (*Folder, error) {
	if err := os.MkdirAll(path, folderMode); err != nil {
		return nil, fmt.Errorf("make the folder of uploads: %w", err)
	}
	root, err := os.OpenRoot(path)
	if err != nil {
		return nil, fmt.Errorf("open the folder of uploads: %w", err)
	}
	f := &Folder{root: root}
	if err := errors.Join(root.MkdirAll(halfWritten, folderMode), f.clear()); err != nil {
		_ = root.Close()
		return nil, fmt.Errorf("clear what was half written: %w", err)
	}
	return f, nil
}

// stale is from when on a half-written file is nobody's: no write takes an hour, on this node or another.
const stale = time.Hour

// clear removes what crashes left half written.
func (f *Folder) clear() error {
	return fs.WalkDir(f.root.FS(), halfWritten, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if at, err := d.Info(); err != nil || time.Since(at.ModTime()) < stale {
			return nil
		}
		if err := f.root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return nil
	})
}

// Close lets go of the folder.
func (f *Folder) Close() error { return f.root.Close() }

// Put implements Store.
func (f *Folder) Put(ctx context.Context, name string, r io.Reader, size int64, _ string) error {
	if err := checkPut(name, size); err != nil {
		return err
	}
	temporary := path.Join(halfWritten, auth.NewToken())
	if err := f.write(ctx, temporary, r, size); err != nil {
		_ = f.root.Remove(temporary)
		return fmt.Errorf("keep %s: %w", name, err)
	}
	if err := f.settle(temporary, name); err != nil {
		_ = f.root.Remove(temporary)
		return fmt.Errorf("keep %s: %w", name, err)
	}
	return nil
}

func (f *Folder) write(ctx context.Context, name string, r io.Reader, size int64) error {
	file, err := f.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o640)
	if err != nil {
		return err
	}
	n, err := io.Copy(file, &exactly{r: &untilDone{ctx, r}, left: size})
	if err == nil && n != size {
		err = errLength
	}
	if err == nil {
		err = file.Sync()
	}
	return errors.Join(err, file.Close())
}

// settle gives a file its name, and makes both survive a loss of power.
func (f *Folder) settle(temporary, name string) error {
	dir := path.Dir(name)
	if err := f.root.MkdirAll(dir, folderMode); err != nil {
		return err
	}
	if err := f.root.Rename(temporary, name); err != nil {
		return err
	}
	for ; ; dir = path.Dir(dir) {
		d, err := f.root.Open(dir)
		if err != nil {
			return err
		}
		if err := errors.Join(d.Sync(), d.Close()); err != nil {
			return err
		}
		if dir == "." {
			return nil
		}
	}
}

// Open implements Store.
func (f *Folder) Open(_ context.Context, name string) (File, Info, error) {
	if err := checkName(name); err != nil {
		return nil, Info{}, err
	}
	file, err := f.root.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, Info{}, ErrNotFound
	}
	if err != nil {
		return nil, Info{}, fmt.Errorf("open %s: %w", name, err)
	}
	at, err := file.Stat()
	if err == nil && at.IsDir() {
		err = ErrNotFound
	}
	if err != nil {
		_ = file.Close()
		return nil, Info{}, err
	}
	return file, Info{Name: name, Size: at.Size(), Modified: at.ModTime()}, nil
}

// Delete implements Store.
func (f *Folder) Delete(_ context.Context, name string) error {
	if err := checkName(name); err != nil {
		return err
	}
	if err := f.root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("delete %s: %w", name, err)
	}
	return nil
}

// Each implements Store.
func (f *Folder) Each(ctx context.Context, prefix string, call func(Info) error) error {
	if err := checkPrefix(prefix); err != nil {
		return err
	}
	from := "."
	if dir, _, ok := cutLast(prefix); ok {
		from = dir
	}
	err := fs.WalkDir(f.root.FS(), from, func(name string, d fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist): // deleted meanwhile
			return nil
		case err != nil:
			return err
		case ctx.Err() != nil:
			return ctx.Err()
		case d.IsDir() && name == halfWritten:
			return fs.SkipDir
		case d.IsDir() || !strings.HasPrefix(name, prefix):
			return nil
		}
		at, err := d.Info()
		if err != nil {
			return nil // deleted meanwhile
		}
		return call(Info{Name: name, Size: at.Size(), Modified: at.ModTime()})
	})
	if err != nil {
		return fmt.Errorf("list %s: %w", prefix, err)
	}
	return nil
}

// Check implements Store.
func (f *Folder) Check(ctx context.Context) error {
	name := path.Join(halfWritten, auth.NewToken())
	err := f.write(ctx, name, strings.NewReader("x"), 1)
	return errors.Join(err, f.root.Remove(name))
}

func cutLast(prefix string) (dir, rest string, ok bool) {
	i := strings.LastIndexByte(prefix, '/')
	if i < 0 {
		return "", prefix, false
	}
	return prefix[:i], prefix[i+1:], true
}

// untilDone stops reading when its context ends: a sender may be slow for ever.
type untilDone struct {
	ctx context.Context
	r   io.Reader
}

func (u *untilDone) Read(p []byte) (int, error) {
	if err := u.ctx.Err(); err != nil {
		return 0, err
	}
	return u.r.Read(p)
}
