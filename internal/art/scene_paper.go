package art

import "math"

// contactSheet: strips of film on a light table, one frame ringed in red pencil.
func contactSheet(s *sheet) {
	desk := mix(s.near, s.ink, .35)
	s.rect(s.slant(desk.shade(.07), desk, s.ink), 0, 0, width, height)
	s.fill(s.ink.alpha(.35), "M236 82L1400 60L1424 868L260 890z")
	s.turned(-1.5, 800, 450, func() {
		s.rect(s.light, 222, 50, 1156, 800)
		chosen := 5 + s.dice.below(2)
		pale := mix(s.light, s.low, .5)
		air := s.down(mix(pale, s.sky, .45), pale)
		for strip := range 4 {
			y := 92 + 184*float64(strip)
			s.rect(s.ink, 250, y, 1100, 160, 3)
			s.dashes(s.light.alpha(.85), 13, 15, 19, d("M", 262, y+14, "H1340M", 262, y+146, "H1340"))
			for frame := range 4 {
				s.frame(272+268*float64(frame), y+28, air, (strip*4+frame+int(s.variant)*3)%12)
			}
		}
		x, y := 272+268*float64(chosen%4), 92+184*float64(chosen/4)
		red := lch(.60, .215, 28)
		s.line(red, 9, d("M", x-14, y+40, "C", x+30, y-24, x+250, y-16, x+272, y+60, "S", x+180, y+190, x+60, y+172, "S", x-50, y+70, x+50, y+10))
		s.line(red, 9, "M900 668l92 88m4-90l-96 92")
		s.line(red, 8, "M300 866q20 10 44-14")
	})
	s.loupe(1180, 640)
	s.at(210, 700, 1, 1, func() {
		s.turned(-58, 0, 0, func() {
			s.fill(s.ink.alpha(.3), "M-190 18H230L262 30L230 42H-190z")
			s.rect(lch(.60, .215, 28), -200, -12, 400, 26, 3)
			s.rect(lch(.68, .19, 30), -200, -12, 400, 9, 3)
			s.fill(mix(s.light, lch(.8, .07, 70), .5), "M200-12L248 1L200 14z")
			s.fill(lch(.5, .2, 28), "M234-3L248 1L234 5z")
		})
	})
}

// frame is one negative, printed: twelve small pictures in two or three tones.
func (s *sheet) frame(x, y float64, air paint, kind int) {
	w, h := 252.0, 104.0
	pale, mid, dark := mix(s.light, s.low, .5), mix(s.far, s.light, .25), mix(s.near, s.ink, .2)
	s.at(x, y, 1, 1, func() {
		s.rect(air, 0, 0, w, h)
		switch kind {
		case 0:
			s.disc(s.glow, 150, 46, 18)
			s.fill(mid, "M0 74Q60 30 120 66T252 60V104H0z")
			s.fill(dark, "M0 92Q90 66 252 88V104H0z")
		case 1:
			s.fill(mid, "M0 96L70 30L104 62L140 20L252 96z")
			s.fill(dark, pine(36, 104, 60), pine(60, 104, 44), pine(214, 104, 66))
		case 2:
			s.rect(mid, 0, 82, w, 22)
			s.at(70, 60, .8, .8, func() { s.bicycleParts(bike{frame: s.accent, tyre: dark}) })
		case 3:
			s.rect(mid, 0, 60, w, 44)
			s.sail(120, 66, .36, s.light, dark)
			s.dabs(s.light, 20, 240, 72, 98, 40, 3, 8)
		case 4:
			s.fill(mid, "M0 104V40H40V20H84V58H120V30H150V104zM160 104V46H200V26H232V104z")
			s.dashes(pale, 8, 6, 10, "M8 60H240M8 80H240")
		case 5:
			s.head(126, 104, 1.35, s.second, mix(lch(.55, .08, 52), pale, .15), dark, true)
		case 6:
			s.fill(mid, "M0 104V0H60L110 104zM252 104V0H190L142 104z")
			s.stander(126, 100, .62, s.accent, dark, dark, dark)
		case 7:
			s.rect(mid, 0, 76, w, 28)
			s.mug(116, 78, 1.4, dark)
		case 8:
			s.umbrella(112, 102, .68, s.accent, dark)
			s.line(dark.alpha(.5), 2, "M20 10l-6 26M60 30l-6 26M200 12l-6 26M228 50l-6 26M176 60l-6 26")
		case 9:
			s.head(150, 104, 1.5, dark, mix(lch(.74, .07, 58), pale, .15), mix(s.accent, dark, .4), false)
		case 10:
			s.fill(dark, "M0 104V70Q126 36 252 70V104z")
			s.fill(mid, "M40 104Q126 30 212 104z")
			s.disc(s.glow, 60, 30, 13)
		default:
			s.plant(126, 100, .72, mid, dark, s.accent)
		}
	})
}

