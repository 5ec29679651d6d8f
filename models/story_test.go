package models_test

import (
	"sync"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func draftStory(w *testkit.World, v models.Viewer) models.Thread {
	w.T.Helper()
	th, err := w.Store.CreateThread(w.Ctx, v, models.ThreadInput{
		Topic: testkit.RemoteWork, Kind: "story", Title: "A year of quiet mornings", Body: "It began in January.\n\n## Spring\n\nThen it thawed.", Later: true,
	})
	w.Must(err)
	return th
}

func TestCreateThread_storyIsForStaffAndTheInvited(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		in := models.ThreadInput{Topic: testkit.RemoteWork, Kind: "story", Title: "A year of quiet mornings", Body: "It began in January."}
		_, err := w.Store.CreateThread(w.Ctx, w.Mia, in)
		kind(t, err, models.Forbidden)
		w.Exec(`UPDATE members SET may_publish = TRUE WHERE handle = 'mia'`)
		th, err := w.Store.CreateThread(w.Ctx, w.Viewer("mia"), in)
		kind(t, err, "")
		if th.Employer != "" {
			t.Errorf("a member's story carries the label %q", th.Employer)
		}
		th, err = w.Store.CreateThread(w.Ctx, w.Sam, in)
		kind(t, err, "")
		if th.Employer != "Larkmoor" {
			t.Errorf("employer label %q", th.Employer)
		}
	})
}

func TestStoryDraft_existsForItsAuthorAlone(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := draftStory(w, w.Sam)
		for _, v := range []models.Viewer{w.Reader, w.Mia, w.Hana} {
			_, err := w.Store.Thread(w.Ctx, v, th.ID)
			kind(t, err, models.NotFound)
		}
		_, err := w.Store.Thread(w.Ctx, w.Sam, th.ID)
		kind(t, err, "")
		_, err = w.Store.CreatePost(w.Ctx, w.Sam, th.ID, models.PostInput{Body: "First!"})
		kind(t, err, models.Forbidden)
		if n := len(w.Events()); n != 0 {
			t.Errorf("%d events for a draft", n)
		}
		w.Recount()
	})
}

func TestStory_scheduledIsPublishedOnceAtItsMoment(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := draftStory(w, w.Sam)
		kind(t, w.Store.ScheduleStory(w.Ctx, w.Mia, th.ID, w.Clock.Now().Add(time.Hour)), models.NotFound)
		kind(t, w.Store.ScheduleStory(w.Ctx, w.Sam, th.ID, w.Clock.Now()), models.Invalid)
		kind(t, w.Store.ScheduleStory(w.Ctx, w.Sam, th.ID, w.Clock.Now().AddDate(2, 0, 0)), models.Invalid)
		kind(t, w.Store.ScheduleStory(w.Ctx, w.Sam, th.ID, w.Clock.Now().Add(time.Hour)), "")

		w.Clock.Advance(59 * time.Minute)
		if n, err := w.Store.PublishDue(w.Ctx); n != 0 || err != nil {
			t.Fatalf("a minute early: %d, %v", n, err)
		}
		w.Clock.Advance(time.Minute)
		stores := []*models.Store{w.Store, w.NewStore(), w.NewStore()}
		total, mu := 0, sync.Mutex{}
		var wg sync.WaitGroup
		for _, s := range stores {
			wg.Go(func() {
				n, err := s.PublishDue(w.Ctx)
				if err != nil {
					t.Errorf("publish: %v", err)
				}
				mu.Lock()
				defer mu.Unlock()
				total += n
			})
		}
		wg.Wait()
		if total != 1 {
			t.Errorf("three nodes published it %d times", total)
		}
		view, err := w.Store.Thread(w.Ctx, w.Reader, th.ID)
		w.Must(err)
		if !view.PublishedAt.Equal(w.Clock.Now()) || !view.Published() {
			t.Errorf("published at %v, status %s", view.PublishedAt, view.Status)
		}
		w.Recount()
	})
}

func TestStory_scheduledBySomebodySuspendedSinceGoesBackToDraft(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := draftStory(w, w.Sam)
		kind(t, w.Store.ScheduleStory(w.Ctx, w.Sam, th.ID, w.Clock.Now().Add(time.Hour)), "")
		w.Exec(`UPDATE members SET status = 'suspended' WHERE handle = 'sam'`)
		w.Clock.Advance(2 * time.Hour)
		if n, err := w.Store.PublishDue(w.Ctx); n != 0 || err != nil {
			t.Fatalf("%d published, %v", n, err)
		}
		if n := w.Count(`SELECT COUNT(*) FROM threads WHERE id = ? AND status = 'draft'`, th.ID); n != 1 {
			t.Error("it is not a draft")
		}
	})
}

