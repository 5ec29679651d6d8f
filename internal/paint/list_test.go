package paint

import (
	"image"
	"math"
	"regexp"
	"strings"
	"testing"
)

// apartness is how far two pictures of one size differ, from 0 to 1.
func apartness(a, b *image.NRGBA) float64 {
	sum, n := 0.0, 0
	for i := range min(len(a.Pix), len(b.Pix)) {
		sum, n = sum+math.Abs(float64(a.Pix[i])-float64(b.Pix[i])), n+1
	}
	return sum / float64(n) / 255
}

func (p Picture) small() Picture {
	p.Width, p.Height = p.Width/16, p.Height/16
	return p
}

func TestPictures_areManyAndNamedOnce(t *testing.T) {
	if len(Pictures) < 60 {
		t.Errorf("%d pictures, want 60", len(Pictures))
	}
	seen, name := map[string]bool{}, regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`)
	seeds := map[uint64]string{}
	for _, p := range Pictures {
		if seen[p.Name] || !name.MatchString(p.Name) {
			t.Errorf("the name %q", p.Name)
		}
		if twin, ok := seeds[p.seed]; ok && !strings.HasPrefix(p.Name, "corner-") { // one corner, through a year
			t.Errorf("%s and %s have one seed", p.Name, twin)
		}
		seen[p.Name], seeds[p.seed] = true, p.Name
	}
}

func TestPicture_Paint_isTheSameEachTime(t *testing.T) {
	for _, p := range []Picture{Pictures[0].small(), Pictures[len(Pictures)-1].small()} {
		if d := apartness(p.Paint(), p.Paint()); d != 0 {
			t.Errorf("%s differs by %v", p.Name, d)
		}
		other := p
		other.seed++
		if apartness(p.Paint(), other.Paint()) == 0 {
			t.Errorf("%s is the same by another seed", p.Name)
		}
	}
}

func TestBrush_paintsWhatItSees(t *testing.T) {
	p := Pictures[0].small()
	p.Width, p.Height = 150, 100
	c := newCanvas(p.Width, p.Height, p.seed)
	p.scene(c)
	scene := c.image()
	by := func(care float64) float64 {
		return apartness(scene, brush{sizes: []float64{40, 20, 10}, care: care, wild: 1}.painted(c.copied()).image())
	}
	careful, careless := by(.01), by(.5)
	if careful >= careless || careful > .03 || careless > .12 {
		t.Errorf("off by %v with care and %v without", careful, careless)
	}
	if careful == 0 {
		t.Error("no stroke is seen")
	}
}

func TestLens_darkensCornersAndSpreadsLight(t *testing.T) {
	c := blank(120, 80)
	c.fill(rect(.6, .4, .2, .2), plain(lab{l: 1}))
	seen := lens{bloom: .5, corner: .3}.seen(c)
	if seen.at(0, 0).l >= .45 || math.Abs(seen.at(.3, .5).l-.5) > .03 {
		t.Errorf("%v in the corner, %v inside", seen.at(0, 0).l, seen.at(.3, .5).l)
	}
	if near := seen.at(.59, .5).l; near <= .5 {
		t.Errorf("%v beside the light", near)
	}
	if c.at(0, 0).l != .5 {
		t.Error("the scene itself is changed")
	}
}
