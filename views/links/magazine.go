package links

// Where staff make the magazine.
const (
	// ConsoleFront composes the front page.
	ConsoleFront = Console + "/front"
)

// ConsoleTopicFront composes a topic's front; without a slug, the front page.
func ConsoleTopicFront(slug string) string {
	if slug == "" {
		return ConsoleFront
	}
	return ConsoleTopicAction(slug, "front")
}
