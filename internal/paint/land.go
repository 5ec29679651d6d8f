package paint

import "math"

// hour is the colours that a time of day gives to a landscape.
type hour struct {
	top, middle, low lab // of the sky
	sun              lab
	cloud, under     lab
	far, near        lab // hills at the horizon and at our feet
}

var (
	dawn    = hour{lch(.58, .07, 265), lch(.76, .06, 330), lch(.89, .09, 65), lch(.97, .07, 85), lch(.88, .07, 45), lch(.60, .06, 290), lch(.74, .05, 310), lch(.27, .045, 275)}
	dusk    = hour{lch(.33, .08, 275), lch(.55, .13, 345), lch(.80, .15, 55), lch(.95, .12, 80), lch(.76, .15, 40), lch(.38, .09, 320), lch(.56, .10, 345), lch(.17, .045, 290)}
	noon    = hour{lch(.60, .11, 245), lch(.76, .075, 235), lch(.91, .03, 220), lch(.99, .02, 100), lch(.97, .01, 90), lch(.70, .035, 255), lch(.74, .045, 240), lch(.42, .09, 140)}
	rain    = hour{lch(.45, .025, 250), lch(.60, .022, 235), lch(.76, .02, 210), lch(.88, .03, 110), lch(.74, .015, 230), lch(.38, .02, 250), lch(.62, .02, 230), lch(.25, .03, 190)}
	golden  = hour{lch(.62, .07, 225), lch(.79, .07, 95), lch(.90, .12, 78), lch(.97, .10, 88), lch(.94, .08, 75), lch(.65, .06, 55), lch(.75, .08, 75), lch(.33, .07, 95)}
	winter  = hour{lch(.66, .06, 250), lch(.80, .035, 270), lch(.91, .045, 30), lch(.97, .05, 70), lch(.93, .03, 30), lch(.68, .045, 275), lch(.75, .04, 270), lch(.45, .05, 260)}
	evening = hour{lch(.30, .075, 262), lch(.45, .085, 250), lch(.72, .09, 185), lch(.90, .11, 95), lch(.55, .07, 260), lch(.28, .06, 268), lch(.45, .065, 245), lch(.15, .04, 265)}
)

func (h hour) over(horizon, cover, sunX, sunY, disc, glow, streak float64) sky {
	return sky{
		colours: ramp{{0, h.top}, {.55, h.middle}, {1, h.low}}, horizon: horizon, cover: cover, bright: h.cloud, shadow: h.under,
		sunX: sunX, sunY: sunY, sun: h.sun, disc: disc, glow: glow, streak: streak,
	}
}

// mountains are ranges behind each other, the air thicker between them the further they are.
func mountains(h hour, ranges int, sharp, cover, snow, fog float64) func(*canvas) {
	return func(c *canvas) {
		sunX, sunY := c.wide*c.lots.between(.25, .75), c.lots.between(.3, .42)
		c.sky(h.over(.62, cover, sunX, sunY, .035, .8, 2))
		for i := range ranges {
			t := float64(i) / float64(ranges-1)
			near := mix(h.far, h.near, math.Pow(t, 1.15))
			foot := mix(mix(near, h.low, .55-.4*t), h.sun, .12*(1-t))
			c.hills(hills{
				base: .5 + .42*t, rise: .2 - .07*t + .14*sharp*(1-t), rough: 1.1 + .9*t, sharp: sharp * (1 - .5*t), near: near, far: foot,
				haze: .22, snow: snow * (1 - t), seed: noise(i * 31),
			}, .05+.02*t)
			if fog > 0 && i < ranges-1 {
				c.mist(.56+.4*t, .045+.02*t, fog*(1-.4*t), mix(h.low, h.sun, .25))
			}
		}
		c.glow(sunX, sunY, .16, .35, h.sun)
		edge := c.crest(hills{base: .92, rise: .13, rough: 2, sharp: 0, seed: noise((ranges - 1) * 31)})
		for range 26 {
			x := c.lots.between(0, c.wide)
			if math.Abs(x-sunX) > .22 {
				c.fir(x, edge(x)+.05, c.lots.between(.07, .2), h.near.lit(-.03))
			}
		}
	}
}

// lake has hills beyond still water and reeds before it.
func lake(h hour, waves, cover, fog float64, boats bool) func(*canvas) {
	return func(c *canvas) {
		shore, sunX := .56, c.wide*c.lots.between(.3, .7)
		c.sky(h.over(shore, cover, sunX, .36, .04*b2f(cover < .6), .9-.6*smooth(.5, .8, cover), 2.5))
		for i := range 3 {
			t := float64(i) / 2
			near := mix(h.far, h.near, .15+.6*t)
			c.hills(hills{base: .5 + .055*t, rise: .14 - .07*t, rough: 1.3 + t, sharp: .4 * (1 - t), near: near, far: mix(near, h.low, .5), haze: .14, seed: noise(i*17 + 5)}, .05)
		}
		for range 60 {
			x := c.lots.between(0, c.wide)
			if c.seed.cloud(x*2, .4, 2) > -.05 {
				c.fir(x, shore+.006, c.lots.between(.025, .075), mix(h.near, h.far, .15))
			}
		}
		c.mist(shore-.012, .028, fog, mix(h.low, h.sun, .2))
		c.water(shore, waves, .05, mix(h.near, h.top, .35), .45)
		c.fill(rect(0, shore-.002, c.wide, .005), sheer(h.sun, .35))
		c.glow(sunX, .36, .12, .3, h.sun)
		if boats {
			x := c.wide * .64
			c.rowboat(x, .74, .16, h)
		}
		d := c.lots
		for range 150 {
			x := d.between(-.05, .42*c.wide) * d.float()
			tall := d.between(.08, .3)
			lean := d.between(-.04, .08)
			c.fill(curve(.006, .0015, x, 1.02, x+lean*.3, 1.02-tall*.6, x+lean, 1.02-tall), plain(mix(h.near, h.sun, d.between(0, .22))))
		}
	}
}

