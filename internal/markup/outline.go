package markup

import (
	stdhtml "html"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/gosimple/slug"
	"github.com/yuin/goldmark/ast"
)

// maxHeadings is how many headings of a text can be linked to.
const maxHeadings = 500

// outline gives headings their place under the page's own: the levels a text
// uses, whichever they are, follow one another from top on, so that no level is
// skipped and the page keeps its one h1.
type outline struct {
	top    int
	levels []int // those used, ascending
	used   map[string]bool
	next   map[string]int
}

func newOutline(document ast.Node, top int) outline {
	o := outline{top: top, used: map[string]bool{}, next: map[string]int{}}
	_ = ast.Walk(document, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if heading, ok := n.(*ast.Heading); ok && entering && !slices.Contains(o.levels, heading.Level) {
			o.levels = append(o.levels, heading.Level)
		}
		if n.Type() == ast.TypeInline {
			return ast.WalkSkipChildren, nil
		}
		return ast.WalkContinue, nil
	})
	slices.Sort(o.levels)
	return o
}

// level is where a heading of the source's level is drawn.
func (o *outline) level(written int) int {
	return min(6, o.top+slices.Index(o.levels, written))
}

// id makes the text an id and numbers repeats.
func (o *outline) id(text string) string {
	if runes := []rune(text); len(runes) > 60 {
		text = string(runes[:60])
	}
	base := headingSlug(text)
	id := base
	for o.used[id] {
		o.next[base]++
		id = base + "-" + strconv.Itoa(o.next[base]+1)
	}
	o.used[id] = true
	return DraftPrefix + "h-" + id
}

var (
	drawnHeading = regexp.MustCompile(`(?s)<h([2-6]) id="([^"]+)">(.*?)</h[2-6]>`)
	noteMark     = regexp.MustCompile(`(?s)<sup.*?</sup>`)
	anyTag       = regexp.MustCompile(`<[^>]*>`)
)

// Headings are those of a text that was drawn earlier, in order.
func (h HTML) Headings() []Heading {
	var found []Heading
	for _, m := range drawnHeading.FindAllStringSubmatch(h.safe, maxHeadings) {
		words := anyTag.ReplaceAllString(noteMark.ReplaceAllString(m[3], ""), "")
		found = append(found, Heading{Level: int(m[1][0] - '0'), ID: m[2], Text: strings.TrimSpace(stdhtml.UnescapeString(words))})
	}
	return found
}

// headingSlug keeps to a-z, 0-9 and hyphens, at most 60 of them.
func headingSlug(text string) string {
	var kept []byte
	for _, c := range []byte(slug.Make(text)) {
		if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' {
			kept = append(kept, c)
		}
	}
	if kept = kept[:min(len(kept), 60)]; len(kept) == 0 {
		return "section"
	}
	return string(kept)
}
