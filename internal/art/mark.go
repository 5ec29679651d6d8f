package art

import "math"

// The mark of Commonthread is two rounds of speech, linked: each is one thread
// laid in a ring with one square corner, over the other at the first crossing
// and under it at the second. It is drawn in a square of 64 units, and
// a half turn leaves it as it is. Where a thread goes under, it is cut off with
// a gap, so that the mark works in one colour on any ground.
const (
	markSize  = 64.0
	markWidth = 6.2 // of the thread
	markGap   = 2.4 // between the threads at a crossing
	markRing  = 16.0
)

// The colours of the mark where it cannot take those of a page.
var (
	markGround = lch(.37, .10, 275)
	markThread = lch(.96, .03, 88)
)

// Mark is the logo, in the colour of the text around it.
func Mark() []byte {
	return []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="64" height="64">` +
		`<path fill="none" stroke="currentColor" stroke-width="` + num(markWidth) + `" stroke-linejoin="round" d="` + markData() + `"/></svg>` + "\n")
}

// Favicon is the logo on a ground of its own, a little bolder, for the tab of a browser.
func Favicon() []byte {
	return []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="64" height="64">` +
		`<rect width="64" height="64" rx="14" fill="` + markGround.paint() + `"/>` +
		`<path transform="translate(6.4 6.4) scale(.8)" fill="none" stroke="` + markThread.paint() + `" stroke-width="` + num(markWidth*1.1) +
		`" stroke-linejoin="round" d="` + markData() + `"/></svg>` + "\n")
}

func markData() string {
	data := ""
	for _, thread := range markThreads() {
		start, tip, end := thread.arcs()
		data += d("M", start[0].x, start[0].y, "A", markRing, markRing, " 0 0 1 ", start[1].x, start[1].y,
			"L", tip.x, tip.y, "L", end[0].x, end[0].y, "A", markRing, markRing, " 0 0 1 ", end[1].x, end[1].y)
	}
	return data
}

// thread is one ring of the mark: it starts behind the crossing where it goes
// under, runs round to its corner and back to the crossing from the other side.
type thread struct {
	centre, tip     pt
	from, leave     float64 // angles in degrees, clockwise from the right
	resume, through float64
}

func markThreads() [2]thread {
	centre := pt{24.4, 26.6}
	other := pt{markSize - centre.x, markSize - centre.y}
	// the rings cross where they are as far from one centre as from the other
	apart := math.Hypot(other.x-centre.x, other.y-centre.y)
	half := math.Acos(apart / 2 / markRing)
	crossing := degrees(math.Atan2(other.y-centre.y, other.x-centre.x)-half) + 360
	cut := degrees((markWidth + markGap*2) / 2 / math.Sin(2*half) / markRing)
	first := thread{centre: centre, tip: pt{centre.x - markRing, centre.y + markRing}, from: crossing + cut, leave: 360 + 90, resume: 180, through: crossing - cut}
	second := first
	second.centre, second.tip = other, pt{other.x + markRing, other.y - markRing}
	for _, angle := range []*float64{&second.from, &second.leave, &second.resume, &second.through} {
		*angle += 180
	}
	return [2]thread{first, second}
}

func degrees(radians float64) float64 { return radians * 180 / math.Pi }

// at is the point of the ring at an angle.
func (t thread) at(angle float64) pt {
	sin, cos := math.Sincos(angle * math.Pi / 180)
	return pt{t.centre.x + markRing*cos, t.centre.y + markRing*sin}
}

func (t thread) arcs() (start [2]pt, tip pt, end [2]pt) {
	return [2]pt{t.at(t.from), t.at(t.leave)}, t.tip, [2]pt{t.at(t.resume), t.at(t.through)}
}

// points samples the thread so closely that no icon shows the corners.
func (t thread) points() []pt {
	const step = 4.0
	var points []pt
	for angle := t.from; angle < t.leave; angle += step {
		points = append(points, t.at(angle))
	}
	points = append(points, t.at(t.leave), t.tip)
	for angle := t.resume; angle < t.through; angle += step {
		points = append(points, t.at(angle))
	}
	return append(points, t.at(t.through))
}
