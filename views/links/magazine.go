package links

import "strconv"

// Where staff make the magazine.
const (
	// ConsoleFront composes the front page.
	ConsoleFront = Console + "/front"
	// ConsoleDesk lists everybody's stories, by state.
	ConsoleDesk = Console + "/desk"
	// ConsoleDeskCalendar shows a month of them.
	ConsoleDeskCalendar = ConsoleDesk + "/calendar"
	// ConsoleTemplates lists what stories can begin with, and makes one.
	ConsoleTemplates = Console + "/templates"
)

// ConsoleTemplate changes a template (0: makes one); noun is empty, or "archive".
func ConsoleTemplate(templateID int64, noun string) string {
	switch {
	case templateID == 0:
		return ConsoleTemplates
	case noun == "":
		return ConsoleTemplates + "/" + id(templateID)
	}
	return ConsoleTemplates + "/" + id(templateID) + "/" + noun
}

// ComposeFrom is the composer of a story that begins from a template.
func ComposeFrom(templateID int64) string {
	return withQuery(New, "kind", "story", "template", id(templateID))
}

// ConsoleDeskList is a list of the desk, filtered, on a page.
func ConsoleDeskList(state, topic, author string, page int) string {
	n := ""
	if page > 1 {
		n = strconv.Itoa(page)
	}
	return withQuery(ConsoleDesk, "state", state, "topic", topic, "author", author, "page", n)
}

// ConsoleDeskMonth is a month (2026-03) of the desk's calendar.
func ConsoleDeskMonth(month string) string { return withQuery(ConsoleDeskCalendar, "month", month) }

// StoryPreview is a story that is not out, for whoever has the link.
func StoryPreview(token string) string { return "/stories/preview/" + token }

// StoryPreviewUpload is a picture of it, in a size.
func StoryPreviewUpload(token, key, size string) string {
	return StoryPreview(token) + "/uploads/" + key + "/" + size
}

// ConsoleTopicFront composes a topic's front; without a slug, the front page.
func ConsoleTopicFront(slug string) string {
	if slug == "" {
		return ConsoleFront
	}
	return ConsoleTopicAction(slug, "front")
}
