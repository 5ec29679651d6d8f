package models_test

import (
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func TestDeletePost_leavesAStubWithoutWords(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		w.Clock.Advance(time.Minute)
		w.Reply(w.Sam, th.ID, "A little.")
		w.Clock.Advance(time.Minute)
		p := w.Reply(w.Max, th.ID, "Buy at example.test")
		w.Events()

		out, err := w.Store.DeletePost(w.Ctx, w.Max, p.ID, models.DeleteInput{Version: 1})
		w.Must(err)
		if out.WholeThread() || out.Post.Status != models.PostDeleted {
			t.Errorf("removal = %+v", out)
		}
		events := wantEvents(t, w, models.EventPostRemoved)
		if *events[0].PostID != p.ID || *events[0].Number != 3 {
			t.Errorf("event = %+v", events[0])
		}
		posts, err := w.Store.Posts(w.Ctx, w.Mo, th.ID, 1)
		w.Must(err)
		if stub := posts[2]; stub.Body != "" || stub.HTML != "" || stub.Number != 3 {
			t.Errorf("stub = %+v", stub.Post)
		}
		if n := w.Count(`SELECT COUNT(*) FROM search_documents WHERE post_id = ?`, p.ID); n != 0 {
			t.Error("the deleted words can still be searched")
		}
		view, err := w.Store.Thread(w.Ctx, w.Reader, th.ID)
		w.Must(err)
		if view.PostCount != 2 || view.LastNumber != 3 || *view.LastAuthorID != w.Sam.ID || !view.LastActivityAt.Equal(testkit.Start.Add(time.Minute)) {
			t.Errorf("thread = %+v", view.Thread)
		}
		wantCounters(t, w)

		_, err = w.Store.DeletePost(w.Ctx, w.Max, p.ID, models.DeleteInput{})
		w.Must(err)
		wantEvents(t, w) // a repeat changes nothing
	})
}

func TestDeletePost_moderatorsGiveAReasonThatIsOnRecord(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		p := w.Reply(w.Max, th.ID, "Insult")
		_, err := w.Store.DeletePost(w.Ctx, w.Mo, p.ID, models.DeleteInput{})
		refusedField(t, err, "reason")
		out, err := w.Store.DeletePost(w.Ctx, w.Mo, p.ID, models.DeleteInput{Rule: "other", Reason: "Insulting"})
		w.Must(err)
		if out.Post.Status != models.PostRemoved || out.Post.RemovedBecause != "Insulting" {
			t.Errorf("removal = %+v", out.Post)
		}
		if n := w.Count(`SELECT COUNT(*) FROM audit_log WHERE action = 'post.removed' AND object_id = ? AND reason = 'Insulting' AND actor_id = ?`, p.ID, w.Mo.ID); n != 1 {
			t.Errorf("%d lines in the audit log, want 1", n)
		}
		posts, err := w.Store.Posts(w.Ctx, w.Max, th.ID, 1)
		w.Must(err)
		if posts[1].Body != "" {
			t.Error("the author still reads what was removed")
		}
		posts, err = w.Store.Posts(w.Ctx, w.Mo, th.ID, 1)
		w.Must(err)
		if posts[1].Body != "Insult" {
			t.Error("the moderator does not see what was removed")
		}
		wantCounters(t, w)
	})
}

func TestDeletePost_refusesWhoMayNot(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		hidden := w.Start(w.Mia, testkit.BackRoom, models.KindDiscussion, "Among us", "Only members read this.")
		p := w.Reply(w.Max, th.ID, "They do.")
		secret := w.Reply(w.Max, hidden.ID, "Quite so.")
		w.Events()
		for _, c := range []struct {
			v    models.Viewer
			post int64
			kind models.ErrorKind
		}{
			{w.Reader, p.ID, models.Unauthenticated},
			{w.Mia, p.ID, models.Forbidden}, {w.Sam, p.ID, models.Forbidden}, {w.Hana, p.ID, models.Forbidden},
			{w.Mia, secret.ID, models.Forbidden}, {w.Max, 999_999, models.NotFound},
		} {
			_, err := w.Store.DeletePost(w.Ctx, c.v, c.post, models.DeleteInput{Rule: "other", Reason: "Because"})
			refused(t, err, c.kind)
		}
		_, err := w.Store.DeletePost(w.Ctx, w.Max, p.ID, models.DeleteInput{Version: 7})
		refused(t, err, models.Conflict)
		w.Must(w.Store.SetLocked(w.Ctx, w.Mo, th.ID, true, "other", "Heated"))
		w.Events()
		_, err = w.Store.DeletePost(w.Ctx, w.Max, p.ID, models.DeleteInput{})
		refused(t, err, models.Forbidden)
		wantEvents(t, w)
	})
}

