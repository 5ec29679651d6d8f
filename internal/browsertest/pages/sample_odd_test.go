package pages

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"time"

	"github.com/commonthread/commonthread/handlers"
	"github.com/commonthread/commonthread/internal/auth"
	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/markup"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// oddSamples are pages that the demonstration never shows: a community that nobody has set up, one that is asked too much
// of, and one whose database takes too long.
func (s *site) oddSamples() []sample {
	s.t.Helper()
	bare, setup := s.bareSite()
	busy, slow := s.busySite(), s.slowSite()
	return []sample{
		{name: "setup", route: "/setup/:token", at: bare, path: setup},
		{name: "setup-refused", route: "/setup/:token", at: bare, path: setup, status: 422, form: url.Values{
			"community": {""}, "time_zone": {"Europe/Nowhere"}, "topic": {"Remote work"}, "handle": {"x"}, "name": {"Ada Lindqvist"},
			"email": {"nobody"}, "password": {"short"}}},
		{name: "error-429", route: "/topics", at: busy, path: "/topics", status: 429},
		{name: "error-503", route: "/reset/:token", at: slow, path: "/reset/unknown", status: 503},
		{name: "error-503-typed", route: "/t/:id/posts", at: slow, path: "/t/1/posts", status: 503, form: url.Values{"body": {"Words that must not be lost."}}},
	}
}

// elsewhere serves what is not the demonstration itself, until the test ends.
func (s *site) elsewhere(o handlers.Options, around func(http.Handler) http.Handler) string {
	s.t.Helper()
	o.Log, o.Version = slog.New(slog.NewTextHandler(io.Discard, nil)), "test"
	server := handlers.New(o)
	ts := httptest.NewServer(around(server))
	s.t.Cleanup(ts.Close)
	s.t.Cleanup(server.Close)
	return ts.URL
}

func asItIs(h http.Handler) http.Handler { return h }

// bareSite is a new community, with the path of its set-up page.
func (s *site) bareSite() (at, path string) {
	s.t.Helper()
	hasher, err := auth.NewCheapHasher()
	s.must(err)
	parts := models.Parts{Clock: s.clock, Hasher: hasher, Markup: markup.New(markup.Options{})}
	store := models.NewStore(testkit.OpenDB(s.t, database.SQLite), parts)
	token, err := store.SetupToken(s.t.Context())
	s.must(err)
	return s.elsewhere(handlers.Options{Store: store}, asItIs), "/setup/" + token
}

// busySite has been asked for more than one address may ask for. Its clock stands still, so it stays so.
func (s *site) busySite() string {
	s.t.Helper()
	at := s.elsewhere(handlers.Options{Store: s.store, RateLimits: true}, asItIs)
	for range 300 {
		res, err := http.Get(at + "/robots.txt")
		s.must(err)
		s.must(res.Body.Close())
		if res.StatusCode == http.StatusTooManyRequests {
			return at
		}
	}
	s.t.Fatal("300 requests at once are not too many")
	return ""
}

// slowSite has run out of time whenever it asks its database.
func (s *site) slowSite() string {
	s.t.Helper()
	return s.elsewhere(handlers.Options{Store: s.store}, func(h http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			ctx, cancel := context.WithDeadline(r.Context(), time.Unix(0, 0))
			defer cancel()
			h.ServeHTTP(w, r.WithContext(ctx))
		})
	})
}
