package art

import "math"

// moorDawn: ridges in mist, a low sun, a fence leading in, and one person who got up for it.
func moorDawn(s *sheet) {
	sunX := s.dice.between(690, 900)
	s.skyTo(520)
	s.sun(sunX, 360, 62)
	s.streaks(s.light.alpha(.55), 250, 110, 7)
	s.streaks(mix(s.accent, s.low, .5).alpha(.5), 330, 70, 5)
	for i := range 4 {
		t := float64(i) / 5
		c := s.depth(t)
		s.fill(s.down(c, mix(c, s.low, .25), mix(c, s.low, .55)), s.hill(405+float64(i)*58, 46-float64(i)*3, 120))
		s.mist(s.low, 480+float64(i)*58, 90, .6)
	}
	s.halo(s.glow, sunX, 430, 420, .4)
	near := s.depth(.78)
	s.fill(s.down(mix(near, s.accent, .22), near, s.near), "M-40 668C180 640 380 590 640 612S1040 706 1240 676 1560 640 1640 650V900H-40z")
	// the path takes the light of the sky down to our feet
	s.fill(s.down(mix(s.low, s.light, .3), mix(s.low, near, .4)), "M866 650C830 668 930 686 880 716S690 790 640 900H900C880 800 990 740 962 706S896 668 890 650z")
	s.fence()
	s.stander(884, 664, .95, s.accent, s.ink, s.ink, s.ink)
	s.line(s.ink, 4, "M914 612L930 664M914 612L898 664M914 612L914 664M908 604H922")
	s.rect(s.ink, 904, 594, 22, 14, 3)
	s.fill(s.down(s.near, s.ink), "M-40 800C200 760 420 800 560 840S700 900 700 900H-40zM1640 760C1400 770 1200 800 1090 850S990 900 990 900H1640z")
	heather := mix(s.far, s.accent, .35)
	s.tufts(heather.shade(-.12), 0, 560, 790, 890, 46, 46)
	s.tufts(heather.shade(-.12), 1080, 1600, 790, 890, 46, 46)
	s.tufts(mix(heather, s.light, .25), 0, 520, 800, 890, 34, 30)
	s.tufts(mix(heather, s.light, .25), 1120, 1600, 800, 890, 34, 30)
	s.birds(s.near, sunX+170, 240, 6)
}

// fence is posts and two wires that follow the ground from the left into the
// picture, nearer posts taller and farther apart.
func (s *sheet) fence() {
	posts, upper, lower := "", "", ""
	for i := range 11 {
		near := math.Pow(.8, float64(i))
		x, ground, h := 676-700*near, 634+152*near, 116*near+14
		posts += poly(x-7*near-1, ground, x-6*near-1, ground-h, x+5*near+1, ground-h-4*near, x+7*near+1, ground)
		pen := "L"
		if i == 0 {
			pen = "M"
		}
		upper += d(pen, x, ground-h*.82)
		lower += d(pen, x, ground-h*.46)
	}
	s.fill(s.depth(1.1), posts)
	s.line(s.depth(1.1), 2.4, upper, lower)
}

