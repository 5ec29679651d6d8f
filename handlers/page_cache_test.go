package handlers_test

import (
	"compress/gzip"
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/handlers"
	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
)

// counted has the server say how many queries each answer took.
func counted(o *handlers.Options) { o.Development = true }

func TestReadersPage_comesFromMemoryUntilSomethingChanges(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		m := fill(w)
		b := testsite.Serve(w, counted).Browser()
		thread := links.Thread(m.talk.ID, m.talk.Slug)
		for _, path := range []string{thread, "/", "/topics/remote-work", "/stories", "/search?q=lamp", "/feed.atom", "/members/mia"} {
			b.Get(path).Want(http.StatusOK)
			if n := b.Get(path).Header.Get("X-Queries"); n != "0" {
				t.Errorf("%s asked the database %s times the second time", path, n)
			}
		}
		w.Reply(w.Max, m.talk.ID, "Mine is a walrus in a hat.")
		for _, path := range []string{thread, "/", "/search?q=walrus", links.ThreadFeed(m.talk.ID), "/members/max"} {
			if page := b.Get(path); !strings.Contains(page.Body, "walrus") {
				t.Errorf("%s does not show what was acknowledged", path)
			}
		}
		if n := b.Get(links.Thread(m.story.ID, m.story.Slug)).Header.Get("X-Queries"); n == "" {
			t.Error("no count: this proves nothing")
		}
	})
}

func TestReadersPage_ofAnotherThreadStaysInMemory(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		m := fill(w)
		b := testsite.Serve(w, counted).Browser()
		path := links.Thread(m.question.ID, m.question.Slug)
		b.Get(path).Want(http.StatusOK)
		w.Reply(w.Max, m.talk.ID, "Elsewhere.")
		if n := b.Get(path).Header.Get("X-Queries"); n != "0" {
			t.Errorf("a reply elsewhere cost %s queries", n)
		}
	})
}

func TestReadersPage_isFreshOnAnotherNodeWithinASecond(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		m := fill(w)
		other := w.NewStore()
		ctx, stop := context.WithCancel(w.Ctx)
		done := make(chan error, 1)
		go func() { done <- other.FollowEvents(ctx, 50*time.Millisecond, nil) }()
		defer func() {
			stop()
			<-done
		}()
		b := testsite.Serve(w, func(o *handlers.Options) { o.Store = other }).Browser()
		path := links.Thread(m.talk.ID, m.talk.Slug)
		b.Get(path).Want(http.StatusOK)
		w.Reply(w.Max, m.talk.ID, "Said on the first node.")
		waitUntil(t, func() bool { return strings.Contains(b.Get(path).Body, "Said on the first node.") })
	})
}

func TestReadersPage_dropsParametersThatItDoesNotKnow(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	m := fill(w)
	b := testsite.Serve(w, counted).Browser()
	path := links.Thread(m.talk.ID, m.talk.Slug)
	plain := b.Get(path).Want(http.StatusOK)
	for _, query := range []string{"?utm_source=x", "?page=1", "?page=&x=<script>", "?a=1&a=2&page=1"} {
		odd := b.Get(path + query).Want(http.StatusOK)
		if odd.Body != plain.Body || odd.Header.Get("X-Queries") != "0" {
			t.Errorf("%s made a page of its own", query)
		}
	}
	for _, name := range []string{"X-Forwarded-Host", "X-Forwarded-Proto", "X-Original-URL", "Referer", "Accept", "Accept-Language", "User-Agent"} {
		req := b.NewRequest(http.MethodGet, path, nil)
		req.Header.Set(name, "https://evil.example/")
		if odd := b.Do(req); odd.Body != plain.Body {
			t.Errorf("%s changes the page that others get", name)
		}
	}
}

func TestReadersPage_neverHoldsWhatIsAMembersOwn(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		m := fill(w)
		site := testsite.Serve(w)
		mia, reader := site.As(w.Mia), site.Browser()
		for _, path := range []string{"/", "/topics", links.Thread(m.talk.ID, m.talk.Slug), "/members/mia", "/search?q=lamp"} {
			member := mia.Get(path).Want(http.StatusOK)
			if member.Header.Get("Cache-Control") != "no-store" || !member.Has(".masthead__you") {
				t.Errorf("%s, member: Cache-Control %q", path, member.Header.Get("Cache-Control"))
			}
			page := reader.Get(path).Want(http.StatusOK)
			if page.Has(".masthead__you") || page.Header.Get("Set-Cookie") != "" {
				t.Errorf("%s: a reader gets a member's page, or a cookie", path)
			}
			control := page.Header.Get("Cache-Control")
			if !strings.HasPrefix(control, "public, max-age=0") || !strings.Contains(page.Header.Get("Vary"), "Cookie") {
				t.Errorf("%s: Cache-Control %q, Vary %q", path, control, page.Header.Get("Vary"))
			}
		}
		dead := site.Browser()
		req := dead.NewRequest(http.MethodGet, "/", nil)
		req.AddCookie(&http.Cookie{Name: "ct_session", Value: "long gone"})
		if res := dead.Do(req); res.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("a dead session gets %q", res.Header.Get("Cache-Control"))
		}
	})
}

