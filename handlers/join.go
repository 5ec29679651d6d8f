package handlers

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/account"
	"github.com/commonthread/commonthread/views/house"
	"github.com/commonthread/commonthread/views/layout"
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
	d := s.directory(c)
	site := d.Site
	p := account.JoinPage{Page: s.page(c, "Join"), MinimumAge: site.MinimumAge, Domains: strings.Join(site.MailDomains, ", ")}
	p.House, p.HouseUpTo = agreement(d)
	p.Robots, p.Asks = "noindex", site.Mode == models.JoinApproval
	if err := site.Door(); err != nil {
		p.Closed = models.AsError(err).Message
	}
	return p
}

// agreement is what one accepts by joining, and up to which version.
func agreement(d *models.Directory) (pages []layout.HouseLink, upTo int64) {
	for _, k := range models.HouseKinds {
		if _, published := d.House[k]; published && k.Binding() {
			pages = append(pages, layout.HouseLink{Label: house.KindWords(k), Href: links.House(k)})
		}
	}
	return pages, d.HouseAsks
}

// createMember makes an account and signs it in.
func (s *Server) createMember(c echo.Context) error {
	in := s.joinInput(c)
	if s.directory(c).Site.Mode == models.JoinApproval {
		return s.createJoiningRequest(c, in)
	}
	out, err := s.store.Join(c.Request().Context(), in)
	if e, ok := refused(err); ok {
		return s.joinAgain(c, s.joinPage(c), in, e)
	}
	if err != nil {
		return err
	}
	s.begin(c, out)
	return c.Redirect(http.StatusSeeOther, nextPath(c, links.Front))
}

func (s *Server) joinInput(c echo.Context) models.JoinInput {
	return models.JoinInput{
		Handle: c.FormValue("handle"), Name: c.FormValue("name"), Email: c.FormValue("email"), Password: c.FormValue("password"),
		Address: c.RealIP(), UserAgent: c.Request().UserAgent(), OldToken: s.sessionToken(c),
		OldEnough: c.FormValue("old_enough") == "1", House: formNumber(c, "house"),
	}
}

// joinAgain shows the form with what was typed, and what is to be mended.
func (s *Server) joinAgain(c echo.Context, p account.JoinPage, in models.JoinInput, e *models.Error) error {
	p.Handle, p.Name, p.Email, p.Next = in.Handle, in.Name, in.Email, nextPath(c, "")
	p.OldEnough, p.Why = in.OldEnough, c.FormValue("why")
	p.Wrong(e.Fields, e.Message)
	private(c)
	return s.render(c, http.StatusUnprocessableEntity, account.Join(p))
}
