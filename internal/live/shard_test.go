package live_test

import (
	"runtime"
	"slices"
	"testing"

	"github.com/commonthread/commonthread/internal/live"
	"github.com/commonthread/commonthread/internal/live/livetest"
)

// What a writer has not come to is written by another, and everybody still hears the frames in order.
func TestHub_writersHelpEachOther(t *testing.T) {
	if before := runtime.GOMAXPROCS(0); before != 2 {
		runtime.GOMAXPROCS(2)
		t.Cleanup(func() { runtime.GOMAXPROCS(before) })
	}
	s := serve(t, live.Options{})
	var all, held []*livetest.Client
	for i := range 2 * 3 * live.Handful {
		c := s.joined("")
		all = append(all, c)
		if i%2 == 1 && len(held) < live.Handful { // sockets go to the writers in turn
			held = append(held, c)
		}
	}
	release := s.clients[1].Hold()
	s.tell(1, 100)
	for i, c := range all {
		if slices.Contains(held, c) {
			continue
		}
		if f, err := c.Next(patience); err != nil || *f.Seq != 1 {
			release()
			t.Fatalf("client %d, behind one that takes long: %+v, %v", i, f, err)
		}
	}
	s.tell(2, 100)
	release()
	for i, c := range all {
		first := int64(2)
		if slices.Contains(held, c) {
			first = 1
		}
		for want := first; want <= 2; want++ {
			if f := s.next(c); *f.Seq != want {
				t.Fatalf("client %d: %d in place of %d", i, *f.Seq, want)
			}
		}
	}
}
