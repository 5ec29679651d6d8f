package handlers_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
)

func TestConsoleBrand_showsAChangeOnEveryPageAtOnce(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		site, other := testsite.Serve(w), testsite.Serve(w)
		ada, reader := site.As(w.Ada), site.Browser()
		if reader.Get("/").Has("link[href^='/brand/']") {
			t.Error("a look that nobody changed is fetched")
		}
		look := form("name", "Waymark", "tagline", "Out and about", "host_line", "Hosted by Larkmoor", "host_url", "https://larkmoor.example", "accent", "#ffd84d",
			"typeface", "plain", "corners", "square", "link1_label", "Shop", "link1_href", "https://shop.example", "version", "1")

		look.Set("do", "try")
		tried := ada.Post("/console/brand", look).Want(http.StatusOK)
		if tried.Find("[data-accent=light]").Length() != 1 || tried.Find("#brand-name").AttrOr("value", "") != "Waymark" || strings.Contains(reader.Get("/").Body, "Waymark") {
			t.Error("trying a look does not show it, or shows it to everybody")
		}
		sheet := tried.Find("[data-sample-sheet]").AttrOr("href", "")
		if css := ada.Get(sheet).Want(http.StatusOK); !strings.Contains(css.Body, ".brand-sample {") || css.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("the sample's sheet is %q", css.Body)
		}

		look.Del("do")
		ada.Post("/console/brand", look).Want(http.StatusSeeOther)
		for _, one := range []*testsite.Site{site, other} {
			page := one.Browser().Get("/").Want(http.StatusOK)
			if page.Find(".nameplate").First().Text() != "Waymark" || page.Find(".foot__host a").AttrOr("href", "") != "https://larkmoor.example" ||
				page.Find("[data-brand-link] a").AttrOr("href", "") != "https://shop.example" || !page.Has("link[rel=preload][href$='instrument-sans.woff2']") {
				t.Error("the front page does not have the look")
			}
		}
		address := reader.Get("/topics").Find("link[href^='/brand/']").AttrOr("href", "")
		css := reader.Get(address).Want(http.StatusOK)
		for _, want := range []string{":root {", "--accent: light-dark(oklch(", "--serif: var(--sans)", "--radius-2: 0px"} {
			if !strings.Contains(css.Body, want) {
				t.Errorf("the sheet lacks %q:\n%s", want, css.Body)
			}
		}
		if strings.Contains(css.Body, "#") || !strings.Contains(css.Header.Get("Cache-Control"), "immutable") || css.Header.Get("Content-Type") != "text/css; charset=utf-8" {
			t.Errorf("the sheet is kept as %q, %q", css.Header.Get("Cache-Control"), css.Header.Get("Content-Type"))
		}
		if old := reader.Get("/brand/0123456789.css").Want(http.StatusOK); old.Body != css.Body || strings.Contains(old.Header.Get("Cache-Control"), "immutable") {
			t.Error("a page from before the change gets no sheet, or keeps it for ever")
		}

		look.Set("name", "Milestone")
		clash := ada.Post("/console/brand", look).Want(http.StatusConflict)
		if clash.Find("[data-theirs=Name]").Text() != "Waymark" || clash.Find("#brand-name").AttrOr("value", "") != "Milestone" {
			t.Error("the second does not see both names")
		}
		ada.Post("/console/brand/restore", form("former", "1", "version", "1")).Want(http.StatusSeeOther)
		if reader.Get("/").Find(".nameplate").First().Text() != "Waymark" {
			t.Error("a stale wish for a former look was followed")
		}
		ada.Post("/console/brand/restore", form("former", "1", "version", "2")).Want(http.StatusSeeOther)
		if page := reader.Get("/"); page.Find(".nameplate").First().Text() == "Waymark" || page.Has("link[href^='/brand/']") {
			t.Error("the former look is not back")
		}
		ada.Post("/console/brand/restore", form("former", "77")).Want(http.StatusNotFound)
	})
}
