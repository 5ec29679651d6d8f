package paint

import "math"

// sea rolls in under its sky; swell is how high.
func sea(h hour, horizon, swell, cover float64, on func(*canvas, hour, float64)) func(*canvas) {
	return func(c *canvas) {
		sunX := c.wide * c.lots.between(.3, .7)
		c.sky(h.over(horizon, cover, sunX, horizon-.12, .03*b2f(cover < .5), .85, 2.2))
		if on != nil {
			on(c, h, horizon)
		}
		c.water(horizon, .9, .1, mix(h.near, lch(.45, .07, 215), .5), .62)
		roll := c.seed + 90
		c.each(func(x, y float64, was lab) lab {
			if y < horizon+.02 {
				return was
			}
			near := (y - horizon) / (1 - horizon)
			k := 1 / (.06 + near*.7)
			v := roll.warped(x*k*.7, near*k*9, .35, 4)
			crest := smooth(.18, .42, v) * smooth(0, .2, near)
			foam := smooth(.3, .5, v+.25*roll.cloud(x*30*k, y*60, 3)) * near * swell
			was = was.lit(swell * .16 * (crest - .35) * near)
			return mix(was, mix(h.sun, lab{.95, 0, 0}, .5), clamp(foam*1.2+.12*crest*swell, 0, .85))
		})
		for range 240 {
			t := c.lots.float()
			y := horizon + .006 + (1-horizon)*t*t
			x := sunX + c.lots.between(-1, 1)*(.03+.2*t)
			w := .006 + .05*t
			c.fill(oval(x, y, w, w*.09), sheer(h.sun, .5*(1-.5*t)))
		}
	}
}

// lighthouse stands on a headland.
func lighthouse(c *canvas, h hour, horizon float64) {
	x := c.wide * .76
	rock := c.seed + 12
	c.fill(c.ground(func(px float64) float64 {
		return horizon + .02 - .17*smooth(c.wide*.5, c.wide*.72, px)*(1+.25*rock.ridge(px*5, .3, 4)) + .12*smooth(c.wide*.5, c.wide*.4, px)
	}), func(px, py float64, was lab) (lab, float64) {
		if py > horizon+.03 {
			return was, 0
		}
		return mix(h.near, h.low, .12).lit(.08 * rock.ridge(px*9, py*16, 4)), 1
	})
	top, foot := horizon-.42, horizon-.15
	c.fill(poly(x-.02, top+.06, x+.02, top+.06, x+.033, foot, x-.033, foot), func(px, py float64, _ lab) (lab, float64) {
		tone := lch(.9, .01, 80)
		if band := (py - top) / (foot - top); band > .42 && band < .66 {
			tone = lch(.52, .17, 28)
		}
		return mix(tone.lit(-.35*smooth(x-.03, x+.035, px)), h.far, .22), 1
	})
	c.fill(rect(x-.026, top+.045, .052, .014), plain(h.near))
	c.fill(rect(x-.015, top+.005, .03, .042), plain(lch(.93, .09, 90)))
	c.fill(poly(x-.02, top+.006, x, top-.03, x+.02, top+.006), plain(lch(.45, .15, 28)))
	c.glow(x, top+.025, .03, .7, lch(.96, .08, 90))
}

// ferry is a small one, her bow ramp up, with gulls.
func ferry(c *canvas, h hour, horizon float64) {
	x, y, s := c.wide*.52, horizon+.03, .2
	hull := lch(.3, .06, 255)
	c.fill(poly(x-s, y-.06, x+s*.9, y-.06, x+s*1.12, y-.13, x+s*1.16, y-.13, x+s*.98, y+.02, x-s*.94, y+.02), plain(mix(hull, h.near, .3)))
	c.fill(poly(x-s, y-.06, x+s*.95, y-.06, x+s*.94, y-.045, x-s, y-.045), plain(lch(.85, .02, 80)))
	c.fill(poly(x-s*.85, y-.06, x-s*.85, y-.15, x+s*.1, y-.15, x+s*.2, y-.06), plain(mix(lch(.93, .012, 80), h.near, .22)))
	c.fill(poly(x-s*.7, y-.15, x-s*.66, y-.2, x-s*.15, y-.2, x-s*.05, y-.15), plain(mix(lch(.9, .012, 80), h.near, .3)))
	for i := range 7 {
		c.fill(rect(x-s*.78+s*.125*float64(i), y-.125, s*.07, .024), plain(lch(.35, .04, 245)))
	}
	c.fill(poly(x-s*.55, y-.195, x-s*.53, y-.26, x-s*.38, y-.26, x-s*.36, y-.195), plain(lch(.55, .16, 35)))
	c.fill(line(.004, .003, x-s*.2, y-.2, x-s*.2, y-.33), plain(h.near))
	d := c.lots
	for i := range 14 {
		t := float64(i) / 13
		c.fill(oval(x-s*.45-t*.35+d.between(-.01, .01), y-.3-t*.07, .012+.04*t, .01+.025*t), sheer(mix(h.cloud, h.under, .5), .22))
	}
	for range 6 {
		gx, gy, w := x+d.between(-.1, .5), y-d.between(.2, .45), d.between(.012, .026)
		c.fill(curve(w*.16, w*.08, gx-w, gy-w*.35, gx-w*.4, gy-w*.5, gx, gy, gx+w*.4, gy-w*.5, gx+w, gy-w*.25), plain(lab{.92, 0, 0}))
	}
}

