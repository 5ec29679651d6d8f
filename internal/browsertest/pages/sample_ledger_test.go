package pages

import "fmt"

const (
	ofState = `SELECT t.id FROM threads t JOIN suggestions g ON g.thread_id = t.id WHERE t.status = 'published' AND `
	byMost  = ` ORDER BY g.support_count DESC, t.id LIMIT 1`
)

// ledgerSamples are the pages of suggestions, in the states that look different, and the public record.
func (s *site) ledgerSamples() []sample {
	done := s.find(ofState + `g.state = 'done'` + byMost)
	open := s.find(ofState + `g.state = 'under_review'` + byMost)
	late := s.find(ofState + `g.state = 'received' AND g.handed_back_at IS NOT NULL` + byMost)
	merged := s.find(ofState + `g.state = 'merged'` + byMost)
	mine := s.find(ofState + `g.state = 'done' AND t.author_id = (SELECT id FROM members WHERE handle = 'mia')` + byMost)
	talk := s.find(`SELECT t.id` + publicThreads + ` AND t.kind = 'discussion' ORDER BY t.id LIMIT 1`)
	asked := s.find(`SELECT t.id FROM threads t JOIN consultations c ON c.thread_id = t.id WHERE c.decided_at IS NULL`)
	decided := s.find(`SELECT t.id FROM threads t JOIN consultations c ON c.thread_id = t.id WHERE c.decided_at IS NOT NULL`)
	was := s.find(`SELECT thread_id FROM live_hours WHERE summary <> ''`)
	comes := s.find(`SELECT thread_id FROM live_hours WHERE phase = 'coming'`)
	return []sample{
		{name: "events", route: "/events", path: "/events"},
		{name: "event-over", route: "/t/:id/:slug", path: s.thread(was, ""), as: administrator},
		{name: "event-coming", route: "/t/:id/:slug", path: s.thread(comes, ""), as: writer},
		{name: "event-new", route: "/events/new", path: "/events/new", as: administrator},
		{name: "event-new-refused", route: "/events/new", path: "/events", as: administrator, status: 422, form: map[string][]string{"title": {"Fog"}}},
		{name: "event-edit", route: "/events/:id/edit", path: fmt.Sprintf("/events/%d/edit", comes), as: administrator},
		{name: "consultation", route: "/t/:id/:slug", path: s.thread(asked, ""), as: writer},
		{name: "consultation-decided", route: "/t/:id/:slug", path: s.thread(decided, "")},
		{name: "private", route: "/suggestions/:id/private", path: fmt.Sprintf("/suggestions/%d/private", mine), as: writer},
		{name: "suggestions", route: "/suggestions", path: "/suggestions"},
		{name: "suggestions-late", route: "/suggestions", path: "/suggestions?late=1&sort=due", as: writer},
		{name: "suggestions-none", route: "/suggestions", path: "/suggestions?state=parked&topic=remote-work"},
		{name: "suggestions-mine", route: "/suggestions/mine", path: "/suggestions/mine", as: writer},
		{name: "suggestions-supported", route: "/suggestions/mine", path: "/suggestions/mine?show=supported", as: writer},
		{name: "suggestion-done", route: "/t/:id/:slug", path: s.thread(done, "")},
		{name: "suggestion-open-member", route: "/t/:id/:slug", path: s.thread(open, ""), as: writer},
		{name: "suggestion-open-staff", route: "/t/:id/:slug", path: s.thread(open, ""), as: administrator},
		{name: "suggestion-late", route: "/t/:id/:slug", path: s.thread(late, "")},
		{name: "suggestion-merged", route: "/t/:id/:slug", path: s.thread(merged, "?record=1")},
		{name: "suggestion-author", route: "/t/:id/:slug", path: s.thread(mine, ""), as: writer},
		{name: "suggestion-verdict-refused", route: "/t/:id/:slug", path: fmt.Sprintf("/suggestions/%d/verdict", mine), as: writer, status: 422, form: map[string][]string{"answered": {"no"}}},
		{name: "suggestion-withdraw", route: "/suggestions/:id/withdraw", path: fmt.Sprintf("/suggestions/%d/withdraw", mine), as: writer},
		{name: "suggestion-become", route: "/t/:id/suggestion", path: fmt.Sprintf("/t/%d/suggestion", talk), as: administrator},
		{name: "suggestion-new", route: "/new", path: "/new?kind=suggestion&topic=cycling-to-work", as: writer},
		{name: "suggestion-alike", route: "/new", path: "/threads", as: writer, form: map[string][]string{
			"alike": {"look"}, "kind": {"suggestion"}, "topic": {"cycling-to-work"}, "title": {"Spare buckles and straps, please"}, "body": {"Mine broke again."},
		}},
		{name: "heard", route: "/heard", path: "/heard"},
		{name: "heard-declined", route: "/heard", path: "/heard?state=declined", as: writer},
		{name: "department", route: "/departments/:slug", path: "/departments/workshop-and-repairs"},
		{name: "promise", route: "/promise", path: "/promise"},
		{name: "promise-staff", route: "/promise", path: "/promise", as: administrator},
		{name: "promise-annotation-refused", route: "/promise", path: "/console/annotations", as: administrator, status: 422, form: map[string][]string{"words": {"Ours."}}},
		{name: "promise-late", route: "/promise/:figure", path: "/promise/late"},
		{name: "promise-hidden", route: "/promise/:figure", path: "/promise/hidden"},
		{name: "promise-decisions", route: "/promise/decisions", path: "/promise/decisions?state=done"},
		{name: "notices", route: "/notices", path: "/notices", as: writer},
		{name: "notices-none", route: "/notices", path: "/notices", as: "nia"},
	}
}
