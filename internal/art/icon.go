package art

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"
	"slices"
)

// iconShades is how many steps of colour lie between ground and thread at an
// edge: as many as an eye can tell, and few enough for a small file.
const iconShades = 32

// iconShare is the part of the icon's width that the mark takes. The rest is
// margin: launchers cut icons to a circle, whose safe zone is the middle 80 %.
const iconShare = .68

// IconSizes lists the icons that Icon draws: for a home screen on iOS, and for
// the manifest of the web application.
func IconSizes() []int { return []int{180, 192, 512} }

// Icon draws the mark on its ground as a square PNG of the given size in
// pixels, without transparency, fit for a "maskable" icon as well. A size that
// IconSizes does not list is an error.
func Icon(size int) ([]byte, error) {
	if !slices.Contains(IconSizes(), size) {
		return nil, fmt.Errorf("draw icon of %d pixels: sizes are %v", size, IconSizes())
	}
	picture := image.NewPaletted(image.Rect(0, 0, size, size), iconPalette())
	var lines [][]pt
	for _, thread := range markThreads() {
		lines = append(lines, thread.points())
	}
	unit := float64(size) * iconShare / markSize // pixels to a unit of the mark
	offset := float64(size) * (1 - iconShare) / 2
	for y := range size {
		for x := range size {
			p := pt{(float64(x) + .5 - offset) / unit, (float64(y) + .5 - offset) / unit}
			outside := math.Inf(1)
			for _, line := range lines {
				outside = min(outside, outsideOf(line, p))
			}
			cover := min(max(.5-outside*unit, 0), 1)
			picture.SetColorIndex(x, y, uint8(math.Round(cover*(iconShades-1))))
		}
	}
	var b bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	if err := encoder.Encode(&b, picture); err != nil {
		return nil, fmt.Errorf("encode icon of %d pixels: %w", size, err)
	}
	return b.Bytes(), nil
}

func iconPalette() color.Palette {
	palette := make(color.Palette, iconShades)
	for i := range palette {
		r, g, b := mix(markGround, markThread, float64(i)/(iconShades-1)).rgb()
		palette[i] = color.RGBA{r, g, b, 255}
	}
	return palette
}

// outsideOf is how far a point lies outside a thread, negative within it. The
// ends of the thread are cut straight; its corners are round.
func outsideOf(line []pt, p pt) float64 {
	nearest := math.Inf(1)
	for i := range len(line) - 1 {
		a, b := line[i], line[i+1]
		dx, dy := b.x-a.x, b.y-a.y
		length := math.Hypot(dx, dy)
		along := ((p.x-a.x)*dx + (p.y-a.y)*dy) / length
		beyond := max(-along, along-length)
		side := abs((p.x-a.x)*dy-(p.y-a.y)*dx) / length
		nearest = min(nearest, math.Hypot(side, max(beyond, 0))-markWidth/2)
	}
	last := len(line) - 1
	return max(nearest, pastEnd(line[1], line[0], p), pastEnd(line[last-1], line[last], p))
}

// pastEnd is how far a point near the end of a thread lies beyond the cut.
func pastEnd(before, end, p pt) float64 {
	if math.Hypot(p.x-end.x, p.y-end.y) > markWidth*.75 {
		return math.Inf(-1)
	}
	dx, dy := end.x-before.x, end.y-before.y
	return ((p.x-end.x)*dx + (p.y-end.y)*dy) / math.Hypot(dx, dy)
}
