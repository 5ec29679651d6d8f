package models_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func idsOf(items []models.ThreadItem) []int64 {
	ids := make([]int64, len(items))
	for i, item := range items {
		ids[i] = item.ID
	}
	return ids
}

// spread makes threads over half a year, busy and quiet months, and does to some of them what moves them in lists.
func spread(w *testkit.World) {
	w.T.Helper()
	authors, topics := []models.Viewer{w.Mia, w.Max, w.Hana, w.Sam}, []string{testkit.RemoteWork, testkit.Photography, testkit.BackRoom}
	kinds := []models.Kind{models.KindDiscussion, models.KindQuestion}
	var all []models.Thread
	for i := range 66 {
		w.Clock.Advance([]time.Duration{time.Minute, 4 * 24 * time.Hour, 9 * 24 * time.Hour}[i/11%3])
		all = append(all, w.Start(authors[i%4], topics[i%3], kinds[i/3%2], fmt.Sprint("Thread ", i), "Words."))
	}
	for i, th := range all {
		switch i % 9 {
		case 2:
			w.Reply(w.Mia, th.ID, "A late reply.")
		case 4:
			w.Must(w.Store.RemoveThread(w.Ctx, w.Mo, th.ID, "other", "It was a mistake."))
		case 7:
			w.Must(w.Store.MoveThread(w.Ctx, w.Mo, th.ID, testkit.Photography, "It belongs there."))
		}
	}
}

func TestThreads_everyPageHoldsWhatComesNext(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		spread(w)
		w.Must(w.Store.SetBlock(w.Ctx, w.Max, "hana", true))
		topic := w.Count(`SELECT id FROM topics WHERE slug = ?`, testkit.Photography)
		for name, v := range map[string]models.Viewer{"a reader": w.Reader, "a member": w.Mia, "one who blocks": w.Viewer("max")} {
			for _, f := range []models.ThreadFilter{
				{}, {Sort: models.SortNew}, {Kind: models.KindQuestion}, {TopicID: topic}, {TopicID: topic, Kind: models.KindDiscussion, Sort: models.SortNew},
				{Sort: models.SortUnanswered}, {AuthorID: w.Mia.ID},
			} {
				list, err := w.Store.Threads(w.Ctx, v, f, 1, 1000)
				w.Must(err)
				whole, page := idsOf(list), 1
				for rest := range slices.Chunk(whole, 1) {
					got, err := w.Store.Threads(w.Ctx, v, f, page, 1)
					w.Must(err)
					if !slices.Equal(idsOf(got), rest) {
						t.Errorf("%s, %+v: page %d of 1 holds %v, want %v", name, f, page, idsOf(got), rest)
					}
					page++
				}
				page = 1
				for rest := range slices.Chunk(whole, 3) {
					got, err := w.Store.Threads(w.Ctx, v, f, page, 3)
					w.Must(err)
					if !slices.Equal(idsOf(got), rest) {
						t.Errorf("%s, %+v: page %d of 3 holds %v, want %v", name, f, page, idsOf(got), rest)
					}
					page++
				}
				if past, err := w.Store.Threads(w.Ctx, v, f, page, 3); err != nil || len(past) != 0 {
					t.Errorf("%s, %+v: past the end are %v (%v)", name, f, idsOf(past), err)
				}
			}
		}
		wantCounters(t, w)
	})
}
