package models

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// PromiseFigure is one of the figures of the promise page; each opens the list of what it counts.
type PromiseFigure string

const (
	// FigureAcknowledged is of the suggestions whose first human answer fell due within the last 90 days. In time: it came
	// by then. Open and past it counts as missed.
	FigureAcknowledged PromiseFigure = "acknowledged"
	// FigureDecided is of those whose first decision fell due within the last 90 days, pauses not counted. What is paused
	// now is left out until it goes on, unless it was late when the pause began.
	FigureDecided PromiseFigure = "decided"
	// FigureDecidedAgain is of those that were taken up again after a decision, and whose next fell due within the last 90
	// days. In time: each that fell due was. Its times are those of the longest.
	FigureDecidedAgain PromiseFigure = "decided-again"
	// FigureLate is what is owed and overdue now.
	FigureLate PromiseFigure = "late"
	// FigurePaused is what waits for its author or for a date now.
	FigurePaused PromiseFigure = "paused"
	// FigureReopened is what was decided and taken up again within the last 90 days: by its author, by staff, or because the
	// day came until which it was parked.
	FigureReopened PromiseFigure = "reopened"
	// FigureHidden is what everybody could see and was removed, or moved to where fewer see it, within the last 90 days.
	FigureHidden PromiseFigure = "hidden"
	// FigureAnsweredYes and FigureAnsweredNo are what authors say of the answers that stand.
	FigureAnsweredYes PromiseFigure = "answered-yes"
	FigureAnsweredNo  PromiseFigure = "answered-no"
	// FigureAll is everything that is counted, and FigureOpen what of it is not answered for good.
	FigureAll  PromiseFigure = "all"
	FigureOpen PromiseFigure = "open"
)

// PromiseFigures lists every figure.
var PromiseFigures = []PromiseFigure{FigureAcknowledged, FigureDecided, FigureDecidedAgain, FigureLate, FigurePaused, FigureReopened, FigureHidden, FigureAnsweredYes, FigureAnsweredNo, FigureAll, FigureOpen}

// ParsePromiseFigure refuses anything that is not a figure.
func ParsePromiseFigure(s string) (PromiseFigure, error) {
	if slices.Contains(PromiseFigures, PromiseFigure(s)) {
		return PromiseFigure(s), nil
	}
	return "", fmt.Errorf("there is no figure called %q", s)
}

// PromiseDays is how far back the figures look, and PromiseFew the number under which a page shows items instead of
// percentages.
const (
	PromiseDays = 90
	PromiseFew  = 5
)

// PromiseShare is how one of the two promises was kept. Minutes are working minutes, over those that were met.
type PromiseShare struct {
	Due     int64 // fell due within the last 90 days
	InTime  int64
	Missed  int64 // came late, or still has not come
	Met     int64 // came at all: what the two times are of
	Median  int64
	Slowest int64 // the time that nine of ten stayed under: the slowest tenth took longer
}

// Percent is how many of a hundred came in time, rounded down; false under PromiseFew.
func (p PromiseShare) Percent() (int64, bool) {
	if p.Due < PromiseFew {
		return 0, false
	}
	return 100 * p.InTime / p.Due, true
}

// StateCount is how many decisions led to a state.
type StateCount struct {
	State State
	N     int64
}

// PromiseAnnotation is what staff say about the figures, beside them.
type PromiseAnnotation struct {
	ID        int64
	Words     string
	CreatedAt time.Time
	Author    Person `gorm:"embedded;embeddedPrefix:by_"`
}

// Promise is the brand's public record. It covers public topics alone, whoever asks; what was merged counts once, as
// the one that goes on; imports are left out.
type Promise struct {
	At            time.Time
	Since         time.Time
	Targets       Targets
	DayMinutes    int // working minutes of a day
	Acknowledged  PromiseShare
	Decided       PromiseShare
	DecidedAgain  PromiseShare
	Late          int64
	Paused        int64
	PausedMinutes int64 // working minutes that Decided and DecidedAgain leave out
	Reopened      int64
	Hidden        int64
	Decisions     []StateCount // of the last 90 days that stand, in the order of States
	VerdictsYes   int64        // on present answers
	VerdictsNo    int64
	Open          int64
	Total         int64
	Owed          int64          // consultations that closed and are not decided
	OwedDecisions []OwedDecision // the longest owed of them
	Annotations   []PromiseAnnotation
}

// promiseCounted is which suggestions the figures are of.
const promiseCounted = `t.status = 'published' AND g.merged_into IS NULL AND g.imported = FALSE AND g.withdrawn_at IS NULL
	AND EXISTS (SELECT 1 FROM topics o WHERE o.id = t.topic_id AND o.visibility = 'public')`

