package art

import "math"

// remoteWork: one house, twelve windows, each somebody's office.
func remoteWork(s *sheet) {
	s.skyTo(760)
	if s.dark {
		s.stars(20, 380)
	}
	s.sun(1350, 210, 70)
	s.skyline(mix(s.far, s.low, .35), -20, 310, 840, 420)
	s.skyline(mix(s.far, s.low, .35), 1270, 1620, 840, 420)
	s.lights(0, 310, 560, 800, 8)
	s.lights(1290, 1600, 560, 800, 8)
	s.skyline(s.depth(.4), -20, 320, 860, 300)
	s.skyline(s.depth(.4), 1270, 1640, 860, 280)
	wall := mix(s.second, s.near, .42)
	s.rect(s.across(wall.shade(-.05), wall.shade(.03), wall.shade(-.07)), 320, 50, 960, 820)
	s.dashes(wall.shade(-.03), 820, 3, 61, "M340 460H1270")
	s.rect(mix(s.near, s.ink, .2), 296, 34, 1008, 26, 3)
	s.rect(s.near, 400, -10, 60, 50)
	frame := mix(s.light, s.second, .15)
	sills := ""
	lights := make([]paint, 3)
	for i, c := range []colour{s.glow, mix(s.accent, s.glow, .5), mix(s.second, s.glow, .6)} {
		if !s.dark {
			c = mix(c, s.light, .45)
		}
		lights[i] = s.down(c, mix(c, s.accent, .3))
	}
	s.fill(frame, rows(3, 256, func(y float64) string {
		return rows(4, 224, func(x float64) string { return box(359+x, 83+y, 210, 202) })
	}))
	for row := range 3 {
		for column := range 4 {
			x, y := 368+224*float64(column), 92+256*float64(row)
			sills += d("M", x-12, y+196, "h216")
			s.at(x, y, 1.12, 1.12, func() { s.office(lights, (row*4+column*3+int(s.variant)*5)%12) })
		}
	}
	s.line(mix(s.near, s.ink, .2), 12, sills)
	s.rect(s.down(s.near, s.ink), 0, 860, width, 40)
	s.shrub(s.ink, -20, 310, 870, 80)
	s.shrub(s.ink, 1290, 1640, 870, 80)
}

// office is one window of the house, 171 by 164, and who works behind it.
func (s *sheet) office(lights []paint, kind int) {
	s.rect(lights[kind%3], 0, 0, 171, 164)
	dim := mix(s.glow, s.near, .5)
	skin := []colour{lch(.78, .065, 62), lch(.52, .075, 50), lch(.66, .08, 58), lch(.40, .055, 46)}[kind%4]
	lid := mix(s.light, s.near, .4)
	switch kind {
	case 0, 9:
		if kind == 0 {
			s.rect(dim, 0, 46, 64, 6)
			s.upright(4, 46, 56, 34)
		}
		s.head(100, 164, 1.4, s.accent, skin, s.ink, kind == 0)
		s.laptop(100, 164, .62, lid)
	case 1:
		s.line(s.ink, 3, "M84 0V26")
		s.fill(s.near, "M50 50Q54 26 84 26T118 50z")
		s.head(74, 164, 1.4, s.second, skin, mix(s.accent, s.ink, .55), true)
		s.mug(138, 164, .8, s.accent)
	case 2:
		s.plant(84, 164, 1.05, mix(s.near, s.second, .4), s.near, s.accent)
	case 3, 8:
		s.sitter(52, 112, 1.12, s.second, s.near, skin, s.ink)
		s.line(s.ink, 5, "M88 102H171M150 102V164")
		s.profileLaptop(128, 101, .7, s.ink)
	case 4:
		s.cat(86, 164, 1.05)
	case 5:
		s.stander(66, 164, 1.28, s.accent, s.near, skin, s.ink)
		s.line(s.ink, 5, "M98 92H171M140 92V164")
		s.profileLaptop(142, 90, .62, s.near)
	case 6:
		s.outlookPicture(36, 22)
		s.laptop(70, 164, .8, lid)
		s.mug(142, 164, .8, s.second)
	case 7:
		s.fill(s.accent.alpha(.8), "M0 0H64Q58 90 28 164H0z")
		s.head(108, 164, 1.45, mix(s.light, s.second, .4), skin, mix(s.light, s.ink, .35), false)
	case 10:
		s.anglepoise(138, 164, .8, s.accent, true)
		s.books(20, 164, 80, 3, s.second, s.accent, s.near)
	default:
		s.head(54, 164, 1.3, s.near, skin, s.ink, true)
		s.head(124, 164, 1.02, s.accent, skin, s.ink, false)
	}
}

