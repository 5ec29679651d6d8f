package spamcheck

import (
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/clock"
	"github.com/commonthread/commonthread/models"
)

var text = models.Suspect{Kind: "reply", Text: "Buy lamps at https://lamps.example", AccountHours: 3, Posts: 1, New: true}

// asking is a checker that asks a program which answers like that.
func asking(t *testing.T, answer http.HandlerFunc) (*Checker, *clock.Fake) {
	t.Helper()
	site := httptest.NewServer(answer)
	t.Cleanup(site.Close)
	return checkerOf(t, site.URL)
}

func checkerOf(t *testing.T, address string) (*Checker, *clock.Fake) {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	now := clock.NewFake(time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC))
	c := New(Options{Address: u, Token: "a-long-token", Clock: now, Log: slog.New(slog.DiscardHandler)})
	t.Cleanup(c.client.CloseIdleConnections)
	return c, now
}

func says(words string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, words) }
}

func TestCheck_sendsWhatIsDocumentedAndNothingElse(t *testing.T) {
	var sent map[string]any
	var header http.Header
	c, _ := asking(t, func(w http.ResponseWriter, r *http.Request) {
		header = r.Header.Clone()
		if err := json.NewDecoder(r.Body).Decode(&sent); err != nil {
			t.Error(err)
		}
		_, _ = io.WriteString(w, `{"points": 3, "reason": "sells lamps", "model": "of its own"}`)
	})
	if got := c.Check(t.Context(), text); got != (models.Suspicion{Points: 3, Reason: "sells lamps"}) {
		t.Errorf("it says %+v", got)
	}
	for _, field := range []string{"kind", "title", "text", "account_hours", "posts", "new"} {
		if _, there := sent[field]; !there {
			t.Errorf("%s is not sent", field)
		}
		delete(sent, field)
	}
	if len(sent) > 0 {
		t.Errorf("beside what is documented it sends %v", sent)
	}
	for name := range header {
		switch name {
		case "Authorization", "Content-Type", "Content-Length", "User-Agent":
		default:
			t.Errorf("it sends the header %s", name)
		}
	}
	if header.Get("Authorization") != "Bearer a-long-token" {
		t.Error("the token is not sent")
	}
	if f := c.Figures(); f != (models.CheckFigures{Asked: 1}) {
		t.Errorf("the figures are %+v", f)
	}
}

func TestCheck_hasNoSayWhereItFails(t *testing.T) {
	elsewhere := httptest.NewServer(says(`{"points": 4}`))
	t.Cleanup(elsewhere.Close)
	for name, answer := range map[string]http.HandlerFunc{
		"nothing":         says(""),
		"garbage":         says("<html>"),
		"two answers":     says(`{"points": 1}{"points": 2}`),
		"no points":       says(`{"reason": "spam"}`),
		"negative points": says(`{"points": -40}`),
		"half a point":    says(`{"points": 1.5}`),
		"too many points": says(`{"points": 99999999999999999999}`),
		"huge":            says(`{"points": 4, "reason": "` + strings.Repeat("x", 1<<20) + `"}`),
		"an error": func(w http.ResponseWriter, _ *http.Request) {
			http.Error(w, `{"points": 4}`, http.StatusInternalServerError)
		},
		"another status": func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) },
		"a redirect": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, elsewhere.URL, http.StatusTemporaryRedirect)
		},
		"endless headers": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("X-Long", strings.Repeat("x", 1<<16))
			_, _ = io.WriteString(w, `{"points": 4}`)
		},
		"a cut": func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
	} {
		t.Run(name, func(t *testing.T) {
			c, _ := asking(t, answer)
			if got := c.Check(t.Context(), text); got != (models.Suspicion{}) {
				t.Errorf("it has a say: %+v", got)
			}
			if f := c.Figures(); f != (models.CheckFigures{Asked: 1, Failed: 1}) {
				t.Errorf("the figures are %+v", f)
			}
		})
	}
}

// A program that hangs keeps a few posts for the deadline, and then none for a minute.
func TestCheck_leavesASlowProgramAlone(t *testing.T) {
	var asked atomic.Int64
	c, now := asking(t, func(_ http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		_, _ = io.Copy(io.Discard, r.Body) // only then does the server notice that nobody waits any more
		<-r.Context().Done()
	})
	for range enough + 3 {
		c.Check(t.Context(), text)
	}
	if f := c.Figures(); f != (models.CheckFigures{Asked: enough, Failed: enough, Passed: 3, Paused: true}) || asked.Load() != enough {
		t.Errorf("the figures are %+v, and it was asked %d times", f, asked.Load())
	}
	now.Advance(pause)
	c.Check(t.Context(), text)
	if f := c.Figures(); f.Paused || f.Asked != enough+1 {
		t.Errorf("after the pause the figures are %+v", f)
	}
}

func TestCheck_countsFailuresInARowAlone(t *testing.T) {
	var n atomic.Int64
	c, _ := asking(t, func(w http.ResponseWriter, _ *http.Request) {
		if n.Add(1)%enough != 0 {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		_, _ = io.WriteString(w, `{"points": 0}`)
	})
	for range 3 * enough {
		c.Check(t.Context(), text)
	}
	if f := c.Figures(); f != (models.CheckFigures{Asked: 3 * enough, Failed: 3 * (enough - 1)}) {
		t.Errorf("the figures are %+v", f)
	}
}

func TestCheck_asksADeadProgramInVain(t *testing.T) {
	gone := httptest.NewServer(says(""))
	gone.Close()
	c, _ := checkerOf(t, gone.URL)
	if c.Check(t.Context(), text) != (models.Suspicion{}) || c.Figures().Failed != 1 {
		t.Errorf("the figures are %+v", c.Figures())
	}
}

func TestCheck_passesWhereManyAskAtOnce(t *testing.T) {
	c, _ := asking(t, says(`{"points": 1}`))
	for range atOnce {
		c.slots <- struct{}{}
	}
	if c.Check(t.Context(), text) != (models.Suspicion{}) || c.Figures() != (models.CheckFigures{Passed: 1}) {
		t.Errorf("the figures are %+v", c.Figures())
	}
}

func TestAllowed_isPublicUnlessTheSettingMeansAPrivateAddress(t *testing.T) {
	for _, c := range []struct {
		host, to string
		want     bool
	}{
		{"check.example.org", "93.184.216.34", true},
		{"check.example.org", "2606:2800:220:1::1", true},
		{"check.example.org", "10.0.0.7", false},
		{"check.example.org", "127.0.0.1", false},
		{"check.example.org", "169.254.169.254", false},
		{"check.example.org", "100.64.0.1", false},
		{"check.example.org", "::1", false},
		{"check.example.org", "::ffff:192.168.1.1", false},
		{"check.example.org", "fd00::1", false},
		{"check.example.org", "0.0.0.0", false},
		{"10.0.0.7", "10.0.0.7", true},
		{"10.0.0.7", "10.0.0.8", false},
		{"::ffff:10.0.0.7", "10.0.0.7", true},
		{"localhost", "127.0.0.1", true},
		{"spam", "172.18.0.4", true},
		{"spam.internal", "172.18.0.4", true},
		{"internal.example.org", "172.18.0.4", false},
	} {
		if got := allowed(c.host, netip.MustParseAddr(c.to)); got != c.want {
			t.Errorf("%s at %s: %v, want %v", c.host, c.to, got, c.want)
		}
	}
}
