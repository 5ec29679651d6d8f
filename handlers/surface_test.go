package handlers_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
)

func TestEveryAnswerCarriesTheHeadersThatProtect(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	m := fill(w)
	site := testsite.Serve(w)
	for _, b := range []*testsite.Browser{site.Browser(), site.As(w.Mia)} {
		for _, path := range []string{"/", "/topics", "/search?q=a", "/t/" + itoa(m.talk.ID), "/nothing/here", "/feed.atom", "/robots.txt", "/avatars/mia", "/static/nothing", "/search?q=%ff"} {
			res := b.Get(path)
			h := res.Header
			policy := h.Get("Content-Security-Policy")
			if !strings.Contains(policy, "default-src 'none'") || strings.Contains(policy, "unsafe") {
				t.Errorf("%s: policy %q", path, policy)
			}
			if h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Referrer-Policy") == "" {
				t.Errorf("%s: headers %v", path, h)
			}
			if res.Body != "" && h.Get("Content-Type") == "" {
				t.Errorf("%s: no type", path)
			}
		}
	}
}

func TestUnusualMethodsAndPathsFindNothing(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	b := testsite.Serve(w).Browser()
	for _, method := range []string{"TRACE", "CONNECTX", "PROPFIND", "OPTIONS"} {
		b.Do(b.NewRequest(method, "/", nil)).Want(http.StatusMethodNotAllowed)
	}
	for _, path := range []string{"/.git", "/.git/config", "/debug/pprof/", "/static/", "/static", "/covers/", "/covers/fog-road/", "/covers/fog-road/-1", "/covers/fog-road/007",
		"/covers/../static/1", "/covers/nowhere/1", "/avatars/", "/avatars/a", "/avatars/A..", "/icons/17.png", "/icons/x", "/sitemaps/"} {
		if res := b.Get(path); res.Status != http.StatusNotFound {
			t.Errorf("%s: status %d", path, res.Status)
		}
	}
}

func TestPicturesMayDoNothingAndAreKept(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	b := testsite.Serve(w).Browser()
	for path, control := range map[string]string{"/covers/harbour-rain/12": "immutable", "/avatars/never-joined": "max-age=86400", "/favicon.svg": "max-age"} {
		res := b.Get(path).Want(http.StatusOK)
		if !strings.Contains(res.Header.Get("Content-Security-Policy"), "sandbox") || !strings.Contains(res.Header.Get("Cache-Control"), control) {
			t.Errorf("%s: %v", path, res.Header)
		}
		req := b.NewRequest(http.MethodGet, path, nil)
		req.Header.Set("If-None-Match", res.Header.Get("ETag"))
		if again := b.Do(req); again.Status != http.StatusNotModified {
			t.Errorf("%s again: status %d", path, again.Status)
		}
	}
}

func TestMetrics_tellFiguresAndNamesOfNobody(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	m := fill(w)
	b := testsite.Serve(w).Browser()
	b.Get("/t/" + itoa(m.talk.ID))
	b.Get("/").Want(http.StatusOK)
	figures := b.Get("/metrics").Want(http.StatusOK).Body
	for _, want := range []string{"commonthread_request_seconds_bucket", `route="/t/:id"`, "go_sql_open_connections", "commonthread_page_cache_misses_total"} {
		if !strings.Contains(figures, want) {
			t.Errorf("no %s", want)
		}
	}
	if strings.Contains(figures, m.talk.Slug) || strings.Contains(figures, "127.0.0.1") {
		t.Error("the figures name a thread or an address")
	}
}

func TestErrorPages_sayWhatHappenedInThePageOrThePart(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	site := testsite.Serve(w)
	b := site.Browser()
	page := b.Get("/nothing/here?q=secretword").Want(http.StatusNotFound)
	if !page.Has(".masthead") || !page.Has("h1") || strings.Contains(page.Body, "secretword") || page.Has("link[rel=canonical]") {
		t.Errorf("the page lacks its frame, or says back what was asked: %s", page.Body)
	}
	req := b.NewRequest(http.MethodGet, "/nothing/here", nil)
	req.Header.Set("X-Requested-With", "fetch")
	if part := b.Do(req).Want(http.StatusNotFound); strings.Contains(part.Body, "<html") {
		t.Errorf("a part is a whole page: %s", part.Body)
	}
	lost := b.Post("/t/1/posts", url.Values{"body": {"Half an hour of typing <b>"}})
	if lost.Status == http.StatusUnauthorized && strings.TrimSpace(lost.Find("textarea#typed").Text()) != "Half an hour of typing <b>" {
		t.Errorf("what was typed is lost: %s", lost.Body)
	}
	if api := b.Get("/api/v1/nothing").Want(http.StatusNotFound); !json.Valid([]byte(api.Body)) {
		t.Errorf("the API answers %s", api.Body)
	}
}
