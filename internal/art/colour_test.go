package art

import (
	"math"
	"testing"
)

func TestColour_knownPointsOfOKLCH(t *testing.T) {
	for _, c := range []struct {
		colour colour
		want   string
	}{
		{lch(1, 0, 0), "#fff"},
		{lch(0, 0, 0), "#000"},
		{lch(.6279554, .2576833, 29.2338803), "#f00"}, // sRGB red, by CSS Color 4
		{lch(.8664396, .2948272, 142.4953389), "#0f0"},
		{lch(.4520137, .3132144, 264.0520206), "#00f"},
		{lch(1, 0, 0).alpha(.5), "#ffffff80"},
	} {
		if got := c.colour.paint(); got != c.want {
			t.Errorf("%+v is %s, want %s", c.colour, got, c.want)
		}
	}
}

func TestColour_outOfGamutKeepsLightnessAndGivesUpChroma(t *testing.T) {
	r, g, b := lch(.5, .4, 145).rgb()
	if g <= r || g <= b {
		t.Errorf("a green too strong for a screen became %d %d %d", r, g, b)
	}
	r2, g2, b2 := lch(.5, .1, 145).rgb()
	if math.Abs(float64(int(g)-int(g2))) > 40 {
		t.Errorf("lightness moved: %d %d %d beside %d %d %d", r, g, b, r2, g2, b2)
	}
}

func TestMix_endsAndMiddle(t *testing.T) {
	a, b := lch(.2, .1, 30), lch(.8, .1, 210).alpha(.5)
	if got := mix(a, b, 0).paint(); got != a.paint() {
		t.Errorf("at 0: %s, want %s", got, a.paint())
	}
	if got := mix(a, b, 1).paint(); got != b.paint() {
		t.Errorf("at 1: %s, want %s", got, b.paint())
	}
	if middle := mix(a, b, .5); middle.c > .001 || math.Abs(middle.l-.5) > 1e-9 || math.Abs(middle.clear-.25) > 1e-9 {
		t.Errorf("opposite hues meet in %+v, want grey", middle)
	}
}

func TestShade_staysOnTheScreen(t *testing.T) {
	if l := lch(.9, 0, 0).shade(.5).l; l > 1 {
		t.Errorf("lightness %v", l)
	}
	if l := lch(.1, 0, 0).shade(-.5).l; l < 0 {
		t.Errorf("lightness %v", l)
	}
}

func TestMood_groundsCarryTheirFigures(t *testing.T) {
	for i, m := range []mood{dawn, gold, clear, rain, dusk, night, frost, rose, sea, safelight, amberlight} {
		if m.light.l-m.ink.l < .55 {
			t.Errorf("mood %d: light and ink are %.2f apart", i, m.light.l-m.ink.l)
		}
		if m.far.l <= m.near.l || m.near.l <= m.ink.l {
			t.Errorf("mood %d: depth does not darken towards us", i)
		}
		if distance(m.accent, m.near) < .2 {
			t.Errorf("mood %d: the accent drowns in the foreground", i)
		}
	}
}
