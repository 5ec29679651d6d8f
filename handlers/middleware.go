package handlers

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"mime"
	"net/http"
	"net/url"
	"runtime/debug"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
)

const (
	requestDeadline = 10 * time.Second
	formLimit       = "1M"
)

// use lays the middleware round every route, the first named outermost.
func (s *Server) use() {
	s.echo.Pre(s.logged, s.recovered, s.headers, s.knownHost, s.knownMethod, s.knownText)
	s.echo.Use(s.deadline, middleware.BodyLimitWithConfig(middleware.BodyLimitConfig{Limit: formLimit, Skipper: sendsFiles}), s.sameOrigin, s.formContent, s.signedIn, s.limited, s.staffOnly)
}

// logged gives each request an id, and one line in the log when it is over.
func (s *Server) logged(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		start := time.Now()
		id := requestID()
		c.Set(keyRequestID, id)
		c.Set(keyClient, c.Request().Context())
		c.Response().Header().Set("X-Request-Id", id)
		err := next(c)
		if err != nil {
			c.Error(err)
		}
		level := slog.LevelInfo
		if c.Response().Status >= 500 {
			level = slog.LevelError
		}
		attrs := []any{
			"id", id, "method", c.Request().Method, "route", c.Path(), "status", c.Response().Status,
			"bytes", c.Response().Size, "ms", time.Since(start).Milliseconds(),
		}
		if cause, ok := c.Get(keyCause).(error); ok {
			attrs = append(attrs, "error", cause)
		}
		s.metrics.observe(c, time.Since(start))
		s.Log.Log(c.Request().Context(), level, "request", attrs...)
		return nil
	}
}

// recovered turns a panic into an error, so that one bad request harms no other.
func (s *Server) recovered(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) (err error) {
		defer func() {
			if r := recover(); r != nil {
				if r == http.ErrAbortHandler {
					panic(r)
				}
				err = fmt.Errorf("panic: %v\n%s", r, debug.Stack())
			}
		}()
		return next(c)
	}
}

// contentPolicy allows nothing but our own origin; there is no inline script or style anywhere.
const contentPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
	"connect-src 'self'; frame-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'"

func (s *Server) headers(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		h := c.Response().Header()
		h.Set("Content-Security-Policy", contentPolicy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "strict-origin-when-cross-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		if s.secure() {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		return next(c)
	}
}

// knownHost serves the configured host alone, health checks excepted, so that no link can be made of a
// Host that somebody invented.
func (s *Server) knownHost(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		path := c.Request().URL.Path
		if s.BaseURL == nil || strings.EqualFold(c.Request().Host, s.BaseURL.Host) || path == "/healthz" || path == "/readyz" {
			return next(c)
		}
		return echo.NewHTTPError(http.StatusMisdirectedRequest, "This server does not answer for that host.")
	}
}

// knownMethod refuses methods that no route has, whatever the path.
func (s *Server) knownMethod(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		switch c.Request().Method {
		case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete:
			return next(c)
		}
		c.Response().Header().Set("Allow", "GET, HEAD, POST, PUT, PATCH, DELETE")
		return echo.NewHTTPError(http.StatusMethodNotAllowed)
	}
}

// knownText refuses addresses that are not text before anything is looked up by them.
func (s *Server) knownText(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		u := c.Request().URL
		query, err := url.QueryUnescape(u.RawQuery)
		if err != nil || !isText(u.Path) || !isText(query) {
			return echo.NewHTTPError(http.StatusBadRequest, "The address holds characters that are not text.")
		}
		return next(c)
	}
}

func isText(s string) bool { return utf8.ValidString(s) && !strings.ContainsRune(s, 0) }

// deadline ends what takes too long, and what waits for a database that is away.
func (s *Server) deadline(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) (err error) {
		ctx, cancel := context.WithTimeout(c.Request().Context(), requestDeadline)
		defer cancel()
		ctx, end := s.store.While(ctx)
		defer func() { err = end(err) }()
		if s.Development {
			counted, queries := database.CountQueries(ctx)
			ctx = counted
			c.Response().Before(func() { c.Response().Header().Set("X-Queries", fmt.Sprint(queries())) })
		}
		c.SetRequest(c.Request().WithContext(ctx))
		return next(c)
	}
}

