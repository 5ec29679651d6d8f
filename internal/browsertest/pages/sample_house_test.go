package pages

import (
	"fmt"
	"net/url"

	"github.com/commonthread/commonthread/internal/auth"
	"github.com/commonthread/commonthread/models"
)

// invited is an invitation's address.
func (s *site) invited() string {
	s.t.Helper()
	ada, err := s.store.ViewerByHandle(s.t.Context(), administrator)
	s.must(err)
	token, err := s.store.Invite(s.t.Context(), ada, models.InvitationInput{Email: "frieda@larkmoor.example", Role: models.RoleContributor, Days: 7})
	s.must(err)
	return "/invitations/" + token
}

// houseSamples are the community's own pages, and where they are written and accepted.
func (s *site) houseSamples() []sample {
	waiting := s.find(`SELECT id FROM joining_requests WHERE state = 'waiting' ORDER BY id LIMIT 1`)
	return []sample{
		{name: "house", route: "/house/:page", path: "/house/rules"},
		{name: "house-privacy", route: "/house/:page", path: "/house/privacy", as: writer},
		{name: "house-once", route: "/house/:page", path: "/house/rules?version=1"},
		{name: "house-history", route: "/house/:page/history", path: "/house/rules/history"},
		{name: "house-acceptance", route: "/house/acceptance", path: "/house/acceptance", as: "ivan"},
		{name: "house-accepted", route: "/house/acceptance", path: "/house/acceptance", as: writer},
		{name: "house-asked", route: "/", path: "/", as: "ivan"},
		{name: "invitation", route: "/invitations/:token", path: s.invited()},
		{name: "joining", route: "/join/requests/:token", path: s.asked()},
		{name: "console-joining", route: "/console/joining", path: "/console/joining", as: moderator},
		{name: "console-joining-refused", route: "/console/joining/:id", path: fmt.Sprintf("/console/joining/%d", waiting), as: moderator, status: 422,
			form: url.Values{"do": {"refuse"}}},
		{name: "console-invited", route: "/console/invitations", path: "/console/invitations", as: administrator, form: url.Values{"days": {"7"}}},
		{name: "console-crisis", route: "/console/crisis", path: "/console/crisis", as: moderator},
		{name: "console-crisis-refused", route: "/console/crisis", path: "/console/crisis", as: moderator, status: 422, form: url.Values{"joining": {"1"}}},
		{name: "console-front", route: "/console/front", path: s.staleFront(), as: administrator},
		{name: "console-front-refused", route: "/console/front", path: "/console/front", as: administrator, status: 422,
			form: url.Values{"do": {"save"}, "block": {"lead", "pinned"}, "days_lead": {"1000"}, "version": {"1"}}},
		{name: "console-topic-front", route: "/console/topics/:slug/front", path: "/console/topics/cycling-to-work/front", as: administrator},
		{name: "console-house", route: "/console/house", path: "/console/house", as: administrator},
		{name: "console-house-page", route: "/console/house/:page", path: "/console/house/rules", as: administrator},
		{name: "console-house-refused", route: "/console/house/:page", path: "/console/house/imprint", as: administrator, status: 422,
			form: url.Values{"body": {"[name of the company]"}, "version": {"1"}}},
	}
}

// staleFront has something that was picked for the front page go stale.
func (s *site) staleFront() string {
	s.t.Helper()
	s.must(s.db.Write.Exec(`UPDATE front_picks SET ends_at = picked_at WHERE block = 'lead'`).Error)
	return "/console/front"
}

// asked gives a request that waits an address that is known here.
func (s *site) asked() string {
	s.t.Helper()
	token := auth.NewToken()
	s.must(s.db.Write.Exec(`UPDATE joining_requests SET token_hash = ? WHERE handle = 'vera'`, auth.HashToken(token)).Error)
	return "/join/requests/" + token
}
