package browsertest

import (
	"context"
	"fmt"
	"net/url"
	"strings"

	"github.com/chromedp/chromedp"
)

// MustShowFocus fails the test for what takes the keyboard without showing it:
// neither it nor a box close around it has an outline, or another shadow, border or
// colour than before.
func (p *Page) MustShowFocus() {
	p.t.Helper()
	hidden := Eval[[]string](p, `(() => {
		const near = e => [e, e.parentElement, e.parentElement.parentElement]
		const look = e => { const s = getComputedStyle(e); return [s.boxShadow, s.borderColor, s.backgroundColor].join() }
		const outlined = e => { const s = getComputedStyle(e); return s.outlineStyle !== "none" && parseFloat(s.outlineWidth) > 0 }
		const hidden = []
		const before = document.activeElement
		const asked = "a[href], button:enabled, input:enabled:not([type=hidden]), select:enabled, textarea:enabled, summary, [tabindex='0']"
		for (const e of document.querySelectorAll(asked)) {
			if (!e.checkVisibility({visibilityProperty: true})) continue
			const plain = near(e).map(look).join()
			e.focus({focusVisible: true, preventScroll: true})
			if (document.activeElement === e && !near(e).some(outlined) && near(e).map(look).join() === plain) hidden.push(e.outerHTML.slice(0, 120))
		}
		before?.focus?.({preventScroll: true})
		return hidden.slice(0, 5)
	})()`)
	if len(hidden) > 0 {
		p.t.Errorf("%s does not show where the keyboard is on\n\t%s", p.URL(), strings.Join(hidden, "\n\t"))
	}
}

// MustKeepStill fails the test where something moves although the person asked
// for less motion. Fades of a blink are allowed.
func (p *Page) MustKeepStill() {
	p.t.Helper()
	moving := Eval[[]string](p, `[...document.querySelectorAll("*")].filter(e => {
		const s = getComputedStyle(e)
		const seconds = list => Math.max(...list.split(",").map(parseFloat))
		return (s.animationName !== "none" && seconds(s.animationDuration) > 0.02) || seconds(s.transitionDuration) > 0.02
	}).slice(0, 5).map(e => e.outerHTML.slice(0, 120))`)
	if len(moving) > 0 {
		p.t.Errorf("%s moves for those who asked it not to:\n\t%s", p.URL(), strings.Join(moving, "\n\t"))
	}
}

// Thin leaves five of each row of like things - posts, lines of a list, of a table - for checks that would say of a
// hundred what they say of five, at twenty times the cost. It is for a page that is left afterwards.
func (p *Page) Thin() {
	p.t.Helper()
	Eval[bool](p, `(() => {
		const like = e => e.tagName + "." + e.className
		for (const parent of document.body.querySelectorAll("*")) {
			if (!parent.isConnected || parent.childElementCount < 6 || parent.tagName === "SELECT") continue
			const rows = Object.values(Object.groupBy(parent.children, like))
			for (const row of rows) for (const e of row.slice(4, -1)) e.remove()
		}
		return true
	})()`)
}

// Submit sends a form to a path of the site as a page of it would, and returns
// the status of what comes back.
func (p *Page) Submit(path string, form url.Values) int {
	p.t.Helper()
	fields := strings.Builder{}
	for name, values := range form {
		for _, value := range values {
			fmt.Fprintf(&fields, "add(%s, %s);", quote(name), quote(value))
		}
	}
	script := `(() => {
		const form = Object.assign(document.createElement("form"), {method: "post", action: ` + quote(path) + `})
		const add = (name, value) => form.append(Object.assign(document.createElement("input"), {type: "hidden", name, value}))
		` + fields.String() + `
		document.body.append(form)
		form.submit()
		return true
	})()`
	send := func(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
		_, err := chromedp.Evaluate[bool](script)(ctx, t)
		return chromedp.Void{}, err
	}
	return try(p, "submit "+path, func(ctx context.Context, _ *chromedp.Target) (int, error) {
		response, err := chromedp.RunResponse(ctx, send)
		if err != nil || response == nil {
			return 0, err
		}
		return int(response.Status), nil
	})
}
