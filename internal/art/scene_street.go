package art

import "math"

// snowStreet: a lane between lit houses, and the one who rides anyway.
func snowStreet(s *sheet) {
	s.skyTo(620)
	if s.dark {
		s.light = lch(.87, .03, 255) // snow at night is blue, whatever the lamps are
		s.stars(40, 260)
	}
	s.sun(800, 470, 54)
	s.skyline(mix(s.far, s.low, .45), 560, 1060, 610, 110)
	s.fill(mix(s.far, s.low, .2), "M792 560V452L806 396L820 452V560z")
	for side := range 2 {
		sx := []float64{1, -1}[side]
		s.at([]float64{0, width}[side], 0, sx, 1, func() { s.snowyRow(side) })
	}
	ground := mix(s.light, s.far, .18)
	s.fill(s.down(mix(s.low, ground, .5), ground, mix(s.light, s.far, .4)), "M-20 760L600 600H1000L1620 760V900H-20z")
	s.fill(s.far.alpha(.4), "M700 606H900L1260 900H340z")
	s.fill(mix(s.far, s.light, .6), "M724 606H876L1150 900H450z")
	// one track, from us to the rear wheel
	s.line(mix(s.far, s.near, .3), 9, "M760 900C800 860 838 820 806 776")
	s.line(mix(s.far, s.near, .2), 5, "M640 900C690 820 760 700 786 606M960 900C910 820 840 700 812 606")
	s.streetlamp(520, 722, 330, true)
	s.streetlamp(1084, 722, 330, true)
	s.streetlamp(664, 634, 170, true)
	s.streetlamp(938, 634, 170, true)
	if s.dark {
		s.oval(s.lamp().alpha(.16), 520, 730, 160, 26)
		s.oval(s.lamp().alpha(.16), 1084, 730, 160, 26)
	}
	s.fill(s.far.alpha(.75), "M760 790q50-12 100 0-50 14-100 0z")
	s.behind(806, 788, 1.75, rider{coat: s.accent, legs: s.ink, skin: s.skin(), cap: s.second, bag: mix(s.second, s.ink, .25)})
	s.shrub(s.light, -40, 330, 890, 90)
	s.shrub(s.light, 1290, 1660, 890, 90)
	s.shrub(mix(s.light, s.far, .3), -40, 240, 915, 110)
	s.shrub(mix(s.light, s.far, .3), 1380, 1660, 915, 110)
	s.snowfall(100)
}

// snowyRow is the left side of the street in perspective; the right is its mirror.
func (s *sheet) snowyRow(side int) {
	x := -40.0
	for i := range 4 {
		t := float64(i)
		w, h := 230-42*t, 470-92*t
		base := 770 - 42*t
		wall := mix([]colour{mix(s.accent, s.near, .45), mix(s.second, s.near, .35), s.depth(.55), mix(s.second, s.far, .5), mix(s.accent, s.far, .45)}[(i+2*side)%5], s.far, t*.14)
		if s.dark {
			wall = mix(wall, s.near, .45)
		}
		b := house{x: x, ground: base, w: w, h: h, roof: "gable", wall: wall, tile: s.light, trim: s.light, columns: 3 - i/2, floors: 3, door: true}
		s.build(b)
		top := base - h
		s.fill(s.light, poly(x-14, top+14, x+w/2, top-w*.56, x+w+14, top+14, x+w, top+16, x+w/2, top-w*.42, x, top+16))
		lit := s.lamp()
		s.fill(lit, box(math.Round(x+w*.58), math.Round(top+h*.42), math.Round(w*.15), math.Round(h*.17)))
		x += w
	}
	s.fill(mix(s.far, s.near, .15), "M-40 776L640 604L600 640L-40 840z")
	s.line(s.ink, 8, bare(370, 736, 300))
	s.line(s.light, 3, "M372 550l-50-86M372 600l58-92")
}

