package handlers

import (
	"fmt"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/tools"
	"github.com/commonthread/commonthread/views/ui"
)

// createPublication puts a story out now.
func (s *Server) createPublication(c echo.Context) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	if err := s.store.PublishStory(c.Request().Context(), viewer(c), id); err != nil {
		return err
	}
	return s.toolDone(c, id, "The story is out.")
}

// updateSchedule has a story come out at a moment of the community's clock; without one it is a draft again.
func (s *Server) updateSchedule(c echo.Context) error {
	th, err := s.toolThread(c)
	if err != nil {
		return err
	}
	ctx, v := c.Request().Context(), viewer(c)
	if !v.CanPublishStory(th.Thread, th.Topic.Topic) {
		if !v.SignedIn() {
			return &models.Error{Kind: models.Unauthenticated, Message: "Sign in, then send it again."}
		}
		return toolRefusal(th, tools.Schedule)
	}
	zone := s.directory(c).Site.TimeZone
	at, err := models.ParseLocalMoment("publish_at", c.FormValue("publish_at"), zone)
	if err == nil {
		err = s.store.ScheduleStory(ctx, v, th.ID, at.At)
	}
	if err != nil {
		return s.again(c, tools.Schedule, err, "publish_at")
	}
	return s.toolDone(c, th.ID, scheduleWords(at, zone))
}

// scheduleWords say the moment as it was understood.
func scheduleWords(at models.LocalMoment, zone *time.Location) string {
	if at.At.IsZero() {
		return "The story is a draft again and will not come out by itself."
	}
	words := "The story comes out on " + ui.Moment(at.At.In(zone)) + "."
	if at.Twice {
		words += fmt.Sprintf(" The clocks go back that night, so it is %s twice; this is the first of the two.", at.At.In(zone).Format("15:04"))
	}
	return words
}

// createWithdrawal takes a story off, leaving a notice.
func (s *Server) createWithdrawal(c echo.Context) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	rule, because, err := s.reasonIn(c, "reason")
	if err == nil {
		err = s.store.UnpublishStory(c.Request().Context(), viewer(c), id, rule, because)
	}
	if err != nil {
		return s.again(c, tools.Withdraw, err, "rule", "reason", "saved")
	}
	return s.toolDone(c, id, "The story is withdrawn. Readers find your reason in its place.")
}

// createCorrection adds a note of what was put right.
func (s *Server) createCorrection(c echo.Context) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	if err := s.store.CorrectStory(c.Request().Context(), viewer(c), id, c.FormValue("words")); err != nil {
		return s.again(c, tools.Corrections, err, "words")
	}
	return s.toolDone(c, id, "The correction stands under the story.")
}

// showDesk lists the viewer's own stories by state.
func (s *Server) showDesk(c echo.Context) error {
	private(c)
	items, err := s.store.OwnStories(c.Request().Context(), viewer(c))
	if err != nil {
		return err
	}
	p := s.presenter(c)
	page := tools.DeskPage{Page: s.page(c, "Your stories"), Zone: s.zone(c)}
	page.Page.Robots = "noindex"
	for _, t := range items {
		shown := tools.DeskStory{
			ID: t.ID, Slug: t.Slug, Title: t.Title, Topic: t.TopicName, Replies: t.Replies(), Words: t.Words,
			At: p.started(t.Thread), Because: t.WithdrawnBecause,
		}
		switch t.Status {
		case models.ThreadDraft:
			page.Drafts = append(page.Drafts, shown)
		case models.ThreadScheduled:
			shown.At = p.atPointer(t.PublishAt)
			page.Scheduled = append(page.Scheduled, shown)
		case models.ThreadPublished:
			page.Published = append(page.Published, shown)
		case models.ThreadUnpublished:
			shown.At = p.atPointer(t.WithdrawnAt)
			page.Withdrawn = append(page.Withdrawn, shown)
		}
	}
	return s.render(c, http.StatusOK, tools.Desk(page))
}

// storyDesk is what stands on a story's first page for its author; nil for everybody else.
func (s *Server) storyDesk(c echo.Context, th models.ThreadView, page int) (tools.Page, bool, error) {
	v := viewer(c)
	if page != 1 || th.Kind != models.KindStory {
		return tools.Page{}, false, nil
	}
	asked := []tools.Tool{tools.Publish, tools.Schedule, tools.Review, tools.Previews, tools.Series, tools.Check, tools.Corrections, tools.Withdraw}
	if !v.CanPublishStory(th.Thread, th.Topic.Topic) {
		asked = []tools.Tool{tools.Verdict}
		if v.CanReviewStory(th.Thread, th.Topic.Topic) {
			asked = append(asked, tools.Previews)
		}
		if th.CheckOverdue(s.store.Now()) {
			asked = append(asked, tools.Check)
		}
	}
	var shown []tools.Tool
	for _, t := range asked {
		if canUse(v, th, t) {
			shown = append(shown, t)
		}
	}
	if len(shown) == 0 {
		return tools.Page{}, false, nil
	}
	thread, err := s.storyThread(c, th, shown)
	return tools.Page{Thread: thread, Tools: shown}, true, err
}
