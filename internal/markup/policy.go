package markup

import (
	"regexp"

	"github.com/microcosm-cc/bluemonday"
)

// prefixPattern is what an id prefix may be: letters, digits, hyphens, and a
// hyphen at the end, so that "p9-" is never the beginning of "p90-".
var prefixPattern = regexp.MustCompile(`^[a-z][a-z0-9-]{0,30}-$`)

// newPolicy is the allow-list, the last word on what leaves this package. It
// lists what drawing emits and no more: a value outside its pattern is dropped
// even if our own code should one day write it.
func newPolicy() *bluemonday.Policy {
	only := func(pattern string) *regexp.Regexp { return regexp.MustCompile(`^(?:` + pattern + `)$`) }
	p := bluemonday.NewPolicy()
	p.AllowElements("p", "br", "hr", "strong", "em", "del", "code", "ul", "ol", "li", "blockquote",
		"pre", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td", "sup")

	p.RequireParseableURLs(true)
	p.AllowRelativeURLs(true)
	p.AllowURLSchemes("http", "https", "mailto")
	p.AllowAttrs("href").OnElements("a")
	p.AllowAttrs("title").OnElements("a")
	p.AllowAttrs("rel").Matching(only(outsideRel)).OnElements("a")
	p.AllowAttrs("role").Matching(only(`doc-noteref|doc-backlink`)).OnElements("a")
	p.AllowAttrs("aria-label").Matching(only(`Footnote \d+|Back to mark \d+`)).OnElements("a")
	p.AllowAttrs("class").Matching(only(`mention|footnote-back|picture|video__open`)).OnElements("a")

	p.AllowAttrs("src").Matching(ownPicture).OnElements("img")
	p.AllowAttrs("src").Matching(only(`/covers/abstract/\d{1,3}`)).OnElements("img")
	p.AllowAttrs("class").Matching(only(`video`)).OnElements("p")
	p.AllowAttrs("class").Matching(only(`video__from`)).OnElements("small")
	p.AllowAttrs("alt").OnElements("img")
	p.AllowAttrs("width", "height").Matching(only(`[1-9]\d{0,4}`)).OnElements("img")
	p.AllowElements("picture", "figure", "figcaption", "small")
	p.AllowAttrs("class").Matching(only(`ratio-\d{1,2}`)).OnElements("figure")
	p.AllowAttrs("type").Matching(only(`image/webp`)).OnElements("source")
	const size = `/uploads/[A-Za-z0-9_-]{22}/\d{1,4}\.webp \d{1,4}w`
	p.AllowAttrs("srcset").Matching(only(size + `(?:, ` + size + `){0,9}`)).OnElements("source")
	p.AllowAttrs("sizes").Matching(only(columns())).OnElements("source")
	p.AllowAttrs("loading").Matching(only(`lazy`)).OnElements("img")
	p.AllowAttrs("decoding").Matching(only(`async`)).OnElements("img")

	p.AllowAttrs("id").Matching(only(DraftPrefix+`h-[a-z0-9-]{1,80}`)).OnElements("h2", "h3", "h4", "h5", "h6")
	p.AllowAttrs("id").Matching(only(DraftPrefix + `fn-\d+`)).OnElements("li")
	p.AllowAttrs("id").Matching(only(DraftPrefix + `fnref-\d+(?:-\d+)?`)).OnElements("sup")
	p.AllowAttrs("class").Matching(only(`footnote`)).OnElements("sup")

	p.AllowAttrs("class").Matching(only(`table|figures(?: figures--(?:row|wide|full|inset))?`)).OnElements("div")
	p.AllowAttrs("role").Matching(only(`region`)).OnElements("div")
	p.AllowAttrs("tabindex").Matching(only(`0`)).OnElements("div")
	p.AllowAttrs("aria-label").Matching(only(`Table`)).OnElements("div")
	p.AllowAttrs("scope").Matching(only(`col`)).OnElements("th")
	p.AllowAttrs("class").Matching(only(`align-right|align-center`)).OnElements("th", "td")

	p.AllowAttrs("class").Matching(only(`footnotes`)).OnElements("section")
	p.AllowAttrs("role").Matching(only(`doc-endnotes`)).OnElements("section")
	p.AllowAttrs("aria-label").Matching(only(`Footnotes`)).OnElements("section")

	p.AllowAttrs("type").Matching(only(`checkbox`)).OnElements("input")
	p.AllowAttrs("disabled", "checked").Matching(only(``)).OnElements("input")
	p.AllowAttrs("aria-label").Matching(only(`Done|Not done`)).OnElements("input")
	p.AllowAttrs("class").Matching(only(`task`)).OnElements("li")
	p.AllowAttrs("start").Matching(only(`\d{1,9}`)).OnElements("ol")

	p.AllowAttrs("class").Matching(only(`quote`)).OnElements("blockquote")
	p.AllowAttrs("data-post").Matching(only(`[1-9]\d{0,17}`)).OnElements("blockquote")
	p.AllowAttrs("class").Matching(only(slotClass + `\d{1,6}`)).OnElements("pre")
	return p
}
