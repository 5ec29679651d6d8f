package pages

import (
	"fmt"
	"net/url"
)

// inboxSamples are the lists of the console and an item open beside one.
func (s *site) inboxSamples() []sample {
	asked := fmt.Sprintf("/console/suggestions/%d", s.suggestion())
	private := s.find(`SELECT thread_id FROM side_conversations WHERE closed_at IS NULL ORDER BY id LIMIT 1`)
	merged := s.find(ofState + `g.state = 'merged'` + byMost)
	return []sample{
		{name: "console", route: "/console", path: "/console", as: administrator},
		{name: "console-moderator", route: "/console", path: "/console", as: moderator},
		{name: "console-questions", route: "/console", path: "/console?queue=questions", as: administrator},
		{name: "console-nothing", route: "/console", path: "/console?queue=snoozed", as: administrator},
		{name: "console-404", route: "/console", path: "/console", as: writer, status: 404},
		{name: "console-item", route: "/console/suggestions/:id", path: asked + "?queue=new", as: administrator},
		{name: "console-item-private", route: "/console/suggestions/:id", path: fmt.Sprintf("/console/suggestions/%d", private), as: administrator},
		{name: "console-item-merged", route: "/console/suggestions/:id", path: fmt.Sprintf("/console/suggestions/%d", merged), as: administrator},
		{name: "console-item-refused", route: "/console/suggestions/:id/decisions", path: asked + "/decisions", as: administrator, status: 422,
			form: url.Values{"to": {"declined"}, "words": {"No."}, "version": {"1"}}},
		{name: "console-item-late", route: "/console/suggestions/:id/decisions", path: asked + "/decisions", as: administrator, status: 409,
			form: url.Values{"to": {"under_review"}, "words": {"We look into it before the month is over."}, "version": {"77"}}},
	}
}

// staffRoomSamples are the pages round the inbox: what makes answering easier, and who answers.
func (s *site) staffRoomSamples() []sample {
	own := s.find(`SELECT r.id FROM saved_replies r JOIN members m ON m.id = r.author_id WHERE m.handle = 'ada' ORDER BY r.id LIMIT 1`)
	open := s.find(`SELECT thread_id FROM consultations WHERE decided_at IS NULL ORDER BY thread_id LIMIT 1`)
	decided := s.find(`SELECT thread_id FROM consultations WHERE decided_at IS NOT NULL ORDER BY thread_id LIMIT 1`)
	goesOn := s.find(`SELECT g.number FROM suggestions g WHERE g.state = 'under_review' ORDER BY g.number LIMIT 1`)
	return []sample{
		{name: "console-merges", route: "/console/merges", path: "/console/merges", as: administrator},
		{name: "console-merges-some", route: "/console/merges", path: "/console/merges", as: administrator, form: url.Values{
			"numbers": {fmt.Sprintf("9999, %d", goesOn)}, "into": {fmt.Sprint(goesOn)}, "words": {"You ask for the same thing in other words, so we answer you together."},
		}},
		{name: "console-department", route: "/console/departments/:slug", path: "/console/departments/workshop-and-repairs", as: administrator},
		{name: "console-department-new", route: "/console/departments/new", path: "/console/departments/new", as: administrator},
		{name: "console-calendar", route: "/console/calendar", path: "/console/calendar", as: administrator},
		{name: "console-calendar-refused", route: "/console/calendar", path: "/console/calendar", as: administrator, status: 422,
			form: url.Values{"opens": {"09:00"}, "closes": {"09:10"}, "holidays": {"Christmas"}, "acknowledge": {"0"}, "decide": {"200"}}},
		{name: "console-replies", route: "/console/replies", path: "/console/replies", as: administrator},
		{name: "console-reply", route: "/console/replies/:id", path: fmt.Sprintf("/console/replies/%d", own), as: administrator},
		{name: "console-consultations", route: "/console/consultations", path: "/console/consultations", as: administrator},
		{name: "console-consultation-new", route: "/console/consultations/new", path: "/console/consultations/new", as: administrator},
		{name: "console-consultation", route: "/console/consultations/:id", path: fmt.Sprintf("/console/consultations/%d", open), as: administrator},
		{name: "console-consultation-decided", route: "/console/consultations/:id", path: fmt.Sprintf("/console/consultations/%d", decided), as: administrator},
		{name: "console-thanks", route: "/console/thanks", path: "/console/thanks", as: administrator},
		{name: "console-contacts", route: "/console/contacts", path: "/console/contacts", as: administrator},
		{name: "console-contacts-none", route: "/console/contacts", path: "/console/contacts?member=max", as: administrator},
		{name: "console-team", route: "/console/team", path: "/console/team", as: administrator},
		{name: "console-team-contributor", route: "/console/team", path: "/console/team", as: "sam"},
		{name: "console-member-reached", route: "/console/members/:handle", path: "/console/members/mia", as: "sam"},
	}
}
