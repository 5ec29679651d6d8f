package media

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"runtime/debug"

	"github.com/gen2brain/webp"
)

// Widths are the sizes a picture is kept in, in pixels; one wider than the picture itself is left out, but the
// smallest. The last is the longest side that is kept at all.
var Widths = []int{480, 960, 1600, 2400}

// fallbackWidth is the size that is also kept as JPEG, or PNG where it is clear in places, for browsers and cards
// that know no WebP.
const fallbackWidth = 1600

const (
	webpQuality = 80
	webpMethod  = 2 // of 0 to 6; 4 takes twice the time for 3 % less
	jpegQuality = 84
)

// heavy is from how many pixels on memory is given back at once.
const heavy = 4_000_000

// File is one size of a picture.
type File struct {
	Name          string // "960.webp": the same for every picture of that size
	Type          string // for Content-Type
	Width, Height int
	Bytes         []byte
}

// Picture is what is kept of a file.
type Picture struct {
	Width, Height int    // of the largest size
	Colour        string // "#a1b2c3", the average, to fill the place until the picture is there
	Files         []File
}

// Maker makes pictures, one at a time whatever comes, so that its memory is that of one. Safe for use by many
// goroutines; make one a process.
type Maker struct{ turn chan struct{} }

// NewMaker makes a Maker.
func NewMaker() *Maker { return &Maker{turn: make(chan struct{}, 1)} }

// Make waits for its turn as long as ctx lasts, then decodes and draws. The header is Inspect's of the same file.
// Errors of type *Refusal are the sender's.
func (m *Maker) Make(ctx context.Context, file io.ReadSeeker, h Header) (Picture, error) {
	select {
	case m.turn <- struct{}{}:
		defer func() { <-m.turn }()
	case <-ctx.Done():
		return Picture{}, fmt.Errorf("wait to draw a picture: %w", ctx.Err())
	}
	if h.Width*h.Height > heavy {
		defer debug.FreeOSMemory()
	}
	longest := Widths[len(Widths)-1]
	decoded, err := decode(file, h.Format)
	if err != nil {
		return Picture{}, broken(err)
	}
	base := turned(boxedTo(decoded, longest), h.orientation)
	decoded = nil
	return pictureOf(ctx, base, longest)
}

func pictureOf(ctx context.Context, base *image.NRGBA, longest int) (Picture, error) {
	w, h := fit(base.Bounds().Dx(), base.Bounds().Dy(), longest)
	base = resized(base, w, h)
	p := Picture{Width: w, Height: h, Colour: colourOf(base)}
	opaque := base.Opaque()
	for i, width := range Widths {
		if i > 0 && Widths[i-1] >= w {
			break
		}
		width = min(width, w)
		one := resized(halved(base, width), width, max(1, h*width/w))
		if err := ctx.Err(); err != nil {
			return Picture{}, fmt.Errorf("draw a picture: %w", err)
		}
		if err := p.add(one, Widths[i], "webp", "image/webp", func(w io.Writer) error {
			return webp.Encode(w, one, webp.Options{Quality: webpQuality, Method: webpMethod})
		}); err != nil {
			return Picture{}, err
		}
		last := i == len(Widths)-1 || Widths[i] >= w
		if Widths[i] != fallbackWidth && (!last || Widths[i] > fallbackWidth) {
			continue
		}
		if err := p.addFallback(one, Widths[i], opaque); err != nil {
			return Picture{}, err
		}
	}
	return p, nil
}

func (p *Picture) addFallback(one *image.NRGBA, width int, opaque bool) error {
	if opaque {
		return p.add(one, width, "jpg", "image/jpeg", func(w io.Writer) error { return jpeg.Encode(w, one, &jpeg.Options{Quality: jpegQuality}) })
	}
	return p.add(one, width, "png", "image/png", func(w io.Writer) error { return png.Encode(w, one) })
}

func (p *Picture) add(m *image.NRGBA, width int, ending, kind string, encode func(io.Writer) error) error {
	var b bytes.Buffer
	if err := encode(&b); err != nil {
		return fmt.Errorf("encode %d.%s: %w", width, ending, err)
	}
	p.Files = append(p.Files, File{Name: fmt.Sprintf("%d.%s", width, ending), Type: kind, Width: m.Bounds().Dx(), Height: m.Bounds().Dy(), Bytes: b.Bytes()})
	return nil
}

// halved brings a picture near a width first, so that resizing never skips a pixel.
func halved(base *image.NRGBA, width int) *image.NRGBA {
	if base.Bounds().Dx() < 2*width {
		return base
	}
	return boxedTo(base, width*max(base.Bounds().Dx(), base.Bounds().Dy())/base.Bounds().Dx())
}

// fit keeps the proportions inside a square.
func fit(w, h, longest int) (int, int) {
	switch most := max(w, h); {
	case most <= longest:
		return w, h
	default:
		return max(1, w*longest/most), max(1, h*longest/most)
	}
}

func colourOf(m *image.NRGBA) string {
	b := m.Bounds()
	step := max(1, max(b.Dx(), b.Dy())/64)
	var r, g, bl, n uint64
	for y := b.Min.Y; y < b.Max.Y; y += step {
		for x := b.Min.X; x < b.Max.X; x += step {
			c := m.NRGBAAt(x, y)
			over := func(v uint8) uint64 { return (uint64(v)*uint64(c.A) + 255*uint64(255-c.A)) / 255 }
			r, g, bl, n = r+over(c.R), g+over(c.G), bl+over(c.B), n+1
		}
	}
	c := color.NRGBA{uint8(r / n), uint8(g / n), uint8(bl / n), 255}
	return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B)
}
