package pages

import (
	"bytes"
	"cmp"
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/commonthread/commonthread/handlers"
	"github.com/commonthread/commonthread/internal/auth"
	"github.com/commonthread/commonthread/internal/blob"
	"github.com/commonthread/commonthread/internal/browsertest"
	"github.com/commonthread/commonthread/internal/clock"
	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/demo"
	"github.com/commonthread/commonthread/internal/demo/pictures"
	"github.com/commonthread/commonthread/internal/markup"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func TestMain(m *testing.M) { os.Exit(browsertest.Main(m)) }

// site is the demonstration community, served to all tests of the package.
type site struct {
	t        testing.TB
	db       *database.DB
	store    *models.Store
	server   *handlers.Server
	url      string
	clock    models.Clock
	password string
	sizes    atomic.Bool // pictures are drawn in the sizes asked for
	mu       sync.Mutex
	sessions map[string]string // by e-mail address: the cookie's value
}

// loaded is the demonstration's database as a file, loaded once for all tests of the package.
var loaded struct {
	sync.Mutex
	file     []byte
	password string
	at       time.Time
}

// demonstration serves a copy of the demonstration until the test ends.
func demonstration(t testing.TB) *site {
	t.Helper()
	s := &site{t: t, sessions: map[string]string{}}
	loaded.Lock()
	if loaded.file == nil {
		s.load()
	}
	loaded.Unlock()
	path := filepath.Join(t.TempDir(), "commonthread.db")
	s.must(os.WriteFile(path, loaded.file, 0o600))
	db, err := database.Open(t.Context(), database.Config{Kind: database.SQLite, Source: path})
	s.must(err)
	t.Cleanup(func() { _ = db.Close() })
	s.db, s.password = db, loaded.password
	s.serve(clock.NewFake(loaded.at))
	return s
}

func (s *site) load() {
	s.t.Helper()
	db, now := testkit.OpenDB(s.t, database.SQLite), time.Now()
	signIns, err := demo.Load(s.t.Context(), db, now)
	s.must(err)
	// A sample is seen as whoever it is about: each member of the demonstration signs in with the one password it shows.
	s.must(db.Write.Exec(`UPDATE members SET password_hash = (SELECT password_hash FROM members WHERE handle = ?) WHERE password_hash <> ''`, administrator).Error)
	copied := filepath.Join(s.t.TempDir(), "loaded.db")
	s.must(db.Write.Exec(`VACUUM INTO ?`, copied).Error)
	loaded.file, err = os.ReadFile(copied)
	s.must(err)
	loaded.password, loaded.at = signIns[0].Password, now
}

func (s *site) serve(c models.Clock) {
	s.t.Helper()
	s.clock = c
	hasher, err := auth.NewCheapHasher()
	s.must(err)
	s.store = models.NewStore(s.db, models.Parts{Clock: c, Hasher: hasher, Markup: markup.New(markup.Options{})})
	files, err := blob.OpenFolder(s.t.TempDir())
	s.must(err)
	s.t.Cleanup(func() { _ = files.Close() })
	s.server = handlers.New(handlers.Options{Store: s.store, Files: asSent{pictures.In(files), &s.sizes}, Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Version: "test", Demonstration: true})
	ts := httptest.NewServer(s.server)
	s.t.Cleanup(ts.Close)
	s.t.Cleanup(s.server.Close)
	s.url = ts.URL
}

// asSent shows each of the demonstration's pictures as it was sent, whatever size is asked for, unless sizes are wanted:
// to draw them is most of the work of showing a page.
type asSent struct {
	*pictures.Files
	sizes *atomic.Bool
}

func (f asSent) Open(ctx context.Context, name string) (blob.File, blob.Info, error) {
	if f.sizes.Load() {
		return f.Files.Open(ctx, name)
	}
	all, err := pictures.All()
	if err != nil {
		return nil, blob.Info{}, err
	}
	for _, p := range all {
		if !strings.Contains(name, "/"+p.Hash+"/") && !strings.Contains(name, "/"+p.FaceHash()+"/") {
			continue
		}
		sent, err := p.File()
		if err != nil {
			return nil, blob.Info{}, err
		}
		return opened{bytes.NewReader(sent)}, blob.Info{Name: name, Size: int64(len(sent)), Modified: time.Now()}, nil
	}
	return f.Files.Open(ctx, name)
}

type opened struct{ *bytes.Reader }

func (opened) Close() error { return nil }

func (s *site) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// session signs a member in, once, and returns the cookie's value; nobody has none.
func (s *site) session(handle string) string {
	s.t.Helper()
	if handle == "" {
		return ""
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if known := s.sessions[handle]; known != "" {
		return known
	}
	res, err := http.DefaultTransport.RoundTrip(s.request(http.MethodPost, s.url+"/login", "", url.Values{"email": {handle}, "password": {s.password}}))
	s.must(err)
	defer res.Body.Close()
	for _, c := range res.Cookies() {
		if c.Name == cookieName {
			s.sessions[handle] = c.Value
			return c.Value
		}
	}
	s.t.Fatalf("sign in as %s: status %d and no session", handle, res.StatusCode)
	return ""
}

const cookieName = "ct_session"

func (s *site) request(method, address, session string, form url.Values) *http.Request {
	s.t.Helper()
	var body io.Reader
	if form != nil {
		body = strings.NewReader(form.Encode())
	}
	req, err := http.NewRequest(method, address, body)
	s.must(err)
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	req.Header.Set("Accept", "text/html")
	if form != nil {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if session != "" {
		req.AddCookie(&http.Cookie{Name: cookieName, Value: session})
	}
	return req
}

// address is where a sample is found.
func (s *site) address(p sample) string { return cmp.Or(p.at, s.url) + p.path }

// fetch asks for a page as the sample says and returns its status and HTML.
func (s *site) fetch(p sample) (status int, html string) {
	s.t.Helper()
	method := http.MethodGet
	if p.form != nil {
		method = http.MethodPost
	}
	res, err := http.DefaultTransport.RoundTrip(s.request(method, s.address(p), s.session(p.as), p.form))
	s.must(err)
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	s.must(err)
	return res.StatusCode, string(body)
}

// find is the one figure that a query finds.
func (s *site) find(query string, args ...any) int64 {
	s.t.Helper()
	var found int64
	s.must(s.db.Read.Raw(query, args...).Scan(&found).Error)
	if found == 0 {
		s.t.Fatalf("the demonstration has nothing for %s", query)
	}
	return found
}
