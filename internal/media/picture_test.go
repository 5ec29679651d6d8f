package media_test

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	"image/gif"
	"slices"
	"strings"
	"testing"

	"golang.org/x/image/webp"
	"pgregory.net/rapid"

	"github.com/commonthread/commonthread/internal/media"
)

func TestMake_keepsEachSizeThatThePictureHas(t *testing.T) {
	for _, c := range []struct {
		w, h int
		want []string
	}{
		{200, 100, []string{"480.webp", "480.jpg"}},
		{480, 480, []string{"480.webp", "480.jpg"}},
		{700, 300, []string{"480.webp", "960.webp", "960.jpg"}},
		{1600, 300, []string{"480.webp", "960.webp", "1600.webp", "1600.jpg"}},
		{2500, 400, []string{"480.webp", "960.webp", "1600.webp", "1600.jpg", "2400.webp"}},
	} {
		p := made(t, jpegOf(t, quarters(c.w, c.h)))
		var names []string
		for _, f := range p.Files {
			names = append(names, f.Name)
			if f.Width > p.Width || f.Width > c.w {
				t.Errorf("%dx%d: %s is %d wide: wider than the picture", c.w, c.h, f.Name, f.Width)
			}
			if got, want := float64(f.Width)/float64(f.Height), float64(c.w)/float64(c.h); got/want > 1.02 || want/got > 1.02 {
				t.Errorf("%dx%d: %s is %dx%d: out of proportion", c.w, c.h, f.Name, f.Width, f.Height)
			}
			if f.Type == "image/webp" {
				config, err := webp.DecodeConfig(bytes.NewReader(f.Bytes))
				if err != nil || config.Width != f.Width || config.Height != f.Height {
					t.Errorf("%s is %dx%d, says %dx%d: %v", f.Name, config.Width, config.Height, f.Width, f.Height, err)
				}
			}
		}
		if !slices.Equal(names, c.want) {
			t.Errorf("%dx%d: %v, want %v", c.w, c.h, names, c.want)
		}
	}
}

// F03: the turn that the camera noted is kept, in the pixels.
func TestMake_setsEveryOrientationUpright(t *testing.T) {
	red, green, blue, white := color.NRGBA{220, 30, 30, 255}, color.NRGBA{30, 180, 30, 255}, color.NRGBA{30, 30, 200, 255}, color.NRGBA{250, 250, 250, 255}
	// what stands top left, top right, bottom left, bottom right once the viewer sees it right
	seen := map[uint16][4]color.NRGBA{
		1: {red, green, blue, white}, 2: {green, red, white, blue}, 3: {white, blue, green, red}, 4: {blue, white, red, green},
		5: {red, blue, green, white}, 6: {blue, red, white, green}, 7: {white, green, blue, red}, 8: {green, white, red, blue},
	}
	for orientation, corners := range seen {
		file := withNotes(jpegOf(t, quarters(300, 200)), []tag{shortTag(0x0112, orientation)}, nil, nil)
		h := inspect(t, file)
		w, high := 300, 200
		if orientation >= 5 {
			w, high = 200, 300
		}
		if h.Width != w || h.Height != high {
			t.Errorf("orientation %d: the header says %dx%d, want %dx%d", orientation, h.Width, h.Height, w, high)
		}
		p := made(t, file)
		m, err := webp.Decode(bytes.NewReader(p.Files[0].Bytes))
		if err != nil {
			t.Fatal(err)
		}
		b := m.Bounds()
		if b.Dx() != w || b.Dy() != high {
			t.Fatalf("orientation %d: drawn %v", orientation, b)
		}
		for i, at := range []image.Point{{w / 4, high / 4}, {w * 3 / 4, high / 4}, {w / 4, high * 3 / 4}, {w * 3 / 4, high * 3 / 4}} {
			if !near(m.At(at.X, at.Y), corners[i]) {
				t.Errorf("orientation %d: corner %d is %v, want %v", orientation, i, m.At(at.X, at.Y), corners[i])
			}
		}
	}
}

func near(a, b color.Color) bool {
	ar, ag, ab, _ := a.RGBA()
	br, bg, bb, _ := b.RGBA()
	off := func(x, y uint32) bool { return max(x, y)-min(x, y) > 40<<8 }
	return !off(ar, br) && !off(ag, bg) && !off(ab, bb)
}

