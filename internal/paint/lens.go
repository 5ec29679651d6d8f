package paint

import "math"

// lens sees a scene as a camera does.
type lens struct {
	bloom  float64 // how much bright places spill
	corner float64 // how dark the corners are
	grain  float64
	warm   float64 // towards yellow, or blue below 0
}

func (l lens) seen(scene *canvas) *canvas {
	done := scene.copied()
	if l.bloom > 0 {
		spill := scene.copied()
		for i, p := range spill.pix {
			over := smooth(.72, 1, p.l)
			spill.pix[i] = lab{over, p.a * over, p.b * over}
		}
		spill.blur(float64(scene.h) * .03)
		for i, s := range spill.pix {
			p := &done.pix[i]
			p.l += (1 - p.l) * clamp(s.l*l.bloom, 0, 1)
			p.a += s.a * l.bloom * .6
			p.b += s.b * l.bloom * .6
		}
	}
	speck := scene.seed + 9
	k := float64(scene.h) / 1.7
	done.each(func(x, y float64, was lab) lab {
		dx, dy := (x/scene.wide-.5)*2, (y-.5)*2
		was.l *= 1 - l.corner*smooth(.5, 2, dx*dx+dy*dy)
		was.b += l.warm * (.4 + .6*was.l)
		g := speck.at(x*k, y*k)
		was.l += l.grain * g * (1.1 - math.Abs(was.l-.45))
		return was
	})
	return done
}
