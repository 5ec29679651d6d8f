package demo

import (
	"slices"
	"time"

	"github.com/commonthread/commonthread/models"
)

// withJoining adds who was invited.
func withJoining(acts []act) []act {
	end := acts[len(acts)-1].at
	add := func(hours float64, what string, do func(l *loader) error) {
		acts = append(acts, act{end.Add(-time.Duration(hours * float64(time.Hour))), "", "joining: " + what, do})
	}
	add(40, "somebody is invited", func(l *loader) error { return l.inviteAs("mo-rahimi", "", models.RoleMember) })
	add(39, "a colleague is invited", func(l *loader) error {
		return l.inviteAs("ada", "frieda@larkmoor.example", models.RoleContributor)
	})
	slices.SortStableFunc(acts, func(a, b act) int { return a.at.Compare(b.at) })
	return acts
}

// askToJoin has two people ask while a moderator lets people in for a moment. The settings hold from a commit on, so
// this is no act among others in a transaction.
func (l *loader) askToJoin() error {
	if err := l.door(models.JoinApproval); err != nil {
		return err
	}
	for _, g := range []struct{ handle, name, why string }{
		{"oskar", "Oskar Lindgren", "I mend bicycles in a church hall on Thursdays and would like to hear what others use for the seized ones."},
		{"vera", "Vera Castellani", "Tobias sent me. I photograph stations."},
	} {
		_, err := l.store.AskToJoin(l.ctx, models.JoinInput{
			Handle: g.handle, Name: g.name, Email: g.handle + "@example.test", Password: l.password, Address: "192.0.2.8", House: 1 << 40,
		}, g.why)
		if err != nil {
			return err
		}
	}
	return l.door(models.JoinOpen)
}

func (l *loader) inviteAs(by, email string, role models.Role) error {
	v, err := l.viewer(by)
	if err != nil {
		return err
	}
	_, err = l.store.Invite(l.ctx, v, models.InvitationInput{Email: email, Role: role, Days: 7})
	return err
}

// door changes how people join, and nothing else.
func (l *loader) door(mode models.JoiningMode) error {
	ada, err := l.viewer("ada")
	if err != nil {
		return err
	}
	return l.store.EditSite(l.ctx, ada, waymark(mode))
}

// waymark is the community as its settings say.
func waymark(mode models.JoiningMode) models.SiteInput {
	return models.SiteInput{
		Name: "Waymark", Tagline: "Work, pictures and the ride between them", Brand: brand,
		HostLine: "Hosted by Larkmoor, who make bags and mend them", TimeZone: "Europe/London", Joining: true, Mode: mode,
	}
}
