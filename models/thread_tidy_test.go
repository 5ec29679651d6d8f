package models_test

import (
	"strings"
	"sync"
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// kind ends the test unless the error is of the kind; empty: no error.
func kind(t *testing.T, err error, want models.ErrorKind) {
	t.Helper()
	switch {
	case want == "" && err != nil:
		t.Fatalf("got %v, want no error", err)
	case want != "" && err == nil:
		t.Fatalf("got no error, want %s", want)
	case want != "" && models.KindOf(err) != want:
		t.Fatalf("got %s (%v), want %s", models.KindOf(err), err, want)
	}
}

func TestSetPinned_isForHostsInTheirTopicAndModerators(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.Photography, models.KindDiscussion, "Fog and how to wait for it", "I waited two hours.")
		other := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "A desk by a window", "It rains on it.")
		kind(t, w.Store.SetPinned(w.Ctx, w.Mia, th.ID, true), models.Forbidden)
		kind(t, w.Store.SetPinned(w.Ctx, w.Reader, th.ID, true), models.Unauthenticated)
		kind(t, w.Store.SetPinned(w.Ctx, w.Hana, other.ID, true), models.Forbidden)
		w.Events()
		kind(t, w.Store.SetPinned(w.Ctx, w.Hana, th.ID, true), "")
		kind(t, w.Store.SetPinned(w.Ctx, w.Hana, th.ID, true), "")
		if n := len(w.Events()); n != 1 {
			t.Errorf("%d events for pinning twice, want 1", n)
		}
		pinned, err := w.Store.PinnedThreads(w.Ctx, w.Reader, th.TopicID)
		w.Must(err)
		if len(pinned) != 1 || pinned[0].ID != th.ID {
			t.Errorf("pinned = %+v", pinned)
		}
	})
}

func TestSetLocked_closesTheThreadToEverybody(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Cameras on or off?", "Off.")
		kind(t, w.Store.SetLocked(w.Ctx, w.Hana, th.ID, true, "other", "it got heated"), models.Forbidden)
		wrongField(t, w.Store.SetLocked(w.Ctx, w.Mo, th.ID, true, "abuse", ""), "reason")
		wrongField(t, w.Store.SetLocked(w.Ctx, w.Mo, th.ID, true, "", "It got heated."), "rule")
		wrongField(t, w.Store.SetLocked(w.Ctx, w.Mo, th.ID, true, "mine", "It got heated."), "rule")
		kind(t, w.Store.SetLocked(w.Ctx, w.Mo, th.ID, true, "abuse", "It got heated."), "")
		if got := told(w, w.Mia); len(got) != 1 || got[0].Action.Rule != models.RuleAbuse || got[0].Action.Words != "It got heated." {
			t.Errorf("whoever began it was told %+v, want the rule and the sentence once", got)
		}
		for _, v := range []models.Viewer{w.Mia, w.Mo, w.Ada} {
			_, err := w.Store.CreatePost(w.Ctx, v, th.ID, models.PostInput{Body: "One more thing."})
			kind(t, err, models.Forbidden)
			if !strings.Contains(err.Error(), "It got heated.") {
				t.Errorf("the refusal %q does not say why", err)
			}
		}
		kind(t, w.Store.SetLocked(w.Ctx, w.Mo, th.ID, false, "", ""), "")
		w.Reply(w.Mia, th.ID, "One more thing.")
	})
}

// L07: a reply at the moment of locking comes before or after the lock, never into a locked thread.
func TestSetLocked_againstReplies(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Cameras on or off?", "Off.")
		var wg sync.WaitGroup
		for range 8 {
			wg.Go(func() {
				_, err := w.Store.CreatePost(w.Ctx, w.Max, th.ID, models.PostInput{Body: "On."})
				if err != nil && models.KindOf(err) != models.Forbidden {
					t.Errorf("reply: %v", err)
				}
			})
		}
		wg.Go(func() {
			if err := w.Store.SetLocked(w.Ctx, w.Mo, th.ID, true, "other", "Enough for today."); err != nil {
				t.Errorf("lock: %v", err)
			}
		})
		wg.Wait()
		lockSeq := w.Count(`SELECT seq FROM events WHERE channel = ? AND type = 'thread.changed'`, models.ThreadChannel(th.ID))
		if n := w.Count(`SELECT COUNT(*) FROM events WHERE channel = ? AND seq > ?`, models.ThreadChannel(th.ID), lockSeq); n != 0 {
			t.Errorf("%d events after the lock", n)
		}
		posts := w.Count(`SELECT COUNT(*) FROM posts WHERE thread_id = ?`, th.ID)
		if counted := w.Count(`SELECT post_count FROM threads WHERE id = ?`, th.ID); counted != posts {
			t.Errorf("post_count %d, %d posts", counted, posts)
		}
	})
}

func TestRetitle_changesTheAddressAndComparesVersions(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.Photography, models.KindDiscussion, "Fog", "I waited two hours.")
		kind(t, w.Store.Retitle(w.Ctx, w.Max, th.ID, "Mist", "", 0), models.Forbidden)
		kind(t, w.Store.Retitle(w.Ctx, w.Hana, th.ID, "Fo", "", 0), models.Invalid)
		kind(t, w.Store.Retitle(w.Ctx, w.Hana, th.ID, "Fog, and how to wait for it", "fog, Patience, fog", th.Version), "")
		kind(t, w.Store.Retitle(w.Ctx, w.Mia, th.ID, "Fog again", "", th.Version), models.Conflict)
		view, err := w.Store.Thread(w.Ctx, w.Reader, th.ID)
		w.Must(err)
		if view.Slug != "fog-and-how-to-wait-for-it" || view.Tags != "fog,patience" {
			t.Errorf("slug %q, tags %q", view.Slug, view.Tags)
		}
	})
}

func TestSetOutcome_isStaffsAndCanBeTakenBack(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "A quiet hour for all", "Could we try?")
		kind(t, w.Store.SetOutcome(w.Ctx, w.Hana, th.ID, "We do it."), models.Forbidden)
		kind(t, w.Store.SetOutcome(w.Ctx, w.Sam, th.ID, "We do it since Monday."), "")
		view, err := w.Store.Thread(w.Ctx, w.Reader, th.ID)
		w.Must(err)
		if view.Outcome == "" || view.OutcomeFrom.Handle != "sam" {
			t.Errorf("outcome %q from %q", view.Outcome, view.OutcomeFrom.Handle)
		}
		kind(t, w.Store.SetOutcome(w.Ctx, w.Sam, th.ID, ""), "")
		view, err = w.Store.Thread(w.Ctx, w.Reader, th.ID)
		w.Must(err)
		if view.OutcomeAt != nil || view.OutcomeFrom.ID != 0 {
			t.Errorf("the outcome was taken back but reads %+v", view.OutcomeAt)
		}
	})
}
