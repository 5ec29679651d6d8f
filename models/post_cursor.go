package models

import (
	"context"
	"fmt"
)

// PostsAfter lists the posts of a thread whose numbers follow one, stubs included, in order: as many numbers as
// limit says. The caller got the thread from Thread, so it may be seen.
func (s *Store) PostsAfter(ctx context.Context, v Viewer, threadID, number int64, limit int) ([]PostView, error) {
	return s.postsWhere(ctx, v, `p.thread_id = ? AND p.number > ? AND p.number <= ?`, threadID, number, number+int64(limit))
}

// SeenPosts are those of the posts that exist for the viewer: a stub leads only there.
func (s *Store) SeenPosts(ctx context.Context, v Viewer, ids []int64) ([]int64, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	var seen []int64
	err := s.list(ctx, &seen, `SELECT p.id
		FROM posts p
		JOIN threads t ON t.id = p.thread_id
		WHERE p.id IN ? AND `+visibleThread+`
		ORDER BY p.id`, ids, v.Visibilities())
	if err != nil {
		return nil, fmt.Errorf("look up moved posts: %w", err)
	}
	return seen, nil
}
