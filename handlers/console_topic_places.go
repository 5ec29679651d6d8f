package handlers

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/ui"
)

// orderTopic puts a topic one place up or down.
func (s *Server) orderTopic(c echo.Context) error {
	to := c.FormValue("to")
	if to != "up" && to != "down" {
		return &models.Error{Kind: models.Invalid, Fields: map[string]string{"to": "Send to=up or to=down."}}
	}
	if err := s.store.MoveTopic(c.Request().Context(), viewer(c), c.Param("slug"), to == "up"); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, links.ConsoleTopicLine(c.Param("slug")))
}

// archiveTopic closes a topic for writing everywhere, or opens it again: the one undoes the other.
func (s *Server) archiveTopic(c echo.Context) error {
	on, wrong := wantedState(c)
	if wrong != nil {
		return wrong
	}
	t, err := s.store.ChangeTopic(c.Request().Context(), viewer(c), c.Param("slug"), models.TopicChange{Archived: &on})
	if err != nil {
		return err
	}
	s.flash(c, ui.Done, choose(on, t.Name+" is archived: it can be read, and nobody writes in it. You can open it again at any time.", t.Name+" is open again."))
	return c.Redirect(http.StatusSeeOther, links.ConsoleTopicLine(t.Slug))
}

// mergeTopic puts everything of a topic into another, and ends it.
func (s *Server) mergeTopic(c echo.Context) error {
	in := models.TopicMergeInput{Into: c.FormValue("into"), Name: c.FormValue("name")}
	into, err := s.store.MergeTopic(c.Request().Context(), viewer(c), c.Param("slug"), in)
	if e, ok := refused(err); ok {
		return s.renderTopicForm(c, http.StatusUnprocessableEntity, consoleForm(c, "merge", e.Fields, "into", "name"))
	}
	if err != nil {
		return err
	}
	s.flash(c, ui.Done, "All of it is in "+into.Name+" now, and the old addresses lead there. You can undo that for 30 days, from this page.")
	return c.Redirect(http.StatusSeeOther, links.ConsoleTopicLine(into.Slug))
}

// undoTopicMerge brings back a topic that went into another, and names what stays there.
func (s *Server) undoTopicMerge(c echo.Context) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	out, err := s.store.UndoTopicMerge(c.Request().Context(), viewer(c), id)
	if err != nil {
		return err
	}
	words := out.Topic.Name + " is back, as it was."
	if len(out.Left) > 0 {
		var names []string
		for _, t := range out.Left[:min(len(out.Left), 20)] {
			names = append(names, t.Title+" ("+links.Thread(t.ID, t.Slug)+")")
		}
		words += " Moved or removed since, and left where it is: " + strings.Join(names, ", ") + choose(len(out.Left) > len(names), ", and more.", ".")
	}
	s.flash(c, ui.Done, words)
	return c.Redirect(http.StatusSeeOther, links.ConsoleTopicLine(out.Topic.Slug))
}
