package media

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io"

	"github.com/commonthread/commonthread/internal/media/size"
)

// iconShare is how much of an icon a logo takes. Launchers cut icons to a circle, whose safe zone is the middle 80 %.
const iconShare = 0.72

// Logo draws the files of a logo out of one of our own files of a picture: itself at the height that pages show twice
// over, which comes first, and the square icons of browsers and home screens.
func (m *Maker) Logo(ctx context.Context, file io.ReadSeeker) (files []File, err error) {
	select {
	case m.turn <- struct{}{}:
		defer func() { <-m.turn }()
	case <-ctx.Done():
		return nil, fmt.Errorf("wait to draw a logo: %w", ctx.Err())
	}
	decoded, err := decode(file, WebP)
	if err != nil {
		return nil, fmt.Errorf("read the picture of a logo: %w", err)
	}
	mark := cutToInk(boxedTo(decoded, size.Longest))
	w, h := within(mark.Bounds(), size.LogoWidth, size.LogoHeight)
	one := size.Logo(w, h)
	drawn, err := pngOf(one, shrunk(mark, w, h))
	if err != nil {
		return nil, err
	}
	files = append(files, drawn)
	ground := groundFor(mark)
	for _, one := range size.OfIcon() {
		side := int(float64(one.Width) * iconShare)
		under := ground
		if one.Width <= size.TabIcon { // stands on the browser's own ground, and needs every pixel
			side, under = one.Width, color.NRGBA{}
		}
		drawn, err := pngOf(one, onGround(mark, one.Width, side, under))
		if err != nil {
			return nil, err
		}
		files = append(files, drawn)
	}
	return files, nil
}

func pngOf(one size.Size, m *image.NRGBA) (File, error) {
	var b bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	if err := encoder.Encode(&b, m); err != nil {
		return File{}, fmt.Errorf("encode %s: %w", one.Name, err)
	}
	return File{one, b.Bytes()}, nil
}

// cutToInk leaves out what is clear all round, so that logos sit where their ink is.
func cutToInk(m *image.NRGBA) *image.NRGBA {
	var inked image.Rectangle
	for y := m.Bounds().Min.Y; y < m.Bounds().Max.Y; y++ {
		for x := m.Bounds().Min.X; x < m.Bounds().Max.X; x++ {
			if m.NRGBAAt(x, y).A > 8 {
				inked = inked.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	if inked.Empty() {
		return m
	}
	cut := image.NewNRGBA(image.Rect(0, 0, inked.Dx(), inked.Dy()))
	draw.Draw(cut, cut.Bounds(), m, inked.Min, draw.Src)
	return cut
}

// within keeps proportions inside a box, and makes nothing larger than it is.
func within(b image.Rectangle, width, height int) (int, int) {
	w, h := b.Dx(), b.Dy()
	if w > width {
		w, h = width, max(1, h*width/w)
	}
	if h > height {
		w, h = max(1, w*height/h), height
	}
	return w, h
}

func shrunk(m *image.NRGBA, w, h int) *image.NRGBA { return resized(halved(m, w), w, h) }

// onGround sets a mark in the middle of a square.
func onGround(mark *image.NRGBA, side, room int, ground color.NRGBA) *image.NRGBA {
	square := image.NewNRGBA(image.Rect(0, 0, side, side))
	draw.Draw(square, square.Bounds(), image.NewUniform(ground), image.Point{}, draw.Src)
	w, h := fit(mark.Bounds().Dx(), mark.Bounds().Dy(), room)
	at := image.Pt((side-w)/2, (side-h)/2)
	draw.Draw(square, image.Rectangle{at, at.Add(image.Pt(w, h))}, shrunk(mark, w, h), image.Point{}, draw.Over)
	return square
}

// groundFor is white under dark marks, and near black under light ones.
func groundFor(m *image.NRGBA) color.NRGBA {
	var light, ink uint64
	step := max(1, max(m.Bounds().Dx(), m.Bounds().Dy())/200)
	for y := m.Bounds().Min.Y; y < m.Bounds().Max.Y; y += step {
		for x := m.Bounds().Min.X; x < m.Bounds().Max.X; x += step {
			c := m.NRGBAAt(x, y)
			light += uint64(c.A) * (2126*uint64(c.R) + 7152*uint64(c.G) + 722*uint64(c.B)) / 10000
			ink += uint64(c.A)
		}
	}
	if ink > 0 && light/ink > 170 {
		return color.NRGBA{16, 24, 22, 255}
	}
	return color.NRGBA{255, 255, 255, 255}
}
