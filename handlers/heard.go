package handlers

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/layout"
	"github.com/commonthread/commonthread/views/ledger"
	"github.com/commonthread/commonthread/views/links"
)

// showHeard is "you said, we did": the decisions that stand, newest first.
func (s *Server) showHeard(c echo.Context) error {
	filter := models.HeardFilter{State: models.State(c.QueryParam("state"))}
	if filter.State != "" && !slices.Contains(models.HeardStates, filter.State) {
		return &models.Error{Kind: models.Invalid, Message: "Choose done, under_way, planned, already_there or declined."}
	}
	var err error
	if filter.TopicID, err = s.topicID(c, c.QueryParam("topic")); err != nil {
		return err
	}
	page := ledger.HeardPage{State: filter.State, Topic: c.QueryParam("topic"), Topics: s.publicTopics(c)}
	err = s.heardInto(c, &page, filter, func(before int64) string {
		return links.HeardPage(string(page.State), page.Topic, before)
	})
	if err != nil {
		return err
	}
	page.Page = s.page(c, "You said, we did")
	page.Page.Here, page.Page.Next = links.Heard, page.Next
	page.Page.Description = "What was decided because somebody here asked."
	page.Page.Feeds = append(page.Page.Feeds, layout.Feed{Title: "You said, we did", Href: links.HeardFeed})
	if page.Before {
		page.Page.Robots = "noindex, follow"
	}
	return s.render(c, http.StatusOK, ledger.Heard(page))
}

// heardInto fills one page of decisions.
func (s *Server) heardInto(c echo.Context, page *ledger.HeardPage, filter models.HeardFilter, next func(before int64) string) error {
	var err error
	if filter.Before, err = beforeParam(c); err != nil {
		return err
	}
	tag(c, tagLists)
	p := s.presenter(c)
	list, more, err := s.store.Heard(c.Request().Context(), p.viewer, filter)
	if err != nil {
		return err
	}
	page.Items, page.Before = p.heard(list), filter.Before > 0
	if more {
		page.Next = next(list[len(list)-1].ID)
	}
	return nil
}

// beforeParam reads ?before=, the id under which a list goes on; 0 where it is missing.
func beforeParam(c echo.Context) (int64, error) {
	text := c.QueryParam("before")
	if text == "" {
		return 0, nil
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 1 {
		return 0, echo.NewHTTPError(http.StatusBadRequest, "This list goes on before a number.")
	}
	return n, nil
}

// heard turns decisions into what was asked and what came of it.
func (p presenter) heard(list []models.HeardItem) []ledger.HeardItem {
	items := make([]ledger.HeardItem, len(list))
	for i, h := range list {
		line := p.ledgerLine(h.DecisionView)
		line.Department = h.Department
		items[i] = ledger.HeardItem{
			Line: line,
			Card: ledger.Card{
				ThreadID: h.ThreadID, Slug: h.ThreadSlug, Number: h.Number, Title: h.ThreadTitle, Excerpt: h.ThreadExcerpt,
				Topic:  ledger.Topic{Slug: h.TopicSlug, Name: h.TopicName, Colour: h.TopicColour},
				Author: p.person(h.Asker, ""), State: h.ToState, Support: h.SupportCount,
			},
		}
		if p.viewer.Blocks(h.Asker.ID) { // what was decided stays, whoever asked for it
			hideCard(&items[i].Card)
		}
	}
	return items
}

// showHeardFeed is the newest of it as a feed, made for readers whoever fetches it.
func (s *Server) showHeardFeed(c echo.Context) error {
	tag(c, tagLists)
	list, _, err := s.store.Heard(c.Request().Context(), models.Viewer{}, models.HeardFilter{})
	if err != nil {
		return err
	}
	p := presenter{site: s.directory(c)}
	f := atomFeed{Title: p.site.Site.Name + ": you said, we did", Subtitle: "What was decided because somebody here asked."}
	var newest time.Time
	for _, i := range p.heard(list) {
		f.Entries = append(f.Entries, s.heardEntry(c, i))
		if i.Line.At.After(newest) {
			newest = i.Line.At
		}
	}
	return s.sendAtom(c, f, links.Heard, links.HeardFeed, newest)
}

// heardEntry is one decision; its id names the line of the record, which never changes.
func (s *Server) heardEntry(c echo.Context, i ledger.HeardItem) atomEntry {
	var body strings.Builder
	if err := ledger.HeardEntry(i).Render(c.Request().Context(), &body); err != nil {
		body.Reset()
	}
	page := s.absolute(c, links.Thread(i.Card.ThreadID, i.Card.Slug))
	return atomEntry{
		ID:        s.absolute(c, links.Thread(i.Card.ThreadID, "")) + "#" + i.Line.Anchor(),
		Title:     ledger.StateWord(i.Card.State) + ": " + i.Card.Title,
		Links:     []atomLink{{Rel: "alternate", Type: "text/html", Href: page}},
		Published: stamp(i.Line.At), Updated: stamp(i.Line.At),
		Author:   atomPerson{Name: i.Line.By.Name},
		Category: &atomTerm{Term: i.Card.Topic.Name},
		Summary:  i.Line.Words,
		Content:  atomText{Base: s.base(c) + "/", Type: "html", Body: body.String()},
	}
}
