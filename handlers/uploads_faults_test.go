package handlers_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"github.com/commonthread/commonthread/handlers"
	"github.com/commonthread/commonthread/internal/blob"
	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
)

// fullDisk has room for so many files.
type fullDisk struct {
	blob.Store
	room atomic.Int64
}

func (d *fullDisk) Put(ctx context.Context, name string, r io.Reader, size int64, contentType string) error {
	if d.room.Add(-1) < 0 {
		return fmt.Errorf("keep %s: %w", name, syscall.ENOSPC)
	}
	return d.Store.Put(ctx, name, r, size, contentType)
}

// F04: a disk that is full at the last file names each file that found no room, and loses none of the others.
func TestUploads_onAFullDiskAnswerForEachFile(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	disk := &fullDisk{}
	site := testsite.Serve(w, func(o *handlers.Options) { disk.Store, o.Files = o.Files, disk })
	mia := site.As(w.Mia)

	res, answer := sendByScript(t, mia, upload{"fog.jpg", photograph(t, 900, 600)})
	if res.Status != http.StatusInsufficientStorage || !strings.HasPrefix(answer.Message, "fog.jpg: There is no room left") || answer.Key != "" {
		t.Errorf("without room: %d %+v", res.Status, answer)
	}
	disk.room.Store(1 << 20)
	_, kept := sendByScript(t, mia, upload{"a.jpg", photograph(t, 900, 600)})
	files := int64(0)
	w.Must(disk.Each(w.Ctx, "", func(blob.Info) error { files++; return nil }))

	disk.room.Store(files) // for one picture of two
	page := mia.Do(sending(mia, upload{"b.jpg", photograph(t, 902, 600)}, upload{"c.jpg", photograph(t, 904, 600)}))
	if !strings.Contains(page.Body, "c.jpg: There is no room left") || strings.Contains(page.Body, "b.jpg: ") {
		t.Errorf("the form is answered with %d and %s", page.Status, page.Find("main").Text())
	}
	if n := w.Count(`SELECT COUNT(*) FROM pictures`); n != 2 {
		t.Errorf("%d pictures are kept, want a.jpg and b.jpg", n)
	}
	mia.Get(kept.Href).Want(http.StatusOK)
}

// C10: a thread that moves out of sight takes every size of its pictures along, at once.
func TestUploads_goOutOfSightWithAMovedThread(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	site := testsite.Serve(w)
	_, sent := sendByScript(t, site.As(w.Mia), upload{"a.jpg", photograph(t, 900, 600)})
	th := w.Start(w.Mia, testkit.Photography, models.KindDiscussion, "The pass", "![the pass]("+sent.Href+")")
	reader, max := site.Browser(), site.As(w.Max)
	for _, moved := range []bool{false, true} {
		want := http.StatusOK
		if moved {
			w.Must(w.Store.MoveThread(w.Ctx, w.Mo, th.ID, testkit.StaffTable, "It names people."))
			want = http.StatusNotFound
		}
		for _, size := range []string{"", "/480.webp", "/960.jpg"} {
			for who, b := range map[string]*testsite.Browser{"a reader": reader, "a member": max} {
				res := b.Get(sent.Href + size)
				if cache := res.Header.Get("Cache-Control"); res.Status != want || strings.Contains(cache, "public") || strings.Contains(cache, "s-maxage") {
					t.Errorf("moved %v, %q to %s: %d, kept %s", moved, size, who, res.Status, cache)
				}
			}
		}
	}
}
