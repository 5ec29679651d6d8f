package art

import (
	"strings"
	"testing"
)

func TestD_writesNoByteTooMany(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{d("M", 1.0, 2.0, "h", -3.26, "z"), "M1 2h-3.3z"},
		{d("M", 1, -2, "L", 0.04, 5), "M1-2L0 5"},
		{d("M", -0.01, 7.0), "M0 7"},
		{box(10, 20, 30, 40), "M10 20h30v40h-30z"},
		{poly(0, 0, 5, 0, 5, 5), "M0 0L5 0L5 5z"},
		{dot(10, 10, 4), "M6 10a4 4 0 1 0 8 0a4 4 0 1 0-8 0"},
		{smooth([]pt{{0, 0}, {6, 6}}), "M0 0C1 1 5 5 6 6"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestHill_reachesBothEdgesAndTheGround(t *testing.T) {
	s := newSheet("t-", diceOf("hill"))
	outline := s.hill(400, 40, 100)
	if !strings.HasPrefix(outline, "M-40 ") || !strings.HasSuffix(outline, "V900H-40z") {
		t.Errorf("outline %s", outline)
	}
}

func TestCrag_peakIsItsMiddlePoint(t *testing.T) {
	s := newSheet("t-", diceOf("crag"))
	for _, breaks := range []int{4, 5, 6, 7} {
		outline := s.crag(0, 1000, 600, 420, 100, breaks)
		if got := outline[len(outline)/2]; got != (pt{420, 100}) {
			t.Errorf("%d breaks: the middle is %v", breaks, got)
		}
		if first, last := outline[0], outline[len(outline)-1]; first != (pt{0, 600}) || last != (pt{1000, 600}) {
			t.Errorf("%d breaks: feet at %v and %v", breaks, first, last)
		}
	}
}

func TestDice_streamIsFixedForEver(t *testing.T) {
	first := diceOf("mia")
	if next, below := first.next(), first.below(1000); next != 5587206112854362530 || below != 320 {
		t.Errorf("the stream of mia starts %d, %d: every face in a cache would change", next, below)
	}
	if a, b := diceOf("ab", "c").next(), diceOf("a", "bc").next(); a == b {
		t.Error("where words end does not count")
	}
	d := diceOf("range")
	for range 1000 {
		if v := d.between(-3, 5); v < -3 || v >= 5 {
			t.Fatalf("%v is not between -3 and 5", v)
		}
	}
}

func TestSheet_equalGradientsAreWrittenOnce(t *testing.T) {
	s := newSheet("t-", diceOf(""))
	a, b := s.down(lch(.5, 0, 0), lch(.9, 0, 0)), s.down(lch(.5, 0, 0), lch(.9, 0, 0))
	c := s.across(lch(.5, 0, 0), lch(.9, 0, 0))
	if a != b || a == c {
		t.Errorf("got %s, %s and %s", a, b, c)
	}
	if n := strings.Count(s.defs.String(), "<linearGradient"); n != 2 {
		t.Errorf("%d gradients, want 2", n)
	}
}
