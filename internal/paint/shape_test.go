package paint

import (
	"math"
	"testing"
)

// sum is all the light on a canvas beyond its ground.
func (c *canvas) sum(ground float64) (s float64) {
	for _, p := range c.pix {
		s += p.l - ground
	}
	return s
}

func TestShape_bounds_holdEveryCornerAndNothingBeyond(t *testing.T) {
	for name, c := range map[string]struct {
		s              shape
		x0, y0, x1, y1 float64
	}{
		"rect": {rect(.1, .2, .3, .4), .1, .2, .4, .6}, "turned round": {rect(.4, .6, -.3, -.4), .1, .2, .4, .6}, "oval": {oval(.5, .5, .25, .1), .25, .4, .75, .6},
		"ring": {ring(.5, .5, .25, .1, .05), .25, .4, .75, .6}, "two": {append(rect(0, 0, .1, .1), rect(.8, .9, .1, .1)...), 0, 0, .9, 1},
	} {
		x0, y0, x1, y1 := c.s.bounds()
		for i, d := range []float64{x0 - c.x0, y0 - c.y0, x1 - c.x1, y1 - c.y1} {
			if math.Abs(d) > 1e-9 {
				t.Errorf("%s: side %d is off by %v", name, i, d)
			}
		}
	}
	if x0, _, x1, _ := (shape{}).bounds(); x0 <= x1 {
		t.Errorf("nothing reaches from %v to %v", x0, x1)
	}
}

func TestCanvas_fill_ofNothingChangesNothing(t *testing.T) {
	for name, s := range map[string]shape{
		"no outline": {}, "no corner": {{}}, "one corner": {{{.5, .5}}}, "a line to itself": line(.2, .2, .5, .5, .5, .5), "beside it": rect(3, 0, 1, 1), "above it": oval(.5, -2, .5, .5), "no width": rect(.2, .2, 0, .5),
	} {
		c := blank(50, 50)
		c.fill(s, plain(lab{l: 1}))
		if got := c.sum(.5); math.Abs(got) > 1e-9 {
			t.Errorf("%s leaves %v", name, got)
		}
	}
}

func TestCanvas_fill_coversAsMuchAsTheShapeIsLarge(t *testing.T) {
	for name, c := range map[string]struct {
		s    shape
		area float64
	}{
		"rect": {rect(.2, .3, .5, .4), .2}, "half outside": {rect(-.5, 0, 1, 1), .5}, "oval": {oval(.5, .5, .4, .2), math.Pi * .08}, "triangle": {poly(.1, .9, .9, .9, .5, .1), .32},
		"ring": {ring(.5, .5, .4, .4, .1), math.Pi * (.16 - .09)}, "line": {line(.1, .1, 0, .5, 1.2, .5), .1}, "a line that thins": {line(.2, 0, 0, .5, 1, .5), .1},
	} {
		canvas := blank(200, 200)
		canvas.fill(c.s, plain(lab{l: 1.5}))
		if got := canvas.sum(.5) / 200 / 200; math.Abs(got-c.area) > .006 {
			t.Errorf("%s covers %v, want %v", name, got, c.area)
		}
	}
}

func TestCanvas_fill_showsAShadeWhereItIsAndWhatWasThere(t *testing.T) {
	c := blank(100, 50)
	c.fill(rect(0, 0, 2, 1), func(x, y float64, was lab) (lab, float64) {
		if x < 0 || x > 2 || y < 0 || y > 1 || was.l != .5 {
			t.Fatalf("asked for %v, %v where %v was", x, y, was)
		}
		return lab{l: x / 2}, 1
	})
	for _, x := range []float64{.1, .5, 1.3, 1.9} {
		if got := c.at(x, .5).l; math.Abs(got-x/2) > .01 {
			t.Errorf("at %v: %v", x, got)
		}
	}
	for cover, want := range map[float64]float64{-3: .5, 0: .5, .25: .625, 1: 1, 9: 1} {
		c := blank(10, 10)
		c.fill(rect(-1, -1, 3, 3), sheer(lab{l: 1}, cover))
		if got := c.at(.5, .5).l; math.Abs(got-want) > 1e-9 {
			t.Errorf("a cover of %v makes %v, want %v", cover, got, want)
		}
	}
}

func TestRound_andCurve_goThroughTheirPlaces(t *testing.T) {
	places := []float64{.2, .5, .5, .2, .8, .5, .5, .8}
	outline := round(places...)[0]
	for i := range 4 {
		if got, want := outline[12*i], (pt{places[2*i], places[2*i+1]}); math.Hypot(got.x-want.x, got.y-want.y) > 1e-9 {
			t.Errorf("place %d is %v, want %v", i, got, want)
		}
	}
	c := blank(100, 100)
	c.fill(curve(.06, .06, .1, .1, .5, .6, .9, .1), plain(lab{l: 1}))
	for _, p := range []pt{{.12, .13}, {.5, .6}, {.88, .13}} {
		if c.at(p.x, p.y).l < .9 {
			t.Errorf("a curve misses %v", p)
		}
	}
	if c.at(.5, .2).l != .5 {
		t.Error("a curve is filled in between its ends")
	}
}

func TestScreen_hasAByteForWhateverComes(t *testing.T) {
	for in, want := range map[float64]uint8{-5: 0, 0: 0, .0031308: 10, .2140: 127, 1: 255, 40: 255, math.Inf(1): 255, math.Inf(-1): 0} {
		if got := screen(in); int(got)-int(want) > 1 || int(want)-int(got) > 1 {
			t.Errorf("%v is %d, want %d", in, got, want)
		}
	}
	last := uint8(0)
	for i := range 4000 {
		got := screen(float64(i) / 4000)
		if got < last {
			t.Fatalf("more light is darker at %d", i)
		}
		last = got
	}
}

