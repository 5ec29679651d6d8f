package browsertest

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/chromedp/cdproto/page"
)

//go:embed testdata/axe-core/axe.min.js
var axeSource string

// axeTags are WCAG 2.2 A and AA and the habits that axe calls best practice.
const axeTags = `["wcag2a","wcag2aa","wcag21a","wcag21aa","wcag22aa","best-practice"]`

// Violation is one rule of axe-core that the page breaks.
type Violation struct {
	Rule   string   `json:"id"`
	Impact string   `json:"impact"` // minor, moderate, serious, critical
	Help   string   `json:"help"`
	Nodes  []string `json:"nodes"` // selector, its HTML, and what is wrong with it
}

// Serious tells whether people with disabilities are kept from something.
func (v Violation) Serious() bool { return v.Impact == "serious" || v.Impact == "critical" }

func (v Violation) String() string {
	return fmt.Sprintf("%s (%s): %s\n\t%s", v.Rule, v.Impact, v.Help, strings.Join(v.Nodes, "\n\t"))
}

// BringAxe has every page that this tab loads from now on bring axe-core with it: for a tab that judges many, to send it
// to the browser once.
func (p *Page) BringAxe() {
	p.t.Helper()
	bring := command(page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: axeSource})
	try(p, "bring axe-core", bring)
}

// Axe judges the page as it stands by axe-core.
func (p *Page) Axe() []Violation {
	p.t.Helper()
	return p.axe(`{type: "tag", values: ` + axeTags + `}`)
}

func (p *Page) axe(rules string) []Violation {
	p.t.Helper()
	if p.noScripts {
		// Axe needs timers. What the page would have run at its start stays not run.
		p.allowScripts(true)
		defer p.allowScripts(false)
	}
	if !Eval[bool](p, `"axe" in window`) {
		Eval[bool](p, axeSource+"\n;true")
	}
	return Eval[[]Violation](p, `axe.run(document, {
		runOnly: `+rules+`,
		rules: {"target-size": {enabled: true}},
		resultTypes: ["violations"],
		preload: false, // for one rule that is experimental
	}).then(({violations}) => violations.map(v => ({
		id: v.id, impact: v.impact, help: v.help,
		nodes: v.nodes.map(n => n.target.join(" ") + "  " + n.html.slice(0, 200) + "  " + n.failureSummary.replace(/\s+/g, " ")),
	})))`)
}

// MustContrast is the part of MustBeAccessible that a change of colours can change.
func (p *Page) MustContrast() {
	p.t.Helper()
	p.mustKeep(`"color-contrast", "link-in-text-block"`)
}

// MustBeLaidOutAccessibly is the part of MustBeAccessible that another width can change: what is hidden, and in which
// order headings and landmarks are left.
func (p *Page) MustBeLaidOutAccessibly() {
	p.t.Helper()
	p.mustKeep(`"heading-order", "landmark-unique", "scrollable-region-focusable", "button-name", "link-name"`)
}

func (p *Page) mustKeep(rules string) {
	p.t.Helper()
	for _, v := range p.axe(`{type: "rule", values: [` + rules + `]}`) {
		p.t.Errorf("%s: %s", p.URL(), v)
	}
}

// MustBeAccessible fails the test for each serious or critical violation, and
// mentions the others.
func (p *Page) MustBeAccessible() {
	p.t.Helper()
	for _, v := range p.Axe() {
		if v.Serious() {
			p.t.Errorf("%s: %s", p.URL(), v)
			continue
		}
		p.t.Logf("%s: %s", p.URL(), v)
	}
}

// MustNotScrollSideways fails the test where the page is wider than the screen,
// naming what sticks out. Parts that scroll by themselves are allowed.
func (p *Page) MustNotScrollSideways() {
	p.t.Helper()
	if !Eval[bool](p, `document.scrollingElement.scrollWidth > document.documentElement.clientWidth`) {
		return
	}
	culprits := Eval[[]string](p, `[...document.body.querySelectorAll("*")]
		.filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
		.filter(e => { // what scrolls in a box of its own is not why
			for (let box = e.parentElement; box && box !== document.body; box = box.parentElement)
				if (getComputedStyle(box).overflowX !== "visible" && box.getBoundingClientRect().right <= document.documentElement.clientWidth + 1) return false;
			return true;
		})
		.slice(0, 5).map(e => e.outerHTML.slice(0, 120))`)
	p.t.Errorf("%s scrolls sideways because of\n\t%s", p.URL(), strings.Join(culprits, "\n\t"))
}
