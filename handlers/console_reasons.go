package handlers

import (
	"context"
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/console"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/moderation"
	"github.com/commonthread/commonthread/views/ui"
)

// savedReasons are those that a form offers; none to whoever does not moderate.
func (s *Server) savedReasons(ctx context.Context, v models.Viewer) (shown []moderation.SavedReason, err error) {
	if !v.CanJudgeCases() {
		return nil, nil
	}
	list, err := s.store.SavedReasons(ctx, v)
	for _, r := range list {
		shown = append(shown, moderation.SavedReason{ID: r.ID, Fits: r.Fits, Title: r.Title, Rule: r.Rule, Words: r.Words, Version: r.Version})
	}
	return shown, err
}

// reason is the rule and the sentence of a form: as typed, or as the saved reason that was chosen has them.
func (s *Server) reason(c echo.Context) (rule, words string, err error) {
	return s.reasonIn(c, "words")
}

// reasonIn is reason of a form whose sentence has another name.
func (s *Server) reasonIn(c echo.Context, field string) (rule, words string, err error) {
	return s.store.Reason(c.Request().Context(), viewer(c), formNumber(c, "saved"), c.FormValue("rule"), c.FormValue(field))
}

// showReasons lists the saved reasons, and makes one.
func (s *Server) showReasons(c echo.Context) error {
	return s.renderReasons(c, http.StatusOK, 0, console.Form{})
}

// editReason changes one.
func (s *Server) editReason(c echo.Context) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	return s.renderReasons(c, http.StatusOK, id, console.Form{})
}

func (s *Server) renderReasons(c echo.Context, status int, editing int64, form console.Form) error {
	v := viewer(c)
	if !v.CanJudgeCases() {
		return &models.Error{Kind: models.NotFound}
	}
	list, err := s.savedReasons(c.Request().Context(), v)
	if err != nil {
		return err
	}
	page := console.ReasonsPage{Frame: s.consoleFrame(c, "Saved reasons", links.Console), Form: form, Reasons: list}
	for _, r := range list {
		if r.ID == editing {
			page.Editing = r
		}
	}
	if editing != 0 && page.Editing.ID == 0 {
		return &models.Error{Kind: models.NotFound}
	}
	return s.render(c, status, console.Reasons(page))
}

func (s *Server) createReason(c echo.Context) error { return s.saveReason(c, 0) }

func (s *Server) updateReason(c echo.Context) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	return s.saveReason(c, id)
}

func (s *Server) saveReason(c echo.Context, id int64) error {
	in := models.SavedReasonInput{
		ID: id, Fits: c.FormValue("fits"), Title: c.FormValue("title"), Rule: c.FormValue("rule"), Words: c.FormValue("words"), Version: formNumber(c, "version"),
	}
	_, err := s.store.SaveReason(c.Request().Context(), viewer(c), in)
	e := models.AsError(err)
	switch {
	case err != nil && e.Kind == models.Invalid:
		return s.renderReasons(c, http.StatusUnprocessableEntity, id, consoleForm(c, "reason", e.Fields, "fits", "title", "rule", "words"))
	case err != nil && e.Kind == models.Conflict:
		form := consoleForm(c, "reason", nil, "fits", "title", "rule", "words")
		if form.Theirs, err = s.theirReason(c, id, form); err != nil {
			return err
		}
		return s.renderReasons(c, http.StatusConflict, id, form)
	}
	return s.reasonsDone(c, err, "The reason is kept.")
}

// theirReason is what somebody else stored meanwhile.
func (s *Server) theirReason(c echo.Context, id int64, form console.Form) ([]console.Theirs, error) {
	list, err := s.savedReasons(c.Request().Context(), viewer(c))
	for _, r := range list {
		if r.ID == id {
			now := map[string]string{"title": r.Title, "words": r.Words, "rule": moderation.RuleWords(r.Rule)}
			form.Values["rule"] = moderation.RuleWords(models.Rule(form.Values["rule"]))
			found := theirs(form, now, [2]string{"title", "The title"}, [2]string{"words", "The sentence"}, [2]string{"rule", "The rule"})
			form.Values["rule"] = c.FormValue("rule")
			return found, err
		}
	}
	return nil, err
}

func (s *Server) deleteReason(c echo.Context) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	return s.reasonsDone(c, s.store.DeleteReason(c.Request().Context(), viewer(c), id), "The reason is deleted.")
}

func (s *Server) reasonsDone(c echo.Context, err error, words string) error {
	if err != nil {
		return err
	}
	private(c)
	s.flash(c, ui.Done, words)
	return c.Redirect(http.StatusSeeOther, links.ConsoleReasons)
}
