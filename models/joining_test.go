package models_test

import (
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func doorIs(w *testkit.World, mode models.JoiningMode, domains string) {
	w.T.Helper()
	in := waymark
	in.Joining, in.Mode, in.MailDomains = mode != models.JoinClosed, mode, domains
	w.Must(w.Store.EditSite(w.Ctx, w.Ada, in))
}

func TestJoin_goesByTheDoorThatIsOpen(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		for _, mode := range models.JoiningModes {
			doorIs(w, mode, "")
			_, err := w.Store.Join(w.Ctx, newcomer("join-"+string(mode)))
			_, asked := w.Store.AskToJoin(w.Ctx, newcomer("ask-"+string(mode)), "")
			if (err == nil) != (mode == models.JoinOpen) || (asked == nil) != (mode == models.JoinApproval) {
				t.Errorf("%s: joining %v, asking %v", mode, err, asked)
			}
			if d := houseOf(w).Site; (d.Door() == nil) != (mode == models.JoinOpen || mode == models.JoinApproval) {
				t.Errorf("%s: the form says %v", mode, d.Door())
			}
		}
		in := waymark
		in.Mode = "window"
		wrongField(t, w.Store.EditSite(w.Ctx, w.Ada, in), "joining")
	})
}

func TestJoin_takesOnlyTheMailDomainsThatAreListed(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		in := waymark
		in.MailDomains = "not a domain"
		wrongField(t, w.Store.EditSite(w.Ctx, w.Ada, in), "mail_domains")
		doorIs(w, models.JoinOpen, "@Larkmoor.example, waymark.example")
		if got := houseOf(w).Site.MailDomains; len(got) != 2 || got[0] != "larkmoor.example" {
			t.Fatalf("the domains are %q", got)
		}
		pia := newcomer("pia")
		for _, email := range []string{"pia@example.org", "pia@sub.larkmoor.example", "pia@larkmoor.example.evil.test"} {
			pia.Email = email
			_, err := w.Store.Join(w.Ctx, pia)
			wrongField(t, err, "email")
		}
		pia.Email = "Pia@LARKMOOR.example"
		_, err := w.Store.Join(w.Ctx, pia)
		w.Must(err)
	})
}

func TestAskToJoin_isAnsweredOnceAndForgetsWhatItNeedsNoMore(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		doorIs(w, models.JoinApproval, "")
		pia, quentin := newcomer("pia"), newcomer("quentin")
		token, err := w.Store.AskToJoin(w.Ctx, pia, "I ride to work.")
		w.Must(err)
		refusedToken, err := w.Store.AskToJoin(w.Ctx, quentin, "")
		w.Must(err)
		_, err = w.Store.AskToJoin(w.Ctx, pia, "")
		kind(t, err, models.Invalid)
		taken := newcomer("mia")
		_, err = w.Store.AskToJoin(w.Ctx, taken, "")
		wrongField(t, err, "handle")
		_, err = try(w, "pia", pia.Password, home)
		kind(t, err, models.Unauthenticated)
		for _, v := range []models.Viewer{w.Reader, w.Mia} {
			_, _, err = w.Store.JoiningRequests(w.Ctx, v, 0)
			kind(t, err, models.NotFound)
		}
		_, _, err = w.Store.JoiningRequests(w.Ctx, w.Sam, 0)
		kind(t, err, models.Forbidden)
		list, _, err := w.Store.JoiningRequests(w.Ctx, w.Mo, 0)
		w.Must(err)
		if len(list) != 2 || list[0].Handle != "pia" || list[0].Why != "I ride to work." {
			t.Fatalf("who waits: %+v", list)
		}
		kind(t, w.Store.DecideJoining(w.Ctx, w.Sam, list[0].ID, true, ""), models.Forbidden)
		wrongField(t, w.Store.DecideJoining(w.Ctx, w.Mo, list[1].ID, false, ""), "words")
		w.Must(w.Store.DecideJoining(w.Ctx, w.Mo, list[0].ID, true, "Welcome."))
		wantAudit(t, w, w.Mo, "joining.approved", "", "@pia", "Welcome.")
		w.Must(w.Store.DecideJoining(w.Ctx, w.Mo, list[1].ID, false, "This is a place for cyclists."))
		kind(t, w.Store.DecideJoining(w.Ctx, w.Mo, list[1].ID, true, ""), models.Conflict)
		in, err := try(w, "pia", pia.Password, home)
		if err != nil || in.Viewer.Role != models.RoleMember {
			t.Errorf("she cannot sign in: %v", err)
		}
		r, err := w.Store.JoiningByToken(w.Ctx, token)
		if err != nil || r.State != models.JoiningApproved || r.Words != "Welcome." {
			t.Errorf("she reads %+v (%v)", r, err)
		}
		r, err = w.Store.JoiningByToken(w.Ctx, refusedToken)
		if err != nil || r.State != models.JoiningRefused || r.Email != "" || r.PasswordHash != "" {
			t.Errorf("he reads %+v (%v)", r, err)
		}
		_, err = w.Store.JoiningByToken(w.Ctx, "guessed")
		kind(t, err, models.NotFound)
	})
}

// Neither form says more of the community's doors, or of its people, than the other.
func TestAskToJoin_refusesWhatJoiningRefuses(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		w.Must(w.Store.DeleteAccount(w.Ctx, w.Nia, models.LeaveInput{Current: testkit.Password, Posts: "keep"}))
		retired, taken, nobody := newcomer("nia"), newcomer("pia"), models.JoinInput{}
		taken.Email = "mia@example.test"
		for _, door := range []models.JoiningMode{models.JoinOpen, models.JoinApproval} {
			doorIs(w, door, "")
			join := func(in models.JoinInput) error { _, err := w.Store.Join(w.Ctx, in); return err }
			if door == models.JoinApproval {
				kind(t, join(nobody), models.Forbidden) // the wrong form is refused before what is typed in it
				join = func(in models.JoinInput) error { _, err := w.Store.AskToJoin(w.Ctx, in, ""); return err }
			}
			wrongField(t, join(retired), "handle")
			wrongField(t, join(taken), "email")
			wrongField(t, join(nobody), "name")
		}
	})
}

