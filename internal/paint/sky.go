package paint

import "math"

// sky is what is above the horizon: colours from the top down, clouds, and a sun or moon.
type sky struct {
	colours        ramp
	horizon        float64 // where the ramp ends
	cover          float64 // of clouds, from 0 to 1
	bright, shadow lab     // of clouds, to the light and away from it
	sunX, sunY     float64
	sun            lab
	disc           float64 // the sun's radius; 0 is behind haze
	glow           float64
	streak         float64 // 1 is heaps, 4 is bands
}

func (c *canvas) sky(s sky) {
	clouds := c.seed + 50
	streak := math.Max(s.streak, 1)
	density := func(x, y float64) float64 {
		near := 1 / (.25 + math.Max(0, s.horizon-y))
		return clouds.warped(x*near*.9/streak*1.6, near*2.6+y*2, .55, 5)
	}
	c.each(func(x, y float64, _ lab) lab {
		colour := s.colours.at(y / s.horizon)
		d := math.Hypot(x-s.sunX, (y-s.sunY)*1.15)
		colour = mix(colour, s.sun, s.glow*math.Exp(-d*d*9)+.35*s.glow*math.Exp(-d*2.2))
		if s.disc > 0 {
			colour = mix(colour, s.sun.lit(.08), smooth(s.disc*1.06, s.disc*.94, d))
		}
		if s.cover <= 0 {
			return colour
		}
		v := density(x, y)
		edge := .42 - s.cover*.75
		body := smooth(edge, edge+.34, v)
		toSun := density(x+(s.sunX-x)*.05, y+(s.sunY-y)*.05-.012)
		lit := clamp(.5+(v-toSun)*3.2-(body-.5)*.5, 0, 1)
		cloud := mix(s.shadow, s.bright, lit)
		cloud = mix(cloud, s.sun, s.glow*.5*math.Exp(-d*3)*(1-body*.6))
		haze := smooth(s.horizon-.02, s.horizon-.28, y)
		return mix(colour, cloud, body*(.35+.65*haze))
	})
}

// hills are a line of hills or mountains: how high, how jagged, and what stands on it.
type hills struct {
	base, rise float64
	rough      float64 // how many to a height's width
	sharp      float64 // 0 rolls, 1 is all crests
	near, far  lab     // at the crest, and at the foot where haze gathers
	haze       float64 // how far down the haze is whole, from the base
	snow       float64 // down to how far below the highest crest snow lies
	seed       noise
}

func (c *canvas) crest(h hills) func(x float64) float64 {
	n := c.seed + h.seed
	return func(x float64) float64 {
		soft := n.cloud(x*h.rough, 7.7, 6)
		keen := n.ridge(x*h.rough*.8, 3.3, 6)
		return h.base - h.rise*(soft*(1-h.sharp)+keen*h.sharp*.8)
	}
}

func (c *canvas) hills(h hills, light float64) {
	edge := c.crest(h)
	rock := c.seed + h.seed + 77
	c.fill(c.ground(edge), func(x, y float64, _ lab) (lab, float64) {
		top := edge(x)
		deep := clamp((y-top)/math.Max(h.haze, .01), 0, 1)
		colour := mix(h.near, h.far, math.Pow(deep, .8))
		facet := rock.ridge(x*h.rough*3+(y-top)*4, (y-top)*h.rough*5, 4)
		colour.l += light * facet * (1 - deep*.8)
		if h.snow > 0 {
			line := h.base - h.rise*.75 + h.snow + .05*rock.cloud(x*14, y*14, 3)
			white := smooth(line+.02, line-.03, y) * smooth(-.35, .25, facet)
			colour = mix(colour, lab{.95, -.004, -.008}, white*.9)
		}
		return colour, 1
	})
}

// mist lies in a band, torn at its edges.
func (c *canvas) mist(y, thick, strength float64, colour lab) {
	torn := c.seed + noise(y*1000) + 3
	c.each(func(px, py float64, was lab) lab {
		d := (py - y - .05*torn.cloud(px*2.2, py*3, 3)) / thick
		t := strength * math.Exp(-d*d) * (.75 + .45*torn.warped(px*3, py*9, .4, 4))
		return mix(was, colour, clamp(t, 0, 1))
	})
}

// water mirrors what is above a shore, broken by waves that grow towards us.
func (c *canvas) water(shore, waves, dark float64, tint lab, depth float64) {
	above := c.copied()
	swell := c.seed + 31
	c.each(func(x, y float64, was lab) lab {
		if y < shore {
			return was
		}
		near := (y - shore) / (1 - shore)
		k := 1 / (.04 + near*.55)
		wave := swell.cloud(x*k*1.3, near*k*26, 4)
		fine := (swell + 5).cloud(x*k*3.5, near*k*60, 3)
		bend := waves * (wave*.7 + fine*.3) * (.02 + .16*near)
		mirrored := above.at(x+bend*.5, math.Max(.002, shore-(y-shore)*.92+bend*1.6))
		colour := mix(mirrored.lit(-dark), tint, depth*(.3+.7*near))
		colour.l += waves * fine * .05
		return colour
	})
}
