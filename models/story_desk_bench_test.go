package models_test

import (
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// fillDesk makes so many threads behind the store's back, a fifth of them stories: a few drafts, scheduled and in
// review, all others out, a hundred of them so long that somebody is to look at them again.
func fillDesk(w *testkit.World, n int) {
	w.T.Helper()
	first := w.Start(w.Sam, testkit.RemoteWork, models.KindDiscussion, "The first of many", "Words.")
	w.Exec(`INSERT INTO threads (topic_id, kind, title, slug, author_id, post_count, last_number, event_seq, published_at, last_activity_at, created_at)
		WITH RECURSIVE i (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < ?)
		SELECT t.topic_id, CASE WHEN i.n % 5 = 0 THEN 'story' ELSE 'discussion' END, 'Many', 'many', t.author_id, 1, 1, 1, t.published_at, t.last_activity_at, t.created_at
		FROM i, threads t WHERE t.id = ?`, n, first.ID)
	now := w.Clock.Now()
	for change, when := range map[string]time.Time{
		`status = 'draft', published_at = NULL, review_asked_at = ? WHERE (id - ?) % 1000 = 5`: now,
		`status = 'draft', published_at = NULL, created_at = ? WHERE (id - ?) % 500 = 10`:      now,
		`status = 'scheduled', published_at = NULL, publish_at = ? WHERE (id - ?) % 500 = 15`:  now.AddDate(0, 0, 3),
		`published_at = ? WHERE (id - ?) % 500 = 20`:                                           now.AddDate(-2, 0, 0),
		`check_due_at = ? WHERE (id - ?) % 500 = 25`:                                           now.AddDate(0, 0, -1),
		`published_at = ? WHERE (id - ?) % 500 > 50`:                                           now.AddDate(0, -4, 0),
	} {
		w.Exec(`UPDATE threads SET `+change, when, first.ID)
	}
	w.Exec(`ANALYZE`)
}

// BenchmarkDesk is what the publishing desk asks, among 50,000 threads.
func BenchmarkDesk(b *testing.B) {
	for _, kind := range []database.Kind{database.SQLite, database.Postgres} {
		b.Run(string(kind), func(b *testing.B) {
			w := testkit.NewWorld(b, kind)
			fillDesk(w, 50_000)
			b.Run("counts", func(b *testing.B) {
				for b.Loop() {
					_, err := w.Store.DeskCounts(w.Ctx, w.Mo)
					w.Must(err)
				}
			})
			for _, state := range models.DeskStates {
				b.Run(string(state), func(b *testing.B) {
					for b.Loop() {
						_, _, err := w.Store.DeskStories(w.Ctx, w.Mo, models.DeskFilter{State: state})
						w.Must(err)
					}
				})
			}
			b.Run("month", func(b *testing.B) {
				for b.Loop() {
					_, err := w.Store.DeskBetween(w.Ctx, w.Mo, w.Clock.Now().Add(-15*24*time.Hour), w.Clock.Now().Add(15*24*time.Hour))
					w.Must(err)
				}
			})
		})
	}
}
