package live

import (
	"context"

	hub "github.com/commonthread/commonthread/internal/live"
	"github.com/commonthread/commonthread/models"
)

// joinAttempts bounds how often a client is brought up to what the room remembers: in a thread where events come
// faster than they are read, it is told to fetch the page.
const joinAttempts = replayMost/readBatch + 2

// join puts a client into the stream, past since, without gap or double. It is checked again once it is in: what
// changed between the first look and joining found it in nobody's list.
func (st *stream) join(ctx context.Context, c *hub.Client, v models.Viewer, since int64) error {
	if err := st.refusal(ctx, v); err != nil {
		return err
	}
	if since != hub.FromNow {
		st.room.Leave(c) // what is replayed must not mix with what comes
	}
	if err := st.enter(ctx, c, v, since); err != nil {
		return err
	}
	st.reviewOne(ctx, c)
	return nil
}

func (st *stream) enter(ctx context.Context, c *hub.Client, v models.Viewer, since int64) error {
	level, sent := levelFor(v), int64(0)
	for range joinAttempts {
		switch st.room.Join(c, since, level) {
		case hub.In:
			return nil
		case hub.Refused:
			return tooManyRooms()
		case hub.Ahead:
			// another node has told it, or the table a moment ago, what has not come to the room yet; or it made
			// the number up
			if err := st.catchUp(ctx); err != nil {
				return err
			}
			if st.room.Last() < since {
				return st.restart(c, level)
			}
		case hub.Behind:
			if sent+st.room.Last()-since > replayMost {
				return st.restart(c, level)
			}
			messages, err := st.replay(ctx, since)
			if err != nil {
				return err
			}
			if len(messages) == 0 {
				return st.restart(c, level)
			}
			sent += int64(len(messages))
			for _, m := range messages {
				c.Send(m.to(v))
			}
			if c.Full() {
				return st.restart(c, level)
			}
			since = messages[len(messages)-1].Seq
		}
	}
	return st.restart(c, level)
}

func (st *stream) restart(c *hub.Client, level int) error {
	if st.room.Restart(c, level) == hub.Refused {
		return tooManyRooms()
	}
	return nil
}

func tooManyRooms() error {
	return &models.Error{Kind: models.TooMany, Message: "That is more than 100 subscriptions of one account. End some first."}
}

// catchUp brings the room to where the table is.
func (st *stream) catchUp(ctx context.Context) (err error) {
	ctx, end := st.live.step(ctx)
	defer func() { err = end(err) }()
	st.turn.Lock()
	defer st.turn.Unlock()
	return st.readOn(ctx)
}

// replay composes a batch of what the table has past since; none where that is no longer kept.
func (st *stream) replay(ctx context.Context, since int64) ([]Event, error) {
	events, err := st.live.Store.EventsSince(ctx, st.channel, since, readBatch)
	if err != nil {
		return nil, err
	}
	if len(events) == 0 || events[0].Seq != since+1 {
		return nil, nil
	}
	return st.live.compose(ctx, st.name, st.view.Load(), events)
}