// F03: nothing of the notes is in any file that is kept, the place above all.
func TestMake_leavesNothingButPixels(t *testing.T) {
	secrets := []string{"Canon EOS R6", "EF 50mm", "Helen Okafor", "N51.5007"}
	file := withNotes(jpegOf(t, quarters(1000, 600)),
		[]tag{text(0x010f, "Canon"), text(0x0110, secrets[0]), text(0x013b, secrets[2])},
		[]tag{text(0xa434, secrets[1])},
		[]tag{text(0x0001, "N"), ratio(0x0002, 51, 1, 30, 1, 2, 1), text(0x001b, secrets[3])})
	for _, s := range secrets {
		if !bytes.Contains(file, []byte(s)) {
			t.Fatalf("%q is not even in the file sent: this proves nothing", s)
		}
	}
	for _, f := range made(t, file).Files {
		for _, s := range append(secrets, "Exif", "EXIF", "ICC_PROFILE", "XMP ", "http://ns.adobe.com") {
			if bytes.Contains(f.Bytes, []byte(s)) {
				t.Errorf("%s holds %q", f.Name, s)
			}
		}
	}
}

func TestMake_isTheSameEachTime(t *testing.T) {
	file := jpegOf(t, quarters(1000, 300))
	first, second := made(t, file), made(t, file)
	for i := range first.Files {
		if !bytes.Equal(first.Files[i].Bytes, second.Files[i].Bytes) {
			t.Errorf("%s differs", first.Files[i].Name)
		}
	}
	if first.Colour != second.Colour {
		t.Errorf("colours %s and %s", first.Colour, second.Colour)
	}
}

func TestMake_whatIsClearStaysClear(t *testing.T) {
	m := quarters(900, 600)
	for y := range 300 {
		for x := range 450 {
			m.SetNRGBA(x, y, color.NRGBA{255, 0, 255, 0})
		}
	}
	p := made(t, pngOf(t, m))
	i := slices.IndexFunc(p.Files, func(f media.File) bool { return f.Type == "image/png" })
	if i < 0 {
		t.Fatalf("no PNG beside it: %v", p.Files)
	}
	for _, f := range p.Files {
		if f.Type == "image/jpeg" {
			t.Errorf("%s: a JPEG has no clear places", f.Name)
		}
		decoded, _, err := image.Decode(bytes.NewReader(f.Bytes))
		if err != nil {
			t.Fatal(err)
		}
		if _, _, _, a := decoded.At(f.Width/4, f.Height/4).RGBA(); a != 0 {
			t.Errorf("%s: alpha %d where nothing was", f.Name, a)
		}
		if _, _, _, a := decoded.At(f.Width*3/4, f.Height*3/4).RGBA(); a != 0xffff {
			t.Errorf("%s: alpha %d where all was", f.Name, a)
		}
	}
}

func TestMake_theFirstPictureOfAnAnimation(t *testing.T) {
	frame := func(c color.Color) *image.Paletted {
		return image.NewPaletted(image.Rect(0, 0, 60, 40), color.Palette{c, color.Black})
	}
	var b bytes.Buffer
	err := gif.EncodeAll(&b, &gif.GIF{Image: []*image.Paletted{frame(color.NRGBA{0, 200, 0, 255}), frame(color.NRGBA{200, 0, 0, 255})}, Delay: []int{5, 5}})
	if err != nil {
		t.Fatal(err)
	}
	if p := made(t, b.Bytes()); p.Colour != "#00c800" {
		t.Errorf("the colour is %s", p.Colour)
	}
}

func TestMake_waitsForItsTurnAsLongAsItsCallerDoes(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	file := jpegOf(t, quarters(900, 900))
	if _, err := media.NewMaker().Make(ctx, bytes.NewReader(file), inspect(t, file)); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// Whatever its size and colours: within its bounds, in proportion, and of the average colour.
func TestMake_ofAnyPicture(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w, h := rapid.IntRange(1, 700).Draw(rt, "width"), rapid.IntRange(1, 200).Draw(rt, "height")
		v := rapid.SliceOfN(rapid.Byte(), 3, 3).Draw(rt, "colour")
		m := image.NewNRGBA(image.Rect(0, 0, w, h))
		for i := 0; i < len(m.Pix); i += 4 {
			copy(m.Pix[i:], []byte{v[0], v[1], v[2], 255})
		}
		p := made(t, pngOf(t, m))
		if p.Width != w || p.Height != h {
			rt.Fatalf("%dx%d became %dx%d", w, h, p.Width, p.Height)
		}
		if want := strings.ToLower(hex(v)); p.Colour != want {
			rt.Fatalf("colour %s, want %s", p.Colour, want)
		}
		for _, f := range p.Files {
			if f.Width < 1 || f.Height < 1 || len(f.Bytes) == 0 {
				rt.Fatalf("%s is %dx%d of %d bytes", f.Name, f.Width, f.Height, len(f.Bytes))
			}
		}
	})
}

func hex(v []byte) string {
	const digits = "0123456789abcdef"
	s := "#"
	for _, b := range v {
		s += string(digits[b>>4]) + string(digits[b&15])
	}
	return s
}
