package handlers_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// C10: a thread that moves out of sight takes every size of its pictures along, at once.
func TestUploads_goOutOfSightWithAMovedThread(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	site := w.Serve()
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
			for who, b := range map[string]*testkit.Browser{"a reader": reader, "a member": max} {
				res := b.Get(sent.Href + size)
				if cache := res.Header.Get("Cache-Control"); res.Status != want || strings.Contains(cache, "public") || strings.Contains(cache, "s-maxage") {
					t.Errorf("moved %v, %q to %s: %d, kept %s", moved, size, who, res.Status, cache)
				}
			}
		}
	}
}