func TestDecideJoining_aHandleTakenMeanwhileIsAConflict(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		doorIs(w, models.JoinApproval, "")
		_, err := w.Store.AskToJoin(w.Ctx, newcomer("pia"), "")
		w.Must(err)
		_, err = w.Store.CreateMember(w.Ctx, models.MemberInput{Handle: "pia", Name: "Pia", Email: "other@example.org", Password: testkit.Password})
		w.Must(err)
		list, _, err := w.Store.JoiningRequests(w.Ctx, w.Mo, 0)
		w.Must(err)
		kind(t, w.Store.DecideJoining(w.Ctx, w.Mo, list[0].ID, true, ""), models.Conflict)
		w.Must(w.Store.DecideJoining(w.Ctx, w.Mo, list[0].ID, false, "Somebody has that handle now."))
	})
}

func invite(w *testkit.World, v models.Viewer, email string, role models.Role) string {
	w.T.Helper()
	token, err := w.Store.Invite(w.Ctx, v, models.InvitationInput{Email: email, Role: role, Days: 7})
	w.Must(err)
	return token
}

// A14 of FAULTS.
func TestInvite_whoMayAndAsWhat(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		in := models.InvitationInput{Days: 7}
		for _, v := range []models.Viewer{w.Reader, w.Mia, w.Hana} {
			_, err := w.Store.Invite(w.Ctx, v, in)
			kind(t, err, models.NotFound)
		}
		_, err := w.Store.Invite(w.Ctx, w.Sam, in)
		kind(t, err, models.Forbidden)
		_, err = w.Store.Invite(w.Ctx, w.Mo, models.InvitationInput{Role: models.RoleContributor, Days: 7})
		kind(t, err, models.Forbidden)
		for field, bad := range map[string]models.InvitationInput{"days": {Days: 8}, "email": {Email: "mia", Days: 7}, "role": {Role: "king", Days: 7}} {
			_, err := w.Store.Invite(w.Ctx, w.Ada, bad)
			wrongField(t, err, field)
		}
		token := invite(w, w.Ada, "", models.RoleContributor)
		out, err := w.Store.AcceptInvitation(w.Ctx, token, newcomer("pia"))
		w.Must(err)
		if out.Viewer.Role != models.RoleContributor {
			t.Errorf("she is a %s", out.Viewer.Role)
		}
		wantAudit(t, w, out.Viewer, "invitation.accepted", "", "contributor", "")
	})
}

func TestAcceptInvitation_worksOnceInItsTimeForItsAddress(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		doorIs(w, models.JoinInvitation, "larkmoor.example")
		_, err := w.Store.AcceptInvitation(w.Ctx, "guessed", newcomer("pia"))
		kind(t, err, models.Gone)
		token := invite(w, w.Mo, "pia@example.org", models.RoleMember)
		_, err = w.Store.AcceptInvitation(w.Ctx, token, newcomer("quentin"))
		wrongField(t, err, "email")
		_, err = w.Store.AcceptInvitation(w.Ctx, token, newcomer("pia"))
		w.Must(err)
		_, err = w.Store.AcceptInvitation(w.Ctx, token, newcomer("pia"))
		kind(t, err, models.Gone)

		late := invite(w, w.Mo, "", models.RoleMember)
		w.Clock.Advance(7*24*time.Hour + time.Second)
		_, err = w.Store.InvitationByToken(w.Ctx, late)
		kind(t, err, models.Gone)

		back := invite(w, w.Mo, "", models.RoleMember)
		list, err := w.Store.Invitations(w.Ctx, w.Mo)
		w.Must(err)
		kind(t, w.Store.RevokeInvitation(w.Ctx, w.Sam, list[0].ID), models.Forbidden)
		w.Must(w.Store.RevokeInvitation(w.Ctx, w.Ada, list[0].ID))
		_, err = w.Store.AcceptInvitation(w.Ctx, back, newcomer("ruth"))
		kind(t, err, models.Gone)
		kind(t, w.Store.RevokeInvitation(w.Ctx, w.Ada, list[2].ID), models.Conflict)
		if list[2].Guest.Handle != "pia" || list[2].Inviter.Handle != w.Mo.Handle {
			t.Errorf("the list says %+v", list[2])
		}
	})
}

func TestAcceptInvitation_ofTwoAtOnceOneComesIn(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		token := invite(w, w.Mo, "", models.RoleMember)
		errs := atOnce(2, func(i int) error {
			_, err := w.Store.AcceptInvitation(w.Ctx, token, newcomer("guest-"+itoa(i)))
			return err
		})
		if (errs[0] == nil) == (errs[1] == nil) || w.Count(`SELECT COUNT(*) FROM members WHERE handle LIKE 'guest-%'`) != 1 {
			t.Errorf("both ended alike: %v", errs)
		}
	})
}

func TestAcceptInvitation_diesWithTheRightToMakeIt(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		token := invite(w, w.Mo, "", models.RoleMember)
		w.Must(w.Store.SetRole(w.Ctx, w.Ada, w.Mo.Handle, models.RoleContributor, ""))
		_, err := w.Store.AcceptInvitation(w.Ctx, token, newcomer("pia"))
		kind(t, err, models.Gone)
	})
}
