package handlers

import (
	"context"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	answers "github.com/commonthread/commonthread/handlers/answer"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/ledger"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/reading"
	"github.com/commonthread/commonthread/views/ui"
)

// createSupport adds the member to those who need what a suggestion asks for. From the composer ("support this
// instead") it brings what was typed there, which becomes a comment.
func (s *Server) createSupport(c echo.Context) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	ctx, v := c.Request().Context(), viewer(c)
	comment := supportComment(c)
	g, err := s.store.Support(ctx, v, id, c.FormValue("why"))
	if comment != "" && models.KindOf(err) == models.Forbidden { // their own: the words still belong there
		g, err = models.Suggestion{ThreadID: id}, nil
	}
	if err != nil {
		return s.suggestionAgain(c, id, err, ledger.SupportForm, "why")
	}
	if comment != "" {
		return s.supportWithComment(c, g.ThreadID, comment)
	}
	return s.suggestionDone(c, g.ThreadID, "#support", "You are counted. You will be told what becomes of it.")
}

// supportComment is what was typed in the composer; its title alone where nothing else was.
func supportComment(c echo.Context) string {
	title, body := strings.TrimSpace(c.FormValue("title")), strings.TrimSpace(c.FormValue("body"))
	if title == "" || body == "" {
		return title + body
	}
	return title + "\n\n" + body
}

// supportWithComment posts what was typed as a reply; what is refused comes back in the thread's composer.
func (s *Server) supportWithComment(c echo.Context, threadID int64, comment string) error {
	in := models.PostInput{Body: comment, DraftKey: c.FormValue("draft_key")}
	post, err := s.store.CreatePost(c.Request().Context(), viewer(c), threadID, in)
	if held, ok := models.HeldBy(err); ok {
		return s.tellHeld(c, held)
	}
	if err != nil {
		return s.replyAgain(c, threadID, in, err)
	}
	private(c)
	s.flash(c, ui.Done, "You support this one now, and what you wrote stands in it as a comment.")
	return c.Redirect(http.StatusSeeOther, links.Post(post.ID))
}

// deleteSupport takes the member's support back, or out of what a merge brought it to.
func (s *Server) deleteSupport(c echo.Context) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	g, err := s.store.WithdrawSupport(c.Request().Context(), viewer(c), id)
	if err != nil {
		return err
	}
	return s.suggestionDone(c, g.ThreadID, "#support", "You are no longer counted here.")
}

// createVerdict keeps what the author makes of the answer.
func (s *Server) createVerdict(c echo.Context) error {
	return s.judged(c, func(ctx context.Context, v models.Viewer, id int64) (string, error) {
		in := models.VerdictInput{Answered: c.FormValue("answered"), Because: c.FormValue("because")}
		return "Thank you. What you said stands beside the answer.", s.store.GiveVerdict(ctx, v, id, in)
	})
}

// createReopening has the suggestion looked at again, once, by somebody else.
func (s *Server) createReopening(c echo.Context) error {
	return s.judged(c, func(ctx context.Context, v models.Viewer, id int64) (string, error) {
		return "It is open again, and somebody else looks after it.", s.store.Reopen(ctx, v, id, c.FormValue("because"))
	})
}

func (s *Server) judged(c echo.Context, judge func(ctx context.Context, v models.Viewer, id int64) (string, error)) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	words, err := judge(c.Request().Context(), viewer(c), id)
	if err != nil {
		return s.suggestionAgain(c, id, err, ledger.VerdictForm, "answered", "because")
	}
	return s.suggestionDone(c, id, "#answer", words)
}

// suggestionAgain shows a suggestion's page with the form that was refused, all typed kept.
func (s *Server) suggestionAgain(c echo.Context, id int64, refusal error, form ledger.Form, fields ...string) error {
	kind := models.KindOf(refusal)
	if kind != models.Invalid && kind != models.Conflict {
		return refusal
	}
	th, err := s.store.Thread(c.Request().Context(), viewer(c), id)
	if err != nil {
		return err
	}
	page, err := s.threadPage(c, th, 1, nil)
	if err != nil {
		return err
	}
	if page.Ledger == nil {
		return refusal
	}
	wrong, message := wrongWith(c, refusal)
	page.Ledger.Typed = ledger.Typed{Form: form, Errors: wrong, Values: map[string]string{}}
	if len(wrong) == 0 {
		page.Ledger.Typed.Summary = message
	}
	for _, f := range fields {
		page.Ledger.Typed.Values[f] = c.FormValue(f)
	}
	if kind == models.Conflict && c.FormValue("because") != "" { // what the form no longer shows is not lost
		page.Reply.Body = firstOf(page.Reply.Body, c.FormValue("because"))
	}
	private(c)
	return s.render(c, answers.Of(refusal).Status, reading.ShowThread(page))
}

// suggestionDone leads back to a suggestion, or tells a script that it was done.
func (s *Server) suggestionDone(c echo.Context, id int64, anchor, words string) error {
	private(c)
	if wantsFragment(c) {
		return c.NoContent(http.StatusNoContent)
	}
	th, err := s.store.Thread(c.Request().Context(), viewer(c), id)
	if err != nil {
		return err
	}
	s.flash(c, ui.Done, words)
	return c.Redirect(http.StatusSeeOther, nextPath(c, links.Thread(id, th.Slug)+anchor))
}
