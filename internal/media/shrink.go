package media

import (
	"image"
	"image/color"
	"image/draw"
	"runtime"
	"sync"

	scale "golang.org/x/image/draw"
)

// boxedTo halves, thirds, … a picture until less than twice the wanted length remains: an average over whole squares,
// straight from what the decoder made. It keeps memory down: a smooth filter over the whole would take 32 bytes for
// each pixel on its way.
func boxedTo(src image.Image, longest int) *image.NRGBA {
	b := src.Bounds()
	k := max(1, max(b.Dx(), b.Dy())/longest)
	if k == 1 {
		dst := image.NewNRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
		draw.Draw(dst, dst.Bounds(), src, b.Min, draw.Src)
		return dst
	}
	at := reader(src)
	w, h := max(1, b.Dx()/k), max(1, b.Dy()/k)
	dst := image.NewNRGBA(image.Rect(0, 0, w, h))
	kx, ky := min(k, b.Dx()), min(k, b.Dy())
	rows(h, func(y int) {
		for x := range w {
			dst.SetNRGBA(x, y, average(at, b.Min.X+x*kx, b.Min.Y+y*ky, kx, ky))
		}
	})
	return dst
}

// average weighs colours by how opaque they are, so that what is behind a clear edge does not bleed in.
func average(at func(x, y int) color.NRGBA, x0, y0, kx, ky int) color.NRGBA {
	var r, g, b, a uint64
	for y := y0; y < y0+ky; y++ {
		for x := x0; x < x0+kx; x++ {
			c := at(x, y)
			alpha := uint64(c.A)
			r, g, b, a = r+uint64(c.R)*alpha, g+uint64(c.G)*alpha, b+uint64(c.B)*alpha, a+alpha
		}
	}
	if a == 0 {
		return color.NRGBA{}
	}
	n := uint64(kx * ky)
	return color.NRGBA{uint8((r + a/2) / a), uint8((g + a/2) / a), uint8((b + a/2) / a), uint8((a + n/2) / n)}
}

// reader reads pixels without an allocation each.
func reader(src image.Image) func(x, y int) color.NRGBA {
	switch m := src.(type) {
	case *image.YCbCr:
		return func(x, y int) color.NRGBA {
			c := m.YCbCrAt(x, y)
			r, g, b := color.YCbCrToRGB(c.Y, c.Cb, c.Cr)
			return color.NRGBA{r, g, b, 255}
		}
	case *image.NRGBA:
		return m.NRGBAAt
	case *image.Gray:
		return func(x, y int) color.NRGBA {
			v := m.GrayAt(x, y).Y
			return color.NRGBA{v, v, v, 255}
		}
	}
	return func(x, y int) color.NRGBA { return color.NRGBAModel.Convert(src.At(x, y)).(color.NRGBA) }
}

// rows shares the rows of a picture among the processors but one, which stays with the readers.
func rows(h int, row func(y int)) {
	workers := max(1, runtime.GOMAXPROCS(0)-1)
	var wait sync.WaitGroup
	for w := range workers {
		wait.Go(func() {
			for y := w; y < h; y += workers {
				row(y)
			}
		})
	}
	wait.Wait()
}

// resized is the picture at a width, by a filter that is right for less than halving.
func resized(src *image.NRGBA, w, h int) *image.NRGBA {
	if src.Bounds().Dx() == w && src.Bounds().Dy() == h {
		return src
	}
	dst := image.NewNRGBA(image.Rect(0, 0, w, h))
	scale.ApproxBiLinear.Scale(dst, dst.Bounds(), src, src.Bounds(), draw.Src, nil)
	return dst
}

// turned sets a picture upright: the eight orientations of EXIF are mirrorings and quarter turns.
func turned(src *image.NRGBA, orientation int) *image.NRGBA {
	if orientation <= upright || orientation > 8 {
		return src
	}
	w, h := src.Bounds().Dx(), src.Bounds().Dy()
	size := image.Rect(0, 0, w, h)
	if orientation >= 5 {
		size = image.Rect(0, 0, h, w)
	}
	dst := image.NewNRGBA(size)
	for y := range h {
		for x := range w {
			tx, ty := turn(orientation, x, y, w, h)
			copy(dst.Pix[dst.PixOffset(tx, ty):][:4], src.Pix[src.PixOffset(x, y):][:4])
		}
	}
	return dst
}

// turn says where a stored pixel is seen.
func turn(orientation, x, y, w, h int) (int, int) {
	switch orientation {
	case 2:
		return w - 1 - x, y
	case 3:
		return w - 1 - x, h - 1 - y
	case 4:
		return x, h - 1 - y
	case 5:
		return y, x
	case 6:
		return h - 1 - y, x
	case 7:
		return h - 1 - y, w - 1 - x
	case 8:
		return y, w - 1 - x
	}
	return x, y
}
