package models_test

import (
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// FAULTS H03: what a new member sends too much of is refused with the reason.
func TestNewcomer_tenPostsAnHour(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		reply := func(i int) error {
			_, err := w.Store.CreatePost(w.Ctx, w.Viewer("nia"), th.ID, models.PostInput{Body: "Answer " + itoa(i)})
			return err
		}
		for i := range 10 {
			w.Must(reply(i))
		}
		err := reply(10)
		refused(t, err, models.TooMany)
		if e := models.AsError(err); !strings.Contains(e.Message, "new here") || e.RetryAfter <= 0 {
			t.Errorf("refused without the reason: %+v", e)
		}
		_, err = w.Store.CreateThread(w.Ctx, w.Viewer("nia"), models.ThreadInput{
			Topic: testkit.RemoteWork, Kind: "discussion", Title: "My turn", Body: "Text",
		})
		refused(t, err, models.TooMany)
		w.Clock.Advance(time.Hour + time.Minute)
		w.Must(reply(11))
	})
}

func TestNewcomer_parallelPostsCountEachOther(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		stored := 0
		for _, err := range atOnce(14, func(i int) error {
			_, err := w.Store.CreatePost(w.Ctx, w.Nia, th.ID, models.PostInput{Body: "Answer " + itoa(i)})
			return err
		}) {
			if err == nil {
				stored++
				continue
			}
			refused(t, err, models.TooMany)
		}
		if stored != 10 {
			t.Errorf("%d posts stored, want 10", stored)
		}
	})
}

func TestNewcomer_fewLinksAndMentionsAndNotTheSameTextAgain(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		reply := func(v models.Viewer, body string) (models.NewPost, error) {
			return w.Store.CreatePost(w.Ctx, v, th.ID, models.PostInput{Body: body})
		}
		links := strings.Repeat("See https://example.test/x too. ", 4)
		_, err := reply(w.Nia, links)
		held(t, err)
		_, err = reply(w.Max, links)
		w.Must(err) // who has been here a while may

		var handles []string
		for i := range 11 {
			handle := "person-" + itoa(i)
			_, err := w.Store.CreateMember(w.Ctx, models.MemberInput{Handle: handle, Name: "Person", Email: handle + "@example.test", Password: testkit.Password})
			w.Must(err)
			handles = append(handles, "@"+handle)
		}
		_, err = reply(w.Nia, strings.Join(handles, " "))
		held(t, err)

		for range 3 {
			_, err = reply(w.Nia, "Buy my desk")
			w.Must(err)
		}
		_, err = reply(w.Nia, "Buy my desk")
		held(t, err)
	})
}

func TestNewcomer_cannotEditInWhatCouldNotBePosted(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		p := w.Reply(w.Nia, th.ID, "Innocent words")
		_, err := w.Store.EditPost(w.Ctx, w.Nia, p.ID, models.EditInput{Body: text(strings.Repeat("See https://example.test/x too. ", 4))})
		refusedField(t, err, "body")
		_, err = w.Store.EditPost(w.Ctx, w.Nia, p.ID, models.EditInput{Body: text("See https://example.test/x")})
		w.Must(err)
	})
}
