package paint

import "math"

// brush paints a scene over by hand.
type brush struct {
	sizes []float64 // radii, broad to fine, for a height of 1000 pixels
	care  float64   // how far off a place may be before it is painted finer: 0.03 is careful, 0.1 is loose
	grain float64   // the direction of strokes where nothing leads them, in radians
	wild  float64   // how much colours stray
}

// painted is the scene as the hand left it.
func (b brush) painted(scene *canvas) *canvas {
	done := scene.copied()
	done.blur(float64(scene.h) * .03)
	hand := &hand{brush: b, done: done, relief: make([]float64, len(scene.pix)), wet: make([]float64, len(scene.pix))}
	hand.lead(scene)
	for i, size := range b.sizes {
		hand.layer(scene, size*float64(scene.h)/1000, i == 0)
	}
	hand.light()
	return done
}

type hand struct {
	brush
	done   *canvas
	angle  []float64 // where strokes go, by pixel
	relief []float64 // how thick the paint lies
	wet    []float64 // cover of the stroke under way
}

// lead finds the directions that edges have, smoothed so that strokes follow forms.
func (h *hand) lead(scene *canvas) {
	soft := scene.copied()
	soft.blur(float64(scene.h) * .004)
	tensor := newCanvas(scene.w, scene.h, 0)
	scene.rows(func(y int) {
		for x := range scene.w {
			at := func(dx, dy int) float64 {
				return soft.pix[min(max(y+dy, 0), soft.h-1)*soft.w+min(max(x+dx, 0), soft.w-1)].l
			}
			gx := at(1, -1) + 2*at(1, 0) + at(1, 1) - at(-1, -1) - 2*at(-1, 0) - at(-1, 1)
			gy := at(-1, 1) + 2*at(0, 1) + at(1, 1) - at(-1, -1) - 2*at(0, -1) - at(1, -1)
			tensor.pix[y*tensor.w+x] = lab{gx*gx - gy*gy, 2 * gx * gy, gx*gx + gy*gy}
		}
	})
	tensor.blur(float64(scene.h) * .012)
	h.angle = make([]float64, len(scene.pix))
	sway := scene.seed + 404
	for i, t := range tensor.pix {
		x, y := float64(i%scene.w)/float64(scene.h), float64(i/scene.w)/float64(scene.h)
		free := h.grain + .5*sway.cloud(x*3, y*3, 2)
		weak := .00006
		// edges are at a right angle to the gradient: both are doubled angles here, so that they can be added
		h.angle[i] = .5 * math.Atan2(-t.a+weak*math.Sin(2*free), -t.l+weak*math.Cos(2*free))
	}
}

func (h *hand) layer(scene *canvas, radius float64, first bool) {
	soft := scene.copied()
	soft.blur(radius * .45)
	step := max(2, int(radius+.3))
	var starts []pt
	for y := step / 2; y < scene.h; y += step {
		for x := step / 2; x < scene.w; x += step {
			if p, off := h.worst(soft, x, y, step); first || off > h.care {
				starts = append(starts, p)
			}
		}
	}
	d := scene.lots
	for i := len(starts) - 1; i > 0; i-- {
		j := d.below(i + 1)
		starts[i], starts[j] = starts[j], starts[i]
	}
	for _, p := range starts {
		h.stroke(soft, p, radius)
	}
}

// worst is the place of a cell that is furthest off, and how far the cell is off as a whole.
func (h *hand) worst(soft *canvas, x, y, step int) (pt, float64) {
	sum, most, n, at := 0.0, -1.0, 0, pt{}
	for dy := -step / 2; dy <= step/2; dy += 2 {
		for dx := -step / 2; dx <= step/2; dx += 2 {
			px, py := x+dx, y+dy
			if px < 0 || py < 0 || px >= soft.w || py >= soft.h {
				continue
			}
			off := apart(soft.pix[py*soft.w+px], h.done.pix[py*soft.w+px])
			sum, n = sum+off, n+1
			if off > most {
				most, at = off, pt{float64(px), float64(py)}
			}
		}
	}
	return at, sum / float64(max(n, 1))
}

const (
	longest  = 9
	shortest = 3
)

