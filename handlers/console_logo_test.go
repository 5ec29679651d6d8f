package handlers_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
)

// From a file to a logo on every page and icons in every tab, and away again: everything by plain forms.
func TestConsoleLogo_fromAFileToEveryPage(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	site := testsite.Serve(w)
	ada, reader := site.As(w.Ada), site.Browser()
	_, sent := sendByScript(t, ada, upload{"logo.jpg", photograph(t, 900, 300)})
	asked := ada.Get("/console/brand/logo").Want(http.StatusOK)
	if !asked.Has("input[name=light][value='"+sent.Key+"']") || !asked.Has("input[name=for][value=logo]") || asked.Has("input[value=keep]") {
		t.Error("the picture cannot be chosen, or nothing can be sent")
	}
	ada.Post("/console/brand/logo", form("light", "", "dark", sent.Key)).Want(http.StatusUnprocessableEntity)
	ada.Post("/console/brand/logo", form("light", "somebody-elses-picture")).Want(http.StatusUnprocessableEntity)
	ada.Post("/console/brand/logo", form("light", sent.Key, "version", "1")).Want(http.StatusSeeOther)

	front := reader.Get("/").Want(http.StatusOK)
	logo := front.Find(".nameplate img")
	if logo.AttrOr("alt", "") == "" || logo.AttrOr("width", "") != "336" || logo.AttrOr("height", "") != "112" {
		t.Errorf("the nameplate has %d pictures, %s by %s", logo.Length(), logo.AttrOr("width", ""), logo.AttrOr("height", ""))
	}
	for _, selector := range []string{".nameplate img[src]", "link[rel=icon][type='image/png'][href]", "link[rel=apple-touch-icon][href]"} {
		one := front.Find(selector)
		got := reader.Get(one.AttrOr("src", one.AttrOr("href", ""))).Want(http.StatusOK)
		if got.Header.Get("Content-Type") != "image/png" || !strings.Contains(got.Header.Get("Cache-Control"), "immutable") {
			t.Errorf("%s: %v", selector, got.Header)
		}
	}
	if image := front.Find("meta[property='og:image']").AttrOr("content", ""); !strings.HasSuffix(image, "/icon-512.png") {
		t.Errorf("others are shown %q", image)
	}
	hash := strings.Split(logo.AttrOr("src", ""), "/")[2]
	for path, want := range map[string]string{
		"/manifest.webmanifest": "/brand/" + hash + "/icon-192.png", "/feed.atom": "/brand/" + hash + "/logo.png", "/": `\"logo\":`,
	} {
		if body := reader.Get(path).Body; !strings.Contains(body, strings.ReplaceAll(want, `\`, "")) {
			t.Errorf("%s lacks %s", path, want)
		}
	}
	for _, path := range []string{"/favicon.ico", "/icons/192.png"} {
		if got := reader.Get(path).Want(http.StatusOK); got.Header.Get("Content-Type") != "image/png" || strings.Contains(got.Header.Get("Cache-Control"), "immutable") {
			t.Errorf("%s: %v", path, got.Header)
		}
	}
	for _, path := range []string{"/brand/" + hash + "/480.webp", "/brand/" + hash + "/..%2flogo.png", "/brand/" + strings.Repeat("0", 64) + "/logo.png", "/brand/x/logo.png"} {
		reader.Get(path).Want(http.StatusNotFound)
	}

	ada.Post("/console/brand/logo", form("light", "keep", "dark", sent.Key, "icon", "", "version", "2")).Want(http.StatusSeeOther)
	if page := reader.Get("/"); !page.Has(".nameplate source[media]") || page.Find(".nameplate img").AttrOr("src", "") != logo.AttrOr("src", "") {
		t.Error("the logo of dark pages is not offered beside the other")
	}
	if clash := ada.Post("/console/brand/logo", form("version", "2")).Want(http.StatusConflict); !clash.Has("#form-errors") {
		t.Error("the second is told nothing")
	}
	ada.Post("/console/brand/restore", form("former", "1", "version", "3")).Want(http.StatusSeeOther)
	if reader.Get("/").Has(".nameplate img") {
		t.Error("the name is not back")
	}
}

func TestLogo_refusesADrawingWithWhatHelps(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	_, sent := sendByScript(t, testsite.Serve(w).As(w.Ada), upload{"logo.svg", []byte(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`)})
	if sent.Key != "" || !strings.Contains(sent.Message, "logo.svg: This is an SVG drawing.") || !strings.Contains(sent.Message, "save it as PNG") {
		t.Errorf("answered %+v", sent)
	}
}
