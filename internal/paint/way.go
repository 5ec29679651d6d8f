package paint

import "math"

// road runs to the horizon between trees; somebody may be riding on it.
func road(h hour, verge lab, leafy, fog float64, rider bool) func(*canvas) {
	return func(c *canvas) {
		d, vx, vy := c.lots, c.wide*c.lots.between(.4, .6), .52
		c.sky(h.over(.56, .4, vx, .4, 0, .85, 2))
		c.hills(hills{base: .53, rise: .05, rough: 1.5, near: mix(h.far, verge, .3), far: h.low, haze: .12, seed: 3}, .03)
		ground := c.seed + 14
		c.fill(c.ground(func(float64) float64 { return vy + .012 }), func(x, y float64, _ lab) (lab, float64) {
			near := (y - vy) / (1 - vy)
			return mix(mix(verge, h.low, .5), verge.lit(-.04), smooth(0, .6, near)).lit(.07 * ground.warped(x*(5-3*near), near*7, .5, 4)), 1
		})
		centre := func(t float64) float64 { return vx + .1*math.Sin(t*2.6)*(1-t)*c.wide*.5 + (c.wide*.5-vx)*t*t }
		var left, right []float64
		for i := range 41 {
			t := math.Pow(float64(i)/40, 2)
			left = append(left, centre(t)-.42*t-.004, vy+.012+t*.5)
			right = append([]float64{centre(t) + .42*t + .004, vy + .012 + t*.5}, right...)
		}
		c.fill(poly(append(left, right...)...), func(x, y float64, _ lab) (lab, float64) {
			near := (y - vy) / (1 - vy)
			tone := mix(lch(.58, .02, 60), h.sun, .4*math.Exp(-near*5))
			return mix(tone, h.near, .3*near).lit(.03 * ground.cloud(x*20, near*30, 3)), 1
		})
		for i := 7; i >= 0; i-- {
			t := math.Pow(.6, float64(i))
			bark := mix(h.near, h.low, .55*(1-t)*fog+.12)
			for _, side := range []float64{-1, 1} {
				x := centre(t*.8) + side*(.6*t+.03)*d.between(.95, 1.1)
				c.tree(x, vy+.01+t*.36, (.16+.95*t)*d.between(.85, 1.1), bark, mix(verge.lit(-.1), h.low, .5*(1-t)*fog), mix(verge.lit(.12), h.sun, .35), leafy)
			}
			if i > 1 {
				c.mist(vy+t*.22, .12, fog*.34, mix(h.low, h.sun, .2))
			}
		}
		if rider {
			c.cyclist(centre(.28), vy+.012+.17, .16, h)
		}
		c.glow(vx, .42, .22, .35, h.sun)
	}
}

// cyclist rides towards the light, seen from behind.
func (c *canvas) cyclist(x, foot, tall float64, h hour) {
	dark := h.near.lit(-.05)
	coat := mix(dark, lch(.5, .16, 40), .6)
	c.fill(oval(x+tall*.1, foot, tall*.2, tall*.03), sheer(dark, .4))
	c.fill(line(tall*.05, tall*.05, x, foot-tall*.42, x, foot), plain(dark))
	c.fill(line(tall*.1, tall*.06, x-tall*.06, foot-tall*.52, x-tall*.07, foot-tall*.12), plain(dark))
	c.fill(line(tall*.1, tall*.06, x+tall*.06, foot-tall*.52, x+tall*.07, foot-tall*.22), plain(dark))
	c.fill(line(tall*.03, tall*.03, x-tall*.2, foot-tall*.6, x+tall*.2, foot-tall*.6), plain(dark))
	c.fill(round(x-tall*.13, foot-tall*.48, x-tall*.15, foot-tall*.78, x, foot-tall*.86, x+tall*.15, foot-tall*.78, x+tall*.13, foot-tall*.48), func(px, _ float64, _ lab) (lab, float64) {
		return coat.lit((x - px) / tall * .4), 1
	})
	for _, s := range []float64{-1, 1} {
		c.fill(line(tall*.07, tall*.05, x+s*tall*.13, foot-tall*.76, x+s*tall*.19, foot-tall*.6), plain(coat.lit(-.04)))
	}
	c.fill(oval(x, foot-tall*.93, tall*.075, tall*.085), plain(dark))
	c.fill(oval(x, foot-tall*.965, tall*.085, tall*.06), plain(lch(.85, .05, 95)))
	c.glow(x, foot-tall*.36, tall*.05, .8, lch(.65, .24, 27))
}

