package models

import (
	"context"
	"time"
)

// SavedReply is a text that somebody of the staff begins answers with. Gaps such as {{name}} must be filled before it is
// sent: Decide refuses what still holds one.
type SavedReply struct {
	ID        int64
	AuthorID  int64
	Shared    bool // with all of the staff
	Title     string
	Body      string
	Version   int64
	CreatedAt time.Time
}

// SavedReplyInput is what the form sends; ID 0 makes a new one.
type SavedReplyInput struct {
	ID     int64
	Title  string
	Body   string
	Shared bool
}

const savedTitleMin, savedTitleMax = 2, 80

// SavedReplies lists the viewer's own and the shared ones, by title; for staff.
func (s *Store) SavedReplies(ctx context.Context, v Viewer) ([]SavedReply, error) {
	if !v.CanSeeConsole() {
		return nil, notFound()
	}
	var list []SavedReply
	err := s.list(ctx, &list, `SELECT * FROM saved_replies WHERE author_id = ? OR shared ORDER BY title, id`, v.ID)
	return list, wrap(err, "list saved replies")
}

// SaveReply keeps a text, or changes one of the viewer's own, on record; for staff.
func (s *Store) SaveReply(ctx context.Context, v Viewer, in SavedReplyInput) (SavedReply, error) {
	if !v.CanSeeConsole() {
		return SavedReply{}, notFound()
	}
	f := fieldErrors{}
	r := SavedReply{
		AuthorID: v.ID, Shared: in.Shared, Title: f.checkLine("title", in.Title, "The title", savedTitleMin, savedTitleMax),
		Body: f.checkText("body", in.Body, "The text", 1, wordsMax), Version: 1, CreatedAt: s.now(),
	}
	if err := f.err(); err != nil {
		return r, err
	}
	err := s.InTx(ctx, func(s *Store) error {
		before := ""
		if in.ID == 0 {
			if err := s.write(ctx).Create(&r).Error; err != nil {
				return err
			}
		} else {
			var was SavedReply
			err := s.one(ctx, &was, `SELECT * FROM saved_replies WHERE id = ? AND author_id = ?`+s.db.Dialect.ForUpdate(), in.ID, v.ID)
			if err != nil {
				return err
			}
			before = was.line()
			r.ID, r.Version, r.CreatedAt = was.ID, was.Version+1, was.CreatedAt
			if err := s.write(ctx).Save(&r).Error; err != nil {
				return err
			}
		}
		return s.audit(ctx, v, auditEntry{Action: "reply.saved", Kind: "reply", ID: r.ID, Before: before, After: r.line()})
	})
	return r, wrap(err, "save a reply")
}

// line is a text in the words of the audit log; what somebody keeps for themselves stays theirs but for its title.
func (r SavedReply) line() string {
	if !r.Shared {
		return r.Title + " (their own)"
	}
	return r.Title + ": " + r.Body
}

// DeleteSavedReply drops one of the viewer's own, or any shared one where they are an administrator; on record.
func (s *Store) DeleteSavedReply(ctx context.Context, v Viewer, id int64) error {
	if !v.CanSeeConsole() {
		return notFound()
	}
	err := s.InTx(ctx, func(s *Store) error {
		var was SavedReply
		err := s.one(ctx, &was, `SELECT * FROM saved_replies WHERE id = ? AND (author_id = ? OR (shared AND ?))`+s.db.Dialect.ForUpdate(),
			id, v.ID, v.Administrator())
		if err != nil {
			return err
		}
		if _, err := s.exec(ctx, `DELETE FROM saved_replies WHERE id = ?`, id); err != nil {
			return err
		}
		return s.audit(ctx, v, auditEntry{Action: "reply.deleted", Kind: "reply", ID: id, Before: was.line()})
	})
	return wrap(err, "delete saved reply %d", id)
}
