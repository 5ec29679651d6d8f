package paint

import "math"

// stuff is what a thing is made of.
type stuff struct {
	lab
	gloss float64 // 0 is clay, 1 is glaze
	clear float64 // how much is seen through it
	full  bool    // to the rim, so that nothing of the inside shows
}

// turned is a vessel made on a wheel: half widths at heights from the foot up, both as parts of its height. The
// light comes from the left, and a little of the table's colour from below.
func (c *canvas) turned(x, foot, tall float64, of stuff, table lab, profile ...float64) {
	at := func(t float64) float64 {
		n := len(profile)/2 - 1
		for i := 0; i <= n-1; i++ {
			t0, t1 := profile[2*i], profile[2*i+2]
			if t <= t1 {
				k := func(j int) pt { j = min(max(j, 0), n); return pt{profile[2*j], profile[2*j+1]} }
				return math.Max(.001, between(k(i-1), k(i), k(i+1), k(i+2), (t-t0)/(t1-t0)).y)
			}
		}
		return profile[2*n+1]
	}
	c.shadow(x, foot, at(.05)*tall*1.1, tall)
	var left, right []pt
	for i := range 81 {
		t := float64(i) / 80
		r := at(t) * tall
		left, right = append(left, pt{x - r, foot - t*tall}), append(right, pt{x + r, foot - t*tall})
	}
	outline := append([]pt(nil), left...)
	for i := len(right) - 1; i >= 0; i-- {
		outline = append(outline, right[i])
	}
	base := at(0) * tall
	body := append(shape{outline}, oval(x, foot, base, base*.22)[0])
	speck := c.seed + noise(x*999)
	c.fill(body, func(px, py float64, was lab) (lab, float64) {
		t := clamp((foot-py)/tall, 0, 1)
		u := clamp((px-x)/(at(t)*tall), -1, 1)
		front := math.Sqrt(1 - u*u)
		light := clamp(-u*.62+front*.55, 0, 1)
		colour := of.lit(-.2 + .36*light + .015*speck.cloud(px*40, py*40, 3))
		colour = mix(colour, table, .22*clamp(u, 0, 1)*(1-t)*(1-front))
		colour = mix(colour, lab{.98, 0, .01}, of.gloss*(math.Exp(-sq((u+.5)/.11))*.75*smooth(.08, .3, t)*smooth(1, .85, t)+.18*math.Exp(-sq((u-.8)/.06))))
		if of.clear > 0 {
			edge := math.Pow(1-front, 1.5)
			return mix(colour, mix(was, of.lab, .35), of.clear*(1-edge)), .97
		}
		return colour, 1
	})
	rim := at(1) * tall
	if rim > tall*.03 && !of.full {
		c.fill(oval(x, foot-tall, rim, rim*.26), plain(of.lit(.06)))
		c.fill(oval(x, foot-tall+rim*.03, rim*.88, rim*.2), func(px, _ float64, _ lab) (lab, float64) { return of.lit(-.24 + .12*(px-x)/rim), 1 })
	}
}

func sq(v float64) float64 { return v * v }

// shadow falls on the table to the right of a thing.
func (c *canvas) shadow(x, foot, r, tall float64) {
	for i := range 6 {
		k := float64(i) / 5
		c.fill(oval(x+tall*.32*(1-k*.4), foot+.006, r+tall*.34*(1-k*.6), r*.34*(1.2-k*.5)), sheer(lab{.12, .01, .0}, .1))
	}
	c.fill(oval(x+r*.1, foot+.003, r*1.05, r*.26), sheer(lab{.1, .01, 0}, .35))
}

// fruit is a ball with a terminator, a warm edge and a dull highlight.
func (c *canvas) fruit(x, foot, r float64, skin, blush lab, squash float64) {
	c.shadow(x, foot, r*.8, r*1.3)
	cy := foot - r*squash*.96
	rough := c.seed + noise(x*777)
	c.fill(oval(x, cy, r, r*squash), func(px, py float64, _ lab) (lab, float64) {
		u, v := (px-x)/r, (py-cy)/(r*squash)
		front := math.Sqrt(math.Max(0, 1-u*u-v*v))
		light := clamp(-u*.55-v*.55+front*.55, 0, 1)
		colour := mix(skin, blush, clamp(.5+.9*rough.cloud(px*7/r*.12, py*6/r*.12, 3), 0, 1))
		colour = colour.lit(-.24 + .37*light)
		if v > .3 {
			colour = mix(colour, skin.lit(.02), .3*(v-.3))
		}
		return mix(colour, lab{.97, 0, .02}, .5*math.Exp(-(sq(u+.42)+sq(v+.46))*28)), 1
	})
}

// stem and leaf make an apple or a lemon of a ball.
func (c *canvas) stem(x, y, r float64, leaf lab) {
	c.fill(curve(r*.09, r*.05, x, y, x+r*.06, y-r*.22, x+r*.2, y-r*.34), plain(lch(.33, .05, 60)))
	c.fill(round(x+r*.05, y-r*.2, x+r*.35, y-r*.5, x+r*.8, y-r*.42, x+r*.45, y-r*.2), func(px, py float64, _ lab) (lab, float64) {
		return leaf.lit(.12 * math.Sin((px-py)*40)), 1
	})
}
