package paint

import "math"

// view draws what is seen through a window, into the box that it fills.
func (c *canvas) view(x, y, w, tall float64, h hour, drops bool) {
	outside := newCanvas(int(w*float64(c.h))+2, int(tall*float64(c.h))+2, uint64(c.seed)+77)
	if drops {
		alley(h, lch(.5, .04, 40), true, true, 2)(outside)
		outside.blur(float64(outside.h) * .035)
	} else {
		meadow(h, .5, ramp{{0, lch(.4, .07, 140)}, {1, lch(.7, .1, 110)}}, h.sun, .9)(outside)
		outside.blur(float64(outside.h) * .012)
	}
	c.fill(rect(x, y, w, tall), func(px, py float64, _ lab) (lab, float64) {
		return outside.at((px-x)/tall*1, (py-y)/tall*1).lit(.05), 1
	})
	if !drops {
		return
	}
	d := c.lots
	for range 420 {
		px, py, r := x+d.float()*w, y+d.float()*tall, d.between(.001, .0055)
		from := outside.at((px-x)/tall, math.Max(0, 1-(py-y)/tall))
		c.fill(oval(px, py, r, r*1.2), func(qx, qy float64, was lab) (lab, float64) {
			v := (qy - py) / r
			return mix(from, was, .3).lit(.12*v + .05), .9
		})
		if d.float() < .06 {
			c.fill(line(r*.7, r*.2, px, py, px+d.between(-.003, .003), py-d.between(.03, .12)), sheer(from.lit(.03), .3))
		}
	}
}

// window is a room with a desk under its window; the lamp is on in the evening.
func window(h hour, wall lab, lamp, drops bool) func(*canvas) {
	return func(c *canvas) {
		wx, wy, ww, wt := c.wide*.3, .07, c.wide*.46, .56
		sill := .72
		plaster := c.seed + 8
		c.each(func(x, y float64, _ lab) lab {
			d := math.Hypot(x-wx-ww/2, y-.35)
			return mix(wall.lit(-.1), wall.lit(.06), math.Exp(-d*d*2)).lit(.025 * plaster.warped(x*3, y*3, .5, 4))
		})
		c.view(wx, wy, ww, wt, h, drops)
		sash := mix(lch(.9, .01, 80), wall, .25)
		for _, r := range [][4]float64{{wx - .03, wy - .03, ww + .06, .03}, {wx - .03, wy + wt, ww + .06, .035}, {wx - .03, wy, .03, wt}, {wx + ww, wy, .03, wt}, {wx + ww/2 - .01, wy, .02, wt}, {wx, wy + wt*.5, ww, .014}} {
			c.fill(rect(r[0], r[1], r[2], r[3]), plain(sash))
		}
		for _, side := range []float64{-1, 1} {
			edge := wx - .02
			if side > 0 {
				edge = wx + ww + .02
			}
			c.fill(round(edge+side*.16, -.05, edge-side*.07, -.05, edge-side*.035, .3, edge+side*.0, .66, edge+side*.14, .69, edge+side*.17, .3), func(px, py float64, was lab) (lab, float64) {
				fold := math.Sin((px-edge)*95 + math.Sin(py*5)*1.2)
				near := math.Exp(-sq((px - edge) / .08))
				return mix(wall.lit(.12), h.low, .35+.25*near).lit(.06 * fold), .93
			})
		}
		desk := mix(lch(.45, .06, 55), wall, .15)
		c.fill(poly(-.01, sill+.05, c.wide*.12, sill, c.wide*.9, sill, c.wide+.01, sill+.04, c.wide+.01, 1.01, -.01, 1.01), func(px, py float64, _ lab) (lab, float64) {
			grainy := plaster.cloud(px*2, py*40, 4)
			shine := math.Exp(-sq((px-wx-ww/2)/(.25+(py-sill)))) * smooth(1.05, sill, py)
			return mix(desk, h.low, .55*shine).lit(.04 * grainy), 1
		})
		c.deskThings(wx, ww, sill, desk, h, lamp)
	}
}