// cafeCorner: the corner house with the light on, two tables, a bicycle that waits.
func cafeCorner(s *sheet) {
	s.skyTo(560)
	if s.dark {
		s.stars(36, 260)
	}
	s.sun(1290, 210, 50)
	s.skyline(mix(s.far, s.low, .35), -20, 1620, 690, 330)
	s.lights(20, 260, 480, 660, 16)
	s.lights(1300, 1580, 480, 660, 16)
	s.rect(s.down(mix(s.far, s.near, .35), s.depth(.85)), 0, 684, width, 216)
	s.dabs(s.light.alpha(.18), 0, 1600, 700, 890, 140, 4, 34)
	wall := mix(s.second, s.near, .3)
	shade := mix(wall, s.ink, .35)
	s.fill(shade, "M800 90L1270 150V700L800 740z")
	s.fill(s.across(wall.shade(-.04), wall), "M330 150L800 90V740L330 700z")
	s.fill(s.near, "M310 152L800 84L1290 152V128L800 50L310 128z")
	up := mix(s.accent, s.glow, .25)
	if !s.dark {
		up = mix(s.far, s.light, .35)
	}
	s.fill(up, poly(400, 232, 500, 220, 500, 350, 400, 356), poly(1110, 220, 1200, 232, 1200, 356, 1110, 350))
	s.fill(mix(s.near, s.far, .2), poly(610, 206, 720, 192, 720, 338, 610, 344), poly(880, 192, 990, 206, 990, 344, 880, 338))
	s.line(mix(s.light, wall, .3), 5, "M450 226V353M392 358L508 352M1155 226V353M1102 352L1208 358M665 199V341M602 346L728 340M935 199V341M872 340L998 346")
	s.cafeFront()
	s.fill(s.accent, "M352 408L790 392L800 468L316 484z")
	s.fill(mix(s.accent, s.ink, .3), "M1248 408L810 392L800 468L1284 484z")
	s.dashes(s.light, 74, 40, 44, "M340 446L796 428")
	s.halo(s.glow, 800, 610, 360, .34)
	s.fill(s.down(s.glow.alpha(.42), s.glow.alpha(0)), "M390 702L780 736L700 880H220zM820 736L1200 704L1380 860H900z")
	s.terraceTable(520, 836, 1)
	s.terraceTable(1090, 830, -1)
	s.bicycle(1490, 846, -1.75, bike{frame: s.second, tyre: s.ink, build: "city", load: mix(s.accent, s.ink, .25)})
	s.plant(800, 800, 1.1, mix(s.near, s.second, .45), mix(s.far, s.second, .5), s.accent)
	s.streetlamp(216, 800, 480, true)
}

// cafeFront is the lit ground floor seen through two great windows and the corner door.
func (s *sheet) cafeFront() {
	s.fill(s.ink, "M372 452L784 440V734L372 698zM816 440L1228 452V698L816 734z")
	s.fill(s.down(s.glow, mix(s.glow, s.accent, .55)), "M388 470L560 466V690L388 676zM576 466L690 462V702L576 692zM910 462L1024 466V692L910 702zM1040 466L1212 470V676L1040 690z")
	s.fill(mix(s.glow, s.accent, .35), "M712 470L776 468V726L712 720zM824 468L888 470V720L824 726z")
	s.within("M388 470L560 466V690L388 676zM576 466L690 462V702L576 692zM910 462L1024 466V692L910 702zM1040 466L1212 470V676L1040 690z", func() {
		s.head(512, 692, 1.4, mix(s.accent, s.ink, .5), s.skin(), s.ink, false)
		s.head(630, 706, 1.4, s.second, s.skin(), mix(s.accent, s.ink, .6), true)
		s.head(1084, 692, 1.4, mix(s.second, s.ink, .35), s.skin(), s.ink, true)
		s.fill(mix(s.accent, s.ink, .35), box(905, 560, 130, 8), box(905, 620, 130, 8))
		s.dashes(mix(s.near, s.accent, .3), 32, 14, 10, "M912 544H1024M916 604H1024")
		s.line(s.ink, 3, "M512 460V510M630 460V500M1084 460V512")
		s.fill(s.ink, "M490 530Q492 508 512 508T534 530zM608 520Q610 498 630 498T652 520zM1062 532Q1064 510 1084 510T1106 532z")
	})
	s.line(s.ink, 4, "M744 470V722M856 470V722")
}

func (s *sheet) terraceTable(x, ground, way float64) {
	s.sitter(x-76*way, ground-66, way*1.45, s.coat(), s.ink, s.skin(), s.ink)
	s.line(s.ink, 7, d("M", x-108*way, ground, "l", 12*way, -58, "h", 50*way, "l", 10*way, 58, "M", x-98*way, ground-58, "l", -14*way, -62))
	s.line(s.ink, 6, d("M", x+20*way, ground, "V", ground-100, "M", x-4*way, ground, "H", x+44*way))
	s.oval(s.light, x+20*way, ground-104, 58, 10)
	s.fill(s.accent, d("M", x+8*way, ground-132, "h26l-4 24h-18z"))
	s.line(s.light.alpha(.7), 3, d("M", x+16*way, ground-142, "q8-10 0-20t2-18"))
}

