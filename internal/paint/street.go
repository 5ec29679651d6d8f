package paint

import "math"

// paved is an hour above stone, where its own ground is green.
func paved(h hour) hour {
	h.near = lch(.4, .02, 70)
	return h
}

// alley runs away from us between houses; on a wet night the ground mirrors it.
func alley(h hour, wall lab, night, wet bool, people int) func(*canvas) {
	return func(c *canvas) {
		d, vx, vy := c.lots, c.wide*c.lots.between(.44, .56), .5
		c.sky(h.over(.55, .5, vx, .4, 0, .9, 2))
		lamp := lch(.9, .12, 80)
		for _, side := range []float64{-1, 1} {
			far := 1.0
			for i := range 7 {
				near := far
				far = math.Pow(.66, float64(7-i))
				near = math.Pow(.66, float64(6-i))
				if i == 6 {
					near = 1.35
				}
				x := func(t float64) float64 { return vx + side*t*c.wide*.52 }
				roof := d.between(.85, 1.25)
				tone := mix(h.far, wall.lit(d.between(-.06, .06)), .25+.75*smooth(0, .8, near))
				if side > 0 {
					tone = tone.lit(-.06)
				}
				y0, y1 := func(t float64) float64 { return vy - t*roof*.62 }, func(t float64) float64 { return vy + t*.5 }
				c.fill(poly(x(far), y0(far), x(near), y0(near), x(near), y1(near), x(far), y1(far)), func(px, py float64, _ lab) (lab, float64) {
					up := clamp((y1(near)-py)/.8, 0, 1)
					colour := mix(tone, h.sun, .16*smooth(.3, 1, up)*b2f(!night))
					if night {
						colour = mix(colour, lamp, .28*math.Exp(-sq((up-.18)/.2)))
					}
					return colour.lit(.03 * c.seed.cloud(px*9, py*14, 3)), 1
				})
				for floor := range 4 {
					for col := range 2 {
						t0 := far + (near-far)*(.16+.42*float64(col))
						t1 := far + (near-far)*(.42+.42*float64(col))
						v0, v1 := .12+.24*float64(floor), .26+.24*float64(floor)
						if v1 > roof*.95 {
							continue
						}
						at := func(t, v float64) (float64, float64) { return x(t), y1(t) - (y1(t)-y0(t))*v/roof }
						ax, ay := at(t0, v1)
						bx, by := at(t1, v1)
						cx, cy := at(t1, v0)
						ex, ey := at(t0, v0)
						glass := h.top.lit(-.12)
						if night && d.float() < .5 || d.float() < .08 {
							glass = mix(lamp, lch(.7, .13, 55), d.float())
						}
						c.fill(poly(ax, ay, bx, by, cx, cy, ex, ey), plain(glass))
						c.fill(line(.004*near, .004*near, (ax+bx)/2, (ay+by)/2, (cx+ex)/2, (cy+ey)/2), plain(tone.lit(-.05)))
					}
				}
			}
		}
		c.fill(poly(vx, vy, c.wide*1.4, 1.12, -c.wide*.4, 1.12), plain(mix(wall, h.near, .6)))
		c.fill(poly(vx, vy, c.wide*.86, 1.02, c.wide*.14, 1.02), func(px, py float64, _ lab) (lab, float64) {
			k := 1 / (py - vy + .03)
			stone := c.seed.cloud((px-vx)*k*2.4, k*5, 3)
			return mix(h.near, mix(h.low, wall, .5), .22+.35*math.Exp(-sq((px-vx)/.2))).lit(.06 * stone), 1
		})
		c.glow(vx, vy-.08, .13, .45, h.sun)
		for range people {
			t := d.between(.12, .5)
			c.walker(vx+d.between(-.5, .5)*t*c.wide*.6, vy+t*.5, t*.36, h, d.float() < .75 && wet)
		}
		if night {
			for i := range 5 {
				t := math.Pow(.62, float64(i)) * .9
				for _, side := range []float64{-1, 1} {
					lx, ly := vx+side*t*c.wide*.4, vy-t*.28
					c.fill(line(.008*t, .012*t, lx, ly, lx, vy+t*.48), plain(h.near))
					c.glow(lx, ly, .03*t+.01, .95, lamp)
				}
			}
		}
		if wet {
			dry := c.copied()
			c.water(vy+.14, .5, .06, h.near, .22)
			for i, p := range dry.pix { // the pavement keeps something of its own, and who walks on it stands out
				y := float64(i/c.w) / float64(c.h)
				c.pix[i] = mix(p, c.pix[i], smooth(vy+.14, vy+.3, y)*.85)
			}
		}
	}
}

