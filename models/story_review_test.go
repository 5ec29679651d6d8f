package models_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// fourEyed is Mia, whose stories another puts out.
func fourEyed(w *testkit.World) models.Viewer {
	w.T.Helper()
	w.Must(w.Store.SetMayPublish(w.Ctx, w.Mo, "mia", true))
	w.Must(w.Store.SetFourEyes(w.Ctx, w.Mo, "mia", true))
	return w.Viewer("mia")
}

func statusOf(w *testkit.World, id int64) models.Thread {
	w.T.Helper()
	th, err := w.Store.Thread(w.Ctx, w.Ada, id)
	w.Must(err)
	return th.Thread
}

func TestFourEyes_areSetByWhoMayActOnTheAccount(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		kind(t, w.Store.SetFourEyes(w.Ctx, w.Sam, "mia", true), models.Forbidden)
		kind(t, w.Store.SetFourEyes(w.Ctx, w.Mo, "sam", true), models.Forbidden) // staff above nobody of the staff
		kind(t, w.Store.SetFourEyes(w.Ctx, w.Ada, "ada", false), models.Forbidden)
		for range 2 { // a repeat changes nothing
			kind(t, w.Store.SetFourEyes(w.Ctx, w.Ada, "sam", true), "")
		}
		wantAudit(t, w, w.Ada, "member.four_eyes", "no", "yes", "")
		if !w.Viewer("sam").FourEyes || w.Viewer("ada").FourEyes {
			t.Error("the mark is on another, or on nobody")
		}
	})
}

func TestFourEyes_anAuthorCanSendToReviewOnly(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		mia := fourEyed(w)
		th, err := w.Store.CreateThread(w.Ctx, mia, models.ThreadInput{Topic: testkit.RemoteWork, Kind: "story", Title: "Published at once", Body: "So she thought."})
		w.Must(err)
		if now := statusOf(w, th.ID); now.Status != models.ThreadDraft || !now.InReview() {
			t.Errorf("what she published is %s, in review: %t", now.Status, now.InReview())
		}
		draft := draftStory(w, mia)
		kind(t, w.Store.PublishStory(w.Ctx, mia, draft.ID), models.Forbidden)
		kind(t, w.Store.ScheduleStory(w.Ctx, mia, draft.ID, w.Clock.Now().Add(time.Hour)), models.Forbidden)
		for _, id := range []int64{draft.ID, th.ID} {
			if statusOf(w, id).Status != models.ThreadDraft {
				t.Error("it is out all the same")
			}
		}
		w.Must(w.Store.SetFourEyes(w.Ctx, w.Mo, "mia", false))
		w.Must(w.Store.ScheduleStory(w.Ctx, w.Viewer("mia"), draft.ID, w.Clock.Now().Add(time.Hour)))
		w.Must(w.Store.SetFourEyes(w.Ctx, w.Mo, "mia", true))
		w.Clock.Advance(2 * time.Hour)
		if n, err := w.Store.PublishDue(w.Ctx); err != nil || n != 0 || !statusOf(w, draft.ID).InReview() {
			t.Errorf("%d came out by themselves (%v), though another's eyes were asked for meanwhile", n, err)
		}
	})
}

func TestReview_isSeenByStaffWhileItLastsAndByNobodyElse(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		mia := fourEyed(w)
		th := draftStory(w, mia)
		sees := func(v models.Viewer) bool {
			_, err := w.Store.Thread(w.Ctx, v, th.ID)
			return err == nil
		}
		for _, inReview := range []bool{false, true, false} {
			w.Must(w.Store.AskForReview(w.Ctx, mia, th.ID, inReview))
			if sees(w.Sam) != inReview || sees(w.Max) || sees(w.Reader) || !sees(w.Mo) {
				t.Errorf("in review %t: Sam sees it %t, Max %t, a reader %t", inReview, sees(w.Sam), sees(w.Max), sees(w.Reader))
			}
		}
		kind(t, w.Store.AskForReview(w.Ctx, w.Sam, th.ID, true), models.NotFound)
		kind(t, w.Store.AskForReview(w.Ctx, w.Mo, th.ID, true), models.Forbidden)
		kind(t, w.Store.AskForReview(w.Ctx, w.Reader, th.ID, true), models.NotFound)
	})
}