// renewalDue is which promises w to decide anew FigureDecidedAgain is of.
const renewalDue = `w.due_at >= ? AND w.due_at < ? AND (w.decided_at IS NOT NULL OR g.paused_since IS NULL OR g.paused_since > w.due_at)`

// where is the one predicate of a figure: its number and its list both go by it.
func (f PromiseFigure) where(now, since time.Time) (string, []any) {
	switch f {
	case FigureAcknowledged:
		return promiseCounted + ` AND g.ack_due_at >= ? AND g.ack_due_at < ?`, []any{since, now}
	case FigureDecided:
		return promiseCounted + ` AND g.decide_due_at >= ? AND g.decide_due_at < ? AND (g.decided_at IS NOT NULL OR g.paused_since IS NULL OR g.paused_since > g.decide_due_at)`, []any{since, now}
	case FigureDecidedAgain:
		return promiseCounted + ` AND EXISTS (SELECT 1 FROM suggestion_renewals w WHERE w.thread_id = g.thread_id AND ` + renewalDue + `)`, []any{since, now}
	case FigureLate:
		return promiseCounted + ` AND ` + lateSuggestion, []any{now}
	case FigurePaused:
		return promiseCounted + ` AND g.paused_since IS NOT NULL`, nil
	case FigureReopened:
		return promiseCounted + ` AND g.reopened_at >= ?`, []any{since}
	case FigureAll:
		return promiseCounted, nil
	case FigureOpen:
		return promiseCounted + ` AND g.state IN ?`, []any{OpenStates}
	case FigureAnsweredYes:
		return promiseCounted + ` AND g.answered = 'yes'`, nil
	case FigureAnsweredNo:
		return promiseCounted + ` AND g.answered = 'no'`, nil
	}
	return `g.imported = FALSE AND EXISTS (SELECT 1 FROM decisions d WHERE d.thread_id = g.thread_id AND d.kind = 'hidden' AND d.was_public = TRUE AND d.created_at >= ?)`,
		[]any{since}
}

// Promise works the public record out, from the rows themselves.
func (s *Store) Promise(ctx context.Context) (Promise, error) {
	rules, err := s.LedgerRules(ctx)
	if err != nil {
		return Promise{}, err
	}
	now := s.now()
	p := Promise{At: now, Since: now.AddDate(0, 0, -PromiseDays), Targets: rules.Targets, DayMinutes: rules.DayMinutes()}
	for figure, share := range map[PromiseFigure]*PromiseShare{
		FigureAcknowledged: &p.Acknowledged, FigureDecided: &p.Decided, FigureDecidedAgain: &p.DecidedAgain,
	} {
		paused, err := s.promiseShare(ctx, figure, p, share)
		if err != nil {
			return p, err
		}
		p.PausedMinutes += paused
	}
	for figure, n := range map[PromiseFigure]*int64{
		FigureLate: &p.Late, FigurePaused: &p.Paused, FigureReopened: &p.Reopened, FigureHidden: &p.Hidden,
		FigureAnsweredYes: &p.VerdictsYes, FigureAnsweredNo: &p.VerdictsNo, FigureAll: &p.Total, FigureOpen: &p.Open,
	} {
		where, args := figure.where(now, p.Since)
		if err := s.one(ctx, n, `SELECT COUNT(*) FROM suggestions g CROSS JOIN threads t WHERE t.id = g.thread_id AND `+where, args...); err != nil {
			return p, fmt.Errorf("count %s: %w", figure, err)
		}
	}
	if err := s.promiseOwed(ctx, &p); err != nil {
		return p, err
	}
	return p, s.promiseRest(ctx, &p)
}

// kept is one row for each suggestion that a share is of: whether all of it came in time, after how many working minutes
// where it came, and how many the clock stood still.
func (f PromiseFigure) kept(now, since time.Time) (string, []any) {
	if f == FigureDecidedAgain {
		return `SELECT g.thread_id, MIN(CASE WHEN w.decided_at <= w.due_at THEN 1 ELSE 0 END) AS in_time, MAX(w.minutes) AS minutes, SUM(w.paused) AS paused
			FROM suggestion_renewals w CROSS JOIN suggestions g CROSS JOIN threads t
			WHERE g.thread_id = w.thread_id AND t.id = g.thread_id AND ` + renewalDue + ` AND ` + promiseCounted + `
			GROUP BY g.thread_id`, []any{since, now}
	}
	columns := `CASE WHEN g.decided_at <= g.decide_due_at THEN 1 ELSE 0 END AS in_time, g.decide_minutes AS minutes,
			CASE WHEN g.decided_at IS NULL THEN g.paused_minutes ELSE g.decide_paused END AS paused`
	if f == FigureAcknowledged {
		columns = `CASE WHEN g.acknowledged_at <= g.ack_due_at THEN 1 ELSE 0 END AS in_time, g.ack_minutes AS minutes, 0 AS paused`
	}
	where, args := f.where(now, since)
	return `SELECT g.thread_id, ` + columns + ` FROM suggestions g CROSS JOIN threads t WHERE t.id = g.thread_id AND ` + where, args
}

