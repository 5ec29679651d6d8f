package paint

import "math"

// bokeh is lamps out of focus behind rain.
func bokeh(dark lab, hues ...float64) func(*canvas) {
	return func(c *canvas) {
		d := c.lots
		c.each(func(x, y float64, _ lab) lab {
			return dark.lit(.1*math.Exp(-sq((y-.55)/.3)) + .03*c.seed.warped(x*2, y*2, .6, 3))
		})
		for i := range 110 {
			t := float64(i) / 110
			x, y := d.between(0, c.wide), .52+d.between(-.3, .3)*d.float()*1.4
			r := d.between(.018, .05) * (.5 + t)
			tone := lch(d.between(.7, .93), d.between(.09, .17), hues[d.below(len(hues))]+d.between(-12, 12))
			strength := d.between(.3, .9)
			c.fill(oval(x, y, r, r), func(px, py float64, was lab) (lab, float64) {
				rim := math.Hypot(px-x, py-y) / r
				return mix(was, tone, .8), strength * (.55 + .45*smooth(.7, .98, rim))
			})
		}
		c.water(.72, .35, .1, dark, .35)
	}
}

// caustics are nets of light on the floor of a pool.
func caustics(deep, light lab) func(*canvas) {
	return func(c *canvas) {
		n := c.seed + 1
		c.each(func(x, y float64, _ lab) lab {
			k := 5.6 - 2.6*y
			wx, wy := x*k+.5*n.cloud(x*1.7, y*1.7, 3), y*k*1.25+.5*(n+2).cloud(x*1.7, y*1.7, 3)
			a := 1 - math.Abs(n.warped(wx, wy, .5, 2))*2.6
			b := 1 - math.Abs((n+7).warped(wx*1.35+3, wy*1.35, .5, 2))*2.6
			net := math.Pow(clamp(a, 0, 1), 5) + .7*math.Pow(clamp(b, 0, 1), 5)
			tile := smooth(.03, .0, math.Abs(math.Mod(wx*1.9+40, 1)-.5)) + smooth(.03, .0, math.Abs(math.Mod(wy*1.9+40, 1)-.5))
			base := mix(deep, light, .18+.22*y).lit(.05*n.cloud(x*2, y*2, 3) - .045*clamp(tile, 0, 1))
			return mix(base, light, clamp(net*.85, 0, 1))
		})
	}
}

// folds are sheets, paper or curtains with light raking over them.
func folds(tones ramp, turn, count, soft float64) func(*canvas) {
	return func(c *canvas) {
		n := c.seed + 6
		sin, cos := math.Sincos(turn)
		height := func(x, y float64) float64 {
			u, v := x*cos+y*sin, -x*sin+y*cos
			u += .32*n.cloud(u*.8, v*.7, 2) + .1*n.at(v*1.5, u)
			p := u * count
			t := p - math.Floor(p)
			if t > .86 {
				t = (1 - t) * .86 / .14
			}
			return math.Pow(smooth(0, .86, t), soft) + .35*math.Sin(p*.7+v*2)
		}
		c.each(func(x, y float64, _ lab) lab {
			h := height(x, y)
			slope := (height(x+.004, y+.003) - h) * 14
			if slope < -1 {
				slope = -1
			}
			return tones.at(clamp(.5+.42*slope+.16*h-.1*y, 0, 1)).lit(.008 * n.cloud(x*90, y*90, 2))
		})
	}
}

// trails are lights that moved while the shutter was open.
func trails(h hour) func(*canvas) {
	return func(c *canvas) {
		skyline(h, .3)(c)
		d := c.lots
		road := lch(.2, .02, 270)
		c.fill(poly(c.wide*.56, .62, c.wide*.6, .62, c.wide*1.1, 1.02, -c.wide*.25, 1.02), func(x, y float64, _ lab) (lab, float64) {
			return mix(road, h.low, .25*math.Exp(-sq((y-.62)/.1))), 1
		})
		for i := range 46 {
			t := d.float()
			tone := lch(.66, .22, 27)
			u := -.55 + .5*t
			if i%2 == 0 {
				tone, u = lch(.95, .07, 85), .06+.5*t
			}
			bend := d.between(-.012, .012)
			c.fill(curve(.0015, .012*d.between(.4, 1), c.wide*.58, .622, c.wide*(.58+u*.22)+bend, .71, c.wide*(.58+u*.62), .84, c.wide*(.58+u*1.25), 1.04), sheer(tone, d.between(.35, .9)))
		}
		c.glow(c.wide*.58, .62, .06, .6, h.sun)
	}
}

