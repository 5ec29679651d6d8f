package art

import "math"

// Things stand on y = 0 of their own origin.

// laptop is seen from the side of its screen's back, open, lid towards us.
func (s *sheet) laptop(x, y, scale float64, lid paint) {
	s.at(x, y, scale, abs(scale), func() {
		s.fill(lid, "M-62-88Q-62-94-56-94H56Q62-94 62-88L66-6H-66z")
		s.fill(s.light.alpha(.55), dot(0, -50, 8))
		s.fill(mix(s.far, s.ink, .4), "M-78-7H78Q76 0 70 0H-70Q-76 0-78-7z")
	})
}

// profileLaptop is a laptop from the side, its screen to the left.
func (s *sheet) profileLaptop(x, y, scale float64, lid paint) {
	s.at(x, y, scale, abs(scale), func() {
		s.line(lid, 6, "M-58-4H20L46-74")
		s.line(s.glow.alpha(.8), 3, "M22-10L43-70")
	})
}

// anglepoise is a desk lamp that bends to the left; lit, it throws a cone.
func (s *sheet) anglepoise(x, y, scale float64, shade colour, lit bool) {
	s.at(x, y, scale, abs(scale), func() {
		if lit {
			s.fill(s.down(s.glow.alpha(.6), s.glow.alpha(0)), "M-84-152L-44-128L10 0H-190z")
		}
		s.fill(s.ink, "M-30 0Q-28-12 0-12T30 0z")
		s.line(s.ink, 5, "M0-10L34-96L-30-166M6-14L40-94")
		s.line(mix(s.light, s.ink, .4), 2, "M22-66L14-118")
		s.disc(s.accent, 34, -96, 6)
		s.fill(s.glow, dot(-62, -136, 12))
		s.fill(shade, "M-24-176L-38-184Q-70-180-92-150L-36-120Q-22-150-24-176z")
	})
}

// pendant hangs from y on a cord and lights what is under it.
func (s *sheet) pendant(x, y, cord, scale float64, shade colour, lit bool) {
	s.line(s.ink, 3, d("M", x, y, "v", cord))
	s.at(x, y+cord, scale, scale, func() {
		if lit {
			s.fill(s.down(s.glow.alpha(.5), s.glow.alpha(.05)), "M-66 62H66L210 420H-210z")
		}
		s.fill(s.glow, "M-26 58A26 22 0 0 0 26 58z")
		s.fill(s.across(shade, shade.shade(-.09)), "M-10 0H10L14 12Q70 18 78 60H-78Q-70 18-14 12z")
	})
}

// mug steams a little.
func (s *sheet) mug(x, y, scale float64, c paint) {
	s.at(x, y, scale, abs(scale), func() {
		s.line(c, 6, "M16-30Q34-32 32-20T14-8")
		s.fill(c, "M-20-38H18L15-4Q14 0 10 0H-12Q-16 0-17-4z")
		s.line(s.light.alpha(.6), 3.4, "M-8-48q-8-12 0-22t0-22M6-50q-6-9 0-18t1-16")
	})
}

// books is a pile of n, lying.
func (s *sheet) books(x, y, w float64, n int, colours ...colour) {
	for i := range n {
		h := math.Round(s.dice.between(13, 20))
		inset := math.Round(s.dice.between(0, w*.16))
		y -= h
		s.rect(colours[i%len(colours)], x+inset, y, w-inset*1.4, h-1, 2)
	}
}

// upright is a row of books on a shelf ending at x+w.
func (s *sheet) upright(x, y, w, h float64) {
	groups := []string{"", "", "", ""}
	for at := x; at < x+w-10; {
		thick, tall := math.Round(s.dice.between(10, 24)), math.Round(h*s.dice.between(.66, 1))
		groups[s.dice.below(4)] += box(at, y-tall, thick-2, tall)
		at += thick
	}
	for i, c := range []colour{s.accent, s.second, mix(s.light, s.far, .2), s.depth(.7)} {
		if groups[i] != "" {
			s.fill(mix(c, s.wall(), .12), groups[i])
		}
	}
}

// outlook is a window on a landscape: sky, three ranges and a sun, inside a frame.
func (s *sheet) outlook(x, y, w, h float64, columns, lines int, frame colour) {
	s.within(box(x, y, w, h), func() {
		s.rect(s.down(s.sky, s.low), x, y, w, h*.75)
		sx, sy := x+w*s.dice.between(.42, .7), y+h*.38
		s.halo(s.glow, sx, sy, h*.5, .7)
		s.disc(s.glow, sx, sy, h*.085)
		if s.dark {
			s.lights(x, x+w, y+h*.62, y+h*.7, 14)
		}
		for i := range 4 {
			t := float64(i) / 3
			base := y + h*(.56+.12*float64(i))
			c := s.depth(.1 + .62*t)
			s.fill(s.down(c, mix(c, s.low, .35)), d("M", x, base, "q", w*.12, -h*s.dice.between(.02, .16), w*.3, -h*.02,
				"t", w*.34, -h*s.dice.between(-.03, .05), "t", w*.4, h*.02, "V", y+h, "H", x, "z"))
		}
		s.pines(s.depth(.9), x+w*.02, x+w*.3, y+h*.97, h*.16, 5)
		s.pines(s.depth(.85), x+w*.74, x+w, y+h*.98, h*.13, 5)
	})
	bars := d("M", x, y, "h", w, "v", h, "h", -w, "z")
	for i := 1; i < columns; i++ {
		bars += d("M", x+w*float64(i)/float64(columns), y, "v", h)
	}
	for i := 1; i < lines; i++ {
		bars += d("M", x, y+h*float64(i)/float64(lines), "h", w)
	}
	s.line(frame.shade(-.06), 17, bars)
	s.line(frame, 11, bars)
}
