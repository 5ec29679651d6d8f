package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/views/links"
)

// createReadPosition notes how far a member has read; the thread's page sends it, since reading is no change
// that a GET makes.
func (s *Server) createReadPosition(c echo.Context) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	if err := s.store.MarkRead(c.Request().Context(), viewer(c), id, formNumber(c, "number")); err != nil {
		return err
	}
	// who reads the thread has read what they were told of it
	if err := s.store.ReadNotices(c.Request().Context(), viewer(c), 0, id); err != nil {
		return err
	}
	s.bells.forget(viewer(c).ID)
	private(c)
	if wantsFragment(c) {
		return c.NoContent(http.StatusNoContent)
	}
	return c.Redirect(http.StatusSeeOther, nextPath(c, links.ThreadUnread(id)))
}

// showUnread leads to the first post that the member has not read.
func (s *Server) showUnread(c echo.Context) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	th, number, err := s.store.FirstUnread(c.Request().Context(), viewer(c), id)
	if err != nil {
		return err
	}
	private(c)
	return c.Redirect(http.StatusFound, links.ThreadPost(th.ID, th.Slug, number))
}
