package models_test

import (
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// firstPostOf is the id of a thread's first post.
func firstPostOf(w *testkit.World, thread int64) int64 {
	w.T.Helper()
	return w.Count(`SELECT id FROM posts WHERE thread_id = ? AND number = 1`, thread)
}

// inReview is a draft of Mia's that waits for another's eyes.
func inReview(w *testkit.World, mia models.Viewer) models.Thread {
	w.T.Helper()
	th := draftStory(w, mia)
	w.Must(w.Store.AskForReview(w.Ctx, mia, th.ID, true))
	return th
}

func onDesk(w *testkit.World, v models.Viewer, state models.DeskState) int64 {
	w.T.Helper()
	counts, err := w.Store.DeskCounts(w.Ctx, v)
	w.Must(err)
	return counts[state]
}

// Whoever reviews may not undo what a moderator did, nor what its author threw away.
func TestReviewStory_neverPutsOutWhatWasTakenAway(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		mia := fourEyed(w)
		out := models.ReviewInput{Publish: true, Version: 1}
		removed, thrown := inReview(w, mia), inReview(w, mia)
		if n := onDesk(w, w.Sam, models.DeskReview); n != 2 {
			t.Fatalf("%d wait before anything happened", n)
		}
		w.Must(w.Store.RemoveThread(w.Ctx, w.Mo, removed.ID, "other", "It names a customer."))
		_, err := w.Store.DeletePost(w.Ctx, mia, firstPostOf(w, thrown.ID), models.DeleteInput{})
		w.Must(err)
		for what, id := range map[string]int64{"a moderator removed": removed.ID, "its author threw away": thrown.ID} {
			if statusOf(w, id).InReview() {
				t.Errorf("what %s waits for a review", what)
			}
			if _, err := w.Store.Thread(w.Ctx, w.Sam, id); models.KindOf(err) != models.NotFound {
				t.Errorf("Sam still finds what %s (%v)", what, err)
			}
			for by, v := range map[string]models.Viewer{"Sam": w.Sam, "Ada": w.Ada} {
				if err := w.Store.ReviewStory(w.Ctx, v, id, out); err == nil {
					t.Errorf("%s put out what %s", by, what)
				}
				if err := w.Store.ReviewStory(w.Ctx, v, id, models.ReviewInput{Words: "Not like this, please.", Version: 1}); err == nil {
					t.Errorf("%s handed back what %s", by, what)
				}
			}
			if err := w.Store.AskForReview(w.Ctx, mia, id, true); err == nil {
				t.Errorf("she sends what %s to review", what)
			}
			if now := statusOf(w, id); now.Status != models.ThreadRemoved || now.PublishedAt != nil {
				t.Errorf("what %s is %s", what, now.Status)
			}
		}
		if n := onDesk(w, w.Sam, models.DeskReview); n != 0 {
			t.Errorf("the desk still lists %d", n)
		}
		w.Must(w.Store.RestoreThread(w.Ctx, w.Mo, removed.ID, ""))
		w.Must(w.Store.ReviewStory(w.Ctx, w.Sam, removed.ID, out))
		if !statusOf(w, removed.ID).Published() {
			t.Error("brought back, it cannot come out any more")
		}
	})
}

