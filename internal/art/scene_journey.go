package art

// trainWindow: a seat, a table, and the country going by.
func trainWindow(s *sheet) {
	shell := mix(s.wall(), s.second, .2)
	s.rect(s.down(shell.shade(-.05), shell.shade(.02), shell.shade(-.1)), 0, 0, width, height)
	s.line(shell.shade(-.1), 5, "M0 92H1600M60 0V900M1540 0V900")
	view := "M330 120H1270Q1330 120 1330 180V560Q1330 620 1270 620H330Q270 620 270 560V180Q270 120 330 120z"
	s.line(shell.shade(-.17), 44, view)
	s.within(view, func() {
		s.rect(s.down(s.sky, s.low), 260, 110, 1090, 360)
		x := s.dice.between(850, 980)
		s.sun(x, 300, 52)
		s.cloud(s.light.alpha(.8), 400, 220, 240)
		for i := range 3 {
			c := s.depth(.08 + .26*float64(i))
			s.fill(s.down(c, mix(c, s.low, .5)), s.hill(382+float64(i)*52, 34, 130))
		}
		s.mist(s.low, 450, 90, .6)
		s.fill(mix(s.light, s.far, .2), "M470 470V436L490 420L510 436V470zM512 470V446H560V470z")
		s.fill(s.accent, "M464 438L490 416L516 438zM510 448L520 436H556L566 448z")
		s.pines(s.depth(.85), 610, 840, 490, 70, 6)
		field := mix(s.depth(.55), s.second, .25)
		s.fill(s.down(mix(field, s.low, .35), field), "M260 488Q700 462 1350 492V640H260z")
		s.line(mix(field, s.light, .4), 5, "M260 530Q760 500 1350 520M260 560Q760 530 1350 546M260 596Q760 566 1350 580")
		// what is near is only a streak
		s.line(s.near, 8, "M420 640V130M1120 640V130")
		s.line(s.near, 3, "M260 210Q420 160 760 206T1120 170 1340 200")
		s.dabs(s.near.alpha(.75), 260, 1340, 596, 626, 240, 9, 14)
		s.dabs(mix(s.near, s.light, .4).alpha(.7), 260, 1340, 590, 620, 200, 5, 12)
		s.fill(s.light.alpha(.14), "M560 110H760L480 640H280zM820 110H880L600 640H540z")
	})
	s.line(s.light.alpha(.35), 4, "M330 142Q292 142 292 184V560")
	s.rect(s.down(s.ink.alpha(.25), s.ink.alpha(0)), 0, 640, width, 60)
	s.seat(150, 1)
	s.seat(1450, -1)
	s.at(96, 0, 1, 1, s.passenger)
}

// passenger sits at the table with a laptop, looking along the train.
func (s *sheet) passenger() {
	s.at(430, 764, 2.9, 2.9, func() {
		skin := pick(s.dice, lch(.74, .07, 58), lch(.52, .075, 52), lch(.4, .055, 48))
		s.fill(skin, "M-4-80H20V-44H-4z")
		s.fill(s.down(s.accent, mix(s.accent, s.ink, .3)), "M-46 52Q-52-30-28-46Q-6-58 22-48Q40-36 46 52z")
		s.fill(skin, "M-14-96Q-14-118 10-118Q28-118 30-98L36-86L30-82Q30-66 16-64Q-12-66-14-96z")
		s.fill(s.ink, "M30-104Q26-124 4-122Q-24-120-22-92Q-20-66-34-50Q-12-48-6-66L2-92Q20-98 30-104z")
		s.line(s.ink, 2, "M20-94H27M22-74Q27-72 29-74")
		s.line(mix(s.accent, s.ink, .16), 17, "M20-24Q26 14 56 20L84 18")
		s.disc(skin, 88, 17, 8)
	})
	table := mix(s.light, s.far, .25)
	s.fill(s.ink.alpha(.25), "M560 838H1120L1080 900H600z")
	s.fill(s.across(table.shade(.02), table.shade(-.05)), "M520 804H1160Q1176 804 1176 820T1160 836H520z")
	s.fill(table.shade(-.16), "M520 836H1160V846H520z", box(812, 846, 44, 60))
	s.at(760, 806, 1.9, 1.9, func() {
		s.fill(mix(s.near, s.ink, .3), "M-50-5H24L52-74L58-72L32 0H-50z")
		s.line(s.glow.alpha(.85), 3, "M24-10L48-68")
	})
	s.mug(960, 804, 1.5, s.light)
	s.fill(s.second, "M1030 804V792H1130V804z")
	s.fill(s.accent, "M1040 792V782H1124V792z")
}

