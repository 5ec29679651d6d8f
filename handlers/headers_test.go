package handlers_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/handlers"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
)

// FAULTS B07, B09.
func TestHeaders_standOnEveryAnswer(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		w.Start(w.Mia, testkit.RemoteWork, models.KindQuestion, "How do you end the day?", "Tell me.")
		site := testsite.Serve(w)
		check := func(who string, res testsite.Response, path string) {
			t.Helper()
			policy := res.Header.Get("Content-Security-Policy")
			for _, want := range []string{"default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"} {
				if !strings.Contains(policy, want) {
					t.Errorf("%s %s: the policy lacks %s", who, path, want)
				}
			}
			if strings.Contains(policy, "unsafe") {
				t.Errorf("%s %s: %s", who, path, policy)
			}
			if res.Header.Get("X-Content-Type-Options") != "nosniff" || res.Header.Get("Referrer-Policy") == "" {
				t.Errorf("%s %s: headers = %v", who, path, res.Header)
			}
			if kind := res.Header.Get("Content-Type"); strings.HasPrefix(kind, "text/html") && !strings.Contains(strings.ToLower(kind), "charset=utf-8") {
				t.Errorf("%s %s: %s", who, path, kind)
			}
			if res.Header.Get("Access-Control-Allow-Origin") != "" {
				t.Errorf("%s %s allows another origin", who, path)
			}
		}
		ada, reader := site.As(w.Ada), site.Browser()
		for _, path := range append(paths(t, site, http.MethodGet), "/nowhere", "/t/1/x/y/z", "/%ff") {
			res := reader.Get(path)
			check("reader", res, path)
			if cache := res.Header.Get("Cache-Control"); strings.Contains(cache, "public") && res.Header.Get("Set-Cookie") != "" {
				t.Errorf("%s is for every cache and sets a cookie", path)
			}
			res = ada.Get(path)
			check("Ada", res, path)
			html := strings.HasPrefix(res.Header.Get("Content-Type"), "text/html")
			if html && res.Header.Get("Cache-Control") != "no-store" {
				t.Errorf("%s signed in: Cache-Control %q", path, res.Header.Get("Cache-Control"))
			}
		}
	})
}

// FAULTS B09.
func TestReader_getsNoCookieAnywhere(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		site := testsite.Serve(w)
		b := site.Browser()
		for _, path := range paths(t, site, http.MethodGet) {
			if got := b.Get(path).Header.Get("Set-Cookie"); got != "" {
				t.Errorf("%s sets %s", path, got)
			}
		}
	})
}

// FAULTS B10.
func TestReader_neverSeesAMembersPageThroughASharedCache(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindQuestion, "How do you end the day?", "Tell me.")
		site := testsite.Serve(w)
		mia, reader := site.As(w.Mia), site.Browser()
		page := "/t/1/" + th.Slug
		for _, path := range []string{page, "/", "/topics", "/members/mia", "/t/1.css", "/t/1;a.js", page + ".css", page + "/x.js", "/settings/profile/a.css"} {
			for _, b := range []*testsite.Browser{mia, reader, mia, reader} {
				res := b.Get(path)
				shared := strings.Contains(res.Header.Get("Cache-Control"), "public")
				personal := strings.Contains(res.Body, `action="/logout"`)
				if personal && (shared || b == reader) {
					t.Errorf("%s: a member's page goes to others (shared: %v)", path, shared)
				}
				if shared && !strings.Contains(res.Header.Get("Vary"), "Cookie") {
					t.Errorf("%s: Vary %q", path, res.Header.Values("Vary"))
				}
			}
		}
		clean := reader.Get(page).Body
		for _, odd := range []map[string]string{
			{"Accept": "application/json"}, {"Referer": "https://evil.test/"}, {"X-Forwarded-Host": "evil.test"}, {"X-Forwarded-Proto": "gopher"},
			{"X-Original-URL": "/settings"}, {"X-Rewrite-URL": "/settings"}, {"Forwarded": "host=evil.test"},
		} {
			req := reader.NewRequest(http.MethodGet, page, nil)
			for name, value := range odd {
				req.Header.Set(name, value)
			}
			if strings.Contains(reader.Do(req).Body, "evil.test") || reader.Get(page).Body != clean {
				t.Errorf("%v changes the page", odd)
			}
		}
	})
}

// FAULTS B11.
func TestHidden_isNotThere(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		b := testsite.Serve(w, func(o *handlers.Options) { o.TrustedProxies = loopback }).As(w.Ada)
		for _, path := range []string{
			"/.git", "/.git/config", "/.env", "/debug/pprof", "/debug/pprof/heap", "/static", "/static/", "/static/css/", "/data", "/commonthread.db",
			"/../etc/passwd", "/static/../../go.mod", "/static/%2e%2e/%2e%2e/go.mod", "/static/dist/",
		} {
			if res := b.Get(path); res.Status != http.StatusNotFound && res.Status != http.StatusBadRequest {
				t.Errorf("%s: %d", path, res.Status)
			}
		}
		outside := b.NewRequest(http.MethodGet, "/metrics", nil)
		outside.Header.Set("X-Forwarded-For", "203.0.113.7")
		b.Do(outside).Want(http.StatusNotFound)
		for _, method := range []string{http.MethodTrace, "PROPFIND", "DEBUG"} {
			b.Do(b.NewRequest(method, "/", nil)).Want(http.StatusMethodNotAllowed)
		}
	})
}
