package models

import (
	"context"
	"fmt"
	"time"
)

// Overview is what waits for staff.
type Overview struct {
	Resets         int64        // who waits for a new password; counted for administrators alone
	Questions      []ThreadItem // without any answer, the oldest first
	QuestionCount  Total
	Threads        []ThreadItem // discussions and stories nobody has replied to for a day, the oldest first
	ThreadCount    Total
	NewMembers     []MemberRow // of the last week, the newest first
	NewMemberCount int64
}

const (
	overviewItems = 6
	// overviewQuiet is how long a thread may be without a reply before it is pointed out.
	overviewQuiet = 24 * time.Hour
	overviewNew   = 7 * 24 * time.Hour
)

// Overview gathers what waits for staff; NotFound for everybody else.
func (s *Store) Overview(ctx context.Context, v Viewer) (Overview, error) {
	if !v.Staff() {
		return Overview{}, notFound()
	}
	var o Overview
	var err error
	if o.Resets, err = s.WaitingResets(ctx, v); err != nil {
		return Overview{}, err
	}
	now := s.now()
	if o.Questions, o.QuestionCount, err = s.unanswered(ctx, v, `t.kind = 'question'`, now); err != nil {
		return Overview{}, err
	}
	if o.Threads, o.ThreadCount, err = s.unanswered(ctx, v, `t.kind = 'discussion'`, now.Add(-overviewQuiet)); err != nil {
		return Overview{}, err
	}
	since := now.Add(-overviewNew)
	err = s.one(ctx, &o.NewMemberCount, `SELECT COUNT(*) FROM members WHERE status <> 'erased' AND created_at > ?`, since)
	if err != nil {
		return Overview{}, fmt.Errorf("count new members: %w", err)
	}
	rows, _, err := s.Members(ctx, v, MemberFilter{})
	if err != nil {
		return Overview{}, err
	}
	for _, m := range rows {
		if m.CreatedAt.After(since) && len(o.NewMembers) < overviewItems {
			o.NewMembers = append(o.NewMembers, m)
		}
	}
	return o, nil
}

// WaitingResets counts who waits for a new password, for administrators; none for anybody else.
func (s *Store) WaitingResets(ctx context.Context, v Viewer) (n int64, err error) {
	if !v.Administrator() {
		return 0, nil
	}
	err = s.one(ctx, &n, `SELECT COUNT(*) FROM password_resets WHERE token_hash IS NULL AND ended_at IS NULL`)
	return n, wrap(err, "count reset requests")
}

// unanswered lists published threads of a kind without a reply, that began before a moment, in topics that are
// not archived: what is closed waits for nobody.
func (s *Store) unanswered(ctx context.Context, v Viewer, kind string, before time.Time) ([]ThreadItem, Total, error) {
	where := `FROM threads t WHERE ` + kind + ` AND t.post_count = 1 AND t.locked_at IS NULL AND t.published_at <= ?
		AND t.status = 'published' AND EXISTS (
			SELECT 1 FROM topics o WHERE o.id = t.topic_id AND o.visibility IN ? AND o.archived_at IS NULL)`
	var total Total
	query := fmt.Sprintf(`SELECT COUNT(*) FROM (SELECT 1 %s LIMIT %d) c`, where, countCap+1)
	if err := s.one(ctx, &total.N, query, before, v.Visibilities()); err != nil {
		return nil, Total{}, fmt.Errorf("count unanswered threads: %w", err)
	}
	total.Capped, total.N = total.N > countCap, min(total.N, countCap)
	var items []ThreadItem
	query = fmt.Sprintf(`SELECT %s FROM threads t %s WHERE t.id IN (SELECT t.id %s ORDER BY t.published_at, t.id LIMIT %d)
		ORDER BY t.published_at, t.id`, threadItemColumns, threadItemJoins, where, overviewItems)
	if err := s.list(ctx, &items, query, v.ID, before, v.Visibilities()); err != nil {
		return nil, Total{}, fmt.Errorf("list unanswered threads: %w", err)
	}
	return items, total, nil
}
