package paint

import "math"

// sitter is somebody who never was, in the light of a window.
type sitter struct {
	skin, hair, coat, wall, light lab
	turn                          float64 // towards the light, -1 to 1
	cut                           cut
	beard                         float64 // 0 none, 1 full
	glasses                       bool
	hat                           lab // a cap's colour; zero for none
	smile                         float64
}

// cut is how the hair is worn.
type cut int

const (
	cropped cut = iota
	bob
	long
	bun
	curls
	bald
	swept
)

// head has the measures of a head whose middle is at x, y.
type head struct{ x, y, rx, ry float64 }

func portrait(s sitter) func(*canvas) {
	return func(c *canvas) {
		h := head{.5 + .015*s.turn, .44, .158, .212}
		wall := c.seed + 21
		c.each(func(x, y float64, _ lab) lab {
			t := .5*math.Exp(-sq((x-.15)/.5)-sq((y-.3)/.6)) + .1*wall.warped(x*2.4, y*2.4, .8, 4)
			return mix(s.wall, s.light, clamp(t, 0, .7)).lit(.02*wall.cloud(x*9, y*9, 3) - .08*smooth(.5, 1.1, y))
		})
		c.hairBehind(s, h)
		c.coatOf(s)
		c.neckOf(s, h)
		c.faceOf(s, h)
		c.features(s, h)
		c.beardOf(s, h)
		c.hairOver(s, h)
		if s.glasses {
			c.glassesOn(s, h)
		}
		if s.hat != (lab{}) {
			c.hatOn(s, h)
		}
		c.glow(.1, .2, .5, .1, s.light)
	}
}

// modelled is a colour on a rounded form: lit from the left, with the shadow cooler than the light.
func (s sitter) modelled(base lab, x, middle, half float64) lab {
	u := clamp((x-middle)/half, -1, 1)
	lit := clamp(.5-.62*u, 0, 1)
	return mix(mix(base.lit(-.15), lab{base.l - .16, base.a * .7, base.b*.55 - .02}, .5), mix(base.lit(.05), s.light, .14), smooth(.05, .85, lit))
}

func (c *canvas) coatOf(s sitter) {
	fold := c.seed + 31
	c.fill(round(-.08, 1.12, .02, .93, .16, .815, .36, .755, .5, .79, .64, .755, .84, .815, .98, .93, 1.08, 1.12), func(x, y float64, _ lab) (lab, float64) {
		return s.modelled(s.coat, x, .46, .62).lit(.05*fold.warped(x*4, y*3, .8, 3) - .05*smooth(.8, 1, y)), 1
	})
	c.fill(curve(.035, .05, .37, .755, .42, .82, .5, .845, .58, .82, .63, .755), func(x, _ float64, _ lab) (lab, float64) {
		return s.modelled(s.coat.lit(.06), x, .46, .3), 1
	})
}

func (c *canvas) neckOf(s sitter, h head) {
	c.fill(round(h.x-.085, .55, h.x-.085, .7, h.x-.12, .79, h.x, .83, h.x+.12, .79, h.x+.085, .7, h.x+.085, .55), func(x, y float64, _ lab) (lab, float64) {
		under := math.Exp(-sq((y - .63) / .07))
		return s.modelled(s.skin.lit(-.03-.1*under), x, h.x-.02, .13), 1
	})
}

// outline is the face from brow to chin.
func (h head) outline(wider float64) shape {
	rx := h.rx + wider
	return round(
		h.x, h.y-h.ry-wider, h.x+rx*.72, h.y-h.ry*.78, h.x+rx, h.y-h.ry*.2, h.x+rx*.9, h.y+h.ry*.38,
		h.x+rx*.52, h.y+h.ry*.86, h.x, h.y+h.ry*1.02, h.x-rx*.52, h.y+h.ry*.86, h.x-rx*.9, h.y+h.ry*.38, h.x-rx, h.y-h.ry*.2, h.x-rx*.72, h.y-h.ry*.78)
}

func (c *canvas) faceOf(s sitter, h head) {
	for _, side := range []float64{-1, 1} {
		c.fill(oval(h.x+side*h.rx*.98, h.y+.015, .026, .047), func(x, _ float64, _ lab) (lab, float64) {
			return s.modelled(s.skin.lit(-.04), x, h.x, h.rx*1.3), 1
		})
	}
	tone := c.seed + 41
	blush := lab{s.skin.l - .05, s.skin.a + .035, s.skin.b + .01}
	c.fill(h.outline(0), func(x, y float64, _ lab) (lab, float64) {
		base := s.modelled(s.skin, x, h.x+.02*s.turn, h.rx)
		for _, side := range []float64{-1, 1} {
			base = mix(base, blush, .42*math.Exp(-sq((x-h.x-side*.085-.02*s.turn)/.05)-sq((y-h.y-.065)/.05)))
		}
		brow := math.Exp(-sq((y - h.y + .12) / .07))
		return base.lit(.03*brow + .018*tone.cloud(x*7, y*7, 3) - .06*smooth(h.y+.1, h.y+h.ry, y)), 1
	})
}

