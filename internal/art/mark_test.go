package art

import (
	"bytes"
	"math"
	"testing"
)

func TestMark_takesTheColourOfTheText(t *testing.T) {
	mark := Mark()
	mustBeSafe(t, "mark", mark)
	if n := bytes.Count(mark, []byte("currentColor")); n != 1 {
		t.Errorf("currentColor %d times, want once", n)
	}
	if bytes.Contains(mark, []byte("#")) {
		t.Error("the mark brings a colour of its own")
	}
	if len(mark) > 700 {
		t.Errorf("%d bytes are much for a mark", len(mark))
	}
}

func TestFavicon_bringsItsOwnGround(t *testing.T) {
	icon := Favicon()
	mustBeSafe(t, "favicon", icon)
	for _, c := range []colour{markGround, markThread} {
		if !bytes.Contains(icon, []byte(c.paint())) {
			t.Errorf("no %s in the favicon", c.paint())
		}
	}
	if bytes.Contains(icon, []byte("currentColor")) {
		t.Error("a tab has no text colour to take")
	}
}

func TestMark_halfATurnLeavesItAsItIs(t *testing.T) {
	threads := markThreads()
	first, second := threads[0].points(), threads[1].points()
	if len(first) != len(second) || len(first) < 40 {
		t.Fatalf("%d and %d points", len(first), len(second))
	}
	for i, p := range first {
		if q := second[i]; math.Hypot(markSize-p.x-q.x, markSize-p.y-q.y) > 1e-6 {
			t.Fatalf("point %d: %v is not opposite %v", i, q, p)
		}
	}
}

func TestMark_threadsKeepTheirGapAtTheCrossings(t *testing.T) {
	threads := markThreads()
	for i, thread := range threads {
		other := threads[1-i].points()
		ends := thread.points()
		for _, end := range []pt{ends[0], ends[len(ends)-1]} {
			if gap := outsideOf(other, end); gap < markGap*.5 {
				t.Errorf("thread %d ends %.2f from the other, want a gap", i, gap)
			}
		}
	}
}

func TestMark_staysInItsSquare(t *testing.T) {
	for _, thread := range markThreads() {
		for _, p := range thread.points() {
			if min(p.x, p.y) < markWidth/2 || max(p.x, p.y) > markSize-markWidth/2 {
				t.Errorf("%v lies too near the edge", p)
			}
		}
	}
}
