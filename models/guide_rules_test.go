package models_test

import (
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// A colleague is somebody who is here, or who can still come: not a link that nobody took while it worked.
func TestGuide_colleaguesAndMembersAreThoseWhoAreHereOrCanCome(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		done := func(step models.GuideStep) bool {
			t.Helper()
			g, err := w.NewStore().Guide(w.Ctx, w.Ada)
			w.Must(err)
			return g.Done[step]
		}
		if !done(models.GuideColleague) || !done(models.GuideMember) || !done(models.GuideTopics) {
			t.Fatal("a community with people and topics has none")
		}
		w.Exec(`UPDATE members SET status = 'suspended' WHERE handle <> 'ada'`)
		if done(models.GuideColleague) || done(models.GuideMember) {
			t.Error("whoever is suspended counts")
		}
		w.Exec(`UPDATE members SET status = 'active' WHERE handle = 'max'`)
		if done(models.GuideColleague) || !done(models.GuideMember) {
			t.Error("a member is a colleague, or no member")
		}
		invite := func(role models.Role) {
			_, err := w.Store.Invite(w.Ctx, w.Ada, models.InvitationInput{Role: role, Days: 1})
			w.Must(err)
		}
		if invite(models.RoleMember); done(models.GuideColleague) {
			t.Error("an invited member is a colleague")
		}
		if invite(models.RoleContributor); !done(models.GuideColleague) {
			t.Error("an invited colleague does not count")
		}
		if w.Clock.Advance(25 * time.Hour); done(models.GuideColleague) {
			t.Error("an invitation that nobody took in time counts for ever")
		}
		if invite(models.RoleModerator); !done(models.GuideColleague) {
			t.Error("another invitation does not count")
		}
		if w.Exec(`UPDATE invitations SET revoked_at = ?`, w.Clock.Now()); done(models.GuideColleague) {
			t.Error("an invitation that was taken back counts")
		}
		if w.Exec(`UPDATE topics SET archived_at = ? WHERE slug <> ?`, w.Clock.Now(), testkit.RemoteWork); done(models.GuideTopics) {
			t.Error("topics that are closed are something to choose from")
		}
		draftStory(w, w.Ada)
		if done(models.GuideStory) {
			t.Error("a draft is a story that is out")
		}
		talk := w.Start(w.Ada, testkit.RemoteWork, models.KindDiscussion, "A desk", "Words.")
		if !done(models.GuideDiscussion) {
			t.Error("there is something to answer")
		}
		if w.Must(w.Store.RemoveThread(w.Ctx, w.Ada, talk.ID, "other", "It was a trial.")); done(models.GuideDiscussion) {
			t.Error("what was removed can be answered")
		}
	})
}

func TestGuide_isThatOfAdministratorsFor30Days(t *testing.T) {
	w := testkit.NewWorld(t, "sqlite")
	w.Exec(`UPDATE members SET created_at = ?`, w.Clock.Now())
	for _, c := range []struct {
		after time.Duration
		shown bool
	}{{0, true}, {30*24*time.Hour - time.Second, true}, {2 * time.Second, false}} {
		w.Clock.Advance(c.after)
		if g, err := w.Store.Guide(w.Ctx, w.Ada); err != nil || g.Shown != c.shown {
			t.Errorf("%s later: shown %t (%v)", c.after, g.Shown, err)
		}
	}
	for _, v := range []models.Viewer{w.Reader, w.Mia, w.Hana, w.Sam, w.Mo} {
		if g, err := w.Store.Guide(w.Ctx, v); err != nil || g.Shown || len(g.Done) != 0 {
			t.Errorf("%q is shown %v (%v)", v.Handle, g, err)
		}
		for _, on := range []bool{true, false} {
			kind(t, w.Store.SetGuide(w.Ctx, v, on), models.Forbidden)
		}
	}
}
