package markup

import "strings"

// Version is the renderer's version. Store it beside the HTML, and render again
// (in a job) what was stored under a lower one.
const Version = 1

// DraftPrefix begins every id of a document rendered without Place.IDPrefix:
// a preview, or a post whose own id is not known yet.
const DraftPrefix = "draft-"

// HTML is markup that has passed this package's allow-list. The zero value is
// empty. Only Render makes it from what people write.
type HTML struct{ safe string }

// Trusted takes back HTML that Render made earlier and the database kept. It
// checks nothing: call it where a row is read, and nowhere else.
func Trusted(stored string) HTML { return HTML{safe: stored} }

// String is the HTML as it is to be stored and sent.
func (h HTML) String() string { return h.safe }

// Empty reports whether there is nothing to show.
func (h HTML) Empty() bool { return h.safe == "" }

// WithPrefix gives the ids of a document rendered under DraftPrefix, and the
// links among them, a prefix of their own, such as "p901-". A quotation mark in
// text or in an attribute's value is always written as a character reference, so
// the marks looked for here cannot come from what a member wrote. An unusable
// prefix leaves the document as it is.
func (h HTML) WithPrefix(prefix string) HTML {
	if !prefixPattern.MatchString(prefix) || prefix == DraftPrefix {
		return h
	}
	return HTML{safe: strings.NewReplacer(
		` id="`+DraftPrefix, ` id="`+prefix,
		` href="#`+DraftPrefix, ` href="#`+prefix,
	).Replace(h.safe)}
}
