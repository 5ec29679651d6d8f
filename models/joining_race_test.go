package models_test

import (
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// waitingID asks to join as somebody and gives the request's id.
func waitingID(w *testkit.World, handle string) int64 {
	w.T.Helper()
	doorIs(w, models.JoinApproval, "")
	_, err := w.Store.AskToJoin(w.Ctx, newcomer(handle), "")
	w.Must(err)
	return w.Count(`SELECT MAX(id) FROM joining_requests`)
}

// oneOf fails the test unless exactly one of the errors is nil and the others are of the kind.
func oneOf(t *testing.T, errs []error, others models.ErrorKind) {
	t.Helper()
	through := 0
	for _, err := range errs {
		if err == nil {
			through++
		} else if models.KindOf(err) != others {
			t.Errorf("another ended as %v, want %s", err, others)
		}
	}
	if through != 1 {
		t.Errorf("%d came through, want one: %v", through, errs)
	}
}

func TestDecideJoining_ofTwoAtOnceOneDecides(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		id := waitingID(w, "pia")
		errs := atOnce(4, func(i int) error {
			v := []models.Viewer{w.Mo, w.Ada}[i%2]
			return w.Store.DecideJoining(w.Ctx, v, id, i < 2, "We talked about it.")
		})
		oneOf(t, errs, models.Conflict)
		in := w.Count(`SELECT COUNT(*) FROM members WHERE handle = 'pia'`)
		approved := w.Count(`SELECT COUNT(*) FROM joining_requests WHERE state = 'approved'`)
		if in != approved || w.Count(`SELECT COUNT(*) FROM audit_log WHERE action IN ('joining.approved', 'joining.refused')`) != 1 {
			t.Errorf("%d are in, %d approved", in, approved)
		}
	})
}

func TestAskToJoin_ofTwoWithOneHandleOneWaits(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		doorIs(w, models.JoinApproval, "")
		errs := atOnce(3, func(i int) error {
			in := newcomer("pia")
			in.Email, in.Address = "pia"+itoa(i)+"@example.org", "192.0.2."+itoa(i+60)
			_, err := w.Store.AskToJoin(w.Ctx, in, "")
			return err
		})
		oneOf(t, errs, models.Invalid)
		if n := w.Count(`SELECT COUNT(*) FROM joining_requests`); n != 1 {
			t.Errorf("%d wait, want 1", n)
		}
	})
}

func TestAskToJoin_thoseRefusedMayAskAgain(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		id := waitingID(w, "pia")
		w.Must(w.Store.DecideJoining(w.Ctx, w.Mo, id, false, "Tell us a little more."))
		again := waitingID(w, "pia")
		if again == id {
			t.Fatal("nobody asked again")
		}
		w.Must(w.Store.DecideJoining(w.Ctx, w.Mo, again, true, ""))
		_, err := w.Store.AskToJoin(w.Ctx, newcomer("pia"), "")
		wrongField(t, err, "handle")
		kind(t, w.Store.DecideJoining(w.Ctx, w.Mo, again+99, true, ""), models.NotFound)
	})
}

func TestAskToJoin_isLimitedForOneAddress(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		doorIs(w, models.JoinApproval, "")
		var refused error
		for i := 0; i < 40 && refused == nil; i++ {
			in := newcomer("many-" + itoa(i))
			in.Address = "192.0.2.200"
			_, refused = w.Store.AskToJoin(w.Ctx, in, "")
		}
		kind(t, refused, models.TooMany)
		other := newcomer("somebody-else")
		other.Address = "198.51.100.9"
		_, err := w.Store.AskToJoin(w.Ctx, other, "")
		w.Must(err)
	})
}

func TestDecideJoining_isRefusedToWhoLostTheRightMeanwhile(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		id := waitingID(w, "pia")
		before := w.Mo
		w.Must(w.Store.SetRole(w.Ctx, w.Ada, w.Mo.Handle, models.RoleContributor, ""))
		kind(t, w.Store.DecideJoining(w.Ctx, before, id, true, ""), models.Forbidden)
		_, err := w.Store.Invite(w.Ctx, before, models.InvitationInput{Days: 1})
		kind(t, err, models.Forbidden)
		kind(t, w.Store.SetCrisis(w.Ctx, before, models.Crisis{Joining: true}, "A wave of spam."), models.Forbidden)
		if houseOf(w).Site.Crisis.On() || w.Count(`SELECT COUNT(*) FROM members WHERE handle = 'pia'`) != 0 {
			t.Error("something of it was done")
		}
	})
}

func TestRevokeInvitation_isRefusedToWhoLostTheRightMeanwhile(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		token := invite(w, w.Ada, "", models.RoleMember)
		other, err := w.Store.CreateMember(w.Ctx, models.MemberInput{Handle: "olga", Name: "Olga", Email: "olga@example.org", Password: testkit.Password, Role: models.RoleAdministrator})
		w.Must(err)
		before := w.Viewer(other.Handle)
		w.Must(w.Store.SetRole(w.Ctx, w.Ada, "olga", models.RoleMember, ""))
		id := w.Count(`SELECT MAX(id) FROM invitations`)
		kind(t, w.Store.RevokeInvitation(w.Ctx, before, id), models.NotFound)
		_, err = w.Store.InvitationByToken(w.Ctx, token)
		w.Must(err)
	})
}

