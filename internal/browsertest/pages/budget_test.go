package pages

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"net/url"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/browsertest"
)

// What a reader's page of 20 posts may weigh, in bytes.
const (
	htmlBudget      = 60_000
	htmlWireBudget  = 12_000
	pageBudget      = 60_000 // the HTML with style and scripts, compressed, with their headers
	pageRequests    = 6      // and no more requests than that for all but letters and pictures
	fontBudget      = 50_000
	anyBudget       = 130_000 // of anybody's page: moderators have six more tools at each of 20 posts, which packs to little
	storyBudget     = 150_000 // the first screen of a story with twelve pictures, all that a phone fetches for it
	postsOnThePage  = 20
	ordinaryThreads = ` AND t.kind = 'discussion' AND t.post_count >= 20 ORDER BY t.post_count DESC, t.id LIMIT 3`
)

func TestReadersThreadPage_keepsToItsBudget(t *testing.T) {
	s := demonstration(t)
	var ids []int64
	s.must(s.db.Read.Raw(`SELECT t.id` + publicThreads + ordinaryThreads).Scan(&ids).Error)
	if len(ids) == 0 {
		t.Fatal("the demonstration has no thread of 20 posts: this proves nothing")
	}
	for _, id := range ids {
		tab := browsertest.Open(t, s.url+s.thread(id, ""))
		if n := tab.Count("article[data-post]"); n < postsOnThePage {
			t.Errorf("%s: %d posts, want %d", tab.URL(), n, postsOnThePage)
		}
		all := tab.Traffic()
		within(t, all, "decoded HTML", all.Only("Document").Decoded, htmlBudget)
		within(t, all, "HTML on the wire", all.Only("Document").Wire, htmlWireBudget)
		page := all.Where(func(f browsertest.File) bool { return f.Type != "Font" && f.Type != "Image" })
		within(t, all, "page, style and scripts", page.Wire, pageBudget)
		within(t, all, "requests for page, style and scripts", int64(page.Requests), pageRequests)
		within(t, all, "fonts", all.Only("Font").Where(usual).Wire, fontBudget)
		if len(all.Only("Stylesheet").Files) == 0 || len(all.Only("Script").Files) == 0 || len(all.Only("Font").Files) == 0 {
			t.Errorf("a page without style, scripts or letters proves nothing:\n%s", all)
		}
		for _, f := range all.Files {
			if u, err := url.Parse(f.URL); err != nil || !strings.HasPrefix(f.URL, s.url+"/") {
				t.Errorf("asks %s (%v)", u, err)
			}
		}
		t.Logf("%s: HTML %d (%d on the wire), with style and scripts %d in %d requests, fonts %d", tab.URL(),
			all.Only("Document").Decoded, all.Only("Document").Wire, page.Wire, page.Requests, all.Only("Font").Wire)
	}
}

// A story full of pictures shows its first screen to a phone that has not scrolled, whose screen has two pixels for one
// of the page's, for what a few seconds of a slow network bring: text, style, scripts, letters and what pictures it asks
// for by then.
func TestStoryOfTwelvePictures_showsItsFirstScreenWithinItsBudget(t *testing.T) {
	s := demonstration(t)
	s.sizes.Store(true)
	var ids []int64
	s.must(s.db.Read.Raw(`SELECT t.id` + publicThreads + ` AND t.kind = 'story' AND 11 <=
		(SELECT COUNT(*) FROM pictures k JOIN posts p ON p.id = k.post_id WHERE p.thread_id = t.id AND p.number = 1)`).Scan(&ids).Error)
	if len(ids) == 0 {
		t.Fatal("the demonstration has no story of a cover and eleven pictures: this proves nothing")
	}
	for _, id := range ids {
		tab := browsertest.Open(t, s.url+s.thread(id, ""), browsertest.On(browsertest.Size{Width: 390, Height: 844, Touch: true, Scale: 2}))
		if n := tab.Count("main img"); n < 12 {
			t.Errorf("%s: %d pictures", tab.URL(), n)
		}
		all := tab.Traffic()
		if all.Only("Image").Requests == 0 {
			t.Errorf("%s: not even the cover is asked for", tab.URL())
		}
		within(t, all, "the first screen", all.Wire, storyBudget)
		t.Logf("%s: %d bytes in %d requests, pictures %d", tab.URL(), all.Wire, all.Requests, all.Only("Image").Wire)
	}
}

func within(t *testing.T, all browsertest.Traffic, what string, is, budget int64) {
	t.Helper()
	if is > budget {
		t.Errorf("%s: %d, over %d\n%s", what, is, budget, all)
	}
}

// mustBeSmall: twenty posts of the usual length must fit with room to spare, whoever looks.
func mustBeSmall(t *testing.T, name, html string) {
	t.Helper()
	var zipped bytes.Buffer
	w := gzip.NewWriter(&zipped)
	_, err := io.WriteString(w, html)
	if err = errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	if len(html) > anyBudget || zipped.Len() > 2*htmlWireBudget {
		t.Errorf("%s: %d bytes of HTML, %d compressed", name, len(html), zipped.Len())
	}
}

// usual leaves out the files for letters beyond Western Europe, which few pages have.
func usual(f browsertest.File) bool { return !strings.HasSuffix(f.URL, "-ext.woff2") }
