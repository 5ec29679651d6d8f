package models

import (
	"context"
	"fmt"
	"strconv"
	"time"
)

// EventType names what changed, in the words of the live protocol.
type EventType string

const (
	EventPostCreated     EventType = "post.created"
	EventPostEdited      EventType = "post.edited"
	EventPostRemoved     EventType = "post.removed"
	EventReactionChanged EventType = "reaction.changed"
	EventThreadChanged   EventType = "thread.changed"
	EventDecisionMade    EventType = "decision.made" // any line of a suggestion's ledger
	EventSupportChanged  EventType = "support.changed"
	// EventInboxChanged goes to ConsoleChannel, EventNoticeCreated and EventNoticeRead to a MemberChannel.
	EventInboxChanged  EventType = "inbox.changed"
	EventNoticeCreated EventType = "notice.created"
	EventNoticeRead    EventType = "notice.read"
	// EventMemberChanged and EventSiteChanged are for the nodes themselves (caches, sessions); no socket carries them.
	EventMemberChanged EventType = "member.changed"
	EventSiteChanged   EventType = "site.changed"
	// EventAccessChanged says that sessions, tokens or the password of its actor are other than before: sockets
	// look again whether they are still somebody's. No page shows it, so no cache heeds it.
	EventAccessChanged EventType = "access.changed"
	// EventUnheard is stored nowhere. Listeners get it once, when their process begins to follow the others: what
	// those stored just before, nobody tells any more, so whatever is remembered is to be asked for again.
	EventUnheard EventType = "unheard"
)

// siteChannel carries what the nodes must know and no reader may subscribe to.
const siteChannel = "site"

// Event is one change, stored in the transaction that made it. Seq counts per channel without gaps, in
// commit order. What is stored are ids only: whoever tells people reads what they may see at that moment.
type Event struct {
	ID        int64
	Channel   string
	Seq       int64
	Type      EventType
	TopicID   *int64
	ThreadID  *int64
	PostID    *int64
	Number    *int64
	ActorID   *int64
	CreatedAt time.Time

	// Made is the post that EventPostCreated tells of, where the process that stored it knew all that LivePosts would
	// say of it; nil for other events, and for those read from the table.
	Made *PostView `gorm:"-"`
	// ToldAt is when the listeners were told, by this machine's own clock.
	ToldAt time.Time `gorm:"-"`
}

// ThreadChannel is the live channel of a thread.
func ThreadChannel(id int64) string { return "thread:" + strconv.FormatInt(id, 10) }

// emitThread stores one event on the thread's channel. The thread's own row counts its events, so the
// lock a verb already holds on it orders them.
func (s *Store) emitThread(ctx context.Context, e Event, topicID, threadID int64) error {
	return s.emitThreadWith(ctx, e, topicID, threadID, "")
}

// emitThreadWith changes the thread's row by the way: what the event counts and what it tells of are one statement.
func (s *Store) emitThreadWith(ctx context.Context, e Event, topicID, threadID int64, set string, args ...any) error {
	e.Channel, e.TopicID, e.ThreadID = ThreadChannel(threadID), &topicID, &threadID
	if set != "" {
		set = ", " + set
	}
	err := s.write(ctx).Raw(`UPDATE threads SET event_seq = event_seq + 1`+set+` WHERE id = ? RETURNING event_seq`, append(args, threadID)...).
		Scan(&e.Seq).Error
	if err != nil {
		return fmt.Errorf("count event of thread %d: %w", threadID, err)
	}
	return s.storeEvent(ctx, e)
}

// emit stores one event on a channel that is no thread.
func (s *Store) emit(ctx context.Context, channel string, e Event) error {
	e.Channel = channel
	err := s.write(ctx).Raw(`INSERT INTO channels (name, seq) VALUES (?, 1)
		ON CONFLICT (name) DO UPDATE SET seq = channels.seq + 1 RETURNING seq`, channel).Scan(&e.Seq).Error
	if err != nil {
		return fmt.Errorf("count event of %s: %w", channel, err)
	}
	return s.storeEvent(ctx, e)
}

func (s *Store) storeEvent(ctx context.Context, e Event) error {
	e.CreatedAt = s.now()
	if err := s.write(ctx).Create(&e).Error; err != nil {
		return fmt.Errorf("store event on %s: %w", e.Channel, err)
	}
	s.listeners.begin(e)
	s.pending.events = append(s.pending.events, e)
	return nil
}

// EventsSince lists a channel's events after seq, oldest first, at most limit. The caller has checked
// that the viewer may see the channel.
func (s *Store) EventsSince(ctx context.Context, channel string, seq int64, limit int) ([]Event, error) {
	var events []Event
	err := s.list(ctx, &events, `SELECT * FROM events WHERE channel = ? AND seq > ? ORDER BY seq LIMIT ?`, channel, seq, limit)
	return events, err
}

// emitConsole tells the staff's own channel that something of a thread changed what waits there.
func (s *Store) emitConsole(ctx context.Context, threadID int64) error {
	return s.emit(ctx, ConsoleChannel, Event{Type: EventInboxChanged, ThreadID: &threadID})
}
