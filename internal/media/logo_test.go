package media

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"testing"

	"github.com/gen2brain/webp"

	"github.com/commonthread/commonthread/internal/media/size"
)

// wordmark is a bar of a colour in a clear field.
func wordmark(t *testing.T, w, h int, ink color.NRGBA) []byte {
	t.Helper()
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	draw.Draw(m, image.Rect(w/4, h/4, w*3/4, h*3/4), image.NewUniform(ink), image.Point{}, draw.Src)
	var b bytes.Buffer
	if err := webp.Encode(&b, m, webp.Options{Lossless: true}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestLogo_isTrimmedAndMakesEveryIcon(t *testing.T) {
	files, err := NewMaker().Logo(context.Background(), bytes.NewReader(wordmark(t, 1600, 400, color.NRGBA{10, 60, 40, 255})))
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != 1+len(size.OfIcon()) || files[0].Name != size.LogoName {
		t.Fatalf("%d files, the first %+v", len(files), files[0].Size)
	}
	// the ink is 800 by 200, four times as wide as high, and stays so
	if files[0].Width != 4*files[0].Height || files[0].Height != size.LogoHeight {
		t.Errorf("the logo is %d by %d", files[0].Width, files[0].Height)
	}
	for _, f := range files {
		m, err := png.Decode(bytes.NewReader(f.Bytes))
		if err != nil || m.Bounds().Dx() != f.Width || m.Bounds().Dy() != f.Height {
			t.Fatalf("%s is %v (%v)", f.Name, m.Bounds(), err)
		}
		_, _, _, corner := m.At(0, 0).RGBA()
		r, _, _, middle := m.At(f.Width/2, f.Height/2).RGBA()
		if middle == 0 || r>>8 > 40 {
			t.Errorf("%s has no ink in its middle", f.Name)
		}
		if opaque := corner != 0; f.Name != size.LogoName && opaque != (f.Width > size.TabIcon) {
			t.Errorf("%s: its corner is opaque: %t", f.Name, opaque)
		}
	}
}

func TestLogo_standsOnAGroundOnWhichItIsSeen(t *testing.T) {
	for ink, want := range map[color.NRGBA]uint32{{250, 250, 240, 255}: 16, {10, 60, 40, 255}: 255} {
		files, err := NewMaker().Logo(context.Background(), bytes.NewReader(wordmark(t, 300, 300, ink)))
		if err != nil {
			t.Fatal(err)
		}
		m, err := png.Decode(bytes.NewReader(files[len(files)-1].Bytes))
		if err != nil {
			t.Fatal(err)
		}
		if r, _, _, _ := m.At(0, 0).RGBA(); r>>8 != want {
			t.Errorf("ink %v stands on %d, want %d", ink, r>>8, want)
		}
	}
}

func TestLogo_makesNothingLargerAndTakesWhatIsClearThroughout(t *testing.T) {
	files, err := NewMaker().Logo(context.Background(), bytes.NewReader(wordmark(t, 80, 40, color.NRGBA{0, 0, 0, 255})))
	if err != nil || files[0].Width != 40 || files[0].Height != 20 {
		t.Errorf("a small logo became %d by %d (%v)", files[0].Width, files[0].Height, err)
	}
	if _, err := NewMaker().Logo(context.Background(), bytes.NewReader(wordmark(t, 80, 40, color.NRGBA{}))); err != nil {
		t.Error(err)
	}
	if _, err := NewMaker().Logo(context.Background(), bytes.NewReader([]byte("<svg></svg>"))); err == nil {
		t.Error("a drawing was taken for a picture")
	}
}