// hillsSwitchback: a road that zigzags up a green wall of a hill, riders on it small.
func hillsSwitchback(s *sheet) {
	s.skyTo(430)
	s.sun(s.dice.between(1080, 1240), 190, 70)
	s.cloud(s.light.alpha(.85), 160, 190, 330)
	s.cloud(s.light.alpha(.6), 560, 120, 210)
	for i := range 2 {
		c := s.depth(.05 + .16*float64(i))
		s.fill(s.down(c, mix(c, s.low, .5)), closed(s.crag(-60+float64(i)*500, 900+float64(i)*800, 680, 320+float64(i)*920, 236+float64(i)*40, 5)))
	}
	s.mist(s.low, 600, 280, .9)
	hillside := s.depth(.5)
	s.fill(s.slant(hillside.shade(.07), hillside, s.depth(.8)), "M-40 900V700C200 640 380 480 560 350S760 214 860 214 1010 300 1120 400 1400 600 1640 640V900z")
	s.fill(s.depth(.72).alpha(.55), "M860 214C1010 214 1120 400 1240 500S1500 620 1640 640V900H1180C1330 780 1130 700 1080 600S1010 420 950 350 900 240 860 214z")
	s.dabs(hillside.shade(.1).alpha(.7), 300, 1000, 420, 860, 80, 4, 44)
	road := mix(s.light, s.low, .35)
	s.line(s.depth(.95), 7, "M862 250Q800 272 828 288T930 318")
	s.switchback(s.depth(.92), 8)
	s.switchback(road, 0)
	s.pines(s.depth(.95), 80, 380, 700, 92, 7)
	s.pines(s.depth(.9), 1190, 1560, 690, 84, 8)
	s.pines(s.depth(.8), 480, 640, 452, 44, 5)
	s.fill(s.down(s.near, s.ink), s.hill(850, 26, 160))
	s.tufts(mix(s.near, s.second, .4), 0, 1600, 850, 900, 32, 60)
	for i, spot := range []struct{ x, y, size float64 }{{930, 762, .74}, {930, 592, .46}, {742, 467, .3}} {
		coat := []colour{s.accent, s.second, s.light}[i]
		sx := []float64{1, -1, 1}[i]
		s.cyclist(spot.x, spot.y, sx*spot.size, bike{frame: s.ink, tyre: s.ink}, rider{coat: coat, legs: s.ink, skin: s.skin(), cap: s.light})
	}
	s.birds(s.near, 520, 230, 4)
}

// switchback is the road, narrower the higher it gets, drop moved down for its shadow.
func (s *sheet) switchback(c paint, drop float64) {
	s.at(0, drop, 1, 1, func() {
		s.fill(c, "M420 900C520 830 620 790 820 752S1130 700 1120 652 960 596 800 566 640 512 660 478 780 430 860 408 930 360 900 336 820 300 830 274 856 240 862 232L870 236C866 250 846 264 848 280S930 312 940 344 900 402 870 420 712 470 708 496 800 536 900 560 1220 600 1210 672 1040 760 880 800 760 850 740 900z")
	})
}

// mountainLake: peaks, their reflection, a tent with a light and a canoe in the calm.
func mountainLake(s *sheet) {
	shore := 560.0
	s.skyTo(shore)
	if s.dark {
		s.stars(60, 330)
	}
	s.sun(s.dice.between(520, 620), 250, 50)
	s.streaks(s.light.alpha(.6), 180, 90, 6)
	peaks := [][]pt{
		s.crag(-120, 640, shore, 230, 290, 5),
		s.crag(900, 1760, shore, 1330, 262, 5),
		s.crag(320, 1320, shore, 850, 130, 7),
	}
	mountains := func() {
		for i, outline := range peaks {
			c := s.depth(.22 + .14*float64(i))
			top := outline[len(outline)/2]
			s.fill(s.down(c, mix(c, s.low, .45)), closed(outline))
			s.fill(s.light.alpha(.8-.1*float64(2-i)), snowcap(outline))
			s.fill(s.near.alpha(.26), shadowSide(outline, top))
		}
		s.mist(s.low, shore-30, 150, .75)
		s.pines(s.depth(.72), -20, 560, shore, 80, 22)
		s.pines(s.depth(.72), 1060, 1640, shore, 90, 22)
	}
	mountains()
	s.rect(s.down(mix(s.low, s.far, .3), mix(s.sky, s.far, .5), s.depth(.8)), 0, shore, width, height-shore)
	s.faded(.34, func() {
		s.at(0, 2*shore, 1, -1, func() {
			for i, outline := range peaks {
				s.fill(s.depth(.4+.16*float64(i)), closed(outline))
			}
		})
	})
	s.fill(s.depth(.82).alpha(.55), d("M-20 ", shore, "H560Q300 612 -20 640zM1640 ", shore, "H1060Q1300 616 1640 650z"))
	s.dabs(s.light.alpha(.42), 200, 1400, shore+14, 800, 150, 3, 44)
	s.dabs(s.near.alpha(.3), 100, 1500, 640, 880, 190, 4, 26)
	s.glitter(s.glow.alpha(.75), 570, shore+16, 760, 120, 26)
	s.canoe(840, 690)
	s.fill(s.down(s.near, s.ink), "M-40 900V800C120 770 300 778 420 812S600 872 660 900zM1640 900V770C1500 768 1330 790 1230 830S1110 886 1090 900z")
	s.tent(1330, 806)
	s.pines(s.ink, 40, 300, 880, 330, 4)
	s.pines(s.ink, 1470, 1610, 890, 380, 2)
	s.tufts(mix(s.near, s.second, .35), 60, 560, 812, 890, 40, 26)
}

