package live

import (
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	answers "github.com/commonthread/commonthread/handlers/answer"
	hub "github.com/commonthread/commonthread/internal/live"
	"github.com/commonthread/commonthread/models"
)

const (
	tooManyRetry  = time.Minute
	stoppingRetry = 2 * time.Second
)

// Poll answers GET /live/events, for networks where sockets are blocked: the events of one channel past since,
// oldest first and a bounded number at once, or one resync. Without since there is nothing yet. Hints are for
// sockets alone: their list is empty.
func (l *Live) Poll(c echo.Context) error {
	c.Response().Header().Set("Cache-Control", "no-store")
	list, err := l.poll(c)
	if err == nil {
		return c.JSONBlob(http.StatusOK, hub.Encode(list))
	}
	r := answers.Of(err)
	if r.Status >= http.StatusInternalServerError {
		return err
	}
	return c.JSONBlob(r.Status, hub.Encode(hub.Error{Type: "error", Code: code(err), Detail: detail(err)}))
}

func (l *Live) poll(c echo.Context) ([]any, error) {
	ctx, v := c.Request().Context(), l.Viewer(c)
	ch := parseChannel(c.QueryParam("channel"))
	if err := ch.refusal(v); err != nil {
		return nil, err
	}
	list := []any{}
	if !ch.sequenced() {
		if ch.kind == topicChannel {
			d, err := l.Store.Directory(ctx)
			if err != nil {
				return nil, err
			}
			_, err = d.Topic(v, ch.slug)
			return list, err
		}
		return list, nil
	}
	var thread *models.ThreadView
	var last int64
	var err error
	if ch.kind == threadChannel {
		view, err := l.Store.LiveThread(ctx, ch.thread)
		if err != nil {
			return nil, err
		}
		if err := view.RefusalTo(v); err != nil {
			return nil, err
		}
		thread, last = &view, view.EventSeq
	} else if last, err = l.Store.ChannelSeq(ctx, ch.table(v)); err != nil {
		return nil, err
	}
	given := c.QueryParam("since")
	if given == "" {
		return list, nil
	}
	since, err := strconv.ParseInt(given, 10, 64)
	if err != nil || since < 0 {
		return nil, echo.NewHTTPError(http.StatusBadRequest, "since is a number, 0 or above.")
	}
	if since == last {
		return list, nil
	}
	events, err := l.Store.EventsSince(ctx, ch.table(v), since, readBatch)
	if err != nil {
		return nil, err
	}
	if len(events) == 0 || events[0].Seq != since+1 || last-since > replayMost {
		return append(list, hub.Resync{Type: "resync", Channel: ch.name}), nil
	}
	messages, err := l.compose(ctx, ch.name, thread, events)
	if err != nil {
		return nil, err
	}
	for _, m := range messages {
		list = append(list, m.to(v))
	}
	return list, nil
}
