package models

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
)

// InboxView is one of the console's lists of suggestions.
type InboxView string

const (
	InboxNew         InboxView = "new"         // received, nobody of the staff has moved them
	InboxDueToday    InboxView = "due_today"   // owed by the end of today, and not late
	InboxLate        InboxView = "late"        // owed before now
	InboxHandedBack  InboxView = "handed_back" // went to the duty person, and nobody took them on since
	InboxVerdictNo   InboxView = "verdict_no"  // their authors say that the answer did not answer
	InboxReopened    InboxView = "reopened"    // and not decided again
	InboxMine        InboxView = "mine"        // the viewer's, and of those who are away and named the viewer
	InboxDepartment  InboxView = "department"  // the viewer's department's
	InboxNobody      InboxView = "nobody"      // no human answer yet
	InboxDueThisWeek InboxView = "due_week"    // owed by Sunday night, late ones too
	InboxSnoozed     InboxView = "snoozed"     // hidden from the viewer's other lists until their moment
	InboxPaused      InboxView = "paused"      // waits for its author, or for a day: nothing is owed until then
	InboxOpen        InboxView = "open"        // everything that is owed
)

// InboxViews lists every view, in the console's order.
var InboxViews = []InboxView{
	InboxMine, InboxNew, InboxDueToday, InboxLate, InboxHandedBack, InboxVerdictNo, InboxReopened,
	InboxNobody, InboxDueThisWeek, InboxDepartment, InboxSnoozed, InboxPaused, InboxOpen,
}

// ParseInboxView refuses anything that is not a view.
func ParseInboxView(s string) (InboxView, error) {
	if slices.Contains(InboxViews, InboxView(s)) {
		return InboxView(s), nil
	}
	return "", fmt.Errorf("there is no list called %q", s)
}

// InboxPerPage is the length of one page of a console's list; inboxCap is how far each is counted, so that a busy
// inbox costs what a quiet one does.
const InboxPerPage, inboxCap = 25, 99

// inboxClock is what the views' conditions go by.
type inboxClock struct {
	now, today, week time.Time // the ends of today and of this week
	day              Day
	owners           []int64 // the viewer, and who is away and named them
	department       int64   // the viewer's; 0: none
}

func (s *Store) inboxClock(ctx context.Context) (inboxClock, error) {
	r, err := s.LedgerRules(ctx)
	if err != nil {
		return inboxClock{}, err
	}
	now := s.now()
	day := DayOf(now, r.Zone)
	return inboxClock{now: now, day: day, today: day.End(r.Zone).UTC(), week: r.Week(day).Add(7).Start(r.Zone).UTC()}, nil
}

// inboxOf is the clock with whose lists are asked for.
func (s *Store) inboxOf(ctx context.Context, v Viewer) (inboxClock, error) {
	c, err := s.inboxClock(ctx)
	if err != nil {
		return c, err
	}
	err = s.list(ctx, &c.owners, `SELECT b.member_id FROM absences b
		WHERE b.delegate_id = ? AND b.first_day <= ? AND b.last_day >= ? ORDER BY b.member_id`, v.ID, c.day, c.day)
	if err != nil {
		return c, fmt.Errorf("find whom the viewer stands in for: %w", err)
	}
	c.owners = append(c.owners, v.ID)
	err = s.one(ctx, &c.department, `SELECT department_id FROM department_members WHERE member_id = ?`, v.ID)
	if err != nil && KindOf(err) != NotFound {
		return c, fmt.Errorf("find the viewer's department: %w", err)
	}
	return c, nil
}

// where is the one predicate of a view: its list and its count both go by it. Each order is that of an index, so
// that a page of a long list costs what one of a short list does.
func (i InboxView) where(v Viewer, c inboxClock) (where string, order []string, args []any) {
	order = []string{"g.due_at", "g.thread_id"}
	switch i {
	case InboxNew:
		where, order = `g.state = 'received'`, []string{"g.number"}
	case InboxDueToday:
		where, args = `g.due_at >= ? AND g.due_at <= ?`, []any{c.now, c.today}
	case InboxLate:
		where, args = lateSuggestion, []any{c.now}
	case InboxHandedBack:
		where, order = `g.handed_back_at IS NOT NULL`, []string{"g.handed_back_at", "g.thread_id"}
	case InboxVerdictNo:
		// said so that both planners see the index of verdicts in it
		where = `g.answered = 'no' AND g.answered <> '' AND g.state NOT IN ('received', 'under_review', 'needs_info', 'parked', 'merged')`
		order = []string{"g.answered_at", "g.thread_id"}
	case InboxReopened:
		where = `g.reopened_at IS NOT NULL AND g.redecided_at IS NULL AND g.due_at IS NOT NULL`
		order = []string{"g.reopened_at", "g.thread_id"}
	case InboxMine:
		where, args = `g.owner_id = ? AND g.due_at IS NOT NULL`, []any{v.ID}
		if len(c.owners) > 1 {
			where, args = `g.owner_id IN ? AND g.due_at IS NOT NULL`, []any{c.owners}
		}
	case InboxDepartment:
		where, args = `g.department_id = ? AND g.due_at IS NOT NULL`, []any{c.department}
	case InboxNobody:
		where, order = `g.acknowledged_at IS NULL AND g.due_at IS NOT NULL`, []string{"g.ack_due_at", "g.thread_id"}
	case InboxDueThisWeek:
		where, args = `g.due_at <= ?`, []any{c.week}
	case InboxSnoozed:
		where = `g.thread_id IN (SELECT z.thread_id FROM snoozes z WHERE z.member_id = ? AND z.until_at > ?)`
		args, order = []any{v.ID, c.now}, []string{"g.number"}
	case InboxPaused:
		where, order = `g.paused_since IS NOT NULL AND g.watch_at IS NOT NULL`, []string{"g.watch_at", "g.thread_id"}
	default:
		where = `g.due_at IS NOT NULL`
	}
	where += ` AND t.status = 'published'`
	if seen := v.Visibilities(); len(seen) < len(Visibilities) { // whoever sees every topic need not ask for each
		where += ` AND ` + visibleThread
		args = append(args, seen)
	}
	if i != InboxSnoozed && i != InboxLate && i != InboxPaused {
		where += ` AND NOT EXISTS (SELECT 1 FROM snoozes z WHERE z.thread_id = g.thread_id AND z.member_id = ? AND z.until_at > ?)`
		args = append(args, v.ID, c.now)
	}
	return where, order, args
}

