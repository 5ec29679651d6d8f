package models_test

import (
	"slices"
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func TestSitemap_filesHoldEachPublicThreadOnce(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		if files, err := w.Store.SitemapFiles(w.Ctx); err != nil || len(files) != 0 {
			t.Fatalf("an empty community has files %v: %v", files, err)
		}
		hidden := w.Start(w.Mia, testkit.BackRoom, models.KindDiscussion, "Wages", "wages")
		var public []int64
		for range 2 {
			public = append(public, w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "A thread", "words").ID)
		}
		// rows without posts, at ids with gaps, over more files
		for _, id := range []int64{9_999, 10_003, 20_001, 20_002, 30_500, 30_501} {
			w.Exec(`INSERT INTO threads (id, topic_id, kind, title, slug, author_id, last_activity_at, created_at)
				SELECT CAST(? AS BIGINT), topic_id, kind, title, slug, author_id, last_activity_at, created_at FROM threads WHERE id = ?`, id, public[0])
			public = append(public, id)
		}
		files, err := w.Store.SitemapFiles(w.Ctx)
		w.Must(err)
		var listed []int64
		for _, from := range files {
			threads, err := w.Store.SitemapThreads(w.Ctx, from)
			w.Must(err)
			if len(threads) == 0 || len(threads) > models.SitemapPage {
				t.Errorf("the file from %d has %d threads", from, len(threads))
			}
			for _, th := range threads {
				listed = append(listed, th.ID)
			}
		}
		if !slices.Equal(listed, public) || slices.Contains(listed, hidden.ID) {
			t.Errorf("listed %v in %v, want %v", listed, files, public)
		}
	})
}
