package models

import (
	"context"
	"time"
)

// Keeping is how what was promised for a suggestion that is out was kept, as staff read it beside whoever asked.
type Keeping string

const (
	LateNow     Keeping = "late_now"     // overdue at this moment, whatever was decided before
	DecidedLate Keeping = "decided_late" // decided after its time, at first or when it was taken up again last
	DecidedTime Keeping = "decided_time" // decided in time
	NotYetDue   Keeping = "not_yet_due"
)

// Keepings lists all of them; each suggestion is exactly one.
var Keepings = []Keeping{LateNow, DecidedLate, DecidedTime, NotYetDue}

// Keeping is what keepingSQL says of the same row.
func (g Suggestion) Keeping(at time.Time) Keeping {
	switch {
	case g.Late(at):
		return LateNow
	case g.DecidedAt != nil && g.DecidedAt.After(g.DecideDueAt), g.RedecidedAt != nil && g.RedecidedAt.After(*g.RedecideDueAt):
		return DecidedLate
	case g.DecidedAt != nil:
		return DecidedTime
	}
	return NotYetDue
}

// keepingSQL is Suggestion.Keeping of g; its one parameter is the moment.
const keepingSQL = `CASE
	WHEN ` + lateSuggestion + ` THEN 'late_now'
	WHEN g.decided_at > g.decide_due_at OR g.redecided_at > g.redecide_due_at THEN 'decided_late'
	WHEN g.decided_at IS NOT NULL THEN 'decided_time'
	ELSE 'not_yet_due' END`

// Promised is how what was promised for everything that somebody asked for was kept.
type Promised map[Keeping]int64

// Asked is how much they asked for.
func (p Promised) Asked() (n int64) {
	for _, k := range Keepings {
		n += p[k]
	}
	return n
}

// Decided is how much of it is decided and not overdue again.
func (p Promised) Decided() int64 { return p[DecidedTime] + p[DecidedLate] }

// promisedTo counts what the viewer sees of what somebody asked for.
func (s *Store) promisedTo(ctx context.Context, v Viewer, id int64) (Promised, error) {
	var rows []struct {
		Keeping Keeping
		N       int64
	}
	err := s.list(ctx, &rows, `SELECT k.keeping, COUNT(*) AS n
		FROM (SELECT `+keepingSQL+` AS keeping FROM suggestions g JOIN threads t ON t.id = g.thread_id WHERE t.author_id = ? AND `+visibleThread+`) k
		GROUP BY k.keeping ORDER BY k.keeping`, s.now(), id, v.Visibilities())
	p := Promised{}
	for _, r := range rows {
		p[r.Keeping] = r.N
	}
	return p, wrap(err, "count what was promised to member %d", id)
}
