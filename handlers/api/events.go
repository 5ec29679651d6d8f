package api

import (
	"fmt"
	"net/http"
	"time"

	"github.com/commonthread/commonthread/models"
)

func eventEndpoints() []endpoint {
	return []endpoint{
		{
			method: "GET", path: "/events", name: "listEvents", summary: "List the live hours that you may see: the next one first, or of those that are over the last",
			query: append([]param{{name: "phase", doc: "coming (those that are on first; so when left out) or over."}}, pageParams...),
			gives: list[eventItem]{}, do: (*call).listEvents,
		},
		{
			method: "POST", path: "/events", name: "scheduleEvent", summary: "Announce a live hour; for hosts of the topic and staff",
			access: writing, takes: eventInput{}, gives: event{}, status: http.StatusCreated, repeats: true, do: (*call).scheduleEvent,
		},
		{
			method: "GET", path: "/events/:id", name: "getEvent", summary: "Read a live hour, by its thread's id",
			gives: event{}, do: (*call).getEvent,
		},
		{
			method: "PATCH", path: "/events/:id", name: "changeEvent", summary: "Change times, host, agenda and pace; for its host and moderators",
			access: writing, takes: eventChange{}, gives: event{}, do: (*call).changeEvent,
		},
		{
			method: "POST", path: "/events/:id/end", name: "endEvent", summary: "End it before its time; for its host and moderators",
			access: writing, gives: event{}, repeats: true, do: (*call).endEvent,
		},
		{
			method: "PUT", path: "/events/:id/summary", name: "sumUpEvent", summary: "Say what came of it, once it is over; for its host and moderators",
			access: writing, takes: summaryInput{}, gives: event{}, do: (*call).sumUpEvent,
		},
		{
			method: "PUT", path: "/events/:id/questions/:number", name: "setQuestion", summary: "Pick a question, close it, or put it back; for its host and moderators",
			access: writing, takes: questionInput{}, gives: event{}, do: (*call).setQuestion,
		},
	}
}

// eventInput is a new live hour.
type eventInput struct {
	Topic    string `json:"topic" need:"yes" doc:"The slug of a topic."`
	Title    string `json:"title" need:"yes"`
	Body     string `json:"body" need:"yes" doc:"Markdown, up to 16,000 characters."`
	StartsAt string `json:"starts_at" need:"yes" format:"date-time" doc:"RFC 3339, to come, within a year."`
	EndsAt   string `json:"ends_at" need:"yes" format:"date-time" doc:"Ten minutes to twelve hours later."`
	Host     string `json:"host" doc:"A handle; yours when left out."`
	Agenda   string `json:"agenda" doc:"A line a point."`
	Pause    int64  `json:"pause" doc:"Seconds between two posts of one member while it is on."`
	DraftKey string `json:"draft_key" doc:"The same key twice makes one live hour."`
}

// eventChange is what changes of a live hour; what is left out stays.
type eventChange struct {
	StartsAt *string `json:"starts_at" format:"date-time" doc:"Until it begins."`
	EndsAt   *string `json:"ends_at" format:"date-time" doc:"Until it is over."`
	Host     *string `json:"host" doc:"A handle."`
	Agenda   *string `json:"agenda"`
	Pause    *int64  `json:"pause"`
	Version  int64   `json:"version" doc:"The version you saw; 409 when it is not the present one."`
}

// summaryInput is what the host says came of it.
type summaryInput struct {
	Summary string `json:"summary" need:"yes"`
}

// questionInput is how far a question has come.
type questionInput struct {
	To string `json:"to" need:"yes" enum:"asked,picked,answered" doc:"One is picked at a time. A reply of the host to a question answers it, too."`
}

// moment reads a time; what is none is the zero one, which no live hour may have.
func moment(text string) time.Time {
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return time.Time{}
	}
	return at
}

func (c *call) scheduleEvent() error {
	var in eventInput
	if err := c.read(&in); err != nil {
		return err
	}
	id, err := c.repeatable(func(r models.RequestKey) (int64, error) {
		th, err := c.store.ScheduleLiveHour(c.ctx, c.viewer, models.LiveHourInput{
			Topic: in.Topic, Title: in.Title, Body: in.Body, DraftKey: draftKey(in.DraftKey, r),
			LiveHourChange: models.LiveHourChange{
				Host: in.Host, StartsAt: moment(in.StartsAt), EndsAt: moment(in.EndsAt), Agenda: in.Agenda, Pause: in.Pause,
			},
		})
		return th.ID, err
	})
	if err != nil {
		return err
	}
	return c.showEvent(id)
}

