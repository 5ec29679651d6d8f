package paint

import "math"

// lab is a colour in OKLab: l from 0, black, to 1, white.
type lab struct{ l, a, b float64 }

// lch is a colour by lightness, chroma (0 is grey, 0.3 as strong as a screen has it) and hue in degrees.
func lch(l, c, h float64) lab {
	return lab{l, c * math.Cos(h*math.Pi/180), c * math.Sin(h*math.Pi/180)}
}

// mix is a at 0 and b at 1.
func mix(a, b lab, t float64) lab {
	return lab{a.l + (b.l-a.l)*t, a.a + (b.a-a.a)*t, a.b + (b.b-a.b)*t}
}

// lit is the colour with more light, or with less.
func (c lab) lit(d float64) lab { return lab{c.l + d, c.a, c.b} }

// dull has less colour, at 0 none.
func (c lab) dull(k float64) lab { return lab{c.l, c.a * k, c.b * k} }

func apart(a, b lab) float64 {
	return math.Abs(a.l-b.l) + math.Abs(a.a-b.a) + math.Abs(a.b-b.b)
}

// srgb is the colour as a screen shows it, one byte a channel.
func (c lab) srgb() (r, g, b uint8) {
	l := cube(c.l + .3963377774*c.a + .2158037573*c.b)
	m := cube(c.l - .1055613458*c.a - .0638541728*c.b)
	s := cube(c.l - .0894841775*c.a - 1.2914855480*c.b)
	return screen(4.0767416621*l - 3.3077115913*m + .2309699292*s),
		screen(-1.2684380046*l + 2.6097574011*m - .3413193965*s),
		screen(-.0041960863*l - .7034186147*m + 1.7076147010*s)
}

func cube(v float64) float64 { return v * v * v }

func screen(v float64) uint8 {
	switch {
	case v <= 0:
		return 0
	case v >= 1:
		return 255
	case v <= .0031308:
		v *= 12.92
	default:
		v = 1.055*math.Pow(v, 1/2.4) - .055
	}
	return uint8(v*255 + .5)
}

// stop is a colour at a place of a ramp.
type stop struct {
	at float64
	lab
}

// ramp runs through colours.
type ramp []stop

func (r ramp) at(t float64) lab {
	if t <= r[0].at {
		return r[0].lab
	}
	for i := 1; i < len(r); i++ {
		if t < r[i].at {
			return mix(r[i-1].lab, r[i].lab, smooth(r[i-1].at, r[i].at, t))
		}
	}
	return r[len(r)-1].lab
}

// smooth rises from 0 at a to 1 at b, without a corner.
func smooth(a, b, v float64) float64 {
	t := clamp((v-a)/(b-a), 0, 1)
	return t * t * (3 - 2*t)
}

func clamp(v, low, high float64) float64 { return max(low, min(high, v)) }