func TestPublishDue_isNotHeldUpByAStoryWhoseAuthorLostItsTopic(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		w.Exec(`UPDATE members SET may_publish = TRUE WHERE handle = 'mia'`)
		lost, err := w.Store.CreateThread(w.Ctx, w.Viewer("mia"), models.ThreadInput{
			Topic: testkit.BackRoom, Kind: "story", Title: "Behind the scenes", Body: "It began in March.", Later: true,
		})
		w.Must(err)
		next := draftStory(w, w.Sam)
		w.Must(w.Store.ScheduleStory(w.Ctx, w.Viewer("mia"), lost.ID, w.Clock.Now().Add(time.Hour)))
		w.Must(w.Store.ScheduleStory(w.Ctx, w.Sam, next.ID, w.Clock.Now().Add(2*time.Hour)))
		staff := string(models.VisibleStaff)
		_, err = w.Store.ChangeTopic(w.Ctx, w.Ada, testkit.BackRoom, models.TopicChange{Visibility: &staff})
		w.Must(err)
		w.Clock.Advance(3 * time.Hour)
		if n, err := w.Store.PublishDue(w.Ctx); n != 1 || err != nil {
			t.Errorf("%d published, %v; want the one that may be", n, err)
		}
		if n := w.Count(`SELECT COUNT(*) FROM threads WHERE id = ? AND status = 'draft'`, lost.ID); n != 1 {
			t.Error("the other is not a draft again")
		}
		w.Recount()
	})
}

func TestStory_unpublishedLeavesANoticeAndComesBackWithItsDate(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := draftStory(w, w.Sam)
		kind(t, w.Store.PublishStory(w.Ctx, w.Sam, th.ID), "")
		w.Reply(w.Mia, th.ID, "I liked this.")
		out := w.Clock.Now()
		w.Clock.Advance(time.Hour)
		kind(t, w.Store.UnpublishStory(w.Ctx, w.Mia, th.ID, "other", "no"), models.Forbidden)
		wrongField(t, w.Store.UnpublishStory(w.Ctx, w.Mo, th.ID, "", "A figure in it was wrong."), "rule")
		kind(t, w.Store.UnpublishStory(w.Ctx, w.Sam, th.ID, "", "A figure in it was wrong."), "")
		_, err := w.Store.Thread(w.Ctx, w.Reader, th.ID)
		kind(t, err, models.Gone)
		_, err = w.Store.Thread(w.Ctx, w.Sam, th.ID)
		kind(t, err, "")
		w.Recount()
		kind(t, w.Store.PublishStory(w.Ctx, w.Sam, th.ID), "")
		view, err := w.Store.Thread(w.Ctx, w.Reader, th.ID)
		w.Must(err)
		if !view.PublishedAt.Equal(out) {
			t.Errorf("it came back dated %v, first published %v", view.PublishedAt, out)
		}
		w.Recount()
	})
}

func TestCorrectStory_showsWhatWasPutRight(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := draftStory(w, w.Sam)
		kind(t, w.Store.CorrectStory(w.Ctx, w.Sam, th.ID, "The year was 2024."), models.Conflict)
		kind(t, w.Store.PublishStory(w.Ctx, w.Sam, th.ID), "")
		kind(t, w.Store.CorrectStory(w.Ctx, w.Ada, th.ID, "The year was 2024."), models.Forbidden)
		kind(t, w.Store.CorrectStory(w.Ctx, w.Sam, th.ID, "The year was 2024, not 2023."), "")
		view, err := w.Store.Thread(w.Ctx, w.Reader, th.ID)
		w.Must(err)
		if len(view.Corrections) != 1 || view.Corrections[0].Words != "The year was 2024, not 2023." {
			t.Errorf("corrections = %+v", view.Corrections)
		}
	})
}

func TestStory_withdrawnByAModeratorComesBackThroughOneAlone(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := draftStory(w, w.Sam)
		kind(t, w.Store.PublishStory(w.Ctx, w.Sam, th.ID), "")
		kind(t, w.Store.UnpublishStory(w.Ctx, w.Mo, th.ID, "other", "It names a person who did not agree."), "")
		kind(t, w.Store.PublishStory(w.Ctx, w.Sam, th.ID), models.Forbidden)
		kind(t, w.Store.RemoveThread(w.Ctx, w.Mo, th.ID, "other", "Once more."), models.Conflict)
		kind(t, w.Store.RestoreThread(w.Ctx, w.Sam, th.ID, ""), models.Forbidden)
		kind(t, w.Store.RestoreThread(w.Ctx, w.Mo, th.ID, ""), "")
		_, err := w.Store.Thread(w.Ctx, w.Reader, th.ID)
		kind(t, err, "")
		w.Recount()
	})
}
