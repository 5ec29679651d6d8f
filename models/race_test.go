package models_test

import (
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// FAULTS L01: a double click, a retry and two nodes at once make one post, and each gets the same answer.
func TestCreatePost_theSameKeyAtOnceMakesOne(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		other := w.NewStore()
		w.Events()
		ids := make([]int64, 12)
		for _, err := range atOnce(len(ids), func(i int) error {
			p, err := []*models.Store{w.Store, other}[i%2].CreatePost(w.Ctx, w.Max, th.ID, models.PostInput{Body: "They do.", DraftKey: "double"})
			ids[i] = p.ID
			return err
		}) {
			w.Must(err)
		}
		for _, id := range ids {
			if id != ids[0] || id == 0 {
				t.Fatalf("answers differ: %v", ids)
			}
		}
		if n := w.Count(`SELECT COUNT(*) FROM posts WHERE thread_id = ?`, th.ID); n != 2 {
			t.Errorf("%d posts, want 2", n)
		}
		wantEvents(t, w, models.EventPostCreated)
		wantCounters(t, w)
		_, err := w.Store.CreateThread(w.Ctx, w.Max, models.ThreadInput{
			Topic: testkit.RemoteWork, Kind: "discussion", Title: "Another thing", Body: "Text", DraftKey: "double",
		})
		refused(t, err, models.Conflict)
	})
}

func TestCreateThread_theSameKeyAtOnceMakesOne(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		for _, err := range atOnce(8, func(int) error {
			_, err := w.Store.CreateThread(w.Ctx, w.Max, models.ThreadInput{
				Topic: testkit.RemoteWork, Kind: "discussion", Title: "One thing", Body: "Text", DraftKey: "double",
			})
			return err
		}) {
			w.Must(err)
		}
		if n := w.Count(`SELECT COUNT(*) FROM threads`); n != 1 {
			t.Errorf("%d threads, want 1", n)
		}
		wantEvents(t, w, models.EventPostCreated)
		wantCounters(t, w)
	})
}

func TestCreatePost_repliesAtOnceAreNumberedWithoutGaps(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		people := []models.Viewer{w.Max, w.Hana, w.Sam, w.Mo}
		for _, err := range atOnce(24, func(i int) error {
			_, err := w.Store.CreatePost(w.Ctx, people[i%4], th.ID, models.PostInput{Body: "Answer " + itoa(i)})
			return err
		}) {
			w.Must(err)
		}
		if n := w.Count(`SELECT MAX(number) FROM posts WHERE thread_id = ?`, th.ID); n != 25 {
			t.Errorf("the last number is %d, want 25", n)
		}
		if n := w.Count(`SELECT COUNT(DISTINCT seq) FROM events WHERE channel = ?`, models.ThreadChannel(th.ID)); n != 25 {
			t.Errorf("%d events, want 25", n)
		}
		wantCounters(t, w)
	})
}

// FAULTS L07: a reply at the moment of locking comes before the lock or is refused; never later.
func TestCreatePost_meetsALockBeforeOrAfter(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		for range 4 {
			th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
			w.Events()
			kept := int64(0)
			errs := atOnce(7, func(i int) error {
				if i == 3 {
					return w.Store.SetLocked(w.Ctx, w.Mo, th.ID, true, "other", "It went in circles")
				}
				_, err := w.Store.CreatePost(w.Ctx, w.Max, th.ID, models.PostInput{Body: "Answer " + itoa(i)})
				return err
			})
			w.Must(errs[3])
			for i, err := range errs {
				if i != 3 && err == nil {
					kept++
				} else if i != 3 {
					refused(t, err, models.Forbidden)
				}
			}
			events := w.Events()
			if last := events[len(events)-1]; last.Type != models.EventThreadChanged || last.Seq != kept+2 {
				t.Errorf("after the lock came %+v", last)
			}
			if n := w.Count(`SELECT COUNT(*) FROM posts WHERE thread_id = ?`, th.ID); n != kept+1 {
				t.Errorf("%d posts, %d acknowledged", n-1, kept)
			}
			wantCounters(t, w)
		}
	})
}

// FAULTS L06: an edit while another deletes, locks or edits ends before it, or as a conflict.
func TestEditPost_racesEndBeforeOrAsAConflict(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		for name, against := range map[string]func(th models.Thread, p models.Post) error{
			"a removal": func(_ models.Thread, p models.Post) error {
				_, err := w.Store.DeletePost(w.Ctx, w.Mo, p.ID, models.DeleteInput{Rule: "other", Reason: "Off topic"})
				return err
			},
			"a lock": func(th models.Thread, _ models.Post) error {
				return w.Store.SetLocked(w.Ctx, w.Mo, th.ID, true, "other", "Heated")
			},
		} {
			for range 3 {
				th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
				p := w.Reply(w.Max, th.ID, "They do.")
				errs := atOnce(2, func(i int) error {
					if i == 0 {
						return against(th, p)
					}
					_, err := w.Store.EditPost(w.Ctx, w.Max, p.ID, models.EditInput{Body: text("They do not."), Version: 1})
					return err
				})
				w.Must(errs[0])
				if errs[1] != nil {
					refused(t, errs[1], models.Conflict)
				}
				now := postNow(w, p.ID)
				if edited := now.Body == "They do not."; edited != (errs[1] == nil) {
					t.Errorf("%s: edited %v, the writer was told %v", name, edited, errs[1])
				}
			}
		}
		wantCounters(t, w)
	})
}

func TestEditPost_ofManyAtOnceOneWins(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		p := w.Reply(w.Max, th.ID, "They do.")
		w.Events()
		won := -1
		for i, err := range atOnce(6, func(i int) error {
			_, err := w.Store.EditPost(w.Ctx, w.Max, p.ID, models.EditInput{Body: text("Version of tab " + itoa(i)), Version: 1})
			return err
		}) {
			if err != nil {
				refused(t, err, models.Conflict)
				continue
			}
			if won >= 0 {
				t.Fatal("two edits of version 1 were stored")
			}
			won = i
		}
		if now := postNow(w, p.ID); won < 0 || now.Body != "Version of tab "+itoa(won) || now.Version != 2 {
			t.Errorf("post = %+v, won by %d", now, won)
		}
		wantEvents(t, w, models.EventPostEdited)
	})
}

func TestDeletePost_withTheLastReplyAtOnceKeepsCountersRight(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		for range 4 {
			th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
			opening := openingOf(w, th)
			errs := atOnce(2, func(i int) error {
				if i == 0 {
					_, err := w.Store.DeletePost(w.Ctx, w.Mia, opening.ID, models.DeleteInput{})
					return err
				}
				_, err := w.Store.CreatePost(w.Ctx, w.Max, th.ID, models.PostInput{Body: "They do."})
				return err
			})
			w.Must(errs[0])
			if errs[1] != nil {
				refused(t, errs[1], models.Gone)
			}
			wantCounters(t, w)
		}
	})
}
