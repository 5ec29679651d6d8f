package links

import (
	"net/url"

	"github.com/commonthread/commonthread/models"
)

// Where moderation is met: by whoever reports, by whom it concerns, and in the console.
const (
	// Standing is the member's own record: what moderators did, and what became of their reports.
	Standing = "/standing"
	// ReadModeration marks what moderators told as read.
	ReadModeration = "/notices/moderation/read"
	consoleCases   = Console + "/cases"
)

// PostReports shows and takes a report of a post.
func PostReports(postID int64) string { return Post(postID) + "/reports" }

// Report is a report for the member who made it.
func Report(reportID int64) string { return "/reports/" + id(reportID) }

// Receipt is a report for whoever has the token of its receipt.
func Receipt(token string) string { return "/reports/" + url.PathEscape(token) }

// StandingAction is one action on the member's own record.
func StandingAction(actionID int64) string { return Standing + "#action-" + id(actionID) }

// StandingKey is where whoever cannot sign in any more proves who they are, to read their standing and appeal.
const StandingKey = Standing + "/key"

// Appeals takes what somebody says against an action.
func Appeals(actionID int64) string { return "/actions/" + id(actionID) + "/appeals" }

// HeldPosts is what of the member's own waits for a moderator.
const HeldPosts = "/held"

// Held is one of those; it takes a changed text.
func Held(heldID int64) string { return HeldPosts + "/" + id(heldID) }

// ConsoleHolds says what is held.
const ConsoleHolds = Console + "/holds"

// ConsoleCase is one thing that waits for a moderator, and where it is decided.
func ConsoleCase(caseID int64) string { return consoleCases + "/" + id(caseID) }

// ConsoleUndo takes an action back.
func ConsoleUndo(actionID int64) string { return Console + "/actions/" + id(actionID) + "/undo" }

// ConsoleCases is one list of what waits for moderators, after one of it; the zero value: from its first.
func ConsoleCases(q models.InboxView, after models.QueueRef) string {
	return withQuery(Console, "queue", string(q), "after", after.String())
}

// ConsoleWaiting is one thing that waits, beside the list that it was opened from.
func ConsoleWaiting(r models.QueueRef, q models.InboxView) string {
	at := ConsoleCase(r.ID)
	if r.Kind == models.CaseJoining {
		at = ConsoleJoiningRequest(r.ID)
	}
	return withQuery(at, "queue", string(q))
}

// ConsoleBulk takes what is decided about several things at once.
const ConsoleBulk = Console + "/queue"

// ConsoleReasons lists the saved reasons, and makes one.
const ConsoleReasons = Console + "/reasons"

// ConsoleReason changes a saved reason (0: makes one); noun is empty, or "delete".
func ConsoleReason(reasonID int64, noun string) string {
	if reasonID == 0 {
		return ConsoleReasons
	}
	if noun == "" {
		return ConsoleReasons + "/" + id(reasonID)
	}
	return ConsoleReasons + "/" + id(reasonID) + "/" + noun
}
