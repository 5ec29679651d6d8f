package handlers_test

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/static"
)

const (
	get  = http.MethodGet
	post = http.MethodPost
)

func threadPage(topic string) func(*fixture) request {
	return to(func(f *fixture) string { th := f.threadIn(topic); return fmt.Sprint("/t/", th.ID, "/", th.Slug) })
}

var readingRules = []rule{
	{get, "/healthz", everybody, at("/healthz")},
	{get, "/readyz", everybody, at("/readyz")},
	{get, "/live", everybody, at("/live")}, // without a handshake: the answer says how
	{get, "/live/events", everybody, at("/live/events?channel=front")},
	{get, "/live/events", members, at("/live/events?channel=me")},
	{get, "/live/events", staff, at("/live/events?channel=console")},
	{get, "/live/events", staff, to(func(f *fixture) string {
		return fmt.Sprint("/live/events?since=0&channel=thread:", f.threadIn(testkit.StaffTable).ID)
	})},
	{get, "/metrics", everybody, at("/metrics")}, // from this machine; feeds of what is not public are for nobody, whoever asks
	{get, "/", everybody, at("/")},
	{get, "/topics", everybody, at("/topics")},
	{get, "/topics/:slug", everybody, at("/topics/photography")},
	{get, "/topics/:slug", members, at("/topics/back-room")},
	{get, "/topics/:slug", staff, at("/topics/staff-table")},
	{get, "/topics/:slug/feed.atom", everybody, at("/topics/photography/feed.atom")},
	{get, "/topics/:slug/feed.atom", nobody, at("/topics/staff-table/feed.atom")},
	{get, "/t/:id", everybody, onThread("")},
	{get, "/t/:id/", everybody, onThread("/")},
	{get, "/t/:id/:slug", everybody, threadPage(testkit.Photography)},
	{get, "/t/:id/:slug", members, threadPage(testkit.BackRoom)},
	{get, "/t/:id/:slug", staff, threadPage(testkit.StaffTable)},
	{get, "/t/:id/:slug", authors + " " + moderators, to(func(f *fixture) string {
		th := f.story(models.ThreadDraft)
		return fmt.Sprint("/t/", th.ID, "/", th.Slug)
	})},
	{get, "/t/:id/:slug", moderators, to(func(f *fixture) string {
		th := f.thread()
		f.Must(f.Store.RemoveThread(f.Ctx, f.Mo, th.ID, "other", "An advertisement."))
		return fmt.Sprint("/t/", th.ID, "/", th.Slug)
	})},
	{get, "/t/:id/feed.atom", everybody, onThread("/feed.atom")},
	{get, "/t/:id/feed.atom", nobody, to(func(f *fixture) string { return fmt.Sprint("/t/", f.threadIn(testkit.StaffTable).ID, "/feed.atom") })},
	{get, "/posts/:id", everybody, onPost("")},
	{get, "/stories", everybody, at("/stories")},
	{get, "/photos", everybody, at("/photos")},
	{get, "/members/:handle", everybody, at("/members/mia")},
	{get, "/search", everybody, at("/search?q=fog")},
	{get, "/threads/mine", members, at("/threads/mine")},
	{get, "/feed.atom", everybody, at("/feed.atom")},
	{get, "/sitemap.xml", everybody, at("/sitemap.xml")},
	{get, "/sitemaps/:file", everybody, at("/sitemaps/topics.xml")},
	{get, "/robots.txt", everybody, at("/robots.txt")},
	{get, "/opensearch.xml", everybody, at("/opensearch.xml")},
	{get, "/manifest.webmanifest", everybody, at("/manifest.webmanifest")},
	{get, "/brand/:sheet/:file", nobody, at("/brand/0123456789/logo.png")},
	{get, "/watch", everybody, at("/watch?of=https://youtu.be/dQw4w9WgXcQ")},
	{get, "/watch", nobody, at("/watch?of=https://elsewhere.example/")},
	{get, "/brand/:sheet", everybody, at("/brand/0123456789.css")},
	{get, "/brand/:sheet", nobody, at("/brand/sheet.css")},
	{get, "/favicon.ico", everybody, at("/favicon.ico")},
	{get, "/favicon.svg", everybody, at("/favicon.svg")},
	{get, "/icons/:size", everybody, at("/icons/192.png")},
	{get, "/avatars/:handle", everybody, at("/avatars/mia")},
	{get, "/faces/:key/:size", nobody, at("/faces/aaaaaaaaaaaaaaaaaaaaaa/96.webp")},
	{get, "/covers/:scene/:variant", everybody, at("/covers/fog-road/1")},
	{get, "/static/*", everybody, at(static.Path("app.css"))},
}

