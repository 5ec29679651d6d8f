package models_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// through reads a list page by page, to its end.
func through(w *testkit.World, v models.Viewer, f models.ThreadFilter, limit int) []int64 {
	w.T.Helper()
	var ids []int64
	var after models.ThreadPosition
	for {
		items, err := w.Store.ThreadsAfter(w.Ctx, v, f, after, limit)
		w.Must(err)
		if len(items) == 0 {
			return ids
		}
		if len(items) > limit {
			w.T.Fatalf("%d items, at most %d asked for", len(items), limit)
		}
		for _, i := range items {
			ids = append(ids, i.ID)
		}
		after = f.Position(items[len(items)-1].Thread)
	}
}

func TestThreadsAfter_readsEachThreadOnceInTheOrderOfThreads(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		var all []models.Thread
		for i := range 9 {
			th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, fmt.Sprintf("Thread number %d", i), "Words.")
			all = append(all, th)
			if i%3 == 0 { // some at the same moment
				w.Clock.Advance(time.Minute)
			}
		}
		w.Clock.Advance(time.Minute)
		w.Reply(w.Max, all[1].ID, "The last word.")
		for _, f := range []models.ThreadFilter{{}, {Sort: models.SortNew}, {Sort: models.SortUnanswered}, {TopicID: all[0].TopicID, Kind: models.KindDiscussion}} {
			page, err := w.Store.Threads(w.Ctx, w.Reader, f, 1, 20)
			w.Must(err)
			var want []int64
			for _, i := range page {
				want = append(want, i.ID)
			}
			for _, limit := range []int{1, 2, 4, 100} {
				if got := through(w, w.Reader, f, limit); !slices.Equal(got, want) {
					t.Errorf("%+v by %d: %v, want %v", f, limit, got, want)
				}
			}
		}
		if got := through(w, w.Reader, models.ThreadFilter{AuthorID: w.Mia.ID}, 3); len(got) != 9 || got[0] != all[1].ID {
			t.Errorf("one author's, last activity first: %v", got)
		}
	})
}

func TestThreadsAfter_leavesOutWhatIsNotVisible(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		public := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Open to all", "Words.")
		members := w.Start(w.Mia, testkit.BackRoom, models.KindDiscussion, "For members", "Words.")
		staff := w.Start(w.Sam, testkit.StaffTable, models.KindDiscussion, "For staff", "Words.")
		for _, c := range []struct {
			v    models.Viewer
			want []int64
		}{
			{w.Reader, []int64{public.ID}},
			{w.Max, []int64{members.ID, public.ID}},
			{w.Ada, []int64{staff.ID, members.ID, public.ID}},
		} {
			if got := through(w, c.v, models.ThreadFilter{}, 2); !slices.Equal(got, c.want) {
				t.Errorf("%s sees %v, want %v", c.v.Handle, got, c.want)
			}
			// a position at something invisible tells nothing
			after := models.ThreadPosition{At: staff.LastActivityAt, ID: staff.ID + 1}
			items, err := w.Store.ThreadsAfter(w.Ctx, c.v, models.ThreadFilter{}, after, 10)
			w.Must(err)
			if len(items) != len(c.want) {
				t.Errorf("%s sees %d threads from there", c.v.Handle, len(items))
			}
		}
	})
}

func TestPostsAfter_goesOnByNumberOverStubs(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "A desk by a window", "It rains on it.")
		var posts []models.Post
		for range 5 {
			posts = append(posts, w.Reply(w.Max, th.ID, "Words."))
		}
		_, err := w.Store.DeletePost(w.Ctx, w.Max, posts[1].ID, models.DeleteInput{})
		w.Must(err)
		list, err := w.Store.PostsAfter(w.Ctx, w.Reader, th.ID, 2, 3)
		w.Must(err)
		if len(list) != 3 || list[0].Number != 3 || list[0].Visible() || list[0].Body != "" || list[2].Number != 5 {
			t.Errorf("posts = %+v", list)
		}
		moved, err := w.Store.SplitThread(w.Ctx, w.Mo, th.ID, models.SplitInput{Numbers: []int64{5}, Title: "For staff now", Topic: testkit.StaffTable})
		w.Must(err)
		for _, c := range []struct {
			v    models.Viewer
			want int
		}{{w.Reader, 1}, {w.Mo, 2}} {
			seen, err := w.Store.SeenPosts(w.Ctx, c.v, []int64{posts[0].ID, posts[3].ID})
			w.Must(err)
			if len(seen) != c.want {
				t.Errorf("%q sees %v of the posts, thread %d", c.v.Handle, seen, moved.ID)
			}
		}
	})
}
