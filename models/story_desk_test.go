package models_test

import (
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func TestOwnStories_areThoseOfTheWriterInEveryState(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		states := map[int64]models.ThreadStatus{}
		for _, status := range []models.ThreadStatus{models.ThreadDraft, models.ThreadScheduled, models.ThreadPublished, models.ThreadUnpublished} {
			th := draftStory(w, w.Sam)
			states[th.ID] = status
			switch status {
			case models.ThreadScheduled:
				kind(t, w.Store.ScheduleStory(w.Ctx, w.Sam, th.ID, w.Clock.Now().Add(time.Hour)), "")
			case models.ThreadPublished, models.ThreadUnpublished:
				kind(t, w.Store.PublishStory(w.Ctx, w.Sam, th.ID), "")
			}
			if status == models.ThreadUnpublished {
				kind(t, w.Store.UnpublishStory(w.Ctx, w.Sam, th.ID, "other", "A figure in it was wrong."), "")
			}
		}
		removed := draftStory(w, w.Sam)
		kind(t, w.Store.PublishStory(w.Ctx, w.Sam, removed.ID), "")
		kind(t, w.Store.RemoveThread(w.Ctx, w.Mo, removed.ID, "other", "Copied from elsewhere."), "")
		draftStory(w, w.Ada)

		items, err := w.Store.OwnStories(w.Ctx, w.Sam)
		w.Must(err)
		for _, i := range items {
			if states[i.ID] != i.Status {
				t.Errorf("story %d is %s, want %q", i.ID, i.Status, states[i.ID])
			}
			delete(states, i.ID)
		}
		if len(states) != 0 {
			t.Errorf("not on the desk: %v", states)
		}
	})
}

func TestOwnStories_areForWhoMayPublish(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		_, err := w.Store.OwnStories(w.Ctx, w.Reader)
		kind(t, err, models.Unauthenticated)
		_, err = w.Store.OwnStories(w.Ctx, w.Mia)
		kind(t, err, models.Forbidden)
		kind(t, w.Store.SetMayPublish(w.Ctx, w.Mo, "mia", true), "")
		items, err := w.Store.OwnStories(w.Ctx, w.Viewer("mia"))
		kind(t, err, "")
		if len(items) != 0 {
			t.Errorf("a desk never used holds %d stories", len(items))
		}
	})
}
