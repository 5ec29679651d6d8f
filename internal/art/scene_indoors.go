package art

// windowDesk: a desk at a window, the light of the morning lying across it.
func windowDesk(s *sheet) {
	wall := s.wall()
	s.rect(s.slant(wall.shade(-.05), wall, mix(wall, s.low, .4)), 0, 0, width, height)
	s.outlook(420, 70, 760, 500, 3, 2, mix(s.light, wall, .15))
	s.rect(mix(s.light, wall, .2), 390, 574, 820, 24, 4)
	s.rect(wall.shade(-.08), 390, 598, 820, 10)
	curtain := mix(s.accent, wall, .35)
	s.fill(s.across(curtain.shade(-.07), curtain, curtain.shade(-.09)), "M330 40H470Q462 300 420 640Q376 650 330 640z")
	s.fill(s.across(curtain.shade(-.09), curtain, curtain.shade(-.07)), "M1270 40H1130Q1138 300 1180 640Q1224 650 1270 640z")
	s.line(curtain.shade(-.13), 4, "M366 44Q370 340 352 640M414 44Q420 340 388 644M1234 44Q1230 340 1248 640M1186 44Q1180 340 1212 644")
	s.line(s.ink, 10, "M290 40H1310")
	s.fill(s.slant(s.glow.alpha(.5), s.glow.alpha(0)), "M470 606H1130L1330 900H270z")
	// shelves on one side, pictures on the other
	s.rect(mix(s.near, wall, .3), 40, 300, 240, 14)
	s.rect(mix(s.near, wall, .3), 40, 470, 240, 14)
	s.upright(52, 300, 150, 96)
	s.plant(244, 300, .62, mix(s.near, s.second, .5), s.near, s.accent)
	s.upright(100, 470, 160, 100)
	s.rect(mix(s.near, wall, .2), 1370, 180, 150, 190, 3)
	s.rect(s.light, 1382, 192, 126, 166)
	s.fill(s.second, "M1382 330Q1420 270 1450 300T1508 280V358H1382z")
	s.disc(s.accent, 1458, 244, 22)
	s.rect(mix(s.near, wall, .35), 1396, 410, 100, 120, 3)
	s.rect(mix(s.light, s.second, .35), 1406, 420, 80, 100)
	// the desk
	top := mix(lch(.58, .09, 62), s.near, .28)
	s.rect(s.across(top.shade(.05), top.shade(.12), top), 170, 690, 1260, 34, 5)
	s.rect(top.shade(-.12), 170, 720, 1260, 12)
	s.fill(top.shade(-.16), "M220 732H262L246 900H220zM1380 732H1338L1354 900H1380z", box(1010, 732, 300, 108))
	s.line(top.shade(-.05), 5, "M1020 786H1300M1140 760H1180M1140 812H1180")
	s.fill(s.ink.alpha(.22), "M560 692H960L1010 722H600z")
	s.laptop(770, 692, 1.9, mix(s.light, s.near, .3))
	s.anglepoise(1170, 692, 1.75, s.accent, s.dark)
	s.mug(975, 692, 1.15, s.second)
	s.books(420, 692, 170, 4, s.second, s.accent, mix(s.light, s.far, .3), s.near)
	s.plant(330, 692, 1.5, mix(s.near, s.second, .5), mix(s.far, s.second, .5), mix(s.accent, s.near, .2))
	s.chair(770, 900, mix(s.near, s.ink, .3))
	if s.variant%2 == 0 {
		s.cat(520, 574, 1)
	}
}

// chair is the back of a desk chair, cut by the lower edge.
func (s *sheet) chair(x, y float64, c colour) {
	s.fill(s.down(c.shade(.05), c.shade(-.05)), d("M", x-120, y-10, "Q", x-132, y-160, x-96, y-164, "Q", x, y-176, x+96, y-164, "Q", x+132, y-160, x+120, y-10, "z"))
	s.line(c.shade(.13), 4, d("M", x-84, y-140, "Q", x, y-150, x+84, y-140))
	s.fill(c.shade(-.1), box(x-16, y-10, 32, 20))
}

// cat sits on a sill and looks out.
func (s *sheet) cat(x, y, scale float64) {
	s.at(x, y, scale, scale, func() {
		s.fill(s.ink, "M-30 0Q-40-60-12-86L-16-116L-2-104Q6-108 16-104L28-116L26-86Q44-50 38 0z")
		s.line(s.ink, 11, "M34-8Q74 0 66 34")
	})
}

