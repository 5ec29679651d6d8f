package art

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestDice_throwsFairlyAndWithinItsBounds(t *testing.T) {
	d := diceOf("fair")
	const throws = 30_000
	counts, worn := make([]int, 6), 0
	for range throws {
		counts[d.below(6)]++
		if f := d.float(); f < 0 || f >= 1 {
			t.Fatalf("a float of %v", f)
		}
		if v := d.between(-3, 7); v < -3 || v > 7 {
			t.Fatalf("%v lies outside of -3 to 7", v)
		}
		if d.chance(.25) {
			worn++
		}
	}
	for face, n := range counts {
		if n < throws/6*9/10 || n > throws/6*11/10 {
			t.Errorf("%d was thrown %d times of %d", face, n, throws)
		}
	}
	if worn < throws/4*9/10 || worn > throws/4*11/10 {
		t.Errorf("a chance of a quarter came %d times of %d", worn, throws)
	}
	for range 100 {
		if d.chance(0) || !d.chance(1) {
			t.Fatal("never happened, or always did not")
		}
	}
}

// The stream must never change: faces and covers are kept for ever in caches.
func TestDice_isTheSameStreamForEver(t *testing.T) {
	d := diceOf("avatar", "mia")
	got := []uint64{d.next(), d.next(), d.next()}
	again := diceOf("avatar", "mia")
	for i, want := range got {
		if n := again.next(); n != want {
			t.Errorf("throw %d: %d, then %d", i, want, n)
		}
	}
	if h := uint64(*diceOf()); h != 14695981039346656037 {
		t.Errorf("without words it begins at %d", h)
	}
	if n := dicePinned().next(); n != 0xe220a8397b1dcdaf { // splitmix64 of 0, as published
		t.Errorf("the first throw from 0 is %#x", n)
	}
}

func dicePinned() *dice {
	d := dice(0)
	return &d
}

func TestDiceOf_tellsWordsApartWhereverTheyAreCut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.String().Draw(t, "a"), rapid.StringN(1, 9, -1).Draw(t, "b")
		if *diceOf(a, b) == *diceOf(a + b) || *diceOf(a, b) == *diceOf(a, b, "") {
			t.Fatalf("%q and %q begin as one word does", a, b)
		}
	})
}

var number = regexp.MustCompile(`^-?\d+(\.\d)?$`)

func TestNum_isShortAndWithinATwentiethOfAUnit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := rapid.Float64Range(-5000, 5000).Draw(t, "v")
		text := num(v)
		back, err := strconv.ParseFloat(text, 64)
		if err != nil || math.Abs(back-v) > .0501 || !number.MatchString(text) || text == "-0" {
			t.Fatalf("%v is written %q (%v)", v, text, err)
		}
	})
}

// split reads path data back as letters and numbers, as SVG does: a number ends where a sign or a space begins the next.
func split(data string) []string {
	return regexp.MustCompile(`[A-Za-z]|-?\d+(?:\.\d+)?`).FindAllString(data, -1)
}

func TestD_keepsEveryNumberApart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var parts []any
		var want []string
		for range rapid.IntRange(1, 12).Draw(t, "parts") {
			switch rapid.IntRange(0, 2).Draw(t, "kind") {
			case 0:
				letter := rapid.SampledFrom([]string{"M", "l", "C", "h"}).Draw(t, "letter")
				parts, want = append(parts, letter), append(want, letter)
			case 1:
				v := rapid.Float64Range(-2000, 2000).Draw(t, "float")
				parts, want = append(parts, v), append(want, num(v))
			default:
				v := rapid.IntRange(-2000, 2000).Draw(t, "int")
				parts, want = append(parts, v), append(want, strconv.Itoa(v))
			}
		}
		if got := split(d(parts...)); strings.Join(got, " ") != strings.Join(want, " ") {
			t.Fatalf("%v is written %q", parts, d(parts...))
		}
	})
}

func TestSmooth_goesThroughItsEnds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var points []pt
		for range rapid.IntRange(2, 9).Draw(t, "points") {
			points = append(points, pt{float64(rapid.IntRange(-40, 1640).Draw(t, "x")), float64(rapid.IntRange(0, 900).Draw(t, "y"))})
		}
		data := smooth(points)
		words := split(data)
		first, last := points[0], points[len(points)-1]
		if words[1] != num(first.x) || words[2] != num(first.y) || words[len(words)-2] != num(last.x) || words[len(words)-1] != num(last.y) {
			t.Fatalf("%v goes %s", points, data)
		}
		if n := strings.Count(data, "C"); n != len(points)-1 {
			t.Fatalf("%d curves between %d points", n, len(points))
		}
	})
}

