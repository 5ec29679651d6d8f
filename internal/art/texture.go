package art

import (
	"math"
	"strings"
)

// grain lays a tooth of paper over the whole sheet: a small tile of flecks,
// repeated. A turbulence filter would be finer and is ruled out: a cheap phone
// recomputes it for each frame of a scroll.
func (s *sheet) grain(c colour, strength float64) {
	id := s.id()
	var flecks strings.Builder
	for range 54 {
		flecks.WriteString(d("M", math.Round(s.dice.between(4, 306)), math.Round(s.dice.between(4, 266)),
			pick(s.dice, "h2", "h0", "h3", "v2", "l2 1", "l-2 2")))
	}
	s.defs.WriteString(`<pattern id="` + id + `" width="310" height="270" patternUnits="userSpaceOnUse" patternTransform="rotate(9)">` +
		`<path fill="none" stroke="` + c.alpha(strength).paint() + `" stroke-width="2.2" d="` + flecks.String() + `"/></pattern>`)
	s.rect(ref(id), 0, 0, width, height)
}

// screen is a halftone of dots, as a printer would lay a second ink; it
// returns the paint so that any shape can wear it.
func (s *sheet) screen(c colour, pitch, size float64) ref {
	id := s.id()
	s.defs.WriteString(`<pattern id="` + id + `" width="` + num(pitch) + `" height="` + num(pitch) +
		`" patternUnits="userSpaceOnUse" patternTransform="rotate(35)"><circle cx="` + num(pitch/2) + `" cy="` + num(pitch/2) +
		`" r="` + num(size) + `" fill="` + c.paint() + `"/></pattern>`)
	return ref(id)
}

// tufts are tapering blades between two heights: grass, heather, reeds. They
// grow towards the lower edge, as nearer plants do.
func (s *sheet) tufts(c colour, x0, x1, y0, y1, length float64, n int) {
	data := ""
	for range n {
		t := s.dice.float()
		l := math.Round(length * (.5 + .7*t) * s.dice.between(.7, 1.2))
		lean := math.Round(s.dice.between(-.5, .5) * l)
		data += d("M", math.Round(s.dice.between(x0, x1)), math.Round(y0+(y1-y0)*t),
			"q", 0, -math.Round(l*.6), lean, -l, "l", math.Round(3+l*.09)-lean, l, "z")
	}
	s.fill(c, data)
}

// dabs are level brush strokes scattered over a field: light on land or water.
func (s *sheet) dabs(c colour, x0, x1, y0, y1, length, thickness float64, n int) {
	data := ""
	for range n {
		t := s.dice.float()
		l := length * (.35 + .9*t)
		data += d("M", math.Round(s.dice.between(x0, x1)-l/2), math.Round(y0+(y1-y0)*t), "h", math.Round(l*s.dice.between(.5, 1.2)))
	}
	s.line(c, thickness, data)
}

// glitter is the path of a light on water: dabs that widen towards us.
func (s *sheet) glitter(c colour, x, y0, y1, spread float64, n int) {
	data := ""
	for i := range n {
		t := (float64(i) + s.dice.float()) / float64(n)
		half := spread * (.18 + .82*t)
		l := half * s.dice.between(.25, .9)
		data += d("M", math.Round(x+s.dice.between(-1, 1)*half-l/2), math.Round(y0+(y1-y0)*t), "h", math.Round(l))
	}
	s.line(c, 5, data)
}

// rows is the same motif at equal steps.
func rows(n int, step float64, motif func(offset float64) string) string {
	data := ""
	for i := range n {
		data += motif(float64(i) * step)
	}
	return data
}

// dashes draws a broken line with square ends: with a wide line the dashes
// stand side by side, which is a railing, a row of windows or the spokes of a
// wheel for the price of one short element. Each subpath starts a new count.
func (s *sheet) dashes(p paint, w, dash, gap float64, data ...string) {
	s.body.WriteString(`<path fill="none" stroke="` + p.paint() + `" stroke-width="` + num(w) +
		`" stroke-linecap="butt" stroke-dasharray="` + num(dash) + " " + num(gap) + `" d="` + strings.Join(data, "") + `"/>`)
}