func (c *call) listEvents() error {
	phase := c.QueryParam("phase")
	if phase != "" && phase != string(models.HourComing) && phase != string(models.HourOver) {
		return wrongFields(map[string]string{"phase": "Choose coming or over."})
	}
	limit, err := c.limit()
	if err != nil {
		return err
	}
	over := phase == string(models.HourOver)
	name := fmt.Sprintf("events %t", over)
	from, err := c.offset(name, offsetMost)
	if err != nil {
		return err
	}
	found, err := c.store.LiveHoursFrom(c.ctx, c.viewer, over, from, limit+1)
	if err != nil {
		return err
	}
	var next *string
	if len(found) > limit {
		found, next = found[:limit], cursor(name, int64(from+limit))
	}
	d, err := c.store.Directory(c.ctx)
	if err != nil {
		return err
	}
	var items []eventItem
	for _, h := range found {
		topic, _ := d.TopicByID(h.TopicID)
		items = append(items, c.eventItem(h, topic.Slug))
	}
	return c.answer(listOf(items, next))
}

func (c *call) getEvent() error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	return c.showEvent(id)
}

// hour finds the live hour of a thread that the viewer may see.
func (c *call) hour(id int64) (th models.ThreadView, h models.LiveHourView, err error) {
	if th, err = c.store.Thread(c.ctx, c.viewer, id); err != nil {
		return th, h, err
	}
	h, err = c.store.LiveHourOf(c.ctx, id)
	return th, h, err
}

// showEvent answers with a live hour as it is now; a new one says where it is.
func (c *call) showEvent(id int64) error {
	th, h, err := c.hour(id)
	if err != nil {
		return err
	}
	if c.status == http.StatusCreated {
		return c.made(fmt.Sprintf("/events/%d", id), c.event(th, h))
	}
	return c.answer(c.event(th, h))
}

// changeEvent puts what is sent over what holds. Without a version it is held to the one that was read for that, so
// that nothing left out undoes another's change.
func (c *call) changeEvent() error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	var in eventChange
	if err := c.read(&in); err != nil {
		return err
	}
	_, h, err := c.hour(id)
	if err != nil {
		return err
	}
	change := models.LiveHourChange{
		StartsAt: h.StartsAt, EndsAt: h.EndsAt, Agenda: given(in.Agenda, h.Agenda), Pause: given(in.Pause, h.PauseSeconds),
		Host: given(in.Host, ""), Version: in.Version,
	}
	if in.StartsAt != nil {
		change.StartsAt = moment(*in.StartsAt)
	}
	if in.EndsAt != nil {
		change.EndsAt = moment(*in.EndsAt)
	}
	if change.Version == 0 {
		change.Version = h.Version
	}
	if err := c.store.EditLiveHour(c.ctx, c.viewer, id, change); err != nil {
		return err
	}
	return c.showEvent(id)
}

// given is what was sent, or what holds.
func given[T any](sent *T, holds T) T {
	if sent == nil {
		return holds
	}
	return *sent
}

func (c *call) endEvent() error {
	return c.leadEvent(&struct{}{}, func(s *models.Store, id int64) error { return s.EndLiveHour(c.ctx, c.viewer, id) })
}

func (c *call) sumUpEvent() error {
	var in summaryInput
	return c.leadEvent(&in, func(s *models.Store, id int64) error { return s.SumUpLiveHour(c.ctx, c.viewer, id, in.Summary) })
}

func (c *call) setQuestion() error {
	number, err := c.id("number")
	if err != nil {
		return err
	}
	var in questionInput
	return c.leadEvent(&in, func(s *models.Store, id int64) error {
		return s.SetQuestion(c.ctx, c.viewer, id, number, models.QuestionState(in.To))
	})
}

// leadEvent runs one verb on the live hour of the address, once under its key, and answers with it.
func (c *call) leadEvent(into any, verb func(s *models.Store, id int64) error) error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	if err := c.read(into); err != nil {
		return err
	}
	if _, err = c.once(func(s *models.Store) (int64, error) { return id, verb(s, id) }); err != nil {
		return err
	}
	return c.showEvent(id)
}