func TestReviewStory_putsOutOrHandsBackWithWords(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		mia := fourEyed(w)
		th := draftStory(w, mia)
		out := models.ReviewInput{Publish: true, Version: 1}
		kind(t, w.Store.ReviewStory(w.Ctx, w.Mo, th.ID, out), models.Conflict) // nobody asked
		w.Must(w.Store.AskForReview(w.Ctx, mia, th.ID, true))
		kind(t, w.Store.ReviewStory(w.Ctx, mia, th.ID, out), models.Forbidden)
		kind(t, w.Store.ReviewStory(w.Ctx, w.Max, th.ID, out), models.NotFound)
		wrongField(t, w.Store.ReviewStory(w.Ctx, w.Sam, th.ID, models.ReviewInput{Version: 1}), "words")
		w.Must(w.Store.ReviewStory(w.Ctx, w.Sam, th.ID, models.ReviewInput{Words: "Who said that in March?", Version: 1}))
		wantAudit(t, w, w.Sam, "story.reviewed", "waiting", "handed back", "Who said that in March?")
		if now := statusOf(w, th.ID); now.InReview() || now.ReviewWords != "Who said that in March?" {
			t.Errorf("handed back, it has %q", now.ReviewWords)
		}
		w.Must(w.Store.AskForReview(w.Ctx, mia, th.ID, true))
		body := "It began in January, said Max."
		opening, err := w.Store.OpeningVersion(w.Ctx, th.ID)
		w.Must(err)
		var post int64
		w.Must(w.DB.Read.Raw(`SELECT id FROM posts WHERE thread_id = ?`, th.ID).Scan(&post).Error)
		_, err = w.Store.EditPost(w.Ctx, mia, post, models.EditInput{Body: &body, Version: opening})
		w.Must(err)
		kind(t, w.Store.ReviewStory(w.Ctx, w.Sam, th.ID, out), models.Conflict) // not what Sam read
		w.Clock.Advance(time.Hour)
		w.Events()
		w.Must(w.Store.ReviewStory(w.Ctx, w.Sam, th.ID, models.ReviewInput{Publish: true, Version: opening + 1}))
		wantEvents(t, w, models.EventThreadChanged)
		now := statusOf(w, th.ID)
		if !now.Published() || now.InReview() || now.ReviewWords != "" || !now.PublishedAt.Equal(w.Clock.Now()) || now.AuthorID != mia.ID {
			t.Errorf("put out, it is %+v", now)
		}
		kind(t, w.Store.ReviewStory(w.Ctx, w.Ada, th.ID, models.ReviewInput{Publish: true, Version: opening + 1}), models.Conflict)
	})
}

func TestReviewStory_twoAtOnceDecideOnce(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		mia := fourEyed(w)
		th := draftStory(w, mia)
		w.Must(w.Store.AskForReview(w.Ctx, mia, th.ID, true))
		by := []models.Viewer{w.Sam, w.Ada}
		errs := atOnce(2, func(i int) error {
			return w.Store.ReviewStory(w.Ctx, by[i], th.ID, models.ReviewInput{Publish: i == 0, Words: "Not yet, please.", Version: 1})
		})
		if (errs[0] == nil) == (errs[1] == nil) || w.Count(`SELECT COUNT(*) FROM audit_log WHERE action = 'story.reviewed'`) != 1 {
			t.Errorf("both ended alike: %v", errs)
		}
	})
}

