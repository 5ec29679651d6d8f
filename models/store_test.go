package models_test

import (
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func TestStore_whatIsNoTextIsRefusedAlikeOnBothDatabases(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "A thread to move", "Words.")
		kind(t, w.Store.RequestReset(w.Ctx, "a\x00b", home), models.Invalid)
		for _, bad := range []string{"a\x00b", "a\xffb"} {
			_, err := w.Store.SignIn(w.Ctx, models.SignInInput{Credentials: models.Credentials{Login: bad, Password: bad, Address: home}})
			kind(t, err, models.Unauthenticated)
			_, err = w.Store.CreateResetLink(w.Ctx, w.Ada, bad)
			kind(t, err, models.NotFound)
			kind(t, w.Store.MoveThread(w.Ctx, w.Mo, th.ID, bad, ""), models.Invalid)
			kind(t, w.Store.SetRole(w.Ctx, w.Ada, bad, models.RoleMember, ""), models.NotFound)
			_, err = w.Store.CreateTopic(w.Ctx, w.Ada, models.TopicInput{Name: "Letters", Hosts: bad})
			kind(t, err, models.Invalid)
			_, err = w.Store.CreateTopic(w.Ctx, w.Ada, models.TopicInput{Name: "Letters", DraftKey: bad})
			kind(t, err, models.Invalid)
		}
	})
}
