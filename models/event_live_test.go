package models_test

import (
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func TestCleanEvents_keepsThirtyDaysAndTheNumbers(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.Photography, models.KindDiscussion, "Fog", "Words.")
		channel := models.ThreadChannel(th.ID)
		w.Exec(`DELETE FROM events WHERE channel <> ?`, channel)
		for seq := range 2500 { // more than two batches
			w.Exec(`INSERT INTO events (channel, seq, type, created_at) VALUES ('thread:old', ?, 'post.created', ?)`, seq+1, w.Clock.Now().Add(-31*24*time.Hour))
		}
		w.Clock.Advance(29 * 24 * time.Hour)
		w.Must(w.Store.CleanEvents(w.Ctx))
		if n := w.Count(`SELECT COUNT(*) FROM events`); n != 1 {
			t.Errorf("%d events are left, want the one of 29 days ago", n)
		}
		w.Reply(w.Max, th.ID, "Late")
		w.Clock.Advance(2 * 24 * time.Hour)
		w.Must(w.Store.CleanEvents(w.Ctx))
		events, err := w.Store.EventsSince(w.Ctx, channel, 0, 10)
		if err != nil || len(events) != 1 || events[0].Seq != 2 {
			t.Errorf("left: %+v, %v", events, err)
		}
	})
}

func TestListenOwn_hearsOfThisProcessAlone(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		other := w.NewStore()
		own, others := 0, 0
		w.Store.ListenOwn(func() { own++ })
		other.ListenOwn(func() { others++ })
		th := w.Start(w.Mia, testkit.Photography, models.KindDiscussion, "Fog", "Words.")
		if _, err := w.Store.CreatePost(w.Ctx, w.Max, th.ID, models.PostInput{Body: ""}); err == nil {
			t.Fatal("premise: an empty reply is refused")
		}
		if own != 1 || others != 0 {
			t.Errorf("own %d, others %d", own, others)
		}
	})
}

func TestViewerOfSession_isTheViewerUntilTheSessionEnds(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		in := models.SignInInput{Credentials: models.Credentials{Login: "mia", Password: testkit.Password, Address: "192.0.2.1"}}
		signed, err := w.Store.SignIn(w.Ctx, in)
		w.Must(err)
		got, until, err := w.Store.ViewerOfSession(w.Ctx, signed.Viewer.SessionID)
		if err != nil || got.ID != w.Mia.ID || got.SessionID != signed.Viewer.SessionID {
			t.Errorf("%+v, %v", got, err)
		}
		if want := w.Clock.Now().AddDate(0, 0, 14); !until.Equal(want) {
			t.Errorf("it runs out at %s, want %s", until, want)
		}
		w.Must(w.Store.SignOut(w.Ctx, signed.Token))
		if _, _, err := w.Store.ViewerOfSession(w.Ctx, signed.Viewer.SessionID); models.KindOf(err) != models.Unauthenticated {
			t.Errorf("after the end: %v", err)
		}
	})
}