// seat is a high train seat, facing the middle of the picture.
func (s *sheet) seat(x, way float64) {
	s.at(x, 900, way, 1, func() {
		c := mix(s.second, s.near, .45)
		s.fill(s.across(c.shade(-.1), c), "M-180 20V-420Q-180-470-130-470H10Q60-470 64-420L96-120Q98-90 130-88L210-84Q240-80 240-50V20z")
		s.line(c.shade(.1), 5, "M40-430L72-120Q76-70 130-66")
		s.fill(s.light.alpha(.85), "M-176-466H30Q62-462 66-420L70-380H-180z")
		s.dashes(c.shade(.07), 200, 4, 22, "M-170-250H70")
	})
}

// workshopBench: the vice, the sewing machine, and a bag waiting for its new strap.
func workshopBench(s *sheet) {
	wall := mix(s.wall(), s.second, .2)
	s.rect(s.across(wall.shade(-.06), wall, wall.shade(-.06)), 0, 0, width, height)
	board := mix(lch(.7, .07, 70), s.far, .35)
	if s.dark {
		board = mix(lch(.45, .06, 60), s.near, .4)
	}
	s.rect(board, 250, 70, 1100, 410, 8)
	s.rect(s.screen(board.shade(-.09), 30, 3), 250, 70, 1100, 410, 8)
	s.tools()
	s.halo(s.glow, 800, 420, 560, .42)
	s.pendant(800, -20, 70, 1.5, s.accent, true)
	s.outlook(40, 130, 160, 300, 1, 2, mix(s.light, wall, .2))
	s.rect(mix(s.near, wall, .3), 1400, 300, 200, 14)
	s.spools(1412, 300, 5)
	s.rect(mix(s.near, wall, .3), 1400, 440, 200, 14)
	s.books(1420, 440, 150, 4, s.second, s.accent, s.light, s.near)
	top := mix(lch(.55, .09, 58), s.near, .25)
	s.rect(s.across(top, top.shade(.14), top), 90, 660, 1420, 44, 5)
	s.rect(top.shade(-.14), 90, 704, 1420, 14)
	s.fill(top.shade(-.2), box(140, 718, 70, 190), box(1390, 718, 70, 190), box(140, 800, 1320, 30))
	s.rect(s.down(top.shade(-.1), top.shade(-.16)), 980, 718, 380, 82)
	s.line(s.light.alpha(.5), 6, "M1050 756H1110M1230 756H1290M1170 722V796")
	s.fill(mix(s.second, s.ink, .3), "M300 800L330 740H480L510 800z")
	s.fill(s.light, "M560 800q0-54 60-54t60 54z")
	s.rucksack(800, 664)
	s.sewing(1170, 662)
	s.vice(400, 660)
	s.spools(560, 660, 2)
	s.line(s.accent, 4, "M600 640Q660 560 706 520")
	s.line(s.light, 6, "M900 680H1010M640 676L690 684")
	s.fill(s.ink, "M600 688l70-10 4 8-70 10z")
}

// tools hang on their board in the order in which one reaches for them.
func (s *sheet) tools() {
	c, grip := mix(s.ink, s.near, .35), s.accent
	s.line(c, 9, "M330 150V250M312 150H350M420 150L440 260M460 150L440 200M1110 150V300M1170 150V280M1230 160V300")
	s.line(grip, 17, "M330 262V340M1110 320V380M1170 300V370")
	s.line(grip, 13, dot(418, 296, 22), dot(466, 292, 22))
	s.fill(c, "M300 132H366Q372 150 360 162H312Q296 152 300 132z", "M520 140H560V330Q540 350 520 330z", "M1216 140H1290V170H1216z")
	s.line(s.light.alpha(.8), 5, "M540 150V326")
	s.fill(s.second, "M1250 200h70v130q-35 20-70 0z")
	s.line(c, 6, "M1264 200Q1285 150 1306 200")
	s.line(grip, 12, "M600 150Q580 230 620 280T610 380M640 150Q660 240 630 290")
	s.line(s.second, 8, dot(980, 200, 42), dot(980, 200, 28))
	s.fill(s.light, box(940, 290, 84, 106))
	s.line(c, 3, "M954 312H1010M954 330H1000M954 348H1010M954 366H990")
}

