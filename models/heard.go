package models

import (
	"context"
	"slices"
	"strings"
	"time"
)

// HeardItem is a decision as "you said, we did" shows it: what was asked, what came of it, in whose words.
type HeardItem struct {
	DecisionView  `gorm:"embedded"`
	ThreadTitle   string
	ThreadSlug    string
	ThreadExcerpt string
	Number        int64
	SupportCount  int64
	Asker         Person `gorm:"embedded;embeddedPrefix:asker_"`
	TopicID       int64
	TopicSlug     string
	TopicName     string
	TopicColour   string
	Department    string
}

// HeardFilter narrows the list; the zero value is every decision that stands.
type HeardFilter struct {
	State        State // empty: HeardStates
	TopicID      int64
	DepartmentID int64
	Before       int64 // a decision's id; 0: from the newest
	Since        time.Time
	First        []int64 // threads whose decisions come before all others
}

// HeardStates are the outcomes that the list tells of.
var HeardStates = []State{StateDone, StateUnderWay, StatePlanned, StateAlreadyThere, StateDeclined}

// HeardPerPage is the length of a page of outcomes.
const HeardPerPage = 20

// Heard lists what the brand did because somebody asked, newest first, and whether there is more. Decisions that were
// withdrawn are left out.
func (s *Store) Heard(ctx context.Context, v Viewer, f HeardFilter) (list []HeardItem, more bool, err error) {
	parts, args := []string{`d.kind = 'decision'`, `d.withdrawn_at IS NULL`}, []any{v.Visibilities()}
	add := func(part string, value any) { parts, args = append(parts, part), append(args, value) }
	if f.State != "" {
		add(`d.to_state = ?`, f.State)
	} else {
		add(`d.to_state IN ?`, HeardStates)
	}
	if f.TopicID != 0 {
		add(`t.topic_id = ?`, f.TopicID)
	}
	if f.DepartmentID != 0 {
		add(`d.department_id = ?`, f.DepartmentID)
	}
	if !f.Since.IsZero() {
		add(`d.created_at >= ?`, f.Since)
	}
	if f.Before > 0 {
		add(`d.id < ?`, f.Before)
	}
	add(visibleThread, v.Visibilities())
	if len(f.First) > 0 { // apart, so that the rest keeps the order of its index
		if list, err = s.heard(ctx, append(slices.Clone(parts), `d.thread_id IN ?`), append(slices.Clone(args), f.First)); err != nil {
			return nil, false, err
		}
		add(`d.thread_id NOT IN ?`, f.First)
	}
	if len(list) <= HeardPerPage {
		others, err := s.heard(ctx, parts, args)
		if err != nil {
			return nil, false, err
		}
		list = append(list, others...)
	}
	if len(list) > HeardPerPage {
		list, more = list[:HeardPerPage], true
	}
	lines := make([]DecisionView, len(list))
	for i := range list {
		lines[i] = list[i].DecisionView
	}
	if err := s.addHelpers(ctx, lines); err != nil {
		return nil, false, err
	}
	for i := range list {
		list[i].Helpers = lines[i].Helpers
	}
	return list, more, nil
}

// heard are decisions that meet all conditions, newest first: a page of them, and one more where there is more.
func (s *Store) heard(ctx context.Context, parts []string, args []any) (list []HeardItem, err error) {
	err = s.list(ctx, &list, `SELECT `+decisionViewColumns+`, t.title AS thread_title, t.slug AS thread_slug, t.excerpt AS thread_excerpt,
			g.number, g.support_count, `+personAs("k", "asker_")+`,
			tp.id AS topic_id, tp.slug AS topic_slug, tp.name AS topic_name, tp.colour AS topic_colour, COALESCE(dp.name, '') AS department
		FROM decisions d
		JOIN suggestions g ON g.thread_id = d.thread_id
		JOIN threads t ON t.id = d.thread_id
		JOIN topics tp ON tp.id = t.topic_id
		JOIN members k ON k.id = t.author_id
		LEFT JOIN departments dp ON dp.id = d.department_id
		`+decisionJoins+`
		WHERE `+strings.Join(parts, " AND ")+`
		ORDER BY d.id DESC LIMIT ?`, append(args, HeardPerPage+1)...)
	return list, wrap(err, "list what was heard")
}
