package media

import (
	"fmt"
	"io"
	"math"
	"strings"
	"time"
	"unicode"

	"github.com/bep/imagemeta"
)

// Camera is what the camera noted, as words that the author may keep, change or leave out. Where and when a picture
// was taken is not among them.
type Camera struct {
	Name, Lens, Exposure string
}

// String is all of it on one line; empty where nothing was noted.
func (c Camera) String() string {
	var words []string
	for _, w := range []string{c.Name, c.Lens, c.Exposure} {
		if w != "" {
			words = append(words, w)
		}
	}
	return strings.Join(words, ", ")
}

// Reading notes is bounded, whatever the file says.
const (
	notesTimeout = 2 * time.Second
	noteLength   = 80
)

// orientations of EXIF (TIFF tag 274) are 1 to 8; 1 is upright.
const upright = 1

// notes reads what is kept of the metadata: how to turn the picture, and what it was taken with. Notes that cannot be
// read are no fault of a picture.
func notes(file io.ReadSeeker, format Format) (orientation int, camera Camera) {
	orientation = upright
	formats := map[Format]imagemeta.ImageFormat{JPEG: imagemeta.JPEG, PNG: imagemeta.PNG, WebP: imagemeta.WebP}
	kind, ok := formats[format]
	if !ok || rewind(file) != nil {
		return orientation, camera
	}
	tags := map[string]any{}
	wanted := map[string]bool{"Orientation": true, "Make": true, "Model": true, "LensModel": true, "FNumber": true, "ExposureTime": true, "ISO": true, "FocalLength": true}
	_, _ = imagemeta.Decode(imagemeta.Options{
		R: file, ImageFormat: kind, Sources: imagemeta.EXIF, Timeout: notesTimeout,
		ShouldHandleTag: func(t imagemeta.TagInfo) bool { return wanted[t.Tag] && !strings.Contains(t.Namespace, "IFD1") },
		HandleTag:       func(t imagemeta.TagInfo) error { tags[t.Tag] = t.Value; return nil },
		Warnf:           func(string, ...any) {},
	})
	if n := number(tags["Orientation"]); n >= 1 && n <= 8 {
		orientation = int(n)
	}
	return orientation, cameraOf(tags)
}

func cameraOf(tags map[string]any) Camera {
	make, model := words(tags["Make"]), words(tags["Model"])
	if first, _, _ := strings.Cut(make, " "); first != "" && !strings.HasPrefix(strings.ToLower(model), strings.ToLower(first)) {
		model = strings.TrimSpace(first + " " + model)
	}
	var exposure []string
	if f := number(tags["FocalLength"]); f > 0 {
		exposure = append(exposure, fmt.Sprintf("%.0f mm", f))
	}
	if f := number(tags["FNumber"]); f > 0 {
		exposure = append(exposure, "f/"+trimmed(f))
	}
	if t := number(tags["ExposureTime"]); t > 0 {
		exposure = append(exposure, shutter(t))
	}
	if iso := number(tags["ISO"]); iso > 0 {
		exposure = append(exposure, fmt.Sprintf("ISO %.0f", iso))
	}
	return Camera{Name: model, Lens: words(tags["LensModel"]), Exposure: strings.Join(exposure, ", ")}
}

func shutter(seconds float64) string {
	if seconds >= 0.4 {
		return trimmed(seconds) + " s"
	}
	return fmt.Sprintf("1/%.0f s", 1/seconds)
}

func trimmed(f float64) string {
	return strings.TrimSuffix(fmt.Sprintf("%.1f", f), ".0")
}

// words keeps what can be read of a note, on one line.
func words(v any) string {
	s, ok := v.(string)
	if !ok {
		return ""
	}
	s = strings.Map(func(r rune) rune {
		if unicode.IsGraphic(r) && r != unicode.ReplacementChar {
			return r
		}
		return -1
	}, s)
	runes := []rune(strings.Join(strings.Fields(s), " "))
	return string(runes[:min(len(runes), noteLength)])
}

// number reads the numeric types of the metadata library; anything else, and what is not finite, is 0.
func number(v any) float64 {
	var f float64
	switch n := v.(type) {
	case uint16:
		f = float64(n)
	case uint32:
		f = float64(n)
	case int:
		f = float64(n)
	case float32:
		f = float64(n)
	case float64:
		f = n
	case interface{ Float64() float64 }:
		f = n.Float64()
	case fmt.Stringer:
		var a, b float64
		if k, _ := fmt.Sscanf(n.String(), "%g/%g", &a, &b); k == 2 && b != 0 {
			f = a / b
		}
	}
	if math.IsNaN(f) || math.IsInf(f, 0) || f > 1e7 {
		return 0
	}
	return f
}
