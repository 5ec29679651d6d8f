package models

import (
	"context"
	"fmt"
)

// MarkRead notes that the viewer has read a thread up to a number. The position never goes back, and never
// past the last post. NotFound, Gone; Unauthenticated for a reader.
func (s *Store) MarkRead(ctx context.Context, v Viewer, threadID, number int64) error {
	if !v.SignedIn() {
		return unauthenticated()
	}
	th, err := s.Thread(ctx, v, threadID)
	if err != nil {
		return err
	}
	if number < 1 {
		return invalid("number", "Posts are numbered from 1.")
	}
	return s.InTx(ctx, func(s *Store) error {
		return s.markRead(ctx, v, threadID, min(number, th.LastNumber))
	})
}

// markRead moves the viewer's read position forward, never back.
func (s *Store) markRead(ctx context.Context, v Viewer, threadID, number int64) error {
	_, err := s.exec(ctx, `INSERT INTO read_positions (member_id, thread_id, last_number, seen_at) VALUES (?, ?, ?, ?)
		ON CONFLICT (member_id, thread_id) DO UPDATE SET last_number = excluded.last_number, seen_at = excluded.seen_at
		WHERE read_positions.last_number <= excluded.last_number`, v.ID, threadID, number, s.now())
	if err != nil {
		return fmt.Errorf("mark thread %d read: %w", threadID, err)
	}
	return nil
}

// FirstUnread is the number of the first post after the viewer's read position that can be read: the last one
// where all are read, the opening for who never opened the thread.
func (s *Store) FirstUnread(ctx context.Context, v Viewer, threadID int64) (ThreadView, int64, error) {
	th, err := s.Thread(ctx, v, threadID)
	if err != nil {
		return ThreadView{}, 0, err
	}
	if th.ReadNumber == nil {
		return th, 1, nil
	}
	var number int64
	err = s.one(ctx, &number, `SELECT number FROM posts WHERE thread_id = ? AND number > ? AND status = 'visible'
		ORDER BY number LIMIT 1`, threadID, *th.ReadNumber)
	if KindOf(err) == NotFound {
		return th, max(1, th.LastNumber), nil
	}
	if err != nil {
		return ThreadView{}, 0, fmt.Errorf("find first unread post of thread %d: %w", threadID, err)
	}
	return th, number, nil
}
