package handlers

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/labstack/echo/v4"

	answers "github.com/commonthread/commonthread/handlers/answer"
)

// errorDeadline bounds drawing a page about an error, which may ask for the topics.
const errorDeadline = time.Second

// statusGone is what the log says of a request whose client went away before its answer, as other servers do. It is no
// failure of ours.
const statusGone = 499

// refusal is an error as an answer.
type refusal = answers.Refusal

// handleError answers a request that ended in an error: problem+json for the API, else a page.
func (s *Server) handleError(err error, c echo.Context) {
	if c.Response().Committed {
		return
	}
	if client, ok := c.Get(keyClient).(context.Context); ok && errors.Is(client.Err(), context.Canceled) && errors.Is(err, context.Canceled) {
		_ = c.NoContent(statusGone) // for the log: nobody hears it
		return
	}
	r := answers.Of(err)
	if r.Status >= 500 {
		c.Set(keyCause, err)
	}
	r.SetHeaders(c.Response().Header())
	// the request's own time is over here; the page that says so needs some
	ctx, cancel := context.WithTimeout(context.WithoutCancel(c.Request().Context()), errorDeadline)
	defer cancel()
	ctx, end := s.store.While(ctx)
	defer func() { _ = end(nil) }()
	c.SetRequest(c.Request().WithContext(ctx))
	if isAPI(c) {
		err = answers.WriteProblem(c, r)
	} else {
		err = s.showError(c, r)
	}
	if err != nil {
		c.Set(keyCause, fmt.Errorf("answer with an error: %w", err))
	}
}
