package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/account"
	"github.com/commonthread/commonthread/views/links"
)

// showSetUp shows the first-run form at its one-time address.
func (s *Server) showSetUp(c echo.Context) error {
	if err := s.store.CheckSetup(c.Request().Context(), c.Param("token")); err != nil {
		return err
	}
	return s.render(c, http.StatusOK, account.SetUp(s.setUpPage(c)))
}

func (s *Server) setUpPage(c echo.Context) account.SetUpPage {
	page := s.secretPage(c, "Set up")
	page.Unopened = true
	return account.SetUpPage{Page: page, Token: c.Param("token"), TimeZone: "UTC", Zones: zones}
}

// createCommunity makes the community and signs its administrator in.
func (s *Server) createCommunity(c echo.Context) error {
	in := models.SetUpInput{
		Community: c.FormValue("community"), TimeZone: c.FormValue("time_zone"), Topic: c.FormValue("topic"),
		Handle: c.FormValue("handle"), Name: c.FormValue("name"), Email: c.FormValue("email"), Password: c.FormValue("password"),
		Address: c.RealIP(), UserAgent: c.Request().UserAgent(),
	}
	out, err := s.store.SetUp(c.Request().Context(), c.Param("token"), in)
	if e, ok := refused(err); ok {
		p := s.setUpPage(c)
		p.Community, p.TimeZone, p.Topic = in.Community, in.TimeZone, in.Topic
		p.Handle, p.Name, p.Email = in.Handle, in.Name, in.Email
		p.Wrong(e.Fields, e.Message)
		return s.render(c, http.StatusUnprocessableEntity, account.SetUp(p))
	}
	if err != nil {
		return err
	}
	s.begin(c, out)
	return c.Redirect(http.StatusSeeOther, links.Front)
}
