package handlers

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/console"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/ui"
)

// showConsoleDesk lists everybody's stories by state, as far as the viewer may see them.
func (s *Server) showConsoleDesk(c echo.Context) error {
	ctx, p := c.Request().Context(), s.presenter(c)
	n, err := pageParam(c)
	if err != nil {
		return err
	}
	filter := models.DeskFilter{State: models.DeskState(c.QueryParam("state")), Author: strings.ToLower(strings.TrimPrefix(strings.TrimSpace(c.QueryParam("author")), "@")), Page: n}
	if !slices.Contains(models.DeskStates, filter.State) {
		filter.State = models.DeskReview
	}
	slug := c.QueryParam("topic")
	page := console.DeskPage{
		Frame: s.consoleFrame(c, "Publishing desk", links.ConsoleDesk), State: filter.State, Author: filter.Author, Topic: slug, Moderator: p.viewer.Moderator(),
		Topics: []ui.Option{{Label: "All topics"}},
	}
	for _, t := range p.site.Topics(p.viewer) {
		page.Topics = append(page.Topics, ui.Option{Value: t.Slug, Label: t.Name})
		if t.Slug == slug {
			filter.TopicID = t.ID
		}
	}
	if page.Counts, err = s.store.DeskCounts(ctx, p.viewer); err != nil {
		return err
	}
	items, more, err := s.store.DeskStories(ctx, p.viewer, filter)
	if err != nil {
		return err
	}
	for _, t := range items {
		page.Stories = append(page.Stories, p.deskLine(t, filter.State))
	}
	if more {
		page.Next = links.ConsoleDeskList(string(filter.State), slug, filter.Author, n+1)
	}
	return s.render(c, http.StatusOK, console.Desk(page))
}

func (p presenter) deskLine(t models.ThreadItem, state models.DeskState) console.DeskStory {
	line := console.DeskStory{
		ID: t.ID, Slug: t.Slug, Title: t.Title, Topic: t.TopicName, Colour: t.TopicColour, Author: p.person(t.Author, t.Employer), Words: t.Words, At: p.started(t.Thread),
		HandedBack: t.ReviewWords, Coming: t.Status == models.ThreadScheduled,
	}
	switch state {
	case models.DeskReview:
		line.At = p.atPointer(t.ReviewAskedAt)
	case models.DeskScheduled:
		line.At = p.atPointer(t.PublishAt)
	case models.DeskCheck:
		line.Checked = p.atPointer(t.CheckedAt)
	}
	return line
}

// showDeskCalendar shows what came and comes out in a month.
func (s *Server) showDeskCalendar(c echo.Context) error {
	p := s.presenter(c)
	now := p.at(s.store.Now())
	first := time.Date(now.Year(), now.Month(), 1, 0, 0, 0, 0, now.Location())
	if asked, err := time.ParseInLocation("2006-01", c.QueryParam("month"), now.Location()); err == nil && asked.Year() > 1970 && asked.Year() < 9000 {
		first = asked
	}
	next := first.AddDate(0, 1, 0)
	rules, err := s.store.LedgerRules(c.Request().Context())
	if err != nil {
		return err
	}
	items, err := s.store.DeskBetween(c.Request().Context(), p.viewer, first, next)
	if err != nil {
		return err
	}
	page := console.DeskCalendarPage{
		Frame: s.consoleFrame(c, "Calendar of stories", links.ConsoleDesk), Month: first,
		Before: links.ConsoleDeskMonth(first.AddDate(0, -1, 0).Format("2006-01")), After: links.ConsoleDeskMonth(next.Format("2006-01")),
	}
	byDay := p.deskDays(items)
	lead := (int(first.Weekday()-rules.Begins) + 7) % 7
	for day := first.AddDate(0, 0, -lead); day.Before(next); day = day.AddDate(0, 0, 7) {
		var week [7]console.DeskDay
		for i := range week {
			of := day.AddDate(0, 0, i)
			name := of.Format(time.DateOnly)
			week[i] = console.DeskDay{Date: of, Outside: of.Month() != first.Month(), Today: name == now.Format(time.DateOnly)}
			if !week[i].Outside {
				week[i].Stories = byDay[name]
			}
		}
		page.Weeks = append(page.Weeks, week)
	}
	return s.render(c, http.StatusOK, console.DeskCalendar(page))
}

// deskDays are stories by the day, as the community's clock has it, on which they came or come out.
func (p presenter) deskDays(items []models.ThreadItem) map[string][]console.DeskStory {
	byDay := map[string][]console.DeskStory{}
	for _, t := range items {
		state := models.DeskPublished
		if t.Status == models.ThreadScheduled {
			state = models.DeskScheduled
		}
		line := p.deskLine(t, state)
		day := line.At.Format(time.DateOnly)
		byDay[day] = append(byDay[day], line)
	}
	return byDay
}

// updateFourEyes has an author's stories go out by another's hand, or ends that.
func (s *Server) updateFourEyes(c echo.Context) error {
	on, err := wantedState(c)
	if err != nil {
		return err
	}
	if err := s.store.SetFourEyes(c.Request().Context(), viewer(c), c.Param("handle"), on); err != nil {
		return err
	}
	return s.accountDone(c, choose(on, "Another of the staff puts their stories out from now on.", "They put their stories out themselves again."))
}
