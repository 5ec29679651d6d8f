package models_test

import (
	"errors"
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// alreadySent ends the test unless the words were refused because others were sent under their key.
func alreadySent(t *testing.T, err error) *models.AlreadySent {
	t.Helper()
	refused(t, err, models.Conflict)
	sent, ok := errors.AsType[*models.AlreadySent](err)
	if !ok {
		t.Fatalf("%v does not say what was sent before", err)
	}
	return sent
}

func TestCreatePost_underAUsedKeyRefusesOtherWords(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "A desk by a window", "It rains on it.")
		send := func(v models.Viewer, body string) (models.NewPost, error) {
			return w.Store.CreatePost(w.Ctx, v, th.ID, models.PostInput{Body: body, DraftKey: "k"})
		}
		first, err := send(w.Max, "Shut it.")
		w.Must(err)
		w.Events()
		if sent := alreadySent(t, second(send(w.Max, "Shut it, please."))); sent.PostID != first.ID || sent.Text != "Shut it." {
			t.Errorf("sent before: %+v", sent)
		}
		_, err = w.Store.EditPost(w.Ctx, w.Max, first.ID, models.EditInput{Body: new("Close it.")})
		w.Must(err)
		if again, err := send(w.Max, "Shut it."); err != nil || again.ID != first.ID {
			t.Errorf("a late repeat of what was sent first: post %d, %v", again.ID, err)
		}
		if sent := alreadySent(t, second(send(w.Max, "Close it."))); sent.Text != "Shut it." {
			t.Errorf("what it says now was not what was sent: %+v", sent)
		}
		if other, err := send(w.Hana, "Another member's words."); err != nil || other.ID == first.ID {
			t.Errorf("another member's key is another key: post %d, %v", other.ID, err)
		}
		if n := w.Count(`SELECT COUNT(*) FROM posts WHERE thread_id = ?`, th.ID); n != 3 {
			t.Errorf("%d posts, want 3", n)
		}
	})
}

func TestCreateThread_underAUsedKeyRefusesAnotherTitleOrText(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		send := func(title, body string) (models.Thread, error) {
			return w.Store.CreateThread(w.Ctx, w.Mia, models.ThreadInput{
				Topic: testkit.RemoteWork, Kind: "discussion", Title: title, Body: body, DraftKey: "k",
			})
		}
		first, err := send("A desk by a window", "It rains on it.")
		w.Must(err)
		alreadySent(t, second(send("A desk in the rain", "It rains on it.")))
		alreadySent(t, second(send("A desk by a window", "It snows on it.")))
		w.Must(w.Store.Retitle(w.Ctx, w.Mia, first.ID, "A wet desk", "", 0))
		if again, err := send("A desk by a window", "It rains on it."); err != nil || again.ID != first.ID {
			t.Errorf("a late repeat after a new title: thread %d, %v", again.ID, err)
		}
		if n := w.Count(`SELECT COUNT(*) FROM threads`); n != 1 {
			t.Errorf("%d threads, want 1", n)
		}
	})
}

func TestCreateTopic_underAUsedKeyRefusesAnotherName(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		send := func(name string) (models.Topic, error) {
			return w.Store.CreateTopic(w.Ctx, w.Ada, models.TopicInput{Name: name, DraftKey: "k"})
		}
		first, err := send("Boats")
		w.Must(err)
		if again, err := send("Boats"); err != nil || again.ID != first.ID {
			t.Errorf("the same again: topic %d, %v", again.ID, err)
		}
		refused(t, second(send("Canoes")), models.Conflict)
	})
}

// second is the error beside a result that a test has no use for.
func second[T any](_ T, err error) error { return err }

// A used key tells nothing of a thread that is not to be seen any more, not even what was sent to it.
func TestCreatePost_underAUsedKeyInAHiddenThreadIsNotFound(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "A desk by a window", "It rains on it.")
		send := func(threadID int64, body string) error {
			_, err := w.Store.CreatePost(w.Ctx, w.Max, threadID, models.PostInput{Body: body, DraftKey: "k"})
			return err
		}
		w.Must(send(th.ID, "Shut it."))
		kind(t, send(99_999, "Shut it."), models.NotFound)
		kind(t, send(th.ID, "Shut it, please."), models.Conflict)
		staff := string(models.VisibleStaff)
		_, err := w.Store.ChangeTopic(w.Ctx, w.Ada, testkit.RemoteWork, models.TopicChange{Visibility: &staff})
		w.Must(err)
		kind(t, send(th.ID, "Shut it."), models.NotFound)
		kind(t, send(th.ID, "Shut it, please."), models.NotFound)
	})
}
