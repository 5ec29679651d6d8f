package links

import "net/url"

// Where forms are sent. Each names the noun that the action makes or changes.
const (
	Threads       = "/threads"
	Preview       = "/preview"
	SaveDraft     = "/drafts"
	KeepForm      = "/drafts/forms"
	SuggestMember = "/members/suggest"
	// RemoveFace brings the member's drawn face back.
	RemoveFace = "/settings/face/remove"
	// EndOtherSessions ends every session of the member but the one that asks.
	EndOtherSessions = "/settings/sessions/others/end"
	// Activity hides what the member does from being seen together, on or off.
	Activity = "/settings/activity"
)

// ThreadPosts takes a reply.
func ThreadPosts(threadID int64) string { return "/t/" + id(threadID) + "/posts" }

// ThreadAction is a form on a thread, as a page and as where it is sent: "pin",
// "lock", "move", "split", "title", "outcome", "remove", "restore". "tools" is
// the page that has them all.
func ThreadAction(threadID int64, noun string) string { return "/t/" + id(threadID) + "/" + noun }

// MemberBlock takes a block of somebody, on or off.
func MemberBlock(handle string) string { return Member(handle) + "/block" }

// MemberMute takes a mute of somebody, on or off.
func MemberMute(handle string) string { return Member(handle) + "/mute" }

// TopicMute takes a mute of a topic, on or off.
func TopicMute(slug string) string { return Topic(slug) + "/mute" }

// ThreadMute takes a mute of a thread, on or off.
func ThreadMute(threadID int64) string { return ThreadAction(threadID, "mute") }

// SplitFrom is the form that splits a thread, with the posts from a number on chosen.
func SplitFrom(threadID, number int64) string {
	return withQuery(ThreadAction(threadID, "split"), "from", id(number))
}

// SplitAfter is the same form, showing the posts after a number.
func SplitAfter(threadID, number int64) string {
	return withQuery(ThreadAction(threadID, "split"), "after", id(number))
}

// StoryAction is an author's form on a story, as a page and as where it is sent:
// "edit", "publish", "schedule", "corrections", "withdraw".
func StoryAction(threadID int64, noun string) string {
	return "/stories/" + id(threadID) + "/" + noun
}

// PostEdit shows and takes an edit.
func PostEdit(postID int64) string { return Post(postID) + "/edit" }

// PostEditDraft goes on with a draft of an edit that is kept under a key of its own.
func PostEditDraft(postID int64, key string) string { return withQuery(PostEdit(postID), "draft", key) }

// PostDelete shows and takes a removal.
func PostDelete(postID int64) string { return Post(postID) + "/delete" }

// PostRestore asks whether to take a removal back, and does.
func PostRestore(postID int64) string { return Post(postID) + "/restore" }

// PostReactions takes one reaction, on or off.
func PostReactions(postID int64) string { return Post(postID) + "/reactions" }

// PostBookmark keeps a post in the member's own list, or drops it.
func PostBookmark(postID int64) string { return Post(postID) + "/bookmark" }

// PostAccept is the asker's mark on an answer, on or off.
func PostAccept(postID int64) string { return Post(postID) + "/accept" }

// PostOfficial is the staff's mark on an answer, on or off.
func PostOfficial(postID int64) string { return Post(postID) + "/official" }

// DeleteDraft drops a draft.
func DeleteDraft(key string) string { return Drafts + "/" + url.PathEscape(key) + "/delete" }

// RestoreDraft brings back a draft that was just deleted.
func RestoreDraft(key string) string { return Drafts + "/" + url.PathEscape(key) + "/restore" }

// ThreadRead takes how far the member has read.
func ThreadRead(threadID int64) string { return "/t/" + id(threadID) + "/read" }

// EndSession ends one of the member's own sessions.
func EndSession(sessionID int64) string { return Settings("sessions") + "/" + id(sessionID) + "/end" }

// RevokeToken ends one of the member's own tokens.
func RevokeToken(tokenID int64) string { return Settings("tokens") + "/" + id(tokenID) + "/revoke" }

// Reset shows and takes a new password by the token of a link.
func Reset(token string) string { return "/reset/" + url.PathEscape(token) }
