package models_test

import (
	"testing"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// fillLedger makes so many suggestions behind the store's back: all open, a tenth late, owned by three people.
func fillLedger(w *testkit.World, n int) {
	w.T.Helper()
	first := suggest(w, "The first of many")
	w.Exec(`INSERT INTO threads (topic_id, kind, title, slug, author_id, post_count, last_number, event_seq, published_at, last_activity_at, created_at)
		WITH RECURSIVE i (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < ?)
		SELECT t.topic_id, 'suggestion', 'Many', 'many', t.author_id, 1, 1, 1, t.published_at, t.last_activity_at, t.created_at
		FROM i, threads t WHERE t.id = ?`, n, first.ID)
	due := w.Clock.Now()
	w.Exec(`INSERT INTO suggestions (thread_id, number, state, state_since, owner_id, owner_since, born_at, ack_due_at, acknowledged_at,
			decide_due_at, due_at, watch_at, acted_at, handed_back_at)
		SELECT t.id, t.id + 10, CASE WHEN t.id % 3 = 0 THEN 'received' ELSE 'under_review' END, g.state_since,
			(SELECT m.id FROM members m WHERE m.handle = CASE t.id % 3 WHEN 0 THEN 'sam' WHEN 1 THEN 'ada' ELSE 'mo-rahimi' END),
			g.owner_since, g.born_at, g.ack_due_at, CASE WHEN t.id % 3 = 0 THEN NULL ELSE g.born_at END, g.decide_due_at,
			CASE WHEN t.id % 10 = 0 THEN g.born_at ELSE g.decide_due_at END, g.watch_at, g.acted_at,
			CASE WHEN t.id % 50 = 0 THEN g.born_at ELSE NULL END
		FROM threads t, suggestions g WHERE g.thread_id = ? AND t.title = 'Many'`, first.ID)
	w.Clock.Set(due.AddDate(0, 0, 1))
	w.Exec(`ANALYZE`)
}

// BenchmarkSuggestions is the first page of the public ledger, in each order, and the promise.
func BenchmarkSuggestions(b *testing.B) {
	for _, kind := range []database.Kind{database.SQLite, database.Postgres} {
		b.Run(string(kind), func(b *testing.B) {
			w := testkit.NewWorld(b, kind)
			fillLedger(w, 50_000)
			for _, sort := range []models.SuggestionSort{models.SuggestionsRecent, models.SuggestionsBySupport, models.SuggestionsByDue} {
				b.Run(string(sort), func(b *testing.B) {
					for b.Loop() {
						_, err := w.Store.Suggestions(w.Ctx, w.Reader, models.SuggestionFilter{Sort: sort}, 1)
						w.Must(err)
					}
				})
			}
			b.Run("late", func(b *testing.B) {
				for b.Loop() {
					_, err := w.Store.Suggestions(w.Ctx, w.Reader, models.SuggestionFilter{Late: true}, 1)
					w.Must(err)
				}
			})
			b.Run("promise", func(b *testing.B) {
				for b.Loop() {
					_, err := w.Store.Promise(w.Ctx)
					w.Must(err)
				}
			})
		})
	}
}
