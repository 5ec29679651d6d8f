package demo_test

import (
	"testing"

	"github.com/commonthread/commonthread/internal/demo"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func TestSeed_makesWhatItWasAskedForWithRightCounters(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		told := 0
		cfg := demo.SeedConfig{Threads: 50, Posts: 700, Members: 30, Seed: 7, Now: w.Clock.Now(), Progress: func(done, _ int) { told = done }}
		w.Must(demo.Seed(w.Ctx, w.DB, cfg))
		if n := w.Count(`SELECT COUNT(*) FROM posts`); n != 700 || told != 700 {
			t.Errorf("%d posts, told of %d", n, told)
		}
		if n := w.Count(`SELECT COUNT(*) FROM threads`); n != 50 {
			t.Errorf("%d threads", n)
		}
		w.Recount()
		if n := w.Count(`SELECT MAX(post_count) FROM threads`); n < 100 {
			t.Errorf("the longest thread has %d posts; lengths should follow a power law", n)
		}
		items, err := w.Store.Threads(w.Ctx, w.Reader, models.ThreadFilter{}, 1, 20)
		w.Must(err)
		if len(items) != 20 {
			t.Errorf("%d threads listed", len(items))
		}
		// people can go on writing: ids made by the database come after the seeded ones
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "After the seed", "Still here.")
		w.Reply(w.Max, th.ID, "So am I.")
	})
}

func TestSeed_sameSeedSameContent(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		cfg := demo.SeedConfig{Threads: 5, Posts: 40, Members: 6, Seed: 3, Now: w.Clock.Now()}
		w.Must(demo.Seed(w.Ctx, w.DB, cfg))
		w.Must(demo.Seed(w.Ctx, w.DB, cfg))
		if n := w.Count(`SELECT COUNT(DISTINCT title) FROM threads`); n > 5 {
			t.Errorf("two runs of one seed made %d different titles, want 5", n)
		}
		if n := w.Count(`SELECT COUNT(*) FROM threads`); n != 10 {
			t.Errorf("%d threads", n)
		}
	})
}

func TestSeedConfig_refusesWhatMakesNoCommunity(t *testing.T) {
	for _, cfg := range []demo.SeedConfig{{}, {Threads: 2, Posts: 1, Members: 1}, {Threads: 1, Posts: 60_000_000, Members: 1}} {
		if cfg.Check() == nil {
			t.Errorf("%+v passed", cfg)
		}
	}
}
