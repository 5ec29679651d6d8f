package spamcheck

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"sync"
	"sync/atomic"
	"time"

	"github.com/commonthread/commonthread/models"
)

const (
	deadline   = 300 * time.Millisecond // how long a post may wait, all of the request included
	atOnce     = 8                      // requests; over that nobody is asked
	answerMost = 4 << 10                // bytes
	enough     = 5                      // failures in a row, after which nobody is asked for a while
	pause      = time.Minute
)

// Options are what a Checker is made of.
type Options struct {
	Address *url.URL
	Token   string // sent as Authorization: Bearer; empty: none is
	Clock   models.Clock
	Log     *slog.Logger
}

// Checker asks at one address. It is safe for use by many at once, and starts nothing that would have to end.
type Checker struct {
	Options
	client http.Client
	slots  chan struct{}

	asked, failed, passed atomic.Int64

	mu     sync.Mutex
	misses int
	until  time.Time // nobody is asked before
}

// New makes a Checker for an address that config has checked.
func New(o Options) *Checker {
	return &Checker{
		Options: o, slots: make(chan struct{}, atOnce),
		client: http.Client{
			Transport:     transport(o.Address.Hostname()),
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
	}
}

// Check asks about a text. What is slow, dead or makes no sense is counted and has no say; after enough of that nobody
// is asked for a minute, so that of many posts a few wait for the deadline.
func (c *Checker) Check(ctx context.Context, s models.Suspect) models.Suspicion {
	select {
	case c.slots <- struct{}{}:
		defer func() { <-c.slots }()
	default:
		c.passed.Add(1)
		return models.Suspicion{}
	}
	if c.Paused() {
		c.passed.Add(1)
		return models.Suspicion{}
	}
	c.asked.Add(1)
	asking, cancel := context.WithTimeout(ctx, deadline)
	defer cancel()
	found, err := c.ask(asking, s)
	if err != nil && ctx.Err() != nil { // whoever posts went away: that says nothing of the checker
		return models.Suspicion{}
	}
	c.note(err)
	return found
}

// Figures are what came of it on this node since it started.
func (c *Checker) Figures() models.CheckFigures {
	return models.CheckFigures{Asked: c.asked.Load(), Failed: c.failed.Load(), Passed: c.passed.Load(), Paused: c.Paused()}
}

// Paused reports whether nobody is asked after failures.
func (c *Checker) Paused() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.Clock.Now().Before(c.until)
}

func (c *Checker) note(err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if err == nil {
		c.misses = 0
		return
	}
	c.failed.Add(1)
	if c.misses++; c.misses < enough {
		return
	}
	c.misses, c.until = 0, c.Clock.Now().Add(pause)
	c.Log.Warn("the spam check does not answer and is left alone for a while", "pause", pause, "error", err)
}

// answer is what the program says. It may say more.
type answer struct {
	Points *int64 `json:"points"`
	Reason string `json:"reason"`
}

func (c *Checker) ask(ctx context.Context, s models.Suspect) (models.Suspicion, error) {
	body, err := json.Marshal(s)
	if err != nil {
		return models.Suspicion{}, fmt.Errorf("write the question: %w", err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.Address.String(), bytes.NewReader(body))
	if err != nil {
		return models.Suspicion{}, fmt.Errorf("make the question: %w", err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("User-Agent", "Commonthread")
	if c.Token != "" {
		req.Header.Set("Authorization", "Bearer "+c.Token)
	}
	res, err := c.client.Do(req)
	if err != nil {
		if about, is := errors.AsType[*url.Error](err); is {
			err = about.Err // without the address, which may hold a key
		}
		return models.Suspicion{}, fmt.Errorf("ask the spam check: %w", err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return models.Suspicion{}, fmt.Errorf("ask the spam check: it answers %d", res.StatusCode)
	}
	text, err := io.ReadAll(io.LimitReader(res.Body, answerMost+1))
	if err != nil {
		return models.Suspicion{}, fmt.Errorf("read what the spam check says: %w", err)
	}
	if len(text) > answerMost {
		return models.Suspicion{}, errors.New("read what the spam check says: it is too long")
	}
	var a answer
	if err := json.Unmarshal(text, &a); err != nil {
		return models.Suspicion{}, fmt.Errorf("read what the spam check says: %w", err)
	}
	if a.Points == nil || *a.Points < 0 {
		return models.Suspicion{}, errors.New("read what the spam check says: it gives no points")
	}
	return models.Suspicion{Points: *a.Points, Reason: a.Reason}, nil
}
