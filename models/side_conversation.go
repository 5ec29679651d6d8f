package models

import (
	"context"
	"time"
)

// SideConversation is private words between staff and a suggestion's author. The public ledger says that it goes on
// privately, and how it ended.
type SideConversation struct {
	ID          int64
	ThreadID    int64
	MemberID    int64
	OpenedBy    int64
	ClosingLine string
	CreatedAt   time.Time
	ClosedAt    *time.Time
}

// SideMessage is one message of it.
type SideMessage struct {
	ID             int64
	ConversationID int64
	AuthorID       int64
	Body           string
	CreatedAt      time.Time
}

// SideMessageView is a message with who wrote it.
type SideMessageView struct {
	SideMessage `gorm:"embedded"`
	Author      Person `gorm:"embedded;embeddedPrefix:by_"`
}

const (
	wordsPrivate   = "Continuing privately with the author."
	sideMessageMax = 5_000
)

// CanJoinSide reports whether the viewer may read and write in a side-conversation: its member, and the staff.
func (v Viewer) CanJoinSide(c SideConversation) bool {
	return v.SignedIn() && (v.ID == c.MemberID || v.CanSeeConsole())
}

// WriteSide writes to a suggestion's author in private, or answers there: staff open the conversation with their first
// message, its author answers while it is open.
func (s *Store) WriteSide(ctx context.Context, v Viewer, threadID int64, body string) error {
	f := fieldErrors{}
	body = f.checkText("body", body, "The message", 1, sideMessageMax)
	err := s.inSide(ctx, v, threadID, func(s *Store, h *heldSuggestion, c SideConversation) error {
		if err := f.err(); err != nil {
			return err
		}
		now, d := s.now(), Decision{}
		before := onOff("open", "", c.ID != 0)
		if c.ID == 0 {
			switch {
			case !v.CanSeeConsole():
				return conflict("Nobody of the staff opened a private conversation about this suggestion.")
			case h.g.State == StateMerged:
				return conflict("This suggestion goes on in another one. Write to its author there.")
			}
			c = SideConversation{ThreadID: h.ID, MemberID: h.AuthorID, OpenedBy: v.ID, CreatedAt: now}
			if err := s.write(ctx).Create(&c).Error; err != nil {
				return wrap(err, "open a side-conversation")
			}
			var err error
			if d, err = s.addLine(ctx, v, *h, Decision{Kind: LinePrivate, Words: wordsPrivate}); err != nil {
				return err
			}
		}
		if err := s.dropDraft(ctx, v, ToolDraftKey(DraftSide, h.ID)); err != nil {
			return err
		}
		m := SideMessage{ConversationID: c.ID, AuthorID: v.ID, Body: body, CreatedAt: now}
		if err := s.write(ctx).Create(&m).Error; err != nil {
			return wrap(err, "insert side message")
		}
		to := c.MemberID
		if v.ID == c.MemberID {
			var err error
			if d, err = s.answerable(ctx, h); err != nil {
				return err
			}
			to = h.g.OwnerID
		} else if err := s.audit(ctx, v, auditEntry{Action: "suggestion.wrote_privately", Kind: "thread", ID: h.ID, Before: before, After: "open"}); err != nil {
			return err // that somebody wrote, not what: private words stay in their own table
		}
		if err := s.tell(ctx, *h, Decision{ActorID: &v.ID}, NoticeSideMessage, now, to); err != nil {
			return err
		}
		if d.ID != 0 {
			return s.storeLedger(ctx, v, h)
		}
		return s.emitConsole(ctx, h.ID)
	})
	return wrap(err, "write privately about suggestion %d", threadID)
}

// CloseSide ends a side-conversation with a line that everybody reads; for staff.
func (s *Store) CloseSide(ctx context.Context, v Viewer, threadID int64, line string) error {
	f := fieldErrors{}
	line = f.checkWords("words", line)
	err := s.inSide(ctx, v, threadID, func(s *Store, h *heldSuggestion, c SideConversation) error {
		switch {
		case !v.CanSeeConsole():
			return forbidden("Only staff close a private conversation.")
		case c.ID == 0:
			return conflict("There is no private conversation to close.")
		}
		if err := f.err(); err != nil {
			return err
		}
		if err := s.dropDraft(ctx, v, ToolDraftKey(DraftSideEnd, h.ID)); err != nil {
			return err
		}
		if _, err := s.exec(ctx, `UPDATE side_conversations SET closing_line = ?, closed_at = ? WHERE id = ?`, line, s.now(), c.ID); err != nil {
			return wrap(err, "close a side-conversation")
		}
		if _, err := s.addLine(ctx, v, *h, Decision{Kind: LinePrivateEnd, Words: line}); err != nil {
			return err
		}
		if err := s.audit(ctx, v, auditEntry{Action: "suggestion.private", Kind: "thread", ID: h.ID, After: "closed", Reason: line}); err != nil {
			return err
		}
		return s.storeLedger(ctx, v, h)
	})
	return wrap(err, "close the private conversation about suggestion %d", threadID)
}

// inSide holds a suggestion with its open side-conversation, ID 0 where there is none, for staff and its author.
func (s *Store) inSide(ctx context.Context, v Viewer, threadID int64, f func(s *Store, h *heldSuggestion, c SideConversation) error) error {
	th, err := s.Thread(ctx, v, threadID)
	switch {
	case err != nil:
		return err
	case !v.SignedIn():
		return unauthenticated()
	case th.Kind != KindSuggestion:
		return notFound()
	case !v.CanSeeConsole() && v.ID != th.AuthorID:
		return forbidden("Only staff and the author of a suggestion write privately about it.")
	}
	return s.InTx(ctx, func(s *Store) error {
		h, err := s.holdSuggestion(ctx, v, threadID)
		if err != nil {
			return err
		}
		var c SideConversation
		err = s.one(ctx, &c, `SELECT * FROM side_conversations WHERE thread_id = ? AND closed_at IS NULL`, threadID)
		if err != nil && KindOf(err) != NotFound {
			return wrap(err, "find the side-conversation")
		}
		return f(s, &h, c)
	})
}

// SideMessages lists what was written privately about a suggestion, oldest first, and whether it is still open: for
// staff and its author. NotFound for all others, to whom it does not exist.
func (s *Store) SideMessages(ctx context.Context, v Viewer, threadID int64) (list []SideMessageView, open bool, err error) {
	th, err := s.Thread(ctx, v, threadID)
	if err != nil {
		return nil, false, err
	}
	if !v.CanJoinSide(SideConversation{MemberID: th.AuthorID}) {
		return nil, false, notFound()
	}
	err = s.list(ctx, &list, `SELECT m.*, `+personAs("a", "by_")+`
		FROM side_messages m
		JOIN side_conversations c ON c.id = m.conversation_id
		JOIN members a ON a.id = m.author_id
		WHERE c.thread_id = ? ORDER BY m.id`, threadID)
	if err != nil {
		return nil, false, wrap(err, "list private messages")
	}
	var n int64
	err = s.one(ctx, &n, `SELECT COUNT(*) FROM side_conversations WHERE thread_id = ? AND closed_at IS NULL`, threadID)
	return list, n > 0, wrap(err, "look for an open conversation")
}
