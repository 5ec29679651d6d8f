package drawn

import (
	"net/url"
	"strings"
	"time"

	"github.com/PuerkitoBio/goquery"
)

// Sound holds a whole page to what all of them promise.
func (p *Page) Sound() {
	p.t.Helper()
	p.Count("h1", 1)
	p.Count("main#main", 1)
	p.headings()
	p.Parts()
}

// Parts holds a page, or a part of one, to what does not need the frame.
func (p *Page) Parts() {
	p.t.Helper()
	p.ids()
	p.controls()
	p.optional()
	p.names()
	p.errors()
	p.summary()
	p.times()
	p.addresses()
	p.None("[style]", "a a", "a button", "button a", "button button", "form form", "label label")
	if n := p.Find("[autofocus], [data-focus]").Length(); n > 1 {
		p.t.Errorf("%d elements want the focus", n)
	}
}

// headings go down one level at a time.
func (p *Page) headings() {
	p.t.Helper()
	last := 0
	p.Find("h1, h2, h3, h4, h5, h6").Each(func(_ int, s *goquery.Selection) {
		level := int(goquery.NodeName(s)[1] - '0')
		if last != 0 && level > last+1 {
			p.t.Errorf("after h%d comes h%d %q", last, level, Words(s))
		}
		if Words(s) == "" {
			p.t.Errorf("an h%d without words", level)
		}
		last = level
	})
}

func (p *Page) ids() {
	p.t.Helper()
	seen := map[string]bool{}
	p.Find("[id]").Each(func(_ int, s *goquery.Selection) {
		id := s.AttrOr("id", "")
		if id == "" || seen[id] || strings.ContainsAny(id, " \t\n") {
			p.t.Errorf("id %q is empty, has a space or stands twice", id)
		}
		seen[id] = true
	})
	for _, attribute := range []string{"aria-describedby", "aria-labelledby", "aria-controls", "for", "list"} {
		p.Find("[" + attribute + "]").Each(func(_ int, s *goquery.Selection) {
			for id := range strings.FieldsSeq(s.AttrOr(attribute, "")) {
				if !seen[id] {
					p.t.Errorf("%s=%q leads nowhere", attribute, id)
				}
			}
		})
	}
}

// optional is said of nothing that a hint says is needed, be it with some choices alone.
func (p *Page) optional() {
	p.t.Helper()
	p.Find(".field__optional").Each(func(_ int, s *goquery.Selection) {
		field := s.Closest(".field")
		if hint := Words(field.Find(".field__hint")); strings.Contains(strings.ToLower(hint), "needed") {
			p.t.Errorf("%q is called optional, and its hint says %q", Words(field.Find("label")), hint)
		}
	})
}

func (p *Page) controls() {
	p.t.Helper()
	p.Find("input:not([type=hidden]), textarea, select").Each(func(_ int, s *goquery.Selection) {
		id := s.AttrOr("id", "?")
		labelled := s.Closest("label").Length() > 0 || s.AttrOr("aria-label", "") != "" || s.AttrOr("aria-hidden", "") == "true" ||
			Words(p.Find(`label[for="`+id+`"]`)) != ""
		if !labelled {
			p.t.Errorf("no label for %s %q", goquery.NodeName(s), s.AttrOr("name", id))
		}
	})
	p.Find("fieldset").Each(func(_ int, s *goquery.Selection) {
		if Words(s.Find("legend")) == "" {
			p.t.Error("a group of controls without a legend")
		}
		if n := s.Find("input[type=radio][checked]").Length(); n > 1 {
			p.t.Errorf("%d radio buttons are on in %q", n, Words(s.Find("legend")))
		}
	})
}

