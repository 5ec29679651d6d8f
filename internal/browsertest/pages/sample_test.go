package pages

import (
	"fmt"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"

	"github.com/commonthread/commonthread/models"
)

// sample is one page type as one of the people sees it.
type sample struct {
	name   string
	route  string // the pattern that answers
	at     string // another site's address; empty: the demonstration
	path   string
	as     string // handle; empty: a reader
	status int    // 0: 200
	form   url.Values
}

func (p sample) wanted() int {
	if p.status == 0 {
		return http.StatusOK
	}
	return p.status
}

// from is a page of the same site to send the sample's form from: one that is always there elsewhere.
func (p sample) from() string {
	if p.at == "" {
		return "/search"
	}
	return "/healthz"
}

// The demonstration's people who see the pages.
const (
	administrator = "ada"
	moderator     = "mo-rahimi"
	writer        = "mia"
)

// samplesVariable narrows the samples to those whose names begin with one of its words, while one works on a page.
const samplesVariable = "COMMONTHREAD_TEST_SAMPLES"

// samples are the types of pages of the demonstration.
func (s *site) samples() []sample {
	s.t.Helper()
	wanted := strings.Fields(os.Getenv(samplesVariable))
	if len(wanted) == 0 {
		return s.allSamples()
	}
	return slices.DeleteFunc(s.allSamples(), func(p sample) bool {
		return !slices.ContainsFunc(wanted, func(w string) bool { return strings.HasPrefix(p.name, w) })
	})
}

func (s *site) allSamples() []sample {
	s.t.Helper()
	all := s.readersSamples()
	all = append(all, s.accountSamples()...)
	all = append(all, s.inboxSamples()...)
	all = append(all, s.staffRoomSamples()...)
	all = append(all, s.consoleSamples()...)
	all = append(all, s.writingSamples()...)
	all = append(all, s.toolSamples()...)
	all = append(all, s.ledgerSamples()...)
	all = append(all, s.moderationSamples()...)
	all = append(all, s.houseSamples()...)
	all = append(all, s.oddSamples()...)
	return append(all, s.errorSamples()...)
}

const publicThreads = ` FROM threads t JOIN topics p ON p.id = t.topic_id WHERE p.visibility = 'public' AND t.status = 'published'`

func (s *site) readersSamples() []sample {
	long := s.find(`SELECT t.id` + publicThreads + ` AND t.kind = 'discussion' ORDER BY t.post_count DESC, t.id LIMIT 1`)
	story := s.find(`SELECT t.id` + publicThreads + ` AND t.kind = 'story' ORDER BY t.post_count DESC, t.id LIMIT 1`)
	part := s.find(`SELECT t.id` + publicThreads + ` AND t.id IN (SELECT thread_id FROM series_parts WHERE place = 2) ORDER BY t.id LIMIT 1`)
	question := s.find(`SELECT t.id` + publicThreads + ` AND t.accepted_post_id IS NOT NULL ORDER BY t.post_count DESC, t.id LIMIT 1`)
	locked := s.find(`SELECT t.id` + publicThreads + ` AND t.locked_at IS NOT NULL ORDER BY t.id LIMIT 1`)
	gallery := s.find(`SELECT t.id` + publicThreads + ` AND t.kind = 'gallery' AND t.id NOT IN (SELECT thread_id FROM themes) ORDER BY t.id LIMIT 1`)
	theme := s.find(`SELECT t.id` + publicThreads + ` AND t.id IN (SELECT thread_id FROM themes) ORDER BY t.id LIMIT 1`)
	return []sample{
		{name: "front", route: "/", path: "/"},
		{name: "front-member", route: "/", path: "/", as: writer},
		{name: "topics", route: "/topics", path: "/topics"},
		{name: "topic", route: "/topics/:slug", path: "/topics/photography"},
		{name: "topic-filtered", route: "/topics/:slug", path: "/topics/remote-work?kind=question&sort=unanswered"},
		{name: "topic-member", route: "/topics/:slug", path: "/topics/back-room", as: writer},
		{name: "stories", route: "/stories", path: "/stories"},
		{name: "photos", route: "/photos", path: "/photos"},
		{name: "gallery", route: "/t/:id/:slug", path: s.thread(gallery, "")},
		{name: "gallery-theme", route: "/t/:id/:slug", path: s.thread(theme, ""), as: writer},
		{name: "thread", route: "/t/:id/:slug", path: s.thread(long, "")},
		{name: "thread-last-page", route: "/t/:id/:slug", path: s.thread(long, "?page=2")},
		{name: "thread-member", route: "/t/:id/:slug", path: s.thread(long, ""), as: writer},
		{name: "thread-moderator", route: "/t/:id/:slug", path: s.thread(long, ""), as: moderator},
		{name: "thread-locked", route: "/t/:id/:slug", path: s.thread(locked, "")},
		{name: "question", route: "/t/:id/:slug", path: s.thread(question, "")},
		{name: "question-member", route: "/t/:id/:slug", path: s.thread(question, ""), as: administrator},
		{name: "story", route: "/t/:id/:slug", path: s.thread(story, "")},
		{name: "story-member", route: "/t/:id/:slug", path: s.thread(part, ""), as: writer},
		{name: "member", route: "/members/:handle", path: "/members/hana"},
		{name: "member-self", route: "/members/:handle", path: "/members/mia", as: writer},
		{name: "search", route: "/search", path: "/search"},
		{name: "search-results", route: "/search", path: "/search?q=lock+OR+fog"},
		{name: "search-nothing", route: "/search", path: "/search?q=zzyzx"},
	}
}

