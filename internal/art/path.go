package art

import (
	"math"
	"strconv"
	"strings"
)

// pt is a point on the sheet.
type pt struct{ x, y float64 }

// num writes a coordinate with at most one decimal and without a trailing zero:
// a tenth of a unit is finer than any screen shows, and bytes are the budget.
func num(v float64) string {
	v = math.Round(v*10) / 10
	if v == 0 {
		return "0"
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

// d joins letters and coordinates to path data.
func d(parts ...any) string {
	var b strings.Builder
	letter := true
	for _, part := range parts {
		switch v := part.(type) {
		case string:
			b.WriteString(v)
			letter = true
		case float64:
			letter = appendNumber(&b, num(v), letter)
		case int:
			letter = appendNumber(&b, strconv.Itoa(v), letter)
		}
	}
	return b.String()
}

func appendNumber(b *strings.Builder, n string, afterLetter bool) bool {
	if !afterLetter && n[0] != '-' {
		b.WriteByte(' ')
	}
	b.WriteString(n)
	return false
}

// box is a rectangle as path data, so that many of them cost one element.
func box(x, y, w, h float64) string { return d("M", x, y, "h", w, "v", h, "h", -w, "z") }

// dot is a circle as path data.
func dot(x, y, r float64) string {
	return d("M", x-r, y, "a", r, r, " 0 1 0 ", 2*r, 0, "a", r, r, " 0 1 0", -2*r, 0)
}

// poly is a straight-edged closed shape.
func poly(points ...float64) string {
	var b strings.Builder
	for i := 0; i+1 < len(points); i += 2 {
		if i == 0 {
			b.WriteString(d("M", points[0], points[1]))
			continue
		}
		b.WriteString(d("L", points[i], points[i+1]))
	}
	return b.String() + "z"
}

// smooth lays a curve through points (Catmull-Rom, written as cubics in whole units).
func smooth(points []pt) string {
	var b strings.Builder
	b.WriteString(d("M", math.Round(points[0].x), math.Round(points[0].y)))
	for i := 0; i+1 < len(points); i++ {
		before, from, to, after := points[max(i-1, 0)], points[i], points[i+1], points[min(i+2, len(points)-1)]
		b.WriteString(d("C",
			math.Round(from.x+(to.x-before.x)/6), math.Round(from.y+(to.y-before.y)/6),
			math.Round(to.x-(after.x-from.x)/6), math.Round(to.y-(after.y-from.y)/6),
			math.Round(to.x), math.Round(to.y)))
	}
	return b.String()
}

// hill is the outline of rolling land from edge to edge at about the height y,
// closed along the bottom of the sheet.
func (s *sheet) hill(y, swing, stride float64) string {
	p1, p2 := s.dice.between(0, 6.3), s.dice.between(0, 6.3)
	var points []pt
	for x := -40.0; x < width+40+stride; x += stride {
		rise := .65*math.Sin(x/310+p1) + .35*math.Sin(x/127+p2)
		points = append(points, pt{x, y - swing*(rise+s.dice.between(-.18, .18))})
	}
	return smooth(points) + "V900H-40z"
}

// crag is a mountain's outline: straight edges, broken at random, highest at the peak.
func (s *sheet) crag(left, right, base, peakX, peakY float64, breaks int) []pt {
	points := []pt{{left, base}}
	flank := func(from, to pt) {
		for i := 1; i < breaks; i++ {
			t := float64(i) / float64(breaks)
			jitter := s.dice.between(-.09, .09) * math.Abs(to.y-from.y)
			points = append(points, pt{
				math.Round(from.x + (to.x-from.x)*(t+s.dice.between(-.04, .04))),
				math.Round(from.y + (to.y-from.y)*t + jitter)})
		}
		points = append(points, to)
	}
	flank(pt{left, base}, pt{peakX, peakY})
	flank(pt{peakX, peakY}, pt{right, base})
	return points
}

// closed joins points with straight lines to a closed shape.
func closed(points []pt) string {
	flat := make([]float64, 0, 2*len(points))
	for _, p := range points {
		flat = append(flat, p.x, p.y)
	}
	return poly(flat...)
}
