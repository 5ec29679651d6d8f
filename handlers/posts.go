package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
)

// showPost leads to the page on which a post stands now, wherever it was moved.
func (s *Server) showPost(c echo.Context) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	at, err := s.store.PostPlace(c.Request().Context(), viewer(c), id)
	if err != nil {
		return err
	}
	c.Response().Header().Set("Cache-Control", "no-cache")
	c.Response().Header().Set("Vary", "Cookie")
	return c.Redirect(http.StatusFound, placeOf(at))
}

// placeOf is where a post is read: of a merged suggestion on its own record, since its address leads to the one that goes on.
func placeOf(at models.PostPlace) string {
	if at.Merged {
		return links.RecordPost(at.ThreadID, at.Slug, at.Number)
	}
	return links.ThreadPost(at.ThreadID, at.Slug, at.Number)
}