func TestDeletePost_dropsTheMarksOfAnAnswer(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindQuestion, "Which desk?", "I am tall.")
		p := w.Reply(w.Sam, th.ID, "The high one.")
		_, err := w.Store.AcceptAnswer(w.Ctx, w.Mia, p.ID, true)
		w.Must(err)
		_, err = w.Store.MarkOfficial(w.Ctx, w.Sam, p.ID, true)
		w.Must(err)
		_, err = w.Store.DeletePost(w.Ctx, w.Sam, p.ID, models.DeleteInput{})
		w.Must(err)
		if n := w.Count(`SELECT COUNT(*) FROM threads WHERE accepted_post_id IS NOT NULL OR official_post_id IS NOT NULL`); n != 0 {
			t.Error("a deleted post is still marked as answer")
		}
		_, err = w.Store.RestorePost(w.Ctx, w.Sam, p.ID, "")
		w.Must(err)
		if n := w.Count(`SELECT COUNT(*) FROM threads WHERE accepted_post_id IS NOT NULL`); n != 0 {
			t.Error("the mark came back by itself")
		}
	})
}

func TestDeletePost_ofAnOpeningThatNobodyAnsweredTakesTheThread(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		opening := openingOf(w, th)
		w.Events()
		out, err := w.Store.DeletePost(w.Ctx, w.Mia, opening.ID, models.DeleteInput{})
		w.Must(err)
		wantEvents(t, w, models.EventThreadChanged)
		if !out.WholeThread() {
			t.Errorf("removal = %+v", out)
		}
		wantCounters(t, w)
		_, err = w.Store.Thread(w.Ctx, w.Max, th.ID)
		refused(t, err, models.Gone)
		if _, err = w.Store.Thread(w.Ctx, w.Mia, th.ID); err != nil {
			t.Errorf("its author cannot look at what they can restore: %v", err)
		}
		items, err := w.Store.Threads(w.Ctx, w.Mia, models.ThreadFilter{}, 1, 20)
		w.Must(err)
		if len(items) != 0 {
			t.Error("the removed thread is still listed")
		}

		out, err = w.Store.RestorePost(w.Ctx, w.Mia, opening.ID, "")
		w.Must(err)
		wantEvents(t, w, models.EventThreadChanged)
		view, err := w.Store.Thread(w.Ctx, w.Reader, th.ID)
		w.Must(err)
		if out.WholeThread() || view.PostCount != 1 || view.Excerpt != "Do they help?" || view.WithdrawnAt != nil {
			t.Errorf("restored thread = %+v", view.Thread)
		}
		wantCounters(t, w)
	})
}

func TestDeletePost_ofAnAnsweredOpeningLeavesTheAnswers(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Secret confession")
		w.Reply(w.Max, th.ID, "Good for you.")
		w.Events()
		_, err := w.Store.DeletePost(w.Ctx, w.Mia, openingOf(w, th).ID, models.DeleteInput{})
		w.Must(err)
		wantEvents(t, w, models.EventPostRemoved)
		view, err := w.Store.Thread(w.Ctx, w.Reader, th.ID)
		w.Must(err)
		if !view.Published() || view.Excerpt != "" || view.Words != 0 || view.PostCount != 1 {
			t.Errorf("thread = %+v", view.Thread)
		}
		wantCounters(t, w)
	})
}