func TestCheckStory_isAskedOfAYearAfterItCameOut(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := draftStory(w, w.Sam)
		kind(t, w.Store.CheckStory(w.Ctx, w.Sam, th.ID, 12), models.Forbidden)
		w.Must(w.Store.PublishStory(w.Ctx, w.Sam, th.ID))
		due := func() bool {
			items, _, err := w.Store.DeskStories(w.Ctx, w.Ada, models.DeskFilter{State: models.DeskCheck})
			w.Must(err)
			listed := slices.ContainsFunc(items, func(i models.ThreadItem) bool { return i.ID == th.ID })
			if listed != statusOf(w, th.ID).CheckOverdue(w.Clock.Now()) {
				t.Errorf("listed %t, and the story itself says otherwise", listed)
			}
			return listed
		}
		steps := []struct {
			after time.Duration
			due   bool
		}{{364 * 24 * time.Hour, false}, {24 * time.Hour, true}}
		for _, s := range steps {
			if w.Clock.Advance(s.after); due() != s.due {
				t.Errorf("after %s: due %t", s.after, !s.due)
			}
		}
		kind(t, w.Store.CheckStory(w.Ctx, w.Mia, th.ID, 12), models.Forbidden)
		kind(t, w.Store.CheckStory(w.Ctx, w.Reader, th.ID, 12), models.Unauthenticated)
		wrongField(t, w.Store.CheckStory(w.Ctx, w.Ada, th.ID, 7), "months")
		w.Must(w.Store.CheckStory(w.Ctx, w.Ada, th.ID, 6))
		wantAudit(t, w, w.Ada, "story.checked", "", "still true", "")
		if now := statusOf(w, th.ID); due() || now.CheckedAt == nil || !now.CheckedAt.Equal(w.Clock.Now()) {
			t.Error("it was checked, and nobody knows of it")
		}
		if w.Clock.Advance(200 * 24 * time.Hour); !due() {
			t.Error("half a year later nobody is asked")
		}
		w.Must(w.Store.CheckStory(w.Ctx, w.Sam, th.ID, 0))
		if w.Clock.Advance(5 * 365 * 24 * time.Hour); due() || !statusOf(w, th.ID).CheckDue().IsZero() {
			t.Error("it is asked of though nobody was to be asked any more")
		}
	})
}

func TestDeskStories_areListedAsFarAsTheViewerMaySee(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		mia := fourEyed(w)
		draft, ofAda := draftStory(w, mia), draftStory(w, w.Ada)
		waiting := draftStory(w, mia)
		w.Must(w.Store.AskForReview(w.Ctx, mia, waiting.ID, true))
		coming := draftStory(w, w.Sam)
		w.Must(w.Store.ScheduleStory(w.Ctx, w.Sam, coming.ID, w.Clock.Now().Add(40*24*time.Hour)))
		out := draftStory(w, w.Sam)
		w.Must(w.Store.PublishStory(w.Ctx, w.Sam, out.ID))
		for name, want := range map[string]struct {
			v   models.Viewer
			f   models.DeskFilter
			ids []int64
		}{
			"review":                {w.Sam, models.DeskFilter{}, []int64{waiting.ID}},
			"drafts, a moderator's": {w.Mo, models.DeskFilter{State: models.DeskDrafts}, []int64{ofAda.ID, draft.ID}},
			"drafts, Sam's":         {w.Sam, models.DeskFilter{State: models.DeskDrafts}, nil},
			"drafts of Mia":         {w.Mo, models.DeskFilter{State: models.DeskDrafts, Author: "mia"}, []int64{draft.ID}},
			"scheduled, Sam's":      {w.Sam, models.DeskFilter{State: models.DeskScheduled}, []int64{coming.ID}},
			"published":             {w.Sam, models.DeskFilter{State: models.DeskPublished, TopicID: out.TopicID}, []int64{out.ID}},
			"published elsewhere":   {w.Sam, models.DeskFilter{State: models.DeskPublished, TopicID: out.TopicID + 1}, nil},
			"past the end":          {w.Sam, models.DeskFilter{State: models.DeskPublished, Page: 2}, nil},
		} {
			items, more, err := w.Store.DeskStories(w.Ctx, want.v, want.f)
			w.Must(err)
			var ids []int64
			for _, i := range items {
				ids = append(ids, i.ID)
			}
			if !slices.Equal(ids, want.ids) || more {
				t.Errorf("%s: %v, want %v", name, ids, want.ids)
			}
		}
		counts, err := w.Store.DeskCounts(w.Ctx, w.Mo)
		w.Must(err)
		if counts[models.DeskDrafts] != 2 || counts[models.DeskReview] != 1 || counts[models.DeskScheduled] != 1 || counts[models.DeskPublished] != 1 || counts[models.DeskCheck] != 0 {
			t.Errorf("the desk counts %v", counts)
		}
		month, err := w.Store.DeskBetween(w.Ctx, w.Sam, w.Clock.Now().Add(-time.Hour), w.Clock.Now().Add(41*24*time.Hour))
		w.Must(err)
		if len(month) != 2 || month[0].ID != out.ID || month[1].ID != coming.ID {
			t.Errorf("the calendar has %d stories", len(month))
		}
		if month, err = w.Store.DeskBetween(w.Ctx, w.Sam, w.Clock.Now().Add(time.Hour), w.Clock.Now().Add(39*24*time.Hour)); err != nil || len(month) != 0 {
			t.Errorf("between them it has %d (%v)", len(month), err)
		}
		for _, v := range []models.Viewer{w.Reader, mia, w.Hana} {
			_, _, err := w.Store.DeskStories(w.Ctx, v, models.DeskFilter{})
			kind(t, err, models.NotFound)
			_, err = w.Store.DeskCounts(w.Ctx, v)
			kind(t, err, models.NotFound)
			_, err = w.Store.DeskBetween(w.Ctx, v, time.Time{}, w.Clock.Now())
			kind(t, err, models.NotFound)
		}
	})
}

