package models

import (
	"context"
	"fmt"
	"time"
)

// ModerationNoticeKind says what moderators tell a member of.
type ModerationNoticeKind string

const (
	NoticeOfAction  ModerationNoticeKind = "action"  // something was done to them, or to what they wrote
	NoticeOfUndoing ModerationNoticeKind = "undoing" // and was taken back
	NoticeOfReport  ModerationNoticeKind = "report"  // what came of their report
	NoticeOfHold    ModerationNoticeKind = "hold"    // what came of a held post of theirs
	NoticeOfAppeal  ModerationNoticeKind = "appeal"  // and of their appeal
	NoticeOfHistory ModerationNoticeKind = "history" // earlier versions of a post of theirs are hidden
)

// ModerationNotice is one thing that moderators told one member, once. It holds no words of others: it names an
// action or a report, which say what the member may know.
type ModerationNotice struct {
	ID        int64
	MemberID  int64
	Kind      ModerationNoticeKind
	ActionID  *int64
	ReportID  *int64
	HeldID    *int64
	AppealID  *int64
	PostID    *int64 // whose earlier versions are hidden
	CreatedAt time.Time
	ReadAt    *time.Time
}

func (s *Store) tellOfAction(ctx context.Context, kind ModerationNoticeKind, memberID, actionID int64) error {
	return s.tellMember(ctx, ModerationNotice{MemberID: memberID, Kind: kind, ActionID: &actionID})
}

// tellMember puts a notice before a member in the transaction of what it tells of. The schema holds it to once.
func (s *Store) tellMember(ctx context.Context, n ModerationNotice) error {
	n.CreatedAt = s.now()
	if err := s.write(ctx).Create(&n).Error; err != nil {
		return fmt.Errorf("tell member %d of %s: %w", n.MemberID, n.Kind, err)
	}
	return s.emit(ctx, MemberChannel(n.MemberID), Event{Type: EventNoticeCreated})
}

// tellOfHistory tells the author of a post that its earlier versions are hidden, once a post: why is read where it is
// hidden. What moderators do to their own posts needs telling nobody.
func (s *Store) tellOfHistory(ctx context.Context, v Viewer, p Post) error {
	if p.AuthorID == v.ID {
		return nil
	}
	n, err := s.exec(ctx, `INSERT INTO moderation_notices (member_id, kind, post_id, created_at)
		SELECT m.id, 'history', CAST(? AS BIGINT), CAST(? AS `+s.db.Dialect.Moment()+`) FROM members m WHERE m.id = ? AND m.status <> 'erased'
		ON CONFLICT (member_id, kind, post_id) WHERE post_id IS NOT NULL DO NOTHING`, p.ID, s.now(), p.AuthorID)
	if err != nil || n == 0 {
		return wrap(err, "tell of the hidden history of post %d", p.ID)
	}
	return s.emit(ctx, MemberChannel(p.AuthorID), Event{Type: EventNoticeCreated})
}

// moderationNoticesShown is how many of them stand above a member's other notices.
const moderationNoticesShown = 30

// ModerationNoticeView is a notice with what it tells of.
type ModerationNoticeView struct {
	ModerationNotice `gorm:"embedded"`
	Action           Action `gorm:"embedded;embeddedPrefix:x_"`
	Outcome          CaseOutcome
	Words            string // of the report's outcome, the held post's, or why a history is hidden; empty once it is shown again
	Held             HeldState
}

// Unread reports whether the member has not seen it yet.
func (n ModerationNoticeView) Unread() bool { return n.ReadAt == nil }

// ModerationNotices lists what moderators told the viewer, newest first; the last thirty. All of it is on Standing.
func (s *Store) ModerationNotices(ctx context.Context, v Viewer) ([]ModerationNoticeView, error) {
	if !v.SignedIn() {
		return nil, unauthenticated()
	}
	var list []ModerationNoticeView
	err := s.list(ctx, &list, `SELECT n.*, x.id AS x_id, x.kind AS x_kind, x.post_id AS x_post_id, x.rule AS x_rule, x.words AS x_words, x.until_at AS x_until_at,
			x.undone_because AS x_undone_because, COALESCE(c.outcome, k.outcome, '') AS outcome, COALESCE(c.words, k.words, h.words,
				(SELECT v.hidden_because FROM revisions v WHERE v.post_id = n.post_id AND v.hidden_at IS NOT NULL ORDER BY v.hidden_at DESC, v.id DESC LIMIT 1), '') AS words,
			COALESCE(h.state, '') AS held
		FROM moderation_notices n
		LEFT JOIN appeals p ON p.id = n.appeal_id
		LEFT JOIN cases k ON k.id = p.case_id
		LEFT JOIN actions x ON x.id = COALESCE(n.action_id, p.action_id)
		LEFT JOIN reports r ON r.id = n.report_id
		LEFT JOIN cases c ON c.id = r.case_id
		LEFT JOIN held_posts h ON h.id = n.held_id
		WHERE n.member_id = ?
		ORDER BY n.id DESC LIMIT ?`, v.ID, moderationNoticesShown)
	return list, wrap(err, "list what moderators told")
}

// ReadHeldNotice marks what the viewer was told of a held post of theirs as read: they look at it.
func (s *Store) ReadHeldNotice(ctx context.Context, v Viewer, heldID int64) error {
	return wrap(s.readModeration(ctx, v, `held_id = ?`, heldID), "mark what was told of held post %d as read", heldID)
}

// ReadModerationNotices marks what moderators told the viewer, up to an id, as read.
func (s *Store) ReadModerationNotices(ctx context.Context, v Viewer, upTo int64) error {
	return wrap(s.readModeration(ctx, v, `id <= ?`, upTo), "mark what moderators told as read")
}

// readModeration writes only where something is unread: a page that is looked at again costs a question.
func (s *Store) readModeration(ctx context.Context, v Viewer, which string, is int64) error {
	if !v.SignedIn() {
		return unauthenticated()
	}
	const unread = ` member_id = ? AND read_at IS NULL AND `
	var n int64
	if err := s.one(ctx, &n, `SELECT COUNT(*) FROM moderation_notices WHERE`+unread+which, v.ID, is); err != nil || n == 0 {
		return err
	}
	return s.InTx(ctx, func(s *Store) error {
		n, err := s.exec(ctx, `UPDATE moderation_notices SET read_at = ? WHERE`+unread+which, s.now(), v.ID, is)
		if err != nil || n == 0 {
			return err
		}
		return s.emit(ctx, MemberChannel(v.ID), Event{Type: EventNoticeRead})
	})
}