// stroke follows the forms from a place as long as its colour is right there.
func (h *hand) stroke(soft *canvas, p pt, radius float64) {
	d := soft.lots
	colour := soft.pix[int(p.y)*soft.w+int(p.x)]
	way := []pt{p}
	lastX, lastY := 0.0, 0.0
	for i := range longest {
		x, y := int(p.x), int(p.y)
		if x < 0 || y < 0 || x >= soft.w || y >= soft.h {
			break
		}
		o := y*soft.w + x
		if i > shortest && apart(soft.pix[o], h.done.pix[o]) < apart(soft.pix[o], colour) {
			break
		}
		dy, dx := math.Sincos(h.angle[o])
		if dx*lastX+dy*lastY < 0 || i == 0 && d.float() < .5 {
			dx, dy = -dx, -dy
		}
		lastX, lastY = dx, dy
		p = pt{p.x + dx*radius*.8, p.y + dy*radius*.8}
		way = append(way, p)
	}
	colour.l += h.wild * d.between(-.028, .028)
	turn := h.wild * d.between(-.012, .012)
	colour.a, colour.b = colour.a+turn, colour.b-turn+h.wild*d.between(-.008, .008)
	h.lay(way, radius*d.between(.8, 1.15), colour)
}

// bristles are how much paint each hair of a stroke carries, from one side to the other.
type bristles [17]float64

func (h *hand) dip() (b bristles) {
	for i := range b {
		b[i] = h.done.lots.between(-1, 1)
	}
	return b
}

func (b *bristles) at(side float64) float64 {
	p := (side + 1) * 8
	i := min(int(p), 15)
	t := p - float64(i)
	return b[i] + (b[i+1]-b[i])*t
}

// lay draws a stroke along a way.
func (h *hand) lay(way []pt, radius float64, colour lab) {
	w, height := h.done.w, h.done.h
	hairs := h.dip()
	x0, y0, x1, y1 := shape{way}.bounds()
	left, top := max(0, int(x0-radius)-1), max(0, int(y0-radius)-1)
	right, bottom := min(w-1, int(x1+radius)+1), min(height-1, int(y1+radius)+1)
	for y := top; y <= bottom; y++ {
		clear(h.wet[y*w+left : y*w+right+1])
	}
	n := 1 / float64(len(way)-1)
	for i := 1; i < len(way); i++ {
		a, b := way[i-1], way[i]
		abx, aby := b.x-a.x, b.y-a.y
		long := abx*abx + aby*aby
		if long == 0 {
			continue
		}
		for y := max(top, int(min(a.y, b.y)-radius)); y <= min(bottom, int(max(a.y, b.y)+radius)+1); y++ {
			for x := max(left, int(min(a.x, b.x)-radius)); x <= min(right, int(max(a.x, b.x)+radius)+1); x++ {
				px, py := float64(x)-a.x, float64(y)-a.y
				t := min(max((px*abx+py*aby)/long, 0), 1)
				dx, dy := px-t*abx, py-t*aby
				far := dx*dx + dy*dy
				if far >= radius*radius {
					continue
				}
				far = math.Sqrt(far) / radius
				side := far
				if abx*dy-aby*dx < 0 {
					side = -far
				}
				h.wetten(y*w+x, far, hairs.at(side), (float64(i-1)+t)*n)
			}
		}
	}
	for y := top; y <= bottom; y++ {
		for x := left; x <= right; x++ {
			if cover := h.wet[y*w+x]; cover > 0 {
				h.done.pix[y*w+x] = mix(h.done.pix[y*w+x], colour, cover*.94)
			}
		}
	}
}

// wetten notes how much a hair leaves at a pixel: less at the sides and towards the end of the stroke.
func (h *hand) wetten(o int, far, hair, along float64) {
	cover := min(1, (1-far)/(.28-.12*hair)) * min(1, (1.04-along)/(.22-.18*hair))
	if cover > h.wet[o] {
		h.wet[o] = cover
		h.relief[o] += cover * (.5*hair + .35*(1-far) - h.relief[o]) * .8
	}
}

// light falls on the paint from the upper left.
func (h *hand) light() {
	w := h.done.w
	h.done.rows(func(y int) {
		for x := 1; x < w; x++ {
			o := y*w + x
			if y == 0 {
				continue
			}
			slope := 2*h.relief[o] - h.relief[o-1] - h.relief[o-w]
			h.done.pix[o].l += clamp(slope*.055, -.022, .022)
		}
	})
}