func TestInvitation_diesWithItsInviter(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		for _, c := range []struct {
			name string
			end  func() error
		}{
			{"suspended", func() error {
				return w.Store.Suspend(w.Ctx, w.Ada, w.Mo.Handle, models.SuspensionInput{Rule: "abuse", Because: "Away."})
			}},
			{"gone", func() error {
				return w.Store.DeleteAccount(w.Ctx, w.Viewer(w.Mo.Handle), models.LeaveInput{Current: testkit.Password, Posts: "keep"})
			}},
		} {
			token := invite(w, w.Mo, "", models.RoleMember)
			w.Must(c.end())
			_, err := w.Store.InvitationByToken(w.Ctx, token)
			kind(t, err, models.Gone)
			_, err = w.Store.AcceptInvitation(w.Ctx, token, newcomer("guest"))
			kind(t, err, models.Gone)
			if c.name == "suspended" {
				w.Must(w.Store.LiftSuspension(w.Ctx, w.Ada, w.Mo.Handle, "Back."))
				if _, err := w.Store.InvitationByToken(w.Ctx, token); err != nil {
					t.Errorf("it does not work after the suspension: %v", err)
				}
			}
		}
	})
}

// FAULTS L12: several at once do not pass the most.
func TestInvite_hasAMostForEachInviter(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		now := w.Clock.Now()
		for i := range 99 {
			w.Exec(`INSERT INTO invitations (token_hash, inviter_id, created_at, expires_at) VALUES (?, ?, ?, ?)`, "h"+itoa(i), w.Mo.ID, now, now.Add(time.Hour))
		}
		errs := atOnce(3, func(int) error {
			_, err := w.Store.Invite(w.Ctx, w.Mo, models.InvitationInput{Days: 1})
			return err
		})
		oneOf(t, errs, models.Conflict)
		invite(w, w.Ada, "", models.RoleMember) // another's do not count
		w.Must(w.Store.RevokeInvitation(w.Ctx, w.Mo, w.Count(`SELECT MIN(id) FROM invitations`)))
		invite(w, w.Mo, "", models.RoleMember)
		_, err := w.Store.Invite(w.Ctx, w.Mo, models.InvitationInput{Days: 1})
		kind(t, err, models.Conflict)
		w.Clock.Advance(time.Hour)
		invite(w, w.Mo, "", models.RoleMember) // those whose time is over count no more
	})
}

func TestRevokeInvitation_isDoneOnceAndAgainChangesNothing(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		token := invite(w, w.Ada, "", models.RoleMember)
		id := w.Count(`SELECT MAX(id) FROM invitations`)
		kind(t, w.Store.RevokeInvitation(w.Ctx, w.Mo, id), models.Forbidden)
		kind(t, w.Store.RevokeInvitation(w.Ctx, w.Mia, id), models.NotFound)
		kind(t, w.Store.RevokeInvitation(w.Ctx, w.Ada, id+1), models.NotFound)
		for range 2 {
			w.Must(w.Store.RevokeInvitation(w.Ctx, w.Ada, id))
		}
		if n := w.Count(`SELECT COUNT(*) FROM audit_log WHERE action = 'invitation.revoked'`); n != 1 {
			t.Errorf("on record %d times, want once", n)
		}
		_, err := w.Store.InvitationByToken(w.Ctx, token)
		kind(t, err, models.Gone)
	})
}

// Of a guest and an inviter who act at the same moment either comes first; it never ends as both.
func TestAcceptInvitation_whileItIsTakenBackIsOneOrTheOther(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		for i := range 4 {
			token := invite(w, w.Mo, "", models.RoleMember)
			id := w.Count(`SELECT MAX(id) FROM invitations`)
			in := newcomer("guest-" + itoa(i))
			in.Address = "192.0.2." + itoa(i+100)
			errs := atOnce(2, func(j int) error {
				if j == 0 {
					return w.Store.RevokeInvitation(w.Ctx, w.Mo, id)
				}
				_, err := w.Store.AcceptInvitation(w.Ctx, token, in)
				return err
			})
			came := w.Count(`SELECT COUNT(*) FROM members WHERE handle = ?`, in.Handle) == 1
			revoked := w.Count(`SELECT COUNT(*) FROM invitations WHERE id = ? AND revoked_at IS NOT NULL`, id) == 1
			if came == revoked || came != (errs[1] == nil) || revoked != (errs[0] == nil) {
				t.Errorf("came %v, revoked %v: %v", came, revoked, errs)
			}
		}
	})
}

func TestAcceptInvitation_aRefusedFormSpendsNothing(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		token := invite(w, w.Mo, "", models.RoleMember)
		taken := newcomer("mia")
		_, err := w.Store.AcceptInvitation(w.Ctx, token, taken)
		wrongField(t, err, "handle")
		short := newcomer("pia")
		short.Password = "short"
		_, err = w.Store.AcceptInvitation(w.Ctx, token, short)
		wrongField(t, err, "password")
		if n := w.Count(`SELECT COUNT(*) FROM invitations WHERE used_at IS NOT NULL`); n != 0 {
			t.Fatal("the link is spent")
		}
		out, err := w.Store.AcceptInvitation(w.Ctx, token, newcomer("pia"))
		w.Must(err)
		if out.Viewer.Staff() || out.Viewer.ID == 0 {
			t.Errorf("she came in as %+v", out.Viewer)
		}
	})
}
