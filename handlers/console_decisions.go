package handlers

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/console"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/ui"
)

// decisionFields are what the form of a decision sends besides its words.
var decisionFields = []string{
	"to", "reason_type", "evidence", "evidence_url", "since", "helped", "next_update_on", "revisit_on", "merge_into", "merge_number",
}

// createDecision decides on a suggestion. What is refused comes back in its form; whoever comes second sees both texts.
func (s *Server) createDecision(c echo.Context) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	ctx, v := c.Request().Context(), viewer(c)
	in := models.DecisionInput{
		To: c.FormValue("to"), Words: c.FormValue("words"), ReasonType: c.FormValue("reason_type"), Evidence: c.FormValue("evidence"),
		EvidenceURL: c.FormValue("evidence_url"), Since: c.FormValue("since"), Helped: c.FormValue("helped"),
		NextUpdateOn: c.FormValue("next_update_on"), RevisitOn: c.FormValue("revisit_on"), MergeInto: formNumber(c, "merge_into"),
		Version: formNumber(c, "version"), DraftKey: c.FormValue("draft_key"),
	}
	if number := strings.TrimLeft(strings.TrimSpace(c.FormValue("merge_number")), "#"); number != "" && in.To == string(models.StateMerged) {
		in.MergeInto = s.numbered(c, number)
	}
	d, err := s.store.Decide(ctx, v, id, in)
	switch e, ok := refused(err); {
	case ok:
		return s.renderSuggestion(c, http.StatusUnprocessableEntity, cameBack{decide: consoleForm(c, "decide", e.Fields, append(decisionFields, "words")...)})
	case models.KindOf(err) == models.Conflict && err != nil:
		return s.decisionClash(c, id, err)
	case err != nil:
		return err
	}
	if d.Undoable(v, s.store.Now()) {
		return s.itemDone(c, id, "#undo", "")
	}
	return s.itemDone(c, id, "#line-"+strconv.FormatInt(d.ID, 10), "")
}

// numbered is the thread of a suggestion by its number; -1, which no thread has, where there is none.
func (s *Server) numbered(c echo.Context, number string) int64 {
	n, err := strconv.ParseInt(number, 10, 64)
	if err != nil {
		return -1
	}
	id, err := s.store.SuggestionNumbered(c.Request().Context(), viewer(c), n)
	if err != nil {
		return -1
	}
	return id
}

// showDecisions leads to the form: who loads the page of a refused answer again comes here.
func (s *Server) showDecisions(c echo.Context) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	private(c)
	return c.Redirect(http.StatusSeeOther, links.ConsoleAnswer(id))
}

// decisionClash shows what somebody else did meanwhile, above the form with what was typed.
func (s *Server) decisionClash(c echo.Context, id int64, refusal error) error {
	_, g, err := s.store.Suggestion(c.Request().Context(), viewer(c), id)
	if err != nil {
		return err
	}
	p := s.presenter(c)
	clash := &console.Clash{Message: firstOf(models.AsError(refusal).Message, "Somebody changed this suggestion meanwhile."), State: g.Ledger.State}
	for i := len(g.Lines) - 1; i >= 0 && clash.Words == ""; i-- {
		if l := g.Lines[i]; l.Words != "" && l.Kind != models.LineReceipt {
			clash.Words, clash.At, clash.By = l.Words, p.at(l.CreatedAt), "The clock"
			if l.ActorID != nil {
				clash.By = p.person(l.Actor, "").Name
			}
		}
	}
	return s.renderSuggestion(c, http.StatusConflict, cameBack{clash: clash, decide: consoleForm(c, "decide", nil, append(decisionFields, "words")...)})
}

// deleteDecision takes the viewer's decision back within its minute.
func (s *Server) deleteDecision(c echo.Context) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	decision, err := pathID(c, "decision")
	if err != nil {
		return err
	}
	if err := s.store.UndoDecision(c.Request().Context(), viewer(c), id, decision); err != nil {
		return s.itemRefused(c, "", err)
	}
	return s.itemDone(c, id, "", "It is taken back. Nobody was told, and your words are in the form again; the history keeps that something was withdrawn.")
}

// saveDecisionDraft keeps what stands in the form of a decision, or in one of the smaller forms beside it.
func (s *Server) saveDecisionDraft(c echo.Context) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	in := decisionDraft(c, id)
	if kind := c.FormValue("draft_of"); kind != "" {
		if in, err = toolDraft(c, kind, id); err != nil {
			return err
		}
	}
	d, err := s.store.SaveDraft(c.Request().Context(), viewer(c), in)
	if models.KindOf(err) == models.Conflict && err != nil {
		return s.draftConflict(c, in, err)
	}
	if err != nil {
		return err
	}
	private(c)
	if wantsFragment(c) {
		return c.JSON(http.StatusOK, keptDraft{Key: d.DraftKey, Version: d.Version})
	}
	return s.itemDone(c, id, "#decide", "Your draft is kept.")
}

func decisionDraft(c echo.Context, id int64) models.DraftInput {
	fields := url.Values{}
	for _, name := range decisionFields {
		if value := c.FormValue(name); value != "" {
			fields.Set(name, value)
		}
	}
	in := models.DraftInput{
		Key: c.FormValue("draft_key"), Version: formNumber(c, "draft_version"), Kind: models.DraftDecision, ThreadID: id,
		Body: c.FormValue("words"), Fields: fields.Encode(),
	}
	if strings.TrimSpace(in.Body) == "" {
		in.Fields = "" // a choice alone is not worth keeping
	}
	return in
}

// itemDone leads back to the suggestion, in the list that it was opened from, and says what was done.
func (s *Server) itemDone(c echo.Context, id int64, fragment, words string) error {
	private(c)
	if wantsFragment(c) {
		return c.NoContent(http.StatusNoContent)
	}
	if words != "" {
		s.flash(c, ui.Done, words)
	}
	return c.Redirect(http.StatusSeeOther, links.ConsoleSuggestion(id, itemQueue(c))+fragment)
}

// itemRefused shows the suggestion again with the form that was refused; what somebody else was faster with says so.
// Other refusals are for the error page.
func (s *Server) itemRefused(c echo.Context, form string, err error, fields ...string) error {
	if e, ok := refused(err); ok && form != "" {
		return s.renderSuggestion(c, http.StatusUnprocessableEntity, cameBack{form: consoleForm(c, form, e.Fields, fields...)})
	}
	if models.KindOf(err) == models.Conflict {
		back := cameBack{clash: &console.Clash{Message: models.AsError(err).Message}}
		if form != "" {
			back.form = consoleForm(c, form, nil, fields...)
		}
		return s.renderSuggestion(c, http.StatusConflict, back)
	}
	return err
}