// crates are a market stall's fruit, heaped.
func crates(hues ...lab) func(*canvas) {
	return func(c *canvas) {
		d := c.lots
		c.each(func(x, y float64, _ lab) lab {
			return mix(lch(.3, .05, 60), lch(.2, .03, 280), y).lit(.05 * c.seed.warped(x*3, y*3, .5, 4))
		})
		for row := range 3 {
			y0 := .2 + .29*float64(row)
			for col := range 3 {
				w := c.wide / 2.7
				x0 := -.12 + w*float64(col) + .08*float64(row%2)
				skin := hues[(row*2+col)%len(hues)]
				for layer := range 4 {
					r := .048 - .004*float64(layer%2)
					for x := x0 + r*1.3; x < x0+w-.04-r; x += r * 1.75 {
						c.fruit(x+d.between(-.01, .01), y0+.02+.05*float64(layer)+d.between(-.012, .012), r*d.between(.9, 1.08), skin.lit(d.between(-.03, .03)), mix(skin, lch(.6, .16, 30), .3), .95)
					}
				}
				wood := lch(.62, .07, 70)
				for plank := range 2 {
					py := y0 + .15 + .062*float64(plank)
					c.fill(rect(x0, py, w-.035, .052), func(px, qy float64, _ lab) (lab, float64) {
						return wood.lit(.05*c.seed.cloud(px*3, qy*60, 3) - .08*(qy-py)/.05 - .04*float64(plank)), 1
					})
				}
				c.fill(rect(x0-.004, y0+.1, .024, .17), plain(wood.lit(-.08)))
				c.fill(rect(x0+w-.055, y0+.1, .024, .17), plain(wood.lit(-.08)))
			}
		}
		c.glow(.2, -.1, .5, .35, lch(.96, .07, 85))
	}
}

// prints lie on a table, seen from above, each a picture of its own.
func prints(table lab, scenes ...func(*canvas)) func(*canvas) {
	return func(c *canvas) {
		d, grain := c.lots, c.seed+4
		c.each(func(x, y float64, _ lab) lab {
			lamp := math.Exp(-sq((x-.6)/.6) - sq((y-.4)/.5))
			return mix(table.lit(-.1), lch(.85, .07, 80), .35*lamp).lit(.04 * grain.cloud(x*2, y*34, 4))
		})
		for i := range 9 {
			x, y := .26+.46*float64(i%3)+d.between(-.05, .05), .2+.31*float64(i/3)+d.between(-.03, .03)
			a, w, tall := d.between(-.22, .22), .19, .13
			sin, cos := math.Sincos(a)
			at := func(u, v float64) (float64, float64) { return x + u*cos - v*sin, y + u*sin + v*cos }
			quad := func(u, v, dx, dy float64) shape {
				x0, y0 := at(-u, -v)
				x1, y1 := at(u, -v)
				x2, y2 := at(u, v)
				x3, y3 := at(-u, v)
				return poly(x0+dx, y0+dy, x1+dx, y1+dy, x2+dx, y2+dy, x3+dx, y3+dy)
			}
			small := newCanvas(300, 200, uint64(i)+uint64(c.seed))
			scenes[i%len(scenes)](small)
			c.fill(quad(w, tall, .012, .014), sheer(lab{.08, 0, 0}, .35))
			c.fill(quad(w, tall, 0, 0), plain(lch(.93, .015, 85)))
			c.fill(quad(w-.014, tall-.014, 0, 0), func(px, py float64, _ lab) (lab, float64) {
				u, v := (px-x)*cos+(py-y)*sin, -(px-x)*sin+(py-y)*cos
				return small.at((u+w)/(2*w)*1.5, (v+tall)/(2*tall)), 1
			})
			if i == 1 || i == 5 {
				c.fill(ring(x, y, w*.82, tall*.8, .008), sheer(lch(.55, .22, 28), .85))
			}
		}
		c.fill(line(.022, .022, 1.1, .92, 1.36, .8), plain(lch(.5, .2, 28)))
		c.fill(line(.022, .004, 1.1, .92, 1.066, .936), plain(lch(.75, .06, 70)))
	}
}

// resting is a bicycle left under a tree or at the water while its rider looks.
func resting(scene func(*canvas), x, foot, size float64, frame lab) func(*canvas) {
	return func(c *canvas) {
		scene(c)
		c.bicycle(x*c.wide+.02, foot+.012, size, lab{.12, .01, 0}, .3)
		c.bicycle(x*c.wide, foot, size, frame, 1)
	}
}
