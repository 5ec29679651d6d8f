package models_test

import (
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func TestCreateThread_makesOneThreadOnePostOneEvent(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindQuestion, "How do you end the day?", "Hello @max and @nobody.\n\n# A heading")
		w.Reply(w.Max, th.ID, "I close the laptop.")

		view, err := w.Store.Thread(w.Ctx, w.Reader, th.ID)
		w.Must(err)
		if view.PostCount != 2 || view.LastNumber != 2 || view.Author.Handle != "mia" {
			t.Errorf("thread = %+v", view.Thread)
		}
		posts, err := w.Store.Posts(w.Ctx, w.Reader, th.ID, 1)
		w.Must(err)
		if len(posts) != 2 || posts[1].Author.Name != "Max Oduya" {
			t.Fatalf("posts = %+v", posts)
		}
		events := w.Events()
		if len(events) != 2 || events[0].Seq != 1 || events[1].Seq != 2 || events[1].Type != models.EventPostCreated {
			t.Errorf("events = %+v", events)
		}
		if n := w.Count(`SELECT COUNT(*) FROM mentions`); n != 1 {
			t.Errorf("%d mentions stored, want 1: nobody is not a member", n)
		}
	})
}