func TestStoryPreview_opensForAWeekUntilItIsRevokedOrTheStoryIsOut(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := draftStory(w, w.Sam)
		for v, want := range map[*models.Viewer]models.ErrorKind{&w.Reader: models.NotFound, &w.Mia: models.NotFound, &w.Ada: ""} {
			_, err := w.Store.MakePreview(w.Ctx, *v, th.ID)
			kind(t, err, want)
		}
		token, err := w.Store.MakePreview(w.Ctx, w.Sam, th.ID)
		w.Must(err)
		if len(token) < 22 || w.Count(`SELECT COUNT(*) FROM story_previews WHERE token_hash = ?`, token) != 0 {
			t.Error("a link can be guessed, or is kept as it is")
		}
		opens := func(token string, want models.ErrorKind) {
			t.Helper()
			shown, opening, err := w.Store.StoryByPreview(w.Ctx, token)
			kind(t, err, want)
			if err == nil && (shown.Title != th.Title || !strings.Contains(opening.HTML, "January")) {
				t.Errorf("it leads to %q", shown.Title)
			}
		}
		opens(token, "")
		opens("guessed", models.NotFound)
		w.Clock.Advance(7*24*time.Hour - time.Second)
		opens(token, "")
		w.Clock.Advance(time.Second)
		opens(token, models.NotFound)
		for range 2 {
			if token, err = w.Store.MakePreview(w.Ctx, w.Sam, th.ID); err != nil {
				t.Fatal(err)
			}
		}
		if n, err := w.Store.OpenPreviews(w.Ctx, th.ID); err != nil || n != 2 {
			t.Errorf("%d links are open (%v)", n, err)
		}
		kind(t, w.Store.RevokePreviews(w.Ctx, w.Mia, th.ID), models.NotFound)
		w.Must(w.Store.RevokePreviews(w.Ctx, w.Sam, th.ID))
		opens(token, models.NotFound)
		for range 10 {
			token, err = w.Store.MakePreview(w.Ctx, w.Sam, th.ID)
			w.Must(err)
		}
		_, err = w.Store.MakePreview(w.Ctx, w.Sam, th.ID)
		kind(t, err, models.Conflict)
		opens(token, "")
		w.Exec(`UPDATE members SET status = 'suspended' WHERE handle = 'sam'`)
		opens(token, models.NotFound)
		w.Exec(`UPDATE members SET status = 'active' WHERE handle = 'sam'`)
		w.Must(w.Store.PublishStory(w.Ctx, w.Sam, th.ID))
		opens(token, models.NotFound)
		_, err = w.Store.MakePreview(w.Ctx, w.Sam, th.ID)
		kind(t, err, models.Forbidden)
	})
}

// One author in two windows: the second to save is told, and the first's words stand.
func TestEditPost_ofADraftInTwoWindowsLosesNothing(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := draftStory(w, w.Sam)
		var post int64
		w.Must(w.DB.Read.Raw(`SELECT id FROM posts WHERE thread_id = ?`, th.ID).Scan(&post).Error)
		texts := []string{"The first window's words.", "The second window's words."}
		errs := atOnce(2, func(i int) error {
			_, err := w.Store.EditPost(w.Ctx, w.Sam, post, models.EditInput{Body: &texts[i], Version: 1})
			return err
		})
		if (errs[0] == nil) == (errs[1] == nil) {
			t.Fatalf("both ended alike: %v", errs)
		}
		for i, err := range errs {
			if err != nil {
				kind(t, err, models.Conflict)
			} else if n := w.Count(`SELECT COUNT(*) FROM posts WHERE id = ? AND body = ?`, post, texts[i]); n != 1 {
				t.Error("what was saved is not what stands there")
			}
		}
	})
}
