package handlers

import (
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/handlers/api"
)

// apiRoutes mounts the JSON API.
func (s *Server) apiRoutes() {
	s.api = api.Mount(s.echo, api.Options{Store: s.store, Absolute: s.absolute, Version: s.Version})
}

// isAPI reports whether a program asks: it is answered in JSON, errors too, and its cookies count for nothing.
func isAPI(c echo.Context) bool { return strings.HasPrefix(c.Request().URL.Path, "/api/") }
