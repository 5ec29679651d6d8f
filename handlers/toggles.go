package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/views/links"
)

// toggled runs a toggle on a post and leads back to it, or answers a script with nothing but success.
func (s *Server) toggled(c echo.Context, set func(postID int64, on bool) error) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	on, wrong := wantedState(c)
	if wrong != nil {
		// what may not be known to exist is not there, before anything is wrong with the form
		if _, _, err := s.store.Post(c.Request().Context(), viewer(c), id); err != nil {
			return err
		}
		return wrong
	}
	if err := set(id, on); err != nil {
		return err
	}
	private(c)
	if wantsFragment(c) {
		return c.NoContent(http.StatusNoContent)
	}
	return c.Redirect(http.StatusSeeOther, nextPath(c, links.Post(id)))
}

func (s *Server) createReaction(c echo.Context) error {
	return s.toggled(c, func(id int64, on bool) error {
		_, err := s.store.React(c.Request().Context(), viewer(c), id, c.FormValue("emoji"), on)
		return err
	})
}

func (s *Server) createBookmark(c echo.Context) error {
	return s.toggled(c, func(id int64, on bool) error {
		return s.store.Bookmark(c.Request().Context(), viewer(c), id, on)
	})
}

func (s *Server) acceptPost(c echo.Context) error {
	return s.toggled(c, func(id int64, on bool) error {
		_, err := s.store.AcceptAnswer(c.Request().Context(), viewer(c), id, on)
		return err
	})
}

func (s *Server) markPostOfficial(c echo.Context) error {
	return s.toggled(c, func(id int64, on bool) error {
		_, err := s.store.MarkOfficial(c.Request().Context(), viewer(c), id, on)
		return err
	})
}
