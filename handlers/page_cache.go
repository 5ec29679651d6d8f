package handlers

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"runtime/debug"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/internal/pagecache"
	"github.com/commonthread/commonthread/models"
)

// pageCacheBytes is how much memory readers' pages may take unless Options say otherwise.
const pageCacheBytes = 64 << 20

// kept serves readers a whole page from memory. A page is kept under its path and the query parameters named
// here; others are dropped, so that no invented parameter makes a page of its own. Members, and browsers with
// a session that ended, are always drawn afresh.
func (s *Server) kept(known ...string) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			if _, err := c.Cookie(s.cookieName()); err == nil {
				return next(c)
			}
			keepQuery(c.Request().URL, known)
			key := s.base(c) + c.Request().URL.RequestURI()
			page, state := s.cache.Get(key)
			if state == pagecache.Fresh {
				s.cache.Hits.Add(1)
				return s.sendPage(c, page)
			}
			s.cache.Misses.Add(1)
			a, err := s.drawOnce(c, next, key)
			if models.KindOf(err) == models.Unavailable && state == pagecache.Behind {
				s.cache.Behinds.Add(1)
				c.Set(keyCause, err)
				return s.sendPage(c, page.WithControl("no-store"))
			}
			if err != nil {
				return err
			}
			return s.replay(c, a)
		}
	}
}

// answer is what a handler wrote: a page that can be kept, or anything else as it is.
type answer struct {
	page   *pagecache.Page
	status int
	header http.Header
	body   []byte
}

// drawOnce has one of all who ask for the same page at the same moment draw it for the others. Whoever asks
// after a change asks at another moment, so nobody gets what was begun before a change they know of.
func (s *Server) drawOnce(c echo.Context, next echo.HandlerFunc, key string) (*answer, error) {
	begun := s.cache.Now()
	flight := strconv.FormatUint(uint64(begun), 36) + " " + key
	drawn, err, _ := s.flights.Do(flight, func() (any, error) { return s.draw(c, next, key, begun) })
	if err != nil {
		return nil, err
	}
	return drawn.(*answer), nil
}

// draw runs the handler into memory. It goes on when its client goes away: others may wait for it.
func (s *Server) draw(c echo.Context, next echo.HandlerFunc, key string, begun pagecache.Moment) (a *answer, err error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(c.Request().Context()), requestDeadline)
	defer cancel()
	ctx, end := s.store.While(ctx)
	defer func() { err = end(err) }()
	defer func() { // a panic inside a flight would end the program
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v\n%s", r, debug.Stack())
		}
	}()
	request, response := c.Request(), c.Response()
	rec := &recording{header: http.Header{}}
	tags := []string{tagEverything}
	c.Set(keyTags, &tags)
	c.SetRequest(request.WithContext(ctx))
	c.SetResponse(echo.NewResponse(rec, s.echo))
	defer func() {
		c.SetRequest(request)
		c.SetResponse(response)
		c.Set(keyTags, nil)
	}()
	if err := next(c); err != nil {
		return nil, err
	}
	a = &answer{status: rec.status, header: rec.header, body: rec.body.Bytes()}
	if rec.status != http.StatusOK || rec.header.Get("Set-Cookie") != "" || rec.header.Get("Cache-Control") == "no-store" {
		return a, nil
	}
	a.page, err = pagecache.NewPage(rec.header.Get("Content-Type"), rec.header.Get("Cache-Control"), varies, a.body)
	if err != nil {
		return nil, err
	}
	s.cache.Keep(key, a.page, begun, tags)
	return a, nil
}

// varies: the same address differs by session and by what the browser can unpack.
const varies = "Cookie, Accept-Encoding"

func (s *Server) replay(c echo.Context, a *answer) error {
	if a.page != nil {
		return s.sendPage(c, a.page)
	}
	h := c.Response().Header()
	for name, values := range a.header {
		h[name] = values
	}
	c.Response().WriteHeader(a.status)
	_, err := c.Response().Write(a.body)
	return err
}

// sendPage answers with a page, packed where the browser can unpack it, or with nothing where it has it already.
func (s *Server) sendPage(c echo.Context, p *pagecache.Page) error {
	r, h := c.Request(), c.Response().Header()
	h.Set("Cache-Control", p.Control)
	h.Set("Vary", p.Vary)
	h.Set("ETag", p.Tag)
	if matches(r.Header.Get("If-None-Match"), p.Tag) {
		c.Response().WriteHeader(http.StatusNotModified)
		return nil
	}
	h.Set("Content-Type", p.ContentType)
	body := p.Body
	if p.Packed != nil && acceptsGzip(r.Header.Get("Accept-Encoding")) {
		h.Set("Content-Encoding", "gzip")
		body = p.Packed
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	c.Response().WriteHeader(http.StatusOK)
	_, err := c.Response().Write(body)
	return err
}

// recording is a response in memory.
type recording struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (r *recording) Header() http.Header { return r.header }

func (r *recording) WriteHeader(status int) {
	if r.status == 0 {
		r.status = status
	}
}

func (r *recording) Write(p []byte) (int, error) {
	r.WriteHeader(http.StatusOK)
	return r.body.Write(p)
}

// keepQuery leaves the known parameters, each once and none empty, in one order; the first page has no number.
func keepQuery(u *url.URL, known []string) {
	if u.RawQuery == "" {
		return
	}
	given, kept := u.Query(), url.Values{}
	for _, name := range known {
		if value := given.Get(name); value != "" && (name != "page" || value != "1") {
			kept.Set(name, value)
		}
	}
	u.RawQuery = kept.Encode()
}

func matches(header, tag string) bool {
	if header == "" {
		return false
	}
	for part := range strings.SplitSeq(header, ",") {
		part = strings.TrimSpace(part)
		if part == "*" || strings.TrimPrefix(part, "W/") == strings.TrimPrefix(tag, "W/") {
			return true
		}
	}
	return false
}