// rooftopEvening: two chairs among the chimneys while the town lights up.
func rooftopEvening(s *sheet) {
	s.skyTo(600)
	s.stars(60, 300)
	s.moon(s.dice.between(1080, 1180), 190, 54)
	s.streaks(mix(s.accent, s.low, .4).alpha(.6), 330, 110, 9)
	s.halo(s.low, 560, 560, 620, .7)
	for i := range 3 {
		s.skyline(mix(s.low, s.depth(.25+.3*float64(i)), .45+.22*float64(i)), -20, 1620, 700, 300-62*float64(i))
	}
	s.lights(0, 1600, 520, 690, 90)
	s.fill(s.depth(.7), "M930 700V430H950V366L990 330L1030 366V430H1050V700z")
	s.disc(mix(s.glow, s.accent, .3), 990, 408, 24)
	s.line(s.ink, 4, "M990 408V392M990 408L1002 414M990 330V290")
	s.roofs()
	s.rect(s.down(mix(s.second, s.near, .62), s.near), -20, 716, 1640, 200)
	s.rect(mix(s.far, s.near, .35), -20, 704, 1640, 18)
	s.dabs(s.ink.alpha(.35), 0, 1600, 750, 890, 200, 4, 24)
	s.halo(s.lamp(), 800, 640, 380, .3)
	s.line(s.ink, 9, "M330 720V330M1290 720V350")
	s.line(s.ink, 3, "M330 340Q560 470 810 400T1290 360")
	for i := range 11 {
		t := (float64(i) + .6) / 11.4
		x := 330 + 960*t
		y := 352 + 66*math.Sin(math.Pi*min(1, t*1.05)) + 10*t
		s.halo(s.lamp(), x, y+12, 44, .7)
		s.disc(s.glow, x, y+12, 8)
	}
	s.at(-204, -212, 1.25, 1.25, s.tableForTwo)
	s.plant(376, 866, 1.25, mix(s.near, s.second, .5), mix(s.far, s.second, .5), mix(s.accent, s.ink, .35))
	s.plant(1262, 866, 1.05, mix(s.near, s.second, .4), mix(s.far, s.second, .5), mix(s.second, s.ink, .3))
}

func (s *sheet) tableForTwo() {
	s.sitter(640, 760, 1.9, s.accent, s.ink, lch(.50, .07, 50), s.ink)
	s.sitter(990, 760, -1.9, mix(s.second, s.light, .2), mix(s.near, s.ink, .5), lch(.74, .07, 60), mix(s.accent, s.ink, .55))
	s.line(s.ink, 8, "M606 846L616 772H664L676 846M610 772L590 660M1024 846L1014 772H966L954 846M1020 772L1040 660")
	s.line(s.ink, 8, "M815 846V726M780 848H850")
	s.rect(s.light, 738, 716, 154, 12, 6)
	s.fill(s.second, "M770 716V668Q770 660 776 656V640H790V656Q796 660 796 668V716z")
	s.fill(s.accent, "M846 716l-6-30h28l-6 30z")
	s.fill(s.glow, dot(822, 704, 9))
	s.halo(s.glow, 822, 700, 90, .6)
}

func (s *sheet) roofs() {
	s.fill(s.depth(.85), "M-20 720V600L120 520L280 610V720zM1320 720V590L1470 500L1640 600V720z")
	s.fill(s.ink, box(60, 480, 44, 84), box(1500, 460, 50, 90), box(1380, 520, 26, 60))
	s.fill(mix(s.accent, s.ink, .4), box(64, 462, 14, 20), box(86, 462, 14, 20), box(1506, 442, 14, 20), box(1530, 442, 14, 20))
	s.fill(s.accent, box(130, 620, 46, 52), box(1452, 590, 40, 52))
	s.line(s.ink, 5, "M153 620V672M130 646H176M1472 590V642M1452 616H1492")
	s.line(s.ink, 4, "M230 580V470M200 486H260M208 504H252M1404 540V450M1380 466H1428")
}
