package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/account"
	"github.com/commonthread/commonthread/views/ui"
)

// showSessions lists where the viewer is signed in.
func (s *Server) showSessions(c echo.Context) error {
	v := viewer(c)
	own, err := s.store.Sessions(c.Request().Context(), v)
	if err != nil {
		return err
	}
	p := account.SessionsPage{Page: s.page(c, "Settings")}
	for _, one := range own {
		p.Sessions = append(p.Sessions, account.Session{
			ID: one.ID, Browser: browserWords(one.UserAgent), Address: one.Address,
			SameNet: models.LimitKey(one.Address) == models.LimitKey(v.Address), Here: one.ID == v.SessionID,
			StartedAt: s.local(c, one.CreatedAt), LastSeenAt: s.local(c, one.LastSeenAt),
		})
	}
	return s.render(c, http.StatusOK, account.Sessions(p))
}

func (s *Server) endSession(c echo.Context) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	if err := s.store.EndSession(c.Request().Context(), viewer(c), id); err != nil {
		return err
	}
	return s.saved(c, "sessions", "That session has ended.")
}

func (s *Server) endOtherSessions(c echo.Context) error {
	n, err := s.store.EndOtherSessions(c.Request().Context(), viewer(c))
	if err != nil {
		return err
	}
	if n == 0 {
		return s.saved(c, "sessions", "There was no other session.")
	}
	return s.saved(c, "sessions", ui.Count(int64(n), "other session has", "other sessions have")+" ended.")
}