// promiseShare works one share out, and the working minutes that it leaves out.
func (s *Store) promiseShare(ctx context.Context, f PromiseFigure, p Promise, share *PromiseShare) (paused int64, err error) {
	rows, args := f.kept(p.At, p.Since)
	var sums struct{ Due, InTime, Met, Paused int64 }
	err = s.one(ctx, &sums, `SELECT COUNT(*) AS due, COALESCE(SUM(k.in_time), 0) AS in_time, COUNT(k.minutes) AS met, COALESCE(SUM(k.paused), 0) AS paused
		FROM (`+rows+`) k`, args...)
	if err != nil {
		return 0, fmt.Errorf("count %s: %w", f, err)
	}
	*share = PromiseShare{Due: sums.Due, InTime: sums.InTime, Missed: sums.Due - sums.InTime, Met: sums.Met}
	if share.Met == 0 {
		return sums.Paused, nil
	}
	for _, place := range []struct {
		at int64 // in the order of how long they took; of one or two both are the same
		to *int64
	}{{(share.Met - 1) / 2, &share.Median}, {(share.Met - 1) * 9 / 10, &share.Slowest}} {
		err := s.one(ctx, place.to, `SELECT k.minutes FROM (`+rows+`) k WHERE k.minutes IS NOT NULL ORDER BY k.minutes, k.thread_id LIMIT 1 OFFSET ?`,
			append(slices.Clone(args), place.at)...)
		if err != nil {
			return 0, fmt.Errorf("order %s: %w", f, err)
		}
	}
	return sums.Paused, nil
}

func (s *Store) promiseRest(ctx context.Context, p *Promise) error {
	var found []StateCount
	err := s.list(ctx, &found, `SELECT d.to_state AS state, COUNT(*) AS n
		FROM decisions d JOIN suggestions g ON g.thread_id = d.thread_id JOIN threads t ON t.id = g.thread_id
		WHERE d.kind = 'decision' AND d.withdrawn_at IS NULL AND d.created_at >= ? AND t.status = 'published' AND g.imported = FALSE
			AND EXISTS (SELECT 1 FROM topics o WHERE o.id = t.topic_id AND o.visibility = 'public')
		GROUP BY d.to_state`, p.Since)
	if err != nil {
		return wrap(err, "count decisions")
	}
	for _, state := range States {
		for _, c := range found {
			if c.State == state {
				p.Decisions = append(p.Decisions, c)
			}
		}
	}
	err = s.list(ctx, &p.Annotations, `SELECT n.id, n.words, n.created_at, `+personAs("a", "by_")+`
		FROM promise_annotations n LEFT JOIN members a ON a.id = n.author_id
		WHERE n.removed_at IS NULL ORDER BY n.id DESC LIMIT 20`)
	return wrap(err, "list what staff say")
}

// PromiseList lists one page of what a figure counts, 1 the first, that the viewer may see by name: what was removed
// has none, and is listed by HiddenSuggestions.
func (s *Store) PromiseList(ctx context.Context, v Viewer, f PromiseFigure, page int) ([]SuggestionItem, error) {
	now := s.now()
	where, args := f.where(now, now.AddDate(0, 0, -PromiseDays))
	where, args = where+` AND `+visibleThread, append(args, v.Visibilities())
	args = append(args, SuggestionsPerPage, int64(max(0, page-1))*SuggestionsPerPage)
	const order = `g.number DESC`
	return s.suggestionItems(ctx, v, where+` ORDER BY `+order+` LIMIT ? OFFSET ?`, order, args...)
}

// HiddenSuggestion is a suggestion that was taken from sight: its number and the reason, and no more.
type HiddenSuggestion struct {
	Number    int64
	Reason    string
	CreatedAt time.Time
}

// HiddenSuggestions lists one page of what FigureHidden counts, 1 the first, newest first: each with the latest reason.
func (s *Store) HiddenSuggestions(ctx context.Context, page int) ([]HiddenSuggestion, error) {
	var list []HiddenSuggestion
	err := s.list(ctx, &list, `SELECT g.number, d.words AS reason, d.created_at
		FROM decisions d JOIN suggestions g ON g.thread_id = d.thread_id
		WHERE d.id IN (SELECT MAX(x.id) FROM decisions x WHERE x.kind = 'hidden' AND x.was_public = TRUE AND x.created_at >= ? GROUP BY x.thread_id) AND g.imported = FALSE
		ORDER BY d.id DESC LIMIT ? OFFSET ?`, s.now().AddDate(0, 0, -PromiseDays), SuggestionsPerPage, int64(max(0, page-1))*SuggestionsPerPage)
	return list, wrap(err, "list hidden suggestions")
}
