package handlers

import (
	"net/http"

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
	p := account.JoinPage{Page: s.page(c, "Join"), Closed: !d.Site.Joining, MinimumAge: d.Site.MinimumAge}
	p.House, p.HouseUpTo = agreement(d)
	p.Robots = "noindex"
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
	in := models.JoinInput{
		Handle: c.FormValue("handle"), Name: c.FormValue("name"), Email: c.FormValue("email"), Password: c.FormValue("password"),
		Address: c.RealIP(), UserAgent: c.Request().UserAgent(), OldToken: s.sessionToken(c),
		OldEnough: c.FormValue("old_enough") == "1", House: formNumber(c, "house"),
	}
	out, err := s.store.Join(c.Request().Context(), in)
	if e, ok := refused(err); ok {
		p := s.joinPage(c)
		p.Handle, p.Name, p.Email, p.Next = in.Handle, in.Name, in.Email, nextPath(c, "")
		p.OldEnough = in.OldEnough
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
