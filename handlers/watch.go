package handlers

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/internal/markup"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/reading"
)

// showWatch shows a film that is kept elsewhere, once a reader wants to see it: in a frame where the poster was, or on
// its own. It is the one page that asks another host for anything, and of one host alone.
func (s *Server) showWatch(c echo.Context) error {
	v, ok := markup.VideoOf(c.QueryParam("of"))
	if !ok {
		return &models.Error{Kind: models.NotFound}
	}
	h := c.Response().Header()
	h.Set("Content-Security-Policy", watchPolicy(v))
	h.Set("X-Frame-Options", "SAMEORIGIN")
	h.Set("Permissions-Policy", `camera=(), geolocation=(), microphone=()`)
	h.Set("Cache-Control", cacheReaders)
	return s.render(c, http.StatusOK, reading.Watch(v.From, v.Frame, v.File))
}

func watchPolicy(v markup.Video) string {
	source := "frame-src "
	if v.Frame == "" {
		source = "media-src "
	}
	policy := strings.Replace(contentPolicy, "frame-src 'self'", source+v.Origin(), 1)
	return strings.Replace(policy, "frame-ancestors 'none'", "frame-ancestors 'self'", 1)
}
