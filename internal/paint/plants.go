package paint

import "math"

// fir is a spruce seen against the light; its ragged branches come from chance.
func (c *canvas) fir(x, foot, tall float64, colour lab) {
	d := c.lots
	left, right := []pt{}, []pt{}
	steps := 7 + d.below(4)
	for i := range steps {
		t := float64(i) / float64(steps)
		y := foot - tall*(1-t) + tall*.04
		half := tall * (.02 + .17*t) * d.between(.75, 1.2)
		left = append(left, pt{x - half*.35, y - tall*.02}, pt{x - half, y + tall*.07})
		right = append(right, pt{x + half*.35, y - tall*.02}, pt{x + half*d.between(.85, 1.1), y + tall*.07})
	}
	outline := []pt{{x, foot - tall}}
	outline = append(outline, right...)
	outline = append(outline, pt{x + tall*.02, foot}, pt{x - tall*.02, foot})
	for i := len(left) - 1; i >= 0; i-- {
		outline = append(outline, left[i])
	}
	c.fill(shape{outline}, func(px, py float64, _ lab) (lab, float64) {
		return colour.lit(.05*(x-px)/tall*3 + .02*(foot-py)/tall), 1
	})
}

// tree grows branches; leaves are dabs of two colours, none where leafy is 0.
func (c *canvas) tree(x, foot, tall float64, bark, shade, sunny lab, leafy float64) {
	d := c.lots
	var ends []pt
	var grow func(p pt, angle, long, thick float64, left int)
	grow = func(p pt, angle, long, thick float64, left int) {
		bow := d.between(-.16, .16)
		mid := pt{p.x + math.Cos(angle+bow)*long*.5, p.y - math.Sin(angle+bow)*long*.5}
		tip := pt{mid.x + math.Cos(angle-bow)*long*.5, mid.y - math.Sin(angle-bow)*long*.5}
		c.fill(curve(thick, thick*.62, p.x, p.y, mid.x, mid.y, tip.x, tip.y), plain(bark))
		if left == 0 {
			ends = append(ends, tip)
			return
		}
		if left <= 2 {
			ends = append(ends, tip, mid)
		}
		for _, side := range []float64{-1, 1, d.between(-.3, .3)} {
			if side*side < .1 && d.float() < .45 {
				continue
			}
			grow(tip, angle+side*d.between(.25, .62), long*d.between(.62, .84), thick*.6, left-1)
		}
	}
	grow(pt{x, foot}, math.Pi/2+d.between(-.06, .06), tall*.3, tall*.055, 5)
	if leafy <= 0 {
		return
	}
	for pass, colour := range []lab{shade, mix(shade, sunny, .5), sunny} {
		for _, e := range ends {
			if d.float() > leafy*(1-.22*float64(pass)) {
				continue
			}
			r := tall * d.between(.016, .042)
			ox, oy := -tall*.014*float64(pass), -tall*.018*float64(pass)
			c.fill(oval(e.x+ox+d.between(-1.7, 1.7)*r, e.y+oy+d.between(-1.5, 1.5)*r, r*1.2, r*.9), sheer(colour.lit(d.between(-.03, .03)), .85))
		}
	}
}

// grass is a meadow of blades and seed heads along the foot of a picture.
func (c *canvas) grass(from float64, tall float64, n int, colours ramp, flower lab, flowers float64) {
	d := c.lots
	for i := range n {
		t := float64(i) / float64(n)
		y := from + (1.06-from)*t
		h := tall * (.35 + .65*t) * d.between(.5, 1.2)
		x, lean := d.between(-.02, c.wide+.02), d.between(-.35, .45)*h
		colour := colours.at(d.float()).lit(-.05 * (1 - t))
		c.fill(curve(h*.035, h*.006, x, y, x+lean*.3, y-h*.6, x+lean, y-h), plain(colour))
		if d.float() < flowers {
			c.fill(oval(x+lean, y-h, h*.06, h*.05), plain(flower.lit(d.between(-.06, .05))))
		}
	}
}
