package pages

import (
	"fmt"
	"net/url"

	"github.com/commonthread/commonthread/models"
)

// moderationSamples are what readers, members and moderators meet of reports and decisions.
func (s *site) moderationSamples() []sample {
	const waiting = `SELECT id FROM cases WHERE kind = 'report' AND closed_at IS NULL ORDER BY id DESC LIMIT 1`
	open, done := s.find(waiting), s.find(`SELECT id FROM cases WHERE kind = 'report' AND outcome = 'warned' ORDER BY id LIMIT 1`)
	reported := s.find(`SELECT post_id FROM cases WHERE id = ` + fmt.Sprint(open))
	mine := s.find(`SELECT r.id FROM reports r JOIN members m ON m.id = r.member_id JOIN cases c ON c.id = r.case_id
		WHERE m.handle = 'bea' AND c.closed_at IS NOT NULL ORDER BY r.id LIMIT 1`)
	talk := s.find(`SELECT t.id` + publicThreads + ` AND t.kind = 'discussion' ORDER BY t.id LIMIT 1`)
	held := s.find(`SELECT h.id FROM held_posts h JOIN members m ON m.id = h.member_id WHERE m.handle = 'nia' AND h.state = 'held' ORDER BY h.id LIMIT 1`)
	returned := s.find(`SELECT h.id FROM held_posts h JOIN members m ON m.id = h.member_id WHERE m.handle = 'ivan' AND h.state = 'returned' ORDER BY h.id LIMIT 1`)
	waits := s.find(`SELECT id FROM cases WHERE held_id = ` + fmt.Sprint(held))
	const appeals = `SELECT id FROM cases WHERE kind = 'appeal' AND closed_at IS `
	appeal, answered := s.find(appeals+`NULL ORDER BY id LIMIT 1`), s.find(appeals+`NOT NULL ORDER BY id LIMIT 1`)
	told := s.find(`SELECT a.action_id FROM appeals a JOIN members m ON m.id = a.member_id WHERE m.handle = 'pete' ORDER BY a.id LIMIT 1`)
	asked := s.find(`SELECT id FROM joining_requests WHERE state = 'waiting' ORDER BY id LIMIT 1`)
	reason := s.find(`SELECT id FROM saved_reasons ORDER BY id LIMIT 1`)
	wish := s.find(`SELECT p.thread_id FROM supports p JOIN members m ON m.id = p.member_id WHERE m.handle = 'kofi' AND p.why <> '' ORDER BY p.thread_id LIMIT 1`)
	return []sample{
		{name: "console-removal", route: "/console/removals", path: fmt.Sprintf("/console/removals?place=why&handle=kofi&thread=%d", wish), as: moderator},
		{name: "promise-moderation", route: "/promise/moderation", path: "/promise/moderation"},
		{name: "standing-key", route: "/standing/key", path: "/standing/key"},
		{name: "standing-key-refused", route: "/standing/key", path: "/standing/key", status: 422, form: url.Values{"email": {"kurt"}, "password": {"wrong"}}},
		{name: "appeal-again", route: "/actions/:id/appeals", path: fmt.Sprintf("/actions/%d/appeals", told), as: "pete", status: 409,
			form: url.Values{"words": {"And another thing."}}},
		{name: "console-appeals", route: "/console", path: "/console?queue=appeals", as: moderator},
		{name: "console-appeal", route: "/console/cases/:id", path: fmt.Sprintf("/console/cases/%d", appeal), as: moderator},
		{name: "console-appeal-answered", route: "/console/cases/:id", path: fmt.Sprintf("/console/cases/%d", answered), as: moderator},
		{name: "console-waiting", route: "/console", path: "/console?queue=waiting", as: moderator},
		{name: "console-queue-some", route: "/console/queue", path: "/console/queue", as: moderator, form: url.Values{
			"kind": {"joining"}, "items": {"joining-999"}, "do": {"approved"},
		}},
		{name: "console-asked", route: "/console/joining/:id", path: fmt.Sprintf("/console/joining/%d?queue=waiting", asked), as: moderator},
		{name: "console-reasons", route: "/console/reasons", path: "/console/reasons", as: moderator},
		{name: "console-reason", route: "/console/reasons/:id", path: fmt.Sprintf("/console/reasons/%d", reason), as: moderator},
		{name: "report", route: "/posts/:id/reports", path: fmt.Sprintf("/posts/%d/reports", reported)},
		{name: "report-member", route: "/posts/:id/reports", path: fmt.Sprintf("/posts/%d/reports", reported), as: writer},
		{name: "report-refused", route: "/posts/:id/reports", path: fmt.Sprintf("/posts/%d/reports", reported), status: 422,
			form: url.Values{"reason": {"other"}, "email": {"rita"}}},
		{name: "report-answered", route: "/reports/:receipt", path: fmt.Sprintf("/reports/%d", mine), as: "bea"},
		{name: "report-receipt", route: "/reports/:receipt", path: "/reports/" + s.receipt(reported)},
		{name: "standing", route: "/standing", path: "/standing", as: "pete"},
		{name: "standing-clean", route: "/standing", path: "/standing", as: writer},
		{name: "notices-moderation", route: "/notices", path: "/notices", as: "pete"},
		{name: "console-reports", route: "/console", path: "/console?queue=reports", as: moderator},
		{name: "console-case", route: "/console/cases/:id", path: fmt.Sprintf("/console/cases/%d", open), as: moderator},
		{name: "console-case-refused", route: "/console/cases/:id", path: fmt.Sprintf("/console/cases/%d", open), as: moderator, status: 422,
			form: url.Values{"do": {"restricted"}, "until": {"2020-01-01T09:00"}}},
		{name: "console-case-done", route: "/console/cases/:id", path: fmt.Sprintf("/console/cases/%d", done), as: moderator},
		{name: "held", route: "/held/:id", path: fmt.Sprintf("/held/%d", held), as: "nia"},
		{name: "held-returned", route: "/held/:id", path: fmt.Sprintf("/held/%d", returned), as: "ivan"},
		{name: "held-all", route: "/held", path: "/held", as: "nia"},
		{name: "held-none", route: "/held", path: "/held", as: writer},
		{name: "held-in-thread", route: "/t/:id/:slug", path: s.thread(s.find(`SELECT thread_id FROM held_posts WHERE id = `+fmt.Sprint(held)), "?page=1"), as: "nia"},
		{name: "console-held", route: "/console", path: "/console?queue=held", as: moderator},
		{name: "console-hold", route: "/console/cases/:id", path: fmt.Sprintf("/console/cases/%d", waits), as: moderator},
		{name: "console-holds", route: "/console/holds", path: "/console/holds", as: administrator},
		{name: "restore", route: "/posts/:id/restore", path: fmt.Sprintf("/posts/%d/restore", s.find(`SELECT p.id FROM posts p JOIN threads t ON t.id = p.thread_id
			WHERE p.status = 'removed' AND t.status = 'published' ORDER BY p.id LIMIT 1`)), as: moderator},
		{name: "banned", route: "/console/members/:handle", path: s.banned("ben"), as: moderator},
		{name: "tool-slow", route: "/t/:id/slow", path: fmt.Sprintf("/t/%d/slow", talk), as: moderator},
	}
}

