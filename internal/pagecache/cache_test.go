package pagecache

import (
	"bytes"
	"io"
	"strings"
	"sync"
	"testing"

	"github.com/klauspost/compress/gzip"
)

func page(t *testing.T, body string) *Page {
	t.Helper()
	p, err := NewPage("text/html", "public", "Cookie", []byte(body))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestCache_pageIsFreshUntilOneOfItsTagsIsTouched(t *testing.T) {
	c := New(1 << 20)
	c.Keep("/a", page(t, "a"), c.Now(), []string{"thread:1", "site"})
	if _, state := c.Get("/a"); state != Fresh {
		t.Fatalf("kept a moment ago: %d", state)
	}
	c.Add("thread:2")
	c.Take("thread:3")
	if _, state := c.Get("/a"); state != Fresh {
		t.Errorf("after changes elsewhere: %d", state)
	}
	c.Add("thread:1")
	if _, state := c.Get("/a"); state != Behind {
		t.Errorf("after an addition: %d", state)
	}
	c.Take("site")
	if _, state := c.Get("/a"); state != Outdated {
		t.Errorf("after something was taken away: %d", state)
	}
	c.Keep("/a", page(t, "b"), c.Now(), []string{"thread:1", "site"})
	if p, state := c.Get("/a"); state != Fresh || string(p.Body) != "b" {
		t.Errorf("drawn again: %d", state)
	}
	if _, state := c.Get("/b"); state != Missing {
		t.Errorf("never kept: %d", state)
	}
}

func TestCache_pageBegunBeforeAChangeIsNeverFresh(t *testing.T) {
	c := New(1 << 20)
	begun := c.Now()
	c.Add("thread:1") // while the page is drawn
	c.Keep("/a", page(t, "a"), begun, []string{"thread:1"})
	if _, state := c.Get("/a"); state != Behind {
		t.Errorf("state %d", state)
	}
}

func TestCache_staysUnderItsWeight(t *testing.T) {
	c := New(100_000)
	for i := range 500 {
		c.Keep(strings.Repeat("k", i+1), page(t, strings.Repeat("x", 2_000)), c.Now(), nil)
	}
	c.pages.CleanUp()
	if c.Bytes() > 100_000 {
		t.Errorf("%d bytes are kept", c.Bytes())
	}
}

func TestCache_doesNotKeepWhatIsHeavierThanAllOfIt(t *testing.T) {
	c := New(64)
	c.Keep("/a", page(t, strings.Repeat("a", 500)), c.Now(), nil)
	if _, state := c.Get("/a"); state != Missing {
		t.Errorf("a page of ten times the cache: %d", state)
	}
}

func TestCache_anyNumberMayTouchAndReadAtOnce(t *testing.T) {
	c := New(1 << 20)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 200 {
				begun := c.Now()
				c.Add("thread:1")
				c.Keep("/a", page(t, "a"), begun, []string{"thread:1"})
				if _, state := c.Get("/a"); state == Fresh {
					t.Error("a page begun before a change is fresh")
				}
			}
		})
	}
	wg.Wait()
}

func TestPage_isTaggedByItsContentAndUnpacksToIt(t *testing.T) {
	body := strings.Repeat("a page about fog ", 200)
	one, two, other := page(t, body), page(t, body), page(t, body+".")
	if one.Tag != two.Tag || one.Tag == other.Tag {
		t.Errorf("tags %s, %s, %s", one.Tag, two.Tag, other.Tag)
	}
	r, err := gzip.NewReader(bytes.NewReader(one.Packed))
	if err != nil {
		t.Fatal(err)
	}
	if plain, _ := io.ReadAll(r); string(plain) != body || len(one.Packed) >= len(body) {
		t.Errorf("%d bytes packed, %d unpacked of %d", len(one.Packed), len(plain), len(body))
	}
	if p := page(t, "short"); p.Packed != nil {
		t.Error("a short page is compressed")
	}
}
