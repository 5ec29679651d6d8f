package paint

import "math"

// setting is a table before a wall, with light from a window on the left.
type setting struct {
	wall, light, table lab
	edge               float64 // where the table begins
	window             float64 // how clearly the window's light lies on the wall
	cloth              lab     // over the table's front; zero for none
}

func (c *canvas) set(s setting) {
	grain := c.seed + 5
	c.each(func(x, y float64, _ lab) lab {
		if y > s.edge {
			k := smooth(s.edge, 1, y)
			wood := grain.cloud(x*2.2, y*42+grain.at(x*1.5, y*4)*2, 4)
			colour := mix(s.table, s.light, .28*math.Exp(-sq((x-.3)/.5))*(1-.5*k))
			return colour.lit(.045*wood - .06*k)
		}
		colour := mix(s.wall.lit(.03*grain.warped(x*2.2, y*2.2, .6, 5)), s.light, .42*math.Exp(-sq((x-.25)/.55)-sq((y-.3)/.6)))
		return colour.lit(-.12 * smooth(.5, 1.5, x))
	})
	if s.window > 0 {
		for i := range 2 {
			for j := range 3 {
				x, y := .22+.26*float64(i), .02+.16*float64(j)
				c.fill(poly(x, y, x+.22, y-.045, x+.25, y+.09, x+.03, y+.135), sheer(s.light.lit(.05), s.window*.6))
			}
		}
	}
	if s.cloth != (lab{}) {
		fold := c.seed + 60
		top := func(x float64) float64 { return s.edge + .13 + .05*fold.cloud(x*1.6, .5, 3) - .06*math.Sin(x*2.2) }
		c.fill(c.ground(top), func(x, y float64, _ lab) (lab, float64) {
			d := y - top(x)
			wave := fold.warped(x*2.6+d*.8, d*1.4, .5, 3)
			return s.cloth.lit(.16*wave + .06*math.Exp(-d*40) - .15*d), 1
		})
	}
}

var (
	clay   = stuff{lch(.55, .09, 45), .12, 0, false}
	cream  = stuff{lch(.82, .035, 85), .45, 0, false}
	cobalt = stuff{lch(.42, .12, 262), .7, 0, false}
	celad  = stuff{lch(.70, .05, 165), .5, 0, false}
	soot   = stuff{lch(.27, .015, 60), .35, 0, false}
	glassy = stuff{lch(.62, .06, 160), .9, .7, false}
	white  = stuff{lch(.88, .01, 80), .4, 0, false}
)

func (c *canvas) bottle(x, foot, tall float64, of stuff, table lab) {
	c.turned(x, foot, tall, of, table, 0, .15, .08, .16, .45, .16, .6, .13, .7, .055, .92, .045, .94, .06, 1, .058)
}

func (c *canvas) jug(x, foot, tall float64, of stuff, table lab) {
	c.fill(curve(tall*.07, tall*.055, x+tall*.16, foot-tall*.84, x+tall*.46, foot-tall*.82, x+tall*.44, foot-tall*.5, x+tall*.27, foot-tall*.36), plain(of.lit(-.09)))
	c.turned(x, foot, tall, of, table, 0, .2, .1, .25, .35, .33, .6, .26, .8, .17, .93, .19, 1, .23)
}

func (c *canvas) bowl(x, foot, tall float64, of stuff, table lab) {
	c.turned(x, foot, tall, of, table, 0, .35, .08, .36, .12, .5, .5, .95, .85, 1.2, 1, 1.25)
}

func (c *canvas) cup(x, foot, tall float64, of stuff, table lab) {
	c.fill(ring(x+tall*.5, foot-tall*.52, tall*.24, tall*.28, tall*.08), plain(of.lit(-.06)))
	c.turned(x, foot, tall, of, table, 0, .3, .1, .38, .5, .46, 1, .48)
}

func lemons(c *canvas) {
	s := setting{lch(.40, .045, 235), lch(.86, .06, 85), lch(.46, .06, 55), .62, .5, lch(.80, .025, 80)}
	c.set(s)
	c.jug(.52, .72, .46, cobalt, s.table)
	for _, f := range [][3]float64{{.86, .735, .075}, {1.0, .75, .07}, {.93, .79, .078}, {1.18, .80, .068}} {
		c.fruit(f[0], f[1], f[2], lch(.83, .16, 98), lch(.76, .15, 108), .84)
		c.fill(oval(f[0]+f[2]*.98, f[1]-f[2]*.7, f[2]*.1, f[2]*.09), plain(lch(.7, .12, 100)))
	}
	c.stem(.9, .69, .09, lch(.45, .09, 140))
}

