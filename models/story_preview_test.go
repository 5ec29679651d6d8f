package models_test

import (
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/auth"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func previewOf(w *testkit.World, v models.Viewer, id int64) string {
	w.T.Helper()
	token, err := w.Store.MakePreview(w.Ctx, v, id)
	w.Must(err)
	return token
}

func opens(w *testkit.World, token string) bool {
	w.T.Helper()
	_, _, err := w.Store.StoryByPreview(w.Ctx, token)
	if err != nil && models.KindOf(err) != models.NotFound {
		w.T.Fatalf("a link fails with %v", err)
	}
	return err == nil
}

// What becomes of a story becomes of its links, at once.
func TestStoryPreview_followsItsStory(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		w.Must(w.Store.SetMayPublish(w.Ctx, w.Mo, "mia", true))
		mia := w.Viewer("mia")
		for _, c := range []struct {
			what string
			do   func(id int64) error
			open bool
		}{
			{"sent to review", func(id int64) error { return w.Store.AskForReview(w.Ctx, mia, id, true) }, true},
			{"scheduled", func(id int64) error {
				return w.Store.ScheduleStory(w.Ctx, mia, id, w.Clock.Now().Add(30*24*time.Hour))
			}, true},
			{"moved to another topic", func(id int64) error {
				return w.Store.MoveThread(w.Ctx, w.Mo, id, testkit.Photography, "It belongs there.")
			}, true},
			{"removed by a moderator", func(id int64) error { return w.Store.RemoveThread(w.Ctx, w.Mo, id, "other", "It names a customer.") }, false},
			{"thrown away", func(id int64) error {
				_, err := w.Store.DeletePost(w.Ctx, mia, firstPostOf(w, id), models.DeleteInput{})
				return err
			}, false},
			{"published", func(id int64) error { return w.Store.PublishStory(w.Ctx, mia, id) }, false},
			{"published and withdrawn", func(id int64) error {
				w.Must(w.Store.PublishStory(w.Ctx, mia, id))
				return w.Store.UnpublishStory(w.Ctx, mia, id, "other", "I had the year wrong.")
			}, false},
			{"withdrawn by a moderator", func(id int64) error {
				w.Must(w.Store.PublishStory(w.Ctx, mia, id))
				return w.Store.UnpublishStory(w.Ctx, w.Mo, id, "other", "It names a customer.")
			}, false},
		} {
			th := draftStory(w, mia)
			token := previewOf(w, mia, th.ID)
			if !opens(w, token) {
				t.Fatalf("%s: it does not open before", c.what)
			}
			w.Must(c.do(th.ID))
			if opens(w, token) != c.open {
				t.Errorf("%s: it opens: %t", c.what, !c.open)
			}
			if _, err := w.Store.PreviewPicture(w.Ctx, token, "aaaaaaaaaaaaaaaaaaaaaa"); models.KindOf(err) != models.NotFound {
				t.Errorf("%s: a picture that is not there: %v", c.what, err)
			}
		}
		th := draftStory(w, mia)
		token := previewOf(w, mia, th.ID)
		body := "It began in February."
		_, err := w.Store.EditPost(w.Ctx, mia, firstPostOf(w, th.ID), models.EditInput{Body: &body, Version: 1})
		w.Must(err)
		if _, opening, err := w.Store.StoryByPreview(w.Ctx, token); err != nil || !strings.Contains(opening.HTML, "February") {
			t.Errorf("it shows %q (%v)", opening.HTML, err)
		}
		w.Must(w.Store.DeleteAccount(w.Ctx, mia, models.LeaveInput{Current: testkit.Password, Posts: "keep"}))
		if opens(w, token) || w.Count(`SELECT COUNT(*) FROM story_previews WHERE thread_id = ?`, th.ID) != 0 {
			t.Error("a link to what somebody wrote outlives their account")
		}
	})
}

func TestStoryPreview_isMadeAndRevokedByWhoeverMaySeeTheDraft(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		mia := fourEyed(w)
		th := draftStory(w, mia)
		before := auditCount(w)
		first := previewOf(w, mia, th.ID)
		if auditCount(w) != before {
			t.Error("what a member does with their own draft is on the record of staff")
		}
		for _, v := range []models.Viewer{w.Sam, w.Hana, w.Max, w.Reader} {
			_, err := w.Store.MakePreview(w.Ctx, v, th.ID)
			kind(t, err, models.NotFound)
			kind(t, w.Store.RevokePreviews(w.Ctx, v, th.ID), models.NotFound)
		}
		w.Must(w.Store.AskForReview(w.Ctx, mia, th.ID, true))
		second := previewOf(w, w.Sam, th.ID)
		wantAudit(t, w, w.Sam, "story.previewed", "", "made", "")
		w.Must(w.Store.AskForReview(w.Ctx, mia, th.ID, false))
		kind(t, w.Store.RevokePreviews(w.Ctx, w.Sam, th.ID), models.NotFound) // not his to read any more
		if !opens(w, first) {
			t.Error("a refused revocation ended a link")
		}
		if opens(w, second) {
			t.Error("a link opens what its maker may not read any more")
		}
		w.Must(w.Store.AskForReview(w.Ctx, mia, th.ID, true))
		if !opens(w, second) {
			t.Error("who may read it again has lost the link")
		}
		w.Must(w.Store.RevokePreviews(w.Ctx, w.Mo, th.ID))
		wantAudit(t, w, w.Mo, "story.previewed", "", "revoked", "")
		if opens(w, first) || opens(w, second) {
			t.Error("one of them still opens")
		}
		before = auditCount(w)
		w.Must(w.Store.RevokePreviews(w.Ctx, w.Mo, th.ID))
		if auditCount(w) != before {
			t.Error("revoking nothing is on record")
		}
		talk := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "A desk", "Words.")
		_, err := w.Store.MakePreview(w.Ctx, w.Mo, talk.ID)
		kind(t, err, models.Forbidden)
		_, err = w.Store.MakePreview(w.Ctx, w.Reader, talk.ID)
		kind(t, err, models.Unauthenticated)
	})
}

