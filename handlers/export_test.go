package handlers

import (
	"time"

	"github.com/labstack/echo/v4"
)

// TryKept serves a handler of a test as a reader's page.
func (s *Server) TryKept(path string, h echo.HandlerFunc) { s.echo.GET(path, h, s.kept("page")) }

// Tag says that the page of a test shows a thread.
func Tag(c echo.Context, threadID int64) { tag(c, tagThread(threadID)) }

// Misses is how many readers' pages were not in memory.
func (s *Server) Misses() int64 { return s.cache.Misses.Load() }

// MostClients is how many clients a Rates remembers.
const MostClients = mostClients

// Rates is what one node remembers of its clients.
type Rates struct{ rates }

// Take counts one request of a client, or says how long it has to wait.
func (r *Rates) Take(client string, now time.Time) time.Duration { return r.take(client, now) }

// Clients is how many are remembered, and how many moments of them.
func (r *Rates) Clients() (clients, moments int) {
	for _, at := range r.clients {
		moments += cap(at.Value.(*asked).at)
	}
	return len(r.clients), moments
}