// snowcap is the top of a mountain with a ragged lower edge.
func snowcap(outline []pt) string {
	i := len(outline) / 2
	l, top, r := outline[i-1], outline[i], outline[i+1]
	between := func(a, b pt, t float64) pt { return pt{a.x + (b.x-a.x)*t, a.y + (b.y-a.y)*t} }
	a, b := between(top, l, .95), between(top, r, .95)
	h := max(a.y, b.y) - top.y
	return closed([]pt{top, a, {a.x + (top.x-a.x)*.35, a.y - h*.18}, {a.x + (top.x-a.x)*.62, a.y + h*.16}, {top.x - 4, a.y - h*.22},
		{top.x + (b.x-top.x)*.3, b.y + h*.12}, {top.x + (b.x-top.x)*.62, b.y - h*.2}, b})
}

// shadowSide is the flank of a mountain that the light does not reach.
func shadowSide(outline []pt, top pt) string {
	right := outline[len(outline)/2:]
	points := append([]pt{}, right...)
	h := outline[0].y - top.y
	return closed(append(points, pt{top.x + h*.18, outline[0].y}, pt{top.x + h*.34, top.y + h*.66}, pt{top.x + h*.02, top.y + h*.5}, pt{top.x + h*.12, top.y + h*.26}))
}

func (s *sheet) canoe(x, y float64) {
	s.fill(s.near.alpha(.45), d("M", x-130, y+8, "q130 34 260 0q-130 60-260 0z"))
	s.at(x-20, y-10, .8, .8, func() {
		s.line(s.light, 5, "M52-60L-34 34")
		s.fill(s.second, "M-22 0Q-26-50-10-62Q4-68 18-62Q30-46 24 0z")
		s.line(s.second, 9, "M14-56L40-44L30-26")
		s.disc(s.skin(), 4, -80, 13)
		s.fill(s.ink, "M-10-80Q-12-98 5-97T18-82Q4-90-10-80z")
	})
	s.fill(s.down(s.accent, mix(s.accent, s.ink, .35)), d("M", x-140, y-22, "Q", x-100, y-6, x, y-8, "T", x+140, y-22, "Q", x+126, y+14, x+80, y+16, "H", x-80, "Q", x-126, y+14, x-140, y-22, "z"))
}

func (s *sheet) tent(x, ground float64) {
	if s.dark {
		s.halo(s.accent, x, ground-40, 190, .5)
	}
	s.fill(s.accent, d("M", x-90, ground, "L", x-10, ground-104, "L", x+100, ground, "z"))
	s.fill(mix(s.accent, s.ink, .35), d("M", x-10, ground-104, "L", x+34, ground, "H", x+100, "z"))
	s.fill(mix(s.glow, s.accent, .3), d("M", x-14, ground-84, "L", x+12, ground, "H", x-38, "z"))
}

