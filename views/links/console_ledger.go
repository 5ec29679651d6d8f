package links

import "github.com/commonthread/commonthread/models"

// Pages of the console about suggestions.
const (
	ConsoleOverview    = Console + "/overview"
	ConsoleGuide       = Console + "/guide"
	ConsoleSuggestions = Console + "/suggestions"
	// The whole ledger as tables and as one document, to keep elsewhere.
	ConsoleLedgerCSV  = Console + "/ledger.csv"
	ConsoleLinesCSV   = Console + "/ledger-lines.csv"
	ConsoleLedgerJSON = Console + "/ledger.json"
)

// ConsoleQueue is one list of the inbox, after a line of it; 0: from its first. Console alone is whatever fits the viewer.
func ConsoleQueue(q models.InboxView, after int64) string {
	return withQuery(Console, "queue", string(q), "after", keyset(after))
}

// ConsoleSuggestion is a suggestion as staff work on it, beside the list that it was opened from.
func ConsoleSuggestion(threadID int64, q models.InboxView) string {
	return withQuery(ConsoleSuggestions+"/"+id(threadID), "queue", queue(q))
}

// ConsoleAnswer is a suggestion with its form in focus: a field that an address names is one to type in.
func ConsoleAnswer(threadID int64) string {
	return ConsoleSuggestion(threadID, models.InboxOpen) + "#decide-words"
}

// queue is the query's value for the list beside a suggestion: everything that is owed has none.
func queue(q models.InboxView) string {
	if q == models.InboxOpen {
		return ""
	}
	return string(q)
}

// ConsoleSuggestionAction takes what staff do about a suggestion: "decisions", "owner", "notes", "draft", "snooze",
// "snooze/end", "unmerge".
func ConsoleSuggestionAction(threadID int64, noun string) string {
	return ConsoleSuggestions + "/" + id(threadID) + "/" + noun
}

// ConsoleDecisionUndo takes a decision back within its minute.
func ConsoleDecisionUndo(threadID, decisionID int64) string {
	return ConsoleSuggestionAction(threadID, "decisions/"+id(decisionID)+"/undo")
}
