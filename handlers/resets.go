package handlers

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/account"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/ui"
)

// showResets lists who waits for a new password, for administrators.
func (s *Server) showResets(c echo.Context) error {
	p, err := s.resetsPage(c)
	if err != nil {
		return err
	}
	return s.render(c, http.StatusOK, account.Resets(p))
}

func (s *Server) resetsPage(c echo.Context) (account.ResetsPage, error) {
	open, err := s.store.ResetRequests(c.Request().Context(), viewer(c))
	if err != nil {
		return account.ResetsPage{}, err
	}
	p := account.ResetsPage{Page: s.page(c, "New passwords")}
	p.Robots = "noindex"
	for _, r := range open {
		p.Requests = append(p.Requests, account.ResetRequest{
			Person:      ui.Person{Handle: r.Person.Handle, Name: r.Person.Name},
			RequestedAt: s.local(c, r.RequestedAt), Helpless: r.Person.Role == models.RoleAdministrator,
		})
	}
	private(c)
	return p, nil
}

// createResetLink makes a link and shows it this once.
func (s *Server) createResetLink(c echo.Context) error {
	handle := strings.TrimPrefix(strings.TrimSpace(c.FormValue("handle")), "@")
	token, err := s.store.CreateResetLink(c.Request().Context(), viewer(c), handle)
	unknown := models.KindOf(err) == models.NotFound && viewer(c).Administrator()
	if err != nil && !unknown {
		return err
	}
	p, err := s.resetsPage(c)
	if err != nil {
		return err
	}
	if unknown {
		p.Handle = handle
		p.Wrong(map[string]string{"handle": "There is no member with this handle."}, "")
		return s.render(c, http.StatusUnprocessableEntity, account.Resets(p))
	}
	p.Link, p.For = s.absolute(c, links.Reset(token)), handle
	return s.render(c, http.StatusOK, account.Resets(p))
}
