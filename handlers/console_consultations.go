package handlers

import (
	"crypto/rand"
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/console"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/ui"
)

// showConsultations lists what the brand asked before it decided.
func (s *Server) showConsultations(c echo.Context) error {
	ctx, p, now := c.Request().Context(), s.presenter(c), s.store.Now()
	owed, _, err := s.store.OwedConsultations(ctx, p.viewer, 0)
	if err != nil {
		return err
	}
	all, err := s.store.Threads(ctx, p.viewer, models.ThreadFilter{Kind: models.KindConsultation, Sort: models.SortNew}, 1, consultationsListed)
	if err != nil {
		return err
	}
	page := console.ConsultationsPage{
		Frame: s.consoleFrame(c, "Consultations", links.ConsoleOverview), Owed: p.waiting(owed, now), All: p.waiting(all, now),
	}
	return s.render(c, http.StatusOK, console.Consultations(page))
}

// consultationsListed is how many of the newest are listed.
const consultationsListed = 50

func (s *Server) newConsultation(c echo.Context) error {
	return s.renderNewConsultation(c, http.StatusOK, console.Form{})
}

func (s *Server) renderNewConsultation(c echo.Context, status int, form console.Form) error {
	p := s.presenter(c)
	page := console.NewConsultationPage{
		Frame: s.consoleFrame(c, "Ask before you decide", links.ConsoleOverview), Form: form,
		DraftKey: firstOf(c.FormValue("draft_key"), "consultation-"+rand.Text()),
		ClosesOn: models.DayOf(s.store.Now(), s.local(c, s.store.Now()).Location()).Add(14),
	}
	for _, t := range p.site.Topics(p.viewer) {
		if !t.Archived() {
			page.Topics = append(page.Topics, ui.Option{Value: t.Slug, Label: t.Name})
		}
	}
	var err error
	if page.Kept, err = s.keptForms(c, links.ConsoleNewConsult, "consultation"); err != nil {
		return err
	}
	return s.render(c, status, console.NewConsultation(page))
}

// createConsultation asks everybody.
func (s *Server) createConsultation(c echo.Context) error {
	th, err := s.sending(c).OpenConsultation(c.Request().Context(), viewer(c), models.ConsultationInput{
		Topic: c.FormValue("topic"), Title: c.FormValue("title"), Body: c.FormValue("body"), Options: c.FormValue("options"),
		ClosesOn: c.FormValue("closes_on"), DraftKey: c.FormValue("draft_key"),
	})
	if e, ok := refused(err); ok {
		return s.renderNewConsultation(c, http.StatusUnprocessableEntity,
			consoleForm(c, "consultation", e.Fields, "topic", "title", "body", "options", "closes_on"))
	}
	if err != nil {
		return err
	}
	private(c)
	s.flash(c, ui.Done, "Everybody who may see the topic can answer now.")
	return c.Redirect(http.StatusSeeOther, links.Thread(th.ID, th.Slug))
}

// showConsultation is what was heard so far, and the form of the decision.
func (s *Server) showConsultation(c echo.Context) error {
	return s.renderConsultation(c, http.StatusOK, console.Form{})
}

func (s *Server) renderConsultation(c echo.Context, status int, form console.Form) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	ctx, p := c.Request().Context(), s.presenter(c)
	th, err := s.store.Thread(ctx, p.viewer, id)
	if err != nil {
		return err
	}
	v, err := s.store.ConsultationOf(ctx, p.viewer, th)
	if err != nil {
		return err
	}
	page := console.ConsultationPage{
		Frame: s.consoleFrame(c, th.Title, links.ConsoleOverview), Form: form, ID: th.ID, Slug: th.Slug, Title: th.Title,
		ClosesAt: p.lastDay(v.ClosesAt), Closed: !v.Takes(s.store.Now()), Votes: v.Votes, Heard: v.Heard, Change: v.Changed,
		By: p.person(v.Decider, "").Name, DecidedAt: p.atPointer(v.DecidedAt),
	}
	for _, o := range v.Options {
		shown := console.Option{Words: o.Words, Votes: o.N}
		for _, r := range o.Reasons {
			shown.Reasons = append(shown.Reasons, console.Why{By: p.person(r.Person, ""), Words: r.Reason})
		}
		page.Options = append(page.Options, shown)
	}
	if page.Kept, err = s.keptForms(c, links.ConsoleConsultation(id, ""), "decision"); err != nil {
		return err
	}
	return s.render(c, status, console.ShowConsultation(page))
}

// createConsultationDecision publishes what was heard and what changes, which alone closes a consultation.
func (s *Server) createConsultationDecision(c echo.Context) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	err = s.sending(c).DecideConsultation(c.Request().Context(), viewer(c), id, c.FormValue("heard"), c.FormValue("changed"))
	if e, ok := refused(err); ok {
		return s.renderConsultation(c, http.StatusUnprocessableEntity, consoleForm(c, "decision", e.Fields, "heard", "changed"))
	}
	if err != nil {
		return err
	}
	private(c)
	s.flash(c, ui.Done, "The decision is published, and everybody who answered is told.")
	return c.Redirect(http.StatusSeeOther, links.ConsoleConsultation(id, ""))
}
