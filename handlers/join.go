package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/account"
	"github.com/commonthread/commonthread/views/links"
)

// newMember shows the form for an account, or says that joining is closed.
func (s *Server) newMember(c echo.Context) error {
	private(c)
	if viewer(c).SignedIn() {
		return c.Redirect(http.StatusSeeOther, localPath(c.QueryParam("next"), links.Front))
	}
	p := s.joinPage(c)
	p.Next = localPath(c.QueryParam("next"), "")
	return s.render(c, http.StatusOK, account.Join(p))
}

func (s *Server) joinPage(c echo.Context) account.JoinPage {
	p := account.JoinPage{Page: s.page(c, "Join"), Closed: !s.directory(c).Site.Joining}
	p.Robots = "noindex"
	return p
}

// createMember makes an account and signs it in.
func (s *Server) createMember(c echo.Context) error {
	in := models.JoinInput{
		Handle: c.FormValue("handle"), Name: c.FormValue("name"), Email: c.FormValue("email"), Password: c.FormValue("password"),
		Address: c.RealIP(), UserAgent: c.Request().UserAgent(), OldToken: s.sessionToken(c),
	}
	out, err := s.store.Join(c.Request().Context(), in)
	if e, ok := refused(err); ok {
		p := s.joinPage(c)
		p.Handle, p.Name, p.Email, p.Next = in.Handle, in.Name, in.Email, nextPath(c, "")
		p.Wrong(e.Fields, e.Message)
		private(c)
		return s.render(c, http.StatusUnprocessableEntity, account.Join(p))
	}
	if err != nil {
		return err
	}
	s.begin(c, out)
	return c.Redirect(http.StatusSeeOther, nextPath(c, links.Front))
}
