package links

import (
	"net/url"
	"strconv"
)

// Pages of the console; staff alone, for everybody else there is nothing there.
const (
	// ConsoleResets lists requests for a new password and makes the links.
	ConsoleResets   = Console + "/resets"
	ConsoleTopics   = Console + "/topics"
	ConsoleNewTopic = ConsoleTopics + "/new"
	ConsoleMembers  = Console + "/members"
	ConsoleSite     = Console + "/site"
	ConsoleAudit    = Console + "/audit"
	// ConsoleRemovals takes words beside posts away.
	ConsoleRemovals = Console + "/removals"
)

// ConsoleRemoval asks a moderator about somebody's words in a place, of a thread and a line of its ledger where there is
// one.
func ConsoleRemoval(place, handle string, thread, decision int64) string {
	return withQuery(ConsoleRemovals, "place", place, "handle", handle, "thread", keyset(thread), "decision", keyset(decision))
}

// ConsoleTopicAction takes what is done with a topic: "order", "archive", "merge".
func ConsoleTopicAction(slug, noun string) string { return ConsoleTopic(slug) + "/" + noun }

// ConsoleUndoMerge takes back a merge of topics.
func ConsoleUndoMerge(id int64) string {
	return Console + "/topic-merges/" + strconv.FormatInt(id, 10) + "/undo"
}

// ConsoleTopicLine is where a topic stands in the console's list.
func ConsoleTopicLine(slug string) string { return ConsoleTopics + "#topic-" + url.PathEscape(slug) }

// ConsoleTopic shows and takes what can be set of a topic.
func ConsoleTopic(slug string) string { return ConsoleTopics + "/" + url.PathEscape(slug) }

// ConsoleMember is an account as staff see it.
func ConsoleMember(handle string) string { return ConsoleMembers + "/" + url.PathEscape(handle) }

// ConsoleMemberAction takes a change of an account: "role", "may-publish", "employer", "suspension",
// "suspension/lift".
func ConsoleMemberAction(handle, noun string) string { return ConsoleMember(handle) + "/" + noun }

// ConsoleMemberSection is a part of an account's record: "posts", "threads", "suggestions", "reports", "filed",
// "actions", "sessions".
func ConsoleMemberSection(handle, section string, n int) string {
	return withQuery(ConsoleMemberAction(handle, section), "page", pageNumber(n))
}

// ConsoleEndSession signs a member out of one browser.
func ConsoleEndSession(handle string, session int64) string {
	return ConsoleMemberAction(handle, "sessions/"+id(session)+"/end")
}

// ConsoleMembersPage is the list of members, filtered; before is the id under which it goes on, 0: the newest.
func ConsoleMembersPage(q, role, status string, before int64) string {
	return withQuery(ConsoleMembers, "q", q, "role", role, "status", status, "before", keyset(before))
}

// AuditQuery narrows the audit log: who acted, what they did, to what, between which days.
type AuditQuery struct{ Actor, Action, Target, From, To string }

// ConsoleAuditPage is the audit log, filtered; before is the id under which it goes on, 0: the newest.
func ConsoleAuditPage(q AuditQuery, before int64) string {
	return withQuery(ConsoleAudit, "actor", q.Actor, "action", q.Action, "target", q.Target, "from", q.From, "to", q.To, "before", keyset(before))
}

// ConsoleAuditExport takes the wish for the filtered log as a table; that it was exported is on record.
const ConsoleAuditExport = ConsoleAudit + "/export"

// ConsoleActivity is what staff did, person by person.
const ConsoleActivity = Console + "/activity"

func keyset(before int64) string {
	if before == 0 {
		return ""
	}
	return strconv.FormatInt(before, 10)
}
