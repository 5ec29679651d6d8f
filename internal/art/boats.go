package art

// Boats lie on the water at y = 0 of their own origin and look to the right.

// trawler is a small harbour boat with a wheelhouse, about 240 long.
func (s *sheet) trawler(x, y, scale float64, hull, house paint) {
	s.at(x, y, scale, abs(scale), func() {
		s.line(s.ink, 3, "M-30-50V-190M-30-180L-110-36M-30-180L60-96M-30-150L30-120")
		s.fill(house, "M10-40V-98H72L80-40z")
		s.fill(s.pane(true), box(20, -86, 18, 20), box(46, -86, 18, 20))
		s.rect(s.ink, 4, -104, 78, 8, 3)
		s.fill(hull, "M-122-44Q-60-34 0-36T128-62Q122-14 104 6H-98Q-118-10-122-44z")
		s.fill(s.ink.alpha(.35), "M-112-10Q0 4 118-18Q112-4 104 6H-98Q-106 0-112-10z")
		s.line(s.light.alpha(.8), 3.4, "M-119-33Q-50-24 6-26T124-50")
		s.fill(s.accent, dot(-70, -14, 9), dot(-36, -10, 9))
	})
}

// sail is a small boat under sail, 150 high.
func (s *sheet) sail(x, y, scale float64, cloth, hull paint) {
	s.at(x, y, scale, abs(scale), func() {
		s.fill(cloth, "M4-12V-148Q66-92 74-18zM-6-14V-128Q-44-70-54-22z")
		s.line(s.ink, 3, "M0-8V-154")
		s.fill(hull, "M-58-8H70Q62 10 44 14H-36Q-52 8-58-8z")
	})
}

// ferry is a ship with decks, windows and a funnel, about 560 long.
func (s *sheet) ferry(x, y, scale float64) {
	s.at(x, y, scale, scale, func() {
		s.line(s.ink, 4, "M120-190V-262M96-240H144M-150-166V-214")
		s.fill(s.second, "M-96-168L-84-236H-22L-14-168z")
		s.fill(s.light, "M-90-204H-18L-20-186H-93z")
		s.fill(s.ink, "M-86-236L-84-248H-24L-22-236z")
		s.fill(s.light, "M-214-96V-132H-190V-166H132Q158-166 168-132H196Q208-118 214-96z")
		s.fill(mix(s.light, s.far, .5), "M-214-106H211L214-96H-214zM-190-140H165L168-132H-190z")
		s.fill(s.pane(true), rows(13, 24, func(o float64) string { return box(-172+o, -160, 14, 13) }),
			rows(16, 24, func(o float64) string { return box(-200+o, -126, 15, 14) }))
		s.fill(s.ink, "M112-160H142Q152-158 158-144H112z")
		s.fill(s.accent, "M-268-96H262Q288-98 300-112Q288-40 262 4H-226Q-258-20-268-96z")
		s.fill(s.light, "M-266-78H288L284-66H-264z")
		s.fill(s.ink.alpha(.32), "M-250-30Q0-22 276-34Q270-12 262 4H-226Q-240-8-250-30z")
		s.fill(s.light, dot(-140, -112, 0), rows(4, 52, func(o float64) string { return d("M", -130+o, -100, "q16-16 32 0z") }))
	})
}

// waves are crests drawn as long shallow curls between two heights.
func (s *sheet) waves(c colour, y0, y1 float64, n int, thickness float64) {
	data := ""
	for i := range n {
		t := (float64(i) + s.dice.float()) / float64(n)
		l := 30 + 110*t
		data += d("M", s.dice.between(-60, width), y0+(y1-y0)*t, "q", l*.5, -l*.18, l, 0, "q", l*.3, l*.1, l*.6, 0)
	}
	s.line(c, thickness, data)
}