// A story that its author took off comes back by another's hand with its first date; one that a moderator took off does not.
func TestReviewStory_bringsBackWhatItsAuthorWithdrewAndNothingElse(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		mia := fourEyed(w)
		th := inReview(w, mia)
		out := models.ReviewInput{Publish: true, Version: 1}
		w.Must(w.Store.ReviewStory(w.Ctx, w.Sam, th.ID, out))
		first := *statusOf(w, th.ID).PublishedAt
		kind(t, w.Store.AskForReview(w.Ctx, mia, th.ID, true), models.Conflict)
		kind(t, w.Store.AskForReview(w.Ctx, mia, th.ID, false), models.Conflict)
		w.Clock.Advance(time.Hour)
		w.Must(w.Store.UnpublishStory(w.Ctx, mia, th.ID, "other", "I had the year wrong."))
		kind(t, w.Store.PublishStory(w.Ctx, mia, th.ID), models.Forbidden)
		w.Must(w.Store.AskForReview(w.Ctx, mia, th.ID, true))
		if n := onDesk(w, w.Sam, models.DeskReview); n != 1 {
			t.Errorf("the desk has %d", n)
		}
		if now := statusOf(w, th.ID); now.Published() || !now.InReview() {
			t.Errorf("sent to review, it is %s", now.Status)
		}
		for who, c := range map[string]struct {
			v     models.Viewer
			reads bool
		}{"Sam": {w.Sam, true}, "Max": {w.Max, false}, "a reader": {w.Reader, false}} {
			_, err := w.Store.Thread(w.Ctx, c.v, th.ID)
			if (err == nil) != c.reads || (err != nil && models.KindOf(err) != models.Gone) {
				t.Errorf("%s asks for what waits for a review: %v", who, err)
			}
		}
		w.Must(w.Store.ReviewStory(w.Ctx, w.Sam, th.ID, out))
		if now := statusOf(w, th.ID); !now.Published() || !now.PublishedAt.Equal(first) || now.WithdrawnBecause != "" || now.ReviewAskedAt != nil {
			t.Errorf("brought back it is %+v", now)
		}
		w.Must(w.Store.UnpublishStory(w.Ctx, w.Mo, th.ID, "other", "It names a customer."))
		for what, err := range map[string]error{
			"sent to review": w.Store.AskForReview(w.Ctx, mia, th.ID, true), "published": w.Store.PublishStory(w.Ctx, mia, th.ID),
		} {
			kind(t, err, models.Forbidden)
			if said := models.AsError(err).Message; !strings.Contains(said, "It names a customer.") {
				t.Errorf("%s: she is told %q", what, said)
			}
		}
		kind(t, w.Store.ReviewStory(w.Ctx, w.Sam, th.ID, out), models.Gone)
	})
}

func TestAskForReview_changesOnceAndOnlyWhatIsADraft(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := draftStory(w, w.Sam) // whoever needs no second pair of eyes may ask for one
		for _, step := range []struct {
			on   bool
			told []models.EventType
		}{{false, nil}, {true, []models.EventType{models.EventThreadChanged}}, {true, nil}, {false, []models.EventType{models.EventThreadChanged}}, {false, nil}} {
			w.Events()
			w.Must(w.Store.AskForReview(w.Ctx, w.Sam, th.ID, step.on))
			wantEvents(t, w, step.told...)
		}
		w.Must(w.Store.AskForReview(w.Ctx, w.Sam, th.ID, true))
		kind(t, w.Store.ReviewStory(w.Ctx, w.Sam, th.ID, models.ReviewInput{Publish: true, Version: 1}), models.Forbidden)
		w.Must(w.Store.ScheduleStory(w.Ctx, w.Sam, th.ID, w.Clock.Now().Add(time.Hour)))
		if statusOf(w, th.ID).InReview() {
			t.Error("it comes out by itself, and waits for somebody all the same")
		}
		kind(t, w.Store.AskForReview(w.Ctx, w.Sam, th.ID, true), models.Conflict)
		w.Must(w.Store.ScheduleStory(w.Ctx, w.Sam, th.ID, time.Time{}))
		archived := true
		_, err := w.Store.ChangeTopic(w.Ctx, w.Ada, testkit.RemoteWork, models.TopicChange{Archived: &archived})
		w.Must(err)
		if err := w.Store.AskForReview(w.Ctx, w.Sam, th.ID, true); err == nil {
			t.Error("a story of a topic that is closed waits for review")
		}
		talk := w.Start(w.Sam, testkit.Photography, models.KindDiscussion, "Fog", "Words.")
		if err := w.Store.AskForReview(w.Ctx, w.Sam, talk.ID, true); err == nil {
			t.Error("a conversation waits for review")
		}
	})
}

func TestReviewStory_wordsAreNeededToHandBackAndReadByTheAuthor(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		mia := fourEyed(w)
		th := inReview(w, mia)
		for what, words := range map[string]string{"none": "", "blanks": " \n\t ", "a thousand and one": strings.Repeat("x", 1_001), "turned round": "a\u202eb"} {
			err := w.Store.ReviewStory(w.Ctx, w.Sam, th.ID, models.ReviewInput{Words: words, Version: 1})
			if models.KindOf(err) != models.Invalid || models.AsError(err).Fields["words"] == "" {
				t.Errorf("%s: %v", what, err)
			}
		}
		if !statusOf(w, th.ID).InReview() || auditCountOf(w, "story.reviewed") != 0 {
			t.Error("a refused verdict changed something")
		}
		w.Must(w.Store.ReviewStory(w.Ctx, w.Sam, th.ID, models.ReviewInput{Words: "Say who said so. \n ", Version: 1}))
		if got := statusOf(w, th.ID).ReviewWords; got != "Say who said so." {
			t.Errorf("she reads %q", got)
		}
		for _, v := range []models.Viewer{w.Sam, w.Max, w.Hana, w.Reader} { // handed back, it is hers again
			if _, err := w.Store.Thread(w.Ctx, v, th.ID); models.KindOf(err) != models.NotFound {
				t.Errorf("%q still finds it (%v)", v.Handle, err)
			}
		}
		w.Must(w.Store.AskForReview(w.Ctx, mia, th.ID, true))
		if got := statusOf(w, th.ID).ReviewWords; got != "" {
			t.Errorf("sent again, it still says %q", got)
		}
		w.Must(w.Store.ReviewStory(w.Ctx, w.Ada, th.ID, models.ReviewInput{Publish: true, Words: "Lovely.", Version: 1}))
		wantAudit(t, w, w.Ada, "story.reviewed", "waiting", "published", "Lovely.")
		if got := statusOf(w, th.ID).ReviewWords; got != "" {
			t.Errorf("out, it says %q", got)
		}
	})
}

