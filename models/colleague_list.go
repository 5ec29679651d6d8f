package models

import (
	"context"
	"fmt"
)

// ColleagueView is somebody of the staff as the console lists them: who can take something on.
type ColleagueView struct {
	Person         `gorm:"embedded"`
	Employer       string
	DepartmentID   *int64
	Department     string
	DepartmentSlug string
	AwayUntil      Day    // empty: they are there
	Delegate       Person `gorm:"embedded;embeddedPrefix:delegate_"`
	Position       *int64 // on the duty roster
	Open           int64  // owed now
	Late           int64
	Week           int64 // due within seven days, what is late not counted
	Paused         int64
}

// Colleagues lists everybody of the staff whose account is active, by name, without what each owes. NotFound for all
// but staff.
func (s *Store) Colleagues(ctx context.Context, v Viewer) ([]ColleagueView, error) {
	return s.colleagues(ctx, v, `0 AS open, 0 AS late, 0 AS week, 0 AS paused`, ``)
}

// Load is Colleagues with what each of them owes: shown before it becomes more than somebody can answer, and in the
// order of names, since nobody is ranked.
func (s *Store) Load(ctx context.Context, v Viewer) ([]ColleagueView, error) {
	now := s.now()
	return s.colleagues(ctx, v, `COALESCE(l.open, 0) AS open, COALESCE(l.late, 0) AS late, COALESCE(l.week, 0) AS week, COALESCE(l.paused, 0) AS paused`,
		`LEFT JOIN (
			SELECT g.owner_id, SUM(CASE WHEN g.due_at IS NOT NULL THEN 1 ELSE 0 END) AS open,
				SUM(CASE WHEN g.due_at < ? THEN 1 ELSE 0 END) AS late,
				SUM(CASE WHEN g.due_at >= ? AND g.due_at < ? THEN 1 ELSE 0 END) AS week,
				SUM(CASE WHEN g.paused_since IS NOT NULL THEN 1 ELSE 0 END) AS paused
			FROM suggestions g JOIN threads t ON t.id = g.thread_id AND t.status = 'published'
			WHERE g.watch_at IS NOT NULL OR g.due_at IS NOT NULL
			GROUP BY g.owner_id) l ON l.owner_id = m.id`, now, now, now.AddDate(0, 0, 7))
}

func (s *Store) colleagues(ctx context.Context, v Viewer, figures, join string, args ...any) ([]ColleagueView, error) {
	if !v.CanSeeConsole() {
		return nil, notFound()
	}
	rules, err := s.LedgerRules(ctx)
	if err != nil {
		return nil, err
	}
	now := s.now()
	today := DayOf(now, rules.Zone)
	var list []ColleagueView
	err = s.list(ctx, &list, `SELECT m.id, m.handle, m.name, m.role, m.status, m.employer, dm.department_id,
			COALESCE(d.name, '') AS department, COALESCE(d.slug, '') AS department_slug,
			COALESCE(a.last_day, '') AS away_until, `+personAs("dg", "delegate_")+`, r.position, `+figures+`
		FROM members m
		LEFT JOIN department_members dm ON dm.member_id = m.id
		LEFT JOIN departments d ON d.id = dm.department_id
		LEFT JOIN duty_roster r ON r.member_id = m.id
		LEFT JOIN absences a ON a.id = (
			SELECT MAX(b.id) FROM absences b WHERE b.member_id = m.id AND b.first_day <= ? AND b.last_day >= ?)
		LEFT JOIN members dg ON dg.id = a.delegate_id
		`+join+`
		WHERE m.role IN ('contributor', 'moderator', 'administrator')
			AND (m.status = 'active' OR (m.status = 'suspended' AND m.suspended_until <= ?))
		ORDER BY m.name, m.id`, append(append([]any{today, today}, args...), now)...)
	if err != nil {
		return nil, fmt.Errorf("list colleagues: %w", err)
	}
	return list, nil
}
