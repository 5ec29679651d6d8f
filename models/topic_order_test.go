package models_test

import (
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func slugs(w *testkit.World) (all []string) {
	w.T.Helper()
	d, err := w.NewStore().Directory(w.Ctx)
	w.Must(err)
	for _, t := range d.Topics(w.Ada) {
		all = append(all, t.Slug)
	}
	return all
}

func TestMoveTopic_goesOnePlaceAndStopsAtTheEnds(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		before := slugs(w)
		move := func(slug string, up bool) {
			w.T.Helper()
			w.Must(w.Store.MoveTopic(w.Ctx, w.Ada, slug, up))
		}
		move(before[0], false)
		if now := slugs(w); !slices.Equal(now, []string{before[1], before[0], before[2], before[3]}) {
			t.Errorf("%v became %v", before, now)
		}
		move(before[0], true)
		if now := slugs(w); !slices.Equal(now, before) {
			t.Errorf("back it is %v, was %v", now, before)
		}
		w.Events()
		move(before[0], true)
		move(before[3], false)
		if events := w.Events(); len(events) != 0 {
			t.Errorf("past the ends it tells %+v", events)
		}
		archive := true
		_, err := w.Store.ChangeTopic(w.Ctx, w.Ada, before[3], models.TopicChange{Archived: &archive})
		w.Must(err)
		move(before[3], true)
		if now := slugs(w); now[3] != before[3] {
			t.Errorf("an archived topic goes among the open ones: %v", now)
		}
		for _, v := range []models.Viewer{w.Reader, w.Mia, w.Hana, w.Mo} {
			wantRefused(t, v.Handle, w.Store.MoveTopic(w.Ctx, v, before[0], false), models.Forbidden)
		}
		wantRefused(t, "nowhere", w.Store.MoveTopic(w.Ctx, w.Ada, "nowhere", true), models.NotFound)
	})
}

func TestMoveTopic_atOnceLosesNone(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		before := slugs(w)
		var all sync.WaitGroup
		for i := range 6 {
			all.Go(func() {
				if err := w.Store.MoveTopic(w.Ctx, w.Ada, before[i%len(before)], i%2 == 0); err != nil {
					t.Errorf("move: %v", err)
				}
			})
		}
		all.Wait()
		now := slugs(w)
		slices.Sort(before)
		if sorted := slices.Sorted(slices.Values(now)); !slices.Equal(sorted, before) {
			t.Errorf("of %v are left %v", before, now)
		}
		if n := w.Count(`SELECT COUNT(*) FROM (SELECT position FROM topics GROUP BY position HAVING COUNT(*) > 1) x`); n != 0 {
			t.Errorf("%d places are taken twice", n)
		}
	})
}

func TestQuietTopics_areThoseWithoutAReplyForTwoWeeks(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		quiet := func() int {
			w.T.Helper()
			ids, err := w.Store.QuietTopics(w.Ctx, w.Sam)
			w.Must(err)
			return len(ids)
		}
		if n := quiet(); n != 0 {
			t.Errorf("%d topics are quiet on their first day", n)
		}
		w.Clock.Advance(models.TopicQuietAfter)
		if n := quiet(); n != 4 {
			t.Errorf("%d of 4 are quiet after two weeks", n)
		}
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "A desk", "Words.")
		if n := quiet(); n != 4 {
			t.Error("a thread that nobody answers counts as talk")
		}
		w.Reply(w.Max, th.ID, "Oak.")
		if n := quiet(); n != 3 {
			t.Errorf("%d are quiet after a reply, want 3", n)
		}
		w.Clock.Advance(models.TopicQuietAfter + time.Second)
		if n := quiet(); n != 4 {
			t.Errorf("%d are quiet two weeks after it, want 4", n)
		}
		_, err := w.Store.QuietTopics(w.Ctx, w.Mia)
		wantRefused(t, "a member", err, models.NotFound)
	})
}
