package handlers_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
)

// From a file to a story's cover on the front page, replaced and taken away again, without scripts.
func TestCovers_byUpload(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	site := testsite.Serve(w)
	sam := site.As(w.Sam)
	_, large := sendByScript(t, sam, upload{"a.jpg", photograph(t, 1000, 700)})
	_, small := sendByScript(t, sam, upload{"b.jpg", photograph(t, 700, 500)})
	compose := sam.Get("/new?kind=story&topic=" + testkit.Photography).Want(http.StatusOK)
	if !compose.Has(`input[name=cover][value="`+large.Key+`"]`) || compose.Has(`input[name=cover][value="`+small.Key+`"]`) || !compose.Has("select[name=cover_focus]") {
		t.Error("the form offers other pictures than those that may be a cover")
	}
	res := sam.Post("/threads", url.Values{
		"topic": {testkit.Photography}, "kind": {"story"}, "title": {"The pass in snow"}, "body": {"It came at four."},
		"cover": {large.Key}, "cover_focus": {"top"}, "cover_alt": {"The pass"},
	})
	if res.Status != http.StatusSeeOther {
		t.Fatalf("%d %s", res.Status, res.Body)
	}
	reader := site.Browser()
	for _, at := range []string{res.Location, "/", "/stories"} {
		img := reader.Get(at).Want(http.StatusOK).Find(`main .picture img[src="/uploads/` + large.Key + `/1600.jpg"]`)
		srcset, _ := img.Attr("srcset")
		focus, _ := img.Attr("data-focus")
		if img.Length() == 0 || focus != "top" || strings.Count(srcset, "/uploads/") != 3 {
			t.Errorf("%s: %d covers, focus %q, %q", at, img.Length(), focus, srcset)
		}
		for size := range strings.SplitSeq(srcset, ", ") {
			reader.Get(strings.Fields(size)[0]).Want(http.StatusOK)
		}
		if width, _ := img.Attr("width"); width == "" {
			t.Errorf("%s: the cover has no width", at)
		}
	}
	post := w.Count(`SELECT id FROM posts WHERE thread_id = (SELECT id FROM threads WHERE cover LIKE ?)`, large.Key+"%")
	edit := fmt.Sprintf("/posts/%d/edit", post)
	form := sam.Get(edit).Want(http.StatusOK)
	if !form.Has(`input[name=cover][value="`+large.Key+`"][checked]`) || !form.Has(`select[name=cover_focus] option[value=top][selected]`) {
		t.Error("the edit does not show the cover as it is")
	}
	if res := sam.Post(edit, url.Values{"title": {"The pass in snow"}, "body": {"It came at four."}, "cover": {""}, "cover_focus": {"top"}}); res.Status != http.StatusSeeOther {
		t.Fatalf("%d %s", res.Status, res.Body)
	}
	reader.Get("/uploads/" + large.Key + "/480.webp").Want(http.StatusNotFound)
}
