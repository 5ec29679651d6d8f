package tint

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// Colour is a colour in OKLCH: lightness 0 to 1, chroma 0 to about 0.37, hue in degrees.
type Colour struct{ L, C, H float64 }

var hexColour = regexp.MustCompile(`^#[0-9a-f]{6}$`)

// Normal is a colour as it is stored, "#1a2b3c"; an error for whatever is none.
func Normal(hex string) (string, error) {
	hex = strings.ToLower(strings.TrimSpace(hex))
	if hex != "" && hex[0] != '#' {
		hex = "#" + hex
	}
	if len(hex) == 4 {
		hex = string([]byte{'#', hex[1], hex[1], hex[2], hex[2], hex[3], hex[3]})
	}
	if !hexColour.MatchString(hex) {
		return "", fmt.Errorf("%q is no colour of the form #1a2b3c", hex)
	}
	return hex, nil
}

// Parse reads a colour as Normal writes it.
func Parse(hex string) (Colour, error) {
	hex, err := Normal(hex)
	if err != nil {
		return Colour{}, err
	}
	n, err := strconv.ParseUint(hex[1:], 16, 32)
	if err != nil {
		return Colour{}, fmt.Errorf("read the colour %s: %w", hex, err)
	}
	r, g, b := straight(uint8(n>>16)), straight(uint8(n>>8)), straight(uint8(n))
	l := math.Cbrt(0.4122214708*r + 0.5363325363*g + 0.0514459929*b)
	m := math.Cbrt(0.2119034982*r + 0.6806995451*g + 0.1073969566*b)
	s := math.Cbrt(0.0883024619*r + 0.2817188376*g + 0.6299787005*b)
	lightness := 0.2104542553*l + 0.7936177850*m - 0.0040720468*s
	x := 1.9779984951*l - 2.4285922050*m + 0.4505937099*s
	y := 0.0259040371*l + 0.7827717662*m - 0.8086757660*s
	hue := math.Atan2(y, x) * 180 / math.Pi
	if hue < 0 {
		hue += 360
	}
	return Colour{L: lightness, C: math.Hypot(x, y), H: hue}, nil
}

// Shown is the nearest colour that a screen has: lightness and hue stay, and chroma gives way, as browsers do it.
func (c Colour) Shown() Colour {
	for range 60 {
		r, g, b := c.linear()
		if inside(r) && inside(g) && inside(b) {
			break
		}
		c.C *= 0.96
	}
	return c
}

// Hex is the colour as a screen shows it.
func (c Colour) Hex() string {
	r, g, b := c.Shown().linear()
	return fmt.Sprintf("#%02x%02x%02x", curved(r), curved(g), curved(b))
}

// CSS is the colour as a style sheet has it.
func (c Colour) CSS() string {
	return fmt.Sprintf("oklch(%s %s %s)", short(c.L), short(c.C), short(math.Round(c.H*10)/10))
}

func short(f float64) string {
	return strconv.FormatFloat(math.Round(f*1000)/1000, 'f', -1, 64)
}

// Luminance is WCAG's relative luminance.
func (c Colour) Luminance() float64 {
	r, g, b := c.Shown().linear()
	return 0.2126*clipped(r) + 0.7152*clipped(g) + 0.0722*clipped(b)
}

// Contrast is WCAG's ratio between two colours: 1 where they are alike, 21 between black and white.
func Contrast(one, two Colour) float64 {
	a, b := one.Luminance(), two.Luminance()
	return (max(a, b) + 0.05) / (min(a, b) + 0.05)
}

// linear is the way of CSS Color 4 from OKLab to light.
func (c Colour) linear() (r, g, b float64) {
	sin, cos := math.Sincos(c.H * math.Pi / 180)
	x, y := c.C*cos, c.C*sin
	cube := func(v float64) float64 { return v * v * v }
	l := cube(c.L + 0.3963377774*x + 0.2158037573*y)
	m := cube(c.L - 0.1055613458*x - 0.0638541728*y)
	s := cube(c.L - 0.0894841775*x - 1.2914855480*y)
	return 4.0767416621*l - 3.3077115913*m + 0.2309699292*s,
		-1.2684380046*l + 2.6097574011*m - 0.3413193965*s,
		-0.0041960863*l - 0.7034186147*m + 1.7076147010*s
}

func inside(v float64) bool { return v > -0.002 && v < 1.002 }

func clipped(v float64) float64 { return min(1, max(0, v)) }

func curved(v float64) uint8 {
	v = clipped(v)
	if v <= 0.0031308 {
		return uint8(math.Round(v * 12.92 * 255))
	}
	return uint8(math.Round((1.055*math.Pow(v, 1/2.4) - 0.055) * 255))
}

func straight(v uint8) float64 {
	f := float64(v) / 255
	if f <= 0.04045 {
		return f / 12.92
	}
	return math.Pow((f+0.055)/1.055, 2.4)
}
