package live

import (
	"context"

	hub "github.com/commonthread/commonthread/internal/live"
	"github.com/commonthread/commonthread/models"
)

// typing notes that a listener is writing in a thread in which they may write. Staff who write in what waits for
// the company's answer are shown as answering.
func (l *Live) typing(ctx context.Context, c *hub.Client, v models.Viewer, ch channel) error {
	if ch.kind != threadChannel {
		return &models.Error{Kind: models.NotFound}
	}
	for _, room := range c.Rooms() {
		st, ok := room.Owner.(*stream)
		if !ok || st.name != ch.name {
			continue
		}
		if err := st.refusal(ctx, v); err != nil {
			return err
		}
		view := st.view.Load()
		switch {
		case !v.SignedIn():
			return &models.Error{Kind: models.Unauthenticated, Message: "Sign in to write."}
		case !v.CanReply(view.Thread, view.Topic.Topic):
			return &models.Error{Kind: models.Forbidden, Message: "You may not write in this thread."}
		}
		l.presence.typed(st.channel, v, v.Staff() && awaitsCompany(view.Kind))
		return nil
	}
	return &models.Error{Kind: models.NotFound, Message: "Subscribe to the thread first."}
}

// Writing shows a member at work in a thread for a few seconds, for those who write without a page (a demonstration).
func (l *Live) Writing(v models.Viewer, th models.Thread) {
	l.presence.typed(models.ThreadChannel(th.ID), v, v.Staff() && awaitsCompany(th.Kind))
}

// awaitsCompany reports the kinds of thread that are put to the company.
func awaitsCompany(k models.Kind) bool {
	return k == models.KindQuestion || k == models.KindSuggestion
}
