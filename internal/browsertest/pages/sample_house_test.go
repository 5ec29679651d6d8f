package pages

import (
	"fmt"
	"net/url"
	"time"

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
		{name: "console-desk", route: "/console/desk", path: s.waitingStory(), as: administrator},
		{name: "console-desk-check", route: "/console/desk", path: "/console/desk?state=check", as: administrator},
		{name: "console-desk-calendar", route: "/console/desk/calendar", path: s.storyMonth(), as: administrator},
		{name: "console-templates", route: "/console/templates", path: "/console/templates", as: administrator},
		{name: "console-template", route: "/console/templates/:id", path: "/console/templates/1", as: administrator},
		{name: "story-verdict", route: "/stories/:id/verdict", path: s.underReview("/verdict"), as: administrator},
		{name: "story-review", route: "/stories/:id/review", path: s.underReview("/review"), as: writer},
		{name: "story-previews", route: "/stories/:id/previews", path: s.underReview("/previews"), as: writer, form: url.Values{"do": {"make"}}},
		{name: "story-check", route: "/stories/:id/check", path: s.oldStory("/check"), as: administrator},
		{name: "story-preview", route: "/stories/preview/:token", path: s.storyPreview()},
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

// underReview is a tool of a story of the writer's that waits for another's eyes.
func (s *site) underReview(tool string) string {
	s.t.Helper()
	ctx, v := s.t.Context(), s.viewer(writer)
	th, err := s.store.CreateThread(ctx, v, models.ThreadInput{
		Topic: "remote-work", Kind: "story", Title: "The desk by the stairs", Standfirst: "Everybody passes it, so nobody wanted it.", Cover: "window-desk",
		Body: "It stood there for a year.\n\n## Then somebody sat down\n\nAnd stayed.", Later: true, DraftKey: "sample-review",
	})
	s.must(err)
	s.must(s.store.AskForReview(ctx, v, th.ID, true))
	return fmt.Sprintf("/stories/%d%s", th.ID, tool)
}

func (s *site) waitingStory() string {
	s.t.Helper()
	s.underReview("")
	return "/console/desk"
}

// storyMonth is the month of the calendar in which most came out.
func (s *site) storyMonth() string {
	s.t.Helper()
	var at time.Time
	s.must(s.db.Read.Raw(`SELECT published_at FROM threads WHERE kind = 'story' AND status = 'published' ORDER BY published_at DESC LIMIT 1`).Scan(&at).Error)
	return "/console/desk/calendar?month=" + at.Format("2006-01")
}

func (s *site) oldStory(tool string) string {
	s.t.Helper()
	return fmt.Sprintf("/stories/%d%s", s.find(`SELECT t.id`+publicThreads+` AND t.kind = 'story' ORDER BY t.published_at, t.id LIMIT 1`), tool)
}

func (s *site) storyPreview() string {
	s.t.Helper()
	s.underReview("")
	token, err := s.store.MakePreview(s.t.Context(), s.viewer(writer), s.find(`SELECT MAX(id) FROM threads WHERE title = 'The desk by the stairs'`))
	s.must(err)
	return "/stories/preview/" + token
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