// reset is a link for a new password of somebody who stands aside.
func reset(f *fixture) string {
	f.T.Helper()
	token, err := f.Store.CreateResetLink(f.Ctx, f.Ada, "max")
	f.Must(err)
	return "/reset/" + token
}

var accountRules = []rule{
	{get, "/login", everybody, at("/login")},
	{post, "/login", everybody, at("/login", "email", "mia", "password", testkit.Password)},
	{post, "/logout", everybody, at("/logout")},
	{get, "/join", everybody, at("/join")},
	{post, "/join", everybody, at("/join")},
	{get, "/forgot", everybody, at("/forgot")},
	{post, "/forgot", everybody, at("/forgot")},
	{get, "/reset/:token", everybody, to(reset)},
	{post, "/reset/:token", everybody, to(reset, "password", "short")},
	{get, "/setup/:token", nobody, at("/setup/guessed")},
	{post, "/setup/:token", nobody, at("/setup/guessed")},
	{get, "/settings", members, at("/settings")},
	{get, "/settings/profile", members, at("/settings/profile")},
	{post, "/settings/profile", members, at("/settings/profile")},
	{get, "/settings/face", members, at("/settings/face")},
	{post, "/settings/face", members, at("/settings/face")},
	{post, "/settings/face/remove", members, at("/settings/face/remove")},
	{get, "/settings/account", members, at("/settings/account")},
	{post, "/settings/account", members, at("/settings/account")},
	{get, "/settings/password", members, at("/settings/password")},
	{post, "/settings/password", members, at("/settings/password")},
	{get, "/settings/contact", members, at("/settings/contact")},
	{get, "/settings/blocks", members, at("/settings/blocks")},
	{post, "/settings/activity", members, at("/settings/activity", "on", "0")},
	{post, "/members/:handle/block", members, at("/members/max/block", "on", "1")},
	{post, "/members/:handle/mute", members, at("/members/max/mute", "on", "1")},
	{post, "/topics/:slug/mute", members, at("/topics/back-room/mute", "on", "1")},
	{post, "/topics/:slug/mute", staff, at("/topics/staff-table/mute", "on", "1")},
	{post, "/t/:id/mute", members, onThread("/mute", "on", "1")},
	{post, "/settings/contact", members, at("/settings/contact", "channel", "phone", "on", "0")},
	{get, "/settings/sessions", members, at("/settings/sessions")},
	{post, "/settings/sessions/others/end", members, at("/settings/sessions/others/end")},
	{post, "/settings/sessions/:id/end", members, to(func(f *fixture) string { return fmt.Sprint("/settings/sessions/", f.session, "/end") })},
	{post, "/settings/sessions/:id/end", nobody, to(func(f *fixture) string { return fmt.Sprint("/settings/sessions/", f.foreignSession(), "/end") })},
	{get, "/settings/tokens", members, at("/settings/tokens")},
	{post, "/settings/tokens", members, at("/settings/tokens")},
	{post, "/settings/tokens/:id/revoke", nobody, to(func(f *fixture) string { return fmt.Sprint("/settings/tokens/", f.foreignToken(), "/revoke") })},
	{get, "/settings/delete", members, at("/settings/delete")},
	{post, "/settings/delete", members, at("/settings/delete")},
	{get, "/members/suggest", members, at("/members/suggest?q=mi")},
}

// ownDraft keeps a draft for whoever asks.
func ownDraft(rest string) func(f *fixture) request {
	return to(func(f *fixture) string {
		if !f.who.SignedIn() {
			return "/drafts/none" + rest
		}
		key := fmt.Sprint("draft-", f.session)
		_, err := f.Store.SaveDraft(f.Ctx, f.who, models.DraftInput{Key: key, Kind: "discussion", Topic: testkit.Photography, Body: "Half a thought"})
		f.Must(err)
		return "/drafts/" + key + rest
	})
}

