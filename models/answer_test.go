package models_test

import (
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func TestAcceptAnswer_isTheAskersAlone(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindQuestion, "Which desk?", "I am tall.")
		p := w.Reply(w.Max, th.ID, "The high one.")
		w.Events()
		for _, v := range []models.Viewer{w.Max, w.Hana, w.Sam, w.Mo, w.Ada} {
			_, err := w.Store.AcceptAnswer(w.Ctx, v, p.ID, true)
			refused(t, err, models.Forbidden)
		}
		_, err := w.Store.AcceptAnswer(w.Ctx, w.Reader, p.ID, true)
		refused(t, err, models.Unauthenticated)
		wantEvents(t, w)

		now, err := w.Store.AcceptAnswer(w.Ctx, w.Mia, p.ID, true)
		w.Must(err)
		if now.AcceptedPostID == nil || *now.AcceptedPostID != p.ID {
			t.Errorf("thread = %+v", now)
		}
		wantEvents(t, w, models.EventThreadChanged)
		view, err := w.Store.Thread(w.Ctx, w.Reader, th.ID)
		w.Must(err)
		if view.AcceptedNumber == nil || *view.AcceptedNumber != 2 {
			t.Errorf("the page does not know of the answer: %+v", view.AcceptedNumber)
		}
		_, err = w.Store.AcceptAnswer(w.Ctx, w.Mia, p.ID, true)
		w.Must(err)
		wantEvents(t, w) // a repeat
		now, err = w.Store.AcceptAnswer(w.Ctx, w.Mia, p.ID, false)
		w.Must(err)
		if now.AcceptedPostID != nil {
			t.Error("the answer was not withdrawn")
		}
		wantEvents(t, w, models.EventThreadChanged)
	})
}

func TestAcceptAnswer_withdrawingAnotherLeavesTheAccepted(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindQuestion, "Which desk?", "I am tall.")
		one, two := w.Reply(w.Max, th.ID, "The high one."), w.Reply(w.Hana, th.ID, "The low one.")
		_, err := w.Store.AcceptAnswer(w.Ctx, w.Mia, one.ID, true)
		w.Must(err)
		now, err := w.Store.AcceptAnswer(w.Ctx, w.Mia, two.ID, false)
		w.Must(err)
		if now.AcceptedPostID == nil || *now.AcceptedPostID != one.ID {
			t.Errorf("accepted is now %v", now.AcceptedPostID)
		}
	})
}

func TestAcceptAnswer_onlyOfAQuestionAndOnlyAReply(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		question := w.Start(w.Mia, testkit.RemoteWork, models.KindQuestion, "Which desk?", "I am tall.")
		talk := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		p := w.Reply(w.Max, talk.ID, "They do.")
		_, err := w.Store.AcceptAnswer(w.Ctx, w.Mia, p.ID, true)
		refusedField(t, err, "on")
		_, err = w.Store.AcceptAnswer(w.Ctx, w.Mia, openingOf(w, question).ID, true)
		refusedField(t, err, "on")
		gone := w.Reply(w.Max, question.ID, "Gone")
		_, err = w.Store.DeletePost(w.Ctx, w.Max, gone.ID, models.DeleteInput{})
		w.Must(err)
		_, err = w.Store.AcceptAnswer(w.Ctx, w.Mia, gone.ID, true)
		refused(t, err, models.Gone)
		late := w.Reply(w.Max, question.ID, "The high one.")
		w.Must(w.Store.SetLocked(w.Ctx, w.Mo, question.ID, true, "other", "Answered"))
		_, err = w.Store.AcceptAnswer(w.Ctx, w.Mia, late.ID, true)
		refused(t, err, models.Forbidden)
	})
}

// FAULTS L10: two accepted at once leave one, and the page agrees with the thread.
func TestAcceptAnswer_twoAtOnceLeaveOne(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindQuestion, "Which desk?", "I am tall.")
		var ids []int64
		for range 8 {
			ids = append(ids, w.Reply(w.Max, th.ID, "This one.").ID)
		}
		w.Events()
		for _, err := range atOnce(8, func(i int) error {
			_, err := w.Store.AcceptAnswer(w.Ctx, w.Mia, ids[i], true)
			return err
		}) {
			w.Must(err)
		}
		events := w.Events()
		view, err := w.Store.Thread(w.Ctx, w.Reader, th.ID)
		w.Must(err)
		if len(events) != 8 || view.AcceptedPostID == nil || *view.AcceptedPostID != *events[7].PostID {
			t.Errorf("accepted %v after %d changes", view.AcceptedPostID, len(events))
		}
	})
}

func TestMarkOfficial_isForStaffAndForPostsByStaff(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		byStaff, byMember := w.Reply(w.Sam, th.ID, "We tested them."), w.Reply(w.Max, th.ID, "I like mine.")
		story := w.Start(w.Sam, testkit.RemoteWork, models.KindStory, "A winter at home", "It snowed.")
		under := w.Reply(w.Sam, story.ID, "And snowed.")
		w.Events()
		for _, v := range []models.Viewer{w.Mia, w.Max, w.Hana} {
			_, err := w.Store.MarkOfficial(w.Ctx, v, byStaff.ID, true)
			refused(t, err, models.Forbidden)
		}
		_, err := w.Store.MarkOfficial(w.Ctx, w.Mo, byMember.ID, true)
		refusedField(t, err, "on")
		_, err = w.Store.MarkOfficial(w.Ctx, w.Mo, under.ID, true)
		refusedField(t, err, "on")
		wantEvents(t, w)
		now, err := w.Store.MarkOfficial(w.Ctx, w.Ada, byStaff.ID, true)
		w.Must(err)
		if now.OfficialPostID == nil || *now.OfficialPostID != byStaff.ID {
			t.Errorf("thread = %+v", now)
		}
		wantEvents(t, w, models.EventThreadChanged)
		now, err = w.Store.MarkOfficial(w.Ctx, w.Sam, byStaff.ID, false)
		w.Must(err)
		if now.OfficialPostID != nil {
			t.Error("the mark was not withdrawn")
		}
	})
}
