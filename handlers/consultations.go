package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	answers "github.com/commonthread/commonthread/handlers/answer"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/ledger"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/reading"
)

// addConsultation puts what stands around a consultation on its thread's page.
func (s *Server) addConsultation(c echo.Context, p presenter, th models.ThreadView, page *reading.ThreadPage) error {
	view, err := s.store.ConsultationOf(c.Request().Context(), p.viewer, th)
	if err != nil {
		return err
	}
	now, v := s.store.Now(), p.viewer
	of, in := th.Thread, th.Topic.Topic
	open := view.Takes(now) && th.Published() && !th.Locked() && !in.Archived()
	k := ledger.Consultation{
		ThreadID: th.ID, Slug: th.Slug, ClosesAt: p.lastDay(view.ClosesAt), Takes: open, Owes: view.Owes(now),
		Heard: view.Heard, Changed: view.Changed, At: p.atPointer(view.DecidedAt),
		Votes: view.Votes, Mine: view.MyOption, Reason: view.MyReason,
		CanVote: view.Takes(now) && v.CanVote(of, in), CanLeave: view.Takes(now) && v.CanLeaveVote(of, in), SignIn: !v.SignedIn(),
	}
	if view.Decider.ID != 0 {
		k.By = p.person(view.Decider, p.site.Site.Brand)
	}
	for _, o := range view.Options {
		option := ledger.Option{ID: o.ID, Words: o.Words, N: o.N}
		for _, r := range o.Reasons {
			option.Reasons = append(option.Reasons, ledger.Why{Person: p.person(r.Person, ""), Words: r.Reason, At: p.at(r.CreatedAt), Remove: p.removal(models.WordsRef{Place: models.PlaceVote, ThreadID: th.ID}, r.Person)})
		}
		k.Options = append(k.Options, option)
	}
	page.Consultation, page.Thread.Outcome = &k, nil
	return nil
}

// createVote chooses an answer; deleteVote takes it back.
func (s *Server) createVote(c echo.Context) error {
	option := formNumber(c, "option")
	if option == 0 {
		option = -1 // no answer chosen is a mistake here, and not a withdrawal
	}
	return s.vote(c, option, "Your answer is counted.")
}

func (s *Server) deleteVote(c echo.Context) error { return s.vote(c, 0, "Your answer is taken back.") }

func (s *Server) vote(c echo.Context, option int64, words string) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	err = s.store.Vote(c.Request().Context(), viewer(c), id, option, c.FormValue("reason"))
	if kind := models.KindOf(err); err != nil && (kind == models.Invalid || kind == models.Conflict) {
		return s.voteAgain(c, id, err)
	}
	if err != nil {
		return err
	}
	return s.suggestionDone(c, id, "#vote", words)
}

// voteAgain shows the page with the form that was refused, all typed kept.
func (s *Server) voteAgain(c echo.Context, id int64, refusal error) error {
	th, err := s.store.Thread(c.Request().Context(), viewer(c), id)
	if err != nil {
		return err
	}
	page, err := s.threadPage(c, th, 1, nil)
	if err != nil {
		return err
	}
	if page.Consultation == nil {
		return refusal
	}
	k := page.Consultation
	k.Errors, k.Error = wrongWith(c, refusal)
	k.Mine, k.Reason = formNumber(c, "option"), c.FormValue("reason")
	if !k.CanVote && k.Reason != "" { // the form is gone: what was typed is not
		page.Reply.Body = firstOf(page.Reply.Body, k.Reason)
	}
	private(c)
	return s.render(c, answers.Of(refusal).Status, reading.ShowThread(page))
}

// showPrivate is the private conversation between staff and a suggestion's author.
func (s *Server) showPrivate(c echo.Context) error { return s.renderPrivate(c, http.StatusOK, "", "") }

func (s *Server) renderPrivate(c echo.Context, status int, typed, wrong string) error {
	private(c)
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	ctx, p := c.Request().Context(), s.presenter(c)
	th, err := s.store.Thread(ctx, p.viewer, id)
	if err != nil {
		return err
	}
	list, open, err := s.store.SideMessages(ctx, p.viewer, id)
	if err != nil {
		return err
	}
	page := ledger.PrivatePage{Page: s.page(c, "Between you and the staff"), ThreadID: th.ID, Slug: th.Slug, Title: th.Title, Open: open, Typed: typed, Error: wrong}
	page.Canonical, page.Robots = "", "noindex"
	for _, m := range list {
		employer := ""
		if m.AuthorID != th.AuthorID {
			employer = p.site.Site.Brand
		}
		page.Messages = append(page.Messages, ledger.Message{By: p.person(m.Author, employer), Words: m.Body, At: p.at(m.CreatedAt)})
	}
	return s.render(c, status, ledger.Private(page))
}

// createPrivate answers there.
func (s *Server) createPrivate(c echo.Context) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	err = s.store.WriteSide(c.Request().Context(), viewer(c), id, c.FormValue("body"))
	if kind := models.KindOf(err); err != nil && (kind == models.Invalid || kind == models.Conflict) {
		fields, message := wrongWith(c, err)
		return s.renderPrivate(c, answers.Of(err).Status, c.FormValue("body"), firstOf(fields["body"], message))
	}
	if err != nil {
		return err
	}
	private(c)
	return c.Redirect(http.StatusSeeOther, links.Private(id))
}
