package handlers_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/handlers"
	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/views/links"
)

// A request that fails tells the log why, and the visitor nothing but that it failed.
func TestFailure_isToldToTheLogAloneAndHarmsNoOther(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	fill(w)
	var log bytes.Buffer
	site := testsite.Serve(w, func(o *handlers.Options) { o.Log = slog.New(slog.NewJSONHandler(&log, nil)) })
	site.Server.TryKept("/test/panics", func(echo.Context) error { panic("a secret sat here") })
	site.Server.TryKept("/test/fails", func(echo.Context) error { return fmt.Errorf("open /srv/secret: a secret sat here") })
	for who, b := range map[string]*testsite.Browser{"a reader": site.Browser(), "a member": site.As(w.Mia)} {
		for _, path := range []string{"/test/panics", "/test/fails"} {
			log.Reset()
			res := b.Get(path).Want(http.StatusInternalServerError)
			if strings.Contains(res.Body, "secret") || strings.Contains(res.Body, "goroutine") || !res.Has("h1") || !res.Has(".masthead") {
				t.Errorf("%s, %s: the page tells why, or is none: %s", who, path, res.Body)
			}
			if res.Header.Get("Cache-Control") != "no-store" || res.Header.Get("Content-Security-Policy") == "" {
				t.Errorf("%s, %s: headers %v", who, path, res.Header)
			}
			id := res.Header.Get("X-Request-Id")
			if line := log.String(); !strings.Contains(line, "a secret sat here") || !strings.Contains(line, `"level":"ERROR"`) || id == "" || !strings.Contains(line, id) {
				t.Errorf("%s, %s: the log says %s", who, path, line)
			}
		}
		b.Get("/").Want(http.StatusOK)
	}
}

// The log is for whoever runs the machine: it names routes, never what people wrote or who they are.
func TestLog_namesRoutesAndNobody(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	m := fill(w)
	var log bytes.Buffer
	site := testsite.Serve(w, func(o *handlers.Options) { o.Log = slog.New(slog.NewJSONHandler(&log, nil)) })
	b := site.As(w.Mia)
	b.Get(links.Thread(m.talk.ID, m.talk.Slug)).Want(http.StatusOK)
	b.Get("/search?q=privateword").Want(http.StatusOK)
	b.Get("/members/hana").Want(http.StatusOK)
	b.Get("/reset/a-secret-token").Want(http.StatusGone)
	b.Post(links.ThreadPosts(m.talk.ID), form("body", "Words between us")).Want(http.StatusSeeOther)
	b.Post("/login", form("email", "mia@example.test", "password", "a wrong passphrase")).Want(http.StatusUnprocessableEntity)
	lines := log.String()
	for _, route := range []string{`"route":"/t/:id/:slug"`, `"route":"/search"`, `"route":"/members/:handle"`, `"route":"/reset/:token"`, `"status":422`} {
		if !strings.Contains(lines, route) {
			t.Errorf("the log lacks %s", route)
		}
	}
	for _, word := range []string{m.talk.Slug, "privateword", "hana", "a-secret-token", "Words between us", "example.test", "wrong passphrase", "ct_session", testkit.Password} {
		if strings.Contains(lines, word) {
			t.Errorf("the log holds %q", word)
		}
	}
}

// The way back after signing in is a page of ours, whatever the browser says it came from.
func TestErrorPage_leadsBackToOurOwnPageAlone(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	m := fill(w)
	site := testsite.Serve(w)
	b := site.Browser()
	for referer, want := range map[string]string{
		site.URL + links.Thread(m.talk.ID, m.talk.Slug): links.Thread(m.talk.ID, m.talk.Slug),
		site.URL + "/search?q=a&page=2#hit":             "/search?q=a&page=2",
		"https://evil.test/t/1":                         "",
		site.URL + "//evil.test":                        "",
		"nonsense":                                      "",
		"":                                              "",
		strings.Replace(site.URL, "http://", "http://mia:pass@", 1) + "/topics": "/topics",
	} {
		req := b.NewRequest(http.MethodPost, "/posts/"+itoa(m.answer.ID)+"/bookmark", strings.NewReader("on=1"))
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set("Referer", referer)
		page := b.Do(req).Want(http.StatusUnauthorized)
		href := page.Find(`main a[href^="/login"]`).AttrOr("href", "none")
		_, next, _ := strings.Cut(href, "next=")
		if want == "" && strings.Contains(href, "evil") || want != "" && next != strings.NewReplacer("/", "%2F", "?", "%3F", "=", "%3D", "&", "%26").Replace(want) {
			t.Errorf("from %q it leads to %s, want back to %q", referer, href, want)
		}
	}
}

// Whoever goes away while something is made for them is no failure of ours; what is stopped for another reason is.
func TestFailure_ofAClientThatWentAwayIsNoneOfOurs(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	var log bytes.Buffer
	site := testsite.Serve(w, func(o *handlers.Options) { o.Log = slog.New(slog.NewJSONHandler(&log, nil)) })
	site.Server.TryKept("/test/stops", func(echo.Context) error { return fmt.Errorf("draw a picture: %w", context.Canceled) })
	log.Reset()
	gone, leave := context.WithCancel(context.Background())
	leave()
	for ctx, want := range map[context.Context]string{gone: `"status":499`, context.Background(): `"status":500`} {
		log.Reset()
		site.Server.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/test/stops", nil).WithContext(ctx))
		level := map[bool]string{true: `"level":"INFO"`, false: `"level":"ERROR"`}[ctx == gone]
		if line := log.String(); !strings.Contains(line, want) || !strings.Contains(line, level) {
			t.Errorf("want %s at %s, the log says %s", want, level, line)
		}
	}
}
