package reading

import (
	"bytes"
	"compress/gzip"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

func TestEveryPage_hasOneHeadingAndAWayPastTheMasthead(t *testing.T) {
	for name, c := range everyPage(t) {
		doc := page(t, c)
		if n := doc.Find("h1").Length(); n != 1 {
			t.Errorf("%s: %d headings of the first level", name, n)
		}
		if doc.Find(`a.skip[href="#main"]`).Length() != 1 || doc.Find("main#main").Length() != 1 {
			t.Errorf("%s: no way past the masthead", name)
		}
	}
}

func TestEveryPage_keepsToTheContentSecurityPolicy(t *testing.T) {
	for name, c := range everyPage(t) {
		doc := page(t, c)
		if n := doc.Find("[style], style").Length(); n != 0 {
			t.Errorf("%s: %d inline styles", name, n)
		}
		doc.Find("script").Each(func(_ int, s *goquery.Selection) {
			if src, _ := s.Attr("src"); !strings.HasPrefix(src, "/static/") && s.AttrOr("type", "") != "application/ld+json" {
				t.Errorf("%s: an inline script", name)
			}
		})
		doc.Find("*").Each(func(_ int, s *goquery.Selection) {
			for _, a := range s.Nodes[0].Attr {
				if strings.HasPrefix(a.Key, "on") {
					t.Errorf("%s: %s has %s", name, s.Nodes[0].Data, a.Key)
				}
				if (a.Key == "src" || a.Key == "srcset" || a.Key == "action") && !strings.HasPrefix(a.Val, "/") {
					t.Errorf("%s: %s leads elsewhere: %s", name, a.Key, a.Val)
				}
			}
		})
	}
}

func TestEveryPage_givesPicturesTheirSizeAndControlsTheirName(t *testing.T) {
	for name, c := range everyPage(t) {
		doc := page(t, c)
		doc.Find("img").Each(func(_ int, s *goquery.Selection) {
			_, alt := s.Attr("alt")
			if !alt || s.AttrOr("width", "") == "" || s.AttrOr("height", "") == "" {
				t.Errorf("%s: a picture without alt or size: %s", name, s.AttrOr("src", ""))
			}
		})
		doc.Find("button, summary, a").Each(func(_ int, s *goquery.Selection) {
			if words(s) == "" && s.AttrOr("aria-label", "") == "" {
				t.Errorf("%s: a control without a name: %s", name, s.AttrOr("class", ""))
			}
		})
		doc.Find("template").Remove() // its fields stand in labels, once a script has made them
		doc.Find("input:not([type=hidden]):not([aria-hidden=true]):not([type=radio]):not([type=checkbox]), textarea, select").Each(func(_ int, s *goquery.Selection) {
			if doc.Find(`label[for="`+s.AttrOr("id", "?")+`"]`).Length() != 1 {
				t.Errorf("%s: no label for %s", name, s.AttrOr("name", ""))
			}
		})
	}
}

func TestEveryPage_usesEachIdOnce(t *testing.T) {
	for name, c := range everyPage(t) {
		seen := map[string]bool{}
		page(t, c).Find("[id]").Each(func(_ int, s *goquery.Selection) {
			id := s.AttrOr("id", "")
			if seen[id] {
				t.Errorf("%s: %q twice", name, id)
			}
			seen[id] = true
		})
	}
}

// The promise for a reader's page of twenty posts.
const (
	threadBytes      = 60_000
	threadCompressed = 12_000
)

func TestAThreadOfTwentyPosts_staysWithinItsBytes(t *testing.T) {
	html := draw(t, ShowThread(question(t)))
	if n := strings.Count(html, `<article class="post`); n != 20 {
		t.Fatalf("%d posts were drawn: this proves nothing", n)
	}
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	if _, err := w.Write([]byte(html)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if len(html) > threadBytes || packed.Len() > threadCompressed {
		t.Errorf("%d bytes, %d compressed; at most %d and %d", len(html), packed.Len(), threadBytes, threadCompressed)
	}
}
