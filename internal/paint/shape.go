package paint

import (
	"image"
	"math"

	"golang.org/x/image/vector"
)

type pt struct{ x, y float64 }

// shape is one or more closed outlines.
type shape [][]pt

// shade is the colour at a place and how much it covers what was there.
type shade func(x, y float64, was lab) (lab, float64)

func plain(c lab) shade { return func(_, _ float64, _ lab) (lab, float64) { return c, 1 } }

func sheer(c lab, cover float64) shade {
	return func(_, _ float64, _ lab) (lab, float64) { return c, cover }
}

// fill lays a shade inside a shape.
func (c *canvas) fill(s shape, paint shade) {
	k := float32(c.h)
	x0, y0, x1, y1 := s.bounds()
	box := image.Rect(int(x0*float64(c.h))-1, int(y0*float64(c.h))-1, int(x1*float64(c.h))+2, int(y1*float64(c.h))+2).Intersect(image.Rect(0, 0, c.w, c.h))
	if box.Empty() {
		return
	}
	z := vector.NewRasterizer(box.Dx(), box.Dy())
	ox, oy := float32(box.Min.X), float32(box.Min.Y)
	for _, outline := range s {
		for i, p := range outline {
			x, y := float32(p.x)*k-ox, float32(p.y)*k-oy
			if i == 0 {
				z.MoveTo(x, y)
				continue
			}
			z.LineTo(x, y)
		}
		z.ClosePath()
	}
	mask := image.NewAlpha(image.Rect(0, 0, box.Dx(), box.Dy()))
	z.Draw(mask, mask.Bounds(), image.Opaque, image.Point{})
	unit := 1 / float64(c.h)
	for y := range box.Dy() {
		for x := range box.Dx() {
			cover := mask.Pix[mask.PixOffset(x, y)]
			if cover == 0 {
				continue
			}
			i := (y+box.Min.Y)*c.w + x + box.Min.X
			was := c.pix[i]
			colour, own := paint((float64(x+box.Min.X)+.5)*unit, (float64(y+box.Min.Y)+.5)*unit, was)
			c.pix[i] = mix(was, colour, clamp(own, 0, 1)*float64(cover)/255)
		}
	}
}

func (s shape) bounds() (x0, y0, x1, y1 float64) {
	x0, y0, x1, y1 = math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, outline := range s {
		for _, p := range outline {
			x0, y0, x1, y1 = math.Min(x0, p.x), math.Min(y0, p.y), math.Max(x1, p.x), math.Max(y1, p.y)
		}
	}
	return x0, y0, x1, y1
}

// poly is a shape with corners, from x, y, x, y, ...
func poly(xy ...float64) shape {
	outline := make([]pt, len(xy)/2)
	for i := range outline {
		outline[i] = pt{xy[2*i], xy[2*i+1]}
	}
	return shape{outline}
}

func rect(x, y, w, h float64) shape { return poly(x, y, x+w, y, x+w, y+h, x, y+h) }

// round is a smooth closed curve through places.
func round(xy ...float64) shape {
	corners := poly(xy...)[0]
	var outline []pt
	n := len(corners)
	for i := range n {
		a, b, c, d := corners[(i+n-1)%n], corners[i], corners[(i+1)%n], corners[(i+2)%n]
		for j := range 12 {
			outline = append(outline, between(a, b, c, d, float64(j)/12))
		}
	}
	return shape{outline}
}

// between is a Catmull-Rom curve from b to c.
func between(a, b, c, d pt, t float64) pt {
	f := func(a, b, c, d float64) float64 {
		return .5 * (2*b + (c-a)*t + (2*a-5*b+4*c-d)*t*t + (3*b-a-3*c+d)*t*t*t)
	}
	return pt{f(a.x, b.x, c.x, d.x), f(a.y, b.y, c.y, d.y)}
}

func oval(x, y, rx, ry float64) shape {
	outline := make([]pt, 64)
	for i := range outline {
		sin, cos := math.Sincos(float64(i) * math.Pi / 32)
		outline[i] = pt{x + rx*cos, y + ry*sin}
	}
	return shape{outline}
}

// ring is an oval with a hole.
func ring(x, y, rx, ry, thick float64) shape {
	outer, inner := oval(x, y, rx, ry)[0], oval(x, y, rx-thick, ry-thick)[0]
	for i, j := 0, len(inner)-1; i < j; i, j = i+1, j-1 {
		inner[i], inner[j] = inner[j], inner[i]
	}
	return shape{outer, inner}
}

// line is a stroke through places, of a width at its start and one at its end.
func line(from, to float64, xy ...float64) shape {
	places := poly(xy...)[0]
	var s shape
	for i := 1; i < len(places); i++ {
		a, b := places[i-1], places[i]
		wa := from + (to-from)*float64(i-1)/float64(len(places)-1)
		wb := from + (to-from)*float64(i)/float64(len(places)-1)
		d := math.Hypot(b.x-a.x, b.y-a.y)
		if d == 0 {
			continue
		}
		nx, ny := -(b.y-a.y)/d/2, (b.x-a.x)/d/2
		s = append(s, []pt{{a.x + nx*wa, a.y + ny*wa}, {a.x - nx*wa, a.y - ny*wa}, {b.x - nx*wb, b.y - ny*wb}, {b.x + nx*wb, b.y + ny*wb}})
		s = append(s, oval(b.x, b.y, wb/2, wb/2)[0])
	}
	return s
}

// curve bends a line smoothly through places.
func curve(from, to float64, xy ...float64) shape {
	p := poly(xy...)[0]
	var dense []float64
	for i := range len(p) - 1 {
		a, b, c, d := p[max(i-1, 0)], p[i], p[i+1], p[min(i+2, len(p)-1)]
		for j := range 10 {
			q := between(a, b, c, d, float64(j)/10)
			dense = append(dense, q.x, q.y)
		}
	}
	dense = append(dense, p[len(p)-1].x, p[len(p)-1].y)
	return line(from, to, dense...)
}

// ground is everything below an edge.
func (c *canvas) ground(edge func(x float64) float64) shape {
	outline := []pt{{c.wide + .01, 1.01}, {-.01, 1.01}}
	for x := -.01; x <= c.wide+.02; x += .0025 {
		outline = append(outline, pt{x, edge(x)})
	}
	return shape{outline}
}
