package paint

import "image"

// Picture is one of the list.
type Picture struct {
	Name          string
	Width, Height int
	seed          uint64
	scene         func(*canvas)
	finish        finish
}

type finish interface{ seen(*canvas) *canvas }

func (b brush) seen(c *canvas) *canvas { return b.painted(c) }

// then is one finish after another.
type then []finish

func (t then) seen(c *canvas) *canvas {
	for _, f := range t {
		c = f.seen(c)
	}
	return c
}

var (
	oils  = then{brush{sizes: []float64{26, 12, 6, 3.8}, care: .045, wild: 1}, lens{bloom: .15, corner: .1}}
	loose = then{brush{sizes: []float64{34, 17, 8, 5}, care: .06, wild: 1.3, grain: .3}, lens{corner: .08}}
	fine  = then{brush{sizes: []float64{18, 8, 3.8}, care: .03, wild: .7}, lens{bloom: .2, corner: .12}}
	// a face needs care, or it is somebody else's
	likeness = then{brush{sizes: []float64{30, 15, 8, 5}, care: .028, wild: .8}, lens{bloom: .12, corner: .1}}
	camera   = lens{bloom: .35, corner: .2, grain: .022}
)

// Paint makes the picture.
func (p Picture) Paint() *image.NRGBA {
	c := newCanvas(p.Width, p.Height, p.seed)
	p.scene(c)
	return p.finish.seen(c).image()
}
