package models

import (
	"context"
	"fmt"
	"time"
)

// What follows for a thread, its topic and its people when posts go or come back. Counters count visible posts
// of published threads.

// countPosts counts posts of a thread that is out in the topic and for their author.
func (s *Store) countPosts(ctx context.Context, h held, author, n int64) error {
	if !h.Published() {
		return nil
	}
	if _, err := s.changeMemberCounts(ctx, author, 0, n); err != nil {
		return err
	}
	return s.changeThreadCounts(ctx, h.TopicID, h.Kind, 0, n)
}

// settleThread stores what a thread says of its posts after one went or came back: marks on answers that are
// gone are dropped, and the last activity is that of the last post that can be seen.
func (s *Store) settleThread(ctx context.Context, th *Thread) error {
	var last struct {
		AuthorID  int64
		CreatedAt time.Time
	}
	err := s.one(ctx, &last, `SELECT author_id, created_at FROM posts
		WHERE thread_id = ? AND status = 'visible' ORDER BY number DESC LIMIT 1`, th.ID)
	if err != nil && KindOf(err) != NotFound {
		return fmt.Errorf("find last post: %w", err)
	}
	if err == nil {
		th.LastAuthorID, th.LastActivityAt = &last.AuthorID, last.CreatedAt
		if th.PublishedAt != nil && th.PublishedAt.After(last.CreatedAt) {
			th.LastActivityAt = *th.PublishedAt
		}
	}
	_, err = s.exec(ctx, `UPDATE threads SET post_count = ?, excerpt = ?, words = ?, last_author_id = ?, last_activity_at = ?,
			accepted_post_id = (SELECT p.id FROM posts p WHERE p.id = accepted_post_id AND p.status = 'visible'),
			official_post_id = (SELECT p.id FROM posts p WHERE p.id = official_post_id AND p.status = 'visible')
		WHERE id = ?`, th.PostCount, th.Excerpt, th.Words, th.LastAuthorID, th.LastActivityAt, th.ID)
	if err != nil {
		return fmt.Errorf("settle thread %d: %w", th.ID, err)
	}
	return nil
}
