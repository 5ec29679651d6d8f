package handlers

import (
	"strconv"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
)

// What a kept page shows, so that a change finds it. Every page has tagEverything.
const (
	tagEverything = "everything"
	tagLists      = "lists"  // shows threads or posts of any topic, or counts of them
	tagTitles     = "titles" // shows which threads there are, but not what is said in them
	tagTopics     = "topics" // shows one topic's threads
)

func tagThread(id int64) string { return "thread:" + strconv.FormatInt(id, 10) }

func tagTopic(id int64) string { return "topic:" + strconv.FormatInt(id, 10) }

// tag says what the page being drawn shows; without effect on what is not kept.
func tag(c echo.Context, tags ...string) {
	if kept, ok := c.Get(keyTags).(*[]string); ok && kept != nil {
		*kept = append(*kept, tags...)
	}
}

// heed makes stale what the events changed. It is called after each commit and before the verb returns, so on
// this node nobody sees an old page once a change was acknowledged. What may have been taken from readers'
// eyes is told apart from what was merely added: an old page may stand in for the latter alone.
func (s *Server) heed(events []models.Event) {
	for _, e := range events {
		var thread, topic string
		if e.ThreadID != nil {
			thread = tagThread(*e.ThreadID)
		}
		if e.TopicID != nil {
			topic = tagTopic(*e.TopicID)
		}
		switch e.Type {
		case models.EventReactionChanged:
			s.cache.Add(thread)
		case models.EventSupportChanged:
			s.cache.Add(thread, topic, tagLists)
		case models.EventPostCreated:
			s.cache.Add(thread, topic, tagLists)
			if e.Number != nil && *e.Number == 1 {
				s.cache.Add(tagTitles)
			}
		case models.EventPostEdited:
			s.cache.Take(thread, topic, tagLists)
		case models.EventNoticeCreated, models.EventNoticeRead:
			s.bells.heed(e)
		case models.EventUnheard:
			s.bells.forgetAll()
			s.cache.Take(tagEverything)
		case models.EventAccessChanged, models.EventInboxChanged:
		case models.EventThreadChanged, models.EventDecisionMade:
			s.cache.Take(thread, tagTopics, tagLists, tagTitles)
		default: // a removed post may be quoted anywhere; members and settings show everywhere
			s.cache.Take(tagEverything)
		}
	}
}
