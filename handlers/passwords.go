package handlers

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/views/account"
	"github.com/commonthread/commonthread/views/layout"
	"github.com/commonthread/commonthread/views/links"
)

// secretPage is a page whose address is a secret: it says so to search engines, and repeats the address to nobody.
func (s *Server) secretPage(c echo.Context, title string) layout.Page {
	private(c)
	c.Response().Header().Set("Referrer-Policy", "same-origin")
	p := s.page(c, title)
	p.Robots, p.Canonical, p.Return = "noindex", "", ""
	return p
}

// newReset asks who cannot sign in.
func (s *Server) newReset(c echo.Context) error {
	private(c)
	p := account.ForgotPage{Page: s.page(c, "Forgot your password?")}
	p.Robots = "noindex"
	return s.render(c, http.StatusOK, account.Forgot(p))
}

// createReset notes the request and says the same to everybody.
func (s *Server) createReset(c echo.Context) error {
	private(c)
	p := account.ForgotPage{Page: s.page(c, "Forgot your password?"), Login: c.FormValue("email")}
	p.Robots = "noindex"
	if strings.TrimSpace(p.Login) == "" {
		p.Wrong(map[string]string{"email": "Give your handle or address."}, "")
		return s.render(c, http.StatusUnprocessableEntity, account.Forgot(p))
	}
	if err := s.store.RequestReset(c.Request().Context(), p.Login, c.RealIP()); err != nil {
		return err
	}
	p.Sent = true
	return s.render(c, http.StatusOK, account.Forgot(p))
}

// showReset shows the form behind a link and spends nothing.
func (s *Server) showReset(c echo.Context) error {
	who, err := s.store.Reset(c.Request().Context(), c.Param("token"))
	if err != nil {
		return err
	}
	p := account.ResetPage{Page: s.secretPage(c, "A new password"), Token: c.Param("token"), Handle: who.Handle}
	return s.render(c, http.StatusOK, account.Reset(p))
}

// useReset sets the password once.
func (s *Server) useReset(c echo.Context) error {
	ctx, token := c.Request().Context(), c.Param("token")
	err := s.store.ResetPassword(ctx, token, c.FormValue("password"))
	if e, ok := refused(err); ok {
		who, err := s.store.Reset(ctx, token)
		if err != nil {
			return err
		}
		p := account.ResetPage{Page: s.secretPage(c, "A new password"), Token: token, Handle: who.Handle}
		p.Wrong(e.Fields, e.Message)
		return s.render(c, http.StatusUnprocessableEntity, account.Reset(p))
	}
	if err != nil {
		return err
	}
	s.clearSession(c)
	private(c)
	return c.Redirect(http.StatusSeeOther, links.SignIn+"?done=reset")
}