func (c *canvas) features(s sitter, h head) {
	dark := mix(s.hair, lch(.22, .03, 50), .6)
	shade := lab{s.skin.l - .17, s.skin.a*1.1 + .012, s.skin.b * .8}
	x := h.x - .03*s.turn
	for _, side := range []float64{-1, 1} {
		ex, ey := x+side*.066, h.y-.012
		c.fill(oval(ex, ey-.004, .037, .025), sheer(shade, .5))
		c.fill(round(ex-.03, ey+.003, ex, ey-.016, ex+.03, ey+.002, ex, ey+.013), plain(mix(lch(.88, .015, 80), s.skin, .25).lit(-.05*(1+side))))
		c.fill(oval(ex-.004*s.turn, ey-.001, .0135, .0145), plain(lch(.23, .03, 55)))
		c.fill(oval(ex-.007, ey-.006, .0042, .0042), plain(lch(.96, .01, 80)))
		c.fill(curve(.006, .003, ex-.033, ey+.002, ex, ey-.018, ex+.034, ey), plain(dark))
		c.fill(curve(.009, .015, ex+side*.042, ey-.036, ex+side*.004, ey-.052, ex-side*.032, ey-.04), sheer(dark, .85))
	}
	// the side of the nose that the light does not reach, and what it throws
	c.fill(round(x+.012, h.y-.03, x+.03, h.y+.07, x+.024, h.y+.092, x-.004, h.y+.09, x+.006, h.y+.03), sheer(shade, .62))
	c.fill(oval(x-.006, h.y+.07, .014, .016), sheer(mix(s.skin.lit(.08), s.light, .4), .55))
	c.fill(oval(x+.004, h.y+.1, .034, .011), sheer(shade.lit(-.05), .6))
	lips := lab{s.skin.l - .13, s.skin.a + .06, s.skin.b * .8}
	my, up := h.y+.137, .012*s.smile
	c.fill(round(x-.056, my-up, x-.018, my-.013, x, my-.009, x+.018, my-.013, x+.056, my-up, x+.02, my+.004, x-.02, my+.004), plain(lips.lit(-.05)))
	c.fill(round(x-.048, my+.002-up, x, my+.004, x+.048, my+.002-up, x+.022, my+.02, x-.022, my+.02), plain(lips.lit(.03)))
	c.fill(curve(.005, .005, x-.06, my-up*1.4, x-.02, my+.003, x+.02, my+.003, x+.06, my-up*1.4), plain(lips.lit(-.2)))
	c.fill(oval(x+.006, my+.038, .034, .012), sheer(shade, .45))
}

func (s sitter) strand(c *canvas, middle, half float64) shade {
	grain := c.seed + 51
	return func(x, y float64, _ lab) (lab, float64) {
		shine := math.Exp(-sq((x-middle+half*.45)/(half*.3)) - sq((y-.27)/.07))
		return mix(s.modelled(s.hair, x, middle, half*1.1), s.light, .3*shine).lit(.05 * grain.cloud(x*26, y*7, 3)), 1
	}
}

func (c *canvas) hairBehind(s sitter, h head) {
	switch s.cut {
	case bob:
		c.fill(round(h.x, h.y-.27, h.x-.2, h.y-.12, h.x-.225, h.y+.12, h.x-.17, h.y+.25, h.x, h.y+.2, h.x+.17, h.y+.25, h.x+.225, h.y+.12, h.x+.2, h.y-.12), s.strand(c, h.x, .24))
	case long:
		c.fill(round(h.x, h.y-.27, h.x-.2, h.y-.1, h.x-.235, h.y+.2, h.x-.25, h.y+.5, h.x, h.y+.4, h.x+.25, h.y+.5, h.x+.235, h.y+.2, h.x+.2, h.y-.1), s.strand(c, h.x, .26))
	case bun:
		c.fill(oval(h.x+.02, h.y-.29, .085, .075), s.strand(c, h.x+.02, .1))
	case curls:
		d := c.lots
		for i := range 46 {
			a := -math.Pi*1.22 + math.Pi*1.44*float64(i%23)/22
			r := d.between(.17, .235)
			x, y := h.x+math.Cos(a)*r*1.05, h.y-.06+math.Sin(a)*r*1.1
			c.fill(oval(x, y, d.between(.04, .062), d.between(.04, .062)), plain(s.modelled(s.hair, x, h.x, .26).lit(d.between(-.05, .06))))
		}
	}
}

