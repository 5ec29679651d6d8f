package models_test

import (
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// stored lists the columns that still hold a text, whoever it was about.
func stored(w *testkit.World, text string) (places []string) {
	w.T.Helper()
	for _, c := range textColumns(w) {
		if w.Count(`SELECT COUNT(*) FROM `+c[0]+` WHERE LOWER(`+c[1]+`) LIKE ?`, "%"+text+"%") > 0 {
			places = append(places, c[0]+"."+c[1])
		}
	}
	return places
}

// The way in is part of what is forgotten: what somebody wrote to be let in, and the address they were invited by.
func TestDeleteAccount_leavesNothingOfTheWayIn(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		doorIs(w, models.JoinApproval, "")
		asking := newcomer("wombatina")
		asking.Name = "Wombatina Quist"
		_, err := w.Store.AskToJoin(w.Ctx, asking, "Wombatina rides a tandem.")
		w.Must(err)
		list, _, err := w.Store.JoiningRequests(w.Ctx, w.Mo, 0)
		w.Must(err)
		w.Must(w.Store.DecideJoining(w.Ctx, w.Mo, list[0].ID, true, "Welcome, @wombatina."))
		invited := newcomer("echidnus")
		_, err = w.Store.AcceptInvitation(w.Ctx, invite(w, w.Ada, invited.Email, models.RoleMember), invited)
		w.Must(err)
		for _, in := range []models.JoinInput{asking, invited} {
			before := stored(w, in.Handle)
			if len(before) < 3 {
				t.Errorf("%s stands in %v: this proves little", in.Handle, before)
			}
			out, err := try(w, in.Handle, in.Password, home)
			w.Must(err)
			w.Must(w.Store.DeleteAccount(w.Ctx, out.Viewer, models.LeaveInput{Current: in.Password, Posts: "keep"}))
			for more := true; more; {
				more, err = w.Store.SweepErasures(w.Ctx)
				w.Must(err)
			}
			if places := stored(w, in.Handle); len(places) != 0 {
				t.Errorf("%s still stands in %v", in.Handle, places)
			}
		}
	})
}
