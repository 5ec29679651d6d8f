package search

import (
	"slices"
	"strings"
	"unicode"

	"github.com/kljensen/snowball/english"
)

// maxQueryTerms bounds a query; words past it are not looked for.
const maxQueryTerms = 24

// phrase is words that follow each other; one word is a phrase too.
type phrase []string

// group is what must and what may not stand in one document.
type group struct{ want, not []phrase }

// Query is a search as people type it: words, "phrases", -words to leave out, OR between alternatives. A
// document matches if it fits any of the groups. The zero value finds nothing.
type Query struct{ groups []group }

// Empty reports whether there is nothing to look for: no words, or only words to leave out.
func (q Query) Empty() bool { return len(q.groups) == 0 }

// Parse reads what somebody typed. Nothing is an error: what makes no sense is left out.
func Parse(text string) Query {
	var q Query
	var g group
	left := maxQueryTerms
	finish := func() {
		if g = g.withoutStopWords(); len(g.want) > 0 {
			q.groups = append(q.groups, g)
		}
		g = group{}
	}
	for _, e := range elements(text) {
		if e.or {
			finish()
			continue
		}
		words := e.words[:min(left, len(e.words))]
		left -= len(words)
		switch {
		case len(words) == 0:
		case e.not:
			g.not = append(g.not, words)
		default:
			g.want = append(g.want, words)
		}
	}
	finish()
	return q
}

// withoutStopWords drops "the" and its like, which nearly every text has, unless there is nothing else.
func (g group) withoutStopWords() group {
	telling := slices.DeleteFunc(slices.Clone(g.want), func(p phrase) bool { return len(p) == 1 && stopTerms[p[0]] })
	if len(telling) > 0 {
		g.want = telling
	}
	return g
}

var stopTerms = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields("a an and are as at be but by for from has have he her his i if in into is it its me my no not of on or our she so such that the their them then there these they this to us was we were what when where which who will with you your") {
		m[english.Stem(w, true)] = true
	}
	return m
}()

// element is one thing typed: OR, or words wanted or not.
type element struct {
	or, not bool
	words   phrase
}

func elements(text string) []element {
	var all []element
	rest := strings.TrimLeftFunc(text, unicode.IsSpace)
	for rest != "" {
		var e element
		if r, size := first(rest); r == '-' || r == '−' {
			e.not, rest = true, rest[size:]
		}
		var piece string
		if r, size := first(rest); quotation(r) {
			piece, rest = cutAt(rest[size:], quotation)
		} else {
			piece, rest = cutAt(rest, func(r rune) bool { return unicode.IsSpace(r) || r == '"' })
			e.or = !e.not && (piece == "OR" || piece == "|")
		}
		if !e.or {
			scan(piece, func(t token) bool {
				e.words = append(e.words, t.term)
				return len(e.words) < maxQueryTerms
			})
		}
		all = append(all, e)
		rest = strings.TrimLeftFunc(rest, unicode.IsSpace)
	}
	return all
}

func first(s string) (rune, int) {
	for _, r := range s {
		return r, len(string(r))
	}
	return 0, 0
}

func quotation(r rune) bool { return r == '"' || r == '“' || r == '”' || r == '„' }

// cutAt returns what stands before the first rune of a kind, and what comes after it. A plain quotation mark
// that ends a word begins the next piece, so it stays.
func cutAt(s string, stop func(rune) bool) (before, after string) {
	for i, r := range s {
		if !stop(r) {
			continue
		}
		if r == '"' && stop(' ') {
			return s[:i], s[i:]
		}
		return s[:i], s[i+len(string(r)):]
	}
	return s, ""
}

// Match writes the query in the language of SQLite's FTS5. Every word is quoted, so nothing typed can be syntax.
func (q Query) Match() string {
	groups := make([]string, len(q.groups))
	for i, g := range q.groups {
		groups[i] = "(" + joined(g.want, " AND ", lite) + ")"
		if len(g.not) > 0 {
			groups[i] = "(" + groups[i] + " NOT (" + joined(g.not, " OR ", lite) + "))"
		}
	}
	return strings.Join(groups, " OR ")
}

func lite(p phrase) string { return `"` + strings.Join(p, " ") + `"` }

// TSQuery writes the query as a PostgreSQL tsquery.
func (q Query) TSQuery() string {
	groups := make([]string, len(q.groups))
	for i, g := range q.groups {
		groups[i] = joined(g.want, " & ", postgres)
		if len(g.not) > 0 {
			groups[i] += " & !(" + joined(g.not, " | ", postgres) + ")"
		}
		groups[i] = "(" + groups[i] + ")"
	}
	return strings.Join(groups, " | ")
}

func postgres(p phrase) string { return "(" + strings.Join(p, " <-> ") + ")" }

func joined(phrases []phrase, operator string, write func(phrase) string) string {
	parts := make([]string, len(phrases))
	for i, p := range phrases {
		parts[i] = write(p)
	}
	return strings.Join(parts, operator)
}

// wanted are the words to mark in what was found.
func (q Query) wanted() map[string]bool {
	m := map[string]bool{}
	for _, g := range q.groups {
		for _, p := range g.want {
			for _, w := range p {
				m[w] = true
			}
		}
	}
	return m
}

// phrases are all wanted phrases, each once.
func (q Query) phrases() []phrase {
	var all []phrase
	for _, g := range q.groups {
		for _, p := range g.want {
			if !slices.ContainsFunc(all, func(o phrase) bool { return slices.Equal(o, p) }) {
				all = append(all, p)
			}
		}
	}
	return all
}
