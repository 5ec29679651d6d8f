package handlers

import (
	"context"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"
)

const readyDeadline = 1500 * time.Millisecond

// showHealth says that the process answers.
func (s *Server) showHealth(c echo.Context) error {
	c.Response().Header().Set("Cache-Control", "no-store")
	return c.String(http.StatusOK, "ok\n")
}

// showReady says whether this node should be sent visitors: database and bus answer, and no stop has begun.
func (s *Server) showReady(c echo.Context) error {
	c.Response().Header().Set("Cache-Control", "no-store")
	if s.stopping.Load() {
		return c.String(http.StatusServiceUnavailable, "stopping\n")
	}
	ctx, cancel := context.WithTimeout(c.Request().Context(), readyDeadline)
	defer cancel()
	if err := s.store.Ping(ctx); err != nil {
		c.Set(keyCause, err)
		return c.String(http.StatusServiceUnavailable, "the database does not answer\n")
	}
	if s.Bus != nil {
		if err := s.Bus.Ready(); err != nil {
			c.Set(keyCause, err)
			return c.String(http.StatusServiceUnavailable, "the bus does not answer\n")
		}
	}
	return c.String(http.StatusOK, "ready\n")
}