func (p *Page) names() {
	p.t.Helper()
	p.Find("button, a, summary, [role=button]").Each(func(_ int, s *goquery.Selection) {
		if Words(s) == "" && s.AttrOr("aria-label", "") == "" && s.Find("img[alt]:not([alt=''])").Length() == 0 {
			html, _ := goquery.OuterHtml(s)
			p.t.Errorf("a control without a name: %s", html)
		}
	})
	p.Find("img").Each(func(_ int, s *goquery.Selection) {
		if _, ok := s.Attr("alt"); !ok || s.AttrOr("width", "") == "" || s.AttrOr("height", "") == "" {
			p.t.Errorf("a picture without alt or size: %s", s.AttrOr("src", ""))
		}
	})
}

// errors stand beside what they are about, for those who hear the page too.
func (p *Page) errors() {
	p.t.Helper()
	p.Find(".field__error").Each(func(_ int, s *goquery.Selection) {
		id := s.AttrOr("id", "")
		if id == "" || p.Find(`[aria-describedby~="`+id+`"]`).Length() == 0 {
			p.t.Errorf("the message %q describes no control", Words(s))
		}
	})
}

// summary leads from each mistake that it names to a control that can take the focus, and leaves out none of its form.
func (p *Page) summary() {
	p.t.Helper()
	linked := map[string]bool{}
	p.Find("#form-errors .mistakes a").Each(func(_ int, s *goquery.Selection) {
		id := strings.TrimPrefix(s.AttrOr("href", ""), "#")
		linked[id] = true
		if p.Find(`[id="`+id+`"]`).Not("[disabled], [type=hidden]").Filter("input, textarea, select, button, [tabindex]").Length() != 1 {
			p.t.Errorf("the summary's %q leads to #%s, which cannot take the focus", Words(s), id)
		}
		if p.Find(`.field__error[id="`+id+`-error"]`).Length() != 1 {
			p.t.Errorf("the summary's %q leads to #%s, beside which no message stands", Words(s), id)
		}
	})
	if p.Find("#form-errors .mistakes").Length() == 0 {
		return
	}
	p.Find("#form-errors").Closest("form").Find(".field__error").Each(func(_ int, s *goquery.Selection) {
		if id := strings.TrimSuffix(s.AttrOr("id", ""), "-error"); !linked[id] {
			p.t.Errorf("the summary does not lead to %q", Words(s))
		}
	})
}

func (p *Page) times() {
	p.t.Helper()
	p.Find("time").Each(func(_ int, s *goquery.Selection) {
		machine := s.AttrOr("datetime", "")
		_, moment := time.Parse(time.RFC3339, machine)
		_, day := time.Parse(time.DateOnly, machine)
		if day != nil && (moment != nil || !strings.HasSuffix(machine, "Z")) {
			p.t.Errorf("datetime %q is neither a moment in UTC nor a day of the calendar", machine)
		}
		if words := Words(s); words == "" || strings.Contains(words, "ago") {
			p.t.Errorf("a time in the words %q", words)
		}
	})
}

func (p *Page) addresses() {
	p.t.Helper()
	p.Find("form").Each(func(_ int, s *goquery.Selection) {
		action, method := s.AttrOr("action", ""), s.AttrOr("method", "")
		if method == "dialog" { // closes what it stands in, and goes nowhere
			return
		}
		if !strings.HasPrefix(action, "/") || strings.HasPrefix(action, "//") || (method != "post" && method != "get" && method != "") {
			p.t.Errorf("a form goes to %q by %q", action, method)
		}
	})
	p.Find("a[href]").Each(func(_ int, s *goquery.Selection) {
		u, err := url.Parse(s.AttrOr("href", ""))
		if err != nil || (u.Scheme != "" && u.Scheme != "https" && u.Scheme != "http" && u.Scheme != "mailto") {
			p.t.Errorf("a link goes to %q", s.AttrOr("href", ""))
		}
	})
	p.Find("*").Each(func(_ int, s *goquery.Selection) {
		for _, a := range s.Nodes[0].Attr {
			if strings.HasPrefix(a.Key, "on") {
				p.t.Errorf("%s has %s", s.Nodes[0].Data, a.Key)
			}
		}
	})
}
