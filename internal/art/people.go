package art

// Figures are silhouettes with one colour of coat: enough to tell a person from
// a post, and nobody in particular. They stand on the origin, 100 high.

// coats and skins give passers-by of all kinds.
func (s *sheet) coat() colour {
	return pick(s.dice, s.accent, s.second, mix(s.accent, s.ink, .45), mix(s.second, s.ink, .4), mix(s.near, s.light, .3))
}

func (s *sheet) skin() colour {
	c := pick(s.dice, lch(.80, .06, 60), lch(.72, .075, 58), lch(.60, .08, 55), lch(.48, .07, 50), lch(.38, .05, 48))
	return mix(c, s.near, .18)
}

// stander is a person standing or walking.
func (s *sheet) stander(x, ground, scale float64, coat, legs, skin, hair paint) {
	s.at(x, ground, scale, abs(scale), func() {
		s.line(legs, 8.5, "M-5-42L-8-3M5-42L9-3")
		s.fill(coat, "M-14-36Q-17-66-11-79Q0-87 11-79Q17-66 14-36Q0-31-14-36z")
		s.line(coat, 7, "M-11-75Q-19-58-15-42M11-75Q20-60 14-46")
		s.disc(skin, 0, -90, 8)
		s.fill(hair, "M-9-88Q-10-101 1-101T9-89Q2-95-5-92z")
	})
}

// umbrella draws a person under an umbrella.
func (s *sheet) umbrella(x, ground, scale float64, canopy, coat paint) {
	s.stander(x, ground, scale, coat, s.ink, s.ink, s.ink)
	s.at(x, ground, scale, scale, func() {
		s.line(s.ink, 2.4, "M14-48V-122")
		s.fill(canopy, "M-34-98Q-26-132 14-134Q54-132 62-98Q54-103 46-98Q38-103 30-98Q22-103 14-98Q6-103-2-98Q-10-103-18-98Q-26-103-34-98z")
		s.line(s.ink.alpha(.35), 1.6, "M14-134Q-4-124-2-98M14-134Q34-124 30-98")
	})
}

// sitter is a person seated in profile, facing right, with the seat at the
// origin: head at about -78, knees at 38, feet at 45 below.
func (s *sheet) sitter(x, y, scale float64, coat, legs, skin, hair paint) {
	s.at(x, y, scale, abs(scale), func() {
		s.line(legs, 13, "M0-4H36L34 40")
		s.line(s.ink, 7, "M33 43H46")
		s.line(coat, 24, "M1-12Q-4-34 4-50")
		s.line(coat, 9, "M6-50Q12-30 38-27")
		s.disc(skin, 40, -27, 5)
		s.line(skin, 8, "M6-58L8-66")
		s.disc(skin, 9, -75, 12)
		s.fill(hair, "M21-80Q20-92 6-91Q-8-89-6-74Q-6-64 2-62Q0-72 6-78Q14-78 21-80z")
	})
}

// head is a bust in a window: shoulders on the origin, 70 wide.
func (s *sheet) head(x, y, scale float64, coat, skin, hair paint, long bool) {
	s.at(x, y, scale, abs(scale), func() {
		if long {
			s.fill(hair, "M-19-44Q-20-72 0-72T19-44L22-12H-22z")
		}
		s.fill(skin, "M-7-42H7V-16H-7z")
		s.fill(coat, "M-35 0Q-34-22-10-25Q0-18 10-25Q34-22 35 0z")
		s.disc(skin, 0, -48, 15)
		s.fill(hair, "M-17-44Q-20-68 0-68T17-44Q13-54 5-57Q-8-58-17-44z")
	})
}