func (c *canvas) hairOver(s sitter, h head) {
	top, side := h.y-h.ry, h.rx
	paint := s.strand(c, h.x, .2)
	switch s.cut {
	case bald:
		return
	case cropped:
		c.fill(round(h.x-side*1.04, h.y-.02, h.x-side*1.08, h.y-.13, h.x-side*.6, top-.035, h.x, top-.05, h.x+side*.6, top-.035, h.x+side*1.08, h.y-.13, h.x+side*1.04, h.y-.02,
			h.x+side*.9, h.y-.11, h.x+side*.5, h.y-.145, h.x, h.y-.155, h.x-side*.5, h.y-.14, h.x-side*.9, h.y-.11), paint)
	case swept:
		c.fill(round(h.x-side*1.03, h.y-.03, h.x-side*1.1, h.y-.14, h.x-side*.75, top-.05, h.x-.02, top-.085, h.x+side*.75, top-.06, h.x+side*1.12, h.y-.12, h.x+side*1.02, h.y-.03,
			h.x+side*.86, h.y-.12, h.x+side*.35, h.y-.15, h.x-side*.5, h.y-.115, h.x-side*.88, h.y-.1), paint)
	case bun:
		c.fill(round(h.x-side*1.03, h.y-.02, h.x-side*1.06, h.y-.13, h.x-side*.6, top-.03, h.x, top-.045, h.x+side*.6, top-.03, h.x+side*1.06, h.y-.13, h.x+side*1.03, h.y-.02,
			h.x+side*.8, h.y-.12, h.x, h.y-.17, h.x-side*.8, h.y-.12), paint)
	case curls:
		d := c.lots
		for i := range 22 {
			t := float64(i) / 21
			x := h.x - side*.95 + 2*side*.95*t
			y := top + .025 + .06*sq(2*t-1) + d.between(-.02, .02)
			c.fill(oval(x, y, d.between(.032, .05), d.between(.03, .045)), plain(s.modelled(s.hair, x, h.x, .24).lit(d.between(-.04, .07))))
		}
	default: // bob and long fall from a parting
		part := h.x + .03
		c.fill(round(part, top-.055, h.x-side*.7, top-.03, h.x-side*1.18, h.y-.1, h.x-side*1.2, h.y+.13, h.x-side*.96, h.y+.1, h.x-side*.86, h.y-.06, h.x-side*.3, h.y-.13), paint)
		c.fill(round(part, top-.055, h.x+side*.75, top-.03, h.x+side*1.18, h.y-.1, h.x+side*1.2, h.y+.13, h.x+side*.96, h.y+.1, h.x+side*.88, h.y-.06, h.x+side*.5, h.y-.14), paint)
	}
}

func (c *canvas) beardOf(s sitter, h head) {
	if s.beard == 0 {
		return
	}
	grain := c.seed + 61
	paint := func(x, y float64, _ lab) (lab, float64) {
		edge := smooth(h.y+.05, h.y+.1, y) * (.55 + .45*s.beard)
		return s.modelled(s.hair, x, h.x, .2).lit(.05 * grain.cloud(x*30, y*16, 3)), edge
	}
	low := h.y + h.ry*1.02 + .05*s.beard
	c.fill(round(h.x-h.rx*1.0, h.y+.03, h.x-h.rx*.9, h.y+.12, h.x-.09, low-.02, h.x, low, h.x+.09, low-.02, h.x+h.rx*.9, h.y+.12, h.x+h.rx*1.0, h.y+.03,
		h.x+h.rx*.66, h.y+.1, h.x+.03, h.y+.113, h.x, h.y+.118, h.x-.03, h.y+.113, h.x-h.rx*.66, h.y+.1), paint)
	x := h.x - .03*s.turn
	lips := lab{s.skin.l - .1, s.skin.a + .055, s.skin.b * .8}
	c.fill(round(x-.042, h.y+.14, x, h.y+.136, x+.042, h.y+.14, x, h.y+.158), plain(lips))
}

func (c *canvas) glassesOn(s sitter, h head) {
	frame := lch(.25, .03, 40)
	x := h.x - .03*s.turn
	for _, side := range []float64{-1, 1} {
		c.fill(oval(x+side*.068, h.y-.008, .05, .045), sheer(s.light, .1))
		c.fill(ring(x+side*.068, h.y-.008, .053, .048, .008), plain(frame))
		c.fill(line(.007, .007, x+side*.119, h.y-.016, h.x+side*h.rx*.99, h.y-.02), plain(frame))
	}
	c.fill(curve(.008, .008, x-.017, h.y-.018, x, h.y-.026, x+.017, h.y-.018), plain(frame))
}

func (c *canvas) hatOn(s sitter, h head) {
	knit := c.seed + 71
	paint := func(x, y float64, _ lab) (lab, float64) {
		return s.modelled(s.hat, x, h.x, .2).lit(.035*math.Sin(x*190) + .04*knit.cloud(x*8, y*8, 3)), 1
	}
	c.fill(round(h.x-.185, h.y-.11, h.x-.19, h.y-.2, h.x-.12, h.y-.3, h.x, h.y-.335, h.x+.12, h.y-.3, h.x+.19, h.y-.2, h.x+.185, h.y-.11, h.x, h.y-.125), paint)
	c.fill(round(h.x-.195, h.y-.085, h.x-.195, h.y-.15, h.x, h.y-.17, h.x+.195, h.y-.15, h.x+.195, h.y-.085, h.x, h.y-.11), func(x, _ float64, _ lab) (lab, float64) {
		return s.modelled(s.hat.lit(.05), x, h.x, .2).lit(.03 * math.Sin(x*190)), 1
	})
}