// Inbox lists one page of a console's view, after a suggestion of it (its thread's id; 0: from the first), and whether
// there is more; for staff. NotFound for all others.
func (s *Store) Inbox(ctx context.Context, v Viewer, view InboxView, after int64) (items []SuggestionItem, more bool, err error) {
	if !v.CanSeeConsole() {
		return nil, false, notFound()
	}
	c, err := s.inboxOf(ctx, v)
	if err != nil {
		return nil, false, err
	}
	where, columns, args := view.where(v, c)
	order := strings.Join(columns, ", ")
	if after > 0 {
		where += ` AND (` + order + `) > (SELECT ` + strings.ReplaceAll(order, "g.", "y.") + ` FROM suggestions y WHERE y.thread_id = ?)`
		args = append(args, after)
	}
	items, err = s.suggestionItems(ctx, v, where+` ORDER BY `+order+` LIMIT ?`, order, append(args, InboxPerPage+1)...)
	return items[:min(len(items), InboxPerPage)], len(items) > InboxPerPage, err
}

// InboxCounts counts every view by its own predicate, up to 99 each; for staff.
func (s *Store) InboxCounts(ctx context.Context, v Viewer) (map[InboxView]Total, error) {
	if !v.CanSeeConsole() {
		return nil, notFound()
	}
	c, err := s.inboxOf(ctx, v)
	if err != nil {
		return nil, err
	}
	var parts []string
	var args []any
	for _, view := range InboxViews {
		where, _, with := view.where(v, c)
		parts = append(parts, fmt.Sprintf(`SELECT '%s' AS view, COUNT(*) AS n FROM (
			SELECT 1 FROM suggestions g JOIN threads t ON t.id = g.thread_id WHERE %s LIMIT %d) c`, view, where, inboxCap+1))
		args = append(args, with...)
	}
	var rows []struct {
		View InboxView
		N    int64
	}
	if err := s.list(ctx, &rows, strings.Join(parts, " UNION ALL "), args...); err != nil {
		return nil, fmt.Errorf("count the inbox: %w", err)
	}
	counts := make(map[InboxView]Total, len(InboxViews))
	for _, r := range rows {
		counts[r.View] = Total{N: min(r.N, inboxCap), Capped: r.N > inboxCap}
	}
	return counts, nil
}

// OwnerLoad is how much one of the staff owes.
type OwnerLoad struct {
	Owner Person `gorm:"embedded;embeddedPrefix:owner_"`
	Open  int64
	Late  int64
	Away  bool
}

// OwnerLoads lists how much each of the staff owes, the most first, so that it is seen before it is too much; for staff.
// It is about work, not about people: nothing here tells who is fast.
func (s *Store) OwnerLoads(ctx context.Context, v Viewer) ([]OwnerLoad, error) {
	if !v.CanSeeConsole() {
		return nil, notFound()
	}
	c, err := s.inboxClock(ctx)
	if err != nil {
		return nil, err
	}
	var loads []OwnerLoad
	err = s.list(ctx, &loads, `SELECT `+personAs("m", "owner_")+`, COALESCE(c.open, 0) AS open, COALESCE(c.late, 0) AS late,
			EXISTS (SELECT 1 FROM absences b WHERE b.member_id = m.id AND b.first_day <= ? AND b.last_day >= ?) AS away
		FROM members m
		LEFT JOIN (
			SELECT g.owner_id, COUNT(*) AS open, SUM(CASE WHEN g.due_at < ? THEN 1 ELSE 0 END) AS late
			FROM suggestions g JOIN threads t ON t.id = g.thread_id
			WHERE g.state IN ? AND t.status = 'published'
			GROUP BY g.owner_id) c ON c.owner_id = m.id
		WHERE m.role IN ('contributor', 'moderator', 'administrator') AND m.status = 'active'
		ORDER BY COALESCE(c.open, 0) DESC, m.id`, c.day, c.day, c.now, OpenStates)
	return loads, wrap(err, "list the owners' loads")
}