// kitchenTable: the lamp over the table, where work and oranges share the room.
func kitchenTable(s *sheet) {
	wall := mix(s.wall(), s.second, .14)
	s.rect(s.down(wall.shade(-.04), wall), 0, 0, width, 660)
	s.dashes(wall.shade(-.035), 190, 3, 60, "M0 565H1600")
	s.line(wall.shade(-.05), 4, "M0 470H1600M0 532H1600M0 596H1600")
	floor := mix(s.near, lch(.5, .08, 60), .4)
	s.rect(s.down(floor.shade(.1), floor), 0, 656, width, 244)
	s.line(floor.shade(-.06), 4, "M0 720H1600M0 806H1600M160 656L60 900M480 656L430 900M800 656V900M1120 656L1170 900M1440 656L1540 900")
	s.outlook(120, 110, 330, 330, 2, 2, s.light)
	s.rect(s.light, 100, 444, 370, 18, 3)
	s.plant(180, 444, .7, mix(s.near, s.second, .4), s.near, s.accent)
	s.cupboards()
	s.halo(s.glow, 800, 420, 520, .38)
	s.pendant(800, -10, 200, 1.75, s.accent, true)
	// chairs behind, the table, a chair in front
	back := mix(s.near, s.second, .25)
	s.line(back, 13, "M560 830V420Q560 404 576 404H660Q676 404 676 420V640M560 470H676M560 530H676M924 640V420Q924 404 940 404H1024Q1040 404 1040 420V830M924 470H1040M924 530H1040")
	top := mix(lch(.68, .1, 65), s.near, .16)
	s.line(top.shade(-.2), 22, "M440 660L408 890M1160 660L1192 890")
	s.oval(s.ink.alpha(.25), 800, 880, 430, 22)
	s.fill(top.shade(-.13), "M356 610H1244V640Q1230 664 1200 664H400Q370 664 356 640z")
	s.oval(s.across(top.shade(.04), top.shade(.13), top.shade(.02)), 800, 612, 446, 54)
	s.oval(s.glow.alpha(.3), 800, 606, 300, 34)
	s.oval(s.ink.alpha(.2), 700, 618, 170, 16)
	s.laptop(690, 616, 1.55, mix(s.light, s.near, .25))
	s.bowl(930, 606)
	s.mug(1080, 626, 1.25, s.light)
	s.mug(528, 622, 1.1, s.second)
	s.fill(s.light, "M780 640L900 632L930 652L800 660z")
	s.line(s.far, 3, "M806 645L896 639M814 652L880 647")
	s.line(s.accent, 6, "M926 630L980 646")
	s.line(mix(s.accent, s.ink, .35), 14, "M716 890V700Q716 684 732 684H868Q884 684 884 700V890M716 742H884M716 800H884")
}

// cupboards is the wall of shelves and the stove on the right.
func (s *sheet) cupboards() {
	wood := mix(s.near, s.wall(), .25)
	s.rect(wood, 1150, 180, 400, 14)
	s.rect(wood, 1150, 330, 400, 14)
	jars := []colour{s.accent, s.light, s.second, mix(s.accent, s.light, .5)}
	for i := range 5 {
		c := jars[(i+int(s.variant))%4]
		x := 1180 + 74*float64(i)
		s.rect(mix(c, s.wall(), .15), x, 112, 48, 68, 9)
		s.rect(s.near, x+5, 100, 38, 14, 3)
	}
	for i := range 4 {
		x := 1190 + 60*float64(i)
		s.fill(jars[(i+1)%4], d("M", x, 330, "v-26q0-12 21-12t21 12v26z"))
	}
	s.plant(1490, 330, .68, mix(s.near, s.second, .5), s.near, s.light)
	s.rect(s.down(mix(s.second, s.near, .35), mix(s.second, s.near, .55)), 1180, 470, 440, 240)
	s.rect(mix(s.light, s.far, .2), 1168, 452, 440, 22, 4)
	s.line(s.ink.alpha(.3), 5, "M1330 480V710M1480 480V710M1220 500H1290M1370 500H1440M1520 500H1590")
	s.fill(s.ink, "M1370 452V410Q1370 402 1378 402H1462Q1470 402 1470 410V452z")
	s.line(s.ink, 8, "M1370 420H1346M1400 402Q1420 386 1440 402")
}

func (s *sheet) bowl(x, y float64) {
	fruit := mix(s.accent, lch(.78, .16, 65), .65)
	s.line(fruit.shade(-.06), 52, d("M", x-44, y-50, "h0M", x+42, y-48, "h0"))
	s.line(fruit, 52, d("M", x-4, y-66, "h0M", x-22, y-44, "h0M", x+22, y-42, "h0"))
	s.line(mix(fruit, s.light, .6), 11, d("M", x-12, y-78, "h0M", x-54, y-60, "h0M", x+34, y-58, "h0"))
	s.fill(s.across(mix(s.second, s.light, .2), s.second), d("M", x-92, y-48, "H", x+92, "Q", x+80, y+18, x, y+18, "T", x-92, y-48, "z"))
	s.line(s.light.alpha(.7), 5, d("M", x-78, y-28, "Q", x, y-14, x+78, y-28))
}

