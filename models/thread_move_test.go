package models_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// FAULTS C04: both ends of a move are asked.
func TestMoveThread_checksBothEnds(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindQuestion, "Which lens for a kitchen?", "It is dark.")
		w.Reply(w.Max, th.ID, "A fast one.")
		kind(t, w.Store.MoveThread(w.Ctx, w.Hana, th.ID, testkit.Photography, ""), models.Forbidden)
		kind(t, w.Store.MoveThread(w.Ctx, w.Mo, th.ID, "nowhere", ""), models.Invalid)
		kind(t, w.Store.MoveThread(w.Ctx, w.Mo, th.ID, testkit.Photography, "It is about lenses."), "")
		kind(t, w.Store.MoveThread(w.Ctx, w.Mo, th.ID, testkit.Photography, "Again."), "")
		view, err := w.Store.Thread(w.Ctx, w.Reader, th.ID)
		w.Must(err)
		if view.Topic.Slug != testkit.Photography {
			t.Errorf("topic %q", view.Topic.Slug)
		}
		w.Recount()
	})
}

func TestMoveThread_intoAStaffTopicHidesIt(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "A name and an address", "Of somebody.")
		kind(t, w.Store.MoveThread(w.Ctx, w.Mo, th.ID, testkit.StaffTable, "private data"), "")
		_, err := w.Store.Thread(w.Ctx, w.Mia, th.ID)
		kind(t, err, models.NotFound)
		_, err = w.Store.CreatePost(w.Ctx, w.Mia, th.ID, models.PostInput{Body: "Hello?"})
		kind(t, err, models.NotFound)
	})
}

func TestRemoveThread_leavesANoticeAndCanBeUndone(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Buy my course", "It is cheap.")
		w.Reply(w.Max, th.ID, "No.")
		kind(t, w.Store.RemoveThread(w.Ctx, w.Mia, th.ID, "other", "mine"), models.Forbidden)
		kind(t, w.Store.RemoveThread(w.Ctx, w.Mo, th.ID, "other", "Advertising."), "")
		view, err := w.Store.Thread(w.Ctx, w.Mia, th.ID)
		kind(t, err, models.Gone)
		if view.ID != th.ID {
			t.Error("the notice needs the thread's head")
		}
		_, err = w.Store.CreatePost(w.Ctx, w.Max, th.ID, models.PostInput{Body: "Still no."})
		kind(t, err, models.Gone)
		w.Recount()
		kind(t, w.Store.RestoreThread(w.Ctx, w.Mo, th.ID, ""), "")
		_, err = w.Store.Thread(w.Ctx, w.Reader, th.ID)
		kind(t, err, "")
		w.Recount()
	})
}

func TestRestoreThread_tellsAReaderNothingOfWhatIsNotForThem(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.BackRoom, models.KindDiscussion, "Not for everybody", "Nobody answers.")
		_, err := w.Store.DeletePost(w.Ctx, w.Mia, openingOf(w, th).ID, models.DeleteInput{})
		w.Must(err)
		kind(t, w.Store.RestoreThread(w.Ctx, w.Reader, th.ID, ""), models.NotFound)
		kind(t, w.Store.RestoreThread(w.Ctx, w.Reader, th.ID+1000, ""), models.NotFound)
	})
}

func TestSplitThread_leavesTheLastActivityToAPostThatCanBeSeen(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Where to sit", "By the window.")
		away := w.Reply(w.Nia, th.ID, "Buy my chairs.")
		w.Reply(w.Max, th.ID, "Chairs are another matter.")
		_, err := w.Store.DeletePost(w.Ctx, w.Mo, away.ID, models.DeleteInput{Rule: "other", Reason: "Advertising."})
		w.Must(err)
		_, err = w.Store.SplitThread(w.Ctx, w.Mo, th.ID, models.SplitInput{Numbers: []int64{3}, Title: "Chairs"})
		w.Must(err)
		view, err := w.Store.Thread(w.Ctx, w.Reader, th.ID)
		w.Must(err)
		if view.LastAuthorID == nil || *view.LastAuthorID != w.Mia.ID {
			t.Errorf("last author %v, want Mia: the post after hers is removed", view.LastAuthorID)
		}
	})
}

