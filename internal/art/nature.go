package art

import "math"

// pine is a conifer of about the height h, standing on the ground.
func pine(x, ground, h float64) string {
	w := h * .19
	return d("M", math.Round(x), math.Round(ground-h),
		"l", math.Round(w*.55), math.Round(h*.34), "l", -math.Round(w*.2), 0,
		"l", math.Round(w*.5), math.Round(h*.3), "l", -math.Round(w*.25), 0,
		"l", math.Round(w*.55), math.Round(h*.3), "h", -math.Round(w*2.3),
		"l", math.Round(w*.55), -math.Round(h*.3), "l", -math.Round(w*.25), 0,
		"l", math.Round(w*.5), -math.Round(h*.3), "l", -math.Round(w*.2), 0, "z") +
		box(math.Round(x-w*.1), math.Round(ground-h*.08), math.Round(w*.2), math.Round(h*.08))
}

// pines is a stand of them.
func (s *sheet) pines(c paint, x0, x1, ground, h float64, n int) {
	data := ""
	for i := range n {
		x := x0 + (x1-x0)*(float64(i)+s.dice.float())/float64(n)
		data += pine(x, ground+s.dice.between(-6, 10), h*s.dice.between(.6, 1.15))
	}
	s.fill(c, data)
}

// tree is a broad tree with a lit side; r is the radius of its crown.
func (s *sheet) tree(x, ground, r float64, crown, lit, trunk paint) {
	s.at(x, ground, r/50, r/50, func() {
		s.line(trunk, 8, "M0 0Q3-40 0-80M1-50L20-84M1-44L-18-76")
		s.fill(crown, "M-50-84Q-58-114-32-124Q-26-150 4-148Q36-150 40-124Q62-112 52-84Q44-62 18-66Q-2-54-20-66Q-44-62-50-84z")
		s.fill(lit, "M-44-96Q-48-114-28-120Q-22-142 2-142Q18-142 26-134Q0-134-8-114Q-34-112-44-96z")
	})
}

// bare is a tree in winter.
func bare(x, ground, h float64) string {
	return d("M", x, ground, "q", h*.03, -h*.4, 0, -h*.62,
		"M", x+h*.01, ground-h*.36, "l", h*.2, -h*.32, "m", -h*.1, h*.16, "l", h*.17, -h*.07,
		"M", x+h*.01, ground-h*.44, "l", -h*.18, -h*.3, "m", h*.09, h*.15, "l", -h*.16, -h*.06,
		"M", x, ground-h*.6, "l", h*.1, -h*.3, "M", x, ground-h*.6, "l", -h*.08, -h*.34, "m", h*.04, h*.17, "l", h*.1, -h*.2)
}

// plant is a pot with leaves, standing on the origin; r is about its spread.
func (s *sheet) plant(x, ground, scale float64, leaf, vein, pot paint) {
	s.at(x, ground, scale, abs(scale), func() {
		s.fill(leaf, "M0-34Q-44-46-54-92Q-16-84 0-34zM0-34Q40-52 46-104Q8-88 0-34zM0-34Q-22-78-8-128Q18-86 0-34zM0-34Q34-34 66-62Q34-72 0-34zM0-34Q-40-28-66-50Q-36-64 0-34z")
		s.line(vein, 1.8, "M0-34Q-22-60-54-92M0-34Q18-68 46-104M0-34Q-2-80-8-128M0-34Q30-50 66-62M0-34Q-34-44-66-50")
		s.fill(pot, "M-24-38H24L18 0H-18z")
	})
}

// shrub is a row of rounded bushes along the ground.
func (s *sheet) shrub(c paint, x0, x1, ground, r float64) {
	data := d("M", x0, ground)
	for x := x0; x < x1; {
		w := r * s.dice.between(.8, 1.5)
		data += d("a", math.Round(w*.52), math.Round(w*.5), " 0 0 1 ", math.Round(w), 0)
		x += w
	}
	s.fill(c, data+"z")
}

// blossoms are round dabs of colour between two heights, for beds and heather.
func (s *sheet) blossoms(c colour, x0, x1, y0, y1, size float64, n int) {
	data := ""
	for range n {
		data += d("M", math.Round(s.dice.between(x0, x1)), math.Round(s.dice.between(y0, y1)), "h0")
	}
	s.line(c, size, data)
}