// foreignDraft is the draft of somebody else.
func foreignDraft(rest string) func(f *fixture) request {
	return to(func(f *fixture) string {
		other := f.Max
		if f.who.ID == other.ID {
			other = f.Hana
		}
		key := "draft-beside-" + f.name
		_, err := f.Store.SaveDraft(f.Ctx, other, models.DraftInput{Key: key, Kind: "discussion", Body: "Half a thought"})
		f.Must(err)
		return "/drafts/" + key + rest
	})
}

func editedPost(rest string, form ...string) func(f *fixture) request {
	return to(func(f *fixture) string {
		p, body := f.reply(), "In other words."
		_, err := f.Store.EditPost(f.Ctx, f.writer(), p.ID, models.EditInput{Body: &body})
		f.Must(err)
		return fmt.Sprint("/posts/", p.ID, rest)
	}, form...)
}

func deletedPost(by func(f *fixture) models.Viewer) func(f *fixture) request {
	return to(func(f *fixture) string {
		p := f.reply()
		_, err := f.Store.DeletePost(f.Ctx, by(f), p.ID, models.DeleteInput{Rule: "other", Reason: "Not here."})
		f.Must(err)
		return fmt.Sprint("/posts/", p.ID, "/restore")
	})
}

var writingRules = []rule{
	{get, "/new", members, at("/new?kind=discussion&topic=photography")},
	{post, "/threads", members, at("/threads", "topic", "photography", "kind", "discussion")},
	{post, "/threads", "author " + staff, at("/threads", "topic", "photography", "kind", "story", "title", "A story", "body", "Words.")},
	{post, "/t/:id/posts", members, onThread("/posts")},
	{post, "/t/:id/posts", staff, to(func(f *fixture) string { return fmt.Sprint("/t/", f.threadIn(testkit.StaffTable).ID, "/posts") })},
	{post, "/preview", members, at("/preview", "body", "Words.", "kind", "discussion")},
	{get, "/posts/:id/edit", authors, onPost("/edit")},
	{post, "/posts/:id/edit", authors, onPost("/edit")},
	{get, "/stories/:id/edit", authors + " " + moderators, onStory(models.ThreadDraft, "/edit")},
	{get, "/posts/:id/history", everybody, onPost("/history")},
	{post, "/posts/:id/history/hide", moderators, editedPost("/history/hide", "on", "1", "reason", "It named somebody.")},
	{get, "/posts/:id/delete", authors + " " + moderators, onPost("/delete")},
	{post, "/posts/:id/delete", authors + " " + moderators, onPost("/delete")},
	{get, "/posts/:id/restore", authors, deletedPost((*fixture).writer)},
	{get, "/posts/:id/restore", moderators, deletedPost(func(f *fixture) models.Viewer { return f.Mo })},
	{post, "/posts/:id/restore", authors, deletedPost((*fixture).writer)},
	{post, "/posts/:id/restore", moderators, deletedPost(func(f *fixture) models.Viewer { return f.Mo })},
	{post, "/posts/:id/reactions", members, onPost("/reactions", "emoji", "👍", "on", "1")},
	{post, "/posts/:id/bookmark", members, onPost("/bookmark", "on", "1")},
	{post, "/posts/:id/accept", authors, onAnswer("/accept", "on", "1")},
	{post, "/posts/:id/official", staff, onAnswer("/official", "on", "1")},
	{get, "/bookmarks", members, at("/bookmarks")},
	{post, "/t/:id/read", members, onThread("/read", "number", "1")},
	{get, "/t/:id/unread", everybody, onThread("/unread")},
	{get, "/uploads", members, at("/uploads")},
	{post, "/uploads", members, at("/uploads")},                                       // without a file: what is refused is the form
	{get, "/uploads/:key/words", nobody, at("/uploads/aaaaaaaaaaaaaaaaaaaaaa/words")}, // one's own
	{get, "/uploads/:key/words", moderators, to(shownPicture(testkit.Photography, "/words"))},
	{post, "/uploads/:key/words", moderators, to(shownPicture(testkit.Photography, "/words"), "credit", "Ada")},
	{post, "/uploads/:key/words", nobody, at("/uploads/aaaaaaaaaaaaaaaaaaaaaa/words")},
	{post, "/uploads/:key/delete", nobody, at("/uploads/aaaaaaaaaaaaaaaaaaaaaa/delete")},
	{post, "/uploads/:key/restore", nobody, at("/uploads/aaaaaaaaaaaaaaaaaaaaaa/restore")},
	{get, "/uploads/:key", everybody, to(shownPicture(testkit.Photography, ""))},
	{get, "/uploads/:key", members, to(shownPicture(testkit.BackRoom, ""))},
	{get, "/uploads/:key/:size", nobody, to(shownPicture(testkit.Photography, "/480.webp"))}, // its file was never written
	{get, "/uploads/:key", staff, to(shownPicture(testkit.StaffTable, ""))},
	{get, "/drafts", members, at("/drafts")},
	{post, "/drafts", members, at("/drafts", "draft_key", "k", "body", "Half a thought")},
	{post, "/drafts/forms", members, at("/drafts/forms", "draft_at", "/console/members/max#warn", "reason", "Half a thought")},
	{post, "/drafts/:key/delete", members, ownDraft("/delete")},
	{post, "/drafts/:key/delete", nobody, foreignDraft("/delete")},
	{post, "/drafts/:key/restore", members, ownDraft("/restore")},
	{post, "/drafts/:key/restore", nobody, foreignDraft("/restore")},
}

