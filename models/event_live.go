package models

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"
)

const (
	// keepEvents is how long a client may be away and still be told what it missed (DECISIONS).
	keepEvents = 30 * 24 * time.Hour
	// cleanBatch is how many old events one transaction deletes: verbs wait no longer than that takes.
	cleanBatch = 1000
	// topicsBatch is how many threads one statement names: both databases bound its parameters.
	topicsBatch = 5000
)

// ConsoleChannel is the live channel of staff. Events on it are theirs alone.
const ConsoleChannel = "console"

// MemberChannel is the live channel of one member, which clients call "me".
func MemberChannel(id int64) string { return "member:" + strconv.FormatInt(id, 10) }

// LiveThread is a thread as it is now, whoever asks: who sends something of it asks RefusalTo for each listener.
// NotFound where there is none.
func (s *Store) LiveThread(ctx context.Context, id int64) (ThreadView, error) {
	return s.threadView(ctx, Viewer{}, id)
}

// TopicsOf says in which topic each of those threads is that there are.
func (s *Store) TopicsOf(ctx context.Context, threads []int64) (map[int64]int64, error) {
	topics := make(map[int64]int64, len(threads))
	for some := range slices.Chunk(threads, topicsBatch) {
		var rows []struct{ ID, TopicID int64 }
		if err := s.list(ctx, &rows, `SELECT id, topic_id FROM threads WHERE id IN ?`, some); err != nil {
			return nil, fmt.Errorf("find topics of %d threads: %w", len(threads), err)
		}
		for _, r := range rows {
			topics[r.ID] = r.TopicID
		}
	}
	return topics, nil
}

// LivePosts are posts as anyone who may see their thread sees them, by id.
func (s *Store) LivePosts(ctx context.Context, ids []int64) (map[int64]PostView, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	posts, err := s.postsWhere(ctx, Viewer{}, `p.id IN ?`, ids)
	if err != nil {
		return nil, err
	}
	byID := make(map[int64]PostView, len(posts))
	for _, p := range posts {
		byID[p.ID] = p
	}
	return byID, nil
}

// ThreadHint is what lists show of a thread and changes often.
type ThreadHint struct {
	ID         int64
	TopicID    int64
	PostCount  int64
	LastNumber int64
	AuthorID   int64
}

// ThreadHints are the hints of those of the threads that are out.
func (s *Store) ThreadHints(ctx context.Context, ids []int64) ([]ThreadHint, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	var hints []ThreadHint
	err := s.list(ctx, &hints, `SELECT id, topic_id, post_count, last_number, author_id
		FROM threads
		WHERE id IN ? AND status = 'published'
		ORDER BY id`, ids)
	return hints, wrap(err, "list hints of %d threads", len(ids))
}

// ChannelSeq is the number of the last event on a channel that is no thread; 0 before the first.
func (s *Store) ChannelSeq(ctx context.Context, channel string) (int64, error) {
	var seq int64
	err := s.one(ctx, &seq, `SELECT seq FROM channels WHERE name = ?`, channel)
	if KindOf(err) == NotFound {
		return 0, nil
	}
	return seq, wrap(err, "read number of %s", channel)
}

// CleanEvents deletes events that nobody is told any more, a bounded number a transaction, until none is left.
func (s *Store) CleanEvents(ctx context.Context) error {
	for {
		var n int64
		err := s.InTx(ctx, func(s *Store) error {
			var err error
			n, err = s.exec(ctx, `DELETE FROM events WHERE id IN (
				SELECT id FROM events WHERE created_at < ? ORDER BY created_at, id LIMIT ?)`, s.now().Add(-keepEvents), cleanBatch)
			return err
		})
		if err != nil {
			return fmt.Errorf("clean events: %w", err)
		}
		if n < cleanBatch {
			return nil
		}
	}
}