func auditCountOf(w *testkit.World, action string) int64 {
	return w.Count(`SELECT COUNT(*) FROM audit_log WHERE action = ?`, action)
}

// Its author takes a story back while another puts it out: one of them is told, and the story stands as the other left it.
func TestReviewStory_meetsItsAuthorTakingItBack(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		mia := fourEyed(w)
		for range 3 {
			th := inReview(w, mia)
			errs := atOnce(2, func(i int) error {
				if i == 0 {
					return w.Store.AskForReview(w.Ctx, mia, th.ID, false)
				}
				return w.Store.ReviewStory(w.Ctx, w.Sam, th.ID, models.ReviewInput{Publish: true, Version: 1})
			})
			now := statusOf(w, th.ID)
			if (errs[0] == nil) == (errs[1] == nil) {
				t.Fatalf("both ended alike: %v", errs)
			}
			if now.Published() != (errs[1] == nil) || now.InReview() {
				t.Errorf("it is %s after %v", now.Status, errs)
			}
		}
	})
}

func TestFourEyes_leaveAnAuthorTheirDraftsAndWhatIsOut(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		w.Must(w.Store.SetMayPublish(w.Ctx, w.Mo, "mia", true))
		before := w.Viewer("mia")
		coming, out := draftStory(w, before), draftStory(w, before)
		w.Must(w.Store.ScheduleStory(w.Ctx, before, coming.ID, w.Clock.Now().Add(time.Hour)))
		w.Must(w.Store.PublishStory(w.Ctx, before, out.ID))
		w.Must(w.Store.SetFourEyes(w.Ctx, w.Mo, "mia", true))
		mia := w.Viewer("mia")
		kind(t, w.Store.ScheduleStory(w.Ctx, mia, coming.ID, w.Clock.Now().Add(2*time.Hour)), models.Forbidden)
		w.Must(w.Store.ScheduleStory(w.Ctx, mia, coming.ID, time.Time{})) // off the schedule is no way out
		w.Must(w.Store.CorrectStory(w.Ctx, mia, out.ID, "It was in March."))
		w.Must(w.Store.PublishStory(w.Ctx, mia, out.ID)) // it is out: nothing happens
		w.Must(w.Store.UnpublishStory(w.Ctx, mia, out.ID, "other", "I had the year wrong."))
		for _, id := range []int64{coming.ID, out.ID} {
			err := w.Store.PublishStory(w.Ctx, mia, id)
			kind(t, err, models.Forbidden)
			if !strings.Contains(models.AsError(err).Message, "review") {
				t.Errorf("she is not told what to do: %q", models.AsError(err).Message)
			}
		}
		later, err := w.Store.CreateThread(w.Ctx, mia, models.ThreadInput{Topic: testkit.RemoteWork, Kind: "story", Title: "For later", Body: "Words.", Later: true})
		w.Must(err)
		if statusOf(w, later.ID).InReview() {
			t.Error("a draft that she only keeps waits for review")
		}
		talk := w.Start(mia, testkit.RemoteWork, models.KindDiscussion, "A desk", "Words.")
		if !statusOf(w, talk.ID).Published() {
			t.Error("her conversations wait too")
		}
		if w.Clock.Advance(3 * time.Hour); true {
			n, err := w.Store.PublishDue(w.Ctx)
			if err != nil || n != 0 {
				t.Errorf("%d came out by themselves (%v)", n, err)
			}
		}
	})
}