func TestCrag_risesToItsPeakAndEndsAtItsFeet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := newSheet("t-", diceOf("crag", rapid.String().Draw(t, "seed")))
		breaks := rapid.IntRange(1, 12).Draw(t, "breaks")
		points := s.crag(100, 900, 700, 480, 200, breaks)
		if len(points) != 2*breaks+1 || points[0] != (pt{100, 700}) || points[breaks] != (pt{480, 200}) || points[2*breaks] != (pt{900, 700}) {
			t.Fatalf("%d breaks: %v", breaks, points)
		}
		for _, p := range points {
			if p.x < 50 || p.x > 950 || p.y < 100 || p.y > 800 || math.IsNaN(p.x+p.y) {
				t.Fatalf("a point at %v", p)
			}
		}
	})
}

var anyColour = rapid.Custom(func(t *rapid.T) colour {
	return lch(rapid.Float64Range(0, 1).Draw(t, "l"), rapid.Float64Range(0, .37).Draw(t, "c"), rapid.Float64Range(0, 360).Draw(t, "h"))
})

// lightness is the OKLab lightness of an sRGB colour, the way back from colour.rgb.
func lightness(r, g, b uint8) float64 {
	linear := func(v uint8) float64 {
		f := float64(v) / 255
		if f <= .04045 {
			return f / 12.92
		}
		return math.Pow((f+.055)/1.055, 2.4)
	}
	x, y, z := linear(r), linear(g), linear(b)
	l := math.Cbrt(.4122214708*x + .5363325363*y + .0514459929*z)
	m := math.Cbrt(.2119034982*x + .6806995451*y + .1073969566*z)
	n := math.Cbrt(.0883024619*x + .2817188376*y + .6299787005*z)
	return .2104542553*l + .7936177850*m - .0040720468*n
}

func TestColour_asShownIsAsLightAsItWasMeant(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := lch(rapid.Float64Range(.1, .97).Draw(t, "l"), rapid.Float64Range(0, .22).Draw(t, "c"), rapid.Float64Range(0, 360).Draw(t, "h"))
		r, g, b := c.rgb()
		if got := lightness(r, g, b); math.Abs(got-c.l) > .05 {
			t.Fatalf("%+v is shown as %d %d %d, with lightness %.3f", c, r, g, b, got)
		}
	})
}

func TestColour_isWrittenAsAWebColour(t *testing.T) {
	written := regexp.MustCompile(`^#(?:[0-9a-f]{3}|[0-9a-f]{6}|[0-9a-f]{8})$`)
	rapid.Check(t, func(t *rapid.T) {
		c := anyColour.Draw(t, "colour").alpha(rapid.Float64Range(0, 1).Draw(t, "alpha")).shade(rapid.Float64Range(-1, 1).Draw(t, "shade")).
			turn(rapid.Float64Range(-360, 360).Draw(t, "turn")).dull(rapid.Float64Range(0, 2).Draw(t, "dull"))
		if !written.MatchString(c.paint()) {
			t.Fatalf("%+v is written %s", c, c.paint())
		}
		if c.l < .04 || c.l > .99 || c.h < 0 || c.h >= 360 {
			t.Fatalf("%+v left the wheel", c)
		}
	})
}

func TestMix_liesBetweenAndIsTheSameFromTheOtherSide(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b, part := anyColour.Draw(t, "a"), anyColour.Draw(t, "b"), rapid.Float64Range(0, 1).Draw(t, "part")
		m, other := mix(a, b, part), mix(b, a, 1-part)
		if m.l < min(a.l, b.l)-1e-9 || m.l > max(a.l, b.l)+1e-9 || m.c > max(a.c, b.c)+1e-9 {
			t.Fatalf("%+v between %+v and %+v", m, a, b)
		}
		if distance(m, other) > 1e-6 {
			t.Fatalf("%+v, and from the other side %+v", m, other)
		}
	})
}

func TestDistance_isAMeasure(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := anyColour.Draw(t, "a"), anyColour.Draw(t, "b"), anyColour.Draw(t, "c")
		if distance(a, a) != 0 || distance(a, b) != distance(b, a) || distance(a, c) > distance(a, b)+distance(b, c)+1e-9 {
			t.Fatalf("%v, %v, %v", distance(a, b), distance(b, c), distance(a, c))
		}
	})
}
