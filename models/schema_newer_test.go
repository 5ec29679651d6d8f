package models_test

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// FAULTS K06: while nodes are replaced one by one, those of the older program go on over the newer schema. Every
// statement that they have prepared by then answers more columns than it did.
func TestStore_goesOnWhileANewerProgramMigrates(t *testing.T) {
	const readers, writers, rounds = 6, 3, 12
	w := testkit.NewWorld(t, database.Postgres)
	node := w.NewStore()
	th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "A newer schema", "The older program goes on.")
	suggestion := w.Start(w.Max, testkit.RemoteWork, models.KindSuggestion, "A quiet room on each floor", "So that one can think.")
	reads := map[string]func(context.Context) error{
		"a thread": func(ctx context.Context) error { _, err := node.Thread(ctx, w.Mia, th.ID); return err },
		"a member": func(ctx context.Context) error { _, err := node.ViewerByHandle(ctx, "mia"); return err },
		"events": func(ctx context.Context) error {
			_, err := node.EventsSince(ctx, models.ThreadChannel(th.ID), 0, 50)
			return err
		},
		"a suggestion": func(ctx context.Context) error { _, _, err := node.Suggestion(ctx, w.Sam, suggestion.ID); return err },
		"a post":       func(ctx context.Context) error { _, err := node.PostByNumber(ctx, w.Mia, th.ID, 1); return err },
	}
	var tables []string
	w.Must(w.DB.Read.Raw(`SELECT table_name FROM information_schema.tables
		WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' ORDER BY table_name`).Scan(&tables).Error)
	var posted atomic.Int64
	halfway := make(chan struct{}) // by then every connection has its statements prepared
	var reached, all sync.WaitGroup
	reached.Add(readers + writers)
	often := func(f func(round int)) {
		all.Go(func() {
			for round := range rounds {
				if round == rounds/2 {
					reached.Done()
					<-halfway
				}
				f(round)
			}
		})
	}
	for range readers {
		often(func(int) {
			for what, read := range reads {
				if err := read(w.Ctx); err != nil {
					t.Errorf("read %s: %v", what, err)
				}
			}
		})
	}
	for n, by := range []models.Viewer{w.Mia, w.Max, w.Hana} {
		often(func(round int) {
			if _, err := node.CreatePost(w.Ctx, by, th.ID, models.PostInput{Body: fmt.Sprintf("Reply %d of %d.", round, n)}); err != nil {
				t.Errorf("reply: %v", err)
				return
			}
			posted.Add(1)
		})
	}
	reached.Wait()
	for _, table := range tables {
		w.Exec(`ALTER TABLE "` + table + `" ADD COLUMN newer integer`)
	}
	close(halfway)
	all.Wait()
	if n := w.Count(`SELECT COUNT(*) FROM posts WHERE thread_id = ? AND number > 1`, th.ID); n != writers*rounds || n != posted.Load() {
		t.Errorf("%d replies are stored, %d acknowledged of %d", n, posted.Load(), writers*rounds)
	}
}
