package models

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// SuggestionItem is a suggestion as lists show it.
type SuggestionItem struct {
	ThreadItem `gorm:"embedded"`
	Ledger     Suggestion `gorm:"embedded;embeddedPrefix:g_"`
	Owner      Person     `gorm:"embedded;embeddedPrefix:owner_"`
}

// SuggestionSort is the order of a list of suggestions.
type SuggestionSort string

const (
	SuggestionsRecent    SuggestionSort = "recent"  // highest number first; the default
	SuggestionsBySupport SuggestionSort = "support" // most people first
	SuggestionsByDue     SuggestionSort = "due"     // what is owed first; what owes nothing is left out
)

// ParseSuggestionSort takes an empty text for the default and refuses what it does not know.
func ParseSuggestionSort(s string) (SuggestionSort, error) {
	switch SuggestionSort(s) {
	case "", SuggestionsRecent:
		return SuggestionsRecent, nil
	case SuggestionsBySupport, SuggestionsByDue:
		return SuggestionSort(s), nil
	}
	return "", fmt.Errorf("sort by recent, support or due")
}

// SuggestionFilter narrows a list of suggestions; the zero value is every one that the viewer may see.
type SuggestionFilter struct {
	State        State
	Late         bool
	Open         bool // the brand owes something
	TopicID      int64
	AuthorID     int64
	SupportedBy  int64
	OwnerID      int64
	DepartmentID int64
	Sort         SuggestionSort
}

// SuggestionsPerPage is the length of a numbered list of suggestions.
const SuggestionsPerPage = 20

var suggestionItemColumns = threadItemColumns + ", " + suggestionColumns + ", " + personAs("ow", "owner_")

const suggestionItemJoins = `JOIN suggestions g ON g.thread_id = t.id
	JOIN members ow ON ow.id = g.owner_id
	` + threadItemJoins

// Suggestions lists one page of suggestions, 1 the first. A page past the end is empty.
func (s *Store) Suggestions(ctx context.Context, v Viewer, f SuggestionFilter, page int) ([]SuggestionItem, error) {
	where, args := f.where(v, s.now())
	args = append(args, SuggestionsPerPage, int64(max(0, page-1))*SuggestionsPerPage)
	return s.suggestionItems(ctx, v, where+` ORDER BY `+f.order()+` LIMIT ? OFFSET ?`, f.order(), args...)
}

// CountSuggestions counts what Suggestions lists, by the same predicate, up to 1,000.
func (s *Store) CountSuggestions(ctx context.Context, v Viewer, f SuggestionFilter) (Total, error) {
	where, args := f.where(v, s.now())
	return s.countSuggestions(ctx, where, args)
}

func (s *Store) countSuggestions(ctx context.Context, where string, args []any) (Total, error) {
	var n int64
	err := s.one(ctx, &n, `SELECT COUNT(*) FROM (SELECT 1 FROM suggestions g CROSS JOIN threads t WHERE t.id = g.thread_id AND `+where+` LIMIT ?) c`,
		append(args, countCap+1)...)
	return Total{N: min(n, countCap), Capped: n > countCap}, wrap(err, "count suggestions")
}

// suggestionItems lists the suggestions that a condition on g and t finds, in an order given again for the whole. CROSS
// JOIN keeps SQLite to going through suggestions, whose indexes have the orders. Which ones they are is asked first:
// planning both at once takes PostgreSQL longer than running both, and longer still where there are many.
func (s *Store) suggestionItems(ctx context.Context, v Viewer, tail, order string, args ...any) ([]SuggestionItem, error) {
	var ids []int64
	err := s.list(ctx, &ids, `SELECT g.thread_id FROM suggestions g CROSS JOIN threads t WHERE t.id = g.thread_id AND `+tail, args...)
	if err != nil || len(ids) == 0 {
		return nil, wrap(err, "find suggestions")
	}
	var items []SuggestionItem
	err = s.list(ctx, &items, `SELECT `+suggestionItemColumns+` FROM threads t `+suggestionItemJoins+`
		WHERE t.id IN ? ORDER BY `+order, v.ID, ids)
	return items, wrap(err, "list suggestions")
}

func (f SuggestionFilter) where(v Viewer, now time.Time) (string, []any) {
	parts, args := []string{visibleThread}, []any{v.Visibilities()}
	add := func(part string, values ...any) { parts, args = append(parts, part), append(args, values...) }
	if f.State != "" {
		add(`g.state = ?`, f.State)
	}
	if f.Late {
		add(lateSuggestion, now)
	}
	if f.Open {
		add(`g.state IN ?`, OpenStates)
	}
	if f.TopicID != 0 {
		add(`t.topic_id = ?`, f.TopicID)
	}
	if f.AuthorID != 0 {
		add(`g.thread_id IN (SELECT x.id FROM threads x WHERE x.author_id = ? AND x.kind = 'suggestion')`, f.AuthorID)
	}
	if f.SupportedBy != 0 {
		add(`g.thread_id IN (SELECT p.thread_id FROM supports p WHERE p.member_id = ?)`, f.SupportedBy)
	}
	if f.OwnerID != 0 {
		add(`g.owner_id = ?`, f.OwnerID)
	}
	if f.DepartmentID != 0 {
		add(`g.department_id = ?`, f.DepartmentID)
	}
	if f.Sort == SuggestionsByDue {
		add(`g.due_at IS NOT NULL`)
	}
	without, blocked := v.withoutBlocked(`t.author_id`)
	return strings.Join(parts, " AND ") + without, append(args, blocked...)
}

// lateSuggestion is the SQL twin of Suggestion.Late; its parameter is the moment.
const lateSuggestion = `g.due_at < ?`

func (f SuggestionFilter) order() string {
	switch f.Sort {
	case SuggestionsBySupport:
		return `g.support_count DESC, g.number DESC`
	case SuggestionsByDue:
		return `g.due_at, g.thread_id`
	}
	return `g.number DESC`
}

// SuggestionNumbered finds the thread of a suggestion by its number. NotFound.
func (s *Store) SuggestionNumbered(ctx context.Context, v Viewer, number int64) (threadID int64, err error) {
	err = s.one(ctx, &threadID, `SELECT g.thread_id FROM suggestions g JOIN threads t ON t.id = g.thread_id WHERE g.number = ? AND `+visibleThread,
		number, v.Visibilities())
	return threadID, wrap(err, "find suggestion number %d", number)
}
