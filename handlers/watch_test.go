package handlers_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
)

func TestWatch_letsOneHostInAndStandsInOurOwnPagesAlone(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	reader := testsite.Serve(w).Browser()
	film := reader.Get("/watch?of=" + url.QueryEscape("https://youtu.be/dQw4w9WgXcQ")).Want(http.StatusOK)
	policy := film.Header.Get("Content-Security-Policy")
	if !strings.Contains(policy, "frame-src https://www.youtube-nocookie.com;") || !strings.Contains(policy, "frame-ancestors 'self'") || film.Header.Get("X-Frame-Options") != "SAMEORIGIN" {
		t.Errorf("the policy is %s", policy)
	}
	if src := film.Find("iframe[sandbox][title]").AttrOr("src", ""); !strings.HasPrefix(src, "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ") {
		t.Errorf("the frame shows %q", src)
	}
	file := reader.Get("/watch?of=" + url.QueryEscape("https://files.example.org/fog.webm")).Want(http.StatusOK)
	if policy := file.Header.Get("Content-Security-Policy"); !strings.Contains(policy, "media-src https://files.example.org;") || strings.Contains(policy, "frame-src") || !file.Has("video[controls]") {
		t.Errorf("of a file the policy is %s", policy)
	}
	for _, of := range []string{"", "https://elsewhere.example/", "https://evil.example;script-src/x.mp4", "https://youtu.be/dQw4w9WgXcQ%22"} {
		reader.Get("/watch?of=" + url.QueryEscape(of)).Want(http.StatusNotFound)
	}
}

func TestVideo_asksNobodyBeforeItIsOpened(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	th := w.Start(w.Mia, "photography", models.KindDiscussion, "Fog on film", "Seen today.\n\n[Fog](https://youtu.be/dQw4w9WgXcQ)")
	reader := testsite.Serve(w).Browser()
	page := reader.Get("/t/" + itoa(th.ID) + "/" + th.Slug).Want(http.StatusOK)
	if page.Has("iframe") || page.Find(".prose a.video__open").AttrOr("href", "") != "https://youtu.be/dQw4w9WgXcQ" {
		t.Error("a film is no plain link to whoever has no scripts")
	}
	if policy := page.Header.Get("Content-Security-Policy"); !strings.Contains(policy, "frame-src 'self';") || strings.Contains(policy, "youtube") {
		t.Errorf("the page may ask others: %s", policy)
	}
	reader.Get(page.Find(".video__open img").AttrOr("src", "")).Want(http.StatusOK)
	if feed := reader.Get("/t/" + itoa(th.ID) + "/feed.atom"); !strings.Contains(feed.Body, "video__open") {
		t.Error("the feed lost the film")
	}
}
