package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/console"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/ui"
)

// wordsIn are the words beside a post that a form or an address names.
func wordsIn(c echo.Context) models.WordsRef {
	return models.WordsRef{
		Place: models.Place(c.FormValue("place")), Handle: c.FormValue("handle"),
		ThreadID: formNumber(c, "thread"), DecisionID: formNumber(c, "decision"),
	}
}

// newWordsRemoval shows words beside a post to a moderator, and asks why they should go.
func (s *Server) newWordsRemoval(c echo.Context) error {
	return s.renderRemoval(c, http.StatusOK, console.Form{})
}

func (s *Server) renderRemoval(c echo.Context, status int, form console.Form) error {
	ctx, p := c.Request().Context(), s.presenter(c)
	found, err := s.store.WordsToRemove(ctx, p.viewer, wordsIn(c))
	if err != nil {
		return err
	}
	page := console.WordsPage{
		Frame: s.consoleFrame(c, "Take words away", links.ConsoleMembers), Form: form,
		Place: found.Place, ThreadID: found.ThreadID, DecisionID: found.DecisionID,
		Writer: p.person(found.Writer, ""), Words: found.Words, Where: found.Thread.Title,
	}
	if page.Saved, err = s.savedReasons(ctx, p.viewer); err != nil {
		return err
	}
	ref := links.ConsoleRemoval(string(found.Place), found.Writer.Handle, found.ThreadID, found.DecisionID)
	if page.Kept, err = s.keptForms(c, ref, "removal"); err != nil {
		return err
	}
	if found.Thread.ID != 0 {
		page.Href = links.Thread(found.Thread.ID, found.Thread.Slug)
	}
	return s.render(c, status, console.RemoveWords(page))
}

// createWordsRemoval takes words beside a post away.
func (s *Server) createWordsRemoval(c echo.Context) error {
	ref := wordsIn(c)
	rule, because, err := s.reasonIn(c, "reason")
	if err == nil {
		err = s.sending(c).RemoveWords(c.Request().Context(), viewer(c), models.WordsRemoval{WordsRef: ref, Rule: rule, Because: because})
	}
	if e, ok := refused(err); ok {
		return s.renderRemoval(c, http.StatusUnprocessableEntity, consoleForm(c, "removal", e.Fields, "rule", "reason", "saved"))
	}
	if err != nil {
		return err
	}
	private(c)
	s.flash(c, ui.Done, "The words are taken away; whoever wrote them is told.")
	return c.Redirect(http.StatusSeeOther, links.ConsoleMember(ref.Handle))
}

// removal is where a moderator takes words beside a post away; empty for everybody else, and of one's own.
func (p presenter) removal(ref models.WordsRef, of models.Person) string {
	if !p.viewer.CanJudgeCases() || of.ID == 0 || of.ID == p.viewer.ID || of.Former() {
		return ""
	}
	return links.ConsoleRemoval(string(ref.Place), of.Handle, ref.ThreadID, ref.DecisionID)
}
