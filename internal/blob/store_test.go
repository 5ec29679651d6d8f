package blob_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"

	"github.com/commonthread/commonthread/internal/blob"
)

// each runs the contract over every kind of store.
func each(t *testing.T, body func(t *testing.T, s blob.Store)) {
	t.Helper()
	t.Run("folder", func(t *testing.T) { body(t, folder(t, t.TempDir())) })
	t.Run("bucket", func(t *testing.T) {
		backend := s3mem.New()
		if err := backend.CreateBucket("uploads"); err != nil {
			t.Fatal(err)
		}
		body(t, bucket(t, backend, "uploads"))
	})
}

func folder(t *testing.T, path string) *blob.Folder {
	t.Helper()
	f, err := blob.OpenFolder(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

func bucket(t *testing.T, backend gofakes3.Backend, name string) *blob.Bucket {
	t.Helper()
	t.Setenv("AWS_ACCESS_KEY_ID", "key")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "secret")
	server := httptest.NewServer(gofakes3.New(backend).Server())
	t.Cleanup(server.Close)
	b, err := blob.OpenBucket(blob.BucketConfig{Name: name, Endpoint: server.URL, Region: "us-east-1"})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func put(t *testing.T, s blob.Store, name, content string) {
	t.Helper()
	if err := s.Put(t.Context(), name, strings.NewReader(content), int64(len(content)), "image/webp"); err != nil {
		t.Fatalf("put %s: %v", name, err)
	}
}

func read(t *testing.T, s blob.Store, name string) string {
	t.Helper()
	f, info, err := s.Open(t.Context(), name)
	if err != nil {
		t.Fatalf("open %s: %v", name, err)
	}
	defer f.Close()
	b, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	if info.Size != int64(len(b)) || info.Name != name || info.Modified.IsZero() {
		t.Errorf("%s of %d bytes is described as %+v", name, len(b), info)
	}
	return string(b)
}

func names(t *testing.T, s blob.Store, prefix string) []string {
	t.Helper()
	var all []string
	if err := s.Each(t.Context(), prefix, func(i blob.Info) error { all = append(all, i.Name); return nil }); err != nil {
		t.Fatal(err)
	}
	slices.Sort(all)
	return all
}

func TestStore_givesBackWhatItTook(t *testing.T) {
	each(t, func(t *testing.T, s blob.Store) {
		put(t, s, "pictures/ab/cdef/480.webp", "small")
		put(t, s, "other", "first")
		if got := read(t, s, "pictures/ab/cdef/480.webp"); got != "small" {
			t.Errorf("got %q", got)
		}
		put(t, s, "other", "second")
		if got := read(t, s, "other"); got != "second" {
			t.Errorf("put again: %q", got)
		}
		if err := s.Put(t.Context(), "nothing", strings.NewReader(""), 0, ""); err == nil {
			t.Error("took a file of nothing")
		}
	})
}

func TestStore_reachesAnyPartOfAFile(t *testing.T) {
	each(t, func(t *testing.T, s blob.Store) {
		put(t, s, "a", "0123456789")
		f, _, err := s.Open(t.Context(), "a")
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if _, err := f.Seek(-3, io.SeekEnd); err != nil {
			t.Fatal(err)
		}
		if b, err := io.ReadAll(f); err != nil || string(b) != "789" {
			t.Errorf("got %q, %v", b, err)
		}
	})
}

func TestStore_missesWhatIsNotThere(t *testing.T) {
	each(t, func(t *testing.T, s blob.Store) {
		put(t, s, "folder/file", "x")
		for _, name := range []string{"nothing", "folder", "folder/file2", "folder/file/deeper"} {
			if f, _, err := s.Open(t.Context(), name); err == nil {
				_ = f.Close()
				t.Errorf("%s opens", name)
			} else if name != "folder/file/deeper" && !errors.Is(err, blob.ErrNotFound) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if err := s.Delete(t.Context(), "nothing"); err != nil {
			t.Errorf("delete what is not there: %v", err)
		}
		if err := s.Delete(t.Context(), "folder/file"); err != nil {
			t.Fatal(err)
		}
		if _, _, err := s.Open(t.Context(), "folder/file"); !errors.Is(err, blob.ErrNotFound) {
			t.Errorf("deleted, and still: %v", err)
		}
	})
}

func TestStore_listsByTheirBeginning(t *testing.T) {
	each(t, func(t *testing.T, s blob.Store) {
		for _, n := range []string{"p/aa/1", "p/aa/2", "p/ab/1", "q/aa/1"} {
			put(t, s, n, n)
		}
		for prefix, want := range map[string][]string{
			"": {"p/aa/1", "p/aa/2", "p/ab/1", "q/aa/1"}, "p/": {"p/aa/1", "p/aa/2", "p/ab/1"}, "p/a": {"p/aa/1", "p/aa/2", "p/ab/1"}, "p/aa/": {"p/aa/1", "p/aa/2"}, "r/": nil,
		} {
			if got := names(t, s, prefix); !slices.Equal(got, want) {
				t.Errorf("%q: %v, want %v", prefix, got, want)
			}
		}
		stop := errors.New("enough")
		if err := s.Each(t.Context(), "", func(blob.Info) error { return stop }); !errors.Is(err, stop) {
			t.Errorf("got %v", err)
		}
	})
}

// F04: a sender who stops half way, sends too much, or breaks leaves nothing behind.
func TestStore_keepsNothingOfWhatDidNotArriveWhole(t *testing.T) {
	each(t, func(t *testing.T, s blob.Store) {
		put(t, s, "kept", "as it was")
		broken := errors.New("the line is gone")
		for name, r := range map[string]io.Reader{
			"short": strings.NewReader("12345"), "long": strings.NewReader(strings.Repeat("x", 5000)),
			"broken": io.MultiReader(strings.NewReader("123"), iotest.ErrReader(broken)),
		} {
			if err := s.Put(t.Context(), name, r, 1000, ""); err == nil {
				t.Errorf("%s: taken", name)
			}
			if err := s.Put(t.Context(), "kept", r, 1000, ""); err == nil {
				t.Errorf("%s: taken in place of another", name)
			}
		}
		if got := names(t, s, ""); !slices.Equal(got, []string{"kept"}) {
			t.Errorf("left behind: %v", got)
		}
		if got := read(t, s, "kept"); got != "as it was" {
			t.Errorf("became %q", got)
		}
	})
}

func TestStore_refusesNamesThatLeadElsewhere(t *testing.T) {
	each(t, func(t *testing.T, s blob.Store) {
		for _, name := range []string{"", "/etc/passwd", "../up", "a/../../b", "a//b", ".writing/x", "a b", "A", "é", "a/", strings.Repeat("a", 201), "a\x00b"} {
			if err := s.Put(t.Context(), name, strings.NewReader("x"), 1, ""); err == nil {
				t.Errorf("put %q", name)
			}
			if f, _, err := s.Open(t.Context(), name); err == nil {
				_ = f.Close()
				t.Errorf("open %q", name)
			}
			if err := s.Delete(t.Context(), name); err == nil {
				t.Errorf("delete %q", name)
			}
			if err := s.Each(t.Context(), name, func(blob.Info) error { return nil }); err == nil && name != "" && name != "a/" {
				t.Errorf("list %q", name)
			}
		}
	})
}

func TestStore_manyAtOnceEndWithOneWholeFile(t *testing.T) {
	each(t, func(t *testing.T, s blob.Store) {
		var wait sync.WaitGroup
		for i := range 20 {
			wait.Go(func() {
				content := bytes.Repeat([]byte{byte('a' + i)}, 10_000+i)
				if err := s.Put(t.Context(), "one", bytes.NewReader(content), int64(len(content)), ""); err != nil {
					t.Errorf("put %d: %v", i, err)
				}
				put(t, s, fmt.Sprint("own/", i), "mine")
			})
		}
		wait.Wait()
		got := read(t, s, "one")
		if want := strings.Repeat(got[:1], 10_000+int(got[0]-'a')); got != want {
			t.Errorf("a mixture of %d bytes", len(got))
		}
		if n := len(names(t, s, "own/")); n != 20 {
			t.Errorf("%d of 20", n)
		}
	})
}

func TestStore_canBeChecked(t *testing.T) {
	each(t, func(t *testing.T, s blob.Store) {
		if err := s.Check(t.Context()); err != nil {
			t.Error(err)
		}
		if got := names(t, s, ""); got != nil {
			t.Errorf("the check left %v", got)
		}
	})
}

func TestBucket_thatIsNotThereIsNamed(t *testing.T) {
	err := bucket(t, s3mem.New(), "missing").Check(t.Context())
	if err == nil || !strings.Contains(err.Error(), `"missing"`) || !strings.Contains(err.Error(), "COMMONTHREAD_STORAGE_URL") {
		t.Errorf("got %v", err)
	}
}

// A process that died while writing leaves a file that nobody sees, and that the next start clears away.
func TestFolder_clearsWhatACrashLeft(t *testing.T) {
	path := t.TempDir()
	put(t, folder(t, path), "kept", "x")
	left := filepath.Join(path, ".writing", "half")
	if err := os.WriteFile(left, []byte("hal"), 0o600); err != nil {
		t.Fatal(err)
	}
	young := filepath.Join(path, ".writing", "young")
	if err := os.WriteFile(young, []byte("you"), 0o600); err != nil {
		t.Fatal(err)
	}
	yesterday := time.Now().Add(-24 * time.Hour)
	if err := os.Chtimes(left, yesterday, yesterday); err != nil {
		t.Fatal(err)
	}
	s := folder(t, path)
	if got := names(t, s, ""); !slices.Equal(got, []string{"kept"}) {
		t.Errorf("seen: %v", got)
	}
	if _, err := os.Stat(young); err != nil {
		t.Errorf("what another node writes is gone: %v", err)
	}
	if _, err := os.Stat(left); !os.IsNotExist(err) {
		t.Errorf("still there: %v", err)
	}
}

func TestFolder_followsNoLinkOutOfItself(t *testing.T) {
	path, outside := t.TempDir(), t.TempDir()
	if err := os.WriteFile(filepath.Join(outside, "secret"), []byte("s"), 0o600); err != nil {
		t.Fatal(err)
	}
	s := folder(t, path)
	if err := os.Symlink(outside, filepath.Join(path, "link")); err != nil {
		t.Fatal(err)
	}
	if f, _, err := s.Open(t.Context(), "link/secret"); err == nil {
		_ = f.Close()
		t.Error("read through a link")
	}
	if err := s.Put(t.Context(), "link/new", strings.NewReader("x"), 1, ""); err == nil {
		t.Error("wrote through a link")
	}
}

func TestFolder_stopsReadingWhenNobodyWaits(t *testing.T) {
	s := folder(t, t.TempDir())
	ctx, cancel := context.WithCancel(t.Context())
	slow := readerFunc(func(p []byte) (int, error) {
		cancel()
		return copy(p, "x"), nil
	})
	if err := s.Put(ctx, "slow", slow, 1<<30, ""); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if got := names(t, s, ""); got != nil {
		t.Errorf("left behind: %v", got)
	}
}

type readerFunc func(p []byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }
