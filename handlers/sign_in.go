package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
)

// createSession signs in. The session is a new one whatever cookie came along.
func (s *Server) createSession(c echo.Context) error {
	in := models.SignInInput{
		Credentials: models.Credentials{Login: c.FormValue("email"), Password: c.FormValue("password"), Address: c.RealIP()},
		UserAgent:   c.Request().UserAgent(),
		OldToken:    s.sessionToken(c),
	}
	out, err := s.store.SignIn(c.Request().Context(), in)
	if err != nil {
		return err
	}
	s.setSession(c, out.Token, int(out.MaxAge.Seconds()))
	return c.Redirect(http.StatusSeeOther, nextPath(c, "/"))
}

// deleteSession signs out. Without a session it does nothing, and leads to the same place.
func (s *Server) deleteSession(c echo.Context) error {
	if token := s.sessionToken(c); token != "" {
		if err := s.store.SignOut(c.Request().Context(), token); err != nil {
			return err
		}
	}
	s.clearSession(c)
	return c.Redirect(http.StatusSeeOther, nextPath(c, "/"))
}

// sessionToken is what the session cookie holds, alive or not.
func (s *Server) sessionToken(c echo.Context) string {
	cookie, err := c.Cookie(s.cookieName())
	if err != nil {
		return ""
	}
	return cookie.Value
}
