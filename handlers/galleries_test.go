package handlers_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
)

// A gallery from the composer to a reader without scripts: rows of pictures, and a page for each with the way on.
func TestGallery_withScriptsOff(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	site := testsite.Serve(w)
	mia, reader := site.As(w.Mia), site.Browser()
	_, a := sendByScript(t, mia, upload{"a.jpg", photograph(t, 1200, 800)})
	_, b := sendByScript(t, mia, upload{"b.jpg", photograph(t, 600, 900)})
	compose := mia.Get("/new?kind=gallery&topic=photography").Want(http.StatusOK)
	if compose.Has("input[name=theme_until]") || !site.As(w.Hana).Get("/new?kind=gallery&topic=photography").Has("input[name=theme_until]") {
		t.Error("a theme is offered to a member, or not to the host")
	}
	fields := form("topic", "photography", "kind", "gallery", "title", "Two mornings", "body", "Fog.", "draft_key", "g1")
	refused := mia.Post("/threads", fields).Want(http.StatusUnprocessableEntity)
	if !strings.Contains(refused.Find(".field__error").Text(), "at least one picture") || refused.Find("textarea").Text() != "Fog." {
		t.Errorf("without a picture: %s", refused.Find("main").Text())
	}
	fields.Set("body", fmt.Sprintf("Fog.\n\n![The pass](%s \"At four.\")\n\n![A tree](%s)", a.Href, b.Href))
	at := mia.Post("/threads", fields).Want(http.StatusSeeOther).Location
	page := reader.Get(at).Want(http.StatusOK)
	if page.Find(".gallery .post--opening figure a.picture").Length() != 2 || page.Find("[data-posts] article").Length() != 0 || !page.Has("light-box dialog") {
		t.Errorf("the gallery: %s", page.Find("main").Text())
	}
	first := reader.Get(a.Href).Want(http.StatusOK)
	if href, _ := first.Find("a[rel=next]").Attr("href"); href != b.Href || first.Has("a[rel=prev]") || first.Find("main img").AttrOr("alt", "") != "The pass" {
		t.Errorf("the first picture leads on to %q", href)
	}
	if words := first.Find("figcaption").Text(); !strings.Contains(words, "At four.") || !strings.Contains(words, "Mia Thornbury") || !strings.Contains(words, "All rights reserved") {
		t.Errorf("under it stands %q", words)
	}
	if href, _ := reader.Get(b.Href).Want(http.StatusOK).Find("a[rel=prev]").Attr("href"); href != a.Href {
		t.Errorf("the second leads back to %q", href)
	}
	if photos := reader.Get("/photos").Want(http.StatusOK); photos.Find(".row .card").Length() != 1 || photos.Find(".card img").AttrOr("src", "") != a.Href+"/1600.jpg" {
		t.Errorf("the page of photographs: %s", photos.Find("main").Text())
	}
	// C10: with the thread goes every page of its pictures
	w.Exec(`UPDATE topics SET visibility = 'staff' WHERE slug = ?`, testkit.Photography)
	for _, address := range []string{a.Href, b.Href, a.Href + "/480.webp"} {
		reader.Get(address).Want(http.StatusNotFound)
	}
}

