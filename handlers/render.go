package handlers

import (
	"bytes"
	"fmt"
	"net/http"
	"sync"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// cacheReaders lets a shared cache keep what any reader would get for a moment; the origin itself is never stale.
const cacheReaders = "public, max-age=0, s-maxage=20, stale-while-revalidate=30"

// render draws a component into memory, then sends it: a page that cannot be drawn becomes an error page,
// never half a page.
func (s *Server) render(c echo.Context, status int, component templ.Component) error {
	buf := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(buf)
	buf.Reset()
	if err := component.Render(c.Request().Context(), buf); err != nil {
		return fmt.Errorf("draw %s: %w", c.Path(), err)
	}
	h := c.Response().Header()
	h.Add("Vary", "Cookie")
	if h.Get("Cache-Control") == "" {
		h.Set("Cache-Control", cacheControl(c, status))
	}
	return c.Blob(status, "text/html; charset=utf-8", buf.Bytes())
}

func cacheControl(c echo.Context, status int) string {
	if viewer(c).SignedIn() || c.Get(keyDeadSession) != nil || status != http.StatusOK || c.Request().Method != http.MethodGet {
		return "no-store"
	}
	return cacheReaders
}
