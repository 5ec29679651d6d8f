package handlers_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

const (
	put    = http.MethodPut
	patch  = http.MethodPatch
	remove = http.MethodDelete
	root   = "/api/v1"
)

// call asks the API for an address made of the parts.
func call(json string, path func(f *fixture) string) func(*fixture) request {
	return func(f *fixture) request { return request{path: root + path(f), json: json} }
}

func callAt(path, json string) func(*fixture) request {
	return call(json, func(*fixture) string { return path })
}

func callThread(rest, json string) func(*fixture) request {
	return call(json, func(f *fixture) string { return fmt.Sprint("/threads/", f.thread().ID, rest) })
}

func callHidden(rest, json string) func(*fixture) request {
	return call(json, func(f *fixture) string { return fmt.Sprint("/threads/", f.threadIn(testkit.StaffTable).ID, rest) })
}

func callStory(status models.ThreadStatus, rest, json string) func(*fixture) request {
	return call(json, func(f *fixture) string { return fmt.Sprint("/threads/", f.story(status).ID, rest) })
}

func callPost(rest, json string) func(*fixture) request {
	return call(json, func(f *fixture) string { return fmt.Sprint("/posts/", f.reply().ID, rest) })
}

func callAnswer(rest, json string) func(*fixture) request {
	return call(json, func(f *fixture) string { return fmt.Sprint("/posts/", f.answer().ID, rest) })
}

func callSuggestion(rest, json string) func(*fixture) request {
	return call(json, func(f *fixture) string { return fmt.Sprint("/suggestions/", f.suggestion().ID, rest) })
}

func callHour(rest, json string) func(*fixture) request {
	return call(json, func(f *fixture) string { return fmt.Sprint("/events/", liveHour(f.World).ID, rest) })
}

func callDraft(kept func(string) func(*fixture) request, rest, json string) func(*fixture) request {
	return func(f *fixture) request { return request{path: root + kept(rest)(f).path, json: json} }
}

// foreignToken is a token of somebody other than whoever asks.
func (f *fixture) foreignToken() int64 {
	f.T.Helper()
	other := *f
	other.name = "somebody else" // never the suspended, whose tokens are made dead
	if other.who = f.Hana; f.name == "host" {
		other.who = f.Max
	}
	other.signIn()
	other.bearer("read")
	return f.Count(`SELECT MAX(id) FROM tokens WHERE member_id = ?`, other.who.ID)
}