// darkroom: one red lamp, the enlarger, and prints coming up out of nothing.
func darkroom(s *sheet) {
	s.rect(s.down(s.sky, s.low, s.near), 0, 0, width, height)
	s.halo(s.glow, 800, 190, 760, .55)
	s.pendant(800, -10, 90, 1.5, s.ink, false)
	s.halo(s.glow, 800, 180, 150, .9)
	s.fill(s.glow, "M740 166H860Q850 204 800 204T740 166z")
	s.rect(s.near, 0, 250, 330, 14)
	s.rect(s.near, 0, 400, 300, 14)
	s.fill(mix(s.near, s.low, .5), box(40, 150, 52, 100), box(104, 176, 44, 74), box(160, 140, 56, 110), box(30, 320, 60, 80), box(106, 300, 48, 100), box(166, 330, 70, 70))
	s.fill(s.light.alpha(.5), box(46, 190, 40, 30), box(166, 180, 44, 36), box(112, 336, 36, 30))
	// the line of prints
	s.line(s.ink, 4, "M-20 230Q800 420 1620 220")
	for i, x := range []float64{330, 540, 760, 985, 1200} {
		t := x / 1600
		y := 228 + 4*190*t*(1-t)*.5
		s.turned([]float64{-5, 3, -2, 4, -4}[i], x, y, func() { s.drying(x, y, i) })
	}
	s.rect(s.down(mix(s.near, s.low, .35), s.ink), 0, 690, width, 210)
	s.rect(mix(s.low, s.glow, .25), 0, 684, width, 10)
	s.enlarger(1310, 690)
	for i, x := range []float64{210, 520, 830} {
		s.tray(x, 742, i)
	}
	s.line(s.ink, 7, "M980 760L1060 690")
	s.at(560, 700, 2.5, 2.5, func() {
		s.fill(s.ink, "M-62 10Q-60-40-20-48Q0-40 20-48Q60-40 62 10z")
		s.fill(s.ink, "M-10-66H12V-40H-10z")
		s.disc(s.ink, 2, -78, 21)
		s.fill(s.ink, "M-22-78Q-24-104 4-104T28-74Q30-54 22-50Q24-74 12-84Q-10-84-22-78z")
		s.line(s.glow.alpha(.7), 2.2, "M24-92Q30-80 27-62M24-46Q54-40 60-6M14-101Q22-98 24-92")
		s.line(s.ink, 13, "M50-14Q66 10 44 24")
	})
	s.fill(s.light, "M632 716l84-10 16 44-92 12z")
	s.fill(s.low, "M650 722l56-7 10 26-60 8z")
}

// drying is a print on the line, each with its own small picture.
func (s *sheet) drying(x, y float64, i int) {
	paper := mix(s.light, s.glow, .2)
	s.rect(paper, x-74, y+6, 148, 112)
	s.rect(s.low, x-64, y+16, 128, 92)
	dark, pale := s.ink, mix(s.light, s.low, .35)
	switch i % 5 {
	case 0:
		s.fill(pale, d("M", x-64, y+70, "l40-30 30 26 24-18 34 26v34h-128z"))
	case 1:
		s.disc(pale, x+6, y+50, 20)
		s.fill(dark, d("M", x-44, y+108, "q4-36 50-36t50 36z"))
	case 2:
		s.fill(pale, box(x-50, y+40, 30, 68), box(x-12, y+28, 24, 80), box(x+20, y+52, 34, 56))
	case 3:
		s.line(pale, 5, dot(x-28, y+80, 18), dot(x+30, y+80, 18), d("M", x-28, y+80, "l20-32h28l10 32-28-2z"))
	default:
		s.fill(pale, d("M", x-64, y+76, "q60-18 128 0v32h-128z"), d("M", x, y+70, "v-44l26 40z"))
	}
	s.fill(s.ink, box(x-40, y-10, 9, 28), box(x+32, y-10, 9, 28))
}

func (s *sheet) enlarger(x, y float64) {
	s.fill(s.ink, d("M", x-170, y, "v-20h330v20z"), box(x+90, y-480, 26, 470))
	s.fill(s.down(mix(s.near, s.glow, .2), s.ink), d("M", x-90, y-480, "q0-60 60-60t60 60v86h40v30H", x+10, "l-16 40h-48l-16-40h-20z"))
	s.fill(s.ink, d("M", x-70, y-350, "h80l-14 44h-52z"))
	s.fill(s.down(s.glow.alpha(.75), s.glow.alpha(.14)), d("M", x-50, y-306, "h40l84 286h-208z"))
	s.fill(s.light, d("M", x-110, y-22, "h160l10 6h-180z"))
	s.line(mix(s.glow, s.near, .5), 4, d("M", x-88, y-470, "q2-60 54-66"))
}

func (s *sheet) tray(x, y float64, i int) {
	s.fill(mix(s.near, s.glow, .16), d("M", x-130, y-26, "h260l26 76h-312z"))
	s.fill(s.down(mix(s.low, s.glow, .45), s.low), d("M", x-112, y-16, "h224l20 52h-264z"))
	if i != 1 {
		s.fill(s.light.alpha(.8), d("M", x-60, y-6, "l90-4 24 34-112 6z"))
		s.fill(s.near, d("M", x-46, y-1, "l68-3 16 22-88 5z"))
	}
	s.line(s.glow.alpha(.55), 3, d("M", x-90, y+22, "q60-10 120 0M", x+20, y-4, "q40-6 70 0"))
}
