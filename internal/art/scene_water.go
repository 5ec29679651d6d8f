package art

import "math"

// harbourRain: a wet quay that doubles the town's few colours.
func harbourRain(s *sheet) {
	s.skyTo(430)
	s.cloud(mix(s.sky, s.low, .3), 120, 150, 560)
	s.cloud(mix(s.sky, s.near, .18), 900, 110, 620)
	s.cloud(mix(s.sky, s.low, .45), 560, 230, 420)
	s.fill(mix(s.far, s.low, .35), s.hill(352, 34, 150))
	x := -30.0
	for x < 1620 {
		w := math.Round(s.dice.between(126, 190))
		wall := pick(s.dice, mix(s.second, s.far, .25), mix(s.accent, s.far, .38), mix(s.light, s.far, .3), mix(s.far, s.near, .3), mix(s.second, s.light, .45))
		s.build(house{x: x, ground: 520, w: w, h: math.Round(s.dice.between(120, 205)), roof: pick(s.dice, "gable", "gable", "eaves"),
			wall: wall, tile: mix(s.near, s.second, .25), columns: 3, floors: pick(s.dice, 2, 3), door: true})
		x += w
	}
	s.mist(s.low, 505, 120, .5)
	s.rect(s.down(s.depth(.55), s.depth(.3), s.depth(.75)), 0, 516, width, 190)
	s.rect(s.depth(.85), 0, 508, width, 12)
	s.glitter(s.accent.alpha(.55), 420, 524, 690, 90, 12)
	s.glitter(mix(s.second, s.light, .2).alpha(.5), 760, 524, 690, 120, 10)
	s.glitter(s.light.alpha(.5), 1120, 524, 690, 140, 10)
	s.dabs(s.near.alpha(.4), 0, 1600, 530, 700, 130, 4, 20)
	s.trawler(470, 610, 1.15, mix(s.second, s.ink, .1), s.light)
	s.trawler(1180, 634, -1.35, mix(s.near, s.sky, .35), mix(s.light, s.far, .3))
	s.fill(s.down(mix(s.far, s.near, .35), s.depth(.85), s.near), "M-20 726L1620 700V900H-20z")
	s.line(mix(s.light, s.far, .3), 5, "M-20 728L1620 702")
	s.faded(.5, func() {
		s.fill(s.down(s.accent, s.accent.alpha(0)), "M770 846H852L874 900H750z")
		s.fill(s.down(s.light, s.light.alpha(0)), "M318 760H352L366 900H300zM1290 750H1324L1340 900H1270z")
	})
	s.dabs(s.light.alpha(.28), 0, 1600, 744, 890, 150, 4, 24)
	s.streetlamp(335, 772, 330, true)
	s.streetlamp(1307, 760, 310, true)
	s.fill(s.ink, "M560 742h44l-6-34q14-4 14-18t-30-14-30 14 14 18z", "M1010 738h38l-5-30q12-4 12-16t-26-12-26 12 12 16z")
	s.fill(s.ink.alpha(.4), "M740 850q70-14 150 0-70 16-150 0z")
	s.umbrella(800, 850, 2.1, s.accent, mix(s.second, s.ink, .25))
	s.rainfall(48)
}

// cityBridge: three arches, a tram of riders over them, the town behind.
func cityBridge(s *sheet) {
	s.skyTo(560)
	s.sun(s.dice.between(700, 900), 330, 92)
	s.streaks(mix(s.light, s.low, .4).alpha(.55), 190, 110, 8)
	s.skyline(mix(s.depth(.05), s.low, .35), -20, 1620, 560, 260)
	s.skyline(s.depth(.3), -20, 620, 560, 200)
	s.skyline(s.depth(.3), 1000, 1640, 560, 230)
	s.lights(20, 600, 420, 540, 14)
	s.lights(1010, 1590, 410, 540, 14)
	s.mist(s.low, 540, 150, .6)
	s.rect(s.down(mix(s.low, s.far, .35), mix(s.far, s.sky, .4), s.depth(.85)), 0, 556, width, 344)
	s.glitter(s.glow.alpha(.8), 800, 566, 880, 190, 28)
	// reflection first, then the bridge over it
	s.faded(.42, func() { s.at(0, 1392, 1, -1, func() { s.arches(s.near, s.near, false) }) })
	s.arches(s.down(s.depth(.75), s.near), mix(s.near, s.low, .3), true)
	s.dabs(s.low.alpha(.5), 60, 1540, 720, 880, 170, 4, 22)
	s.dabs(s.ink.alpha(.35), 60, 1540, 710, 890, 210, 5, 18)
	deck := 432.0
	for _, x := range []float64{200, 500, 1120, 1410} {
		s.streetlamp(x, deck, 150, s.dark)
	}
	s.cyclist(690, deck, 1.0, bike{frame: s.second, tyre: s.ink, build: "city"}, rider{coat: s.accent, legs: s.ink, skin: s.skin(), cap: s.ink})
	s.cyclist(890, deck+1, .98, bike{frame: s.accent, tyre: s.ink, load: s.second}, rider{coat: mix(s.light, s.second, .4), legs: s.near, skin: s.skin(), cap: s.second})
	s.cyclist(340, deck, .92, bike{frame: s.light, tyre: s.ink, build: "folding"}, rider{coat: mix(s.second, s.light, .25), legs: s.ink, skin: s.skin(), cap: s.ink, bag: s.accent})
	s.stander(1250, deck, .98, mix(s.accent, s.ink, .3), s.ink, s.skin(), s.ink)
	s.stander(1288, deck, .92, s.second, s.ink, s.skin(), s.ink)
	s.line(s.near, 5, "M-20 398H1620")
	s.dashes(s.near, 34, 3, 25, "M0 416H1600")
	s.birds(s.near, 1060, 210, 5)
	s.sail(1290, 742, .9, s.light, s.ink)
	s.fill(s.ink.alpha(.3), "M1230 762q60 12 130 0-60 30-130 0z")
}