// sameOrigin refuses changes that a browser marks as coming from elsewhere (Sec-Fetch-Site, Origin). There is
// no token in forms, so pages can be cached. A request with neither header is no browser's.
func (s *Server) sameOrigin(next echo.HandlerFunc) echo.HandlerFunc {
	var guard http.CrossOriginProtection
	if s.BaseURL != nil {
		_ = guard.AddTrustedOrigin(s.BaseURL.Scheme + "://" + s.BaseURL.Host)
	}
	return func(c echo.Context) error {
		r := c.Request()
		if err := guard.Check(r); err != nil {
			return &models.Error{Kind: models.Forbidden, Message: "This request came from another site, so nothing was done. Open the page here and try again.", Cause: err}
		}
		return next(c)
	}
}

// sendsFiles reports the one route that takes more than a form, and reads it by itself.
func sendsFiles(c echo.Context) bool { return c.Path() == links.Uploads }

// formContent takes forms alone outside the API. Other types of body are what a foreign page can send as a
// "simple" request, and no form of ours.
func (s *Server) formContent(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		r := c.Request()
		if !changes(r.Method) || isAPI(c) || r.ContentLength == 0 || sendsFiles(c) {
			return next(c)
		}
		kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
		if err != nil || (kind != "application/x-www-form-urlencoded" && kind != "multipart/form-data") {
			return echo.NewHTTPError(http.StatusUnsupportedMediaType, "Send this as a form.")
		}
		if err := readForm(c); err != nil {
			return err
		}
		return next(c)
	}
}

// readForm reads the form before any handler asks for a field: a field of a form that is too large, broken or
// cut short would look empty.
func readForm(c echo.Context) error {
	_, err := c.FormParams()
	if err == nil {
		return nil
	}
	if he, ok := errors.AsType[*echo.HTTPError](err); ok {
		return he
	}
	return &echo.HTTPError{Code: http.StatusBadRequest, Message: "This form arrived broken. Send it again.", Internal: err}
}

// signedIn finds the viewer of the session cookie. A dead session is a reader; a POST with one is told to
// sign in by the handler, with the text kept.
func (s *Server) signedIn(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if isAPI(c) {
			c.Set(keyViewer, s.api.Viewer(c))
			return next(c)
		}
		cookie, err := c.Cookie(s.cookieName())
		if err != nil || cookie.Value == "" || anonymousPath(c.Request().URL.Path) {
			return next(c)
		}
		v, err := s.store.ViewerBySession(c.Request().Context(), cookie.Value, c.RealIP())
		switch models.KindOf(err) {
		case models.Unauthenticated:
			c.Set(keyDeadSession, true)
			return next(c)
		}
		if err != nil {
			return err
		}
		if atWork(c.Request().URL.Path) {
			v = v.SeeingAll()
		}
		v, err = s.seenAs(c, v)
		if err != nil {
			return err
		}
		c.Set(keyViewer, v)
		return next(c)
	}
}

// atWork reports paths of the console, where staff read everything, whomever they blocked for themselves.
func atWork(path string) bool { return path == "/console" || strings.HasPrefix(path, "/console/") }

// anonymousPath reports paths whose answer never depends on who asks.
func anonymousPath(path string) bool {
	return strings.HasPrefix(path, "/static/") || path == "/healthz" || path == "/readyz" || path == "/metrics"
}

const (
	keyRequestID   = "request_id"
	keyViewer      = "viewer"
	keyDeadSession = "dead_session"
	keyViewAs      = "view_as"
	keyCause       = "cause"
	keyClient      = "client" // the context that ends when the client goes away
	keyTags        = "tags"
)

// viewer is who asks; the zero value is a reader.
func viewer(c echo.Context) models.Viewer {
	v, _ := c.Get(keyViewer).(models.Viewer)
	v.Address = c.RealIP()
	return v
}

func requestID() string {
	var b [8]byte
	_, _ = rand.Read(b[:])
	return hex.EncodeToString(b[:])
}
