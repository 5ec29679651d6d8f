// Package size names the files that a picture is kept in, for those who draw, keep, show and delete them.
package size

import "fmt"

// Widths are those of a picture's files, in pixels. One wider than the picture itself is left out, but the smallest.
var Widths = []int{480, 960, 1600, Longest}

// Faces are the sides of the squares that a face is kept in, in pixels: twice what pages show, small and large.
var Faces = []int{96, 256}

// OfFace are the files of a face, smallest first.
func OfFace() []Size {
	var sizes []Size
	for _, side := range Faces {
		sizes = append(sizes, Size{Name: fmt.Sprintf("%d.webp", side), Type: WebP, Width: side, Height: side})
	}
	return sizes
}

// Of a logo and its icons, in pixels: twice what pages show; and TabIcon is the largest that stands on the ground of a
// browser's own.
const (
	LogoName   = "logo.png"
	LogoWidth  = 720
	LogoHeight = 112
	TabIcon    = 48
)

// Icons are the sides of the square icons: tabs, home screens and the manifest.
var Icons = []int{32, TabIcon, 180, 192, 512}

// Logo is the file of a logo of that size.
func Logo(w, h int) Size { return Size{Name: LogoName, Type: "image/png", Width: w, Height: h} }

// OfIcon are the icons that are made of a logo, smallest first.
func OfIcon() []Size {
	var sizes []Size
	for _, side := range Icons {
		sizes = append(sizes, Size{Name: fmt.Sprintf("icon-%d.png", side), Type: "image/png", Width: side, Height: side})
	}
	return sizes
}

// MaxBytes is the largest file that is taken: a photograph of 24 megapixels, as cameras make them, is well inside.
const MaxBytes = 25 << 20

// TooLarge is what the sender of a larger file is told, on the page and by the server.
var TooLarge = fmt.Sprintf("This file is over %d MB, the limit for a picture. Save it as a JPEG of less quality and send it again.", MaxBytes>>20)

// Longest is the longest side that is kept at all.
const Longest = 2400

// fallbackWidth is the size that is also kept as JPEG, or PNG where it is clear in places, for browsers and cards
// that know no WebP.
const fallbackWidth = 1600

// WebP is the type of every file but the fallback.
const WebP = "image/webp"

// Size is one of the files that a picture is kept in.
type Size struct {
	Name          string // "960.webp": the same for every picture of that size
	Type          string // for Content-Type
	Width, Height int
}

// Of are the sizes of a picture by its largest, smallest first, the fallback behind its like.
func Of(w, h int, clear bool) []Size {
	ending, kind := "jpg", "image/jpeg"
	if clear {
		ending, kind = "png", "image/png"
	}
	var sizes []Size
	for i, width := range Widths {
		if i > 0 && Widths[i-1] >= w {
			break
		}
		own := min(width, w)
		one := Size{Name: fmt.Sprintf("%d.webp", width), Type: WebP, Width: own, Height: max(1, h*own/w)}
		sizes = append(sizes, one)
		if last := width >= w; width == fallbackWidth || last && width < fallbackWidth {
			one.Name, one.Type = fmt.Sprintf("%d.%s", width, ending), kind
			sizes = append(sizes, one)
		}
	}
	return sizes
}

// Names are all that a file can have, for whoever deletes them.
func Names() []string {
	names := []string{LogoName}
	for _, one := range OfIcon() {
		names = append(names, one.Name)
	}
	for _, one := range OfFace() {
		names = append(names, one.Name)
	}
	for _, w := range Widths {
		for _, ending := range []string{"webp", "jpg", "png"} {
			names = append(names, fmt.Sprintf("%d.%s", w, ending))
		}
	}
	return names
}
