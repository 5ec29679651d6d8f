package media

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"runtime/debug"
	"time"

	"github.com/gen2brain/webp"

	"github.com/commonthread/commonthread/internal/media/size"
)

const (
	webpQuality = 80
	handQuality = 75 // up to handWidth: a hand-held screen, on which nobody tells them apart, saves a fifth
	handWidth   = 960
	webpMethod  = 2 // of 0 to 6; 4 takes twice the time for 3 % less
	jpegQuality = 84
)

// heavy is from how many pixels on memory is given back at once.
const heavy = 4_000_000

// File is one size of a picture, encoded.
type File struct {
	size.Size
	Bytes []byte
}

// Picture is what is kept of a file.
type Picture struct {
	Width, Height int    // of the largest size
	Clear         bool   // not opaque everywhere
	Colour        string // "#a1b2c3", the average, to fill the place until the picture is there
	Files         []File
}

// Maker makes pictures, one at a time whatever comes, so that its memory is that of one. Safe for use by many
// goroutines; make one a process.
type Maker struct {
	turn  chan struct{}
	apart *apart
}

// NewMaker makes a Maker that draws in this process.
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
	if named, ok := file.(interface{ Name() string }); ok && m.apart != nil {
		p, err := m.apart.draw(ctx, named.Name())
		m.apart.rest = time.AfterFunc(restAfter, m.tidy)
		if !errors.Is(err, errNoProcess) {
			return p, err
		}
		m.apart.log.Error("pictures are drawn in the server's own process", "error", err)
	}
	return drawn(ctx, file, h)
}

func drawn(ctx context.Context, file io.ReadSeeker, h Header) (Picture, error) {
	if h.Width*h.Height > heavy {
		defer debug.FreeOSMemory()
	}
	longest := size.Longest
	decoded, err := decode(file, h.Format)
	if err != nil {
		return Picture{}, broken(err)
	}
	base := turned(boxedTo(decoded, longest), h.orientation)
	decoded = nil
	inSRGB(base, file, h.Format)
	return pictureOf(ctx, base, longest)
}

func pictureOf(ctx context.Context, base *image.NRGBA, longest int) (Picture, error) {
	w, h := fit(base.Bounds().Dx(), base.Bounds().Dy(), longest)
	base = resized(base, w, h)
	p := Picture{Width: w, Height: h, Clear: !base.Opaque(), Colour: colourOf(base)}
	var one *image.NRGBA
	for _, size := range size.Of(w, h, p.Clear) {
		if err := ctx.Err(); err != nil {
			return Picture{}, fmt.Errorf("draw a picture: %w", err)
		}
		if one == nil || one.Bounds().Dx() != size.Width {
			one = resized(halved(base, size.Width), size.Width, size.Height)
		}
		var b bytes.Buffer
		if err := encode(&b, one, size.Type); err != nil {
			return Picture{}, fmt.Errorf("encode %s: %w", size.Name, err)
		}
		p.Files = append(p.Files, File{size, b.Bytes()})
	}
	return p, nil
}

func encode(w io.Writer, m *image.NRGBA, kind string) error {
	switch kind {
	case "image/webp":
		quality := webpQuality
		if m.Bounds().Dx() <= handWidth {
			quality = handQuality
		}
		return webp.Encode(w, m, webp.Options{Quality: quality, Method: webpMethod})
	case "image/png":
		return png.Encode(w, m)
	}
	return jpeg.Encode(w, m, &jpeg.Options{Quality: jpegQuality})
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