var apiRules = []rule{
	{get, root + "/openapi.json", everybody, callAt("/openapi.json", "")},
	{get, root + "/topics", callers, callAt("/topics", "")},
	{post, root + "/topics", administrators, callAt("/topics", `{}`)},
	{get, root + "/topics/:slug", callers, callAt("/topics/photography", "")},
	{get, root + "/topics/:slug", staff, callAt("/topics/staff-table", "")},
	{patch, root + "/topics/:slug", administrators, callAt("/topics/photography", `{"visibility": "nobody"}`)},
	{get, root + "/threads", callers, callAt("/threads", "")},
	{post, root + "/threads", members, callAt("/threads", `{"topic": "photography", "kind": "discussion"}`)},
	{post, root + "/threads", "author " + staff, callAt("/threads", `{"topic": "photography", "kind": "story", "title": "A story", "body": "Words."}`)},
	{get, root + "/threads/:id", callers, callThread("", "")},
	{get, root + "/threads/:id", staff, callHidden("", "")},
	{patch, root + "/threads/:id", "author " + hosts, callThread("", `{"title": "Mist"}`)},
	{patch, root + "/threads/:id", hosts, callThread("", `{"pinned": true}`)},
	{patch, root + "/threads/:id", moderators, callThread("", `{"locked": true, "rule": "abuse", "reason": "It got heated."}`)},
	{patch, root + "/threads/:id", staff, callThread("", `{"outcome": "It lifted."}`)},
	{patch, root + "/threads/:id", moderators, callThread("", `{"topic": "remote-work"}`)},
	{remove, root + "/threads/:id", moderators, callThread("", `{"rule": "spam", "reason": "An advertisement."}`)},
	{post, root + "/threads/:id/restore", moderators, call("", func(f *fixture) string { return "/threads" + removed(f)[len("/t"):] })},
	{post, root + "/threads/:id/split", hosts, callThread("/split", `{"title": "Tripods", "numbers": [2]}`)},
	{get, root + "/threads/:id/posts", callers, callThread("/posts", "")},
	{get, root + "/threads/:id/posts", staff, callHidden("/posts", "")},
	{post, root + "/threads/:id/posts", members, callThread("/posts", `{}`)},
	{post, root + "/threads/:id/posts", staff, callHidden("/posts", `{}`)},
	{post, root + "/threads/:id/publish", authors, callStory(models.ThreadDraft, "/publish", "")},
	{post, root + "/threads/:id/schedule", authors, callStory(models.ThreadDraft, "/schedule", `{"publish_at": "2026-03-09T09:00:00Z"}`)},
	{remove, root + "/threads/:id/schedule", authors, callStory(models.ThreadDraft, "/schedule", "")},
	{post, root + "/threads/:id/corrections", authors, callStory(models.ThreadPublished, "/corrections", `{"words": "It was 2024."}`)},
	{post, root + "/threads/:id/unpublish", authors + " " + moderators, callStory(models.ThreadPublished, "/unpublish", `{"reason": "Wrong figures."}`)},
	{get, root + "/desk", staff, callAt("/desk", "")},
	{get, root + "/threads/:id/desk", authors + " " + staff, callStory(models.ThreadPublished, "/desk", "")},
	{put, root + "/threads/:id/review", authors, callStory(models.ThreadDraft, "/review", "")},
	{remove, root + "/threads/:id/review", authors, callStory(models.ThreadDraft, "/review", "")},
	{post, root + "/threads/:id/verdict", staff, call(`{"publish": false, "version": 1}`, func(f *fixture) string {
		return "/threads" + strings.TrimPrefix(waiting("/verdict")(f).path, "/stories")
	})},
	{get, root + "/uploads/:key", callers, call("", shownPicture(testkit.Photography, ""))},
	{patch, root + "/uploads/:key", moderators, call(`{"credit": "Ada"}`, shownPicture(testkit.Photography, ""))},
	{put, root + "/threads/:id/series", authors + " " + staff, callStory(models.ThreadPublished, "/series", `{"name": "x"}`)},
	{remove, root + "/threads/:id/series", authors + " " + staff, callStory(models.ThreadPublished, "/series", "")},
	{post, root + "/threads/:id/checks", authors + " " + staff, callStory(models.ThreadPublished, "/checks", `{"months": 7}`)},
	{post, root + "/threads/:id/previews", authors + " " + moderators, callStory(models.ThreadDraft, "/previews", "")},
	{remove, root + "/threads/:id/previews", authors + " " + moderators, callStory(models.ThreadDraft, "/previews", "")},
	{get, root + "/fronts", staff, callAt("/fronts", "")},
	{get, root + "/front", staff, callAt("/front", "")},
	{put, root + "/front", staff, callAt("/front", `{}`)},
	{get, root + "/topics/:slug/front", staff, callAt("/topics/photography/front", "")},
	{put, root + "/topics/:slug/front", staff, callAt("/topics/photography/front", `{}`)},
	{get, root + "/posts/:id", callers, callPost("", "")},
	{patch, root + "/posts/:id", authors, callPost("", `{"body": "Four, in the end."}`)},
	{remove, root + "/posts/:id", authors + " " + moderators, callPost("", `{"rule": "off_topic", "reason": "Not here."}`)},
	{post, root + "/posts/:id/restore", authors, call("", func(f *fixture) string { return deletedPost((*fixture).writer)(f).path })},
	{get, root + "/posts/:id/revisions", callers, callPost("/revisions", "")},
	{put, root + "/posts/:id/revisions/hidden", moderators, func(f *fixture) request {
		return request{path: root + editedPost("")(f).path + "/revisions/hidden", json: `{"reason": "It named somebody."}`}
	}},
	{remove, root + "/posts/:id/revisions/hidden", moderators, func(f *fixture) request {
		return request{path: root + editedPost("")(f).path + "/revisions/hidden"}
	}},
	{put, root + "/posts/:id/accept", authors, callAnswer("/accept", "")},
	{remove, root + "/posts/:id/accept", authors, callAnswer("/accept", "")},
	{put, root + "/posts/:id/official", staff, callAnswer("/official", "")},
	{remove, root + "/posts/:id/official", staff, callAnswer("/official", "")},
	{put, root + "/posts/:id/bookmark", members, callPost("/bookmark", "")},
	{remove, root + "/posts/:id/bookmark", members, callPost("/bookmark", "")},
	{put, root + "/posts/:id/reactions/:emoji", members, callPost("/reactions/"+url.PathEscape("👍"), "")},
	{remove, root + "/posts/:id/reactions/:emoji", members, callPost("/reactions/"+url.PathEscape("👍"), "")},
	{get, root + "/suggestions/:id", callers, callSuggestion("", "")},
	{put, root + "/suggestions/:id/support", strings.ReplaceAll(members, "author", ""), callSuggestion("/support", `{"why": "I call all day"}`)},
	{remove, root + "/suggestions/:id/support", strings.ReplaceAll(members, "author", ""), callSuggestion("/support", "")},
	{post, root + "/suggestions/:id/decisions", staff, callSuggestion("/decisions", `{"to": "under_review", "words": "We are looking at it with the workplace people.", "version": 1}`)},
	{put, root + "/suggestions/:id/owner", staff, callSuggestion("/owner", `{"handle": "sam"}`)},
	{get, root + "/promise", callers, callAt("/promise", "")},
	{get, root + "/house", callers, callAt("/house", "")},
	{get, root + "/house/:page", callers, callRules("")},
	{get, root + "/house/:page/versions", callers, callRules("/versions")},
	{put, root + "/house/:page", administrators, callAt("/house/contact", `{"body": "Write to us at the desk by the door.", "version": 1}`)},
	{post, root + "/events", "host " + staff, callAt("/events", `{"topic": "photography", "title": "Ask about fog", "body": "Words.",
		"starts_at": "2026-03-09T19:00:00Z", "ends_at": "2026-03-09T20:00:00Z"}`)},
	{get, root + "/events", callers, callAt("/events", "")},
	{get, root + "/events/:id", callers, callHour("", "")},
	{patch, root + "/events/:id", hosts, callHour("", `{"agenda": "More light"}`)},
	{post, root + "/events/:id/end", hosts, callHour("/end", "")},
	{put, root + "/events/:id/summary", hosts, callHour("/summary", `{"summary": "We spoke about fog and waiting."}`)},
	{put, root + "/events/:id/questions/:number", hosts, callHour("/questions/2", `{"to": "picked"}`)},
	{get, root + "/search", callers, callAt("/search?q=fog", "")},
	{get, root + "/members/:handle", callers, callAt("/members/mia", "")},
	{post, root + "/preview", members, callAt("/preview", `{"body": "Words."}`)},
	{get, root + "/me", members, callAt("/me", "")},
	{get, root + "/me/profile", members, callAt("/me/profile", "")},
	{patch, root + "/me/profile", members, callAt("/me/profile", `{}`)},
	{put, root + "/threads/:id/read", members, callThread("/read", `{"number": 1}`)},
	{put, root + "/members/:handle/role", administrators, callAt("/members/mia/role", `{"role": "member"}`)},
	{put, root + "/members/:handle/may_publish", moderators, callAt("/members/mia/may_publish", "")},
	{remove, root + "/members/:handle/may_publish", moderators, callAt("/members/nia/may_publish", "")},
	{put, root + "/members/:handle/suspension", moderators, callAt("/members/mia/suspension", `{}`)},
	{put, root + "/members/:handle/suspension", administrators, callAt("/members/sam/suspension", `{}`)},
	{remove, root + "/members/:handle/suspension", moderators, callAt("/members/mia/suspension", "")},
	{remove, root + "/members/:handle/suspension", administrators, callAt("/members/mo-rahimi/suspension", "")},
	{get, root + "/bookmarks", members, callAt("/bookmarks", "")},
	{get, root + "/blocks", members, callAt("/blocks", "")},
	{post, root + "/posts/:id/reports", "new member host " + staff, callPost("/reports", `{"reason": "spam"}`)},
	{get, root + "/reports", members, callAt("/reports", "")},
	{get, root + "/reports/:id", "member", call("", func(f *fixture) string {
		r, err := f.Store.CreateReport(f.Ctx, f.Max, f.reply().ID, models.ReportInput{Reason: "spam"})
		f.Must(err)
		return fmt.Sprint("/reports/", r.ReportID)
	})},
	{get, root + "/actions", members, callAt("/actions", "")},
	{get, root + "/actions/:id", members, call("", func(f *fixture) string { return strings.TrimSuffix(warning(f), "/appeals") })},
	{get, root + "/actions/:id", nobody, call("", func(f *fixture) string { return strings.TrimSuffix(foreignWarning(f), "/appeals") })},
	{post, root + "/actions/:id/appeals", members, call(`{"words": "It was a joke."}`, warning)},
	{post, root + "/actions/:id/appeals", nobody, call(`{"words": "It was a joke."}`, foreignWarning)},
	{post, root + "/removals", moderators, func(f *fixture) request {
		sueSays(f)
		return request{path: root + "/removals", json: `{"place": "bio", "handle": "sue", "rule": "abuse", "reason": "Be kind."}`}
	}},
	{get, root + "/cases", moderators, callAt("/cases", "")},
	{get, root + "/cases/:id", moderators, call("", func(f *fixture) string { return strings.TrimPrefix(reportedCase(f), "/console") })},
	{get, root + "/cases/:id", moderators, call("", func(f *fixture) string { return strings.TrimPrefix(appealed(f), "/console") })},
	{post, root + "/cases/:id/decisions", moderators, call(`{"do": "no_breach", "words": "It is blunt, not unkind.", "version": 2}`, func(f *fixture) string {
		return strings.TrimPrefix(reportedCase(f), "/console") + "/decisions"
	})},
	{post, root + "/cases/:id/decisions", moderators, call(`{"do": "upheld", "words": "It hurt somebody.", "version": 1}`, func(f *fixture) string {
		return strings.TrimPrefix(appealed(f), "/console") + "/decisions"
	})},
	{put, root + "/members/:handle/block", members, callAt("/members/max/block", "")},
	{remove, root + "/members/:handle/block", members, callAt("/members/max/block", "")},
	{put, root + "/members/:handle/mute", members, callAt("/members/max/mute", "")},
	{remove, root + "/members/:handle/mute", members, callAt("/members/max/mute", "")},
	{put, root + "/topics/:slug/mute", members, callAt("/topics/back-room/mute", "")},
	{put, root + "/topics/:slug/mute", staff, callAt("/topics/staff-table/mute", "")},
	{remove, root + "/topics/:slug/mute", members, callAt("/topics/back-room/mute", "")},
	{put, root + "/threads/:id/mute", members, callThread("/mute", "")},
	{put, root + "/threads/:id/mute", staff, callHidden("/mute", "")},
	{remove, root + "/threads/:id/mute", members, callThread("/mute", "")},
	{get, root + "/drafts", members, callAt("/drafts", "")},
	{get, root + "/drafts/:key", members, callDraft(ownDraft, "", "")},
	{get, root + "/drafts/:key", nobody, callDraft(foreignDraft, "", "")},
	{put, root + "/drafts/:key", members, callAt("/drafts/k-api", `{"body": "Half a thought"}`)},
	{remove, root + "/drafts/:key", members, callDraft(ownDraft, "", "")},
	{remove, root + "/drafts/:key", nobody, callDraft(foreignDraft, "", "")},
	{post, root + "/drafts/:key/restore", members, callDraft(ownDraft, "/restore", "")},
	{post, root + "/drafts/:key/restore", nobody, callDraft(foreignDraft, "/restore", "")},
	{get, root + "/sessions", members, callAt("/sessions", "")},
	{remove, root + "/sessions", members, callAt("/sessions", "")},
	{remove, root + "/sessions/:id", members, call("", func(f *fixture) string { return fmt.Sprint("/sessions/", f.session) })},
	{remove, root + "/sessions/:id", nobody, call("", func(f *fixture) string { return fmt.Sprint("/sessions/", f.foreignSession()) })},
	{get, root + "/tokens", members, callAt("/tokens", "")},
	{post, root + "/tokens", callers, callAt("/tokens", `{"email": "mia", "password": "`+testkit.Password+`", "name": "script"}`)},
	{remove, root + "/tokens/:id", nobody, call("", func(f *fixture) string { return fmt.Sprint("/tokens/", f.foreignToken()) })},
}

// callRules is about rules that are published.
func callRules(rest string) func(*fixture) request {
	return call("", func(f *fixture) string { return publishedRules(rest)(f).path })
}
