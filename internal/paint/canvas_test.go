package paint

import (
	"image/color"
	"math"
	"testing"
)

func TestNoise_isTheSameAgainAndStaysWithinOne(t *testing.T) {
	low, high := 1.0, -1.0
	for i := range 4000 {
		x, y := float64(i)*.37, float64(i)*-.21
		for _, v := range []float64{noise(5).at(x, y), noise(5).cloud(x, y, 5), noise(5).ridge(x, y, 4), noise(5).warped(x, y, .5, 3)} {
			if v < -1 || v > 1 || math.IsNaN(v) {
				t.Fatalf("at %v, %v: %v", x, y, v)
			}
		}
		v := noise(5).cloud(x, y, 4)
		low, high = min(low, v), max(high, v)
		if v != noise(5).cloud(x, y, 4) {
			t.Fatal("another value the second time")
		}
	}
	if low > -.3 || high < .3 {
		t.Errorf("it runs only from %v to %v", low, high)
	}
	if noise(5).at(.5, .5) == noise(6).at(.5, .5) {
		t.Error("two seeds give one field")
	}
}

func TestNoise_isSmooth(t *testing.T) {
	for i := range 1000 {
		x := float64(i) * .0137
		if d := math.Abs(noise(3).at(x, .4) - noise(3).at(x+.001, .4)); d > .01 {
			t.Fatalf("a step of %v at %v", d, x)
		}
	}
}

func TestLab_isWhatAScreenShows(t *testing.T) {
	for want, c := range map[color.NRGBA]lab{
		{0, 0, 0, 255}: {}, {255, 255, 255, 255}: {l: 1}, {99, 99, 99, 255}: {l: .5}, {255, 0, 0, 255}: lch(.628, .2577, 29.23),
	} {
		r, g, b := c.srgb()
		for _, d := range []int{int(r) - int(want.R), int(g) - int(want.G), int(b) - int(want.B)} {
			if d < -2 || d > 2 {
				t.Errorf("%v is %d %d %d, want %v", c, r, g, b, want)
			}
		}
	}
}

func TestRamp_endsWhereItEnds(t *testing.T) {
	r := ramp{{.2, lab{l: .1}}, {.5, lab{l: .6}}, {.9, lab{l: .9}}}
	for at, want := range map[float64]float64{0: .1, .2: .1, .35: .35, .5: .6, .9: .9, 7: .9} {
		if got := r.at(at).l; math.Abs(got-want) > 1e-9 {
			t.Errorf("at %v: %v, want %v", at, got, want)
		}
	}
}

// blank is a canvas of one grey.
func blank(w, h int) *canvas {
	c := newCanvas(w, h, 7)
	c.each(func(_, _ float64, _ lab) lab { return lab{l: .5} })
	return c
}

func TestCanvas_fill_coversTheInsideAlone(t *testing.T) {
	for name, s := range map[string]shape{
		"rect": rect(.25, .25, .5, .5), "oval": oval(.5, .5, .25, .25), "poly": poly(.5, .2, .8, .5, .5, .8, .2, .5),
		"round": round(.25, .5, .5, .25, .75, .5, .5, .75), "line": line(.3, .3, .2, .5, .8, .5),
	} {
		c := blank(100, 100)
		c.fill(s, plain(lab{l: 1}))
		if got := c.at(.5, .5).l; got < .99 {
			t.Errorf("%s: %v inside", name, got)
		}
		for _, p := range []pt{{.02, .02}, {.98, .02}, {.5, .1}, {.02, .98}} {
			if got := c.at(p.x, p.y).l; got != .5 {
				t.Errorf("%s: %v outside, at %v", name, got, p)
			}
		}
	}
}

func TestCanvas_fill_knowsHolesCoversAndEdges(t *testing.T) {
	c := blank(100, 100)
	c.fill(ring(.5, .5, .4, .4, .1), plain(lab{l: 1}))
	if c.at(.5, .5).l != .5 || c.at(.5, .15).l < .99 {
		t.Errorf("a ring is %v in its hole and %v in its band", c.at(.5, .5).l, c.at(.5, .15).l)
	}
	c = blank(100, 100)
	c.fill(rect(-1, -1, 3, 3), sheer(lab{l: 1}, .5))
	if got := c.at(.5, .5).l; math.Abs(got-.75) > .01 {
		t.Errorf("half a cover makes %v", got)
	}
	c.fill(rect(5, 5, 1, 1), plain(lab{})) // outside altogether
	c = blank(100, 100)
	c.fill(c.ground(func(float64) float64 { return .6 }), plain(lab{l: 1}))
	if c.at(.5, .5).l != .5 || c.at(.01, .7).l < .99 || c.at(.99, .99).l < .99 {
		t.Error("ground is not all below its edge")
	}
}

func TestCanvas_blur_keepsTheLightAndSpreadsIt(t *testing.T) {
	c := blank(80, 60)
	c.fill(rect(.6, .4, .1, .1), plain(lab{l: 1}))
	sum := func() (s float64) {
		for _, p := range c.pix {
			s += p.l
		}
		return s
	}
	before, peak := sum(), c.at(.65, .45).l
	c.blur(4)
	if d := math.Abs(sum()-before) / before; d > .001 {
		t.Errorf("%v of the light is lost", d)
	}
	if c.at(.65, .45).l >= peak || c.at(.75, .45).l <= .5 {
		t.Error("nothing spread")
	}
}

func TestCanvas_at_isTheNearestOutside(t *testing.T) {
	c := blank(30, 20)
	c.pix[0], c.pix[len(c.pix)-1] = lab{l: .1}, lab{l: .9}
	if c.at(-3, -3).l != .1 || c.at(9, 9).l != .9 {
		t.Error("not the corners")
	}
}

func TestCanvas_glow_fadesWithDistance(t *testing.T) {
	c := blank(100, 100)
	c.glow(.5, .5, .05, .8, lab{l: 1})
	near, far, none := c.at(.5, .5).l, c.at(.62, .5).l, c.at(.99, .99).l
	if !(near > far && far > .5) || none != .5 {
		t.Errorf("%v, %v, %v", near, far, none)
	}
}