func TestTheme_gathersWhatMembersSend(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	site := testsite.Serve(w)
	hana, max, reader := site.As(w.Hana), site.As(w.Max), site.Browser()
	until := w.Clock.Now().Add(20 * 24 * time.Hour)
	fields := form("topic", "photography", "kind", "gallery", "title", "The hour before dark", "body", "One picture each.", "draft_key", "t1", "theme_until", "soon")
	if res := hana.Post("/threads", fields).Want(http.StatusUnprocessableEntity); res.Find("input[name=theme_until]").AttrOr("value", "") != "soon" {
		t.Error("what was typed is lost")
	}
	fields.Set("theme_until", until.Format(models.LocalLayout))
	at := hana.Post("/threads", fields).Want(http.StatusSeeOther).Location
	if page := reader.Get(at).Want(http.StatusOK); !page.Has(".theme-state[data-theme=true]") || page.Has(".wall") {
		t.Errorf("open: %s", page.Find("main").Text())
	}
	_, sent := sendByScript(t, max, upload{"a.jpg", photograph(t, 1200, 800)})
	max.Post(strings.Join(strings.Split(at, "/")[:3], "/")+"/posts", form("body", "![Dusk]("+sent.Href+")", "draft_key", "r1")).Want(http.StatusSeeOther)
	page := reader.Get(at).Want(http.StatusOK)
	if page.Find(".wall li a.picture").AttrOr("href", "") != sent.Href || page.Find(".wall img").AttrOr("alt", "") != "Dusk" {
		t.Errorf("the wall: %s", page.Find("main").Text())
	}
	if photos := reader.Get("/photos").Want(http.StatusOK); photos.Find(".theme-band li").Length() != 1 {
		t.Errorf("the theme among the photographs: %s", photos.Find("main").Text())
	}
	tool := strings.Join(strings.Split(at, "/")[:3], "/") + "/theme"
	if now := hana.Get(tool).Want(http.StatusOK).Find("#theme-theme_until").AttrOr("value", ""); now != until.Format(models.LocalLayout) {
		t.Errorf("the form says that it is open until %q", now)
	}
	max.Post(tool, form("theme_until", "")).Want(http.StatusForbidden)
	for _, wrong := range []string{"soon", w.Clock.Now().Add(time.Hour).Format(models.LocalLayout)} {
		again := hana.Post(tool, form("theme_until", wrong)).Want(http.StatusUnprocessableEntity)
		if again.Find("#theme-theme_until").AttrOr("value", "") != wrong || !again.Has("#theme-theme_until-error") {
			t.Errorf("%q is lost, or is not said to be wrong", wrong)
		}
	}
	until = until.Add(24 * time.Hour)
	hana.Post(tool, form("theme_until", until.Format(models.LocalLayout))).Want(http.StatusSeeOther)
	w.Clock.Set(until.Add(-time.Minute))
	if !reader.Get(at).Want(http.StatusOK).Has(".theme-state[data-theme=true]") {
		t.Error("it does not stay open as long as its host says now")
	}
	w.Clock.Set(until.Add(time.Minute))
	if page := max.Get(at).Want(http.StatusOK); !page.Has(".theme-state[data-theme=false]") || page.Find(".wall li").Length() != 1 {
		t.Errorf("closed: %s", page.Find("main").Text())
	}
}

// What is said of a picture, and deleting it with the way back, by plain forms and by script.
func TestPictureWords_byForms(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	site := testsite.Serve(w)
	mia := site.As(w.Mia)
	_, sent := sendByScript(t, mia, upload{"a.jpg", photograph(t, 500, 300)})
	words := sent.Href + "/words"
	if page := mia.Get(words).Want(http.StatusOK); page.Find("select[name=licence] option[selected]").AttrOr("value", "") != "all-rights-reserved" {
		t.Error("the default licence is another")
	}
	refused := mia.Post(words, form("licence", "mine", "lens", strings.Repeat("x", 81), "alt", "The pass")).Want(http.StatusUnprocessableEntity)
	if refused.Find("input[name=alt]").AttrOr("value", "") != "The pass" || refused.Find(".field__error").Length() != 2 {
		t.Errorf("refused: %s", refused.Find("main").Text())
	}
	mia.Post(words, form("licence", "cc-by", "alt", "The pass", "caption", "At “four”", "camera_name", "X-T5")).Want(http.StatusSeeOther)
	page := mia.Get("/uploads").Want(http.StatusOK)
	if line := page.Find(".pictures__line").AttrOr("value", ""); line != "![The pass]("+sent.Href+` "At “four”")` {
		t.Errorf("the line is %s", line)
	}
	if !strings.Contains(page.Find(".pictures__one").Text(), "CC BY 4.0 · X-T5") {
		t.Errorf("listed as %s", page.Find(".pictures__one").Text())
	}
	site.As(w.Max).Get(words).Want(http.StatusNotFound)
	site.As(w.Mo).Get(words).Want(http.StatusNotFound) // no post shows it
	w.Start(w.Mia, testkit.Photography, models.KindDiscussion, "Fog", "![The pass]("+sent.Href+")")
	mo := site.As(w.Mo)
	if !mo.Get(sent.Href).Has(`a[href="`+words+`"]`) || mo.Get(words).Want(http.StatusOK).Has("input[name=alt]") {
		t.Error("a moderator is not led to what is said of a shown picture, or is asked for its author's words")
	}
	if to := mo.Post(words, form("licence", "cc0", "credit", "Nia")).Want(http.StatusSeeOther).Location; to != sent.Href {
		t.Errorf("a moderator is led to %s", to)
	}
	w.Exec(`UPDATE pictures SET post_id = NULL`)
	site.As(w.Max).Post(sent.Href+"/delete", form()).Want(http.StatusNotFound)
	to := mia.Post(sent.Href+"/delete", form()).Want(http.StatusSeeOther).Location
	if page := mia.Get(to).Want(http.StatusOK); page.Has(".pictures__one") || !page.Has("form[action='"+sent.Href+"/restore']") {
		t.Error("deleted, it is listed, or cannot be had back")
	}
	mia.Post(sent.Href+"/restore", form()).Want(http.StatusSeeOther)
	mia.Get(sent.Href).Want(http.StatusOK)
}
