package models

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// DeskState is one of the lists of the publishing desk.
type DeskState string

// The lists of the desk.
const (
	DeskReview    DeskState = "review" // wait for another's eyes
	DeskScheduled DeskState = "scheduled"
	DeskDrafts    DeskState = "drafts"
	DeskPublished DeskState = "published"
	DeskCheck     DeskState = "check" // somebody is to say whether they are still true
)

// DeskStates lists them as the desk does.
var DeskStates = []DeskState{DeskReview, DeskScheduled, DeskDrafts, DeskPublished, DeskCheck}

// DeskFilter narrows the desk; the zero value is every story that waits for a review.
type DeskFilter struct {
	State   DeskState
	TopicID int64
	Author  string // handle
	Page    int
	Limit   int // 0: DeskPerPage
	Offset  int // 0: as Page says
}

// DeskPerPage is the length of one page of a desk's list.
const DeskPerPage = 30

// where is a list of the desk as SQL, of what the viewer may see of it: a draft only its author and moderators.
func (f DeskFilter) where(v Viewer, now time.Time) (where, order string, args []any) {
	switch f.State {
	case DeskScheduled:
		where, order = `t.status = 'scheduled'`, `t.publish_at, t.id`
	case DeskDrafts:
		where, order = `t.status = 'draft' AND t.review_asked_at IS NULL`, `t.created_at DESC, t.id DESC`
	case DeskPublished:
		where, order = `t.status = 'published'`, `t.published_at DESC, t.id DESC`
	case DeskCheck:
		where, order = `t.status = 'published' AND t.id IN (`+checksDue+`)`, `t.published_at, t.id`
		args = append(args, now, now.Add(-checkEvery))
	default:
		where, order = `t.review_asked_at IS NOT NULL AND t.status IN ('draft', 'unpublished')`, `t.review_asked_at, t.id`
	}
	where += ` AND t.kind = 'story' AND EXISTS (SELECT 1 FROM topics o WHERE o.id = t.topic_id AND o.visibility IN ?)`
	args = append(args, v.Visibilities())
	if (f.State == DeskDrafts || f.State == DeskScheduled) && !v.Moderator() {
		where += ` AND t.author_id = ?`
		args = append(args, v.ID)
	}
	if f.TopicID != 0 {
		where += ` AND t.topic_id = ?`
		args = append(args, f.TopicID)
	}
	if f.Author != "" {
		where += ` AND EXISTS (SELECT 1 FROM members m WHERE m.id = t.author_id AND m.handle = ?)`
		args = append(args, f.Author)
	}
	return where, order, args
}

// checksDue are the stories of which somebody is to say whether they are still true: each half has its part of an index.
const checksDue = `SELECT c.id FROM threads c WHERE c.kind = 'story' AND c.status = 'published' AND c.check_due_at <= ?
	UNION ALL SELECT c.id FROM threads c WHERE c.kind = 'story' AND c.status = 'published' AND c.check_due_at IS NULL AND c.published_at <= ?`

// DeskStories lists a page of the publishing desk, and whether there is more; for staff.
func (s *Store) DeskStories(ctx context.Context, v Viewer, f DeskFilter) (items []ThreadItem, more bool, err error) {
	if !v.CanSeeConsole() {
		return nil, false, notFound()
	}
	if f.Limit == 0 {
		f.Limit = DeskPerPage
	}
	if f.Offset == 0 {
		f.Offset = max(0, f.Page-1) * f.Limit
	}
	where, order, args := f.where(v, s.now())
	err = s.list(ctx, &items, fmt.Sprintf(`SELECT %s FROM threads t %s WHERE %s ORDER BY %s LIMIT ? OFFSET ?`, threadItemColumns, threadItemJoins, where, order),
		append(append([]any{v.ID}, args...), f.Limit+1, f.Offset)...)
	if err != nil {
		return nil, false, fmt.Errorf("list the desk: %w", err)
	}
	return items[:min(len(items), f.Limit)], len(items) > f.Limit, nil
}

// DeskCounts are how many stories each list of the desk has, up to countCap; for staff.
func (s *Store) DeskCounts(ctx context.Context, v Viewer) (map[DeskState]int64, error) {
	if !v.CanSeeConsole() {
		return nil, notFound()
	}
	counts := map[DeskState]int64{}
	for _, state := range DeskStates {
		where, _, args := DeskFilter{State: state}.where(v, s.now())
		var n int64
		if err := s.one(ctx, &n, fmt.Sprintf(`SELECT COUNT(*) FROM (SELECT 1 FROM threads t WHERE %s LIMIT %d) c`, where, countCap), args...); err != nil {
			return nil, fmt.Errorf("count the desk: %w", err)
		}
		counts[state] = n
	}
	return counts, nil
}

// calendarMost bounds one month of the desk's calendar.
const calendarMost = 500

// DeskBetween lists the stories that came or come out between two moments, in that order; for staff.
func (s *Store) DeskBetween(ctx context.Context, v Viewer, from, to time.Time) ([]ThreadItem, error) {
	if !v.CanSeeConsole() {
		return nil, notFound()
	}
	out, _, outArgs := DeskFilter{State: DeskPublished}.where(v, s.now())
	coming, _, comingArgs := DeskFilter{State: DeskScheduled}.where(v, s.now())
	args := slices.Concat([]any{v.ID}, outArgs, []any{from, to}, comingArgs, []any{from, to})
	var items []ThreadItem
	err := s.list(ctx, &items, fmt.Sprintf(`SELECT %s FROM threads t %s
		WHERE t.id IN (
			SELECT t.id FROM threads t WHERE %s AND t.published_at >= ? AND t.published_at < ?
			UNION ALL SELECT t.id FROM threads t WHERE %s AND t.publish_at >= ? AND t.publish_at < ?)
		ORDER BY COALESCE(t.publish_at, t.published_at), t.id LIMIT %d`, threadItemColumns, threadItemJoins, out, coming, calendarMost), args...)
	return items, wrap(err, "list a month of the desk")
}