func (s *site) accountSamples() []sample {
	return []sample{
		{name: "join", route: "/join", path: "/join"},
		{name: "join-refused", route: "/join", path: "/join", status: 422, form: url.Values{"handle": {"x"}, "email": {"nobody"}, "password": {"short"}}},
		{name: "login", route: "/login", path: "/login?next=%2Ftopics"},
		{name: "login-refused", route: "/login", path: "/login", status: 422, form: url.Values{"email": {"nobody@example.test"}, "password": {"wrong"}}},
		{name: "forgot", route: "/forgot", path: "/forgot"},
		{name: "forgot-sent", route: "/forgot", path: "/forgot", form: url.Values{"email": {"max@example.test"}}},
		{name: "reset", route: "/reset/:token", path: "/reset/" + s.resetToken()},
		{name: "settings-profile", route: "/settings/profile", path: "/settings/profile", as: writer},
		{name: "settings-face", route: "/settings/face", path: s.ownFacePicture(), as: writer},
		{name: "settings-account", route: "/settings/account", path: "/settings/account", as: writer},
		{name: "settings-password", route: "/settings/password", path: "/settings/password", as: writer},
		{name: "settings-blocks-none", route: "/settings/blocks", path: "/settings/blocks", as: "max"},
		{name: "settings-blocks", route: "/settings/blocks", path: "/settings/blocks", as: "priya"},
		{name: "settings-contact", route: "/settings/contact", path: "/settings/contact", as: writer},
		{name: "settings-contact-refused", route: "/settings/contact", path: "/settings/contact", as: "max", status: 422, form: url.Values{"channel": {"phone"}, "on": {"1"}}},
		{name: "settings-sessions", route: "/settings/sessions", path: "/settings/sessions", as: writer},
		{name: "settings-delete", route: "/settings/delete", path: "/settings/delete", as: writer},
		{name: "settings-tokens", route: "/settings/tokens", path: "/settings/tokens", as: writer},
	}
}

