package art

import "math"

// house is a front with a roof and rows of windows.
type house struct {
	x, ground, w, h  float64
	roof             string // "gable" (towards us), "eaves", "step" (Dutch), "flat", "neck"
	wall, tile, trim colour
	columns, floors  int
	door             bool
}

// build draws a house; each window is lit or not by chance in the evening.
func (s *sheet) build(b house) {
	top := b.ground - b.h
	mid := b.x + b.w/2
	s.fill(b.wall, b.outline(top))
	switch b.roof {
	case "eaves":
		s.fill(b.tile, poly(b.x-8, top, b.x+b.w*.1, top-b.w*.3, b.x+b.w*.9, top-b.w*.3, b.x+b.w+8, top))
		s.fill(b.tile.shade(-.05), box(b.x+b.w*.62, top-b.w*.44, b.w*.13, b.w*.24))
	case "gable":
		s.line(b.tile, 10, d("M", b.x-6, top+3, "L", mid, top-b.w*.48, "L", b.x+b.w+6, top+3))
	case "step", "neck":
		s.line(b.trim, 5, d("M", mid-b.w*.13, top-b.w*.40, "h", b.w*.26))
	case "flat":
		s.rect(b.tile, b.x-5, top-9, b.w+10, 13)
	}
	s.windows(b, top)
}

func (b house) outline(top float64) string {
	mid, w := b.x+b.w/2, b.w
	switch b.roof {
	case "gable":
		return poly(b.x, b.ground, b.x, top, mid, top-w*.48, b.x+w, top, b.x+w, b.ground)
	case "step":
		return d("M", b.x, b.ground, "V", top, "h", w*.13, "v", -w*.14, "h", w*.12, "v", -w*.13, "h", w*.12, "v", -w*.13,
			"h", w*.26, "v", w*.13, "h", w*.12, "v", w*.13, "h", w*.12, "v", w*.14, "h", w*.13, "V", b.ground, "z")
	case "neck":
		return d("M", b.x, b.ground, "V", top, "q", w*.3, -w*.02, w*.33, -w*.3, "v", -w*.1, "h", w*.34, "v", w*.1, "q", w*.03, w*.28, w*.33, w*.3, "V", b.ground, "z")
	}
	return box(b.x, top, w, b.h)
}

func (s *sheet) windows(b house, top float64) {
	cell, storey := b.w/float64(b.columns), b.h/float64(b.floors)
	w, h := math.Round(cell*.46), math.Round(storey*.54)
	left := math.Round(b.x + cell/2 - w/2)
	panes, sills, lit := "", "", ""
	for floor := range b.floors {
		y := math.Round(top + float64(floor)*storey + storey*.24)
		panes += d("M", left, y+h/2, "H", b.x+b.w)
		sills += d("M", left-2, y+h, "H", b.x+b.w)
		for column := range b.columns {
			if s.dark && s.dice.chance(.34) {
				lit += box(math.Round(left+float64(column)*cell), y, w, h)
			}
		}
	}
	s.dashes(s.pane(false), h, w, cell-w, panes)
	if lit != "" {
		s.fill(s.pane(true), lit)
	}
	if b.trim != (colour{}) {
		s.dashes(b.trim, 4, w+4, cell-w-4, sills)
	}
	if b.door {
		x, y := math.Round(left+float64(b.columns/2)*cell), math.Round(top+float64(b.floors-1)*storey+storey*.24)
		s.fill(b.tile, d("M", x-1, b.ground, "V", y+4, "q", w/2+1, -12, w+2, 0, "V", b.ground, "z"))
	}
}

// skyline is a far row of blocks and spires in one tone.
func (s *sheet) skyline(c paint, x0, x1, ground, h float64) {
	data := d("M", x0, ground)
	for x := x0; x < x1; {
		w, rise := math.Round(s.dice.between(38, 96)), math.Round(h*s.dice.between(.35, 1))
		switch s.dice.below(6) {
		case 0:
			data += d("V", ground-rise, "l", w/2, -w*.55, "L", x+w, ground-rise)
		case 1:
			data += d("V", ground-rise, "h", math.Round(w*.4), "v", -math.Round(h*.22), "h", math.Round(w*.2), "v", math.Round(h*.22), "H", x+w)
		case 2:
			data += d("V", ground-rise, "q", w/2, -w*.6, w, 0)
		default:
			data += d("V", ground-rise, "H", x+w)
		}
		x += w
	}
	s.fill(c, data+d("V", ground, "z"))
}

// lights are small lit windows scattered over a far town in the evening.
func (s *sheet) lights(x0, x1, y0, y1 float64, n int) {
	if !s.dark {
		return
	}
	data := ""
	for range n {
		data += d("M", math.Round(s.dice.between(x0, x1)), math.Round(s.dice.between(y0, y1)), "v3")
	}
	s.line(s.lamp().alpha(.85), 6, data)
}

// streetlamp stands on the ground, h high, with its light in the evening or in bad weather.
func (s *sheet) streetlamp(x, ground, h float64, lit bool) {
	s.line(s.ink, h*.022, d("M", x, ground, "v", -h*.86, "M", x-h*.03, ground-h*.74, "h", h*.06))
	s.fill(s.ink, d("M", x-h*.02, ground, "h", h*.04, "l", -h*.012, -h*.16, "h", -h*.016, "z"), poly(x-h*.055, ground-h*.97, x, ground-h*1.02, x+h*.055, ground-h*.97))
	if lit {
		s.halo(s.lamp(), x, ground-h*.91, h*.5, .5)
	}
	s.fill(mix(s.lamp(), s.glow, .5), poly(x-h*.045, ground-h*.965, x+h*.045, ground-h*.965, x+h*.026, ground-h*.86, x-h*.026, ground-h*.86))
}
