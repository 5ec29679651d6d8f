package art

import "math"

// skyTo fills the sheet with sky whose horizon lies at y, the low colour
// running on below it as haze.
func (s *sheet) skyTo(y float64) {
	s.rect(s.low, 0, 0, width, height)
	s.rect(s.down(s.sky, mix(s.sky, s.low, .55), s.low), 0, 0, width, y)
}

// sun is a disc with the light it gives to the air around it.
func (s *sheet) sun(x, y, r float64) {
	s.halo(s.glow, x, y, r*5.5, .75)
	s.disc(s.glow, x, y, r)
}

// moon is a sun with less breath, and with a shadowed side on some nights.
func (s *sheet) moon(x, y, r float64) {
	s.halo(s.glow, x, y, r*4, .34)
	s.disc(s.glow, x, y, r)
	s.fill(mix(s.glow, s.sky, .16), dot(x-r*.3, y-r*.15, r*.2), dot(x+r*.3, y+r*.3, r*.27), dot(x+r*.2, y-r*.45, r*.12))
}

// halo is soft light round a point.
func (s *sheet) halo(c colour, x, y, r, strength float64) {
	s.disc(s.around(c.alpha(strength), c.alpha(strength*.32), c.alpha(0)), x, y, r)
}

// rays are flat beams from a sun, the poster painter's way of saying "morning".
func (s *sheet) rays(c colour, x, y float64, n int) {
	data := ""
	for i := range n {
		a := (float64(i) + .5*s.dice.float()) * 2 * math.Pi / float64(n)
		half := math.Pi / float64(n) * .42
		data += poly(x, y, x+1900*math.Cos(a-half), y+1900*math.Sin(a-half), x+1900*math.Cos(a+half), y+1900*math.Sin(a+half))
	}
	s.fill(c, data)
}

// cloud is a bank of cloud about w wide: a few level bars with round ends, the
// longest below, as a poster would cut it from paper.
func (s *sheet) cloud(c colour, x, y, w float64) {
	bar := w * .085
	data := d("M", x, y, "h", w)
	left, right := x, x+w
	for range 2 {
		y -= bar
		left += (right - left) * s.dice.between(.1, .3)
		right -= (right - left) * s.dice.between(.12, .36)
		data += d("M", math.Round(left), math.Round(y), "H", math.Round(right))
	}
	s.line(c, bar*1.05, data)
}

// streaks are long thin clouds near a horizon.
func (s *sheet) streaks(c colour, y, spread float64, n int) {
	data := ""
	for range n {
		w := s.dice.between(160, 620)
		x, at := s.dice.between(-100, width-200), y+s.dice.between(-spread, spread)
		t := s.dice.between(5, 15)
		data += d("M", math.Round(x), math.Round(at), "q", math.Round(w*.4), -math.Round(t), math.Round(w), 0, "q", -math.Round(w*.5), math.Round(t*.7), -math.Round(w), 0)
	}
	s.fill(c, data)
}

// stars come in three sizes and avoid the horizon.
func (s *sheet) stars(n int, bottom float64) {
	small, large := "", ""
	for i := range n {
		x, y := math.Round(s.dice.between(0, width)), math.Round(bottom*math.Pow(s.dice.float(), 1.4))
		if i%6 == 0 {
			large += d("M", x, y, "h0")
			continue
		}
		small += d("M", x, y, "h0")
	}
	s.line(s.glow.alpha(.75), 2.6, small)
	s.line(s.glow, 5, large)
}

// birds fly as a loose group of small check marks.
func (s *sheet) birds(c colour, x, y float64, n int) {
	data := ""
	for range n {
		size := s.dice.between(8, 17)
		data += d("M", math.Round(x+s.dice.between(-110, 110)), math.Round(y+s.dice.between(-46, 46)),
			"q", size*.5, -size*.55, size, 0, "q", size*.5, -size*.6, size*1.05, -size*.1)
	}
	s.line(c, 3, data)
}

// mist is a bank of air lying over what has been drawn, thickest at its middle.
func (s *sheet) mist(c colour, y, h, strength float64) {
	s.rect(s.down(c.alpha(0), c.alpha(strength), c.alpha(0)), 0, y-h/2, width, h)
}

// rainfall is slanted strokes on a large tile, a few of them bright.
func (s *sheet) rainfall(n int) {
	strokes := func(n int) string {
		data := ""
		for range n {
			length := math.Round(s.dice.between(22, 62))
			data += d("M", math.Round(s.dice.between(16, 524)), math.Round(s.dice.between(2, 320)), "l", -math.Round(length*.24), length)
		}
		return data
	}
	id := s.id()
	s.defs.WriteString(`<pattern id="` + id + `" width="540" height="390" patternUnits="userSpaceOnUse" patternTransform="rotate(-4)">` +
		`<g fill="none"><path stroke="` + s.light.alpha(.3).paint() + `" stroke-width="2" d="` + strokes(n*4/5) +
		`"/><path stroke="` + s.light.alpha(.65).paint() + `" stroke-width="2.5" d="` + strokes(n/5) + `"/></g></pattern>`)
	s.rect(ref(id), 0, 0, width, height)
}

// snowfall is flakes in three depths, the near ones large and few.
func (s *sheet) snowfall(n int) {
	for _, layer := range []struct {
		share, size, strength float64
	}{{.6, 5, .7}, {.3, 9, .85}, {.1, 15, .9}} {
		data := ""
		for range int(float64(n) * layer.share) {
			data += d("M", math.Round(s.dice.between(0, width)), math.Round(s.dice.between(0, height)), "h0")
		}
		s.line(s.light.alpha(layer.strength), layer.size, data)
	}
}
