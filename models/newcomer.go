package models

import (
	"context"
	"fmt"
	"time"

	"github.com/commonthread/commonthread/internal/markup"
)

// What a new member may send (FAULTS H03): the figures are those at which others' communities found spam and
// hardly ever a person.
const (
	newcomerPostsAnHour = 10
	newcomerLinks       = 3
	newcomerMentions    = 10
	newcomerSameBodies  = 3 // of one text in a day
)

// checkNewcomer bounds how much new members send, inside the transaction that stores the post, so that
// parallel posts count each other. The author's row is locked for that.
func (s *Store) checkNewcomer(ctx context.Context, v Viewer) error {
	now := s.now()
	if s.parts.NoLimits || !v.NewMember(now) {
		return nil
	}
	var recent int64
	var id int64
	if err := s.one(ctx, &id, `SELECT id FROM members WHERE id = ?`+s.db.Dialect.ForUpdate(), v.ID); err != nil {
		return fmt.Errorf("hold member: %w", err)
	}
	err := s.one(ctx, &recent, `SELECT (SELECT COUNT(*) FROM posts WHERE author_id = ? AND created_at > ?)
			+ (SELECT COUNT(*) FROM held_posts WHERE member_id = ? AND created_at > ?)`,
		v.ID, now.Add(-time.Hour), v.ID, now.Add(-time.Hour))
	if err != nil {
		return fmt.Errorf("count a newcomer's posts: %w", err)
	}
	if recent >= newcomerPostsAnHour {
		return tooMany(time.Hour, "You are new here and have posted %d times within an hour. Read a little, then go on; your text is kept.", recent)
	}
	return nil
}

// checkNewcomerEdit keeps newcomers from editing in what they could not have posted.
func (s *Store) checkNewcomerEdit(v Viewer, doc markup.Document) error {
	if s.parts.NoLimits || !v.NewMember(s.now()) {
		return nil
	}
	return checkNewcomerText(doc)
}

func checkNewcomerText(doc markup.Document) error {
	if doc.Links > newcomerLinks {
		return invalid("body", "Newcomers can post at most %d links at a time. Take some out and send it again.", newcomerLinks)
	}
	if len(doc.Mentions) > newcomerMentions {
		return invalid("body", "Newcomers can mention at most %d people at a time.", newcomerMentions)
	}
	return nil
}
