package handlers_test

import (
	"net/http"
	"net/netip"
	"regexp"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
)

var (
	loopback = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("::1/128")}
	param    = regexp.MustCompile(`:[a-z_]+|\*`)
)

// paths lists one address for each route of a method.
func paths(t *testing.T, site *testsite.Site, method string) []string {
	t.Helper()
	var found []string
	for _, r := range site.Server.Routes() {
		if r.Method == method {
			found = append(found, param.ReplaceAllString(r.Path, "1"))
		}
	}
	if len(found) == 0 {
		t.Fatalf("there is no %s route: this proves nothing", method)
	}
	return found
}

// state is all that a request could have changed without leave.
func state(w *testkit.World) (n int64) {
	w.T.Helper()
	for _, table := range []string{"sessions", "posts", "threads", "drafts", "reactions", "bookmarks", "members", "password_resets", "events", "read_positions"} {
		n = n*31 + w.Count(`SELECT COUNT(*) FROM `+table)
	}
	// who takes the whole ledger along is on record, as whoever reads a page is in a server's log
	n = n*31 + w.Count(`SELECT COUNT(*) FROM audit_log WHERE action <> 'ledger.exported'`)
	return n
}

// Each route with each kind of stranger's headers; the other methods, which no form can send, take turns with them. What
// refuses them asks no database.
func TestOrigin_refusesEveryChangeThatAnotherSiteAsksFor(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	w.Start(w.Mia, testkit.RemoteWork, models.KindQuestion, "How do you end the day?", "Tell me.")
	site := testsite.Serve(w)
	b := site.As(w.Ada)
	before := state(w)
	send := func(method, path string, headers map[string]string) {
		req := b.NewRequest(method, path, strings.NewReader("email=mia&password=x&on=1&body=words&handle=mia"))
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		for name, value := range headers {
			req.Header.Set(name, value)
		}
		if res := b.Do(req); res.Status != http.StatusForbidden {
			t.Errorf("%s %s with %v: %d, want 403", method, path, headers, res.Status)
		}
	}
	strangers := []map[string]string{
		{"Origin": "https://evil.test"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"},
		{"Origin": strings.Replace(site.URL, "127.0.0.1", "127.0.0.1.evil.test", 1)}, {"Origin": "https://evil" + strings.TrimPrefix(site.URL, "http://")},
		{"Origin": site.URL, "Sec-Fetch-Site": "cross-site"},
	}
	for i, path := range append(paths(t, site, http.MethodPost), "/nowhere") {
		for _, headers := range strangers {
			send(http.MethodPost, path, headers)
		}
		for k, method := range []string{http.MethodPut, http.MethodPatch, http.MethodDelete} {
			send(method, path, strangers[(i+k)%len(strangers)])
		}
	}
	if state(w) != before {
		t.Error("something changed")
	}
	if !inside(b) {
		t.Error("a foreign sign-out worked")
	}
}

// FAULTS B05, the other way round.
func TestOrigin_takesFormsFromOurselvesAndFromWhatIsNoBrowser(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		site := testsite.Serve(w)
		for _, headers := range []map[string]string{
			{}, {"Origin": site.URL}, {"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}, {"Origin": "null", "Sec-Fetch-Site": "same-origin"},
		} {
			b := site.Browser()
			req := b.NewRequest(http.MethodPost, "/login", strings.NewReader(form("email", "mia", "password", testkit.Password).Encode()))
			req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			for name, value := range headers {
				req.Header.Set(name, value)
			}
			if res := b.Do(req); res.Status != http.StatusSeeOther {
				t.Errorf("%v: %d, want 303", headers, res.Status)
			}
		}
	})
}

// FAULTS B05: no other site can send a form as another type either.
func TestForms_takeFormBodiesAlone(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		b := testsite.Serve(w).As(w.Mia)
		before := state(w)
		for _, kind := range []string{"text/plain", "application/json", "application/xml", "", "multipart/mixed; boundary=x", "nonsense;;"} {
			for _, path := range []string{"/settings/profile", "/logout", "/login", "/settings/sessions/others/end"} {
				req := b.NewRequest(http.MethodPost, path, strings.NewReader(`{"name":"Mallory","email":"mia"}`))
				if kind != "" {
					req.Header.Set("Content-Type", kind)
				}
				if res := b.Do(req); res.Status != http.StatusUnsupportedMediaType {
					t.Errorf("%s as %q: %d, want 415", path, kind, res.Status)
				}
			}
		}
		if state(w) != before || w.Viewer("mia").Name != "Mia Thornbury" {
			t.Error("something changed")
		}
	})
}

// FAULTS B06.
func TestReading_changesNothing(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		w.Start(w.Mia, testkit.RemoteWork, models.KindQuestion, "How do you end the day?", "Tell me.")
		site := testsite.Serve(w)
		b := site.As(w.Ada)
		before := state(w)
		for _, path := range append(paths(t, site, http.MethodGet), paths(t, site, http.MethodPost)...) {
			for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodOptions} {
				req := b.NewRequest(method, path+"?_method=POST&on=1&email=mia&password=x&posts=remove", nil)
				req.Header.Set("X-HTTP-Method-Override", http.MethodDelete)
				req.Header.Set("X-Method-Override", http.MethodPost)
				if res := b.Do(req); res.Status >= 500 && res.Status != http.StatusServiceUnavailable {
					t.Errorf("%s %s: %d", method, path, res.Status)
				}
			}
		}
		if state(w) != before {
			t.Error("something changed")
		}
	})
}
