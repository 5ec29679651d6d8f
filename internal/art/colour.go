package art

import (
	"fmt"
	"math"
)

// colour is a colour in OKLCH: lightness 0 to 1, chroma 0 to about 0.37, hue in
// degrees. Equal steps look equal in it, which is why every mixture and shade
// of this package is made here and only the result is written as sRGB.
type colour struct {
	l, c, h float64
	clear   float64 // how transparent: 0 is opaque, 1 is nothing
}

func lch(l, c, h float64) colour { return colour{l: l, c: c, h: h} }

// shade moves the lightness by d, within what a screen can show.
func (c colour) shade(d float64) colour {
	c.l = min(max(c.l+d, 0.04), 0.99)
	return c
}

// turn moves the hue by degrees.
func (c colour) turn(degrees float64) colour {
	c.h = math.Mod(c.h+degrees+360, 360)
	return c
}

// dull multiplies the chroma.
func (c colour) dull(by float64) colour {
	c.c *= by
	return c
}

// alpha sets the opacity.
func (c colour) alpha(a float64) colour {
	c.clear = 1 - a
	return c
}

// mix goes the part t from a to b, straight through OKLab so that it never
// passes a third hue.
func mix(a, b colour, t float64) colour {
	ax, ay := a.lab()
	bx, by := b.lab()
	x, y := ax+(bx-ax)*t, ay+(by-ay)*t
	return colour{
		l:     a.l + (b.l-a.l)*t,
		c:     math.Hypot(x, y),
		h:     math.Mod(math.Atan2(y, x)*180/math.Pi+360, 360),
		clear: a.clear + (b.clear-a.clear)*t,
	}
}

func (c colour) lab() (a, b float64) {
	sin, cos := math.Sincos(c.h * math.Pi / 180)
	return c.c * cos, c.c * sin
}

// rgb converts to sRGB; a colour out of gamut keeps lightness and hue and gives
// up chroma, which is how CSS maps them too.
func (c colour) rgb() (r, g, b uint8) {
	for range 24 {
		lr, lg, lb := c.linear()
		if inGamut(lr) && inGamut(lg) && inGamut(lb) {
			break
		}
		c.c *= 0.93
	}
	lr, lg, lb := c.linear()
	return gamma(lr), gamma(lg), gamma(lb)
}

func inGamut(v float64) bool { return v > -0.002 && v < 1.002 }

// linear is the OKLab to linear sRGB transform published by Björn Ottosson.
func (c colour) linear() (r, g, b float64) {
	x, y := c.lab()
	l := cube(c.l + 0.3963377774*x + 0.2158037573*y)
	m := cube(c.l - 0.1055613458*x - 0.0638541728*y)
	s := cube(c.l - 0.0894841775*x - 1.2914855480*y)
	return 4.0767416621*l - 3.3077115913*m + 0.2309699292*s,
		-1.2684380046*l + 2.6097574011*m - 0.3413193965*s,
		-0.0041960863*l - 0.7034186147*m + 1.7076147010*s
}

func cube(v float64) float64 { return v * v * v }

func gamma(v float64) uint8 {
	v = min(max(v, 0), 1)
	if v <= 0.0031308 {
		v *= 12.92
	} else {
		v = 1.055*math.Pow(v, 1/2.4) - 0.055
	}
	return uint8(math.Round(v * 255))
}

// paint writes the colour for a fill or stroke attribute.
func (c colour) paint() string {
	r, g, b := c.rgb()
	if c.clear <= 0 {
		if r%17 == 0 && g%17 == 0 && b%17 == 0 {
			return fmt.Sprintf("#%x%x%x", r/17, g/17, b/17)
		}
		return fmt.Sprintf("#%02x%02x%02x", r, g, b)
	}
	return fmt.Sprintf("#%02x%02x%02x%02x", r, g, b, uint8(math.Round(255*max(0, 1-c.clear))))
}