// loupe is the magnifier on its three-legged foot, seen from above.
func (s *sheet) loupe(x, y float64) {
	s.disc(s.ink.alpha(.35), x+26, y+30, 128)
	s.disc(s.ink, x, y, 126)
	s.disc(s.slant(mix(s.near, s.light, .4), s.ink), x, y, 116)
	s.disc(mix(s.low, s.sky, .4), x, y, 92)
	s.within(dot(x, y, 92), func() {
		s.rect(s.down(s.sky, s.low), x-92, y-92, 184, 130)
		s.disc(s.glow, x+26, y-26, 26)
		s.fill(mix(s.far, s.near, .4), d("M", x-92, y+30, "q60-70 100-20t90-6v100h-190z"))
		s.fill(s.near, d("M", x-92, y+62, "q80-30 184 0v60h-184z"))
	})
	s.line(s.light.alpha(.6), 8, d("M", x-70, y-20, "a74 74 0 0 1 50-52"))
}

// photography: one great camera, with a landscape in its glass.
func photography(s *sheet) {
	s.rect(s.down(s.sky, s.low), 0, 0, width, height)
	s.rays(s.light.alpha(.2), 800, 480, 22)
	s.disc(mix(s.second, s.low, .35), 800, 470, 400)
	s.rect(s.down(mix(s.near, s.second, .15), s.near), 0, 760, width, 140)
	s.oval(s.ink.alpha(.35), 800, 772, 520, 26)
	leather, metal := mix(s.near, s.ink, .35), mix(s.light, s.far, .22)
	// the body
	s.fill(s.down(metal, metal.shade(-.1)), "M360 300Q360 262 400 262H560L600 206H1000L1040 262H1200Q1240 262 1240 300V740Q1240 764 1216 764H384Q360 764 360 740z")
	s.rect(s.across(leather.shade(.04), leather, leather.shade(-.05)), 360, 352, 880, 330)
	s.rect(s.screen(leather.shade(.09), 16, 2.6), 360, 352, 880, 330)
	s.line(metal.shade(.05), 5, "M360 352H1240M360 682H1240")
	s.fill(metal.shade(-.2), "M640 226H960L984 262H616z")
	s.fill(s.slant(s.sky, s.near), "M668 232H786V262H668z")
	s.rect(s.ink, 830, 232, 96, 30, 3)
	s.fill(s.ink, "M420 262V232H520V262z", "M1090 262V216H1180V262z")
	s.dashes(metal.shade(-.05), 26, 4, 7, "M424 248H518M1094 240H1178")
	s.rect(s.accent, 1112, 192, 46, 24, 8)
	s.disc(s.accent, 420, 420, 16)
	s.line(leather.shade(-.08), 18, "M352 330Q210 380 200 560T90 800")
	s.line(leather.shade(-.08), 18, "M1248 330Q1400 400 1396 560T1520 820")
	s.fill(metal, dot(356, 326, 17), dot(1244, 326, 17))
	s.lens(800, 510)
	s.tufts(mix(s.near, s.second, .4), 0, 1600, 850, 900, 40, 26)
}

