package api

import (
	"net/http"
	"time"

	"github.com/commonthread/commonthread/models"
)

func storyEndpoints() []endpoint {
	return []endpoint{
		{
			method: "POST", path: "/threads/:id/publish", name: "publishStory", summary: "Put a story out now; for its author",
			access: writing, gives: threadWhole{}, repeats: true, do: (*call).publishStory,
		},
		{
			method: "POST", path: "/threads/:id/schedule", name: "scheduleStory", summary: "Have a draft published at a moment; for its author",
			access: writing, takes: scheduleInput{}, gives: threadWhole{}, repeats: true, do: (*call).scheduleStory,
		},
		{
			method: "DELETE", path: "/threads/:id/schedule", name: "unscheduleStory", summary: "Take a story off the schedule; for its author",
			access: writing, gives: threadWhole{}, do: (*call).unscheduleStory,
		},
		{
			method: "POST", path: "/threads/:id/unpublish", name: "unpublishStory", summary: "Take a story off, leaving a notice; for its author and moderators",
			access: writing, takes: withdrawalInput{}, gives: threadWhole{}, repeats: true, do: (*call).unpublishStory,
		},
		{
			method: "POST", path: "/threads/:id/corrections", name: "correctStory", summary: "Add a visible correction to a story; for its author",
			access: writing, takes: correctionInput{}, gives: threadWhole{}, status: http.StatusCreated, repeats: true, do: (*call).correctStory,
		},
	}
}

// scheduleInput is when a story is to come out.
type scheduleInput struct {
	PublishAt string `json:"publish_at" need:"yes" format:"date-time" doc:"RFC 3339, to come, within a year."`
}

// withdrawalInput is why a story goes.
type withdrawalInput struct {
	Reason string `json:"reason" need:"yes" doc:"Readers see it."`
	Rule   string `json:"rule" enum:"spam,abuse,private_data,illegal,off_topic,other" doc:"Which was broken: needed of another's story."`
}

// correctionInput is what was put right.
type correctionInput struct {
	Words string `json:"words" need:"yes"`
}

// changeStory runs one verb on the story of the address, once under its key, and answers with the story.
func (c *call) changeStory(into any, verb func(s *models.Store, id int64) error) error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	if err := c.read(into); err != nil {
		return err
	}
	_, err = c.once(func(s *models.Store) (int64, error) { return id, verb(s, id) })
	if err != nil {
		return err
	}
	return c.showThread(id)
}

func (c *call) publishStory() error {
	return c.changeStory(&struct{}{}, func(s *models.Store, id int64) error { return s.PublishStory(c.ctx, c.viewer, id) })
}

func (c *call) scheduleStory() error {
	var in scheduleInput
	return c.changeStory(&in, func(s *models.Store, id int64) error {
		at, err := time.Parse(time.RFC3339, in.PublishAt)
		if err != nil {
			// a moment that has passed long ago: whoever may not schedule is told that first
			at = time.Unix(0, 0)
		}
		err = s.ScheduleStory(c.ctx, c.viewer, id, at)
		if err != nil && at.Unix() == 0 && models.KindOf(err) == models.Invalid {
			return wrongFields(map[string]string{"publish_at": "Give a moment such as 2026-03-02T09:00:00Z."})
		}
		return err
	})
}

func (c *call) unscheduleStory() error {
	return c.changeStory(&struct{}{}, func(s *models.Store, id int64) error {
		return s.ScheduleStory(c.ctx, c.viewer, id, time.Time{})
	})
}

func (c *call) unpublishStory() error {
	var in withdrawalInput
	return c.changeStory(&in, func(s *models.Store, id int64) error {
		return s.UnpublishStory(c.ctx, c.viewer, id, in.Rule, in.Reason)
	})
}

func (c *call) correctStory() error {
	var in correctionInput
	return c.changeStory(&in, func(s *models.Store, id int64) error { return s.CorrectStory(c.ctx, c.viewer, id, in.Words) })
}
