package models_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// toldOf are the kinds of what somebody was told of a story, the newest first.
func toldOf(w *testkit.World, v models.Viewer, id int64) (kinds []models.NoticeKind) {
	w.T.Helper()
	deliver(w)
	for _, n := range noticesOf(w, v) {
		if n.ThreadID == id {
			kinds = append(kinds, n.Kind)
		}
	}
	return kinds
}

// wantTold holds what each was told of a story, how often, and that the bell counts just that.
func wantTold(w *testkit.World, id int64, want map[string][]models.NoticeKind) {
	w.T.Helper()
	for _, handle := range []string{"mia", "max", "hana", "sam", "mo-rahimi", "ada"} {
		v := w.Viewer(handle)
		got := toldOf(w, v, id)
		if len(got) != len(want[handle]) || unread(w, v) != int64(len(got)) {
			w.T.Errorf("%s was told %v, want %v (%d unread)", handle, got, want[handle], unread(w, v))
			continue
		}
		for i := range got {
			if got[i] != want[handle][i] {
				w.T.Errorf("%s was told %v, want %v", handle, got, want[handle])
			}
		}
	}
}

type notices = []models.NoticeKind

func TestStoryNotices_aReviewIsToldOnceToWhoMayMakeItAndItsEndToTheAuthor(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		mia := fourEyed(w)
		w.Must(w.Store.SetMute(w.Ctx, w.Sam, models.MutePerson, "mia", 0, true)) // it is their work all the same
		th, err := w.Store.CreateThread(w.Ctx, mia, models.ThreadInput{Topic: testkit.RemoteWork, Kind: "story", Title: "Published at once", Body: "So she thought."})
		w.Must(err)
		asked := notices{models.NoticeReviewAsked}
		wantTold(w, th.ID, map[string]notices{"sam": asked, "mo-rahimi": asked, "ada": asked})
		// taken back, nobody is told of what they may not see; asked again, each is told once
		w.Must(w.Store.AskForReview(w.Ctx, mia, th.ID, false))
		wantTold(w, th.ID, nil)
		for range 3 {
			w.Must(w.Store.AskForReview(w.Ctx, mia, th.ID, true))
			deliver(w)
			w.Must(w.Store.AskForReview(w.Ctx, mia, th.ID, false))
		}
		w.Must(w.Store.AskForReview(w.Ctx, mia, th.ID, true))
		w.Must(w.Store.AskForReview(w.Ctx, mia, th.ID, true))
		wantTold(w, th.ID, map[string]notices{"sam": asked, "mo-rahimi": asked, "ada": asked})

		kind(t, w.Store.ReviewStory(w.Ctx, w.Sam, th.ID, models.ReviewInput{Version: 9, Words: "Too soon."}), models.Conflict)
		w.Must(w.Store.ReviewStory(w.Ctx, w.Sam, th.ID, models.ReviewInput{Version: 1, Words: "Which January?"}))
		wantTold(w, th.ID, map[string]notices{"mia": {models.NoticeStoryBack}})
		if back := noticesOf(w, mia)[0]; back.Words != "Which January?" || back.Actor.Handle != "sam" {
			t.Errorf("she is told %q by %s", back.Words, back.Actor.Handle)
		}
		w.Must(w.Store.AskForReview(w.Ctx, mia, th.ID, true))
		w.Must(w.Store.ReviewStory(w.Ctx, w.Ada, th.ID, models.ReviewInput{Version: 1, Publish: true}))
		kind(t, w.Store.ReviewStory(w.Ctx, w.Sam, th.ID, models.ReviewInput{Version: 1, Publish: true}), models.Conflict)
		wantTold(w, th.ID, map[string]notices{"mia": {models.NoticeStoryOut, models.NoticeStoryBack}, "sam": asked, "mo-rahimi": asked, "ada": asked})
	})
}

