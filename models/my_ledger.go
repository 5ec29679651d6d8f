package models

import (
	"context"
	"slices"
	"strings"
	"unicode"

	"github.com/commonthread/commonthread/internal/search"
)

// MySuggestions lists one page of what the viewer asked for, or supports (supported), with what became of it.
func (s *Store) MySuggestions(ctx context.Context, v Viewer, supported bool, page int) ([]SuggestionItem, Total, error) {
	if !v.SignedIn() {
		return nil, Total{}, unauthenticated()
	}
	f := SuggestionFilter{AuthorID: v.ID}
	if supported {
		f = SuggestionFilter{SupportedBy: v.ID}
	}
	items, err := s.Suggestions(ctx, v, f, page)
	if err != nil {
		return nil, Total{}, err
	}
	total, err := s.CountSuggestions(ctx, v, f)
	return items, total, err
}

// duplicatesMost is how many likely duplicates are shown, duplicateWords how many words of a text they are looked for by.
const duplicatesMost, duplicateWords = 5, 10

// LikelyDuplicates lists suggestions that ask for much the same as a title, the likeliest first: for the composer while
// somebody types (except 0), and for staff beside a suggestion (except itself). Merged ones are left out: what goes on
// for them has their people.
func (s *Store) LikelyDuplicates(ctx context.Context, v Viewer, title string, except int64) ([]SuggestionItem, error) {
	title, ok := cleanLine(title)
	if !ok {
		return nil, nil
	}
	words := tellingWords(title)
	if len(words) == 0 {
		return nil, nil
	}
	// the first of the terms is the boundary, which every document has
	wanted := strings.Fields(search.Terms("", strings.Join(words, " ")))[1:]
	found, err := s.SearchFrom(ctx, v, Search{Words: strings.Join(words, " OR "), Kind: string(KindSuggestion)}, 0, 10*duplicatesMost)
	if err != nil {
		return nil, err
	}
	var ids []int64
	for _, h := range found.Hits {
		shared := 0
		for _, term := range strings.Fields(search.Terms("", h.Thread.Title)) {
			if slices.Contains(wanted, term) {
				shared++
			}
		}
		if h.Thread.ID != except && shared > 0 && 3*shared >= len(words) && !slices.Contains(ids, h.Thread.ID) {
			ids = append(ids, h.Thread.ID)
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	items, err := s.suggestionItems(ctx, v, `g.thread_id IN ? AND g.merged_into IS NULL AND `+visibleThread, `g.number DESC`, ids, v.Visibilities())
	slices.SortFunc(items, func(a, b SuggestionItem) int { return slices.Index(ids, a.ID) - slices.Index(ids, b.ID) })
	return items[:min(len(items), duplicatesMost)], err
}

// tellingWords are the words of a title that say what it is about: the longest ones.
func tellingWords(title string) []string {
	var words []string
	for _, w := range strings.FieldsFunc(title, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) }) {
		if w = strings.ToLower(w); runes(w) > 3 && !slices.Contains(words, w) {
			words = append(words, w)
		}
	}
	slices.SortStableFunc(words, func(a, b string) int { return runes(b) - runes(a) })
	words = words[:min(len(words), duplicateWords)]
	for len(words) > 0 && runes(strings.Join(words, " OR ")) > searchMax {
		words = words[:len(words)-1]
	}
	return words
}
