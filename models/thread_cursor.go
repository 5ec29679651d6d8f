package models

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// ThreadPosition is a place in a list of threads: after the thread with that moment and id. The zero position is
// the start.
type ThreadPosition struct {
	At time.Time
	ID int64
}

// Position is the place of a thread in a list that is sorted so.
func (f ThreadFilter) Position(t Thread) ThreadPosition {
	if f.Sort == SortNew && t.PublishedAt != nil {
		return ThreadPosition{At: *t.PublishedAt, ID: t.ID}
	}
	return ThreadPosition{At: t.LastActivityAt, ID: t.ID}
}

// ThreadsAfter lists what Threads lists, from a position on: each page costs the same, however deep. The order is
// the sort's, last activity first by default, also for one author's.
func (s *Store) ThreadsAfter(ctx context.Context, v Viewer, f ThreadFilter, after ThreadPosition, limit int) ([]ThreadItem, error) {
	where, args := f.where(v)
	column := "t.last_activity_at"
	if f.Sort == SortNew {
		column = "t.published_at"
	}
	if after != (ThreadPosition{}) {
		where += fmt.Sprintf(` AND (%s, t.id) < (?, ?)`, column)
		args = append(args, after.At.UTC(), after.ID)
	}
	inner := fmt.Sprintf(`SELECT t.id FROM threads t WHERE %s ORDER BY %s DESC, t.id DESC LIMIT ?`, where, column)
	outer := fmt.Sprintf(`SELECT %s FROM threads t %s WHERE t.id IN (%s) ORDER BY %s DESC, t.id DESC`,
		threadItemColumns, threadItemJoins, inner, column)
	var items []ThreadItem
	if err := s.list(ctx, &items, outer, append(append([]any{v.ID}, args...), limit)...); err != nil {
		return nil, fmt.Errorf("list threads: %w", err)
	}
	return v.withoutBlockedNames(items), nil
}

// MemberID finds the id of an active or suspended member by handle, for filters. NotFound.
func (s *Store) MemberID(ctx context.Context, handle string) (int64, error) {
	var id int64
	err := s.one(ctx, &id, `SELECT id FROM members WHERE handle = ? AND status <> 'erased'`, strings.ToLower(strings.TrimPrefix(handle, "@")))
	return id, wrap(err, "find member")
}
