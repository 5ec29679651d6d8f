package api

import (
	"fmt"
	"net/http"

	"github.com/commonthread/commonthread/models"
)

func appealEndpoints() []endpoint {
	return []endpoint{
		{
			method: "GET", path: "/actions", name: "listActions", summary: "List what moderators did about you, the newest first, with your appeals",
			access: account, query: pageParams, gives: list[action]{}, do: (*call).listActions,
		},
		{
			method: "GET", path: "/actions/:id", name: "getAction", summary: "Read one thing that moderators did about you",
			access: account, gives: action{}, do: (*call).getAction,
		},
		{
			method: "POST", path: "/actions/:id/appeals", name: "createAppeal", summary: "Say that what was done to you was wrong; once, and somebody else answers",
			access: writing, takes: appealInput{}, gives: action{}, status: http.StatusCreated, repeats: true, do: (*call).createAppeal,
		},
	}
}

// appealInput is why an action was wrong.
type appealInput struct {
	Words string `json:"words" need:"yes" doc:"10 to 2,000 characters. The same words again change nothing, others are a 409."`
}

func (c *call) listActions() error {
	limit, before, err := c.newestFirst("actions")
	if err != nil {
		return err
	}
	found, err := c.store.OwnActionsBefore(c.ctx, c.viewer, before, limit+1)
	if err != nil {
		return err
	}
	var next *string
	if len(found) > limit {
		found, next = found[:limit], cursor("actions", found[limit-1].ID)
	}
	return c.answer(listOf(c.actions(found, false), next))
}

func (c *call) getAction() error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	return c.showAction(id)
}

// showAction answers with an action as it is now.
func (c *call) showAction(id int64) error {
	a, err := c.store.OwnAction(c.ctx, c.viewer, id)
	if err != nil {
		return err
	}
	if c.status == http.StatusCreated {
		return c.made(fmt.Sprintf("/actions/%d", id), c.action(a, false))
	}
	return c.answer(c.action(a, false))
}

func (c *call) createAppeal() error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	var in appealInput
	if err := c.read(&in); err != nil {
		return err
	}
	_, err = c.repeatable(func(models.RequestKey) (int64, error) {
		a, err := c.store.CreateAppeal(c.ctx, c.viewer, id, in.Words)
		return a.ID, err
	})
	if err != nil {
		return err
	}
	return c.showAction(id)
}
