package art

import "math"

// marketStall: striped awning, heaps of fruit, bulbs, a seller at the scale.
func marketStall(s *sheet) {
	s.skyTo(640)
	s.sun(1130, 220, 60)
	s.skyline(mix(s.far, s.low, .5), -20, 1620, 620, 330)
	for i, x := range []float64{-60, 1330} {
		s.build(house{x: x, ground: 660, w: 330, h: 430, roof: "eaves", wall: mix(s.depth(.35), []colour{s.accent, s.second}[i], .25), tile: s.near, trim: mix(s.light, s.far, .3), columns: 4, floors: 3})
	}
	s.lights(280, 1320, 470, 600, 26)
	s.rect(s.down(mix(s.far, s.low, .35), s.depth(.55)), 0, 640, width, 260)
	s.dabs(s.light.alpha(.3), 0, 1600, 670, 880, 120, 4, 24)
	for _, p := range []struct{ x, y, k float64 }{{330, 690, 1.35}, {396, 694, 1.25}, {1290, 700, 1.45}} {
		s.stander(p.x, p.y, p.k, mix(s.coat(), s.far, .25), s.near, s.skin(), s.ink)
	}
	s.oval(s.ink.alpha(.3), 800, 850, 500, 34)
	s.rect(s.down(s.near, mix(s.near, s.far, .3)), 440, 330, 720, 320)
	s.line(s.ink, 14, "M446 300V840M1154 300V840")
	s.at(800, 600, 2.35, 2.35, func() {
		s.head(0, 0, 1.12, s.second, lch(.55, .08, 55), s.ink, s.variant%2 == 1)
		s.fill(s.light, "M-20-14Q0-8 20-14L24 4H-24z")
	})
	s.line(s.ink, 4, "M620 330V430M590 430H650M1000 330V400M560 330V380")
	s.fill(s.light, "M580 430H660L640 462H600z")
	s.bunch(1000, 410)
	s.bunch(556, 390)
	s.bulbs("M450 326Q620 380 800 330T1150 326", 450, 326, 700)
	s.stallTable()
	s.awning(400, 176, 800, 170, 10)
}

// bunch is something hanging: onions or bananas, by colour.
func (s *sheet) bunch(x, y float64) {
	s.blossoms(mix(s.light, s.accent, .14), x-18, x+18, y, y+56, 30, 9)
	s.blossoms(mix(s.light, s.accent, .38), x-16, x+10, y, y+46, 12, 6)
}

// bulbs hang from a wire in even steps between its ends.
func (s *sheet) bulbs(wire string, x, y, w float64) {
	s.line(s.ink, 3, wire)
	for i := 1; i < 8; i++ {
		t := float64(i) / 8
		bx, by := x+w*t, y+14+22*math.Abs(math.Sin(2*math.Pi*t))
		if s.dark {
			s.halo(s.accent, bx, by, 56, .6)
		}
		s.disc(s.glow, bx, by, 9)
	}
}

// stallTable is crates tilted to us, each heaped with one colour.
func (s *sheet) stallTable() {
	fruits := []colour{s.accent, lch(.80, .15, 88), lch(.64, .13, 128), lch(.46, .13, 350), mix(s.accent, lch(.8, .15, 75), .55)}
	s.fill(mix(s.far, s.near, .55), "M410 640H1190L1230 740H370z")
	for i := range 5 {
		x := 396 + 164*float64(i)
		c := fruits[(i+int(s.variant))%5]
		under, over, shine := "", "", ""
		for row := range 3 {
			for k := range 5 - row {
				fx := x + 22 + 28*float64(k) + 14*float64(row) + math.Round(s.dice.between(-3, 3))
				fy := 652 - 22*float64(row) + math.Round(s.dice.between(-3, 3))
				if (k+row)%2 == 0 {
					under += d("M", fx, fy, "h0")
				} else {
					over += d("M", fx, fy, "h0")
				}
				shine += d("M", fx-6, fy-7, "h0")
			}
		}
		s.line(c.shade(-.07), 34, under)
		s.line(c, 33, over)
		s.line(mix(c, s.light, .55), 8, shine)
		s.fill(mix(s.light, s.near, .32), poly(x, 660, x+154, 660, x+150, 742, x+2, 742))
		s.line(mix(s.light, s.near, .55), 4, d("M", x+3, 686, "h148M", x+3, 714, "h148"))
		s.rect(s.light, x+52, 628, 50, 34, 4)
		s.line(s.ink, 4, d("M", x+62, 640, "h22M", x+62, 650, "h30"))
	}
	s.fill(s.down(mix(s.accent, s.near, .25), mix(s.accent, s.ink, .5)), "M370 740H1230V846H370z")
	s.dashes(s.light.alpha(.2), 106, 26, 40, "M384 793H1226")
}

// awning is a striped cloth with a scalloped hem.
func (s *sheet) awning(x, y, w, h float64, stripes int) {
	step := w / float64(stripes)
	spread := 44.0
	light, dark := "", ""
	for i := range stripes {
		a, b := float64(i), float64(i+1)
		hem := (w + 2*spread) / float64(stripes)
		stripe := d("M", x+step*a, y, "L", x-spread+hem*a, y+h, "a", hem/2, 26, " 0 0 0 ", hem, 0, "L", x+step*b, y, "z")
		if i%2 == 0 {
			dark += stripe
		} else {
			light += stripe
		}
	}
	s.fill(s.accent, dark)
	s.fill(s.light, light)
	s.fill(s.down(s.ink.alpha(0), s.ink.alpha(.22)), poly(x, y, x+w, y, x+w+spread, y+h, x-spread, y+h))
	s.fill(mix(s.accent, s.ink, .4), box(x-6, y-12, w+12, 16))
}
