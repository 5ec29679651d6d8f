package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/account"
	"github.com/commonthread/commonthread/views/links"
)

// joiningRoutes are the doors besides the open one, and the switch that shuts them.
func (s *Server) joiningRoutes() {
	e := s.echo
	e.GET("/join/requests/:token", s.showJoiningRequest)
	e.GET("/invitations/:token", s.showInvitation)
	e.POST("/invitations/:token", s.acceptInvitation)
	e.GET("/console/joining", s.showJoining)
	e.POST("/console/joining/:id", s.decideJoining)
	e.POST("/console/invitations", s.createInvitation)
	e.POST("/console/invitations/:id/revoke", s.deleteInvitation)
	e.GET("/console/crisis", s.editCrisis)
	e.POST("/console/crisis", s.updateCrisis)
}

// createJoiningRequest stores a wish to join, and leads to where its answer will stand.
func (s *Server) createJoiningRequest(c echo.Context, in models.JoinInput) error {
	token, err := s.store.AskToJoin(c.Request().Context(), in, c.FormValue("why"))
	if e, ok := refused(err); ok {
		return s.joinAgain(c, s.joinPage(c), in, e)
	}
	if err != nil {
		return err
	}
	private(c)
	return c.Redirect(http.StatusSeeOther, links.JoiningRequest(token))
}

// showJoiningRequest says what became of a wish to join, to whoever has its address.
func (s *Server) showJoiningRequest(c echo.Context) error {
	r, err := s.store.JoiningByToken(c.Request().Context(), c.Param("token"))
	if err != nil {
		return err
	}
	private(c)
	page := account.JoiningPage{Page: s.page(c, "Your request"), State: r.State, Name: r.Name, Words: r.Words, At: s.presenter(c).at(r.CreatedAt)}
	page.Canonical, page.Robots, page.Return = "", "noindex", ""
	return s.render(c, http.StatusOK, account.Joining(page))
}

func (s *Server) invitationPage(c echo.Context, i models.InvitationLine) account.JoinPage {
	p := s.joinPage(c)
	p.Canonical, p.Return = "", ""
	p.Invitation, p.Inviter, p.Role, p.Asks, p.Domains = c.Param("token"), i.Inviter.Name, i.Role, false, ""
	p.Email, p.FixedEmail = i.Email, i.Email != ""
	if site := s.directory(c).Site; site.Mode == models.JoinInvitation && !site.Crisis.Joining {
		p.Closed = ""
	}
	return p
}

// showInvitation is the form for whoever was invited; looking does not spend the link.
func (s *Server) showInvitation(c echo.Context) error {
	private(c)
	i, err := s.store.InvitationByToken(c.Request().Context(), c.Param("token"))
	if err != nil {
		return err
	}
	return s.render(c, http.StatusOK, account.Join(s.invitationPage(c, i)))
}

// acceptInvitation makes the account, with the role that the invitation has.
func (s *Server) acceptInvitation(c echo.Context) error {
	private(c)
	in := s.joinInput(c)
	out, err := s.store.AcceptInvitation(c.Request().Context(), c.Param("token"), in)
	if e, ok := refused(err); ok {
		i, err := s.store.InvitationByToken(c.Request().Context(), c.Param("token"))
		if err != nil {
			return err
		}
		return s.joinAgain(c, s.invitationPage(c, i), in, e)
	}
	if err != nil {
		return err
	}
	s.begin(c, out)
	return c.Redirect(http.StatusSeeOther, nextPath(c, links.Front))
}