func (s *sheet) outlookPicture(x, y float64) {
	s.rect(s.near, x, y, 100, 66)
	s.rect(s.low, x+5, y+5, 90, 56)
	s.fill(s.second, d("M", x+5, y+50, "l30-24 22 18 18-14 20 18v13h-90z"))
	s.disc(s.accent, x+66, y+20, 8)
}

// cyclingToWork: the morning's riders in a row, the town they ride to, and the sun.
func cyclingToWork(s *sheet) {
	s.skyTo(700)
	s.rays(s.light.alpha(.2), 800, 420, 16)
	s.halo(s.glow, 800, 420, 620, .6)
	s.disc(s.glow, 800, 420, 260)
	s.skyline(mix(s.depth(.12), s.low, .35), -20, 1620, 660, 330)
	s.skyline(mix(s.depth(.35), s.low, .15), -20, 560, 660, 230)
	s.skyline(mix(s.depth(.35), s.low, .15), 1060, 1640, 660, 250)
	s.mist(s.low, 640, 150, .6)
	s.shrub(s.depth(.62), -60, 1660, 690, 60)
	s.rect(s.down(mix(s.far, s.near, .45), s.depth(.85)), 0, 676, width, 224)
	s.rect(mix(s.second, s.near, .2), 0, 700, width, 126)
	s.line(s.light.alpha(.85), 6, "M0 700H1600M0 826H1600")
	s.dashes(s.light.alpha(.85), 6, 70, 60, "M20 764H1600")
	s.tree(90, 700, 84, mix(s.near, s.second, .3), mix(s.far, s.second, .4), s.ink)
	s.tree(1530, 700, 92, mix(s.near, s.second, .3), mix(s.far, s.second, .4), s.ink)
	s.fill(s.ink.alpha(.25), rows(4, 315, func(o float64) string { return d("M", 190+o, 812, "q110-12 220 0-110 14-220 0z") }))
	warm, pale := s.accent, mix(s.light, s.second, .25)
	s.cyclist(196, 808, 1.75, bike{frame: pale, tyre: s.ink, build: "folding"},
		rider{coat: mix(s.near, s.second, .35), legs: s.ink, skin: lch(.74, .075, 60), cap: warm, bag: s.second})
	s.cyclist(490, 810, 1.95, bike{frame: s.ink, tyre: s.ink, load: warm},
		rider{coat: mix(s.second, s.light, .35), legs: s.near, skin: lch(.48, .07, 50), cap: pale})
	s.cyclist(810, 810, 1.95, bike{frame: warm, tyre: s.ink, build: "city"},
		rider{coat: warm, legs: s.ink, skin: lch(.40, .055, 46), cap: s.light})
	s.cyclist(1110, 812, 1.85, bike{frame: mix(s.second, s.ink, .3), tyre: s.ink, build: "cargo", load: mix(s.second, s.light, .2)},
		rider{coat: mix(s.accent, s.light, .45), legs: s.near, skin: lch(.66, .08, 58), cap: s.second})
	s.at(1332, 746, 1, 1, func() {
		s.disc(lch(.66, .08, 58), -38, -24, 17)
		s.fill(s.accent, "M-58-22Q-58-48-38-48T-18-26Q-38-32-58-22z")
		s.disc(lch(.66, .08, 58), 14, -20, 15)
		s.fill(s.light, "M-4-18Q-4-41 14-41T32-22Q14-28-4-18z")
	})
	s.fill(s.down(s.near, s.ink), s.hill(876, 10, 170))
	s.tufts(mix(s.near, s.second, .3), 0, 1600, 870, 900, 44, 40)
	s.birds(s.near, 560, 210, 5)
}

