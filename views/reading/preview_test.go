package reading

import (
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/commonthread/commonthread/internal/markup"
)

func TestPreview_asksForItsPicturesBelowTheLinkAlone(t *testing.T) {
	key := strings.Repeat("k", 22)
	p := storyPage(t)
	p.Thread.Cover = Cover{Scene: key, Alt: "A harbour"}
	body := markup.Trusted(`<p>Words with "/uploads" in them.</p><img src="/uploads/` + key + `/960.jpg" srcset="/uploads/` + key + `/480.webp 480w, /uploads/` + key + `/960.webp 960w" alt="">`)
	doc := page(t, Preview(p, body, "/stories/preview/token"))
	asked := 0
	doc.Find("article img").Each(func(_ int, s *goquery.Selection) {
		for _, from := range []string{s.AttrOr("src", ""), s.AttrOr("srcset", "")} {
			for _, one := range strings.Split(from, ", ") {
				if strings.Contains(one, key) {
					asked++
				}
				if strings.HasPrefix(one, "/uploads/") {
					t.Errorf("it asks for %s, which nobody else may see", one)
				}
			}
		}
	})
	if asked < 6 {
		t.Errorf("%d addresses of pictures: this proves nothing", asked)
	}
	if got := words(one(t, doc, ".prose p")); got != `Words with "/uploads" in them.` {
		t.Errorf("the words are %q", got)
	}
}