// arches is a stone bridge of three spans across the sheet, its deck at 432.
func (s *sheet) arches(stone, edge paint, detail bool) {
	s.fill(stone, "M-20 430H1620V696H1560A220 188 0 0 0 1120 696H1040A240 196 0 0 0 560 696H480A220 188 0 0 0 40 696H-20z")
	if !detail {
		return
	}
	s.line(edge, 7, "M40 696A220 188 0 0 1 480 696M560 696A240 196 0 0 1 1040 696M1120 696A220 188 0 0 1 1560 696")
	s.rect(edge, -20, 428, 1640, 14)
	s.fill(s.near, "M470 700V640L520 600L570 640V700zM1030 700V640L1080 600L1130 640V700z")
	s.dabs(s.light.alpha(.13), 0, 1600, 452, 500, 60, 3, 40)
}

// canalBikes: gables, their reflections, and the bicycles that everybody chains to the railing.
func canalBikes(s *sheet) {
	s.skyTo(470)
	s.sun(820, 300, 66)
	s.streaks(s.light.alpha(.6), 130, 80, 6)
	walls := []colour{mix(s.accent, s.near, .35), mix(s.second, s.near, .3), mix(s.light, s.far, .35), mix(s.accent, s.far, .4), s.depth(.6), mix(s.second, s.far, .4)}
	s.skyline(mix(s.far, s.low, .4), 600, 1040, 520, 90)
	terrace := func() {
		side := func(x, step, shrink float64) {
			w, h := 186.0, 400.0
			for i := range 4 {
				at := x
				if step < 0 {
					at = x - w
				}
				b := house{x: math.Round(at), ground: 540, w: math.Round(w), h: math.Round(h), roof: []string{"step", "neck", "gable", "step", "neck"}[(i+int(s.variant))%5],
					wall: mix(walls[(i+int(abs(step)))%len(walls)], s.low, float64(i)*.1), tile: s.near, trim: mix(s.light, s.low, .3), columns: 3, floors: 4, door: true}
				s.build(b)
				x += step * w
				w, h = w*shrink, h*.8
			}
		}
		side(-60, 1, .8)
		side(1660, -1, .8)
	}
	terrace()
	s.rect(s.down(mix(s.low, s.far, .2), s.depth(.4), s.depth(.8)), 0, 548, width, 352)
	s.faded(.34, func() {
		for i, w := range []float64{186, 149, 119, 95} {
			left := []float64{-60, 126, 275, 394}[i]
			h := 300 * math.Pow(.8, float64(i))
			s.fill(walls[i%6], box(left, 548, w, math.Round(h)), box(1600-left-w, 548, w, math.Round(h)))
		}
	})
	s.fill(s.depth(.75), "M-20 536H540L600 548H-20zM1620 536H1080L1020 548H1620z")
	s.glitter(s.glow.alpha(.8), 815, 556, 830, 150, 30)
	s.dabs(s.low.alpha(.5), 40, 1560, 566, 790, 150, 4, 20)
	s.fill(s.depth(.72), "M600 548V522Q810 462 1020 522V548H960Q810 492 660 548z")
	s.line(mix(s.light, s.far, .3), 4, "M600 520Q810 460 1020 520")
	s.fill(s.down(mix(s.second, s.near, .3), s.ink), "M1050 640Q1190 664 1400 636L1380 676Q1230 700 1080 676z")
	s.fill(mix(s.light, s.far, .25), "M1140 646V616H1320V640z")
	s.fill(s.pane(true), box(1156, 622, 24, 14), box(1196, 622, 24, 14), box(1236, 622, 24, 14))
	s.tree(236, 560, 62, mix(s.near, s.second, .25), mix(s.far, s.second, .4), s.ink)
	s.tree(1420, 560, 56, mix(s.near, s.second, .25), mix(s.far, s.second, .4), s.ink)
	s.fill(s.down(s.near, s.ink), "M-20 832Q800 804 1620 832V900H-20z")
	s.line(mix(s.far, s.near, .3), 5, "M-20 832Q800 804 1620 832")
	s.line(s.ink, 8, "M-20 668Q800 646 1620 668M-20 744Q800 722 1620 744")
	s.line(s.ink, 9, "M130 660V850M480 652V842M1120 652V842M1470 660V850")
	s.bicycle(420, 850, 2.15, bike{frame: s.accent, tyre: s.ink, build: "city", load: nil})
	s.bicycle(830, 848, 2.05, bike{frame: s.light, tyre: s.ink, load: mix(s.second, s.ink, .15)})
	s.bicycle(1240, 856, 2.1, bike{frame: s.second, tyre: s.ink, build: "city"})
	s.basket(642, 678)
}