// fogRoad: a road that goes into nothing, poles that count the distance, a lamp coming.
func fogRoad(s *sheet) {
	s.rect(s.down(mix(s.sky, s.low, .55), s.low, mix(s.low, s.light, .5)), 0, 0, width, height)
	s.halo(s.glow, 830, 400, 430, .6)
	for i := range 3 {
		c := mix(s.low, s.depth(.3+.2*float64(i)), .24+.2*float64(i))
		y := 455 + 26*float64(i)
		s.shrub(c, -60, 1660, y+40, 66-10*float64(i))
		s.rect(c, 0, y+38, width, 60)
		s.mist(s.low, y+44, 90, .85)
	}
	field := mix(s.depth(.62), s.low, .25)
	s.rect(s.down(mix(field, s.low, .8), field, s.depth(.85)), 0, 520, width, 380)
	s.fill(s.down(mix(s.low, s.light, .6), mix(s.depth(.4), s.low, .3), s.depth(.62)), "M806 520C826 560 700 640 620 720S440 860 400 900H1130C1110 850 1040 760 990 700S846 560 842 520z")
	s.line(s.light.alpha(.85), 5, "M820 560L812 580")
	s.line(s.light.alpha(.85), 8, "M796 616L782 648")
	s.line(s.light.alpha(.85), 13, "M768 700L760 752M762 822L766 896")
	for i := range 6 {
		t := math.Pow(.62, float64(i))
		x, ground := 850+560*t, 520+330*t
		c := mix(s.low, s.ink, .12+.75*t)
		h := 640 * t
		s.line(c, 15*t, d("M", x, ground, "V", ground-h, "M", x-62*t, ground-h*.9, "h", 124*t, "M", x-46*t, ground-h*.8, "h", 92*t))
		if i < 5 {
			n := t * .62
			s.line(c.alpha(.8), 3*t, d("M", x-58*t, ground-h*.91, "Q", 850+440*t, 520-230*t, 850+560*n-62*n, 520+330*n-640*n*.9),
				d("M", x+58*t, ground-h*.91, "Q", 850+560*t, 520-215*t, 850+560*n+62*n, 520+330*n-640*n*.9))
		}
	}
	s.line(mix(s.low, s.ink, .34), 4, bare(560, 600, 190))
	s.line(mix(s.low, s.ink, .62), 9, bare(290, 730, 430))
	s.fill(s.depth(.95).alpha(.9), "M-40 760C80 738 240 752 330 800S380 880 380 900H-40z")
	s.tufts(s.depth(.95), 0, 420, 770, 890, 52, 46)
	s.tufts(s.depth(.95), 1140, 1600, 800, 890, 48, 40)
	s.tufts(mix(s.far, s.light, .5), 0, 380, 800, 890, 34, 24)
	s.behind(820, 690, 1.12, rider{coat: s.accent, legs: s.ink, skin: s.skin(), cap: s.ink, bag: mix(s.second, s.ink, .3)})
	s.halo(s.second, 820, 620, 70, .6)
	s.mist(s.low, 560, 120, .35)
}

// nightRide: one lamp on a dark road, and everything the lamp does not need.
func nightRide(s *sheet) {
	s.skyTo(600)
	s.stars(130, 520)
	s.moon(s.dice.between(1060, 1220), 210, 66)
	s.streaks(mix(s.low, s.sky, .4).alpha(.6), 300, 90, 5)
	s.fill(s.down(s.depth(.1), s.depth(.35)), closed(s.crag(-160, 1000, 640, 420, 330, 6)))
	s.fill(s.down(s.depth(.25), s.depth(.5)), closed(s.crag(620, 1800, 640, 1290, 390, 6)))
	s.skyline(s.depth(.55), 520, 1120, 612, 60)
	s.lights(540, 1090, 572, 600, 26)
	s.fill(s.down(s.depth(.6), s.near), s.hill(614, 20, 170))
	s.pines(s.depth(.85), -20, 420, 660, 150, 9)
	s.pines(s.depth(.85), 1240, 1640, 660, 160, 8)
	road := mix(s.near, s.low, .35)
	s.fill(s.down(road, mix(road, s.ink, .5)), "M-40 716C300 690 700 690 900 700S1400 724 1640 700V830C1300 850 900 836 640 828S160 836-40 850z")
	// the beam lies on the road, warm, and fades
	s.fill(s.across(s.accent.alpha(.75), s.accent.alpha(.28), s.accent.alpha(0)), "M880 612L1640 652V812C1380 826 1150 796 1000 760z")
	s.line(s.light.alpha(.5), 5, rows(9, 190, func(x float64) string { return d("M", x+20, 766, "h84") }))
	s.fill(s.ink.alpha(.5), "M600 778Q790 758 1000 776Q790 800 600 778z")
	s.cyclist(660, 776, 2.25, bike{frame: s.second, tyre: s.ink, load: mix(s.accent, s.ink, .45), lamp: true},
		rider{coat: mix(s.second, s.light, .12), legs: mix(s.near, s.low, .6), skin: s.skin(), cap: s.light})
	s.halo(s.accent, 872, 610, 130, .75)
	s.fill(s.ink, s.hill(866, 16, 150))
	s.tufts(s.ink, 0, 1600, 850, 900, 60, 60)
	s.tufts(mix(s.near, s.low, .5), 0, 1600, 862, 900, 36, 40)
}