// A link is worth what its maker is: it ends with their rights, not a week later.
func TestStoryPreview_endsWithItsMakersRights(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := draftStory(w, w.Sam)
		own, moderators := previewOf(w, w.Sam, th.ID), previewOf(w, w.Mo, th.ID)
		w.Must(w.Store.SetRole(w.Ctx, w.Ada, w.Mo.Handle, models.RoleMember, "Mo goes on with other things."))
		if opens(w, moderators) || !opens(w, own) {
			t.Error("a moderator's link outlives the role, or the author's ends with it")
		}
		w.Must(w.Store.Suspend(w.Ctx, w.Ada, w.Sam.Handle, models.SuspensionInput{Rule: "abuse", Because: "It is for a day.", Until: w.Clock.Now().Add(24 * time.Hour)}))
		if opens(w, own) {
			t.Error("it opens while its author is suspended")
		}
		w.Clock.Advance(25 * time.Hour)
		if !opens(w, own) {
			t.Error("it is lost when the suspension has run out")
		}
	})
}

func TestStoryPreview_tenWorkAtATimeAndNoneIsGuessed(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th, other := draftStory(w, w.Sam), draftStory(w, w.Sam)
		var token string
		for range 9 {
			token = previewOf(w, w.Sam, th.ID)
		}
		errs := atOnce(3, func(int) error {
			_, err := w.Store.MakePreview(w.Ctx, w.Sam, th.ID)
			return err
		})
		made := 0
		for _, err := range errs {
			if err == nil {
				made++
			} else if models.KindOf(err) != models.Conflict {
				t.Errorf("refused with %v", err)
			}
		}
		if n, err := w.Store.OpenPreviews(w.Ctx, th.ID); err != nil || n != 10 || made != 1 {
			t.Errorf("%d are open, %d were made at once (%v)", n, made, err)
		}
		ofOther := previewOf(w, w.Sam, other.ID) // each story has its own ten
		for _, bad := range []string{"", " ", token + " ", strings.ToUpper(token), token[:len(token)-1], auth.HashToken(token), "' OR 1=1 --", "a\x00b", "\xff", strings.Repeat("x", 100_000)} {
			if bad != token && opens(w, bad) {
				t.Errorf("%.40q opens a story", bad)
			}
		}
		w.Clock.Advance(7 * 24 * time.Hour)
		if opens(w, token) || opens(w, ofOther) {
			t.Error("a link holds for more than a week")
		}
		fresh := previewOf(w, w.Sam, th.ID) // those that ended do not count
		w.Must(w.Store.RevokePreviews(w.Ctx, w.Sam, other.ID))
		if !opens(w, fresh) {
			t.Error("revoking the links of one story ended another's")
		}
	})
}

// A link opens the pictures of its story and no others, nor those that it shows no more.
func TestPreviewPicture_isOneOfTheStorysOwn(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		write := func(p models.Picture) models.Thread {
			th, err := w.Store.CreateThread(w.Ctx, w.Sam, models.ThreadInput{Topic: testkit.RemoteWork, Kind: "story", Title: "The pass", Body: showing(p), Later: true})
			w.Must(err)
			return th
		}
		mine, elsewhere, unused, foreign := sent(w, w.Sam, 71), sent(w, w.Sam, 72), sent(w, w.Sam, 73), sent(w, w.Mia, 74)
		th := write(mine)
		write(elsewhere)
		token := previewOf(w, w.Sam, th.ID)
		shows := func(token, key string) bool {
			p, err := w.Store.PreviewPicture(w.Ctx, token, key)
			if err != nil {
				kind(t, err, models.NotFound)
			}
			return err == nil && p.Key == key
		}
		if !shows(token, mine.Key) || sees(w, w.Reader, mine.Key) {
			t.Error("its picture is not shown, or shown to everybody")
		}
		for what, key := range map[string]string{
			"another draft's": elsewhere.Key, "one that nothing shows": unused.Key, "somebody else's": foreign.Key, "none": "", "SQL": "' OR 1=1 --", "no text": "a\x00",
		} {
			if shows(token, key) {
				t.Errorf("the link shows %s", what)
			}
		}
		if shows("guessed", mine.Key) {
			t.Error("it is shown without the link")
		}
		body := "Words alone."
		_, err := w.Store.EditPost(w.Ctx, w.Sam, firstPostOf(w, th.ID), models.EditInput{Body: &body, Version: 1})
		w.Must(err)
		if shows(token, mine.Key) {
			t.Error("it shows what its author took out")
		}
		w.Must(w.Store.RevokePreviews(w.Ctx, w.Sam, th.ID))
		if shows(token, mine.Key) {
			t.Error("a revoked link shows pictures")
		}
	})
}
