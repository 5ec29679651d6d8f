package models

import (
	"context"
	"slices"
	"strings"
	"time"
)

// FigureMonths is how many months the public figures of moderation go back, this one included.
const FigureMonths = 12

// ModerationMonth is what moderators did in one month of the community's calendar: in public topics, and about
// accounts. What is in other topics is in no figure, and what moderators took of their own neither.
type ModerationMonth struct {
	Starts   time.Time      // its first moment
	Removed  map[Rule]int64 // posts and threads that were seen and taken away, by rule; what was brought back later too
	Refused  int64          // held posts that were removed before anybody saw them
	Appeals  int64          // made in the month
	Upheld   int64          // appeals answered in the month: what was done stands
	Reversed int64          // likewise: it was taken back
	Undone   int64          // removals taken back in the month without an appeal
}

// Removals is how many were removed by whatever rule.
func (m ModerationMonth) Removals() (n int64) {
	for _, of := range m.Removed {
		n += of
	}
	return n
}

// Quiet reports whether there is nothing to tell of the month.
func (m ModerationMonth) Quiet() bool {
	return m.Removals()+m.Refused+m.Appeals+m.Upheld+m.Reversed+m.Undone == 0
}

// figureOf is one count of the months: when a row counts, and which do.
type figureOf struct {
	when, from, where string
	add               func(m *ModerationMonth, r Rule, n int64)
}

// publicAction is which actions the figures are of: about accounts, or in a topic that everybody sees.
const publicAction = `(x.actor_id IS NULL OR x.actor_id <> x.member_id) AND (
	x.kind IN ('warn', 'restrict', 'suspend', 'ban') OR EXISTS (SELECT 1 FROM topics o WHERE o.visibility = 'public' AND o.id = COALESCE(
		(SELECT t.topic_id FROM threads t WHERE t.id = x.thread_id),
		(SELECT t.topic_id FROM posts p JOIN threads t ON t.id = p.thread_id WHERE p.id = x.post_id),
		(SELECT h.topic_id FROM cases k JOIN held_posts h ON h.id = k.held_id WHERE k.id = x.case_id))))`

var moderationFigures = []figureOf{
	{`x.created_at`, `actions x`, `x.kind IN ('remove', 'remove_thread')`, func(m *ModerationMonth, r Rule, n int64) { m.Removed[r] += n }},
	{`x.created_at`, `actions x`, `x.kind = 'refuse'`, func(m *ModerationMonth, _ Rule, n int64) { m.Refused += n }},
	{`w.created_at`, `appeals w JOIN actions x ON x.id = w.action_id`, `TRUE`, func(m *ModerationMonth, _ Rule, n int64) { m.Appeals += n }},
	{
		`k.closed_at`, `appeals w JOIN actions x ON x.id = w.action_id JOIN cases k ON k.id = w.case_id`, `k.outcome = 'upheld'`,
		func(m *ModerationMonth, _ Rule, n int64) { m.Upheld += n },
	},
	{
		`k.closed_at`, `appeals w JOIN actions x ON x.id = w.action_id JOIN cases k ON k.id = w.case_id`, `k.outcome = 'reversed'`,
		func(m *ModerationMonth, _ Rule, n int64) { m.Reversed += n },
	},
	{
		`x.undone_at`, `actions x`, `x.kind IN ('remove', 'remove_thread', 'refuse') AND NOT EXISTS (SELECT 1 FROM appeals w WHERE w.action_id = x.id)`,
		func(m *ModerationMonth, _ Rule, n int64) { m.Undone += n },
	},
}

// ModerationMonths works the public figures of moderation out from the rows themselves, the newest month first.
func (s *Store) ModerationMonths(ctx context.Context) ([]ModerationMonth, error) {
	site, err := s.siteNow(ctx)
	if err != nil {
		return nil, err
	}
	zone := site.TimeZone
	if zone == nil {
		zone = time.UTC
	}
	now := s.now().In(zone)
	months := make([]ModerationMonth, FigureMonths)
	var since []any
	for i := range months {
		months[i] = ModerationMonth{Starts: time.Date(now.Year(), now.Month()-time.Month(i), 1, 0, 0, 0, 0, zone), Removed: map[Rule]int64{}}
		since = append(since, months[i].Starts.UTC())
	}
	for _, f := range moderationFigures {
		if err := s.countMonths(ctx, f, months, since); err != nil {
			return nil, err
		}
	}
	return months, nil
}

// countMonths adds one figure up: a row is of the month that is as many back as months began after it.
func (s *Store) countMonths(ctx context.Context, f figureOf, months []ModerationMonth, since []any) error {
	in := strings.Repeat(` + CASE WHEN `+f.when+` < ? THEN 1 ELSE 0 END`, len(months))
	var rows []struct {
		Month int64
		Rule  Rule
		N     int64
	}
	args := append(slices.Clone(since), since[len(since)-1])
	err := s.list(ctx, &rows, `SELECT month, rule, COUNT(*) AS n FROM (
			SELECT 0`+in+` AS month, x.rule FROM `+f.from+`
			WHERE `+f.where+` AND `+f.when+` >= ? AND `+publicAction+`) y
		GROUP BY month, rule ORDER BY month, rule`, args...)
	for _, r := range rows {
		f.add(&months[r.Month], r.Rule, r.N)
	}
	return wrap(err, "count what moderators did")
}