func b2f(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// walker is somebody on the way home, under an umbrella when it rains.
func (c *canvas) walker(x, foot, tall float64, h hour, umbrella bool) {
	d := c.lots
	coat := mix(h.near, lch(.4, .12, d.between(0, 360)), .5)
	step := tall * d.between(.05, .12)
	c.fill(line(tall*.085, tall*.06, x, foot-tall*.48, x-step, foot), plain(h.near.lit(-.04)))
	c.fill(line(tall*.085, tall*.06, x, foot-tall*.48, x+step, foot-tall*.01), plain(h.near.lit(-.04)))
	c.fill(round(x-tall*.12, foot-tall*.42, x-tall*.1, foot-tall*.8, x, foot-tall*.86, x+tall*.1, foot-tall*.8, x+tall*.13, foot-tall*.4, x, foot-tall*.36), func(px, _ float64, _ lab) (lab, float64) {
		return coat.lit((x - px) / tall * .4), 1
	})
	c.fill(oval(x, foot-tall*.93, tall*.062, tall*.075), plain(mix(h.near, lch(.6, .07, 55), .6)))
	if umbrella {
		tone := lch(d.between(.3, .6), .14, d.between(0, 360))
		c.fill(line(tall*.012, tall*.012, x+tall*.1, foot-tall*.6, x+tall*.04, foot-tall*1.2), plain(h.near))
		c.fill(round(x-tall*.36, foot-tall*.98, x-tall*.24, foot-tall*1.16, x+tall*.04, foot-tall*1.25, x+tall*.32, foot-tall*1.14, x+tall*.42, foot-tall*.96, x+tall*.04, foot-tall*1.04), func(px, py float64, _ lab) (lab, float64) {
			return tone.lit((x-px)/tall*.25 + .1), 1
		})
	}
}

// facade is a sunlit wall with shutters, a door, the shadow of the house opposite and a bicycle.
func facade(wall, shutter, door, frame lab, sun lab, slant float64) func(*canvas) {
	return func(c *canvas) {
		d := c.lots
		street := .84
		rough := c.seed + 3
		c.each(func(x, y float64, _ lab) lab {
			if y > street {
				return mix(lch(.52, .02, 70), sun, .12).lit(.05*rough.cloud(x*16, y*70, 3) - .1*smooth(street, 1, y))
			}
			worn := rough.warped(x*2.4, y*2.4, .8, 5)
			colour := mix(wall, wall.dull(.5).lit(.08), clamp(worn*.8, 0, 1))
			return colour.lit(.03*rough.cloud(x*30, y*30, 3) - .05*smooth(.5, street, y))
		})
		c.fill(rect(0, street-.1, c.wide, .1), sheer(wall.lit(-.12).dull(.6), .7))
		for i := range 3 {
			x := .12 + float64(i)*.5
			c.pane(x, .12, .2, .3, shutter, sun)
			if i != 1 {
				continue
			}
			c.fill(rect(x-.045, .43, .31, .41), plain(wall.lit(.12).dull(.4)))
			c.fill(rect(x-.02, .46, .26, .38), func(px, py float64, _ lab) (lab, float64) {
				plank := .03 * math.Sin((px-x)*170)
				return door.lit(plank - .04*smooth(.5, .84, py)), 1
			})
			c.fill(oval(x+.2, .65, .008, .009), plain(lch(.8, .1, 85)))
			c.fill(rect(x-.06, street-.012, .34, .03), plain(lch(.66, .02, 70)))
		}
		for _, x := range []float64{.2, 1.2} {
			c.fill(rect(x-.11, .45, .26, .022), plain(shutter.lit(-.16)))
			for range 46 {
				px, py := x+d.between(-.11, .14), .45-d.float()*.05
				leaf := lch(d.between(.42, .62), .11, d.between(125, 145))
				if d.float() < .4 {
					leaf = lch(.62, .2, d.between(5, 35))
				}
				c.fill(oval(px, py, .013, .011), plain(leaf))
			}
		}
		bx := d.between(.95, 1.02)
		c.bicycle(bx+.035, street+.075, .27, lab{.16, .01, .01}, .32)
		c.fill(shapeBelow(c, func(x float64) float64 { return .2 + slant*x + .1*step(x-.38) - .13*step(x-.8) }), func(_, y float64, was lab) (lab, float64) {
			return mix(was, lch(.22, .06, 275), .52), smooth(1.2, .9, y)*.9 + .1
		})
		c.bicycle(bx, street+.06, .27, frame, 1)
		c.glow(.1, .05, .7, .3, sun)
	}
}

func step(v float64) float64 { return smooth(-.004, .004, v) }

// shapeBelow is the shadow side of a line.
func shapeBelow(c *canvas, edge func(float64) float64) shape { return c.ground(edge) }

// pane is a window with its shutters open.
func (c *canvas) pane(x, y, w, tall float64, shutter, sun lab) {
	c.fill(rect(x-.02, y-.02, w+.04, tall+.04), plain(lch(.9, .015, 80)))
	c.fill(rect(x, y, w, tall), func(px, py float64, _ lab) (lab, float64) {
		return mix(lch(.3, .03, 250), lch(.72, .05, 235), clamp(.5+(px-x)*2-(py-y)*2+.3*c.seed.cloud(px*7, py*7, 2), 0, 1)), 1
	})
	c.fill(rect(x+w/2-.006, y, .012, tall), plain(lch(.88, .02, 80)))
	c.fill(rect(x, y+tall*.42, w, .01), plain(lch(.88, .02, 80)))
	for _, side := range []float64{x - w*.56 - .02, x + w + .02} {
		c.fill(rect(side+.012, y+.008, w*.56, tall+.02), sheer(lab{.15, 0, 0}, .35))
		c.fill(rect(side, y-.01, w*.56, tall+.02), func(px, py float64, _ lab) (lab, float64) {
			return shutter.lit(.06*math.Sin(py*210) + .03), 1
		})
	}
	c.fill(rect(x-.03, y+tall+.02, w+.06, .016), plain(lch(.8, .02, 75)))
}

// bicycle leans with its wheels on a line; cover below 1 is its shadow.
func (c *canvas) bicycle(x, foot, size float64, frame lab, cover float64) {
	r := size * .36
	tyre := lab{.18, 0, .005}
	ink := func(l lab) shade {
		if cover < 1 {
			return sheer(frame, cover)
		}
		return plain(l)
	}
	p := func(u, v float64) (float64, float64) { return x + u*size, foot - v*size }
	bar := func(thick float64, l lab, uv ...float64) {
		var xy []float64
		for i := 0; i < len(uv); i += 2 {
			px, py := p(uv[i], uv[i+1])
			xy = append(xy, px, py)
		}
		c.fill(line(thick*size, thick*size, xy...), ink(l))
	}
	for _, u := range []float64{-.5, .54} {
		px, py := p(u, .36)
		c.fill(ring(px, py, r, r, size*.028), ink(tyre))
		for i := range 9 {
			sin, cos := math.Sincos(float64(i) * math.Pi / 9)
			c.fill(line(size*.004, size*.004, px-cos*r, py-sin*r, px+cos*r, py+sin*r), sheer(lab{.6, 0, 0}, .4*cover))
		}
	}
	bar(.034, frame, -.5, .36, -.06, .34, .4, .86, -.2, .84, -.06, .34)
	bar(.026, frame, -.5, .36, -.2, .84)
	bar(.03, frame, .37, .98, .41, .84, .54, .36)
	bar(.026, tyre, -.2, .84, -.23, .97)
	bar(.055, lch(.38, .07, 45), -.34, .99, -.12, .98)
	bar(.026, tyre, .37, .98, .36, 1.05, .48, 1.09, .55, 1.04)
	bar(.02, tyre, -.06, .34, .02, .24)
	px, py := p(-.06, .34)
	c.fill(ring(px, py, size*.075, size*.075, size*.02), ink(tyre))
	bx, by := p(.46, .86)
	c.fill(round(bx-.01, by, bx+size*.26, by-.004, bx+size*.22, by+size*.2, bx+size*.03, by+size*.2), ink(lch(.62, .08, 70)))
}

// skyline is flat roofs and tanks at the blue hour, lights coming on unevenly.
func skyline(h hour, lamps float64) func(*canvas) {
	return func(c *canvas) {
		d := c.lots
		c.sky(h.over(.66, .45, c.wide*.3, .5, 0, .8, 3.2))
		for layer := range 4 {
			t := float64(layer) / 3
			tone := mix(mix(h.far, h.low, .3), h.near, t)
			for x := -.1; x < c.wide; {
				w := d.between(.05, .13) * (.6 + t)
				top := .64 + .09*t - d.between(.02, .2)*(1-.35*t)
				c.fill(rect(x, top, w*.97, 1.1-top), func(px, py float64, _ lab) (lab, float64) {
					return mix(tone, h.low, .22*smooth(.25, 0, py-top)*(1-t)).lit(.02 * c.seed.cloud(px*20, py*20, 2)), 1
				})
				if d.float() < .4 {
					c.fill(rect(x+w*.2, top-.03, w*.22, .035), plain(tone.lit(-.03)))
				}
				if d.float() < .3 {
					c.fill(line(.003, .002, x+w*.7, top, x+w*.7, top-d.between(.03, .08)), plain(tone.lit(-.03)))
				}
				cell := .012 + .01*t
				for wy := top + cell; wy < 1; wy += cell * 2.1 {
					for wx := x + cell*.6; wx < x+w-cell*1.3; wx += cell * 1.7 {
						if d.float() < lamps*(.4+.6*t) {
							c.fill(rect(wx, wy, cell*.8, cell*1.1), sheer(mix(lch(.88, .12, 85), lch(.74, .14, 55), d.float()), d.between(.5, 1)))
						}
					}
				}
				x += w
			}
			if layer < 3 {
				c.mist(.68+.08*t, .07, .3, mix(h.low, h.middle, .4))
			}
		}
	}
}
