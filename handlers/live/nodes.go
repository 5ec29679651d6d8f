package live

import "github.com/commonthread/commonthread/models"

// topicEvents is told after each commit: look at the events table.
const topicEvents = "events"

// WakeBy has the bus tell other nodes of this one's commits, and returns what says that they had some: it is
// for the store's FollowEvents, which reads the table. A message that is lost costs a moment, until the next look.
func WakeBy(bus Bus, store *models.Store) <-chan struct{} {
	wake := make(chan struct{}, 1)
	bus.Hear(topicEvents, func([]byte) {
		select {
		case wake <- struct{}{}:
		default: // the next look sees it
		}
	})
	store.ListenOwn(func() { bus.Tell(topicEvents, []byte{}) })
	return wake
}
