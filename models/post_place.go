package models

import (
	"context"
	"fmt"
)

// PostPlace is where a post stands now.
type PostPlace struct {
	ThreadID int64
	Slug     string
	Number   int64
	Merged   bool // its suggestion went into another, whose page its own address leads to
}

// PostPlace finds where a post stands: a stub leads to where the post was moved. NotFound for what the viewer
// may not see at its new place, so that not even the address tells; Gone where the thread was withdrawn.
func (s *Store) PostPlace(ctx context.Context, v Viewer, id int64) (PostPlace, error) {
	var row struct {
		ThreadID   int64
		Number     int64
		MergedInto int64
	}
	err := s.one(ctx, &row, `SELECT COALESCE(m.thread_id, p.thread_id) AS thread_id, COALESCE(m.number, p.number) AS number,
			COALESCE(g.merged_into, 0) AS merged_into
		FROM posts p
		LEFT JOIN posts m ON m.id = p.moved_to_id
		LEFT JOIN suggestions g ON g.thread_id = COALESCE(m.thread_id, p.thread_id)
		WHERE p.id = ?`, id)
	if err != nil {
		return PostPlace{}, fmt.Errorf("find post %d: %w", id, err)
	}
	th, err := s.Thread(ctx, v, row.ThreadID)
	if err != nil {
		return PostPlace{}, err
	}
	return PostPlace{ThreadID: th.ID, Slug: th.Slug, Number: row.Number, Merged: row.MergedInto != 0}, nil
}
