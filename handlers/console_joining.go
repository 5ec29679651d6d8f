package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/console"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/ui"
)

// showJoining lists who would like to join, and the invitations.
func (s *Server) showJoining(c echo.Context) error {
	return s.renderJoining(c, http.StatusOK, console.Form{}, "")
}

func (s *Server) renderJoining(c echo.Context, status int, form console.Form, link string) error {
	v, now := viewer(c), s.store.Now()
	after, err := numberParam(c, "after")
	if err != nil {
		return err
	}
	waiting, more, err := s.store.JoiningRequests(c.Request().Context(), v, after)
	if err != nil {
		return err
	}
	invited, err := s.store.Invitations(c.Request().Context(), v)
	if err != nil {
		return err
	}
	p := s.presenter(c)
	page := console.JoiningPage{
		Frame: s.consoleFrame(c, "Joining", links.ConsoleJoining), Form: form, Mode: s.directory(c).Site.Mode, Link: link, Administrator: v.Administrator(),
	}
	if page.Later = after > 0; more {
		page.Next = links.ConsoleJoiningPage(waiting[len(waiting)-1].ID)
	}
	for _, r := range waiting {
		page.Requests = append(page.Requests, console.JoiningRequest{ID: r.ID, Handle: r.Handle, Name: r.Name, Email: r.Email, Why: r.Why, At: p.at(r.CreatedAt)})
	}
	for _, i := range invited {
		line := console.Invitation{
			ID: i.ID, Email: i.Email, Role: i.Role, Inviter: p.person(i.Inviter, ""), At: p.at(i.CreatedAt), Expires: p.at(i.ExpiresAt),
			Open: i.Open(now), Revoked: i.RevokedAt != nil, Mine: i.InviterID == v.ID || v.Administrator(),
		}
		if i.Guest.ID != 0 {
			guest := p.person(i.Guest, "")
			line.Guest = &guest
		}
		page.Invitations = append(page.Invitations, line)
	}
	return s.render(c, status, console.Joining(page))
}

// decideJoining lets somebody in, or not.
func (s *Server) decideJoining(c echo.Context) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	do := c.FormValue("do")
	if do != "approve" && do != "refuse" {
		return &models.Error{Kind: models.Invalid, Message: "Choose to let them in or not."}
	}
	_, words, err := s.reason(c)
	if err != nil {
		return err
	}
	err = s.sending(c).DecideJoining(c.Request().Context(), viewer(c), id, do == "approve", words)
	queued := c.FormValue("queue") != ""
	e := models.AsError(err)
	switch {
	case err != nil && queued && (e.Kind == models.Invalid || e.Kind == models.Conflict):
		return s.askedAgain(c, id, e)
	case err != nil && e.Kind == models.Invalid:
		return s.renderJoining(c, http.StatusUnprocessableEntity, consoleForm(c, "joining-"+c.Param("id"), e.Fields, "words"), "")
	case err != nil:
		return err
	}
	private(c)
	s.flash(c, ui.Done, choose(do == "approve", "They are in, and can sign in at once.", "They are told."))
	if queued {
		return s.goOn(c, models.QueueRef{Kind: models.CaseJoining, ID: id})
	}
	return c.Redirect(http.StatusSeeOther, links.ConsoleJoining)
}

// createInvitation makes a link and shows it this once.
func (s *Server) createInvitation(c echo.Context) error {
	token, err := s.store.Invite(c.Request().Context(), viewer(c), models.InvitationInput{
		Email: c.FormValue("email"), Role: models.Role(c.FormValue("role")), Days: formNumber(c, "days"),
	})
	if e, ok := refused(err); ok {
		return s.renderJoining(c, http.StatusUnprocessableEntity, consoleForm(c, "invite", e.Fields, "email", "role", "days"), "")
	}
	if err != nil {
		return err
	}
	return s.renderJoining(c, http.StatusOK, console.Form{}, s.absolute(c, links.Invitation(token)))
}

func (s *Server) deleteInvitation(c echo.Context) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	if err := s.store.RevokeInvitation(c.Request().Context(), viewer(c), id); err != nil {
		return err
	}
	private(c)
	s.flash(c, ui.Done, "The invitation no longer works.")
	return c.Redirect(http.StatusSeeOther, links.ConsoleJoining)
}

// editCrisis shows the crisis switch; updateCrisis throws it.
func (s *Server) editCrisis(c echo.Context) error {
	return s.renderCrisis(c, http.StatusOK, console.Form{})
}

func (s *Server) renderCrisis(c echo.Context, status int, form console.Form) error {
	if !viewer(c).Moderator() {
		return &models.Error{Kind: models.Forbidden, Message: "Only moderators and administrators have this switch."}
	}
	now := s.directory(c).Site.Crisis
	page := console.CrisisPage{Frame: s.consoleFrame(c, "Crisis switch", links.ConsoleCrisis), Form: form, Now: now}
	return s.render(c, status, console.Crisis(page))
}

func (s *Server) updateCrisis(c echo.Context) error {
	in := models.Crisis{
		Joining: c.FormValue("joining") == "1", Pictures: c.FormValue("pictures") == "1", Posting: models.Pause(c.FormValue("posting")), Banner: c.FormValue("banner"),
	}
	err := s.store.SetCrisis(c.Request().Context(), viewer(c), in, c.FormValue("reason"))
	if e, ok := refused(err); ok {
		return s.renderCrisis(c, http.StatusUnprocessableEntity, consoleForm(c, "crisis", e.Fields, "joining", "pictures", "posting", "banner", "reason"))
	}
	if err != nil {
		return err
	}
	private(c)
	s.flash(c, ui.Done, choose(in.On(), "It is in force, and on record.", "Everything is as usual again."))
	return c.Redirect(http.StatusSeeOther, links.ConsoleCrisis)
}