// basket is flowers at a handlebar.
func (s *sheet) basket(x, y float64) {
	s.blossoms(s.accent, x-34, x+34, y-46, y-12, 20, 8)
	s.blossoms(s.light, x-34, x+34, y-46, y-12, 15, 6)
	s.blossoms(mix(s.near, s.second, .4), x-36, x+36, y-30, y-4, 14, 8)
	s.fill(mix(s.light, s.accent, .25), d("M", x-44, y-12, "h88l-10 56h-68z"))
	s.line(s.ink.alpha(.4), 3, d("M", x-40, y+6, "h80M", x-37, y+24, "h74"))
}

// seaFerry: the afternoon boat between islands.
func seaFerry(s *sheet) {
	horizon := 500.0
	s.skyTo(horizon)
	if s.variant%2 == 0 {
		s.rays(s.light.alpha(.16), 520, 330, 18)
	}
	s.sun(520, 330, 88)
	s.cloud(s.light.alpha(.9), 950, 200, 380)
	s.cloud(s.light.alpha(.6), 120, 150, 260)
	s.fill(s.down(s.depth(.1), mix(s.depth(.1), s.low, .4)), "M-20 500V470Q140 400 300 452T560 500z")
	s.fill(s.down(s.depth(.3), mix(s.depth(.3), s.low, .3)), "M900 500Q1040 462 1130 410T1330 380Q1450 420 1640 400V500z")
	s.fill(s.light, "M1352 384V318H1374V384z")
	s.fill(s.accent, "M1350 318L1363 300L1376 318z", box(1352, 344, 22, 12))
	s.blossoms(s.light, 1000, 1260, 466, 490, 9, 9)
	s.rect(s.down(mix(s.low, s.far, .45), s.depth(.45), s.depth(.8), s.near), 0, horizon, width, height-horizon)
	s.glitter(s.glow.alpha(.85), 520, horizon+8, 700, 150, 30)
	s.dabs(s.light.alpha(.35), 0, 1600, 510, 640, 110, 3, 40)
	s.ferry(830, 668, 1.22)
	s.fill(s.light.alpha(.85), "M470 672Q560 652 640 668T900 664 1130 658Q1160 650 1176 662Q1190 676 1250 688Q1000 704 800 694T420 706Q440 684 470 672z")
	for i, y := range []float64{716, 776, 836} {
		c := mix(s.depth(.62), s.near, float64(i)*.5)
		s.fill(s.down(c, c.shade(-.05)), s.swell(y, 118+float64(i)*34))
	}
	s.waves(s.light.alpha(.55), 700, 890, 22, 4)
	s.gulls(300, 250)
	s.sail(230, 540, .55, s.accent, s.ink)
	s.sail(1480, 560, .5, s.light, s.ink)
}

// swell is a row of pointed waves across the sheet.
func (s *sheet) swell(y, length float64) string {
	data := d("M", -80-math.Round(s.dice.between(0, length)), y)
	for x := -200.0; x < width+100; x += length {
		data += d("q", length*.3, length*.2, length*.62, length*.1, "t", length*.38, -length*.1)
	}
	return data + "V900H-200z"
}

func (s *sheet) gulls(x, y float64) {
	for i, o := range []pt{{0, 0}, {560, -120}, {690, 80}, {120, 110}} {
		size := []float64{1, .8, .6, .5}[i]
		s.at(x+o.x, y+o.y, size, size, func() {
			s.fill(s.light, "M0 8Q-30-30-72-22Q-40-16-14 14Q-8 22 8 20L26 12Q46-18 84-14Q50-34 14 4z")
			s.fill(s.ink, "M-72-22Q-58-26-48-24L-56-18zM84-14Q70-22 60-22L66-14z")
		})
	}
}
