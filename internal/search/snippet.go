package search

import (
	"strings"
	"unicode"
)

// Span is a piece of a text; those that matched are to be marked.
type Span struct {
	Text  string
	Match bool
}

const (
	snippetWords  = 36
	snippetBefore = 6      // words shown before the first match
	snippetReach  = 40_000 // bytes of a long text that are looked through
)

// Snippet cuts the part of a plain text that has most of the words wanted, on one line, as pieces of text:
// never as HTML.
func (q Query) Snippet(text string) []Span {
	text = strings.ToValidUTF8(text[:min(len(text), snippetReach)], "")
	wanted := q.wanted()
	var tokens []token
	scan(text, func(t token) bool {
		tokens = append(tokens, t)
		return true
	})
	if len(tokens) == 0 {
		return plain(strings.Join(strings.Fields(text), " "))
	}
	from := max(0, best(tokens, wanted)-snippetBefore)
	to := min(len(tokens), from+snippetWords)
	var spans []Span
	at := tokens[from].start
	if from == 0 {
		at = 0
	} else {
		spans = append(spans, Span{Text: "… "})
	}
	for _, t := range tokens[from:to] {
		if wanted[t.term] {
			spans = append(spans, Span{Text: text[at:t.start]}, Span{Text: text[t.start:t.end], Match: true})
			at = t.end
		}
	}
	if to == len(tokens) {
		return tidy(append(spans, Span{Text: text[at:]}))
	}
	return tidy(append(spans, Span{Text: text[at:tokens[to-1].end] + " …"}))
}

func plain(text string) []Span {
	if text == "" {
		return nil
	}
	return []Span{{Text: text}}
}

// best is the word at which a window holds most different words wanted.
func best(tokens []token, wanted map[string]bool) int {
	at, most := 0, 0
	for i, t := range tokens {
		if !wanted[t.term] {
			continue
		}
		seen := map[string]bool{}
		for _, o := range tokens[i:min(len(tokens), i+snippetWords-snippetBefore)] {
			if wanted[o.term] {
				seen[o.term] = true
			}
		}
		if len(seen) > most {
			at, most = i, len(seen)
		}
		if most == len(wanted) {
			break
		}
	}
	return at
}

// tidy folds white space, unites neighbours of a kind and drops what is empty.
func tidy(spans []Span) []Span {
	var out []Span
	for _, s := range spans {
		s.Text = fold1(s.Text)
		switch {
		case s.Text == "":
		case len(out) > 0 && out[len(out)-1].Match == s.Match:
			out[len(out)-1].Text += s.Text
		default:
			out = append(out, s)
		}
	}
	return out
}

// fold1 makes every run of white space one space, those at the ends too.
func fold1(s string) string {
	folded := strings.Join(strings.Fields(s), " ")
	if folded == "" {
		if s == "" {
			return ""
		}
		return " "
	}
	if strings.TrimLeftFunc(s, unicode.IsSpace) != s {
		folded = " " + folded
	}
	if strings.TrimRightFunc(s, unicode.IsSpace) != s {
		folded += " "
	}
	return folded
}