func (c *canvas) rowboat(x, y, long float64, h hour) {
	dark := h.near.lit(-.04)
	c.fill(round(x-long/2, y+long*.02, x-long*.3, y+long*.15, x, y+long*.18, x+long*.3, y+long*.15, x+long/2, y+long*.02, x, y+long*.09), sheer(dark, .5))
	c.fill(round(x-long/2, y-long*.1, x-long*.25, y-long*.02, x, y, x+long*.25, y-long*.02, x+long/2, y-long*.1, x+long*.34, y+long*.07, x, y+long*.1, x-long*.34, y+long*.07), plain(mix(dark, lch(.5, .13, 35), .55)))
	c.fill(round(x-long*.46, y-long*.08, x, y+long*.02, x+long*.46, y-long*.08, x, y-long*.035), plain(mix(h.sun, lch(.6, .08, 60), .5)))
	c.fill(line(long*.02, long*.012, x-long*.05, y-long*.02, x+long*.42, y+long*.15), plain(dark))
}

// meadow rolls up to one tree under a big sky.
func meadow(h hour, cover float64, grass ramp, flower lab, leafy float64) func(*canvas) {
	return func(c *canvas) {
		sunX := c.wide * .22
		c.sky(h.over(.7, cover, sunX, .3, 0, .75, 1.2))
		for i := range 3 {
			t := float64(i) / 2
			near := mix(mix(h.far, grass.at(.3), .2+.5*t), h.near, .2*t)
			c.hills(hills{base: .66 + .09*t, rise: .06, rough: .8 + .3*t, near: near, far: mix(near, grass.at(.8), .5), haze: .2, seed: noise(i*13 + 3)}, .03)
		}
		edge := c.crest(hills{base: .75, rise: .06, rough: 1.1, seed: 29})
		treeX := c.wide * c.lots.between(.6, .72)
		c.fill(round(treeX-.02, edge(treeX)+.02, treeX+.2, edge(treeX)+.015, treeX+.46, edge(treeX)+.06, treeX+.2, edge(treeX)+.07), sheer(h.near.lit(-.06), .4))
		c.tree(treeX, edge(treeX)+.04, .5, h.near.lit(-.08), mix(h.near, grass.at(.1), .4), mix(grass.at(1), h.sun, .35), leafy)
		c.grass(.8, .12, 2600, grass, flower, .16)
		c.glow(sunX, .3, .35, .25, h.sun)
	}
}

// forest is trunks in fog with the light coming through.
func forest(air, light, bark, floor lab, shafts float64) func(*canvas) {
	return func(c *canvas) {
		lx := c.wide * c.lots.between(.42, .62)
		c.each(func(x, y float64, _ lab) lab {
			d := math.Hypot(x-lx, (y-.32)*.8)
			return mix(air, light, math.Exp(-d*d*3.2))
		})
		d := c.lots
		for layer := range 6 {
			t := float64(layer) / 5
			colour := mix(mix(air, light, .2), bark, .12+.88*t*t)
			foot := .6 + .3*t
			for range 13 - layer*2 {
				x, w := d.between(-.05, c.wide+.05), (.007+.042*t*t)*d.between(.7, 1.3)
				if t > .7 && math.Abs(x-lx) < .2 {
					continue
				}
				lean := d.between(-.02, .02)
				c.fill(curve(w*1.3, w*.8, x, foot+.04, x+lean, .4, x+lean*1.5, -.05), func(px, _ float64, was lab) (lab, float64) {
					side := clamp((lx-px)*3, -1, 1) * .03
					return mix(colour.lit(side+.03*c.seed.cloud(px*60, x, 2)), was, .06), 1
				})
				for range 2 + int(4*t) {
					y, s := d.between(.02, .5), d.between(-1, 1)*(.06+.1*t)
					c.fill(curve(w*.22, w*.05, x+lean, y, x+lean+s*.5, y-.015, x+lean+s, y+d.between(-.06, .02)), sheer(colour, .8))
				}
			}
			ground := mix(mix(air, floor, .3+.7*t), light, .12*(1-t))
			c.hills(hills{base: foot + .04, rise: .03, rough: 2.5, near: ground, far: ground.lit(-.03), haze: .2, seed: noise(layer*7 + 2)}, .04)
			if layer < 4 {
				c.mist(foot-.04, .14, .34, mix(air, light, .45))
			}
		}
		for range 9 {
			a, w := d.between(-.7, .7), d.between(.012, .05)
			x1 := lx + math.Sin(a)*1.2
			c.fill(poly(lx-w*.2, -.02, lx+w*.2, -.02, x1+w*2, .95, x1-w*2, .95), func(_, y float64, was lab) (lab, float64) {
				return light, shafts * smooth(1, .1, y) * .35
			})
		}
		c.grass(.9, .07, 700, ramp{{0, floor.lit(-.06)}, {1, mix(floor, light, .3)}}, light, .03)
	}
}
