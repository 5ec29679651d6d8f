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
		f.Must(f.Store.RemoveThread(f.Ctx, f.Mo, th.ID, "An advertisement."))
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

func deletedPost(by func(f *fixture) models.Viewer) func(f *fixture) request {
	return to(func(f *fixture) string {
		p := f.reply()
		_, err := f.Store.DeletePost(f.Ctx, by(f), p.ID, models.DeleteInput{Reason: "Not here."})
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
	{get, "/posts/:id/delete", authors + " " + moderators, onPost("/delete")},
	{post, "/posts/:id/delete", authors + " " + moderators, onPost("/delete")},
	{post, "/posts/:id/restore", authors, deletedPost((*fixture).mia)},
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
	{get, "/uploads/:key/words", nobody, at("/uploads/aaaaaaaaaaaaaaaaaaaaaa/words")}, // one's own alone
	{post, "/uploads/:key/words", nobody, at("/uploads/aaaaaaaaaaaaaaaaaaaaaa/words")},
	{post, "/uploads/:key/delete", nobody, at("/uploads/aaaaaaaaaaaaaaaaaaaaaa/delete")},
	{post, "/uploads/:key/restore", nobody, at("/uploads/aaaaaaaaaaaaaaaaaaaaaa/restore")},
	{get, "/uploads/:key", everybody, to(shownPicture(testkit.Photography, ""))},
	{get, "/uploads/:key", members, to(shownPicture(testkit.BackRoom, ""))},
	{get, "/uploads/:key/:size", nobody, to(shownPicture(testkit.Photography, "/480.webp"))}, // its file was never written
	{get, "/uploads/:key", staff, to(shownPicture(testkit.StaffTable, ""))},
	{get, "/drafts", members, at("/drafts")},
	{post, "/drafts", members, at("/drafts", "draft_key", "k", "body", "Half a thought")},
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
	f.Must(f.Store.RemoveThread(f.Ctx, f.Mo, th.ID, "An advertisement."))
	return fmt.Sprint("/t/", th.ID, "/restore")
}

// department is one of its own.
func department(f *fixture) string {
	f.T.Helper()
	name := fmt.Sprint("Workplace ", f.Count(`SELECT COUNT(*) FROM departments`))
	f.Must(f.Store.EditDepartment(f.Ctx, f.Ada, models.DepartmentInput{Name: name}))
	return "/console/departments/" + strings.ReplaceAll(strings.ToLower(name), " ", "-")
}

// savedReply is a contributor's, and shared.
func savedReply(rest string) func(f *fixture) string {
	return func(f *fixture) string {
		r, err := f.Store.SaveReply(f.Ctx, f.Sam, models.SavedReplyInput{Title: "Thanks", Body: "Thank you, {{name}}.", Shared: true})
		f.Must(err)
		return fmt.Sprint("/console/replies/", r.ID, rest)
	}
}

// consultation is a contributor's.
func consultation(rest string) func(f *fixture) string {
	return func(f *fixture) string {
		th, err := f.Store.OpenConsultation(f.Ctx, f.Sam, models.ConsultationInput{
			Topic: testkit.Photography, Title: "Which bench?", Body: "One fits.", Options: "Oak\nSteel", ClosesOn: "2026-03-20",
		})
		f.Must(err)
		return fmt.Sprint("/console/consultations/", th.ID, rest)
	}
}

func onSuggestion(rest string, pairs ...string) func(*fixture) request {
	return to(func(f *fixture) string { return fmt.Sprint("/console/suggestions/", f.suggestion().ID, rest) }, pairs...)
}

var consoleRules = []rule{
	{get, "/console", staff, at("/console")},
	{get, "/console/overview", staff, at("/console/overview")},
	{get, "/console/suggestions/:id", staff, onSuggestion("")},
	{post, "/console/suggestions/:id/decisions", staff, onSuggestion("/decisions")},
	{post, "/console/suggestions/:id/decisions/:decision/undo", nobody, onSuggestion("/decisions/1/undo")},
	{post, "/console/suggestions/:id/decisions/:decision/undo", "contributor", to(func(f *fixture) string {
		return keep(f, "decision", func() string {
			th := f.suggestion()
			d, err := f.Store.Decide(f.Ctx, f.Sam, th.ID, models.DecisionInput{To: "received", Words: fmt.Sprint("We read it, and thank you: ", th.ID), Version: th.Version})
			f.Must(err)
			return fmt.Sprint("/console/suggestions/", th.ID, "/decisions/", d.ID, "/undo")
		})
	})},
	{post, "/console/suggestions/:id/draft", staff, onSuggestion("/draft", "draft_key", "k", "words", "Half a thought")},
	{post, "/console/suggestions/:id/owner", staff, onSuggestion("/owner", "handle", "sam")},
	{post, "/console/suggestions/:id/notes", staff, onSuggestion("/notes", "body", "A note.")},
	{post, "/console/suggestions/:id/snooze", staff, onSuggestion("/snooze")},
	{post, "/console/suggestions/:id/snooze/end", staff, onSuggestion("/snooze/end")},
	{post, "/console/suggestions/:id/unmerge", staff, onSuggestion("/unmerge")},
	{get, "/console/members", staff, at("/console/members")},
	{get, "/console/members/:handle", staff, at("/console/members/mia")},
	{post, "/console/guide", administrators, at("/console/guide", "on", "1")},
	{get, "/console/members/:handle/:section", staff, at("/console/members/mia/posts")},
	{get, "/console/members/:handle/:section", moderators, at("/console/members/mia/reports")},
	{get, "/console/members/:handle/:section", administrators, at("/console/members/sam/sessions")},
	{post, "/console/members/:handle/sessions/end", moderators, at("/console/members/nia/sessions/end")},
	{post, "/console/members/:handle/sessions/:id/end", moderators, to(func(f *fixture) string {
		f.Exec(`INSERT INTO sessions (member_id, token_hash, user_agent, address, created_at, last_seen_at) VALUES (?, ?, '', '', ?, ?)`,
			f.Nia.ID, fmt.Sprint("of Nia ", f.Count(`SELECT COUNT(*) FROM sessions`)), f.Clock.Now(), f.Clock.Now())
		return fmt.Sprint("/console/members/nia/sessions/", f.Count(`SELECT MAX(id) FROM sessions`), "/end")
	})},
	{post, "/console/members/:handle/role", administrators, at("/console/members/mia/role", "role", "member")},
	{post, "/console/members/:handle/may-publish", moderators, at("/console/members/mia/may-publish", "on", "1")},
	{post, "/console/members/:handle/may-publish", administrators, at("/console/members/sam/may-publish", "on", "1")},
	{post, "/console/members/:handle/employer", administrators, at("/console/members/sam/employer", "employer", "Larkmoor")},
	{post, "/console/members/:handle/suspension", moderators, at("/console/members/mia/suspension")},
	{post, "/console/members/:handle/suspension", administrators, at("/console/members/sam/suspension")},
	{post, "/console/members/:handle/face/remove", moderators, at("/console/members/mia/face/remove")},
	{post, "/console/members/:handle/face/remove", administrators, at("/console/members/sam/face/remove")},
	{post, "/console/members/:handle/suspension/lift", moderators, at("/console/members/mia/suspension/lift")},
	{post, "/console/members/:handle/suspension/lift", administrators, at("/console/members/mo-rahimi/suspension/lift")},
	{get, "/console/topics", staff, at("/console/topics")},
	{post, "/console/topics", administrators, at("/console/topics")},
	{get, "/console/topics/new", administrators, at("/console/topics/new")},
	{get, "/console/topics/:slug", administrators, at("/console/topics/photography")},
	{post, "/console/topics/:slug", administrators, at("/console/topics/photography")},
	{post, "/console/topics/:slug/merge", administrators, at("/console/topics/photography/merge", "into", "nowhere")},
	{post, "/console/topics/:slug/order", administrators, at("/console/topics/photography/order", "to", "up")},
	{post, "/console/topics/:slug/archive", administrators, at("/console/topics/photography/archive", "on", "0")},
	{post, "/console/suggestions/:id/side", staff, onSuggestion("/side", "body", "Between us.")},
	{post, "/console/suggestions/:id/side/close", staff, onSuggestion("/side/close")},
	{get, "/console/merges", staff, at("/console/merges")},
	{post, "/console/merges", staff, at("/console/merges")},
	{get, "/console/replies", staff, at("/console/replies")},
	{post, "/console/replies", staff, at("/console/replies")},
	{get, "/console/replies/:id", "contributor", to(savedReply(""))},
	{post, "/console/replies/:id", "contributor", to(savedReply(""), "title", "Thanks", "body", "Thank you, {{name}}.")},
	{post, "/console/replies/:id/delete", "contributor " + administrators, to(savedReply("/delete"))},
	{post, "/console/annotations", staff, at("/console/annotations", "words", "Three of the late ones are ours, and we know it.")},
	{post, "/console/annotations/:id/remove", "contributor " + administrators, to(func(f *fixture) string {
		f.Must(f.Store.AnnotatePromise(f.Ctx, f.Sam, "Three of the late ones are ours, and we know it."))
		return fmt.Sprint("/console/annotations/", f.Count(`SELECT MAX(id) FROM promise_annotations`), "/remove")
	})},
	{get, "/console/contacts", staff, at("/console/contacts")},
	{get, "/console/thanks", staff, at("/console/thanks")},
	{post, "/console/thanks", staff, to(func(f *fixture) string { f.suggestion(); return "/console/thanks" }, "handle", "mia", "thread", "1", "words", "Thank you, for all.")},
	{post, "/console/members/:handle/contacts", staff, to(func(f *fixture) string {
		f.Must(f.Store.SetContactConsent(f.Ctx, f.mia(), "mail", "", true))
		return "/console/members/mia/contacts"
	}, "channel", "mail", "words", "We spoke.")},
	{post, "/console/members/:handle/contacts", nobody, at("/console/members/max/contacts", "channel", "phone", "words", "We spoke.")},
	{get, "/console/consultations", staff, at("/console/consultations")},
	{post, "/console/consultations", staff, at("/console/consultations")},
	{get, "/console/consultations/new", staff, at("/console/consultations/new")},
	{get, "/console/consultations/:id", staff, to(consultation(""))},
	{post, "/console/consultations/:id/decision", staff, to(consultation("/decision"))},
	{get, "/console/ledger.csv", staff, at("/console/ledger.csv")},
	{get, "/console/ledger-lines.csv", staff, at("/console/ledger-lines.csv")},
	{get, "/console/ledger.json", staff, at("/console/ledger.json")},
	{get, "/console/team", staff, at("/console/team")},
	{post, "/console/team/absences", staff, at("/console/team/absences")},
	{post, "/console/team/absences", moderators, at("/console/team/absences", "handle", "mo-rahimi", "first_day", "2026-04-01", "last_day", "2026-04-02")},
	{post, "/console/team/absences/:id/end", "contributor " + administrators, to(func(f *fixture) string {
		f.Must(f.Store.AddAbsence(f.Ctx, f.Sam, models.AbsenceInput{FirstDay: "2026-04-01", LastDay: "2026-04-02"}))
		return fmt.Sprint("/console/team/absences/", f.Count(`SELECT MAX(id) FROM absences`), "/end")
	})},
	{post, "/console/team/roster", administrators, at("/console/team/roster", "roster", "ada")},
	{post, "/console/team/owners", administrators, at("/console/team/owners", "topic", "photography", "owner", "ada")},
	{get, "/console/departments/new", administrators, at("/console/departments/new")},
	{post, "/console/departments", administrators, at("/console/departments")},
	{get, "/console/departments/:slug", administrators, to(department)},
	{post, "/console/departments/:slug", administrators, to(department)},
	{get, "/console/calendar", administrators, at("/console/calendar")},
	{post, "/console/calendar", administrators, at("/console/calendar")},
	{get, "/console/site", administrators, at("/console/site")},
	{post, "/console/site", administrators, at("/console/site")},
	{get, "/console/style", nobody, at("/console/style")}, // but in a demonstration
	{get, "/console/style/tokens.css", nobody, at("/console/style/tokens.css")},
	{get, "/console/brand", administrators, at("/console/brand")},
	{post, "/console/brand", administrators, at("/console/brand")},
	{get, "/console/brand/logo", administrators, at("/console/brand/logo")},
	{post, "/console/brand/logo", administrators, at("/console/brand/logo")},
	{post, "/console/brand/restore", administrators, to(func(f *fixture) string {
		f.Must(f.Store.EditLook(f.Ctx, f.Ada, models.LookInput{Name: "Waymark", Typeface: models.TypefaceBook, Corners: models.CornersSoft}))
		return "/console/brand/restore"
	}, "former", "1")},
	{get, "/console/brand/sample.css", administrators, at("/console/brand/sample.css?accent=%231c5a46&typeface=book&corners=round")},
	{get, "/console/audit", moderators, at("/console/audit")},
	{post, "/console/audit/export", moderators, at("/console/audit/export")},
	{get, "/console/activity", administrators, at("/console/activity")},
	{get, "/console/resets", administrators, at("/console/resets")},
	{post, "/console/resets", administrators, at("/console/resets", "handle", "max")},
}