func (s *site) consoleSamples() []sample {
	return []sample{
		{name: "console-overview", route: "/console/overview", path: "/console/overview", as: administrator},
		{name: "console-members", route: "/console/members", path: "/console/members", as: administrator},
		{name: "console-member-section", route: "/console/members/:handle/:section", path: "/console/members/max/posts", as: administrator},
		{name: "console-member", route: "/console/members/:handle", path: "/console/members/max", as: administrator},
		{name: "console-topics", route: "/console/topics", path: "/console/topics", as: administrator},
		{name: "console-topic", route: "/console/topics/:slug", path: "/console/topics/photography", as: administrator},
		{name: "console-topic-new", route: "/console/topics/new", path: "/console/topics/new", as: administrator},
		{name: "console-site", route: "/console/site", path: "/console/site", as: administrator},
		{name: "console-brand", route: "/console/brand", path: "/console/brand", as: administrator, form: url.Values{
			"do": {"try"}, "name": {"Waymark"}, "tagline": {"Getting there, together"}, "accent": {"#ffd84d"}, "typeface": {"plain"}, "corners": {"round"},
			"host_line": {"Hosted by Larkmoor"}, "link1_label": {"Shop"}, "link1_href": {"https://larkmoor.example"}}},
		{name: "console-style", route: "/console/style", path: "/console/style", as: administrator},
		{name: "console-logo", route: "/console/brand/logo", path: "/console/brand/logo", as: administrator},
		{name: "console-activity", route: "/console/activity", path: "/console/activity", as: administrator},
		{name: "console-audit", route: "/console/audit", path: "/console/audit", as: administrator},
		{name: "console-resets", route: "/console/resets", path: "/console/resets", as: administrator},
	}
}

// suggestion is one that somebody made a moment ago, with a reply, a supporter and a note.
func (s *site) suggestion() int64 {
	s.t.Helper()
	ctx := s.t.Context()
	s.must(s.db.Write.Exec(`UPDATE topics SET kinds = kinds || ',suggestion' WHERE slug = 'remote-work' AND kinds NOT LIKE '%suggestion%'`).Error)
	th, err := s.store.CreateThread(ctx, s.viewer(writer), models.ThreadInput{
		Topic: "remote-work", Kind: "suggestion", Title: "Quiet rooms that one can book for an hour",
		Body: "Whoever calls all day disturbs everybody else.\n\nTwo small rooms on each floor would do, bookable by the hour.",
	})
	s.must(err)
	_, err = s.store.Support(ctx, s.viewer("max"), th.ID, "I teach online, and the kitchen is no classroom.")
	s.must(err)
	_, err = s.store.CreatePost(ctx, s.viewer("max"), th.ID, models.PostInput{Body: "The old archive room would be one already."})
	s.must(err)
	s.must(s.store.AddNote(ctx, s.viewer(administrator), th.ID, "Facilities have a budget for one room this year."))
	return th.ID
}

func (s *site) errorSamples() []sample {
	staff := s.find(`SELECT MIN(id) FROM threads`)
	locked := s.find(`SELECT MIN(t.id)` + publicThreads + ` AND t.locked_at IS NOT NULL`)
	return []sample{
		{name: "error-410", route: "/reset/:token", path: "/reset/used", status: 410},
		{name: "error-403", route: "/t/:id/posts", path: fmt.Sprintf("/t/%d/posts", locked), status: 403, as: writer, form: url.Values{"body": {"Words that must not be lost."}}},
		{name: "error-404", route: "/topics/:slug", path: "/topics/no-such-topic", status: 404},
		{name: "error-404-member", route: "/topics/:slug", path: "/topics/no-such-topic", status: 404, as: writer},
		{name: "error-401", route: "/t/:id/posts", path: fmt.Sprintf("/t/%d/posts", staff), status: 401, form: url.Values{"body": {"Words that must not be lost."}}},
	}
}

// thread is the address of a thread's page.
func (s *site) thread(id int64, query string) string {
	s.t.Helper()
	var slug string
	s.must(s.db.Read.Raw(`SELECT slug FROM threads WHERE id = ?`, id).Scan(&slug).Error)
	return fmt.Sprintf("/t/%d/%s%s", id, slug, query)
}

func (s *site) viewer(handle string) models.Viewer {
	s.t.Helper()
	v, err := s.store.ViewerByHandle(s.t.Context(), handle)
	s.must(err)
	return v
}

func (s *site) resetToken() string {
	s.t.Helper()
	token, err := s.store.CreateResetLink(s.t.Context(), s.viewer(administrator), "max")
	s.must(err)
	return token
}
