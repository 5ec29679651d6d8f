package paint

import (
	"image"
	"math"
	"runtime"
	"sync"
)

// canvas is a picture in the making. Scenes measure in heights: y runs from 0 at the top to 1, x from 0 to wide.
type canvas struct {
	w, h int
	wide float64
	pix  []lab
	lots *lots
	seed noise
}

func newCanvas(w, h int, seed uint64) *canvas {
	d := lots(seed * 0x2545f4914f6cdd1d)
	return &canvas{w: w, h: h, wide: float64(w) / float64(h), pix: make([]lab, w*h), lots: &d, seed: noise(seed * 977)}
}

// each sets every pixel, from what it was.
func (c *canvas) each(shade func(x, y float64, was lab) lab) {
	unit := 1 / float64(c.h)
	c.rows(func(py int) {
		for px := range c.w {
			i := py*c.w + px
			c.pix[i] = shade((float64(px)+.5)*unit, (float64(py)+.5)*unit, c.pix[i])
		}
	})
}

func (c *canvas) rows(row func(y int)) {
	var wait sync.WaitGroup
	n := runtime.GOMAXPROCS(0)
	for worker := range n {
		wait.Go(func() {
			for y := worker; y < c.h; y += n {
				row(y)
			}
		})
	}
	wait.Wait()
}

// at is the colour at a place, the nearest on the canvas for one outside.
func (c *canvas) at(x, y float64) lab {
	px := min(max(int(x*float64(c.h)), 0), c.w-1)
	py := min(max(int(y*float64(c.h)), 0), c.h-1)
	return c.pix[py*c.w+px]
}

func (c *canvas) copied() *canvas {
	other := *c
	other.pix = append([]lab(nil), c.pix...)
	return &other
}

// blur is close to a Gaussian of a radius in pixels: three boxes.
func (c *canvas) blur(radius float64) {
	r := int(radius*.95 + .5)
	if r < 1 {
		return
	}
	line := make([]lab, max(c.w, c.h))
	for range 3 {
		for y := range c.h {
			boxed(c.pix[y*c.w:], 1, c.w, r, line)
		}
		for x := range c.w {
			boxed(c.pix[x:], c.w, c.h, r, line)
		}
	}
}

func boxed(pix []lab, step, n, r int, line []lab) {
	var sum lab
	clampedAt := func(i int) lab { return pix[min(max(i, 0), n-1)*step] }
	add := func(v lab, k float64) { sum.l, sum.a, sum.b = sum.l+k*v.l, sum.a+k*v.a, sum.b+k*v.b }
	for i := -r; i <= r; i++ {
		add(clampedAt(i), 1)
	}
	k := 1 / float64(2*r+1)
	for i := range n {
		line[i] = lab{sum.l * k, sum.a * k, sum.b * k}
		add(clampedAt(i+r+1), 1)
		add(clampedAt(i-r), -1)
	}
	for i := range n {
		pix[i*step] = line[i]
	}
}

// glow lays light round a place: all of it in the middle, half at the radius.
func (c *canvas) glow(x, y, radius, strength float64, light lab) {
	c.each(func(px, py float64, was lab) lab {
		d := math.Hypot(px-x, py-y) / radius
		t := strength / (1 + d*d)
		if far := smooth(6, 2, d); far < 1 {
			t *= far
		}
		return mix(was, light, clamp(t, 0, 1))
	})
}

// image is the canvas as a screen shows it.
func (c *canvas) image() *image.NRGBA {
	m := image.NewNRGBA(image.Rect(0, 0, c.w, c.h))
	c.rows(func(y int) {
		for x := range c.w {
			o := m.PixOffset(x, y)
			m.Pix[o], m.Pix[o+1], m.Pix[o+2] = c.pix[y*c.w+x].srgb()
			m.Pix[o+3] = 255
		}
	})
	return m
}