func TestStoryNotices_whatWasScheduledAndMustBeReviewedIsTold(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		w.Must(w.Store.SetMayPublish(w.Ctx, w.Mo, "mia", true))
		th := draftStory(w, w.Viewer("mia"))
		w.Must(w.Store.ScheduleStory(w.Ctx, w.Viewer("mia"), th.ID, w.Clock.Now().Add(time.Hour)))
		w.Must(w.Store.SetFourEyes(w.Ctx, w.Mo, "mia", true))
		w.Clock.Advance(2 * time.Hour)
		if n, err := w.Store.PublishDue(w.Ctx); err != nil || n != 0 {
			t.Fatalf("%d came out (%v)", n, err)
		}
		asked := notices{models.NoticeReviewAsked}
		wantTold(w, th.ID, map[string]notices{"sam": asked, "mo-rahimi": asked, "ada": asked})
	})
}

func TestWatchChecks_asksTheAuthorOnceEachTimeItIsDue(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Sam, testkit.RemoteWork, models.KindStory, "Our opening hours", "From nine.")
		watch := func(want int) {
			t.Helper()
			if n, err := w.Store.WatchChecks(w.Ctx); err != nil || n != want {
				t.Errorf("%d were told of, want %d (%v)", n, want, err)
			}
		}
		watch(0)
		w.Clock.Advance(365*24*time.Hour + time.Minute)
		watch(1)
		watch(0)
		w.Clock.Advance(24 * time.Hour)
		watch(0)
		wantTold(w, th.ID, map[string]notices{"sam": {models.NoticeCheckDue}})
		w.Must(w.Store.CheckStory(w.Ctx, w.Ada, th.ID, 6))
		watch(0)
		w.Clock.Advance(190 * 24 * time.Hour)
		watch(1)
		watch(0)
		wantTold(w, th.ID, map[string]notices{"sam": {models.NoticeCheckDue, models.NoticeCheckDue}})
		w.Must(w.Store.CheckStory(w.Ctx, w.Sam, th.ID, 0))
		w.Clock.Advance(5 * 365 * 24 * time.Hour)
		watch(0)
	})
}

func TestWatchChecks_asksModeratorsWhereTheAuthorIsGone(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Sam, testkit.RemoteWork, models.KindStory, "Our opening hours", "From nine.")
		draft := draftStory(w, w.Sam)
		w.Exec(`UPDATE members SET status = 'suspended' WHERE handle = 'sam'`)
		w.Clock.Advance(366 * 24 * time.Hour)
		if n, err := w.Store.WatchChecks(w.Ctx); err != nil || n != 1 {
			t.Errorf("%d were told of (%v)", n, err)
		}
		wantTold(w, th.ID, map[string]notices{"mo-rahimi": {models.NoticeCheckDue}, "ada": {models.NoticeCheckDue}})
		if got := toldOf(w, w.Mo, draft.ID); len(got) != 0 {
			t.Errorf("of a draft they are told %v", got)
		}
	})
}

func TestWatchChecks_oneThatFailsHoldsUpNoOther(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	first := w.Start(w.Sam, testkit.RemoteWork, models.KindStory, "Our opening hours", "From nine.")
	second := w.Start(w.Sam, testkit.RemoteWork, models.KindStory, "Our other hours", "From ten.")
	w.Exec(`CREATE TRIGGER poison BEFORE INSERT ON notice_batches WHEN NEW.thread_id = ` + strconv.FormatInt(first.ID, 10) + ` BEGIN SELECT RAISE(ABORT, 'poison'); END`)
	w.Clock.Advance(366 * 24 * time.Hour)
	if n, err := w.Store.WatchChecks(w.Ctx); n != 1 || err == nil || !strings.Contains(err.Error(), "poison") {
		t.Errorf("%d were told of (%v)", n, err)
	}
	if got := toldOf(w, w.Sam, second.ID); len(got) != 1 {
		t.Errorf("of the second the author is told %v", got)
	}
	w.Exec(`DROP TRIGGER poison`)
	if n, err := w.Store.WatchChecks(w.Ctx); n != 1 || err != nil {
		t.Errorf("then %d were told of (%v)", n, err)
	}
}
