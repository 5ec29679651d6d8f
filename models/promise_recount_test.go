package models_test

import (
	"reflect"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/recount"
	"github.com/commonthread/commonthread/models"
)

// wantPromise holds every figure of the promise to a recount from the history.
func wantPromise(t *testing.T, w *testkit.World) {
	t.Helper()
	p, err := w.Store.Promise(w.Ctx)
	w.Must(err)
	if want := recount.Promise(w); !reflect.DeepEqual(p, want) {
		t.Errorf("the promise is\n%+v\nrecounted from the history\n%+v", p, want)
	}
}

func TestPromise_saysHowLongOneTook_andTwo(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		for i, minutes := range []int64{120, 240, 480} {
			th := suggest(w, "Wish "+itoa(i))
			w.Clock.Advance(time.Duration(minutes) * time.Minute) // from nine o'clock on
			decide(w, w.Sam, th.ID, models.StateDone)
			w.Clock.Set(time.Date(2026, 3, 3+i, 9, 0, 0, 0, time.UTC))
			past := w.Clock.Now()
			w.Clock.Set(past.AddDate(0, 0, 20))
			p, err := w.Store.Promise(w.Ctx)
			w.Must(err)
			want := [][2]int64{{120, 120}, {120, 120}, {240, 240}}[i]
			for what, got := range map[string]models.PromiseShare{"acknowledged": p.Acknowledged, "decided": p.Decided} {
				if got.Median != want[0] || got.Slowest != want[1] {
					t.Errorf("%d %s: median %d, slowest tenth %d, want %v", i+1, what, got.Median, got.Slowest, want)
				}
			}
			w.Clock.Set(past)
		}
	})
}