func (c *canvas) deskThings(wx, ww, sill float64, desk lab, h hour, lamp bool) {
	x := wx + ww*.5
	dark := lch(.28, .012, 260)
	c.fill(poly(x-.26, sill+.17, x+.2, sill+.17, x+.27, sill+.25, x-.33, sill+.25), sheer(lab{.1, 0, 0}, .3))
	c.fill(poly(x-.2, sill-.13, x+.16, sill-.13, x+.18, sill+.13, x-.22, sill+.13), plain(dark))
	c.fill(poly(x-.188, sill-.118, x+.148, sill-.118, x+.167, sill+.118, x-.207, sill+.118), func(px, py float64, _ lab) (lab, float64) {
		rows := .05 * step(math.Sin(py*190)) * step(math.Sin(px*31+py*7))
		return mix(lch(.36, .04, 255), h.low, .15).lit(rows * 2), 1
	})
	c.fill(poly(x-.22, sill+.13, x+.18, sill+.13, x+.24, sill+.215, x-.29, sill+.215), plain(lch(.66, .008, 250)))
	for row := range 4 {
		y := sill + .143 + .014*float64(row)
		spread := .012 * float64(row)
		c.fill(rect(x-.2-spread, y, .36+2*spread, .008), sheer(dark, .75))
	}
	c.cup(x+.39, sill+.19, .1, stuff{lch(.55, .12, 35), .4, 0, false}, desk)
	c.books(x-.52, sill+.13)
	px := wx - .12
	c.turned(px, sill+.1, .13, clay, desk, 0, .3, .5, .38, .9, .44, 1, .46)
	for range 26 {
		a, r := c.lots.between(-1.3, 1.3), c.lots.between(.08, .25)
		tipX, tipY := px+math.Sin(a)*r, sill-.03-math.Cos(a)*r
		leaf := lch(c.lots.between(.38, .6), .1, c.lots.between(130, 150))
		c.fill(curve(.005, .003, px, sill-.02, px+math.Sin(a)*r*.4, sill-.03-r*.6, tipX, tipY), plain(leaf.lit(-.08)))
		c.fill(round(tipX-.026, tipY+.012, tipX, tipY-.024, tipX+.03, tipY-.006, tipX+.006, tipY+.02), plain(leaf))
	}
	if !lamp {
		return
	}
	lx := x + .52
	brass := lch(.62, .09, 80)
	c.fill(oval(lx, sill+.12, .07, .02), plain(brass.lit(-.2)))
	c.fill(curve(.012, .01, lx, sill+.12, lx+.02, sill-.14, lx-.05, sill-.26), plain(brass))
	c.fill(poly(lx-.07, sill-.33, lx+.0, sill-.3, lx-.0, sill-.19, lx-.17, sill-.24), plain(brass.lit(.04)))
	c.glow(lx-.1, sill-.18, .09, .85, lch(.95, .09, 85))
	c.fill(oval(lx-.16, sill+.13, .3, .07), func(px, py float64, was lab) (lab, float64) {
		d := math.Hypot((px-lx+.16)/.3, (py-sill-.13)/.07)
		return mix(was, lch(.93, .1, 80), .7), smooth(1, .2, d)
	})
}

// books lie on each other.
func (c *canvas) books(x, foot float64) {
	y := foot
	for i := range 5 {
		w, tall := c.lots.between(.15, .21), c.lots.between(.022, .038)
		tone := lch(c.lots.between(.35, .65), .1, []float64{25, 250, 85, 150, 330}[i])
		off := c.lots.between(-.012, .012)
		c.fill(rect(x+off, y-tall, w, tall), func(px, py float64, _ lab) (lab, float64) { return tone.lit(.08 * (y - py) / tall), 1 })
		c.fill(rect(x+off+w*.86, y-tall*.85, w*.14, tall*.7), plain(lch(.9, .02, 85)))
		y -= tall
	}
}

// shafts is an empty room where only light has come in.
func shafts(wall, floor, light lab, panes int) func(*canvas) {
	return func(c *canvas) {
		corner, skirting := c.wide*.7, .7
		plaster := c.seed + 2
		c.each(func(x, y float64, _ lab) lab {
			edge := skirting + .16*math.Max(0, x-corner)*1.6
			grainy := plaster.warped(x*2.5, y*2.5, .6, 5)
			switch {
			case y > edge:
				k := 1 / (y - edge + .25)
				board := math.Floor((x-.6)*k*2.2 + .01)
				return floor.lit(.03*plaster.at(board*3.7, 1) + .03*plaster.cloud(x*3, y*30, 3) - .08*smooth(.7, 1.1, y))
			case x > corner:
				return wall.lit(-.13 + .025*grainy - .06*(x-corner))
			}
			return wall.lit(.025*grainy - .05*x)
		})
		c.fill(rect(0, skirting-.025, corner, .025), plain(wall.lit(.05)))
		for i := range panes {
			for j := range 3 {
				x, y := .18+.17*float64(i)+.02*float64(j), .1+.17*float64(j)
				c.fill(poly(x, y, x+.145, y+.04, x+.16, y+.185, x+.015, y+.145), func(px, py float64, was lab) (lab, float64) {
					leaf := plaster.warped(px*6, py*6, .8, 3)
					return mix(was, light, .72*smooth(-.45, .1, leaf)), 1
				})
			}
			x := .3 + .2*float64(i)
			c.fill(poly(x, .73, x+.15, .73, x+.33, .94, x+.14, .94), func(px, py float64, was lab) (lab, float64) {
				return mix(was, light, .6*smooth(-.45, .1, plaster.warped(px*6, py*6, .8, 3))), 1
			})
		}
		x, foot := corner+.22, .9
		c.fill(poly(x-.05, foot-.22, x+.1, foot-.24, x+.11, foot-.2, x-.04, foot-.18), plain(lch(.42, .07, 50)))
		for _, leg := range [][4]float64{{-.04, -.2, -.05, .0}, {.1, -.21, .11, -.02}, {.02, -.19, .02, .04}, {.07, -.19, .08, .03}} {
			c.fill(line(.012, .009, x+leg[0], foot+leg[1], x+leg[2], foot+leg[3]), plain(lch(.36, .06, 50)))
		}
		c.fill(line(.012, .012, x-.04, foot-.2, x-.05, foot-.45), plain(lch(.38, .06, 50)))
		c.fill(line(.012, .012, x+.1, foot-.22, x+.1, foot-.47), plain(lch(.38, .06, 50)))
		for _, up := range []float64{.34, .39, .44} {
			c.fill(line(.016, .016, x-.047, foot-up, x+.1, foot-up-.02), plain(lch(.42, .07, 50)))
		}
	}
}
