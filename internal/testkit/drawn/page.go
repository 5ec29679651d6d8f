package drawn

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/a-h/templ"
	"golang.org/x/net/html"

	"github.com/commonthread/commonthread/views/layout"
)

// What people type when they mean harm, or write from right to left.
const (
	Hostile = `<script>alert(1)</script>"'><img src=x onerror=alert(1)>&amp;</textarea></title>`
	Arabic  = "مرحبا بالعالم"
)

// Page is a component as a browser reads it.
type Page struct {
	*goquery.Document
	t    testing.TB
	html string
}

// Draw draws a component and reads it.
func Draw(t testing.TB, c templ.Component) *Page {
	t.Helper()
	var b bytes.Buffer
	if err := c.Render(context.Background(), &b); err != nil {
		t.Fatalf("draw: %v", err)
	}
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatalf("read what was drawn: %v", err)
	}
	return &Page{Document: doc, t: t, html: b.String()}
}

// Frame is a page of a community as a reader gets it; with a name, as that member does.
func Frame(title, handle string) layout.Page {
	p := layout.Page{
		Title: title,
		Site:  layout.Site{Name: "Waymark", Tagline: "Out and about", HostLine: "Hosted by Larkmoor"},
		Nav:   []layout.NavTopic{{Name: "Cycling to work", Slug: "cycling-to-work", Colour: "ocean"}},
	}
	if handle != "" {
		p.Viewer = &layout.Viewer{Name: strings.ToUpper(handle[:1]) + handle[1:], Handle: handle}
	}
	return p
}

// One is the single element under the selector.
func (p *Page) One(selector string) *goquery.Selection {
	p.t.Helper()
	found := p.Find(selector)
	if found.Length() != 1 {
		p.t.Fatalf("%s: found %d, want one", selector, found.Length())
	}
	return found
}

// None fails the test where one of the selectors finds something.
func (p *Page) None(selectors ...string) {
	p.t.Helper()
	for _, selector := range selectors {
		if n := p.Find(selector).Length(); n != 0 {
			p.t.Errorf("%s: found %d, want none", selector, n)
		}
	}
}

// Count fails the test unless the selector finds so many.
func (p *Page) Count(selector string, want int) {
	p.t.Helper()
	if n := p.Find(selector).Length(); n != want {
		p.t.Errorf("%s: found %d, want %d", selector, n, want)
	}
}

// Says fails the test unless the one element under the selector has these words.
func (p *Page) Says(selector, want string) {
	p.t.Helper()
	if got := Words(p.One(selector)); got != want {
		p.t.Errorf("%s says %q, want %q", selector, got, want)
	}
}

// Mentions fails the test unless the words stand somewhere under the selector.
func (p *Page) Mentions(selector, want string) {
	p.t.Helper()
	if got := Words(p.Find(selector)); !strings.Contains(got, want) {
		p.t.Errorf("%s says %q, which lacks %q", selector, got, want)
	}
}

// Has fails the test unless the one element under the selector has the attribute's value.
func (p *Page) Has(selector, attribute, want string) {
	p.t.Helper()
	if got := p.One(selector).AttrOr(attribute, "(none)"); got != want {
		p.t.Errorf("%s has %s=%q, want %q", selector, attribute, got, want)
	}
}

// Words is an element's text, with a space between parts that the style sets apart.
func Words(s *goquery.Selection) string {
	var parts []string
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			parts = append(parts, strings.Fields(n.Data)...)
		}
		for child := n.FirstChild; child != nil; child = child.NextSibling {
			walk(child)
		}
	}
	for _, n := range s.Nodes {
		walk(n)
	}
	return strings.NewReplacer(" ,", ",", " :", ":", " .", ".").Replace(strings.Join(parts, " "))
}

// Wrong fails the test unless the control of the name is marked as wrong, with the message beside it and what was
// typed kept.
func (p *Page) Wrong(name, message, typed string) {
	p.t.Helper()
	control := p.Find(`[name="` + name + `"]:not([type=hidden])`).First()
	if control.Length() == 0 {
		p.t.Errorf("there is no control %s", name)
		return
	}
	marked := control
	if group := control.Closest("fieldset"); group.Length() > 0 {
		marked = group
	}
	if marked.AttrOr("aria-invalid", "") != "true" && control.AttrOr("aria-invalid", "") != "true" {
		p.t.Errorf("%s is not marked as wrong", name)
	}
	if got := p.description(marked); !strings.Contains(got, message) {
		p.t.Errorf("%s is described by %q, which lacks %q", name, got, message)
	}
	if got := Value(control); got != typed {
		p.t.Errorf("%s holds %q, want what was typed: %q", name, got, typed)
	}
}

// Value is what a control would send.
func Value(control *goquery.Selection) string {
	switch goquery.NodeName(control) {
	case "textarea":
		return control.Text()
	case "select":
		return control.Find("option[selected]").AttrOr("value", "")
	}
	return control.AttrOr("value", "")
}

func (p *Page) description(s *goquery.Selection) string {
	var all []string
	for id := range strings.FieldsSeq(s.AttrOr("aria-describedby", "")) {
		all = append(all, Words(p.Find("#"+id)))
	}
	return strings.Join(all, " ")
}

// Harmless fails the test where Hostile became anything but text; it must stand there at least once.
func (p *Page) Harmless() {
	p.t.Helper()
	p.None(`img[src="x"]`, "[onerror]")
	p.Find("script").Each(func(_ int, s *goquery.Selection) {
		if strings.Contains(s.Text(), "alert(1)") && s.AttrOr("type", "") != "application/ld+json" {
			p.t.Error("hostile text became a script")
		}
	})
	if strings.Contains(p.html, "<script>alert") {
		p.t.Error("hostile text is not escaped")
	}
	if !strings.Contains(p.html, "&lt;script&gt;alert(1)") {
		p.t.Error("the hostile text is not on the page: this proves nothing")
	}
}