// backRoom: a door that stands open, and the light of the people inside.
func backRoom(s *sheet) {
	wall := mix(s.near, s.second, .2)
	s.rect(s.across(wall.shade(-.05), wall.shade(.02), wall.shade(-.05)), 0, 0, width, 720)
	s.rect(wall.shade(-.05), 0, 520, width, 200)
	s.dashes(wall.shade(-.02), 170, 150, 26, "M30 616H1600")
	s.line(mix(wall, s.light, .12), 6, "M0 522H1600")
	s.rect(s.down(mix(s.near, s.ink, .3), s.ink), 0, 716, width, 184)
	s.halo(s.glow, 820, 450, 640, .34)
	// the room beyond
	in := mix(s.glow, s.accent, .3)
	s.rect(mix(s.light, s.near, .25), 556, 96, 508, 628)
	s.within("M580 120H1040V722H580z", func() {
		s.rect(s.down(in, mix(in, s.accent, .5)), 580, 120, 460, 520)
		s.rect(mix(s.accent, s.ink, .45), 580, 622, 460, 110)
		s.rect(mix(s.accent, s.ink, .4), 600, 250, 160, 9)
		s.upright(606, 250, 146, 70)
		s.rect(mix(s.near, in, .25), 880, 200, 120, 90)
		s.rect(s.light, 888, 208, 104, 74)
		s.fill(s.second, "M888 270l34-36 24 24 18-14 28 26v12h-104z")
		s.pendant(810, 120, 90, 1, s.near, true)
		s.head(690, 640, 1.75, s.second, lch(.48, .07, 50), s.ink, false)
		s.head(806, 628, 1.65, mix(s.light, s.accent, .25), lch(.72, .08, 55), mix(s.ink, s.accent, .3), true)
		s.head(926, 640, 1.75, mix(s.accent, s.ink, .25), lch(.62, .08, 56), mix(s.accent, s.ink, .7), false)
		s.fill(mix(s.near, s.accent, .25), "M610 640H1010L1030 730H590z")
		s.mug(730, 654, .8, s.light)
		s.mug(860, 656, .8, s.second)
		s.fill(s.light, "M770 660h60l8 18h-74z")
	})
	s.fill(s.across(mix(s.second, s.ink, .25), mix(s.second, s.near, .2)), "M1040 120L1230 64V800L1040 722z")
	s.line(mix(s.second, s.ink, .5), 5, "M1070 150L1200 116V380L1070 384zM1070 430L1200 436V730L1070 686z")
	s.disc(s.glow, 1206, 430, 13)
	s.fill(s.down(s.glow.alpha(.6), s.glow.alpha(.04)), "M580 722H1040L1180 900H440z")
	s.coats()
	s.rect(mix(s.near, s.light, .12), 1330, 240, 170, 120, 4)
	s.fill(s.light, "M1350 258h56v40h-56z")
	s.fill(s.accent, "M1420 262h60v34h-60z")
	s.fill(s.second, "M1356 310h50v34h-50z")
	s.fill(mix(s.light, s.far, .4), "M1420 306h52v40h-52z")
	s.fill(mix(lch(.6, .08, 65), s.near, .35), box(1300, 640, 190, 120), box(1330, 540, 140, 100))
	s.fill(mix(lch(.6, .08, 65), s.ink, .5), box(1380, 640, 26, 40), box(1392, 540, 20, 34))
	s.line(s.accent, 5, "M1330 600H1360")
}

// coats hang beside the door: who is in, one can see by them.
func (s *sheet) coats() {
	s.rect(mix(s.near, s.light, .3), 130, 250, 330, 18, 4)
	for i, c := range []colour{s.accent, mix(s.second, s.ink, .2), mix(s.light, s.near, .35)} {
		x := 186 + 108*float64(i)
		s.disc(s.glow, x, 266, 7)
		s.fill(s.across(c, mix(c, s.ink, .3)), d("M", x-16, 276, "q16-14 32 0q30 16 34 80l8 120q-58 16-116 0l8-120q4-64 34-80z"))
		s.line(mix(c, s.ink, .4), 4, d("M", x, 276, "v200M", x-34, 330, "l-4 110M", x+34, 330, "l4 110"))
	}
	s.fill(s.ink, "M150 740v-40h44l30 26v14zM250 740v-40h44l30 26v14z")
	s.fill(s.second, "M396 740l-20-170h60l-20 170z")
	s.line(s.second, 7, "M406 570V520q0-22 24-22")
}

