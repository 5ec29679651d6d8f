package handlers

import (
	"time"

	"github.com/labstack/echo/v4"
)

// local turns a time to the community's zone, as pages show it.
func (s *Server) local(c echo.Context, t time.Time) time.Time {
	if zone := s.directory(c).Site.TimeZone; zone != nil {
		return t.In(zone)
	}
	return t.UTC()
}
