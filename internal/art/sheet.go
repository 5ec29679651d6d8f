package art

import (
	"fmt"
	"strconv"
	"strings"
)

// The size of a cover. Scenes keep what matters between 400 and 1200 across and
// 120 and 800 down, which is what a square or a 3:2 card still shows.
const (
	width  = 1600.0
	height = 900.0
)

// paint is what a shape can be filled with: a colour or a gradient of the sheet.
type paint interface{ paint() string }

// ref is a paint that stands in the definitions of the sheet.
type ref string

func (r ref) paint() string { return "url(#" + string(r) + ")" }

// sheet is one document in the making.
type sheet struct {
	mood
	dice    *dice
	variant uint32
	prefix  string
	defs    strings.Builder
	body    strings.Builder
	made    int
	paints  map[string]ref // gradients by what is in them, so that equal ones are written once
}

func newSheet(prefix string, dice *dice) *sheet {
	return &sheet{prefix: prefix, dice: dice, paints: map[string]ref{}}
}

// document closes the sheet; viewBox is "0 0 w h".
func (s *sheet) document(w, h int) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" stroke-linecap="round" stroke-linejoin="round">`, w, h, w, h)
	if s.defs.Len() > 0 {
		b.WriteString("<defs>" + s.defs.String() + "</defs>")
	}
	b.WriteString(s.body.String())
	b.WriteString("</svg>\n")
	return []byte(b.String())
}

// fill draws a shape from path data.
func (s *sheet) fill(p paint, data ...string) {
	s.body.WriteString(`<path fill="` + p.paint() + `" d="` + strings.Join(data, "") + `"/>`)
}

// line draws a stroke; its ends and corners are round, as the document says once for all.
func (s *sheet) line(p paint, w float64, data ...string) {
	s.body.WriteString(`<path fill="none" stroke="` + p.paint() + `" stroke-width="` + num(w) + `" d="` + strings.Join(data, "") + `"/>`)
}

// band draws a stroke with square ends, to be continued by another.
func (s *sheet) band(p paint, w float64, data string) {
	s.body.WriteString(`<path fill="none" stroke="` + p.paint() + `" stroke-width="` + num(w) + `" stroke-linecap="butt" d="` + data + `"/>`)
}

// rect draws a rectangle, with rounded corners where a radius is given.
func (s *sheet) rect(p paint, x, y, w, h float64, radius ...float64) {
	round := ""
	if len(radius) > 0 {
		round = `" rx="` + num(radius[0])
	}
	s.body.WriteString(`<rect x="` + num(x) + `" y="` + num(y) + `" width="` + num(w) + `" height="` + num(h) +
		round + `" fill="` + p.paint() + `"/>`)
}

func (s *sheet) disc(p paint, x, y, r float64) {
	s.body.WriteString(`<circle cx="` + num(x) + `" cy="` + num(y) + `" r="` + num(r) + `" fill="` + p.paint() + `"/>`)
}

func (s *sheet) oval(p paint, x, y, rx, ry float64) {
	s.body.WriteString(`<ellipse cx="` + num(x) + `" cy="` + num(y) + `" rx="` + num(rx) + `" ry="` + num(ry) +
		`" fill="` + p.paint() + `"/>`)
}

// at draws with its own origin and scale; a negative sx mirrors.
func (s *sheet) at(x, y, sx, sy float64, draw func()) {
	scale := ""
	if sx != 1 || sy != 1 {
		scale = " scale(" + strconv.FormatFloat(sx, 'f', 2, 64) + " " + strconv.FormatFloat(sy, 'f', 2, 64) + ")"
	}
	s.body.WriteString(`<g transform="translate(` + num(x) + ` ` + num(y) + `)` + scale + `">`)
	draw()
	s.body.WriteString("</g>")
}

// turned draws about a point, turned by degrees.
func (s *sheet) turned(degrees, x, y float64, draw func()) {
	s.body.WriteString(`<g transform="rotate(` + num(degrees) + ` ` + num(x) + ` ` + num(y) + `)">`)
	draw()
	s.body.WriteString("</g>")
}

// faded draws a group at one opacity, so that overlaps inside it do not show.
func (s *sheet) faded(opacity float64, draw func()) {
	s.body.WriteString(`<g opacity="` + strconv.FormatFloat(opacity, 'f', -1, 64) + `">`)
	draw()
	s.body.WriteString("</g>")
}

// within draws clipped to path data.
func (s *sheet) within(data string, draw func()) {
	id := s.id()
	s.defs.WriteString(`<clipPath id="` + id + `"><path d="` + data + `"/></clipPath>`)
	s.body.WriteString(`<g clip-path="url(#` + id + `)">`)
	draw()
	s.body.WriteString("</g>")
}

func (s *sheet) id() string {
	s.made++
	return s.prefix + strconv.FormatInt(int64(s.made), 36)
}

// down makes a gradient from top to bottom of whatever it fills.
func (s *sheet) down(colours ...colour) ref { return s.gradient(`x2="0" y2="1"`, colours) }

// across makes a gradient from left to right.
func (s *sheet) across(colours ...colour) ref { return s.gradient(`x2="1"`, colours) }

// slant makes a gradient from the upper left to the lower right corner.
func (s *sheet) slant(colours ...colour) ref { return s.gradient(`x2="1" y2="1"`, colours) }

func (s *sheet) gradient(direction string, colours []colour) ref {
	return s.define("linearGradient", " "+direction, stops(colours))
}

// around makes a gradient from the middle outwards.
func (s *sheet) around(colours ...colour) ref {
	return s.define("radialGradient", "", stops(colours))
}

func (s *sheet) define(element, attributes, content string) ref {
	key := element + attributes + content
	if known, ok := s.paints[key]; ok {
		return known
	}
	id := s.id()
	s.defs.WriteString(`<` + element + ` id="` + id + `"` + attributes + `>` + content + `</` + element + `>`)
	s.paints[key] = ref(id)
	return ref(id)
}

func stops(colours []colour) string {
	var b strings.Builder
	for i, c := range colours {
		opacity := ""
		if c.clear > 0 {
			opacity = `" stop-opacity="` + strconv.FormatFloat(1-c.clear, 'f', -1, 32)
			c.clear = 0
		}
		offset := strconv.FormatFloat(float64(i)/float64(len(colours)-1), 'f', -1, 32)
		if len(offset) > 4 {
			offset = offset[:4]
		}
		b.WriteString(`<stop offset="` + offset + `" stop-color="` + c.paint() + opacity + `"/>`)
	}
	return b.String()
}
