package benchmark_test

import (
	"os"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/demo"
	"github.com/commonthread/commonthread/internal/testkit"
)

// The small database is a community of some months, the large one of years.
const (
	smallPosts   = 10_000
	defaultLarge = 200_000
)

// largePosts is what BENCH_POSTS says.
func largePosts(b *testing.B) int {
	text := os.Getenv("BENCH_POSTS")
	if text == "" {
		return defaultLarge
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < smallPosts {
		b.Fatalf("BENCH_POSTS=%q: give a number of posts, at least %d", text, smallPosts)
	}
	return n
}

// community is a seeded world and what to ask about in it.
type community struct {
	*testkit.World
	places
}

func seeded(b *testing.B, kind database.Kind, posts int) community {
	b.Helper()
	w := testkit.NewWorld(b, kind)
	began := time.Now()
	w.Must(demo.Seed(w.Ctx, w.DB, demo.SeedConfig{Threads: posts / 50, Posts: posts, Members: posts / 20, Seed: 1, Now: testkit.Start}))
	b.Logf("%s: %d posts made in %s", kind, posts, time.Since(began).Round(time.Second))
	return community{w, findPlaces(b, w.DB, w.Mia)}
}

// BenchmarkCommunity measures a small and a large database side by side: each round asks both, so that a busy
// machine slows both alike. What counts is the ratio of the medians: it is to stay under 1.5 for whole pages.
func BenchmarkCommunity(b *testing.B) {
	for _, kind := range []database.Kind{database.SQLite, database.Postgres} {
		b.Run(string(kind), func(b *testing.B) {
			small, large := seeded(b, kind, smallPosts), seeded(b, kind, largePosts(b))
			b.Run("queries", func(b *testing.B) {
				for _, q := range questions() {
					b.Run(q.name, func(b *testing.B) {
						compare(b,
							func() error { return q.ask(small.Ctx, small.Store, small.places) },
							func() error { return q.ask(large.Ctx, large.Store, large.places) })
					})
				}
			})
			b.Run("pages", func(b *testing.B) { pages(b, small, large) })
			b.Run("served", func(b *testing.B) { served(b, large) })
		})
	}
}

// compare runs two things by turns and reports their medians in milliseconds and how they relate.
func compare(b *testing.B, small, large func() error) (ratio float64, tries int) {
	b.Helper()
	var times [2][]time.Duration
	for b.Loop() {
		for i, f := range []func() error{small, large} {
			began := time.Now()
			if err := f(); err != nil {
				b.Fatal(err)
			}
			times[i] = append(times[i], time.Since(began))
		}
	}
	median := func(t []time.Duration) float64 {
		slices.Sort(t)
		return t[len(t)/2].Seconds() * 1000
	}
	s, l := median(times[0]), median(times[1])
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(s, "small-ms")
	b.ReportMetric(l, "large-ms")
	b.ReportMetric(l/s, "large/small")
	return l / s, len(times[0])
}