func (s *sheet) spools(x, y float64, n int) {
	for i := range n {
		c := []colour{s.accent, s.second, s.light, mix(s.accent, s.second, .5), s.near}[(i+int(s.variant))%5]
		at := x + 36*float64(i)
		s.rect(mix(s.light, s.near, .35), at, y-58, 30, 58, 3)
		s.rect(c, at-2, y-50, 34, 40, 5)
		s.dashes(c.shade(-.07), 34, 2, 5, d("M", at+15, y-48, "v36"))
	}
}

// rucksack lies open on the bench: lid, straps, a patch of another colour.
func (s *sheet) rucksack(x, y float64) {
	body := mix(s.second, s.near, .2)
	s.at(x, y, 1.25, 1.25, func() {
		s.fill(s.ink.alpha(.3), "M-150 0H150L170 10H-170z")
		s.line(mix(body, s.ink, .4), 15, "M-60-214Q-64-250 0-250T60-214")
		s.fill(s.across(body.shade(.05), body, body.shade(-.1)), "M-104-190Q-100-226-50-226H50Q100-226 104-190L122-20Q122 0 100 0H-100Q-122 0-122-20z")
		s.fill(body.shade(-.12), "M-84-6V-84Q-84-96-70-96H70Q84-96 84-84V-6z")
		s.fill(s.across(mix(s.accent, s.light, .08), mix(s.accent, s.ink, .2)), "M-112-196Q-104-236-50-238H50Q104-236 112-196L106-136Q0-118-106-136z")
		s.line(mix(s.accent, s.ink, .4), 3, "M-100-148Q0-130 100-148")
		s.fill(mix(s.light, s.accent, .3), box(-50, -150, 18, 84), box(32, -150, 18, 84))
		s.line(s.ink, 4, box(-53, -92, 24, 18), box(29, -92, 24, 18))
		s.fill(s.light, "M-24-64H28V-24H-24z")
		s.dashes(s.accent, 3, 6, 5, "M-20-60H24V-28H-20z")
		s.line(s.light.alpha(.35), 4, "M-108-24L-94-130")
	})
}

func (s *sheet) sewing(x, y float64) {
	c := mix(s.near, s.ink, .35)
	s.fill(c, d("M", x-130, y, "v-26h290v26z"), d("M", x+60, y-26, "v-104H", x-70, "v46h-44v-66q0-50 50-50h140q64 0 64 60v114z"))
	s.fill(mix(s.light, s.far, .3), d("M", x-104, y-84, "h22v34h-22z"))
	s.line(s.light, 4, d("M", x-93, y-50, "v22"))
	s.line(s.accent, 3, d("M", x-93, y-30, "L", x-80, y-206, "L", x+60, y-230))
	s.disc(mix(c, s.light, .25), x+152, y-120, 44)
	s.disc(c, x+152, y-120, 30)
	s.rect(s.accent, x+44, y-250, 32, 46, 5)
	s.line(s.accent, 6, d("M", x-60, y-172, "h120"))
	s.fill(mix(s.second, s.light, .15), d("M", x-220, y, "q20-30 90-22t110-6l20 28z"))
}

// vice is seen from its side: a foot, the fixed jaw, the sliding jaw and its
// screw, with a strip of leather held between.
func (s *sheet) vice(x, y float64) {
	c := mix(s.second, s.ink, .45)
	s.line(mix(s.light, s.ink, .45), 9, d("M", x+60, y-76, "h96M", x+140, y-110, "v68"))
	s.fill(mix(s.accent, s.light, .12), d("M", x-3, y-214, "q10-8 14 0v110h-14z"))
	s.dashes(mix(s.accent, s.ink, .4), 2, 5, 4, d("M", x+4, y-206, "v70"))
	s.fill(c, d("M", x-66, y, "q6-34 36-38v-16h60v16q30 4 36 38z"))
	s.fill(c.shade(.05), d("M", x-84, y-52, "v-34q0-12 14-14l44-8v-40h26v96z"))
	s.fill(c, d("M", x+14, y-52, "v-96h26v40l40 10q12 4 12 14v32z"))
	s.fill(mix(c, s.light, .45), box(x-8, y-150, 8, 34), box(x+14, y-150, 8, 34))
}
