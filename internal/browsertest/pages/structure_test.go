package pages

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// voids have no end tag; all others must have theirs, although HTML lets some go.
var voids = strings.Fields("area base br col embed hr img input link meta source track wbr")

// foreign are elements of SVG, where "/>" ends an element.
var foreign = strings.Fields("use path circle rect g")

// faults are the mistakes in a page's structure that are easily made: what the
// W3C's checker would refuse too, found without Java. Tags that do not nest,
// ids twice, references to ids that are not there, fields
// without a label, headings that skip a level, links in links, forms in forms.
func faults(page string) []string {
	r := reading{ids: map[string]bool{}, labels: map[string]bool{}}
	z := html.NewTokenizer(strings.NewReader(page))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return r.end()
		case html.StartTagToken:
			r.open(z.Token(), false)
		case html.SelfClosingTagToken:
			r.open(z.Token(), true)
		case html.TextToken:
			r.say(z.Token().Data)
		case html.EndTagToken:
			r.close(z.Token().Data)
		}
	}
}

// reading is what is known of a page up to a tag.
type reading struct {
	stack   []string
	ids     map[string]bool
	refs    [][2]string // attribute, id
	labels  map[string]bool
	fields  [][2]string // id, what it is; outside of a label
	heading int
	byline  int // how deep the open .byline stands; 0: none
	found   []string
}

func (r *reading) fault(format string, args ...any) {
	r.found = append(r.found, fmt.Sprintf(format, args...))
}

func (r *reading) in(name string) bool { return slices.Contains(r.stack, name) }

func (r *reading) open(t html.Token, closed bool) {
	attributes := map[string]string{}
	for _, a := range t.Attr {
		attributes[a.Key] = a.Val
	}
	r.identify(t.Data, attributes)
	r.nest(t.Data, attributes)
	switch {
	case slices.Contains(voids, t.Data):
	case closed && slices.Contains(foreign, t.Data):
	case closed:
		r.fault("<%s/> is not closed by its slash", t.Data)
	default:
		r.stack = append(r.stack, t.Data)
		if slices.Contains(strings.Fields(attributes["class"]), "byline") {
			r.byline = len(r.stack)
		}
	}
}

// say looks at words: the style of a byline cuts off the beginning of those that stand in no element of its own.
func (r *reading) say(words string) {
	if r.byline > 0 && r.byline == len(r.stack) && strings.TrimSpace(words) != "" {
		r.fault("%q stands bare in a byline", strings.TrimSpace(words))
	}
}

// identify notes ids and who refers to them.
func (r *reading) identify(name string, attributes map[string]string) {
	if id, has := attributes["id"]; has {
		if id == "" || strings.ContainsAny(id, " \t\n") {
			r.fault("<%s> has the id %q", name, id)
		}
		if r.ids[id] {
			r.fault("the id %q is there twice", id)
		}
		r.ids[id] = true
	}
	for _, key := range []string{"for", "aria-labelledby", "aria-describedby", "aria-controls", "list", "form"} {
		for _, id := range strings.Fields(attributes[key]) {
			r.refs = append(r.refs, [2]string{key, id})
		}
	}
	if name == "label" {
		r.labels[attributes["for"]] = true
	}
	if href, has := attributes["href"]; has && href == "" {
		r.fault("<%s> leads nowhere", name)
	}
	if src, has := attributes["src"]; has && src == "" {
		r.fault("<%s> shows nothing", name)
	}
}

// nest holds an element to where it may stand.
func (r *reading) nest(name string, attributes map[string]string) {
	interactive := []string{"a", "button", "select", "textarea", "label", "details"}
	switch name {
	case "a", "button":
		if r.in("a") || r.in("button") {
			r.fault("<%s> inside a link or a button", name)
		}
	case "form":
		if r.in("form") {
			r.fault("a form inside a form")
		}
	case "input", "select", "textarea":
		_, named := attributes["aria-label"]
		_, unseen := attributes["hidden"]
		if !unseen && attributes["aria-hidden"] != "true" && attributes["type"] != "hidden" && !named && !r.in("label") && attributes["aria-labelledby"] == "" {
			r.fields = append(r.fields, [2]string{attributes["id"], "<" + name + " name=" + attributes["name"] + ">"})
		}
	case "img":
		if _, has := attributes["alt"]; !has {
			r.fault("a picture without words: %s", attributes["src"])
		}
	case "li":
		if parent := r.parent(); parent != "ul" && parent != "ol" && parent != "menu" {
			r.fault("<li> inside <%s>", parent)
		}
	case "div", "p", "ul", "ol", "section", "article", "table", "blockquote", "h1", "h2", "h3", "h4":
		if parent := r.parent(); parent == "p" || parent == "span" || parent == "button" {
			r.fault("<%s> inside <%s>", name, parent)
		}
	}
	if parent := r.parent(); (parent == "ul" || parent == "ol") && !slices.Contains([]string{"li", "template", "script"}, name) {
		r.fault("<%s> directly inside <%s>", name, parent)
	}
	if slices.Contains(interactive, name) && r.in("summary") {
		r.fault("<%s> inside <summary>", name)
	}
	if len(name) == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6' && !r.in("dialog") && !r.in("footer") {
		level := int(name[1] - '0')
		if level > r.heading+1 {
			r.fault("<%s> follows <h%d>", name, r.heading)
		}
		r.heading = level
	}
}

func (r *reading) parent() string {
	if len(r.stack) == 0 {
		return ""
	}
	return r.stack[len(r.stack)-1]
}

func (r *reading) close(name string) {
	if parent := r.parent(); parent != name {
		r.fault("</%s> where <%s> is open", name, parent)
		return
	}
	r.stack = r.stack[:len(r.stack)-1]
	if len(r.stack) < r.byline {
		r.byline = 0
	}
}

func (r *reading) end() []string {
	for _, name := range r.stack {
		r.fault("<%s> is never closed", name)
	}
	for _, ref := range r.refs {
		if !r.ids[ref[1]] {
			r.fault("%s names %q, which is not there", ref[0], ref[1])
		}
	}
	for _, field := range r.fields {
		if field[0] == "" || !r.labels[field[0]] {
			r.fault("%s has no label", field[1])
		}
	}
	return r.found
}
