package demo_test

import (
	"context"
	"testing"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/demo"
	"github.com/commonthread/commonthread/internal/testkit"
)

// BenchmarkSeed is generated content into each database, in posts a second.
func BenchmarkSeed(b *testing.B) {
	const posts = 40_000
	for _, kind := range []database.Kind{database.SQLite, database.Postgres} {
		b.Run(string(kind), func(b *testing.B) {
			for range b.N {
				b.StopTimer()
				db := testkit.OpenDB(b, kind)
				b.StartTimer()
				err := demo.Seed(context.Background(), db, demo.SeedConfig{Threads: posts / 50, Posts: posts, Members: posts / 20, Seed: 1, Now: testkit.Start})
				if err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.N*posts)/b.Elapsed().Seconds(), "posts/s")
		})
	}
}

// BenchmarkLoad is the demonstration played into an empty database, as `demo` does at its start.
func BenchmarkLoad(b *testing.B) {
	for _, kind := range []database.Kind{database.SQLite, database.Postgres} {
		b.Run(string(kind), func(b *testing.B) {
			for range b.N {
				b.StopTimer()
				db := testkit.OpenDB(b, kind)
				b.StartTimer()
				if _, err := demo.Load(context.Background(), db, testkit.Start); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
