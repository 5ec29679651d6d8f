package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/console"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/ui"
)

// showTemplates lists what stories can begin with, and makes one.
func (s *Server) showTemplates(c echo.Context) error {
	return s.renderTemplates(c, http.StatusOK, 0, console.Form{})
}

// editTemplate changes one.
func (s *Server) editTemplate(c echo.Context) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	return s.renderTemplates(c, http.StatusOK, id, console.Form{})
}

func (s *Server) renderTemplates(c echo.Context, status int, editing int64, form console.Form) error {
	list, err := s.store.StoryTemplates(c.Request().Context(), viewer(c))
	if err != nil {
		return err
	}
	page := console.TemplatesPage{Frame: s.consoleFrame(c, "Story templates", links.ConsoleDesk), Form: form}
	for _, t := range list {
		shown := console.Template{ID: t.ID, Name: t.Name, Purpose: t.Purpose, Title: t.Title, Body: t.Body, Version: t.Version}
		if t.ID == editing {
			page.Editing = shown
		}
		if t.Archived() {
			page.Archived = append(page.Archived, shown)
		} else {
			page.Offered = append(page.Offered, shown)
		}
	}
	if editing != 0 && page.Editing.ID == 0 {
		return &models.Error{Kind: models.NotFound}
	}
	if page.Kept, err = s.keptForms(c, links.ConsoleTemplate(editing, ""), "template"); err != nil {
		return err
	}
	return s.render(c, status, console.Templates(page))
}

func (s *Server) createTemplate(c echo.Context) error { return s.saveTemplate(c, 0) }

func (s *Server) updateTemplate(c echo.Context) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	return s.saveTemplate(c, id)
}

func (s *Server) saveTemplate(c echo.Context, id int64) error {
	ctx, v := c.Request().Context(), viewer(c)
	_, err := s.sending(c).SaveStoryTemplate(ctx, v, models.StoryTemplateInput{
		ID: id, Name: c.FormValue("name"), Purpose: c.FormValue("purpose"), Title: c.FormValue("title"), Body: c.FormValue("body"), Version: formNumber(c, "version"),
	})
	e := models.AsError(err)
	form := consoleForm(c, "template", nil, "name", "purpose", "title", "body")
	switch {
	case err != nil && e.Kind == models.Invalid:
		form.Errors = e.Fields
		return s.renderTemplates(c, http.StatusUnprocessableEntity, id, form)
	case err != nil && e.Kind == models.Conflict:
		now, err := s.store.StoryTemplate(ctx, v, id)
		if err != nil {
			return err
		}
		form.Theirs = theirs(form, map[string]string{"name": now.Name, "purpose": now.Purpose, "title": now.Title, "body": now.Body},
			[2]string{"name", "The name"}, [2]string{"purpose", "What it is for"}, [2]string{"title", "The title"}, [2]string{"body", "The text"})
		return s.renderTemplates(c, http.StatusConflict, id, form)
	}
	return s.templatesDone(c, err, "The template is kept.")
}

// updateTemplateArchive has a template offered no more, or again.
func (s *Server) updateTemplateArchive(c echo.Context) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	on, err := wantedState(c)
	if err != nil {
		return err
	}
	return s.templatesDone(c, s.store.ArchiveStoryTemplate(c.Request().Context(), viewer(c), id, on),
		choose(on, "It is not offered any more. Below you can have it back.", "It is offered again."))
}

func (s *Server) templatesDone(c echo.Context, err error, words string) error {
	if err != nil {
		return err
	}
	private(c)
	s.flash(c, ui.Done, words)
	return c.Redirect(http.StatusSeeOther, links.ConsoleTemplates)
}