func TestReadersPage_isSentPackedAndOnlyOnce(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	m := fill(w)
	b := testsite.Serve(w).Browser()
	path := links.Thread(m.talk.ID, m.talk.Slug)
	plain := b.Get(path)
	req := b.NewRequest(http.MethodGet, path, nil)
	req.Header.Set("Accept-Encoding", "gzip")
	packed := b.Do(req)
	r, err := gzip.NewReader(strings.NewReader(packed.Body))
	w.Must(err)
	if unpacked, _ := io.ReadAll(r); string(unpacked) != plain.Body || len(packed.Body) >= len(plain.Body) {
		t.Errorf("%d bytes packed, %d plain", len(packed.Body), len(plain.Body))
	}
	again := b.NewRequest(http.MethodGet, path, nil)
	again.Header.Set("If-None-Match", plain.Header.Get("ETag"))
	if res := b.Do(again); res.Status != http.StatusNotModified || res.Body != "" {
		t.Errorf("status %d with %d bytes for what the browser has", res.Status, len(res.Body))
	}
	w.Reply(w.Max, m.talk.ID, "And one more.")
	if res := b.Do(again); res.Status != http.StatusOK {
		t.Errorf("status %d for a page that changed", res.Status)
	}
}

func TestReadersPage_thatWasAddedToStandsInWhileTheDatabaseIsAway(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	m := fill(w)
	site := testsite.Serve(w)
	var away atomic.Bool
	site.Server.TryKept("/try", func(c echo.Context) error {
		if away.Load() {
			return &models.Error{Kind: models.Unavailable, Cause: errors.New("connection refused")}
		}
		handlers.Tag(c, m.talk.ID)
		c.Response().Header().Set("Cache-Control", "public")
		return c.String(http.StatusOK, "as it was")
	})
	b := site.Browser()
	b.Get("/try").Want(http.StatusOK)
	w.Reply(w.Max, m.talk.ID, "Added.")
	away.Store(true)
	if res := b.Get("/try").Want(http.StatusOK); res.Body != "as it was" || res.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("got %q with Cache-Control %q", res.Body, res.Header.Get("Cache-Control"))
	}
	w.Must(w.Store.SetLocked(w.Ctx, w.Mo, m.talk.ID, true, "other", "It is settled."))
	if res := b.Get("/try").Want(http.StatusServiceUnavailable); res.Header.Get("Retry-After") == "" {
		t.Error("no Retry-After")
	}
}

func TestReadersPage_isDrawnOnceForAllWhoAskTogether(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	site := testsite.Serve(w)
	var drawn atomic.Int64
	release := make(chan struct{})
	site.Server.TryKept("/try", func(c echo.Context) error {
		drawn.Add(1)
		<-release
		return c.HTML(http.StatusOK, "drawn")
	})
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() {
			if res := site.Browser().Get("/try"); res.Body != "drawn" {
				t.Errorf("status %d: %s", res.Status, res.Body)
			}
		})
	}
	waitUntil(t, func() bool { return site.Server.Misses() == 20 })
	close(release)
	wg.Wait()
	// one or two may have looked a moment before the rest and asked a moment after
	if n := drawn.Load(); n > 5 || n < 1 {
		t.Errorf("drawn %d times for 20 who asked together", n)
	}
}

// waitUntil looks again and again, and gives up in the end.
func waitUntil(t *testing.T, holds func() bool) {
	t.Helper()
	tick, end := time.NewTicker(5*time.Millisecond), time.After(10*time.Second)
	defer tick.Stop()
	for !holds() {
		select {
		case <-tick.C:
		case <-end:
			t.Fatal("it never came about")
		}
	}
}

func TestReadersPage_thatPanicsHarmsNobodyElse(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	site := testsite.Serve(w)
	site.Server.TryKept("/try", func(echo.Context) error { panic("a bug") })
	b := site.Browser()
	b.Get("/try").Want(http.StatusInternalServerError)
	b.Get("/").Want(http.StatusOK)
}
