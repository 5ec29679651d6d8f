package handlers

import (
	"bytes"
	"fmt"
	"net/http"
	"sync"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/internal/pagecache"
)

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// getBuffer is an empty buffer; give it back to buffers.
func getBuffer() *bytes.Buffer {
	buf := buffers.Get().(*bytes.Buffer)
	buf.Reset()
	return buf
}

// cacheReaders lets a shared cache keep what any reader would get for a moment; the origin itself is never stale.
const cacheReaders = "public, max-age=0, s-maxage=20, stale-while-revalidate=30"

// render draws a component into memory, then sends it: a page that cannot be drawn becomes an error page,
// never half a page.
func (s *Server) render(c echo.Context, status int, component templ.Component) error {
	buf := getBuffer()
	defer buffers.Put(buf)
	if err := component.Render(c.Request().Context(), buf); err != nil {
		return fmt.Errorf("draw %s: %w", c.Path(), err)
	}
	h := c.Response().Header()
	h.Set("Vary", varies)
	if h.Get("Cache-Control") == "" {
		h.Set("Cache-Control", cacheControl(c, status))
	}
	body := buf.Bytes()
	if packed := s.packed(c, body); packed != nil {
		h.Set("Content-Encoding", "gzip")
		body = packed
	}
	return c.Blob(status, "text/html; charset=utf-8", body)
}

// packed compresses a page for a browser that can unpack it; what is being kept is compressed once, later. No
// page holds a secret beside what somebody else wrote (there is no token in forms), so its length tells nothing.
func (s *Server) packed(c echo.Context, body []byte) []byte {
	if c.Get(keyTags) != nil || !acceptsGzip(c.Request().Header.Get("Accept-Encoding")) {
		return nil
	}
	packed, err := pagecache.Pack(body)
	if err != nil {
		return nil
	}
	return packed
}

func cacheControl(c echo.Context, status int) string {
	if viewer(c).SignedIn() || c.Get(keyDeadSession) != nil || status != http.StatusOK || c.Request().Method != http.MethodGet {
		return "no-store"
	}
	return cacheReaders
}
