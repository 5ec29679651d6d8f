package media

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/draw"
	"io"

	"github.com/commonthread/commonthread/internal/media/size"
)

// Square is a part of a picture: its middle in percent of width and height, its side in percent of the shorter one.
type Square struct{ X, Y, Span int64 }

// rect lies inside w by h, wherever the middle is.
func (s Square) rect(w, h int) image.Rectangle {
	side := max(1, min(w, h)*int(s.Span)/100)
	at := func(percent int64, length int) int {
		return min(max(length*int(percent)/100-side/2, 0), length-side)
	}
	x, y := at(s.X, w), at(s.Y, h)
	return image.Rect(x, y, x+side, y+side)
}

// Face draws the files of a face out of one of our own files of a picture.
func (m *Maker) Face(ctx context.Context, file io.ReadSeeker, s Square) ([]File, error) {
	select {
	case m.turn <- struct{}{}:
		defer func() { <-m.turn }()
	case <-ctx.Done():
		return nil, fmt.Errorf("wait to draw a face: %w", ctx.Err())
	}
	decoded, err := decode(file, WebP)
	if err != nil {
		return nil, fmt.Errorf("read the picture of a face: %w", err)
	}
	part := s.rect(decoded.Bounds().Dx(), decoded.Bounds().Dy())
	square := image.NewNRGBA(image.Rect(0, 0, part.Dx(), part.Dy()))
	draw.Draw(square, square.Bounds(), decoded, part.Min.Add(decoded.Bounds().Min), draw.Src)
	var files []File
	for _, one := range size.OfFace() {
		var b bytes.Buffer
		if err := encode(&b, resized(halved(square, one.Width), one.Width, one.Height), one.Type); err != nil {
			return nil, fmt.Errorf("encode the face %s: %w", one.Name, err)
		}
		files = append(files, File{one, b.Bytes()})
	}
	return files, nil
}
