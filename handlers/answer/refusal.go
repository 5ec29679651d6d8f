package answer

import (
	"errors"
	"math"
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
)

// Statuses is the one table from kinds of refusal to HTTP answers (DECISIONS, "Answers").
var Statuses = map[models.ErrorKind]int{
	models.Invalid:         http.StatusUnprocessableEntity,
	models.Unauthenticated: http.StatusUnauthorized,
	models.Forbidden:       http.StatusForbidden,
	models.NotFound:        http.StatusNotFound,
	models.Gone:            http.StatusGone,
	models.Conflict:        http.StatusConflict,
	models.TooMany:         http.StatusTooManyRequests,
	models.Unavailable:     http.StatusServiceUnavailable,
	models.Full:            http.StatusInsufficientStorage,
	models.Held:            http.StatusAccepted,
	models.Internal:        http.StatusInternalServerError,
}

// retryUnavailable is what visitors are told to wait while the database is away.
const retryUnavailable = 5 * time.Second

// Refusal is an error as an answer.
type Refusal struct {
	Status  int
	Message string
	Fields  map[string]string
	Retry   time.Duration
}

// Of classifies any error. The cause stays in the log.
func Of(err error) Refusal {
	if he, ok := errors.AsType[*echo.HTTPError](err); ok {
		r := Refusal{Status: he.Code}
		if text, ok := he.Message.(string); ok && text != http.StatusText(he.Code) {
			r.Message = text
		}
		return r
	}
	e := models.AsError(err)
	r := Refusal{Status: Statuses[e.Kind], Message: e.Message, Fields: e.Fields, Retry: e.RetryAfter}
	if e.Kind == models.Unavailable && r.Retry == 0 {
		r.Retry = retryUnavailable
	}
	return r
}

// SetHeaders sets what goes with any refusal: nothing may keep it, and when to come back.
func (r Refusal) SetHeaders(h http.Header) {
	h.Set("Cache-Control", "no-store")
	if r.Retry > 0 {
		h.Set("Retry-After", strconv.Itoa(int(math.Ceil(r.Retry.Seconds()))))
	}
}
