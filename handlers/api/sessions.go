package api

import (
	"net/http"
	"time"
)

func sessionEndpoints() []endpoint {
	return []endpoint{
		{
			method: "GET", path: "/sessions", name: "listSessions", summary: "List where you are signed in, the last used first",
			access: account, gives: list[session]{}, do: (*call).listSessions,
		},
		{
			method: "DELETE", path: "/sessions", name: "endSessions", summary: "Sign out everywhere",
			access: writing, status: http.StatusNoContent, do: (*call).endSessions,
		},
		{
			method: "DELETE", path: "/sessions/:id", name: "endSession", summary: "End one of your sessions",
			access: writing, status: http.StatusNoContent, do: (*call).endSession,
		},
	}
}

// session is one signed-in browser.
type session struct {
	ID         int64     `json:"id"`
	Browser    string    `json:"browser" doc:"As it names itself."`
	CreatedAt  time.Time `json:"created_at"`
	LastSeenAt time.Time `json:"last_seen_at"`
}

func (c *call) listSessions() error {
	own, err := c.store.Sessions(c.ctx, c.viewer)
	if err != nil {
		return err
	}
	var items []session
	for _, s := range own {
		items = append(items, session{ID: s.ID, Browser: s.UserAgent, CreatedAt: s.CreatedAt, LastSeenAt: s.LastSeenAt})
	}
	return c.answer(listOf(items, nil))
}

func (c *call) endSessions() error {
	if _, err := c.store.EndOtherSessions(c.ctx, c.viewer); err != nil {
		return err
	}
	return c.done()
}

func (c *call) endSession() error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	if err := c.store.EndSession(c.ctx, c.viewer, id); err != nil {
		return err
	}
	return c.done()
}