func TestSplitThread_keepsAddressesAndLeavesStubs(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.Photography, models.KindQuestion, "How to dry a wet bag?", "It fell into a canal.")
		w.Reply(w.Max, th.ID, "Open it.")
		bikes := w.Reply(w.Sam, th.ID, "Which canal? I cycle there.")
		reply, err := w.Store.CreatePost(w.Ctx, w.Mia, th.ID, models.PostInput{Body: "The one by the mill.", ReplyTo: 3})
		w.Must(err)
		w.Reply(w.Max, th.ID, "Rice does not help.")
		w.Events()

		_, err = w.Store.SplitThread(w.Ctx, w.Mia, th.ID, models.SplitInput{Numbers: []int64{3}, Title: "Canals"})
		kind(t, err, models.Forbidden)
		for _, numbers := range [][]int64{nil, {1, 3}, {3, 99}} {
			_, err = w.Store.SplitThread(w.Ctx, w.Hana, th.ID, models.SplitInput{Numbers: numbers, Title: "Canals to ride along"})
			kind(t, err, models.Invalid)
		}
		_, err = w.Store.SplitThread(w.Ctx, w.Hana, th.ID, models.SplitInput{Numbers: []int64{3}, Title: "Canals", Topic: testkit.RemoteWork})
		kind(t, err, models.Forbidden)

		made, err := w.Store.SplitThread(w.Ctx, w.Hana, th.ID, models.SplitInput{Numbers: []int64{4, 3, 3}, Title: "Canals to ride along"})
		w.Must(err)
		if events := w.Events(); len(events) != 2 {
			t.Errorf("events = %+v, want one on each thread", events)
		}
		posts, err := w.Store.Posts(w.Ctx, w.Reader, made.ID, 1)
		w.Must(err)
		if len(posts) != 2 || posts[0].ID != bikes.ID || posts[1].ID != reply.ID || posts[1].ReplyTo != nil {
			t.Fatalf("new thread's posts = %+v", posts)
		}
		left, err := w.Store.Posts(w.Ctx, w.Reader, th.ID, 1)
		w.Must(err)
		if len(left) != 5 || left[2].Status != models.PostMoved || *left[2].MovedToID != bikes.ID || *left[2].MovedThread != made.ID {
			t.Errorf("stub = %+v", left[2])
		}
		p, view, err := w.Store.Post(w.Ctx, w.Reader, bikes.ID)
		w.Must(err)
		if p.Number != 1 || view.ID != made.ID || view.Author.Handle != "sam" {
			t.Errorf("the post's address leads to number %d of %d by %s", p.Number, view.ID, view.Author.Handle)
		}
		w.Recount()
	})
}

// FAULTS D11: what is said of posts that went to a thread of fewer people does not name it, on the record or in a notice.
func TestSplitThread_ofASuggestionNamesThePrivateThreadToNobodyElse(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := ownedBySam(w, "Quiet rooms to book")
		_, err := w.Store.Support(w.Ctx, w.Max, th.ID, "")
		w.Must(err)
		p := w.Reply(w.Max, th.ID, "A name and an address")
		made, err := w.Store.SplitThread(w.Ctx, w.Mo, th.ID, models.SplitInput{
			Numbers: []int64{p.Number}, Title: "Zanzibar affair", Topic: testkit.StaffTable,
		})
		w.Must(err)
		for more := true; more; {
			more, err = w.Store.DeliverNotices(w.Ctx)
			w.Must(err)
		}
		list, _, err := w.Store.Notices(w.Ctx, w.Max, 0)
		w.Must(err)
		told := false
		for _, n := range list {
			told = told || n.Kind == models.NoticeSplit
			if strings.Contains(fmt.Sprintf("%+v", n), "Zanzibar") {
				t.Errorf("a supporter is told %+v", n)
			}
		}
		if !told {
			t.Error("the supporter is not told, so this proves nothing")
		}
		for _, v := range []models.Viewer{w.Reader, w.Max, w.Sam} {
			_, view, err := w.Store.Suggestion(w.Ctx, v, th.ID)
			w.Must(err)
			last := view.Lines[len(view.Lines)-1]
			if last.Kind != models.LineSplit || last.Words != "" || (last.OtherTitle == made.Title) != v.Staff() {
				t.Errorf("the record says to %q: %+v", v.Handle, last)
			}
		}
	})
}
