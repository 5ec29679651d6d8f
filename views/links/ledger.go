package links

import (
	"net/url"
	"strconv"
)

// Pages and forms of the ledger.
const (
	Suggestions   = "/suggestions"
	MySuggestions = "/suggestions/mine"
	// AlikeSuggestions answers with suggestions that may ask for the same.
	AlikeSuggestions = "/suggestions/alike"
	Heard            = "/heard"
	HeardFeed        = "/heard.atom"
	Promise          = "/promise"
	PromiseData      = "/promise.json"
	Moderation       = "/promise/moderation"
	ModerationData   = "/promise/moderation.json"
	Notices          = "/notices"
	ReadNotices      = "/notices/read"
)

// SuggestionsPage is page n of the ledger, filtered and sorted; empty values and the first page are left out.
func SuggestionsPage(state, topic, sort string, late, mine bool, n int) string {
	return withQuery(Suggestions, "state", state, "topic", topic, "sort", sort, "late", ticked(late), "mine", ticked(mine), "page", pageNumber(n))
}

// ticked is the query's value for a box: nothing where it is empty.
func ticked(on bool) string {
	if on {
		return "1"
	}
	return ""
}

// MySuggestionsPage is page n of what the member asked for or, with supported, of what they support.
func MySuggestionsPage(supported bool, n int) string {
	show := ""
	if supported {
		show = "supported"
	}
	return withQuery(MySuggestions, "show", show, "page", pageNumber(n))
}

func suggestionForm(threadID int64, noun string) string {
	return Suggestions + "/" + id(threadID) + noun
}

// Support takes a member's support, with why.
func Support(threadID int64) string { return suggestionForm(threadID, "/support") }

// WithdrawSupport takes it back.
func WithdrawSupport(threadID int64) string { return suggestionForm(threadID, "/support/withdraw") }

// Verdict takes what the author makes of the answer.
func Verdict(threadID int64) string { return suggestionForm(threadID, "/verdict") }

// Reopen takes the author's one reopening.
func Reopen(threadID int64) string { return suggestionForm(threadID, "/reopen") }

// Private shows and takes the private words between staff and a suggestion's author.
func Private(threadID int64) string { return suggestionForm(threadID, "/private") }

// Votes takes a member's answer to a consultation.
func Votes(threadID int64) string { return "/consultations/" + id(threadID) + "/votes" }

// WithdrawVote takes it back.
func WithdrawVote(threadID int64) string { return Votes(threadID) + "/withdraw" }

// WithdrawSuggestion shows and takes the author's withdrawal.
func WithdrawSuggestion(threadID int64) string { return suggestionForm(threadID, "/withdraw") }

// ThreadRecord is a suggestion's own page, at its record; one that was merged does not lead on from here.
func ThreadRecord(threadID int64, slug string) string {
	return withQuery(Thread(threadID, slug), "record", "1") + "#record"
}

// RecordPage is one page of a suggestion that may have gone into another, and does not lead on from here.
func RecordPage(threadID int64, slug string, n int) string {
	return withQuery(Thread(threadID, slug), "page", pageNumber(n), "record", "1")
}

// RecordPost is a post on it.
func RecordPost(threadID int64, slug string, number int64) string {
	return RecordPage(threadID, slug, int((number-1)/PostsPerPage)+1) + "#" + PostAnchor(number)
}

// MergedThread is a suggestion's page, for whoever followed the address of one that was merged into it.
func MergedThread(threadID int64, slug string) string {
	return withQuery(Thread(threadID, slug), "merged", "1")
}

// HeardPage is what was heard, filtered; before is the id of the decision under which it goes on, 0: the newest.
func HeardPage(state, topic string, before int64) string {
	return withQuery(Heard, "state", state, "topic", topic, "before", keyset(before))
}

// HeardLately is the decisions to a state that the promise page counts: those of the last 90 days.
func HeardLately(state string) string { return withQuery(Promise+"/decisions", "state", state) }

// HeardLatelyPage is the same from further back; before as for HeardPage.
func HeardLatelyPage(state string, before int64) string {
	return withQuery(Promise+"/decisions", "state", state, "before", keyset(before))
}

// DepartmentPage is a department's page from further back; before as for HeardPage.
func DepartmentPage(slug string, before int64) string {
	return withQuery(Department(slug), "before", keyset(before))
}

// Department is what a department answered.
func Department(slug string) string { return "/departments/" + url.PathEscape(slug) }

// PromiseList is the list behind a figure of the promise page.
func PromiseList(figure string, n int) string {
	return withQuery(Promise+"/"+url.PathEscape(figure), "page", pageNumber(n))
}

// NoticesPage is the member's notices; before is the id under which they go on, 0: the newest.
func NoticesPage(before int64) string { return withQuery(Notices, "before", keyset(before)) }

// SuggestionNumber is how a suggestion's number is shown: "No. 12".
func SuggestionNumber(n int64) string { return "No. " + strconv.FormatInt(n, 10) }
