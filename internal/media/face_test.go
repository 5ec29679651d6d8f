package media_test

import (
	"bytes"
	"image"
	"image/color"
	"testing"

	gowebp "github.com/gen2brain/webp"
	"golang.org/x/image/webp"

	"github.com/commonthread/commonthread/internal/media"
	"github.com/commonthread/commonthread/internal/media/size"
)

// A face is a square of the picture, wherever its middle is, and never reaches beyond the edge.
func TestFace_isThePartThatWasChosen(t *testing.T) {
	halves := image.NewNRGBA(image.Rect(0, 0, 800, 400)) // red on the left, blue on the right
	for i := range 800 * 400 {
		c := color.NRGBA{220, 30, 30, 255}
		if i%800 >= 400 {
			c = color.NRGBA{30, 30, 220, 255}
		}
		halves.SetNRGBA(i%800, i/800, c)
	}
	var b bytes.Buffer
	if err := gowebp.Encode(&b, halves, gowebp.Options{Quality: 90}); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		square      media.Square
		left, right bool // red there
	}{
		{media.Square{X: 0, Y: 50, Span: 100}, true, true},
		{media.Square{X: 100, Y: 0, Span: 100}, false, false},
		{media.Square{X: 50, Y: 100, Span: 60}, true, false},
		{media.Square{X: 90, Y: 50, Span: 30}, false, false},
	} {
		files, err := media.NewMaker().Face(t.Context(), bytes.NewReader(b.Bytes()), c.square)
		if err != nil || len(files) != len(size.Faces) {
			t.Fatalf("%+v: %d files, %v", c.square, len(files), err)
		}
		for i, f := range files {
			m, err := webp.Decode(bytes.NewReader(f.Bytes))
			if err != nil || m.Bounds().Dx() != size.Faces[i] || m.Bounds().Dy() != size.Faces[i] {
				t.Fatalf("%s is %v: %v", f.Name, m.Bounds(), err)
			}
			red := func(x int) bool { r, _, b, _ := m.At(x, f.Height/2).RGBA(); return r > b }
			if red(f.Width/8) != c.left || red(f.Width*7/8) != c.right {
				t.Errorf("%+v: red on the left %v, on the right %v", c.square, red(f.Width/8), red(f.Width*7/8))
			}
		}
	}
	if _, err := media.NewMaker().Face(t.Context(), bytes.NewReader(jpegOf(t, halves)), media.Square{Span: 100}); err == nil {
		t.Error("a file that is not ours was taken")
	}
}
