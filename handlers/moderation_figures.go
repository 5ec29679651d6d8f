package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/handlers/api"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/moderation"
)

// showModerationFigures is what moderators did, month by month, for everybody.
func (s *Server) showModerationFigures(c echo.Context) error {
	months, err := s.store.ModerationMonths(c.Request().Context())
	if err != nil {
		return err
	}
	page := moderation.FiguresPage{Page: s.page(c, "What moderators did"), Months: months}
	page.Here, page.Description = links.Promise, "What moderators of this community removed, by which rule, and what came of appeals, month by month."
	return s.render(c, http.StatusOK, moderation.Figures(page))
}

// showModerationData is the same for programs.
func (s *Server) showModerationData(c echo.Context) error {
	months, err := s.store.ModerationMonths(c.Request().Context())
	if err != nil {
		return err
	}
	c.Response().Header().Set("Cache-Control", cacheControl(c, http.StatusOK))
	c.Response().Header().Set("Vary", varies)
	return c.JSON(http.StatusOK, api.ModerationOf(months))
}