// lens is rings of metal and glass with a picture at the bottom of it.
func (s *sheet) lens(x, y float64) {
	metal := mix(s.light, s.far, .22)
	s.disc(s.ink.alpha(.4), x+14, y+20, 256)
	s.disc(s.slant(metal, metal.shade(-.24)), x, y, 252)
	s.disc(s.ink, x, y, 232)
	s.dashes(metal.shade(-.28), 20, 5, 9, dot(x, y, 240))
	s.disc(s.slant(mix(s.near, s.light, .22), s.ink), x, y, 218)
	s.dashes(s.light.alpha(.85), 9, 3, 33, dot(x, y, 196))
	s.line(s.accent, 7, d("M", x-12, y-200, "h24"))
	s.disc(s.ink, x, y, 174)
	s.within(dot(x, y, 160), func() {
		s.rect(s.down(mix(s.sky, s.second, .2), s.low), x-160, y-160, 320, 320)
		s.disc(s.glow, x+34, y-40, 38)
		s.fill(s.depth(.1), d("M", x-170, y+40, "l90-110 60 70 60-50 150 100v120h-360z"))
		s.fill(s.light.alpha(.8), d("M", x-80, y-70, "l-24 30 16 8 12-10 14 12 6-14z"))
		s.fill(s.depth(.5), d("M", x-170, y+50, "q90-50 180 0t170-16v150h-350z"))
		s.fill(s.down(s.depth(.8), s.near), d("M", x-170, y+92, "q120-30 340 0v90h-340z"))
		s.fill(s.depth(.95), pine(x-96, y+120, 84), pine(x-66, y+124, 60), pine(x+104, y+122, 74))
		s.disc(s.around(s.ink.alpha(0), s.ink.alpha(0), s.ink.alpha(.7)), x, y, 162)
	})
	s.line(s.light.alpha(.75), 11, d("M", x-122, y-52, "a132 132 0 0 1 74-72"))
	s.fill(s.light.alpha(.5), dot(x+70, y+84, 16), dot(x+96, y+58, 8))
}

// abstract: threads that cross over and under, and keep one colour through it all.
func abstract(s *sheet) {
	ground := mix(s.light, s.low, .4)
	if s.dark {
		ground = mix(s.near, s.ink, .4)
	}
	s.rect(s.slant(mix(ground, s.low, .4), ground, mix(ground, s.far, .3)), 0, 0, width, height)
	s.disc(mix(s.second, ground, .35), s.dice.between(500, 1100), s.dice.between(300, 560), s.dice.between(220, 330))
	s.rect(s.screen(s.far.alpha(.35), 26, 2.4), 0, 0, width, height)
	threads := []colour{s.depth(.75), s.second, s.depth(.35), mix(s.second, s.light, .45), s.near, mix(s.accent, s.low, .45)}
	turn := s.dice.below(6)
	for i := range 6 {
		s.thread(threads[(i+turn)%6], ground, s.dice.between(90, 810), s.dice.between(90, 810), 30)
	}
	// the common thread: one line, with a loop in the middle of everything
	x, y := s.dice.between(700, 900), s.dice.between(440, 520)
	under := d("M", -60, y+s.dice.between(60, 250), "C", x-420, y+250, x-110, y+240, x+70, y+90, "S", x+130, y-215, x-40, y-215)
	over := d("M", x-34, y-215, "H", x-40, "C", x-230, y-215, x-240, y+20, x-60, y+96, "S", x+460, y+20, 1680, y-s.dice.between(120, 280))
	for _, half := range []string{under, over} {
		s.band(ground, 58, half)
		s.band(s.accent, 40, half)
		s.band(mix(s.accent, s.light, .35), 7, half)
	}
}

// thread is a band from edge to edge with an edge of ground, so that crossings read as over and under.
func (s *sheet) thread(c, ground colour, from, to, w float64) {
	m1, m2 := s.dice.between(-260, 260), s.dice.between(-260, 260)
	run := d("M", -60, from, "C", 420, from+m1, 1080, to+m2, 1660, to)
	s.line(ground, w+16, run)
	s.line(c, w, run)
	s.line(mix(c, s.light, .25), math.Round(w*.16), run)
}
