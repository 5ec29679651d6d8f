package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/console"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/ui"
)

// showReplies lists the saved replies, and makes one.
func (s *Server) showReplies(c echo.Context) error {
	return s.renderReplies(c, http.StatusOK, 0, console.Form{})
}

// editReply changes one of the viewer's own.
func (s *Server) editReply(c echo.Context) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	return s.renderReplies(c, http.StatusOK, id, console.Form{})
}

func (s *Server) renderReplies(c echo.Context, status int, editing int64, form console.Form) error {
	v := viewer(c)
	replies, err := s.store.SavedReplies(c.Request().Context(), v)
	if err != nil {
		return err
	}
	page := console.RepliesPage{Frame: s.consoleFrame(c, "Saved replies", links.ConsoleOverview), Form: form}
	for _, r := range replies {
		mine := r.AuthorID == v.ID
		shown := console.Reply{ID: r.ID, Title: r.Title, Body: r.Body, Shared: r.Shared, Mine: mine, CanDelete: mine || v.Administrator()}
		if r.ID == editing && mine {
			page.Editing = &shown
		}
		page.Replies = append(page.Replies, shown)
	}
	if editing != 0 && page.Editing == nil {
		return &models.Error{Kind: models.NotFound}
	}
	if page.Kept, err = s.keptForms(c, replyAt(editing), "reply"); err != nil {
		return err
	}
	return s.render(c, status, console.Replies(page))
}

func (s *Server) createReply(c echo.Context) error { return s.saveReply(c, 0) }

func (s *Server) updateReply(c echo.Context) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	return s.saveReply(c, id)
}

func (s *Server) saveReply(c echo.Context, id int64) error {
	_, err := s.sending(c).SaveReply(c.Request().Context(), viewer(c), models.SavedReplyInput{
		ID: id, Title: c.FormValue("title"), Body: c.FormValue("body"), Shared: c.FormValue("shared") == "1",
	})
	if e, ok := refused(err); ok {
		return s.renderReplies(c, http.StatusUnprocessableEntity, id, consoleForm(c, "reply", e.Fields, "title", "body", "shared"))
	}
	return s.repliesDone(c, err, "The reply is kept.")
}

func (s *Server) deleteReply(c echo.Context) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	return s.repliesDone(c, s.store.DeleteSavedReply(c.Request().Context(), viewer(c), id), "The reply is deleted.")
}

func (s *Server) repliesDone(c echo.Context, err error, words string) error {
	if err != nil {
		return err
	}
	private(c)
	s.flash(c, ui.Done, words)
	return c.Redirect(http.StatusSeeOther, links.ConsoleReplies)
}

// replyAt is the page of a saved reply; of a new one, 0, the list's.
func replyAt(id int64) string {
	if id == 0 {
		return links.ConsoleReplies
	}
	return links.ConsoleReply(id, "")
}
