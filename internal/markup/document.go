package markup

import "strings"

// Document is one rendered text and what the rest of the program needs to know
// about it.
type Document struct {
	HTML HTML
	// Text is the plain text for search, feeds and excerpts, one block a line.
	// Words quoted from another post, and footnote marks, are left out.
	Text string
	// Mentions are the members addressed: lower case, each once, in order of
	// appearance. Not those in code, in a link or inside a quoted post.
	Mentions []string
	// Quotes are the ids of posts quoted by Quote's marker, each once. The
	// marker is the writer's claim: whether that post exists, is visible and
	// says so is the caller's to check.
	Quotes []int64
	// Pictures are the keys of the uploads that the text shows, each once.
	Pictures []string
	// PictureWords are what the text says of each, by key.
	PictureWords map[string]PictureWords
	// Links counts links to other hosts and mail addresses.
	Links    int
	Headings []Heading
}

// Heading is one entry of a table of contents.
type Heading struct {
	Level int    // as drawn: 2 to 6
	ID    string // with the prefix
	Text  string
}

// WithPrefix is HTML.WithPrefix for the whole document.
func (d Document) WithPrefix(prefix string) Document {
	if !prefixPattern.MatchString(prefix) {
		return d
	}
	d.HTML = d.HTML.WithPrefix(prefix)
	headings := make([]Heading, len(d.Headings))
	for i, h := range d.Headings {
		h.ID = prefix + strings.TrimPrefix(h.ID, DraftPrefix)
		headings[i] = h
	}
	d.Headings = headings
	return d
}
