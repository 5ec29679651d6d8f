package pages

import (
	"net/http"
	"slices"
	"strings"
	"testing"
)

// noPages are the addresses that answer GET with something else than a page of their own.
var noPages = []string{
	"/healthz", "/readyz", "/metrics", "/static/*", "/brand/:sheet", "/brand/:sheet/:file", "/console/brand/sample.css", "/console/style/tokens.css", "/robots.txt", "/sitemap.xml", "/sitemaps/:file", "/opensearch.xml", "/manifest.webmanifest",
	"/favicon.ico", "/favicon.svg", "/icons/:size", "/avatars/:handle", "/faces/:key/:size", "/covers/:scene/:variant", "/uploads/:key/:size", "/stories/preview/:token/uploads/:key/:size", "/members/suggest", "/live", "/live/events",
	"/heard.atom", "/promise.json", "/promise/moderation.json", "/suggestions/alike", "/notices/unread", "/events.ics", "/feed.atom", "/topics/:slug/feed.atom", "/t/:id/feed.atom",
	// these lead elsewhere
	"/settings", "/posts/:id", "/t/:id", "/t/:id/", "/t/:id/unread", "/stories/:id/edit",
	// a film of somebody else's in a frame: it would ask another origin
	"/watch",
	// only where a thread was removed
	"/t/:id/restore",
	// documents for other programs
	"/console/ledger.csv", "/console/ledger-lines.csv", "/console/ledger.json",
}

func TestEveryPage_isInASample(t *testing.T) {
	s := demonstration(t)
	sampled := map[string]bool{}
	for _, p := range s.allSamples() {
		sampled[p.route] = true
	}
	for _, r := range s.server.Routes() {
		api := strings.HasPrefix(r.Path, "/api/")
		if r.Method == http.MethodGet && !api && !sampled[r.Path] && !slices.Contains(noPages, r.Path) {
			t.Errorf("%s is in no sample of sample_test.go", r.Path)
		}
	}
}