var toolRules = []rule{
	{get, "/t/:id/tools", authors + " host " + staff, onThread("/tools")},
	{post, "/t/:id/pin", hosts, onThread("/pin", "on", "1")},
	{get, "/t/:id/lock", moderators, onThread("/lock")},
	{post, "/t/:id/lock", moderators, onThread("/lock", "on", "1")},
	{get, "/t/:id/title", authors + " " + hosts, onThread("/title")},
	{post, "/t/:id/title", authors + " " + hosts, onThread("/title", "title", "Mist")},
	{get, "/t/:id/outcome", staff, onThread("/outcome")},
	{post, "/t/:id/outcome", staff, onThread("/outcome", "outcome", "It lifted.")},
	{get, "/t/:id/move", moderators, onThread("/move")},
	{post, "/t/:id/move", moderators, onThread("/move", "topic", "remote-work")},
	{get, "/t/:id/split", hosts, onThread("/split")},
	{post, "/t/:id/split", hosts, onThread("/split")},
	{get, "/t/:id/remove", moderators, onThread("/remove")},
	{post, "/t/:id/remove", moderators, onThread("/remove", "reason", "An advertisement.")},
	{get, "/t/:id/restore", moderators, to(removed)},
	{post, "/t/:id/restore", moderators, to(removed)},
	{get, "/stories/desk", "author " + staff, at("/stories/desk")},
	{get, "/stories/:id/publish", authors, onStory(models.ThreadDraft, "/publish")},
	{post, "/stories/:id/publish", authors, onStory(models.ThreadDraft, "/publish")},
	{get, "/stories/:id/schedule", authors, onStory(models.ThreadDraft, "/schedule")},
	{post, "/stories/:id/schedule", authors, onStory(models.ThreadDraft, "/schedule", "publish_at", "2026-03-09T09:00")},
	{get, "/stories/:id/corrections", authors, onStory(models.ThreadPublished, "/corrections")},
	{post, "/stories/:id/corrections", authors, onStory(models.ThreadPublished, "/corrections", "words", "It was 2024.")},
	{get, "/stories/:id/withdraw", authors + " " + moderators, onStory(models.ThreadPublished, "/withdraw")},
	{post, "/stories/:id/withdraw", authors + " " + moderators, onStory(models.ThreadPublished, "/withdraw", "reason", "Wrong figures.")},
}

// shownPicture is in a post of the topic; its author sees it wherever it is.
func shownPicture(topic, rest string) func(f *fixture) string {
	return func(f *fixture) string {
		by, hash := f.Ada, strings.Repeat("ab", 32)
		f.Must(f.Store.ClaimPictureFile(f.Ctx, hash))
		p, err := f.Store.AddPicture(f.Ctx, by, models.PictureInput{Hash: hash, Width: 9, Height: 9, Colour: "#000000"})
		f.Must(err)
		f.Start(by, topic, models.KindDiscussion, "The pass in snow", "![the pass](/uploads/"+p.Key+")")
		return "/uploads/" + p.Key + rest
	}
}

func removed(f *fixture) string {
	f.T.Helper()
	th := f.thread()
	f.Must(f.Store.RemoveThread(f.Ctx, f.Mo, th.ID, "other", "An advertisement."))
	return fmt.Sprint("/t/", th.ID, "/restore")
}