// staffTable: the table from above, a chair for everyone, and what they brought.
func staffTable(s *sheet) {
	floor := mix(s.far, s.light, .35)
	s.rect(s.slant(floor.shade(.05), floor, floor.shade(-.08)), 0, 0, width, height)
	s.line(floor.shade(-.04), 4, "M0 150H1600M0 300H1600M0 450H1600M0 600H1600M0 750H1600M200 0V150M700 0V150M1250 0V150M420 150V300M1020 150V300M150 300V450M1440 300V450M240 450V600M1380 450V600M480 600V750M1120 600V750M260 750V900M800 750V900M1340 750V900")
	s.fill(s.glow.alpha(.3), "M0 0H420L1600 700V900H1130L0 240z")
	rug := mix(s.second, floor, .5)
	s.disc(rug, 800, 450, 432)
	s.dashes(mix(rug, s.light, .5), 16, 26, 18, dot(800, 450, 410))
	s.disc(s.ink.alpha(.22), 824, 478, 276)
	seats := 8
	for i := range seats {
		a := (float64(i) + .5) * 2 * math.Pi / float64(seats)
		s.person(800+338*math.Cos(a), 450+338*math.Sin(a), a*180/math.Pi+90, i)
	}
	wood := mix(lch(.72, .09, 68), s.far, .15)
	s.disc(s.slant(wood.shade(.08), wood, wood.shade(-.08)), 800, 450, 270)
	s.line(wood.shade(-.05), 3, dot(800, 450, 236), "M560 400Q800 360 1040 410M545 470Q800 520 1050 480M600 590Q800 620 1000 584M604 310Q800 270 996 316")
	for i := range seats {
		a := (float64(i) + .5) * 2 * math.Pi / float64(seats)
		s.setting(800+192*math.Cos(a), 450+192*math.Sin(a), a*180/math.Pi+90, (i+int(s.variant)*3)%seats)
	}
	s.blossoms(mix(s.near, s.second, .5), 764, 836, 414, 486, 40, 9)
	s.blossoms(s.accent, 770, 830, 420, 480, 26, 7)
	s.blossoms(s.light, 774, 826, 424, 476, 16, 7)
}

// person is somebody at a table, from above: chair, shoulders, arms, crown.
func (s *sheet) person(x, y, degrees float64, i int) {
	coats := []colour{s.accent, s.second, mix(s.light, s.accent, .2), s.near, mix(s.second, s.ink, .35), mix(s.accent, s.light, .5), mix(s.far, s.near, .4), mix(s.accent, s.ink, .35)}
	skin := []colour{lch(.78, .065, 62), lch(.44, .06, 48), lch(.66, .08, 58), lch(.54, .075, 52)}[(i+int(s.variant))%4]
	hair := []colour{s.ink, mix(s.accent, s.ink, .65), mix(lch(.72, .1, 78), s.ink, .12), mix(s.light, s.ink, .22)}[(i*3+int(s.variant))%4]
	c := coats[i%8]
	s.turned(degrees, x, y, func() {
		s.at(x, y, 1, 1, func() {
			s.fill(s.ink.alpha(.2), "M-60-44H76V66H-44z")
			s.rect(mix(s.near, s.light, .25), -56, -48, 112, 104, 26)
			if (i+int(s.variant))%7 == 5 { // one chair is free: come in
				s.rect(mix(s.near, s.light, .38), -42, -40, 84, 76, 20)
				return
			}
			s.line(c, 27, "M-48 0Q-60 30-38 74M48 0Q60 30 38 74")
			s.fill(skin, dot(-34, 86, 13), dot(34, 86, 13))
			s.fill(c, "M-66-6Q-60-34 0-36T66-6Q62 24 0 28T-66-6z")
			s.disc(skin, 0, 12, 27)
			s.disc(hair, 0, 0, 31)
			s.line(mix(hair, s.light, .22), 4, "M-16-12Q0-24 16-12")
		})
	})
}

// setting is what lies before one person.
func (s *sheet) setting(x, y, degrees float64, kind int) {
	s.turned(degrees, x, y, func() {
		s.at(x, y, 1, 1, func() {
			switch kind {
			case 0, 5:
				s.fill(s.ink.alpha(.2), "M-46-32H60V40H-46z")
				s.rect(mix(s.light, s.near, .3), -52, -38, 104, 70, 6)
				s.dashes(mix(s.near, s.light, .2), 30, 9, 3, "M-44-14H44")
			case 1, 4, 7:
				s.disc(s.light, 0, 0, 40)
				s.disc(s.light.shade(-.05), 0, 0, 28)
				s.blossoms(s.accent, -10, 10, -10, 10, 20, 4)
				s.blossoms(mix(s.second, s.near, .3), -12, 12, -12, 12, 12, 4)
			case 2, 6:
				s.fill(s.ink.alpha(.2), "M-34-40H38V48H-34z")
				s.rect(s.light, -40, -46, 72, 88, 3)
				s.line(s.far, 3, "M-28-28H20M-28-12H20M-28 4H8M-28 20H16")
				s.line(s.accent, 6, "M44 30L54-40")
			default:
				s.rect(s.second, -44, -30, 60, 72, 4)
				s.line(s.light.alpha(.6), 3, "M-34-30V42")
			}
			s.disc(s.ink.alpha(.18), 66, 2, 19)
			s.disc(s.light, 62, -2, 18)
			s.disc(mix(s.accent, s.ink, .62), 62, -2, 13)
		})
	})
}
