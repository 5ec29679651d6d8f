// Package markup turns what members write (Markdown) into HTML that is safe to
// show to everyone, once, when a post is written. It owns the dialect, the
// allow-list, the limits on hostile input, quoting, excerpts and the comparison
// of two versions of a text. It does no I/O, and knows neither members nor posts
// nor who is looking: which handles exist, and where they lead, is passed in.
//
// The way of a text: clean (text.go) -> parse on a meter (parser.go, meter.go)
// -> tidy the tree: addresses, headings, mentions, quotes (tidy.go) -> draw
// (draw.go) -> allow-list (policy.go) -> put highlighted code in (code.go).
// Start at Renderer.Render.
//
// Sources are expected in Unicode normalisation form C: normalising is the
// caller's, before storing, so that what is stored is what was rendered.
package markup
