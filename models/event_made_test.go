package models_test

import (
	"reflect"
	"sync"
	"testing"

	"github.com/commonthread/commonthread/internal/markup"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// What listeners are told of a new post without reading it is what they would read.
func TestEvent_tellsOfANewPostAsItIsRead(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		var mu sync.Mutex
		told := map[int64]*models.PostView{}
		w.Store.Listen(func(events []models.Event) {
			mu.Lock()
			defer mu.Unlock()
			for _, e := range events {
				if e.Type == models.EventPostCreated {
					told[*e.PostID] = e.Made
				}
			}
		})
		th := w.Start(w.Mia, testkit.Photography, models.KindQuestion, "Which lens?", "For rain.")
		first := w.Reply(w.Max, th.ID, "A *short* one, @mia.\n\n# Why\n\nIt is light.")
		disguised := w.Sam // a token without the staff scope acts as a member
		disguised.Role = models.RoleMember
		for _, p := range []models.Post{first, w.Reply(w.Sam, th.ID, "We made one."), w.Reply(disguised, th.ID, "By a script.")} {
			read, err := w.Store.LivePosts(w.Ctx, []int64{p.ID})
			w.Must(err)
			made, want := told[p.ID], read[p.ID]
			if made == nil {
				t.Errorf("nothing is told of post %d", p.Number)
				continue
			}
			want.CreatedAt = want.CreatedAt.UTC() // DeepEqual sees its own zone's name in it
			if !reflect.DeepEqual(*made, want) {
				t.Errorf("told of\n%+v\nbut read\n%+v", *made, want)
			}
		}
		answer, err := w.Store.CreatePost(w.Ctx, w.Max, th.ID, models.PostInput{Body: "To you", ReplyTo: first.Number})
		w.Must(err)
		quote, err := w.Store.CreatePost(w.Ctx, w.Mia, th.ID, models.PostInput{Body: markup.Quote("max", first.ID, "It is light.") + "So is mine."})
		w.Must(err)
		for _, p := range []models.NewPost{answer, quote} {
			if told[p.ID] != nil || p.Seen != nil {
				t.Errorf("post %d is told of, and whom it answers is not known", p.Number)
			}
		}
		events, err := w.Store.EventsSince(w.Ctx, models.ThreadChannel(th.ID), 0, 100)
		w.Must(err)
		for _, e := range events {
			if e.Made != nil {
				t.Errorf("the table tells of %+v", e.Made)
			}
		}
	})
}
