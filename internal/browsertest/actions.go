package browsertest

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// lookAgain is the pause between two looks at a page that is being waited for.
const lookAgain = 25 * time.Millisecond

// Click clicks the first element that matches, once it can be seen.
func (p *Page) Click(css string) {
	p.t.Helper()
	p.WaitFor(css)
	try(p, "click "+css, chromedp.Click(chromedp.CSS(css), chromedp.NodeVisible))
}

// Follow clicks what leads to another document (a link, a form's button), waits
// for that document, and returns its status.
func (p *Page) Follow(css string) int {
	p.t.Helper()
	p.WaitFor(css)
	response := try(p, "follow "+css, func(ctx context.Context, _ *chromedp.Target) (int, error) {
		r, err := chromedp.RunResponse(ctx, chromedp.Click(chromedp.CSS(css), chromedp.NodeVisible))
		if err != nil || r == nil {
			return 0, err
		}
		return int(r.Status), nil
	})
	if response != 0 {
		p.awaitScripts()
	}
	return response
}

// Fill replaces what stands in a field, at once, as a paste does.
func (p *Page) Fill(css, text string) {
	p.t.Helper()
	p.Focus(css)
	Eval[bool](p, `(document.activeElement.select?.(), true)`)
	if text == "" {
		p.Press("\b")
		return
	}
	try(p, "fill "+css, command(input.InsertText, input.InsertTextParams{Text: text}))
}

// Focus puts the keyboard on the first element that matches.
func (p *Page) Focus(css string) {
	p.t.Helper()
	p.WaitFor(css)
	try(p, "focus "+css, chromedp.Focus(chromedp.CSS(css), chromedp.NodeVisible))
}

// Press types keys one by one where the keyboard is; package kb of chromedp
// names those that are no letters, as in Press(kb.Tab + kb.Enter).
func (p *Page) Press(keys string, modifiers ...chromedp.Modifier) {
	p.t.Helper()
	var options []chromedp.KeyOption
	if len(modifiers) > 0 {
		options = append(options, chromedp.KeyModifiers(modifiers...))
	}
	try(p, fmt.Sprintf("press %q", keys), chromedp.KeyEvent(keys, options...))
}

// Choose selects the option with this value.
func (p *Page) Choose(css, value string) {
	p.t.Helper()
	p.WaitFor(css)
	done := Eval[bool](p, fmt.Sprintf(`((field, value) => {
		field.value = value
		field.dispatchEvent(new Event("input", {bubbles: true}))
		field.dispatchEvent(new Event("change", {bubbles: true}))
		return field.value === value
	})(document.querySelector(%s), %s)`, quote(css), quote(value)))
	if !done {
		p.t.Fatalf("choose %q in %s: there is no such option", value, css)
	}
}

// Upload puts files into a file field.
func (p *Page) Upload(css string, files ...string) {
	p.t.Helper()
	try(p, "upload to "+css, chromedp.SetUploadFiles(chromedp.CSS(css), files, chromedp.NodeReady))
}

// URL is where the page is now.
func (p *Page) URL() string {
	p.t.Helper()
	return Eval[string](p, `location.href`)
}

// Title is the document's title.
func (p *Page) Title() string {
	p.t.Helper()
	return Eval[string](p, `document.title`)
}

// Text is what can be read in the first element that matches.
func (p *Page) Text(css string) string {
	p.t.Helper()
	p.waitExists(css)
	return Eval[string](p, `document.querySelector(`+quote(css)+`).innerText.trim()`)
}

// Texts is what can be read in each element that matches, now.
func (p *Page) Texts(css string) []string {
	p.t.Helper()
	return Eval[[]string](p, `[...document.querySelectorAll(`+quote(css)+`)].map(e => e.innerText.trim())`)
}

// Value is what stands in the first field that matches.
func (p *Page) Value(css string) string {
	p.t.Helper()
	p.waitExists(css)
	return Eval[string](p, `String(document.querySelector(`+quote(css)+`).value)`)
}

// Attribute is an attribute of the first element that matches; empty where it has none.
func (p *Page) Attribute(css, name string) string {
	p.t.Helper()
	p.waitExists(css)
	return Eval[string](p, `document.querySelector(`+quote(css)+`).getAttribute(`+quote(name)+`) ?? ""`)
}

// Count counts the elements that match, seen or not, now.
func (p *Page) Count(css string) int {
	p.t.Helper()
	return Eval[int](p, `document.querySelectorAll(`+quote(css)+`).length`)
}

// Focused describes the element that has the keyboard: its tag, id and name, as
// in "button#send 'Send'".
func (p *Page) Focused() string {
	p.t.Helper()
	return Eval[string](p, `(e => e.tagName.toLowerCase() + (e.id ? "#" + e.id : "") + " '" +
		(e.getAttribute("aria-label") || e.innerText || e.name || "").trim().slice(0, 60) + "'")(document.activeElement)`)
}

// WaitFor waits until an element that matches can be seen.
func (p *Page) WaitFor(css string) {
	p.t.Helper()
	p.Until(css+" can be seen", `[...document.querySelectorAll(`+quote(css)+`)].some(e => e.checkVisibility())`)
}

// WaitGone waits until no element that matches can be seen.
func (p *Page) WaitGone(css string) {
	p.t.Helper()
	p.Until(css+" is gone", `![...document.querySelectorAll(`+quote(css)+`)].some(e => e.checkVisibility())`)
}

// WaitText waits until text can be read in an element that matches.
func (p *Page) WaitText(css, text string) {
	p.t.Helper()
	p.Until(fmt.Sprintf("%s says %q", css, text),
		`[...document.querySelectorAll(`+quote(css)+`)].some(e => e.innerText.includes(`+quote(text)+`))`)
}

func (p *Page) waitExists(css string) {
	p.t.Helper()
	p.Until(css+" exists", `document.querySelector(`+quote(css)+`) !== null`)
}

// Until waits until a JavaScript expression is true. An error while a page is
// being replaced by the next counts as not yet.
func (p *Page) Until(what, expression string) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	tick := time.NewTicker(lookAgain)
	defer tick.Stop()
	for {
		ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("Boolean("+expression+")"))
		if err == nil && ok {
			return
		}
		select {
		case <-ctx.Done():
			p.t.Fatalf("waited %s in vain: %s (at %s; last error: %v)", patience, what, p.URL(), err)
		case <-tick.C:
		}
	}
}

// Eval returns the value of a JavaScript expression, a promise's once it is kept.
func Eval[T any](p *Page, expression string) T {
	p.t.Helper()
	return try(p, "evaluate "+expression, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
}

// quote makes a JavaScript string of s; JSON is one.
func quote(s string) string {
	quoted, err := json.Marshal(s)
	if err != nil {
		panic(err) // Strings always marshal.
	}
	return string(quoted)
}
