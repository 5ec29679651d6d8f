package live_test

import (
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/auth"
	"github.com/commonthread/commonthread/internal/live/livetest"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
)

// patience is how long anything may take that must come; quiet is how long nothing must.
const (
	patience = 30 * time.Second
	quiet    = 300 * time.Millisecond
)

// listener is somebody at an open socket.
type listener struct {
	*livetest.Client
	t testing.TB
}

// session signs somebody in and returns the cookie.
func session(w *testkit.World, v models.Viewer) string {
	w.T.Helper()
	token, now := auth.NewToken(), w.Clock.Now()
	w.Exec(`INSERT INTO sessions (member_id, token_hash, created_at, last_seen_at) VALUES (?, ?, ?, ?)`, v.ID, auth.HashToken(token), now, now)
	return token
}

func headers(site *testsite.Site, token string) http.Header {
	h := http.Header{"Origin": {site.URL}}
	if token != "" {
		h.Set("Cookie", "ct_session="+token)
	}
	return h
}

// listen opens a socket for a viewer, with a session of its own.
func listen(site *testsite.Site, v models.Viewer) *listener {
	site.T.Helper()
	token := ""
	if v.SignedIn() {
		token = session(site.World, v)
	}
	return listenWith(site, token)
}

func listenWith(site *testsite.Site, token string) *listener {
	site.T.Helper()
	c, _, err := livetest.Dial(site.URL, livetest.Options{Header: headers(site, token)})
	site.Must(err)
	site.T.Cleanup(c.Cut)
	return &listener{Client: c, t: site.T}
}

// next is the next frame that is no presence: that comes when it likes.
func (l *listener) next() livetest.Frame {
	l.t.Helper()
	for {
		f, err := l.Next(patience)
		if err != nil {
			l.t.Fatalf("wait for a frame: %v", err)
		}
		if f.Type != "presence" {
			return f
		}
	}
}

// presence is the next presence that satisfies want.
func (l *listener) presence(want func(livetest.Frame) bool) livetest.Frame {
	l.t.Helper()
	for {
		f, err := l.Next(patience)
		if err != nil {
			l.t.Fatalf("wait for presence: %v", err)
		}
		if f.Type == "presence" && want(f) {
			return f
		}
	}
}

// subscribe joins and returns the frames that came before "subscribed", and where that says the channel stands.
func (l *listener) subscribe(channel string, since int64) (before []livetest.Frame, seq int64) {
	l.t.Helper()
	if err := l.Subscribe(channel, since); err != nil {
		l.t.Fatal(err)
	}
	for {
		f := l.next()
		switch f.Type {
		case "subscribed":
			if f.Seq != nil {
				seq = *f.Seq
			}
			return before, seq
		case "error":
			l.t.Fatalf("subscribe to %s: %+v", channel, f)
		}
		before = append(before, f)
	}
}

// refused subscribes where that must fail, and returns the code.
func (l *listener) refused(channel string) string {
	l.t.Helper()
	if err := l.Subscribe(channel, -1); err != nil {
		l.t.Fatal(err)
	}
	f := l.next()
	if f.Type != "error" || f.Channel != channel {
		l.t.Fatalf("subscribe to %s: %+v, want an error", channel, f)
	}
	return f.Code
}

// silent fails the test for any frame but presence. The listener cannot be read after it.
func (l *listener) silent() {
	l.t.Helper()
	for {
		f, err := l.Next(quiet)
		if errors.Is(err, livetest.ErrTime) {
			return
		}
		if err != nil {
			l.t.Fatal(err)
		}
		if f.Type != "presence" {
			l.t.Fatalf("heard %+v, want nothing", f)
		}
	}
}

// closed waits for the end and returns the close code.
func (l *listener) closed() int {
	l.t.Helper()
	for {
		if _, err := l.Next(patience); err != nil {
			return livetest.CloseCode(err)
		}
	}
}
