package models_test

import (
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func crisis(w *testkit.World, c models.Crisis) {
	w.T.Helper()
	w.Must(w.Store.SetCrisis(w.Ctx, w.Mo, c, "A wave of spam."))
}

func TestSetCrisis_isForModeratorsWithAReasonAndOnRecord(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		on := models.Crisis{Joining: true, Posting: models.PauseNew, Banner: "We are looking into it."}
		for _, v := range []models.Viewer{w.Reader, w.Mia, w.Hana, w.Sam} {
			kind(t, w.Store.SetCrisis(w.Ctx, v, on, "Spam everywhere."), models.Forbidden)
		}
		wrongField(t, w.Store.SetCrisis(w.Ctx, w.Mo, on, ""), "reason")
		wrongField(t, w.Store.SetCrisis(w.Ctx, w.Mo, models.Crisis{Posting: "some"}, "Spam everywhere."), "posting")
		w.Must(w.Store.SetCrisis(w.Ctx, w.Mo, on, "Spam everywhere."))
		wantEvents(t, w, models.EventSiteChanged)
		wantAudit(t, w, w.Mo, "crisis.changed", "", "joining,posting:new; We are looking into it.", "Spam everywhere.")
		if got := houseOf(w).Site.Crisis; got != on {
			t.Errorf("the directory has %+v", got)
		}
		w.Must(w.Store.SetCrisis(w.Ctx, w.Mo, on, "Again."))
		w.Must(w.Store.SetCrisis(w.Ctx, w.Ada, models.Crisis{}, ""))
		wantEvents(t, w, models.EventSiteChanged)
		if houseOf(w).Site.Crisis.On() {
			t.Error("it is still on")
		}
	})
}

func TestCrisis_shutsEveryDoor(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		token := invite(w, w.Mo, "", models.RoleMember)
		waiting := waitingID(w, "quentin")
		doorIs(w, models.JoinOpen, "")
		crisis(w, models.Crisis{Joining: true})
		kind(t, w.Store.DecideJoining(w.Ctx, w.Mo, waiting, true, ""), models.Conflict)
		_, err := w.Store.Join(w.Ctx, newcomer("pia"))
		kind(t, err, models.Forbidden)
		_, err = w.Store.AcceptInvitation(w.Ctx, token, newcomer("pia"))
		kind(t, err, models.Forbidden)
		doorIs(w, models.JoinApproval, "")
		_, err = w.Store.AskToJoin(w.Ctx, newcomer("pia"), "")
		kind(t, err, models.Forbidden)
		crisis(w, models.Crisis{})
		_, err = w.Store.AcceptInvitation(w.Ctx, token, newcomer("pia"))
		w.Must(err)
		w.Must(w.Store.DecideJoining(w.Ctx, w.Mo, waiting, true, ""))
	})
}

func TestCrisis_pausesPostingForWhomItSays(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		own := w.Reply(w.Mia, th.ID, "They do.")
		writes := func(v models.Viewer) map[string]error {
			_, post := w.Store.CreatePost(w.Ctx, v, th.ID, models.PostInput{Body: "Mine does."})
			_, start := w.Store.CreateThread(w.Ctx, v, models.ThreadInput{Topic: testkit.RemoteWork, Kind: "discussion", Title: "Lamps by the window", Body: "Which one?"})
			return map[string]error{"a post": post, "a thread": start}
		}
		for _, c := range []struct {
			pause models.Pause
			may   map[string]bool
		}{
			{models.PauseNobody, map[string]bool{"nia": true, "mia": true, "sam": true}},
			{models.PauseNew, map[string]bool{"nia": false, "mia": true, "sam": true}},
			{models.PauseAll, map[string]bool{"nia": false, "mia": false, "sam": true}},
		} {
			crisis(w, models.Crisis{Posting: c.pause})
			for _, v := range []models.Viewer{w.Nia, w.Mia, w.Sam} {
				for what, err := range writes(v) {
					if (err == nil) != c.may[v.Handle] || (err != nil && models.KindOf(err) != models.Forbidden) {
						t.Errorf("pause %q: %s by %s: %v", c.pause, what, v.Handle, err)
					}
				}
			}
		}
		body := "They do, mostly."
		_, err := w.Store.EditPost(w.Ctx, w.Mia, own.ID, models.EditInput{Body: &body})
		kind(t, err, models.Forbidden)
		crisis(w, models.Crisis{Pictures: true})
		kind(t, w.Store.RefusePicture(w.Ctx, w.Mia), models.Forbidden)
		kind(t, w.Store.RefusePicture(w.Ctx, w.Sam), "")
		_, err = w.Store.AddPicture(w.Ctx, w.Mia, models.PictureInput{})
		kind(t, err, models.Forbidden)
	})
}

func TestCrisis_keepsAMembersScheduledStoryUntilItIsOver(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		w.Must(w.Store.SetMayPublish(w.Ctx, w.Ada, "mia", true))
		mia := w.Viewer("mia")
		th, err := w.Store.CreateThread(w.Ctx, mia, models.ThreadInput{Topic: testkit.Photography, Kind: "story", Title: "A year of mornings", Body: "It began.", Later: true})
		w.Must(err)
		w.Must(w.Store.ScheduleStory(w.Ctx, mia, th.ID, w.Clock.Now().Add(time.Hour)))
		crisis(w, models.Crisis{Posting: models.PauseAll})
		w.Clock.Advance(2 * time.Hour)
		if n, err := w.Store.PublishDue(w.Ctx); n != 0 || err != nil {
			t.Errorf("%d stories came out meanwhile (%v)", n, err)
		}
		crisis(w, models.Crisis{})
		if n, err := w.Store.PublishDue(w.Ctx); n != 1 || err != nil {
			t.Errorf("%d stories came out after it (%v)", n, err)
		}
	})
}