// dunes are lit from one side and dark on the other.
func dunes(h hour, sand, shade lab, n int) func(*canvas) {
	return func(c *canvas) {
		c.sky(h.over(.5, .12, c.wide*.15, .3, 0, .55, 3))
		for i := range n {
			t := float64(i) / float64(n-1)
			base, rise := .46+.46*t, .06+.12*t
			wave := c.seed + noise(i*41)
			edge := func(x float64) float64 {
				return base - rise*(wave.cloud(x*(1.5-.6*t), 2.2, 2)+.4*math.Abs(wave.at(x*1.3, 9)))
			}
			c.fill(c.ground(edge), func(x, y float64, _ lab) (lab, float64) {
				d := y - edge(x)
				spine := wave.at(x*1.1+d*1.6, 5+d)
				dark := smooth(-.06, .1, spine+.14-d*.7)
				ripple := math.Sin((d*150+x*26)/(1+2*d)+5*wave.cloud(x*2, y*2, 2)) * .012 * t
				lit := mix(sand, h.sun, .3*math.Exp(-d*7))
				colour := mix(lit, shade, dark*.85)
				return mix(colour, h.low, .45*(1-t)).lit(ripple), 1
			})
		}
	}
}

// night is stars over a hill, with a lit tent or curtains of green light.
func night(top, low, hill lab, aurora bool) func(*canvas) {
	return func(c *canvas) {
		haze, d := c.seed+4, c.lots
		c.each(func(x, y float64, _ lab) lab {
			colour := mix(top, low, smooth(.1, .85, y))
			band := (x*.55 + y - .72) / .17
			milk := math.Exp(-band*band) * (.55 + .6*haze.warped(x*3, y*3, .8, 5))
			if !aurora {
				return mix(colour, lch(.78, .05, 300), clamp(milk*.5, 0, 1))
			}
			for k := range 3 {
				n := haze + noise(k*19)
				foot := .5 - .09*float64(k) + .11*n.cloud(x*1.3, .4, 3)
				if up := foot - y; up > 0 {
					ray := .5 + .5*n.cloud(x*22, y*.7, 3)
					s := math.Exp(-up*(5+3*float64(k))) * smooth(0, .03, up) * ray
					colour = mix(colour, mix(lch(.86, .19, 155), lch(.62, .17, 310), clamp(up*2.6, 0, 1)), clamp(s*1.05, 0, .95))
				}
			}
			return colour
		})
		for range 900 {
			x, y, r := d.between(0, c.wide), d.between(0, .8), d.between(.0006, .0016)
			if d.float() < .05 {
				r *= 2
			}
			c.fill(oval(x, y, r, r), sheer(lch(.97, .03, d.between(60, 280)), d.between(.3, 1)))
		}
		c.hills(hills{base: .76, rise: .12, rough: 1.4, sharp: .5, near: mix(hill, low, .35), far: mix(hill, low, .5), haze: .2, seed: 5}, .03)
		c.hills(hills{base: .9, rise: .06, rough: 1.2, near: hill, far: hill.lit(-.04), haze: .2, seed: 9}, .02)
		edge := c.crest(hills{base: .9, rise: .06, rough: 1.2, seed: 9})
		for range 22 {
			x := d.between(0, c.wide)
			if math.Abs(x-c.wide*.4) > .16 {
				c.fir(x, edge(x)+.03, d.between(.08, .26), hill.lit(-.05))
			}
		}
		x := c.wide * .4
		y := edge(x) + .035
		c.glow(x, y-.03, .07, .55, lch(.8, .13, 65))
		c.fill(poly(x-.085, y, x-.01, y-.095, x+.015, y-.095, x+.085, y), func(px, py float64, _ lab) (lab, float64) {
			return mix(lch(.85, .15, 75), lch(.62, .17, 45), clamp(math.Abs(px-x)*11+.1, 0, 1)), 1
		})
		c.fill(line(.003, .003, x-.012, y-.095, x-.03, y), plain(lch(.5, .12, 40)))
	}
}
