package links

import "strconv"

// Live hours.
const (
	Events         = "/events"
	NewEvent       = "/events/new"
	EventsCalendar = "/events.ics"
)

// EventsPage is a page of the list.
func EventsPage(page int) string {
	if page <= 1 {
		return Events
	}
	return withQuery(Events, "page", strconv.Itoa(page))
}

// EventAction is a form of a live hour's host: "edit" (a page as well), "end", "summary".
func EventAction(threadID int64, noun string) string { return "/events/" + id(threadID) + "/" + noun }

// EventQuestion says how far a question has come.
func EventQuestion(threadID, number int64) string {
	return "/events/" + id(threadID) + "/questions/" + id(number)
}
