package benchmark_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
)

// What the staff's inbox is measured with: a quiet month, and the ledger of a large brand. The inbox over the large one
// is to answer within 1.5 times its time over the small one.
const (
	fewSuggestions, manySuggestions = 500, 50_000
	inboxRatio                      = 1.5
	fewTries                        = 20 // of less a median says nothing
)

// ledgerWith fills a world with suggestions in every state that the inbox tells apart, by three owners.
func ledgerWith(t testing.TB, kind database.Kind, n int) *testkit.World {
	t.Helper()
	w := testkit.NewWorld(t, kind)
	first := w.Start(w.Mia, testkit.RemoteWork, models.KindSuggestion, "Quiet rooms", "Please.")
	var th models.Thread
	w.Must(w.DB.Read.Raw(`SELECT * FROM threads WHERE id = ?`, first.ID).Scan(&th).Error)
	_, view, err := w.Store.Suggestion(w.Ctx, w.Ada, th.ID)
	w.Must(err)
	threads, ledgers := make([]models.Thread, n), make([]models.Suggestion, n)
	for i := range n {
		threads[i] = th
		threads[i].ID, threads[i].Title = 0, fmt.Sprint("Quiet rooms, number ", i)
	}
	w.Must(w.DB.Write.CreateInBatches(threads, 200).Error)
	for i := range n {
		ledgers[i] = inState(view.Ledger, i, []int64{w.Ada.ID, w.Mo.ID, w.Sam.ID})
		ledgers[i].ThreadID, ledgers[i].Number = threads[i].ID, int64(i+2)
	}
	w.Must(w.DB.Write.CreateInBatches(ledgers, 200).Error)
	tidy := map[database.Kind]string{database.SQLite: `ANALYZE`, database.Postgres: `VACUUM ANALYZE`} // as each does by itself
	w.Must(w.DB.Write.Exec(tidy[kind]).Error)
	return w
}

// inState is the i-th suggestion: of ten, two are new, four answered, and one each paused, handed back, closed
// with a no, and reopened; one in three is late.
func inState(g models.Suggestion, i int, owners []int64) models.Suggestion {
	at := testkit.Start.Add(time.Duration(i%600-200) * time.Hour)
	g.OwnerID, g.DueAt, g.WatchAt, g.AckDueAt = owners[i%len(owners)], &at, &at, at
	answered := testkit.Start.Add(-time.Hour)
	if i%10 > 1 {
		g.State, g.AcknowledgedAt = models.StateUnderReview, &answered
	}
	switch i % 10 {
	case 6:
		g.State, g.PausedSince, g.DueAt = models.StateNeedsInfo, &answered, nil
	case 7:
		g.HandedBackAt = &answered
	case 8:
		g.State, g.Answered, g.AnsweredAt, g.DueAt, g.WatchAt = models.StateDone, "no", &answered, nil, nil
	case 9:
		g.ReopenedAt, g.RedecideDueAt = &answered, &at
	}
	return g
}

func BenchmarkInbox(b *testing.B) {
	for _, kind := range []database.Kind{database.SQLite, database.Postgres} {
		b.Run(string(kind), func(b *testing.B) {
			few, many := ledgerWith(b, kind, fewSuggestions), ledgerWith(b, kind, manySuggestions)
			ask := func(w *testkit.World) func(path string) error {
				sam := testsite.Serve(w).As(w.Sam)
				return func(path string) error {
					if res := sam.Get(path); res.Status != http.StatusOK {
						return fmt.Errorf("%s: status %d", path, res.Status)
					}
					return nil
				}
			}
			small, large := ask(few), ask(many)
			for _, queue := range models.InboxViews {
				path := "/console?queue=" + string(queue)
				b.Run(string(queue), func(b *testing.B) {
					ratio, tries := compare(b, func() error { return small(path) }, func() error { return large(path) })
					if tries >= fewTries && ratio > inboxRatio {
						b.Errorf("over %d suggestions it takes %.2f times as long as over %d, want %.1f at most", manySuggestions, ratio, fewSuggestions, inboxRatio)
					}
				})
			}
		})
	}
}

// TestInbox_onSQLite_usesItsIndexes fails where a list of the inbox reads a table that grows from end to end, or puts
// more in order than it shows.
func TestInbox_onSQLite_usesItsIndexes(t *testing.T) {
	w := ledgerWith(t, database.SQLite, 5_000)
	pool, err := w.DB.Read.DB()
	w.Must(err)
	explain := func(name string, ask func() error) {
		for _, s := range statements(t, w.DB, ask) {
			plan := sqlitePlan(t, w.Ctx, pool, s)
			for i, step := range plan {
				if scans.MatchString(step) && !strings.Contains(step, "USING INDEX suggestions_") { // in order, as far as a page
					t.Errorf("%s: %s\n%s", name, step, s.query)
				}
				if sorts.MatchString(step) && i != len(plan)-1 && name != string(models.InboxSnoozed) {
					t.Errorf("%s: %s\n%s", name, step, s.query)
				}
			}
		}
	}
	for _, view := range models.InboxViews {
		explain(string(view), func() error {
			items, _, err := w.Store.Inbox(w.Ctx, w.Sam, view, 0)
			if err == nil && len(items) > 0 {
				_, _, err = w.Store.Inbox(w.Ctx, w.Sam, view, items[len(items)-1].ID)
			}
			return err
		})
	}
	explain("counts", func() error { _, err := w.Store.InboxCounts(w.Ctx, w.Sam); return err })
}
