package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/account"
)

// editContact shows how staff may reach the viewer outside of the community.
func (s *Server) editContact(c echo.Context) error {
	return s.renderContact(c, http.StatusOK, nil)
}

func (s *Server) renderContact(c echo.Context, status int, refusal *models.Error) error {
	ctx, v := c.Request().Context(), viewer(c)
	own, err := s.store.OwnAccount(ctx, v)
	if err != nil {
		return err
	}
	agreed, err := s.store.ContactConsents(ctx, v)
	if err != nil {
		return err
	}
	page := account.ContactPage{
		Page: s.page(c, "Settings"), Brand: s.directory(c).Site.Brand,
		Ways: []account.ContactWay{{Channel: "mail", Detail: own.Email}, {Channel: "phone"}},
	}
	for i := range page.Ways {
		w := &page.Ways[i]
		for _, a := range agreed {
			if a.Channel == w.Channel {
				w.On, w.Detail = true, a.Detail
			}
		}
		if refusal != nil && c.FormValue("channel") == w.Channel {
			w.Detail, w.Wrong = c.FormValue("detail"), refusal.Fields["detail"]
		}
	}
	if refusal != nil {
		page.Wrong(refusal.Fields, refusal.Message)
	}
	return s.render(c, status, account.Contact(page))
}

// updateContact agrees to be reached in one way, or takes that back.
func (s *Server) updateContact(c echo.Context) error {
	on, err := wantedState(c)
	if err != nil {
		return err
	}
	err = s.store.SetContactConsent(c.Request().Context(), viewer(c), c.FormValue("channel"), c.FormValue("detail"), on)
	if e, ok := refused(err); ok {
		return s.renderContact(c, http.StatusUnprocessableEntity, e)
	}
	if err != nil {
		return err
	}
	return s.saved(c, "contact", choose(on, "Saved. Staff alone see it.", "Taken back. Nobody sees it any more."))
}
