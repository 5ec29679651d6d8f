package handlers

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/console"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/ui"
)

// showResets lists who waits for a new password, for administrators.
func (s *Server) showResets(c echo.Context) error {
	p, err := s.resetsPage(c)
	if err != nil {
		return err
	}
	return s.render(c, http.StatusOK, console.Resets(p))
}

func (s *Server) resetsPage(c echo.Context) (console.ResetsPage, error) {
	open, err := s.store.ResetRequests(c.Request().Context(), viewer(c))
	if err != nil {
		return console.ResetsPage{}, err
	}
	p := console.ResetsPage{Frame: s.consoleFrame(c, "New passwords", links.ConsoleResets)}
	for _, r := range open {
		p.Requests = append(p.Requests, console.ResetRequest{
			Person:      ui.Person{Handle: r.Person.Handle, Name: r.Person.Name},
			RequestedAt: s.local(c, r.RequestedAt), Helpless: r.Person.Role == models.RoleAdministrator,
		})
	}
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
		p.Form = consoleForm(c, "reset", map[string]string{"handle": "There is no member with this handle."}, "handle")
		return s.render(c, http.StatusUnprocessableEntity, console.Resets(p))
	}
	p.Link, p.For = s.absolute(c, links.Reset(token)), handle
	return s.render(c, http.StatusOK, console.Resets(p))
}
