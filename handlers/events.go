package handlers

import (
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	answers "github.com/commonthread/commonthread/handlers/answer"
	"github.com/commonthread/commonthread/internal/markup"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/events"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/reading"
	"github.com/commonthread/commonthread/views/ui"
)

// showEvents lists live hours: what is on, what comes, and what was by pages.
func (s *Server) showEvents(c echo.Context) error {
	n, err := pageParam(c)
	if err != nil {
		return err
	}
	ctx, p, now := c.Request().Context(), s.presenter(c), s.store.Now()
	tag(c, tagLists, tagTitles)
	page := events.ListPage{Pager: n, CanSchedule: s.canSchedule(p)}
	if n == 1 {
		coming, _, err := s.store.LiveHours(ctx, p.viewer, false, 1)
		if err != nil {
			return err
		}
		for _, h := range coming {
			item := p.hourItem(h, now)
			if item.Live {
				page.On = append(page.On, item)
			} else {
				page.Coming = append(page.Coming, item)
			}
		}
	}
	over, more, err := s.store.LiveHours(ctx, p.viewer, true, n)
	if err != nil {
		return err
	}
	for _, h := range over {
		page.Over = append(page.Over, p.hourItem(h, now))
	}
	page.More = more
	page.Page = s.page(c, "Live hours")
	page.Page.Here, page.Page.Canonical = links.Events, s.absolute(c, links.EventsPage(n))
	page.Page.Description = "Hours with somebody who knows: what is on, what comes, and what was said."
	return s.render(c, http.StatusOK, events.List(page))
}

// canSchedule reports whether the viewer may announce a live hour anywhere.
func (s *Server) canSchedule(p presenter) bool { return len(p.hourTopics()) > 0 }

// hourTopics are the topics in which the viewer may announce one.
func (p presenter) hourTopics() []ui.Option {
	var options []ui.Option
	for _, t := range p.site.Topics(p.viewer) {
		if p.viewer.CanScheduleHour(t.Topic) {
			options = append(options, ui.Option{Value: t.Slug, Label: t.Name})
		}
	}
	return options
}

func (p presenter) hourItem(h models.HourItem, now time.Time) events.Item {
	topic := p.topicRef(h.TopicID)
	return events.Item{
		ThreadID: h.ThreadID, Slug: h.Slug, Title: h.Title, Topic: topic.Name, Colour: topic.Colour, Excerpt: h.Excerpt,
		Host: p.person(h.Host, ""), StartsAt: p.at(h.StartsAt), EndsAt: p.at(h.EndsAt), Posts: h.PostCount,
		Live: h.PhaseAt(now) == models.HourOn,
	}
}

// addHour puts what stands around a live hour on its thread's page.
func (s *Server) addHour(c echo.Context, p presenter, th models.ThreadView, page *reading.ThreadPage) error {
	view, err := s.store.LiveHourOf(c.Request().Context(), th.ID)
	if err != nil {
		return err
	}
	phase := view.PhaseAt(s.store.Now())
	h := events.Hour{
		ThreadID: th.ID, Slug: th.Slug, Phase: phase, StartsAt: p.at(view.StartsAt), EndsAt: p.at(view.EndsAt),
		Host: p.person(view.Host, ""), Agenda: view.Agenda, Pause: view.PauseSeconds,
		Summary: view.Summary, SummedUpAt: p.atPointer(view.SummedUpAt), CanHost: p.viewer.CanHost(view.LiveHour, th.Thread, th.Topic.Topic),
	}
	for _, q := range view.Questions {
		if p.viewer.Blocks(q.Author.ID) {
			continue
		}
		h.Questions = append(h.Questions, events.Question{
			Number: q.Number, State: q.State, Text: markup.Excerpt(q.Text, questionWords), By: p.person(q.Author, "").Name, Answer: pointed(q.AnswerNumber),
		})
	}
	page.Hour = &h
	page.Reply.CanAsk = page.Reply.Can && phase != models.HourOver && p.viewer.ID != view.HostID
	return nil
}

// questionWords is how much of a question stands in the queue.
const questionWords = 160

// createEventEnd ends a live hour before its time.
func (s *Server) createEventEnd(c echo.Context) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	if err := s.store.EndLiveHour(c.Request().Context(), viewer(c), id); err != nil {
		return err
	}
	return s.toolDone(c, id, "It is over. Sum it up for whoever was not there.")
}

// updateEventSummary stores what the host says came of it.
func (s *Server) updateEventSummary(c echo.Context) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	ctx, v := c.Request().Context(), viewer(c)
	err = s.store.SumUpLiveHour(ctx, v, id, c.FormValue("summary"))
	if kind := models.KindOf(err); err != nil && (kind == models.Invalid || kind == models.Conflict) {
		th, refusal := s.store.Thread(ctx, v, id)
		if refusal != nil {
			return refusal
		}
		page, refusal := s.threadPage(c, th, 1, nil)
		if refusal != nil || page.Hour == nil {
			return err
		}
		fields, message := wrongWith(c, err)
		page.Hour.Typed, page.Hour.Wrong = c.FormValue("summary"), firstOf(fields["summary"], message)
		private(c)
		return s.render(c, answers.Of(err).Status, reading.ShowThread(page))
	}
	if err != nil {
		return err
	}
	return s.toolDone(c, id, "Your summary stands on top.")
}

// updateQuestion says how far a question has come.
func (s *Server) updateQuestion(c echo.Context) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	number, err := pathID(c, "number")
	if err != nil {
		return err
	}
	err = s.store.SetQuestion(c.Request().Context(), viewer(c), id, number, models.QuestionState(c.FormValue("to")))
	if err != nil {
		return err
	}
	return s.toolDone(c, id, "The queue is changed.")
}
