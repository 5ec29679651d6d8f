package handlers

import (
	"crypto/rand"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	answers "github.com/commonthread/commonthread/handlers/answer"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/events"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/ui"
)

// eventFields are those of the form.
var eventFields = []string{"topic", "title", "body", "draft_key", "version", "starts_at", "minutes", "host", "agenda", "pause"}

// newEvent is the form that announces a live hour.
func (s *Server) newEvent(c echo.Context) error {
	if !s.canSchedule(s.presenter(c)) {
		return &models.Error{Kind: models.Forbidden, Message: "Live hours are announced by the hosts of a topic and by staff."}
	}
	values := map[string]string{"draft_key": "event-" + rand.Text(), "minutes": "60", "topic": c.QueryParam("topic")}
	return s.renderEventForm(c, http.StatusOK, nil, values, nil, "")
}

// renderEventForm draws the form: of a new one where hour is nil.
func (s *Server) renderEventForm(c echo.Context, status int, hour *models.LiveHourView, values, wrong map[string]string, summary string) error {
	private(c)
	p := s.presenter(c)
	page := events.FormPage{
		Heading: "Announce a live hour", Topics: p.hourTopics(), Zone: s.directory(c).Site.TimeZone.String(),
		Phase: models.HourComing, Values: values, Refusal: ui.Refusal{Errors: wrong, Summary: summary},
	}
	if hour != nil {
		th, err := s.store.Thread(c.Request().Context(), p.viewer, hour.ThreadID)
		if err != nil {
			return err
		}
		page.ThreadID, page.Slug, page.Heading = th.ID, th.Slug, th.Title
		page.Phase = hour.PhaseAt(s.store.Now())
	}
	page.Page = s.page(c, page.Heading)
	page.Page.Canonical, page.Page.Robots, page.Page.Here = "", "noindex", links.Events
	return s.render(c, status, events.Form(page))
}

// eventChange reads the form's times and numbers. begun is the beginning of what has begun already: its field is not
// on the form.
func (s *Server) eventChange(c echo.Context, begun time.Time) (models.LiveHourChange, error) {
	in := models.LiveHourChange{
		Host: strings.TrimPrefix(strings.TrimSpace(c.FormValue("host")), "@"), Agenda: c.FormValue("agenda"), Version: formNumber(c, "version"),
		StartsAt: begun,
	}
	if begun.IsZero() {
		at, err := models.ParseLocalMoment("starts_at", c.FormValue("starts_at"), s.directory(c).Site.TimeZone)
		if err != nil {
			return in, err
		}
		in.StartsAt = at.At
	}
	if !in.StartsAt.IsZero() {
		in.EndsAt = in.StartsAt.Add(time.Duration(wholeNumber(c, "minutes")) * time.Minute)
	}
	in.Pause = wholeNumber(c, "pause")
	return in, nil
}

// wholeNumber is a number of the form, 0 where none was given, and one that nothing allows where it is none.
func wholeNumber(c echo.Context, name string) int64 {
	text := strings.TrimSpace(c.FormValue(name))
	if text == "" {
		return 0
	}
	n, err := strconv.ParseInt(text, 10, 32)
	if err != nil {
		return -1
	}
	return n
}

// eventRefused shows the form again with everything typed kept.
func (s *Server) eventRefused(c echo.Context, hour *models.LiveHourView, refusal error) error {
	fields, message := wrongWith(c, refusal)
	if fields["ends_at"] != "" {
		fields["minutes"] = fields["ends_at"]
	}
	values := map[string]string{}
	for _, name := range eventFields {
		values[name] = c.FormValue(name)
	}
	if models.KindOf(refusal) == models.Conflict && hour != nil { // saving once more puts it over what the other stored
		values["version"] = strconv.FormatInt(hour.Version, 10)
	}
	return s.renderEventForm(c, answers.Of(refusal).Status, hour, values, fields, message)
}

// createEvent announces a live hour.
func (s *Server) createEvent(c echo.Context) error {
	change, err := s.eventChange(c, time.Time{})
	var th models.Thread
	if err == nil {
		th, err = s.store.ScheduleLiveHour(c.Request().Context(), viewer(c), models.LiveHourInput{
			Topic: c.FormValue("topic"), Title: c.FormValue("title"), Body: c.FormValue("body"), DraftKey: c.FormValue("draft_key"), LiveHourChange: change,
		})
	}
	if kind := models.KindOf(err); err != nil && (kind == models.Invalid || kind == models.TooMany) {
		if !s.canSchedule(s.presenter(c)) {
			return &models.Error{Kind: models.Forbidden, Message: "Live hours are announced by the hosts of a topic and by staff."}
		}
		return s.eventRefused(c, nil, err)
	}
	if err != nil {
		return err
	}
	return s.toolDone(c, th.ID, "It is announced. People can write and put questions from now on.")
}

// hostedHour is the live hour of the address, for whoever leads it.
func (s *Server) hostedHour(c echo.Context) (*models.LiveHourView, error) {
	id, err := pathID(c, "id")
	if err != nil {
		return nil, err
	}
	ctx, v := c.Request().Context(), viewer(c)
	th, err := s.store.Thread(ctx, v, id)
	if err != nil {
		return nil, err
	}
	view, err := s.store.LiveHourOf(ctx, id)
	switch {
	case err != nil:
		return nil, err
	case !v.SignedIn():
		return nil, &models.Error{Kind: models.Unauthenticated, Message: "Sign in, then send it again."}
	case !v.CanHost(view.LiveHour, th.Thread, th.Topic.Topic):
		return nil, &models.Error{Kind: models.Forbidden, Message: "That is for the host."}
	}
	return &view, nil
}

// editEvent is the form with what holds.
func (s *Server) editEvent(c echo.Context) error {
	hour, err := s.hostedHour(c)
	if err != nil {
		return err
	}
	values := map[string]string{
		"starts_at": s.local(c, hour.StartsAt).Format(models.LocalLayout), "minutes": strconv.Itoa(int(hour.EndsAt.Sub(hour.StartsAt).Minutes())),
		"host": hour.Host.Handle, "agenda": hour.Agenda, "version": strconv.FormatInt(hour.Version, 10),
	}
	if hour.PauseSeconds > 0 {
		values["pause"] = strconv.FormatInt(hour.PauseSeconds, 10)
	}
	return s.renderEventForm(c, http.StatusOK, hour, values, nil, "")
}

// updateEvent changes it. What has begun keeps its beginning, what is over its times.
func (s *Server) updateEvent(c echo.Context) error {
	hour, err := s.hostedHour(c)
	if err != nil {
		return err
	}
	begun, phase := time.Time{}, hour.PhaseAt(s.store.Now())
	if phase != models.HourComing {
		begun = hour.StartsAt
	}
	in, err := s.eventChange(c, begun)
	if phase == models.HourOver {
		in.EndsAt = hour.EndsAt
	}
	if err == nil {
		err = s.store.EditLiveHour(c.Request().Context(), viewer(c), hour.ThreadID, in)
	}
	if kind := models.KindOf(err); err != nil && (kind == models.Invalid || kind == models.Conflict) {
		return s.eventRefused(c, hour, err)
	}
	if err != nil {
		return err
	}
	return s.toolDone(c, hour.ThreadID, "Saved, and everybody who looks at it sees it.")
}
