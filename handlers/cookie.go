package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"
)

// secure reports whether people reach the site by https.
func (s *Server) secure() bool { return s.BaseURL != nil && s.BaseURL.Scheme == "https" }

func (s *Server) cookieName() string {
	if s.secure() {
		return "__Host-ct_session"
	}
	return "ct_session"
}

func (s *Server) setSession(c echo.Context, token string, maxAge int) {
	c.SetCookie(&http.Cookie{
		Name: s.cookieName(), Value: token, Path: "/", HttpOnly: true, Secure: s.secure(),
		SameSite: http.SameSiteLaxMode, MaxAge: maxAge,
	})
}

func (s *Server) clearSession(c echo.Context) { s.setSession(c, "", -1) }