// banned is the page of somebody who is banned, and of whose posts one could not go.
func (s *site) banned(handle string) string {
	s.t.Helper()
	ctx, mo := s.t.Context(), s.viewer(moderator)
	s.must(s.store.Suspend(ctx, mo, handle, models.SuspensionInput{Rule: "spam", Because: "Only advertising.", Ban: true}))
	ban := s.find(`SELECT MAX(id) FROM actions WHERE kind = 'ban'`)
	for i, state := range []string{"waiting", "waiting", "taken", "left"} {
		because := map[string]string{"left": "It became a suggestion, which is still decided."}[state]
		err := s.db.Write.WithContext(ctx).Exec(`INSERT INTO clean_up_posts (action_id, post_id, state, because) VALUES (?, ?, ?, ?)`, ban, i+1, state, because).Error
		s.must(err)
	}
	return "/console/members/" + handle
}

// receipt is that of a reader who reports a post.
func (s *site) receipt(postID int64) string {
	s.t.Helper()
	r, err := s.store.CreateReport(s.t.Context(), models.Viewer{Address: "192.0.2.44"}, postID, models.ReportInput{
		Reason: "illegal", Detail: "This is where I live.", Name: "Rita Brandt", Email: "rita@example.test",
	})
	s.must(err)
	return r.Token
}
