package models

import (
	"context"
	"fmt"
)

// held is a thread row locked for a change, with its topic as it is now.
type held struct {
	Thread
	Topic Topic
}

// holdThread locks a thread's row until the transaction ends and reads its topic afresh, so that what is
// checked is what holds at the commit: a reply meets a lock either before or after, never both.
// What the viewer may not see is NotFound, what was withdrawn Gone.
func (s *Store) holdThread(ctx context.Context, v Viewer, id int64) (held, error) {
	var h held
	if err := s.one(ctx, &h.Thread, `SELECT * FROM threads WHERE id = ?`+s.db.Dialect.ForUpdate(), id); err != nil {
		return held{}, fmt.Errorf("hold thread %d: %w", id, err)
	}
	if err := s.one(ctx, &h.Topic, `SELECT * FROM topics WHERE id = ?`+s.db.Dialect.ForShare(), h.TopicID); err != nil {
		return held{}, fmt.Errorf("hold topic %d: %w", h.TopicID, err)
	}
	if !v.CanSeeThread(h.Thread, h.Topic) {
		return held{}, notFound()
	}
	withdrawn := h.Status == ThreadUnpublished || h.Status == ThreadRemoved
	if withdrawn && !v.CanReadWithdrawn(h.Thread) {
		return held{}, gone("%s", ThreadView{Thread: h.Thread}.notice())
	}
	return h, nil
}

// holdPost locks a post's thread, then reads the post. The thread is always locked first, so that two verbs
// never wait for each other.
func (s *Store) holdPost(ctx context.Context, v Viewer, id int64) (Post, held, error) {
	var threadID int64
	if err := s.one(ctx, &threadID, `SELECT thread_id FROM posts WHERE id = ?`, id); err != nil {
		return Post{}, held{}, fmt.Errorf("find post %d: %w", id, err)
	}
	h, err := s.holdThread(ctx, v, threadID)
	if err != nil {
		return Post{}, held{}, err
	}
	var p Post
	if err := s.one(ctx, &p, `SELECT * FROM posts WHERE id = ?`, id); err != nil {
		return Post{}, held{}, fmt.Errorf("read post %d: %w", id, err)
	}
	if p.ThreadID != threadID {
		return Post{}, held{}, conflict("This post was moved to another thread a moment ago. Open it again.")
	}
	return p, h, nil
}

// replyRefusal says why nobody, or not this viewer, can write in the thread.
func (h held) refusal(v Viewer) error {
	switch {
	case !v.SignedIn():
		return unauthenticated()
	case h.Locked():
		return forbidden("This thread is locked: %s", h.LockedBecause)
	case h.Topic.Archived():
		return forbidden("The topic %s is archived; it can be read but not written in.", h.Topic.Name)
	case !h.Published():
		return forbidden("This story is not published yet.")
	}
	return forbidden("You may not do this here.")
}

// changeThreadCounts moves the counters that lists and profiles show. Counter rows are touched last in every
// verb, members' before topics': everybody waits for the one of their topic.
func (s *Store) changeThreadCounts(ctx context.Context, topicID int64, k Kind, threads, posts int64) error {
	_, err := s.exec(ctx, `INSERT INTO topic_counts (topic_id, kind, threads, posts) VALUES (?, ?, ?, ?)
		ON CONFLICT (topic_id, kind) DO UPDATE
		SET threads = topic_counts.threads + excluded.threads, posts = topic_counts.posts + excluded.posts`,
		topicID, k, threads, posts)
	if err != nil {
		return fmt.Errorf("count threads of topic %d: %w", topicID, err)
	}
	return nil
}

// changeMemberCounts returns the member as others see them.
func (s *Store) changeMemberCounts(ctx context.Context, memberID, threads, posts int64) (Person, error) {
	var p Person
	err := s.write(ctx).Raw(`UPDATE members SET thread_count = thread_count + ?, post_count = post_count + ? WHERE id = ?
		RETURNING id, handle, name, role, status`, threads, posts, memberID).Scan(&p).Error
	return p, wrap(err, "count posts of member %d", memberID)
}
