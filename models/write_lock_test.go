package models_test

import (
	"fmt"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// FAULTS J09: another program that reads for long and writes now and then, such as a backup, is waited for. Nobody is
// told that the database is locked.
func TestWriting_waitsForAnotherProgram(t *testing.T) {
	const writers = 64
	w := testkit.NewWorld(t, database.SQLite)
	th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "A desk", "Words.")
	var file string
	w.Must(w.DB.Read.Raw(`SELECT file FROM pragma_database_list WHERE name = 'main'`).Scan(&file).Error)
	other, err := database.Open(t.Context(), database.Config{Kind: database.SQLite, Source: file})
	w.Must(err)
	t.Cleanup(func() { _ = other.Close() })

	long := other.Read.Begin()
	t.Cleanup(func() { long.Rollback() })
	posts := func() (n int) {
		w.Must(long.Raw(`SELECT COUNT(*) FROM posts WHERE thread_id = ?`, th.ID).Scan(&n).Error)
		return n
	}
	if n := posts(); n != 1 {
		t.Fatalf("%d posts at the beginning", n)
	}
	locked := other.Write.Begin() // takes the lock at once
	w.Must(locked.Exec(`UPDATE threads SET title = 'A desk by a window' WHERE id = ?`, th.ID).Error)
	var all errgroup.Group
	for i := range writers {
		all.Go(func() error {
			_, err := w.Store.CreatePost(w.Ctx, w.Mo, th.ID, models.PostInput{Body: fmt.Sprint("Words, and once more words: ", i)})
			return err
		})
	}
	waited := time.NewTimer(300 * time.Millisecond)
	<-waited.C
	w.Must(locked.Commit().Error)
	w.Must(all.Wait())
	if n := posts(); n != 1 {
		t.Errorf("the long reader sees %d posts, want those of its beginning", n)
	}
	if n := w.Count(`SELECT COUNT(*) FROM posts WHERE thread_id = ?`, th.ID); n != writers+1 {
		t.Errorf("%d posts, want %d", n, writers+1)
	}
}