func TestCheckStory_isForTheAuthorAndStaffOfWhatIsOut(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		w.Must(w.Store.SetMayPublish(w.Ctx, w.Mo, "mia", true))
		mia := w.Viewer("mia")
		th := draftStory(w, mia)
		kind(t, w.Store.CheckStory(w.Ctx, w.Ada, th.ID, 12), models.Forbidden) // not out
		w.Must(w.Store.PublishStory(w.Ctx, mia, th.ID))
		for _, months := range []int64{-1, 1, 13, 1 << 40} {
			wrongField(t, w.Store.CheckStory(w.Ctx, mia, th.ID, months), "months")
		}
		before := auditCount(w)
		w.Events()
		w.Must(w.Store.CheckStory(w.Ctx, mia, th.ID, 24)) // one's own is nothing for the record of staff
		wantEvents(t, w, models.EventThreadChanged)
		if n := auditCount(w) - before; n != 0 {
			t.Errorf("%d entries of an author's own check", n)
		}
		if due := statusOf(w, th.ID).CheckDue(); !due.Equal(w.Clock.Now().AddDate(2, 0, 0)) {
			t.Errorf("it is asked of again at %s", due)
		}
		for what, errs := range map[string][]error{"two at once": atOnce(2, func(i int) error {
			return w.Store.CheckStory(w.Ctx, []models.Viewer{w.Sam, mia}[i], th.ID, []int64{6, 12}[i])
		})} {
			if errs[0] != nil || errs[1] != nil {
				t.Errorf("%s: %v", what, errs)
			}
		}
		w.Clock.Advance(13 * 31 * 24 * time.Hour)
		if n := onDesk(w, w.Sam, models.DeskCheck); n != 1 {
			t.Fatalf("the desk asks of %d", n)
		}
		w.Must(w.Store.UnpublishStory(w.Ctx, mia, th.ID, "other", "I had the year wrong."))
		if onDesk(w, w.Sam, models.DeskCheck) != 0 || statusOf(w, th.ID).CheckOverdue(w.Clock.Now()) {
			t.Error("somebody is asked of a story that is not out")
		}
		kind(t, w.Store.CheckStory(w.Ctx, w.Sam, th.ID, 12), models.Gone)
		kind(t, w.Store.CheckStory(w.Ctx, mia, th.ID, 12), models.Forbidden)
	})
}

// Counts say what the lists show, to each of the staff, whatever is asked of them.
func TestDesk_countsAreThoseOfItsListsAndStrangeFiltersFindNothing(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		mia := fourEyed(w)
		inReview(w, mia)
		draftStory(w, mia)
		draftStory(w, w.Sam)
		hidden, err := w.Store.CreateThread(w.Ctx, w.Ada, models.ThreadInput{Topic: testkit.StaffTable, Kind: "story", Title: "For us alone", Body: "Words."})
		w.Must(err)
		coming := draftStory(w, w.Ada)
		w.Must(w.Store.ScheduleStory(w.Ctx, w.Ada, coming.ID, w.Clock.Now().Add(time.Hour)))
		for _, v := range []models.Viewer{w.Sam, w.Mo, w.Ada} {
			for _, state := range models.DeskStates {
				items, _, err := w.Store.DeskStories(w.Ctx, v, models.DeskFilter{State: state})
				w.Must(err)
				if n := onDesk(w, v, state); n != int64(len(items)) {
					t.Errorf("@%s, %s: %d counted, %d listed", v.Handle, state, n, len(items))
				}
				for _, one := range items {
					if _, err := w.Store.Thread(w.Ctx, v, one.ID); err != nil {
						t.Errorf("@%s, %s: lists what @%s may not see: %v", v.Handle, state, v.Handle, err)
					}
				}
			}
		}
		for what, f := range map[string]models.DeskFilter{
			"a name that is SQL": {State: models.DeskPublished, Author: "ada' OR '1'='1"}, "a name that is no text": {State: models.DeskPublished, Author: "ada\x00"},
			"nobody": {State: models.DeskPublished, Author: "nobody"}, "no topic": {State: models.DeskPublished, TopicID: -1},
			"a page far off": {State: models.DeskPublished, Page: 1_000_000},
		} {
			if items, more, err := w.Store.DeskStories(w.Ctx, w.Ada, f); err != nil || len(items) != 0 || more {
				t.Errorf("%s finds %d (%v)", what, len(items), err)
			}
		}
		for _, page := range []int{-7, 0, 1} {
			items, _, err := w.Store.DeskStories(w.Ctx, w.Ada, models.DeskFilter{State: models.DeskPublished, Page: page})
			if err != nil || len(items) != 1 || items[0].ID != hidden.ID {
				t.Errorf("page %d has %d (%v)", page, len(items), err)
			}
		}
	})
}
