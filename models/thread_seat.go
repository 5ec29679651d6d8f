package models

import (
	"context"
	"fmt"
	"time"
)

// A page deep in a list of threads is found without going through all that come before it: the database keeps how many
// threads there are in each thirty days (thread_periods), so that a page is read from the nearest border between two of
// them, forwards or backwards.

// period is how long each of them is; the triggers of thread_periods say the same.
const period = 30 * 24 * time.Hour

// seat is where a page is read from.
type seat struct {
	where    string // the list on one side of a border
	args     []any
	skip     int64
	limit    int64
	backward bool
}

// periodCount is how many threads of a list stand in one period.
type periodCount struct{ Period, N int64 }

func (c periodCount) starts() time.Time {
	return time.Unix(0, 0).UTC().Add(time.Duration(c.Period) * period)
}

// seatOf finds where a page is read from; false where the list ends before it. Lists that no counter is kept of are
// gone through: numbered pages lead countCap threads deep into them.
func (s *Store) seatOf(ctx context.Context, v Viewer, f ThreadFilter, offset, limit int64) (seat, bool, error) {
	if !f.counted(v) || offset <= walked*limit {
		return seat{skip: offset, limit: limit}, true, nil
	}
	counts, err := s.periodCounts(ctx, v, f)
	if err != nil {
		return seat{}, false, err
	}
	var total int64
	for _, c := range counts {
		total += c.N
	}
	if offset >= total {
		return seat{}, false, nil
	}
	limit = min(limit, total-offset)
	best := seat{skip: offset, limit: limit}
	var before int64 // how many come before the border, which is the start of the period
	for _, c := range counts {
		before += c.N
		if before <= offset && offset-before < best.skip {
			best = seat{where: " AND " + f.column() + " < ?", args: []any{c.starts()}, skip: offset - before, limit: limit}
		}
		if end := offset + limit; before >= end && before-end < best.skip {
			best = seat{where: " AND " + f.column() + " >= ?", args: []any{c.starts()}, skip: before - end, limit: limit, backward: true}
		}
	}
	return best, true, nil
}

// periodCounts are the threads of a list by period, the newest first.
func (s *Store) periodCounts(ctx context.Context, v Viewer, f ThreadFilter) ([]periodCount, error) {
	column := "active"
	if f.byPublication() {
		column = "published"
	}
	query, args := `FROM thread_periods c JOIN topics o ON o.id = c.topic_id WHERE o.visibility IN ?`, []any{v.Visibilities()}
	if f.TopicID != 0 {
		query, args = query+` AND c.topic_id = ?`, append(args, f.TopicID)
	}
	if f.Kind != "" {
		query, args = query+` AND c.kind = ?`, append(args, f.Kind)
	}
	var counts []periodCount
	err := s.list(ctx, &counts, fmt.Sprintf(`SELECT c.period, SUM(c.%s) AS n %s GROUP BY c.period ORDER BY c.period DESC`, column, query), args...)
	if err != nil || len(v.Blocked) == 0 {
		return counts, wrap(err, "count threads by period")
	}
	return counts, s.withoutHidden(ctx, v, f, counts)
}

// withoutHidden takes out of the counts what the list leaves out for the viewer's blocks.
func (s *Store) withoutHidden(ctx context.Context, v Viewer, f ThreadFilter, counts []periodCount) error {
	where, args := f.hidden(v)
	var hidden []struct{ At time.Time }
	if err := s.list(ctx, &hidden, `SELECT `+f.column()+` AS at FROM threads t WHERE `+where, args...); err != nil {
		return fmt.Errorf("find threads of people who are blocked: %w", err)
	}
	in := map[int64]int64{}
	for _, h := range hidden {
		in[h.At.UnixMicro()/period.Microseconds()]++
	}
	for i := range counts {
		counts[i].N -= in[counts[i].Period]
	}
	return nil
}