func TestDeletePost_ofAStoryTakesItWithItsReplies(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Sam, testkit.RemoteWork, models.KindStory, "A winter at home", "It snowed.")
		w.Reply(w.Max, th.ID, "Here too.")
		w.Reply(w.Sam, th.ID, "Lovely.")
		opening := openingOf(w, th)
		_, err := w.Store.DeletePost(w.Ctx, w.Mo, opening.ID, models.DeleteInput{Rule: "other", Reason: "Names a customer"})
		w.Must(err)
		wantCounters(t, w)
		_, err = w.Store.Thread(w.Ctx, w.Sam, th.ID)
		refused(t, err, models.Gone)
		if msg := models.AsError(err).Message; !strings.Contains(msg, "Names a customer") {
			t.Errorf("message %q does not say why", msg)
		}
		_, err = w.Store.RestorePost(w.Ctx, w.Sam, opening.ID, "")
		refused(t, err, models.Gone)
		w.Must(w.Store.RestoreThread(w.Ctx, w.Mo, th.ID, ""))
		view, err := w.Store.Thread(w.Ctx, w.Reader, th.ID)
		w.Must(err)
		if view.PostCount != 3 || !view.Published() {
			t.Errorf("restored story = %+v", view.Thread)
		}
		wantCounters(t, w)
	})
}

func TestDeletePost_throwsADraftStoryAway(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := draftStory(w, w.Sam)
		opening := openingOf(w, th)
		w.Events()
		_, err := w.Store.DeletePost(w.Ctx, w.Mo, opening.ID, models.DeleteInput{Rule: "other", Reason: "Not mine to judge"})
		refused(t, err, models.Forbidden)
		_, err = w.Store.DeletePost(w.Ctx, w.Sam, opening.ID, models.DeleteInput{})
		w.Must(err)
		wantEvents(t, w)
		wantCounters(t, w)
		_, err = w.Store.Thread(w.Ctx, w.Mia, th.ID)
		refused(t, err, models.NotFound)
		out, err := w.Store.RestorePost(w.Ctx, w.Sam, opening.ID, "")
		w.Must(err)
		if out.Thread.Status != models.ThreadDraft {
			t.Errorf("restored as %s", out.Thread.Status)
		}
		wantEvents(t, w)
		wantCounters(t, w)
	})
}

func TestRestorePost_bringsBackWordsSearchAndCounters(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		p := w.Reply(w.Max, th.ID, "Ergonomically yes.")
		_, err := w.Store.DeletePost(w.Ctx, w.Max, p.ID, models.DeleteInput{})
		w.Must(err)
		w.Events()
		for _, v := range []models.Viewer{w.Mia, w.Mo, w.Ada} {
			_, err = w.Store.RestorePost(w.Ctx, v, p.ID, "")
			refused(t, err, models.Forbidden)
		}
		w.Clock.Advance(models.OwnRestore - time.Minute)
		_, err = w.Store.RestorePost(w.Ctx, w.Max, p.ID, "")
		w.Must(err)
		wantEvents(t, w, models.EventPostEdited)
		posts, err := w.Store.Posts(w.Ctx, w.Reader, th.ID, 1)
		w.Must(err)
		if !strings.Contains(posts[1].HTML, "Ergonomically") || posts[1].RemovedAt != nil {
			t.Errorf("post = %+v", posts[1].Post)
		}
		if n := w.Count(`SELECT COUNT(*) FROM search_documents WHERE post_id = ?`, p.ID); n != 1 {
			t.Error("the restored words cannot be searched")
		}
		wantCounters(t, w)
		_, err = w.Store.RestorePost(w.Ctx, w.Max, p.ID, "")
		w.Must(err)
		wantEvents(t, w)
	})
}

func TestRestorePost_hasAnEnd(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		own := w.Reply(w.Max, th.ID, "Yes.")
		removed := w.Reply(w.Max, th.ID, "No.")
		_, err := w.Store.DeletePost(w.Ctx, w.Max, own.ID, models.DeleteInput{})
		w.Must(err)
		_, err = w.Store.DeletePost(w.Ctx, w.Mo, removed.ID, models.DeleteInput{Rule: "other", Reason: "Off topic"})
		w.Must(err)
		_, err = w.Store.RestorePost(w.Ctx, w.Max, removed.ID, "")
		refused(t, err, models.Forbidden)
		w.Clock.Advance(models.OwnRestore)
		_, err = w.Store.RestorePost(w.Ctx, w.Max, own.ID, "")
		refused(t, err, models.Forbidden)
		_, err = w.Store.RestorePost(w.Ctx, w.Mo, removed.ID, "It was fine.")
		w.Must(err)
		if n := w.Count(`SELECT COUNT(*) FROM audit_log WHERE action = 'post.restored'`); n != 1 {
			t.Errorf("%d lines in the audit log, want 1", n)
		}
	})
}