func TestLab_beyondTheScreenIsItsEdge(t *testing.T) {
	for _, c := range []lab{lch(2, .4, 30), lch(-1, .4, 200), {l: .5, a: 3, b: -3}, lch(.99, .3, 264), lch(.02, .3, 100)} {
		r, g, b := c.srgb()
		if r > 0 && r < 255 && g > 0 && g < 255 && b > 0 && b < 255 {
			t.Errorf("%+v, which no screen has, is %d %d %d", c, r, g, b)
		}
	}
}

func TestLab_changesWhatItIsAskedAndNothingElse(t *testing.T) {
	c := lch(.5, .2, 40)
	if got := c.lit(.2); math.Abs(got.l-.7) > 1e-9 || got.a != c.a || got.b != c.b {
		t.Errorf("more light: %+v", got)
	}
	if got := c.dull(0); got != (lab{l: .5}) {
		t.Errorf("without colour: %+v", got)
	}
	if got := lch(.5, .2, 400); apart(got, c) > 1e-9 {
		t.Errorf("once round it is %+v, want %+v", got, c)
	}
	if apart(c, c) != 0 || apart(c, lab{}) != apart(lab{}, c) || mix(c, lab{}, 0) != c || apart(mix(c, lab{l: 1}, 1), lab{l: 1}) > 1e-9 {
		t.Error("a colour is apart from itself, or a mixture of one is another")
	}
}

func TestSmooth_risesWithoutACornerEitherWay(t *testing.T) {
	for _, c := range []struct{ a, b, v, want float64 }{{0, 1, -1, 0}, {0, 1, 0, 0}, {0, 1, .5, .5}, {0, 1, 1, 1}, {0, 1, 7, 1}, {1, 0, 0, 1}, {1, 0, 2, 0}, {6, 2, 4, .5}} {
		if got := smooth(c.a, c.b, c.v); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("from %v to %v, %v is %v, want %v", c.a, c.b, c.v, got, c.want)
		}
	}
	if d := smooth(0, 1, .001); d > .0001 {
		t.Errorf("it begins with a corner: %v", d)
	}
}

func TestLots_areTheSameForTheSameSeedAndSpreadEvenly(t *testing.T) {
	a, b, other := lots(7), lots(7), lots(8)
	counts, differs := [10]int{}, false
	for range 10_000 {
		v := a.float()
		if v < 0 || v >= 1 || v != b.float() {
			t.Fatalf("%v is out of range, or another the second time", v)
		}
		differs = differs || v != other.float()
		counts[int(v*10)]++
	}
	for tenth, n := range counts {
		if n < 800 || n > 1200 {
			t.Errorf("%d of 10000 lie in tenth %d", n, tenth)
		}
	}
	if !differs {
		t.Error("two seeds have one stream")
	}
	for range 200 {
		if v := a.between(-3, 5); v < -3 || v >= 5 {
			t.Fatalf("%v is not between -3 and 5", v)
		}
		if v := a.below(3); v < 0 || v > 2 {
			t.Fatalf("%d is not below 3", v)
		}
	}
}

func TestCanvas_blur_ofLessThanAPixelIsNone(t *testing.T) {
	c := blank(20, 10)
	c.fill(rect(.5, .2, .3, .3), plain(lab{l: 1}))
	before := append([]lab(nil), c.pix...)
	c.blur(.4)
	for i := range before {
		if c.pix[i] != before[i] {
			t.Fatal("something moved")
		}
	}
	even := blank(20, 10)
	even.blur(30) // wider than the canvas
	for _, p := range even.pix {
		if math.Abs(p.l-.5) > 1e-9 {
			t.Fatalf("what is even becomes %v", p.l)
		}
	}
}

func TestLens_ofNothingIsTheSceneItself(t *testing.T) {
	c := blank(40, 20)
	c.fill(rect(.5, .2, .3, .3), plain(lch(.9, .1, 80)))
	for i, p := range (lens{}).seen(c).pix {
		if apart(p, c.pix[i]) > 1e-9 {
			t.Fatalf("pixel %d is %+v, and was %+v", i, p, c.pix[i])
		}
	}
	warm, cold := lens{warm: .05}.seen(c).at(.1, .1), lens{warm: -.05}.seen(c).at(.1, .1)
	if warm.b <= 0 || cold.b >= 0 || warm.l != .5 {
		t.Errorf("warm is %+v and cold %+v", warm, cold)
	}
	a, b := lens{grain: .05}.seen(c), lens{grain: .05}.seen(c)
	specks := 0.0
	for i := range a.pix {
		if a.pix[i] != b.pix[i] {
			t.Fatal("grain is another each time")
		}
		specks += math.Abs(a.pix[i].l - c.pix[i].l)
	}
	if specks == 0 {
		t.Error("no grain is seen")
	}
}

func TestCanvas_ground_isAllBelowItsEdgeOnCanvasesOfAnyForm(t *testing.T) {
	for _, size := range [][2]int{{10, 100}, {300, 100}, {100, 100}} {
		c := blank(size[0], size[1])
		c.fill(c.ground(func(float64) float64 { return .5 }), plain(lab{l: 1}))
		if got, want := c.sum(.5)/float64(size[0]*size[1]), .25; math.Abs(got-want) > .01 {
			t.Errorf("%v: %v is ground, want half", size, 2*got)
		}
		c.fill(c.ground(func(float64) float64 { return 2 }), plain(lab{l: 9}))
		if c.at(c.wide/2, .99).l > 1.01 {
			t.Errorf("%v: ground that lies below the picture is seen", size)
		}
	}
}
