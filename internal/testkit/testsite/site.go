// Package testsite serves a test's world over HTTP, and looks at it as browsers and programs do. It stands apart from
// testkit so that the tests of what the handlers are built on need not build the handlers.
package testsite

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/commonthread/commonthread/handlers"
	"github.com/commonthread/commonthread/internal/blob"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// Site is a served world.
type Site struct {
	*testkit.World
	URL    string
	Server *handlers.Server
}

// Serve serves the world over real HTTP until the test ends; change may adjust the server's options.
func Serve(w *testkit.World, change ...func(*handlers.Options)) *Site {
	w.T.Helper()
	o := handlers.Options{Store: w.Store, Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Version: "test"}
	files, err := blob.OpenFolder(w.T.TempDir())
	w.Must(err)
	w.T.Cleanup(func() { _ = files.Close() })
	o.Files = files
	for _, f := range change {
		f(&o)
	}
	srv := handlers.New(o)
	ts := httptest.NewServer(srv)
	w.T.Cleanup(ts.Close)
	w.T.Cleanup(srv.Close)
	return &Site{World: w, URL: ts.URL, Server: srv}
}

// Browser is somebody at the site: it keeps cookies and follows no redirect by itself.
type Browser struct {
	t      testing.TB
	base   string
	client *http.Client
}

// Browser opens a browser without a session.
func (s *Site) Browser() *Browser {
	s.T.Helper()
	jar, err := cookiejar.New(nil)
	s.Must(err)
	return &Browser{t: s.T, base: s.URL, client: &http.Client{
		Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// As opens a browser in which the member is signed in.
func (s *Site) As(v models.Viewer) *Browser {
	s.T.Helper()
	b := s.Browser()
	res := b.Post("/login", url.Values{"email": {v.Handle}, "password": {testkit.Password}})
	if res.Status != http.StatusSeeOther {
		s.T.Fatalf("sign in as %s: status %d: %s", v.Handle, res.Status, res.Body)
	}
	return b
}

// Response is an answer, read whole.
type Response struct {
	t        testing.TB
	Status   int
	Header   http.Header
	Body     string
	Location string // path and query, where it is on the site
}

// Get asks for a page.
func (b *Browser) Get(path string) Response {
	b.t.Helper()
	return b.Do(b.NewRequest(http.MethodGet, path, nil))
}

// Post sends a form as a browser on the site does.
func (b *Browser) Post(path string, form url.Values) Response {
	b.t.Helper()
	req := b.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	req.Header.Set("Origin", b.base)
	return b.Do(req)
}

// NewRequest makes a request to the site, to be changed and given to Do.
func (b *Browser) NewRequest(method, path string, body io.Reader) *http.Request {
	b.t.Helper()
	req, err := http.NewRequest(method, b.base+path, body)
	if err != nil {
		b.t.Fatal(err)
	}
	return req
}

// Do sends a request and reads the answer.
func (b *Browser) Do(req *http.Request) Response {
	b.t.Helper()
	res, err := b.client.Do(req)
	if err != nil {
		b.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	location := strings.TrimPrefix(res.Header.Get("Location"), b.base)
	return Response{t: b.t, Status: res.StatusCode, Header: res.Header, Body: string(body), Location: location}
}

// Want ends the test unless the answer has the status.
func (r Response) Want(status int) Response {
	r.t.Helper()
	if r.Status != status {
		r.t.Fatalf("status %d, want %d (location %q): %.600s", r.Status, status, r.Location, r.Body)
	}
	return r
}

// Find selects in the page by CSS selector.
func (r Response) Find(selector string) *goquery.Selection {
	r.t.Helper()
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(r.Body))
	if err != nil {
		r.t.Fatal(err)
	}
	return doc.Find(selector)
}

// Has reports whether the page has something under the selector.
func (r Response) Has(selector string) bool {
	r.t.Helper()
	return r.Find(selector).Length() > 0
}
