package handlers

import (
	"time"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/reading"
	"github.com/commonthread/commonthread/views/ui"
)

// presenter turns the domain's values into those that pages show: for one viewer, in the community's time.
type presenter struct {
	viewer models.Viewer
	site   *models.Directory
}

func (s *Server) presenter(c echo.Context) presenter {
	return presenter{viewer: viewer(c), site: s.directory(c)}
}

// at is a time on the community's clock.
func (p presenter) at(t time.Time) time.Time {
	if zone := p.site.Site.TimeZone; zone != nil && !t.IsZero() {
		return t.In(zone)
	}
	return t
}

func (p presenter) atPointer(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return p.at(*t)
}

// person is somebody beside what they wrote; employer is the label that what they wrote kept.
func (p presenter) person(m models.Person, employer string) ui.Person {
	if m.Former() {
		return ui.Person{Name: models.FormerMember, Former: true}
	}
	return ui.Person{Handle: m.Handle, Name: m.Name, Face: p.site.Face(m.ID), Employer: employer, Then: employer != "" && !m.Staff()}
}

// own is the viewer as others see them.
func (p presenter) own() ui.Person {
	return ui.Person{Handle: p.viewer.Handle, Name: p.viewer.Name, Face: p.site.Face(p.viewer.ID)}
}

// personIn is person inside a topic, where hosts are known as such.
func (p presenter) personIn(m models.Person, employer string, topicID int64) ui.Person {
	shown := p.person(m, employer)
	if t, ok := p.site.TopicByID(topicID); ok && !shown.Former {
		for _, host := range t.Hosts {
			shown.Host = shown.Host || host.ID == m.ID
		}
	}
	return shown
}

func (p presenter) people(list []models.Person) []ui.Person {
	shown := make([]ui.Person, len(list))
	for i, m := range list {
		shown[i] = p.person(m, "")
	}
	return shown
}

func (p presenter) topicRef(id int64) reading.TopicRef {
	t, _ := p.site.TopicByID(id)
	return reading.TopicRef{Slug: t.Slug, Name: t.Name, Colour: t.Colour}
}

// card is a thread in a list, with who spoke in it lately where that was asked for.
func (p presenter) card(t models.ThreadItem, voices []models.ThreadVoice) reading.Card {
	c := reading.Card{
		ID: t.ID, Slug: t.Slug, Kind: t.Kind, Title: t.Title,
		Topic:          reading.TopicRef{Slug: t.TopicSlug, Name: t.TopicName, Colour: t.TopicColour},
		Author:         p.person(t.Author, t.Employer),
		Standfirst:     t.Standfirst,
		Excerpt:        t.Excerpt,
		Cover:          reading.Cover{Scene: t.Cover, Variant: uint32(t.ID), Alt: t.CoverAlt},
		StartedAt:      p.started(t.Thread),
		LastActivityAt: p.at(t.LastActivityAt),
		LastAuthor:     p.person(t.LastAuthor, ""),
		Replies:        t.Replies(),
		Pinned:         t.Pinned(),
		Locked:         t.Locked(),
		Accepted:       t.AcceptedPostID != nil,
		Official:       t.OfficialPostID != nil,
		Outcome:        t.Outcome,
		Unread:         t.Unread(),
	}
	if t.Kind == models.KindStory {
		c.Minutes = models.ReadingMinutes(t.Words)
	}
	if c.Unread > 0 {
		c.FirstUnread = *t.ReadNumber + 1
	}
	for _, v := range voices {
		if p.viewer.Blocks(v.Author.ID) {
			continue
		}
		c.People = append(c.People, p.person(v.Author, ""))
		if len(c.People) == 1 && v.Words != "" {
			c.Latest = &reading.Voice{Author: p.person(v.Author, v.Employer), Words: v.Words, Number: v.Number, At: p.at(v.At)}
		}
	}
	return c
}

func (p presenter) cards(items []models.ThreadItem) []reading.Card {
	shown := make([]reading.Card, len(items))
	for i, t := range items {
		shown[i] = p.card(t, nil)
	}
	return shown
}

// started is when a thread was published, or begun while it is not.
func (p presenter) started(t models.Thread) time.Time {
	if t.PublishedAt != nil {
		return p.at(*t.PublishedAt)
	}
	return p.at(t.CreatedAt)
}

func (p presenter) topicCard(t models.TopicEntry, figures models.TopicFigures) reading.TopicCard {
	return reading.TopicCard{
		Slug: t.Slug, Name: t.Name, Description: t.Description, Colour: t.Colour, Visibility: t.Visibility,
		Cover:   reading.Cover{Scene: t.Cover, Variant: uint32(t.ID)},
		Threads: figures.Threads, Posts: figures.Posts,
		Hosts: p.people(t.Hosts),
	}
}
