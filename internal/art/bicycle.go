package art

import "math"

// Bicycles are drawn in profile, riding to the right, in units in which a wheel
// has the radius 34 and the rear hub is the origin; the ground is at y = 34.

// bike is what one bicycle looks like.
type bike struct {
	frame, tyre paint
	build       string // "road", "city" (step-through, mudguards), "cargo" (box in front), "folding"
	load        paint  // panniers or the cargo box; nil for none
	lamp        bool
}

// bicycle draws a bicycle with its rear hub at x and its wheels on the ground.
func (s *sheet) bicycle(x, ground, scale float64, b bike) {
	s.at(x, ground-34*abs(scale), scale, abs(scale), func() { s.bicycleParts(b) })
}

func (s *sheet) bicycleParts(b bike) {
	front, radius := 103.0, 34.0
	switch b.build {
	case "cargo":
		front = 158
	case "folding":
		front, radius = 96, 20
	}
	small := radius
	if b.build == "cargo" {
		small = 24
	}
	hub, fork := 34-radius, 34-small
	s.line(b.tyre, 4.4, dot(0, hub, radius-2), dot(front, fork, small-2))
	s.spokes(b.tyre, small-3, pt{0, hub}, pt{front, fork})
	switch b.build {
	case "city":
		s.line(b.frame, 5, "M43 6L30-58M0 0L43 6 62-12Q76-24 84-50M0 0L33-42")
		s.line(b.frame, 4.5, "M80-64L86-44Q92-14 103 0")
		s.line(b.tyre, 3, "M-36 6A37 37 0 0 1 24-28M69-14A37 37 0 0 1 120-33M-18-40H34")
		s.line(b.tyre, 4.4, "M79-65L76-78Q64-86 58-78")
		s.fill(b.tyre, "M14-62Q30-70 44-64 34-58 26-58 18-56 14-62z")
	case "cargo":
		s.line(b.frame, 5, "M43 6L30-58M0 0L43 6H88L142-14M0 0L34-42L76-50M43 6L76-50M72-62L80-30 88 6M158 10L142-16")
		s.line(b.tyre, 4.4, "M72-62L68-76Q58-82 54-76")
		s.fill(b.tyre, "M14-62Q30-70 44-64 34-58 26-58 18-56 14-62z")
		if b.load != nil {
			s.fill(b.load, "M84-34H152L142 4H90z")
		}
	case "folding":
		s.line(b.frame, 5.5, "M0 14L38 12L84-10M38 12L28-60M84-10L96 14M82-12L72-76")
		s.line(b.tyre, 4.4, "M72-76L62-80M72-76L78-78")
		s.fill(b.tyre, "M14-64Q28-71 42-65 32-60 26-60 18-58 14-64z")
	default:
		s.line(b.frame, 4.6, "M0 0L43 6L85-47M0 0L34-48L82-60M43 6L30-58M80-64L87-42Q91-18 103 0")
		s.line(b.tyre, 4.4, "M80-65L93-67Q104-66 100-54 97-49 92-51")
		s.fill(b.tyre, "M14-62Q30-69 46-64 34-59 26-59 18-57 14-62z")
	}
	s.line(b.tyre, 2, dot(43, 6, 9), "M43-3L0 -4M43 15L0 4")
	if b.load != nil && b.build != "cargo" {
		s.fill(b.load, "M-22-36H18L14 2Q12 6 8 6H-14Q-18 6-19 2z")
		s.line(b.tyre, 2.4, "M-24-38H30M-21-26H16")
	}
	if b.lamp {
		s.disc(s.accent, 93, -40, 4.5)
		s.disc(s.second, -26, -42, 4)
	}
}

// spokes are a broken ring, so wide that its dashes meet at the hub.
func (s *sheet) spokes(c paint, r float64, hubs ...pt) {
	rings := ""
	for _, hub := range hubs {
		rings += dot(hub.x, hub.y, r/2)
	}
	s.dashes(c, r, .6, math.Pi*r/16-.6, rings)
}

// rider is who sits on it.
type rider struct {
	coat, legs, skin, cap paint
	upright               bool
	bag                   paint // a rucksack; nil for none
}

// cyclist draws a bicycle with its rider.
func (s *sheet) cyclist(x, ground, scale float64, b bike, r rider) {
	s.at(x, ground-34*abs(scale), scale, abs(scale), func() {
		lean := "M30-66Q34-96 66-108"
		head, hand := pt{82, -122}, pt{92, -66}
		shoulder := pt{66, -106}
		if r.upright || b.build == "city" || b.build == "cargo" || b.build == "folding" {
			lean = "M28-68Q28-92 40-112"
			head, hand, shoulder = pt{50, -135}, pt{62, -78}, pt{41, -110}
		}
		// the far leg first, then the bicycle, then the rest
		s.line(r.legs, 12, "M32-66L60-32L50 -8")
		s.line(b.tyre, 6, "M46-7H58")
		s.bicycleParts(b)
		if r.bag != nil {
			s.turned(8, shoulder.x, shoulder.y, func() {
				s.rect(r.bag, shoulder.x-37, shoulder.y-4, 25, 41, 9)
			})
		}
		s.line(r.legs, 13.5, "M32-66L64-46L40 14")
		s.line(b.tyre, 6.5, "M36 17H50")
		s.line(r.coat, 25, lean)
		elbow := pt{(shoulder.x+hand.x)/2 + 1, (shoulder.y+hand.y)/2 + 9}
		s.line(r.coat, 9.5, d("M", shoulder.x+1, shoulder.y, "L", elbow.x, elbow.y, "L", hand.x, hand.y))
		s.disc(r.skin, hand.x, hand.y, 5)
		s.line(r.skin, 8, d("M", shoulder.x+2, shoulder.y-2, "L", head.x-3, head.y+6))
		s.disc(r.skin, head.x, head.y, 11.5)
		s.fill(r.cap, d("M", head.x-14, head.y+1, "Q", head.x-15, head.y-15, head.x+1, head.y-15, "Q", head.x+15, head.y-15, head.x+15, head.y-2,
			"Q", head.x+2, head.y-6, head.x-14, head.y+1, "z"))
	})
}

// behind draws a cyclist seen from the back, standing at x on the ground.
func (s *sheet) behind(x, ground, scale float64, r rider) {
	s.at(x, ground, scale, scale, func() {
		s.rect(s.ink, -5, -66, 10, 66, 5)
		s.line(s.ink, 4, "M-30-92H30")
		s.line(r.legs, 13, "M-9-80L-17-52L-14-20M9-80L18-60L14-38")
		s.fill(r.coat, "M-17-72Q-27-118-16-136Q0-146 16-136Q27-118 17-72Q0-66-17-72z")
		s.line(r.coat, 9, "M-17-130L-28-110L-29-94M17-130L28-110L29-94")
		s.disc(r.skin, 0, -150, 11)
		s.fill(r.cap, "M-14-148Q-14-166 0-166T14-148Q0-153-14-148z")
		if r.bag != nil {
			s.rect(r.bag, -15, -130, 30, 42, 10)
		}
		s.disc(s.second, 0, -62, 5)
	})
}

func abs(v float64) float64 { return max(v, -v) }
