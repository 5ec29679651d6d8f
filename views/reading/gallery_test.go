package reading

import (
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/ui"
)

func wallPicture(key, alt, caption string) WallPicture {
	return WallPicture{
		Key: key, Alt: alt, Caption: caption, Author: ui.Person{Name: "Ole Haugen", Handle: "ole"}, Number: 4, Width: 1200, Height: 800,
		Files: []PictureFile{{"/uploads/" + key + "/480.webp", "image/webp", 480}, {"/uploads/" + key + "/960.webp", "image/webp", 960}, {"/uploads/" + key + "/960.jpg", "image/jpeg", 960}},
	}
}

func galleryPage(t *testing.T) ThreadPage {
	t.Helper()
	p := question(t)
	p.Thread.Kind, p.Pager.Page = models.KindGallery, 1
	p.Gallery = &Gallery{}
	return p
}

// The opening stands above the conversation, once, and each picture can be shown large.
func TestGallery_showsItsOpeningAboveTheConversation(t *testing.T) {
	p := galleryPage(t)
	doc := page(t, ShowThread(p))
	one(t, doc, ".gallery article.post--opening")
	one(t, doc, "#conversation h2")
	one(t, doc, "light-box dialog[aria-label]")
	if n := doc.Find("[data-posts] .post--opening").Length(); n != 0 {
		t.Errorf("the opening stands among the replies too: %d", n)
	}
	if doc.Find(".wall, .theme-state").Length() != 0 {
		t.Error("a gallery that is no theme has a wall")
	}
	p.Pager.Page = 2
	if doc := page(t, ShowThread(p)); doc.Find(".gallery").Length() != 0 {
		t.Error("the second page shows the gallery again")
	}
}

func TestGallery_saysHowLongAThemeIsOpen(t *testing.T) {
	p := galleryPage(t)
	p.Gallery = &Gallery{Theme: true, Open: true, ClosesAt: morning.Add(48 * time.Hour), Wall: []WallPicture{wallPicture("aa", "Dusk", "Late."), wallPicture("bb", "", "")}}
	doc := page(t, ShowThread(p))
	if got := words(one(t, doc, ".theme-state[data-theme=true]")); !strings.HasPrefix(got, "Open until ") {
		t.Errorf("open: %q", got)
	}
	if got := words(one(t, doc, "#wall")); got != "2 pictures so far" {
		t.Errorf("headed %q", got)
	}
	first := doc.Find(".wall li").First()
	if first.AttrOr("class", "") != "ratio-15" || first.Find("a.picture").AttrOr("href", "") != "/uploads/aa" ||
		first.Find("source").AttrOr("srcset", "") != "/uploads/aa/480.webp 480w, /uploads/aa/960.webp 960w" || first.Find("img").AttrOr("src", "") != "/uploads/aa/960.jpg" {
		t.Errorf("a picture of the wall: %v", first.Nodes)
	}
	if got := words(first.Find("figcaption")); got != "Ole Haugen Late." || first.Find("figcaption a").AttrOr("href", "") != "/t/12/wet-feet#post-4" {
		t.Errorf("under it: %q", got)
	}
	if alt := doc.Find(".wall li img").Last().AttrOr("alt", ""); alt != "A picture by Ole Haugen" {
		t.Errorf("without words it is %q", alt)
	}
	p.Gallery.Open = false
	if got := words(one(t, page(t, ShowThread(p)), ".theme-state[data-theme=false]")); !strings.HasPrefix(got, "Closed since ") {
		t.Errorf("closed: %q", got)
	}
}

func TestPhotos_leadWithTheOpenTheme(t *testing.T) {
	p := PhotosPage{Pager: ui.Pager{Page: 1, Pages: 1, Of: func(int) string { return "/photos" }}}
	doc := page(t, Photos(p))
	if doc.Find(".theme-band").Length() != 0 || !strings.Contains(words(doc.Find("main")), "No galleries yet") || doc.Find(`main a[href^="/new"]`).Length() != 0 {
		t.Error("an empty page of photographs")
	}
	p.CanStart = true
	p.Theme = &ThemeBand{ID: 9, Slug: "dusk", Title: "The hour before dark", Prompt: "One picture each.", ClosesAt: morning, Wall: []WallPicture{wallPicture("aa", "Dusk", "")}}
	doc = page(t, Photos(p))
	one(t, doc, `.theme-band h2 a[href="/t/9/dusk"]`)
	one(t, doc, `main a[href="/new?kind=gallery"]`)
	if doc.Find(".theme-band li").Length() != 1 {
		t.Error("the theme's pictures")
	}
}
