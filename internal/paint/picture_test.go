package paint

import (
	"image"
	"math"
	"runtime"
	"testing"
)

// tiny is the picture at a size that takes milliseconds, whatever its form.
func (p Picture) tiny() Picture {
	p.Width, p.Height = 32*p.Width/p.Height, 32
	return p
}

// spread is how far lightness strays from its mean, from 0 to 1: next to nothing where nothing was painted.
func spread(m *image.NRGBA) float64 {
	sum, squares, n := 0.0, 0.0, float64(len(m.Pix)/4)
	for i := 0; i < len(m.Pix); i += 4 {
		v := (float64(m.Pix[i]) + float64(m.Pix[i+1]) + float64(m.Pix[i+2])) / 765
		sum, squares = sum+v, squares+v*v
	}
	return math.Sqrt(max(0, squares/n-sum*sum/n/n))
}

func TestPicture_Paint_isOpaqueAsLargeAsAskedAndLikeNoOther(t *testing.T) {
	type one struct {
		Picture
		m *image.NRGBA
	}
	seen := map[image.Rectangle][]one{}
	for i := 0; i < len(Pictures); i += 5 { // a fifth of them: some take a second at any size
		p := Pictures[i]
		small := p.tiny()
		m := small.Paint()
		if m.Bounds() != image.Rect(0, 0, small.Width, small.Height) {
			t.Errorf("%s is %v, want %d × %d", p.Name, m.Bounds(), small.Width, small.Height)
		}
		if !m.Opaque() {
			t.Errorf("one sees through %s", p.Name)
		}
		if s := spread(m); s < .01 {
			t.Errorf("%s is next to blank: %v", p.Name, s)
		}
		for _, other := range seen[m.Bounds()] {
			if d := apartness(m, other.m); d < .01 {
				t.Errorf("%s and %s are all but one picture: %v apart", p.Name, other.Name, d)
			}
		}
		seen[m.Bounds()] = append(seen[m.Bounds()], one{p, m})
	}
}

// One picture of every finish and form: how many workers share the canvas must not be seen in it.
func TestPicture_Paint_doesNotDependOnHowManyWork(t *testing.T) {
	before := runtime.GOMAXPROCS(0)
	defer runtime.GOMAXPROCS(before)
	for i := 0; i < len(Pictures); i += len(Pictures) / 6 {
		p := Pictures[i].tiny()
		runtime.GOMAXPROCS(1)
		alone := p.Paint()
		runtime.GOMAXPROCS(5)
		if d := apartness(alone, p.Paint()); d != 0 {
			t.Errorf("%s by five hands differs by %v", p.Name, d)
		}
	}
}

func TestPicture_Paint_holdsItsSubjectAtAnySize(t *testing.T) {
	for i := 0; i < len(Pictures); i += len(Pictures) / 8 {
		p := Pictures[i]
		small, large := p.tiny(), p.tiny()
		large.Width, large.Height = 2*small.Width, 2*small.Height
		a, b := small.Paint(), large.Paint()
		off, n := 0.0, 0
		for y := 0; y < 4; y++ { // the light of sixteen parts, which the size has no say in
			for x := 0; x < 4; x++ {
				off, n = off+math.Abs(light(a, x, y)-light(b, x, y)), n+1
			}
		}
		if off /= float64(n); off > .12 {
			t.Errorf("%s at twice the size is another picture: parts are %v apart", p.Name, off)
		}
	}
}

// light is the mean of a sixteenth of a picture.
func light(m *image.NRGBA, col, row int) float64 {
	w, h := m.Bounds().Dx(), m.Bounds().Dy()
	sum, n := 0.0, 0
	for y := row * h / 4; y < (row+1)*h/4; y++ {
		for x := col * w / 4; x < (col+1)*w/4; x++ {
			o := m.PixOffset(x, y)
			sum, n = sum+float64(m.Pix[o])+float64(m.Pix[o+1])+float64(m.Pix[o+2]), n+1
		}
	}
	return sum / float64(n) / 765
}

// A canvas may be as small as one pixel, and of any form: no stroke, blur or glow reaches outside.
func TestFinishes_keepWithinTheSmallestCanvas(t *testing.T) {
	for _, size := range [][2]int{{1, 1}, {1, 9}, {9, 1}, {3, 2}, {40, 3}} {
		for name, f := range map[string]finish{"oils": oils, "loose": loose, "fine": fine, "camera": camera} {
			c := blank(size[0], size[1])
			c.glow(.1, .1, .2, .5, lab{l: 1})
			m := f.seen(c).image()
			if m.Bounds().Dx() != size[0] || m.Bounds().Dy() != size[1] || !m.Opaque() {
				t.Errorf("%s makes %v of %v", name, m.Bounds(), size)
			}
			for _, p := range c.pix {
				if math.IsNaN(p.l) || math.IsNaN(p.a) || math.IsNaN(p.b) {
					t.Fatalf("%s of %v leaves no colour", name, size)
				}
			}
		}
	}
}

func TestCanvas_copied_isOnesOwn(t *testing.T) {
	c := blank(8, 8)
	other := c.copied()
	other.fill(rect(-1, -1, 4, 4), plain(lab{l: 1}))
	if c.at(.5, .5).l != .5 || other.at(.5, .5).l < .99 {
		t.Error("what is painted on a copy is seen on the canvas")
	}
}
