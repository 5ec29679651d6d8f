package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/views/console"
	"github.com/commonthread/commonthread/views/links"
)

// addGuide puts the guide to the first week on the console's front, while it is wanted there.
func (s *Server) addGuide(c echo.Context, page *console.InboxPage) error {
	g, err := s.store.Guide(c.Request().Context(), viewer(c))
	if g.Shown {
		page.Guide = &console.Guide{Done: g.Done}
	}
	return err
}

// updateGuide puts the guide away, or brings it back.
func (s *Server) updateGuide(c echo.Context) error {
	on, err := wantedState(c)
	if err != nil {
		return err
	}
	if err := s.store.SetGuide(c.Request().Context(), viewer(c), on); err != nil {
		return err
	}
	private(c)
	return c.Redirect(http.StatusSeeOther, choose(on, links.Console, links.ConsoleOverview))
}
