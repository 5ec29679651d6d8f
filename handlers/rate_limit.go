package handlers

import (
	"container/list"
	"net/http"
	"slices"
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
	// mostClients bounds the memory: of more, the one that has been quiet the longest is forgotten.
	mostClients = 20_000
)

// rates remembers when each client asked within the last minute, on this node.
type rates struct {
	mu      sync.Mutex
	clients map[string]*list.Element // of *asked
	order   list.List                // the client that asked last in front
}

// asked holds the moments of one client in microseconds, the oldest first, at most `steady` of them.
type asked struct {
	client string
	at     []int64
}

// take counts one request of the client, or says how long it has to wait. What is refused is not counted.
func (r *rates) take(client string, now time.Time) time.Duration {
	r.mu.Lock()
	defer r.mu.Unlock()
	a := r.of(client)
	a.forget(now.UnixMicro())
	wait := max(a.left(burst, burstWithin, now.UnixMicro()), a.left(steady, steadyWithin, now.UnixMicro()))
	if wait > 0 {
		return wait
	}
	a.at = append(a.at, now.UnixMicro())
	return 0
}

// forget drops what is over, and everything when the clock was put back: nobody waits for the time between.
func (a *asked) forget(now int64) {
	over := 0
	for over < len(a.at) && now-a.at[over] >= steadyWithin.Microseconds() {
		over++
	}
	if n := len(a.at); n > 0 && a.at[n-1] > now {
		over = n
	}
	a.at = slices.Delete(a.at, 0, over)
}

// left is how long it is until the client's last requests no longer fill the window.
func (a *asked) left(most int, window time.Duration, now int64) time.Duration {
	if len(a.at) < most {
		return 0
	}
	return window - time.Duration(now-a.at[len(a.at)-most])*time.Microsecond
}

// of finds what a client asked, and makes room for one that is new.
func (r *rates) of(client string) *asked {
	if at, known := r.clients[client]; known {
		r.order.MoveToFront(at)
		return at.Value.(*asked)
	}
	if r.clients == nil {
		r.clients = map[string]*list.Element{}
	}
	if len(r.clients) >= mostClients {
		delete(r.clients, r.order.Remove(r.order.Back()).(*asked).client)
	}
	a := &asked{client: client}
	r.clients[client] = r.order.PushFront(a)
	return a
}

// unlimited are answers that pages load by the dozen or that machines watch.
var unlimited = []string{"/static/", "/brand/", "/avatars/", "/faces/", "/covers/", "/uploads/", "/healthz", "/readyz", "/metrics", "/favicon.ico"}

// limited holds each client to its rate: an account where one is signed in, else an address. Readings are counted
// by each node; changes also in the database, so that all nodes together allow no more than one.
func (s *Server) limited(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if !s.RateLimits || exempt(c.Request().URL.Path) || sendsPicture(c) {
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

// sendsPicture is a member's file: twenty photographs are dropped at once, and a day's number is held elsewhere.
func sendsPicture(c echo.Context) bool {
	return c.Request().Method == http.MethodPost && c.Request().URL.Path == "/uploads" && viewer(c).SignedIn()
}

func changes(method string) bool {
	return method != http.MethodGet && method != http.MethodHead
}

func tooFast(wait time.Duration) error {
	return &models.Error{Kind: models.TooMany, RetryAfter: wait, Message: "That was a lot at once. Wait a moment, then go on."}
}
