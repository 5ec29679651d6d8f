package handlers_test

import (
	"fmt"

	"github.com/commonthread/commonthread/internal/auth"
	"github.com/commonthread/commonthread/models"
)

// askedAs stores somebody's wish to join, as the form does where a moderator lets people in.
func askedAs(f *fixture) (token string) {
	f.T.Helper()
	token = auth.NewToken()
	f.Exec(`INSERT INTO joining_requests (token_hash, handle, name, email, email_key, password_hash, created_at) VALUES (?, ?, 'Pia', 'pia@example.org', ?, 'x', ?)`,
		auth.HashToken(token), "p-"+token[:12], token+"@example.org", f.Clock.Now())
	return token
}

func asked(f *fixture) string { return "/join/requests/" + askedAs(f) }

func askedID(f *fixture) string {
	askedAs(f)
	return fmt.Sprint("/console/joining/", f.Count(`SELECT MAX(id) FROM joining_requests`))
}

// invited is an invitation of an administrator's.
func invited(f *fixture) string {
	f.T.Helper()
	f.Exec(`UPDATE invitations SET revoked_at = ?`, f.Clock.Now())
	token, err := f.Store.Invite(f.Ctx, f.Ada, models.InvitationInput{Days: 7})
	f.Must(err)
	return "/invitations/" + token
}

// publishedRules are there, so that an address of theirs proves something.
func publishedRules(rest string) func(f *fixture) request {
	return to(func(f *fixture) string {
		if f.Count(`SELECT COUNT(*) FROM house_pages`) == 0 {
			f.Must(f.Store.PublishHouse(f.Ctx, f.Ada, models.HouseRules, models.HouseInput{Body: "Speak to the person, about the thing."}))
		}
		return "/house/rules" + rest
	})
}

var houseRules = []rule{
	{get, "/house/:page", everybody, publishedRules("")},
	{get, "/house/:page", nobody, at("/house/cellar")},
	{get, "/house/:page/history", everybody, publishedRules("/history")},
	{get, "/house/acceptance", members, at("/house/acceptance")},
	{post, "/house/acceptance", members, at("/house/acceptance", "up_to", "1")},
	{get, "/console/house", administrators, at("/console/house")},
	{get, "/console/house/:page", administrators, at("/console/house/imprint")},
	{post, "/console/house/:page", administrators, at("/console/house/imprint")},

	{get, "/join/requests/:token", everybody, to(asked)},
	{get, "/join/requests/:token", nobody, at("/join/requests/guessed")},
	{get, "/invitations/:token", everybody, to(invited)},
	{get, "/invitations/:token", nobody, at("/invitations/guessed")},
	{post, "/invitations/:token", everybody, to(invited, "handle", "x")},
	{get, "/console/joining", moderators, at("/console/joining")},
	{post, "/console/joining/:id", moderators, to(askedID, "do", "refuse")},
	{post, "/console/invitations", moderators, at("/console/invitations", "days", "0")},
	{post, "/console/invitations/:id/revoke", administrators, to(func(f *fixture) string {
		invited(f)
		return fmt.Sprint("/console/invitations/", f.Count(`SELECT MAX(id) FROM invitations`), "/revoke")
	})},
	{post, "/console/view-as", staff, at("/console/view-as", "as", "reader")},
	{post, "/view-as/end", everybody, at("/view-as/end")},
	{get, "/console/crisis", moderators, at("/console/crisis")},
	{post, "/console/crisis", moderators, at("/console/crisis", "joining", "1")},
}
