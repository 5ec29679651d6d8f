package handlers

import (
	"context"
	"errors"
	"fmt"
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
)

// statuses is the one table from kinds of refusal to HTTP answers, for pages and API alike.
var statuses = map[models.ErrorKind]int{
	models.Invalid:         http.StatusUnprocessableEntity,
	models.Unauthenticated: http.StatusUnauthorized,
	models.Forbidden:       http.StatusForbidden,
	models.NotFound:        http.StatusNotFound,
	models.Gone:            http.StatusGone,
	models.Conflict:        http.StatusConflict,
	models.TooMany:         http.StatusTooManyRequests,
	models.Unavailable:     http.StatusServiceUnavailable,
	models.Full:            http.StatusInsufficientStorage,
	models.Internal:        http.StatusInternalServerError,
}

// retryUnavailable is what visitors are told to wait while the database is away.
const retryUnavailable = 5 * time.Second

// errorDeadline bounds drawing a page about an error, which may ask for the topics.
const errorDeadline = time.Second

// refusal is an error as an answer.
type refusal struct {
	Status  int
	Message string
	Fields  map[string]string
	Retry   time.Duration
}

// refusalOf classifies any error. The cause stays in the log.
func refusalOf(err error) refusal {
	if he, ok := errors.AsType[*echo.HTTPError](err); ok {
		r := refusal{Status: he.Code}
		if text, ok := he.Message.(string); ok && text != http.StatusText(he.Code) {
			r.Message = text
		}
		return r
	}
	e := models.AsError(err)
	r := refusal{Status: statuses[e.Kind], Message: e.Message, Fields: e.Fields, Retry: e.RetryAfter}
	if e.Kind == models.Unavailable && r.Retry == 0 {
		r.Retry = retryUnavailable
	}
	return r
}

// handleError answers a request that ended in an error: problem+json for the API, else a page.
func (s *Server) handleError(err error, c echo.Context) {
	if c.Response().Committed {
		return
	}
	r := refusalOf(err)
	if r.Status >= 500 {
		c.Set(keyCause, err)
	}
	h := c.Response().Header()
	h.Set("Cache-Control", "no-store")
	if r.Retry > 0 {
		h.Set("Retry-After", strconv.Itoa(int(math.Ceil(r.Retry.Seconds()))))
	}
	// the request's own time is over here; the page that says so needs some
	ctx, cancel := context.WithTimeout(context.WithoutCancel(c.Request().Context()), errorDeadline)
	defer cancel()
	c.SetRequest(c.Request().WithContext(ctx))
	if strings.HasPrefix(c.Request().URL.Path, "/api/") {
		err = s.writeProblem(c, r)
	} else {
		err = s.showError(c, r)
	}
	if err != nil {
		c.Set(keyCause, fmt.Errorf("answer with an error: %w", err))
	}
}

// problem is RFC 9457, with our field messages.
type problem struct {
	Type   string            `json:"type"`
	Title  string            `json:"title"`
	Status int               `json:"status"`
	Detail string            `json:"detail,omitempty"`
	Fields map[string]string `json:"fields,omitempty"`
}

func (s *Server) writeProblem(c echo.Context, r refusal) error {
	p := problem{Type: "about:blank", Title: http.StatusText(r.Status), Status: r.Status, Detail: r.Message, Fields: r.Fields}
	c.Response().Header().Set("Content-Type", "application/problem+json")
	return c.JSON(r.Status, p)
}
