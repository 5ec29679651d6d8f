package models

import (
	"time"

	"github.com/commonthread/commonthread/internal/search"
)

// Search is what somebody looks for. Words alone, filters alone, or both.
type Search struct {
	Words  string
	Kind   string
	Topic  string // slug
	Author string // handle
	Tag    string
	State  string // of a suggestion
}

// Span is a piece of found text; the words that were looked for are marked.
type Span = search.Span

// SearchHit is one post that was found, with its thread as lists show it.
type SearchHit struct {
	Thread  ThreadItem
	PostID  int64
	Number  int64
	Author  Person
	At      time.Time
	Snippet []Span
}

// SearchResults are one page of hits. Total is capped: only the newest countCap posts that match are ranked.
type SearchResults struct {
	Hits  []SearchHit
	Total Total
}

// SearchPerPage is the length of a page of results.
const SearchPerPage = 20

const searchMax = 200

// Blank reports whether nothing is looked for.
func (in Search) Blank() bool {
	return in.Words == "" && in.Kind == "" && in.Topic == "" && in.Author == "" && in.Tag == "" && in.State == ""
}

// check refuses what no search can mean. An unknown topic, author or tag is no mistake: it finds nothing, as
// does one that the viewer may not see.
func (in Search) check() (Search, error) {
	f := fieldErrors{}
	var ok bool
	if in.Words, ok = cleanLine(in.Words); !ok {
		f.add("q", "The search holds characters that are not text. Type it again.")
	}
	if runes(in.Words) > searchMax {
		f.add("q", "Look for at most %d characters.", searchMax)
	}
	if in.Kind != "" {
		if _, err := ParseAnyKind(in.Kind); err != nil {
			f.add("kind", "%s", AsError(err).Fields["kind"])
		}
	}
	if in.State != "" {
		if _, err := ParseState(in.State); err != nil {
			f.add("state", "%s", AsError(err).Fields["state"])
		}
	}
	for _, p := range []*string{&in.Topic, &in.Author, &in.Tag} {
		if *p, ok = cleanLine(*p); !ok || runes(*p) > titleMax {
			f.add("q", "The search holds characters that are not text. Type it again.")
		}
	}
	return in, f.err()
}
