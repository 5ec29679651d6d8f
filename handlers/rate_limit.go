package handlers

import (
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
)

// What one client may ask for (FAULTS H01): bursts as a page with its forms needs them, and no more over a minute.
const (
	burst, burstWithin   = 50, 10 * time.Second
	steady, steadyWithin = 200, time.Minute
	// forgetClients bounds the memory: clients that have been quiet for a minute are dropped beyond it.
	forgetClients = 20_000
)

// rates remembers when each client asked, on this node.
type rates struct {
	mu      sync.Mutex
	clients map[string]*asked
}

// asked holds the last `steady` moments of one client, in a ring.
type asked struct {
	at   [steady]time.Time
	next int
}

// back is the n-th last moment.
func (a *asked) back(n int) time.Time { return a.at[(a.next-n+steady)%steady] }

// take counts one request of the client, or says how long it has to wait. What is refused is not counted.
func (r *rates) take(client string, now time.Time) time.Duration {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.clients == nil {
		r.clients = map[string]*asked{}
	}
	a := r.clients[client]
	if a == nil {
		r.sweep(now)
		a = &asked{}
		r.clients[client] = a
	}
	wait := max(a.back(burst).Add(burstWithin).Sub(now), a.back(steady).Add(steadyWithin).Sub(now))
	if wait > 0 {
		return wait
	}
	a.at[a.next] = now
	a.next = (a.next + 1) % steady
	return 0
}

func (r *rates) sweep(now time.Time) {
	if len(r.clients) < forgetClients {
		return
	}
	for client, a := range r.clients {
		if now.Sub(a.back(1)) > steadyWithin {
			delete(r.clients, client)
		}
	}
}

// unlimited are answers that pages load by the dozen or that machines watch.
var unlimited = []string{"/static/", "/avatars/", "/covers/", "/uploads/", "/healthz", "/readyz", "/metrics", "/favicon.ico"}

// limited holds each client to its rate: an account where one is signed in, else an address. Readings are counted
// by each node; changes also in the database, so that all nodes together allow no more than one.
func (s *Server) limited(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if !s.RateLimits || exempt(c.Request().URL.Path) {
			return next(c)
		}
		client := clientOf(c)
		if wait := s.rates.take(client, s.store.Now()); wait > 0 {
			return tooFast(wait)
		}
		if changes(c.Request().Method) {
			if err := s.store.CountChange(c.Request().Context(), client); err != nil {
				return err
			}
		}
		return next(c)
	}
}

func clientOf(c echo.Context) string {
	if v := viewer(c); v.SignedIn() {
		return "member:" + strconv.FormatInt(v.ID, 10)
	}
	return "address:" + models.LimitKey(c.RealIP())
}

func exempt(path string) bool {
	if path == "/live" { // it has limits of its own, and a restart brings everybody back at once
		return true
	}
	for _, prefix := range unlimited {
		if strings.HasPrefix(path, prefix) {
			return true
		}
	}
	return false
}

func changes(method string) bool {
	return method != http.MethodGet && method != http.MethodHead
}

func tooFast(wait time.Duration) error {
	return &models.Error{Kind: models.TooMany, RetryAfter: wait, Message: "That was a lot at once. Wait a moment, then go on."}
}