func apples(c *canvas) {
	s := setting{lch(.36, .03, 110), lch(.85, .07, 90), lch(.40, .05, 50), .6, .25, lab{}}
	c.set(s)
	c.bottle(.36, .7, .52, glassy, s.table)
	c.bowl(.82, .76, .17, white, s.table)
	for _, f := range [][3]float64{{.75, .64, .07}, {.92, .64, .07}, {.83, .6, .074}} {
		c.fruit(f[0], f[1]-.02, f[2], lch(.5, .17, 28), lch(.72, .13, 95), .92)
		c.stem(f[0], f[1]-.02-f[2]*1.7, f[2], lch(.48, .1, 135))
	}
	c.turned(.82, .76, .13, stuff{white.lab, .4, 0, true}, s.table, 0, .46, .1, .47, .16, .65, .65, 1.25, 1, 1.5)
	c.fruit(1.22, .8, .075, lch(.53, .17, 30), lch(.7, .13, 90), .92)
	c.stem(1.22, .8-.125, .075, lch(.48, .1, 135))
}

func bottles(c *canvas) {
	s := setting{lch(.78, .025, 75), lch(.95, .03, 85), lch(.70, .03, 70), .68, 0, lab{}}
	c.set(s)
	c.bottle(.3, .74, .5, white, s.table)
	c.turned(.5, .76, .34, clay, s.table, 0, .2, .1, .24, .5, .25, .7, .18, .8, .1, 1, .12)
	c.bottle(.68, .75, .56, celad, s.table)
	c.turned(.9, .78, .24, soot, s.table, 0, .3, .1, .34, .6, .34, .9, .3, 1, .3)
	c.jug(1.13, .77, .36, cream, s.table)
}

func flowers(petal, heart, leaf lab, s setting, vase stuff) func(*canvas) {
	return func(c *canvas) {
		c.set(s)
		x, d := c.wide*.46, c.lots
		foot := s.edge + .2
		heads := make([]pt, 13)
		for i := range heads {
			a, r := d.between(-1.25, 1.25), d.between(.16, .42)
			heads[i] = pt{x + math.Sin(a)*r, foot - .34 - math.Cos(a)*r*.85}
			c.fill(curve(.009, .006, x, foot-.28, x+math.Sin(a)*r*.3, foot-.36-r*.4, heads[i].x, heads[i].y), plain(leaf.lit(d.between(-.08, .02))))
			lx, ly := x+math.Sin(a)*r*.5, foot-.34-r*.5
			c.fill(round(lx, ly, lx+.05*math.Cos(a*3), ly-.05, lx+.11*math.Sin(a+1), ly-.03, lx+.05, ly+.015), plain(leaf.lit(d.between(-.1, .08))))
		}
		c.turned(x, foot, .34, vase, s.table, 0, .18, .12, .24, .45, .28, .75, .17, .92, .15, 1, .2)
		for _, h := range heads {
			size := d.between(.036, .058)
			for ring := range 3 {
				r := size * (1 - .3*float64(ring))
				for i := range 9 - 2*ring {
					a := float64(i)*2*math.Pi/float64(9-2*ring) + d.between(-.2, .2)
					tone := petal.lit(-.1 + .05*float64(ring) - .1*math.Sin(a)*.6 - .05*math.Cos(a))
					c.fill(oval(h.x+math.Cos(a)*r*.75, h.y+math.Sin(a)*r*.62, r*.52, r*.46), plain(tone.lit(d.between(-.03, .03))))
				}
			}
			c.fill(oval(h.x, h.y, size*.26, size*.22), plain(heart))
		}
		for range 7 {
			px, py := x+d.between(-.3, .42), foot+d.between(.02, .1)
			c.fill(round(px, py, px+.016, py-.01, px+.03, py, px+.014, py+.009), plain(petal.lit(d.between(-.12, 0))))
		}
	}
}
