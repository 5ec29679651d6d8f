package handlers_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/handlers"
	"github.com/commonthread/commonthread/internal/auth"
	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/markup"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
)

// publicAt sets the public address of a site.
func publicAt(t *testing.T, address string) func(*handlers.Options) {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return func(o *handlers.Options) { o.BaseURL = u }
}

// A proxy on the same machine makes every visitor come from it, and need not say that it is there.
func TestMetrics_areForThisMachineOrTheTokenAlone(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	withToken := func(o *handlers.Options) { o.MetricsToken = "a long token" }
	open, token := testsite.Serve(w), testsite.Serve(w, withToken)
	public, publicToken := testsite.Serve(w, publicAt(t, "https://forum.example.test")), testsite.Serve(w, publicAt(t, "https://forum.example.test"), withToken)
	for _, c := range []struct {
		what        string
		site        *testsite.Site
		host        string
		name, value string
		want        int
	}{
		{"from here", open, "", "", "", http.StatusOK},
		{"from here by name", open, "localhost:8080", "", "", http.StatusOK},
		{"from here by IPv6", open, "[::1]:8080", "", "", http.StatusOK},
		{"a proxy that passes the host on", open, "forum.example.test", "", "", http.StatusNotFound},
		{"a rebound name", open, "127.0.0.1.evil.test", "", "", http.StatusNotFound},
		{"a proxy that names the visitor", open, "", "X-Forwarded-For", "203.0.113.9", http.StatusNotFound},
		{"a proxy for this machine", open, "", "X-Forwarded-For", "127.0.0.1", http.StatusNotFound},
		{"a proxy that names the scheme", open, "", "X-Forwarded-Proto", "https", http.StatusNotFound},
		{"a proxy that names the host", open, "", "X-Forwarded-Host", "forum.example.test", http.StatusNotFound},
		{"a proxy of nginx", open, "", "X-Real-Ip", "203.0.113.9", http.StatusNotFound},
		{"a proxy by the standard", open, "", "Forwarded", "for=1.2.3.4", http.StatusNotFound},
		{"a proxy that names itself", open, "", "Via", "1.1 proxy", http.StatusNotFound},
		{"a token where none is set", open, "", "Authorization", "Bearer ", http.StatusOK},
		{"from here without the token", token, "", "", "", http.StatusNotFound},
		{"a wrong token", token, "", "Authorization", "Bearer wrong", http.StatusNotFound},
		{"an empty token", token, "", "Authorization", "Bearer ", http.StatusNotFound},
		{"the token in another scheme", token, "", "Authorization", "Basic a long token", http.StatusNotFound},
		{"the token", token, "", "Authorization", "Bearer a long token", http.StatusOK},
		{"a public site, from here", public, "forum.example.test", "", "", http.StatusNotFound},
		{"a public site, with its token", publicToken, "forum.example.test", "Authorization", "Bearer a long token", http.StatusOK},
		{"a public site, without it", publicToken, "forum.example.test", "", "", http.StatusNotFound},
	} {
		b := c.site.Browser()
		req := b.NewRequest(http.MethodGet, "/metrics", nil)
		if req.Host = c.host; c.name != "" {
			req.Header.Set(c.name, c.value)
		}
		res := b.Do(req)
		if res.Status != c.want {
			t.Errorf("%s: status %d, want %d", c.what, res.Status, c.want)
		}
		if got := res.Header.Get("Cache-Control"); got != "no-store" {
			t.Errorf("%s: may be kept: %q", c.what, got)
		}
	}
}

// The figures of the operator's check are there where one is, and nowhere else.
func TestMetrics_countSpamChecks(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	if text := scraped(testsite.Serve(w)); strings.Contains(text, "spam_checks") {
		t.Error("there are figures of a check that nobody set up")
	}
	hasher, err := auth.NewCheapHasher()
	w.Must(err)
	w.Store = models.NewStore(w.DB, models.Parts{Clock: w.Clock, Hasher: hasher, Markup: markup.New(markup.Options{}), Checker: figuresAlone{}})
	site := testsite.Serve(w)
	text := scraped(site)
	for _, line := range []string{"commonthread_spam_checks_total 12", "commonthread_spam_checks_failed_total 3", "commonthread_spam_checks_passed_total 2"} {
		if !strings.Contains(text, line+"\n") {
			t.Errorf("%s is missing", line)
		}
	}
	if page := site.As(w.Ada).Get("/console/holds").Want(http.StatusOK); !strings.Contains(page.Find("[data-check]").Text(), "3 without an answer") {
		t.Error("the console does not say how often it failed")
	}
}

func scraped(site *testsite.Site) string {
	return site.Browser().Get("/metrics").Want(http.StatusOK).Body
}

// figuresAlone is a check that was asked before.
type figuresAlone struct{}

func (figuresAlone) Check(context.Context, models.Suspect) models.Suspicion {
	return models.Suspicion{}
}
func (figuresAlone) Figures() models.CheckFigures {
	return models.CheckFigures{Asked: 12, Failed: 3, Passed: 2}
}
