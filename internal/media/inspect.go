package media

import (
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"

	"golang.org/x/image/webp"

	"github.com/commonthread/commonthread/internal/media/size"
)

// What one picture may be. A photograph of 24 megapixels, as cameras make them, is well inside.
const (
	MaxBytes  = size.MaxBytes
	MaxPixels = 50_000_000
	MaxSide   = 20_000
	// maxDecoded is the memory that decoding may take, by the header's own account.
	maxDecoded = 320 << 20
)

// Header is what a file says of itself before anything is decoded.
type Header struct {
	Format Format
	// Width and Height are those of the picture as it is to be seen, after turning.
	Width, Height int
	Camera        Camera

	orientation int
}

// Inspect judges a file by its first bytes and its header. Errors of type *Refusal are the sender's.
func Inspect(file io.ReadSeeker) (Header, error) {
	size, err := file.Seek(0, io.SeekEnd)
	if err != nil {
		return Header{}, fmt.Errorf("measure picture: %w", err)
	}
	if size > MaxBytes {
		return Header{}, TooManyBytes()
	}
	first := make([]byte, min(size, sniffLength))
	if err := rewind(file); err != nil {
		return Header{}, err
	}
	if _, err := io.ReadFull(file, first); err != nil {
		return Header{}, fmt.Errorf("read picture: %w", err)
	}
	format, err := formatOf(first)
	if err != nil {
		return Header{}, err
	}
	config, err := configOf(file, format)
	if err != nil {
		return Header{}, broken(err)
	}
	if config.Width <= 0 || config.Height <= 0 {
		return Header{}, broken(errors.New("no pixels"))
	}
	if config.Width > MaxSide || config.Height > MaxSide || config.Width*config.Height > MaxPixels {
		return Header{}, tooManyPixels(config.Width, config.Height)
	}
	weight, err := decodedSize(file, format, config)
	if err != nil {
		return Header{}, broken(err)
	}
	if weight > maxDecoded {
		return Header{}, tooHeavy()
	}
	h := Header{Format: format, Width: config.Width, Height: config.Height}
	h.orientation, h.Camera = notes(file, format)
	if h.orientation >= 5 { // a quarter turn
		h.Width, h.Height = h.Height, h.Width
	}
	return h, rewind(file)
}

func configOf(file io.ReadSeeker, format Format) (image.Config, error) {
	if err := rewind(file); err != nil {
		return image.Config{}, err
	}
	switch format {
	case JPEG:
		return jpeg.DecodeConfig(file)
	case PNG:
		return png.DecodeConfig(file)
	case WebP:
		return webp.DecodeConfig(file)
	}
	return gif.DecodeConfig(file)
}

func decode(file io.ReadSeeker, format Format) (image.Image, error) {
	if err := rewind(file); err != nil {
		return nil, err
	}
	switch format {
	case JPEG:
		return jpeg.Decode(file)
	case PNG:
		return png.Decode(file)
	case WebP:
		return webp.Decode(file)
	}
	return gif.Decode(file)
}

// decodedSize is what the standard decoders allocate: samples for a JPEG, and four bytes a coefficient where it is
// progressive; two bytes a sample for a deep PNG.
func decodedSize(file io.ReadSeeker, format Format, config image.Config) (int64, error) {
	pixels := int64(config.Width) * int64(config.Height)
	switch format {
	case JPEG:
		frame, err := jpegFrame(file)
		if err != nil {
			return 0, err
		}
		// blocks are whole, so that a narrow picture takes more than its pixels
		samples := int64(config.Width+16) * int64(config.Height+16) * int64(frame.samples) / 2
		if frame.progressive {
			return samples * 5, nil
		}
		return samples, nil
	case PNG:
		return pixels * depth(config), nil
	}
	return pixels * 4, nil
}

// depth is how many bytes a pixel of a PNG takes.
func depth(config image.Config) int64 {
	switch config.ColorModel {
	case color.RGBA64Model, color.NRGBA64Model:
		return 8
	case color.Gray16Model:
		return 2
	}
	return 4
}

func rewind(file io.Seeker) error {
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("rewind picture: %w", err)
	}
	return nil
}