// arcade is arches one behind another, sun between them.
func arcade(stone, light, dark lab, n int) func(*canvas) {
	return func(c *canvas) {
		vx, vy, rough := c.wide*.46, .56, c.seed+3
		c.each(func(x, y float64, _ lab) lab { return mix(light, lch(.8, .06, 235), smooth(.6, .1, y)) })
		for i := n; i >= 0; i-- {
			s := math.Pow(.68, float64(i)) * 1.25
			near := 1 - float64(i)/float64(n+1)
			at := func(u, v float64) (float64, float64) { return vx + u*s, vy + v*s }
			outline := []pt{}
			add := func(u, v float64) { x, y := at(u, v); outline = append(outline, pt{x, y}) }
			add(-3, -2)
			add(3, -2)
			add(3, .5)
			add(.42, .5)
			add(.42, -.12)
			for k := range 25 {
				sin, cos := math.Sincos(float64(k) * math.Pi / 24)
				add(.42*cos, -.12-.42*sin)
			}
			add(-.42, -.12)
			add(-.42, .5)
			add(-3, .5)
			c.fill(shape{outline}, func(x, y float64, _ lab) (lab, float64) {
				worn := rough.warped(x*5/s*.5, y*5/s*.5, .5, 4)
				tone := mix(mix(stone, dark, .25+.6*near), light, .3*(1-near))
				edge := math.Abs(math.Hypot((x-vx)/s, ((y-vy)/s+.12)) - .42)
				return tone.lit(.05*worn + .1*math.Exp(-edge*26)*b2f(x > vx)), 1
			})
			x0, y0 := at(-3, .5)
			x1, _ := at(3, .5)
			y1 := vy + .5*s/.68
			if i == 0 {
				y1 = 1.02
			}
			c.fill(poly(x0, y0, x1, y0, x1, y1, x0, y1), plain(mix(dark, stone, .45).lit(.02)))
			lx, _ := at(.42, 0)
			c.fill(poly(lx, y0, lx-.84*s, y0, lx-1.25*s, y1, lx-.32*s, y1), sheer(light, .62))
		}
		c.walker(vx-.03, vy+.5*math.Pow(.68, 2)*1.25, .2, hour{near: lch(.2, .03, 280)}, false)
	}
}

// stairs go up into the light, each tread bright and each riser dark.
func stairs(tread, riser, light lab) func(*canvas) {
	return func(c *canvas) {
		rough := c.seed + 2
		c.each(func(x, y float64, _ lab) lab {
			p := (1.03 - y) / 1.06 * 11
			k := math.Floor(p)
			t := p - k
			colour := riser.lit(.03 * rough.cloud(x*12, y*12, 3))
			if t > .52 {
				colour = tread.lit(-.02*k*.3 + .02*rough.cloud(x*9, y*30, 3))
			}
			return colour.lit(-.05 * smooth(.06, 0, math.Abs(t-.52)) * 1.2)
		})
		zig := func(x, y float64) float64 {
			p := (1.03 - y) / 1.06 * 11
			k := math.Floor(p)
			t := p - k
			across := k + .3
			if t > .52 {
				across = k + .3 + (t-.52)/.48
			}
			return x - .25 - .1*across
		}
		c.each(func(x, y float64, was lab) lab {
			return mix(mix(was, lch(.24, .06, 275), .62), mix(was, light, .28), smooth(-.008, .008, zig(x, y)))
		})
		c.fill(line(.014, .01, -.05, .5, c.wide*.5, -.06), plain(lch(.2, .02, 270)))
		for i := range 5 {
			t := float64(i) / 5
			x, y := -.05+(c.wide*.5+.05)*t, .5-.56*t
			c.fill(line(.009, .009, x, y, x, y+.34-.1*t), plain(lch(.2, .02, 270)))
		}
		c.cat(c.wide*.7, .53, .15)
	}
}

// cat sits with its back to us.
func (c *canvas) cat(x, foot, tall float64) {
	fur := lch(.2, .015, 50)
	c.fill(curve(tall*.1, tall*.07, x+tall*.22, foot-tall*.06, x+tall*.5, foot-tall*.02, x+tall*.55, foot-tall*.25), plain(fur))
	c.fill(round(x-tall*.3, foot-tall*.1, x-tall*.22, foot-tall*.42, x-tall*.1, foot-tall*.64, x+tall*.1, foot-tall*.64, x+tall*.22, foot-tall*.42, x+tall*.3, foot-tall*.1, x, foot), plain(fur))
	c.fill(oval(x, foot-tall*.74, tall*.17, tall*.15), plain(fur))
	for _, s := range []float64{-1, 1} {
		c.fill(poly(x+s*tall*.16, foot-tall*.76, x+s*tall*.14, foot-tall*1.0, x+s*tall*.02, foot-tall*.84), plain(fur))
	}
}
