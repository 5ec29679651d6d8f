package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/account"
	"github.com/commonthread/commonthread/views/links"
)

// tidings are what leads to the sign-in form, told there because a reader has no other page of their own.
var tidings = map[string]string{
	"reset":   "Your new password is set. Sign in with it.",
	"deleted": "Your account is deleted. Thank you for having been here.",
}

// newSession shows the sign-in form; whoever is signed in goes on.
func (s *Server) newSession(c echo.Context) error {
	next := localPath(c.QueryParam("next"), "")
	private(c)
	if viewer(c).SignedIn() {
		return c.Redirect(http.StatusSeeOther, localPath(next, links.Front))
	}
	p := s.signInPage(c, next)
	p.Told = tidings[c.QueryParam("done")]
	return s.render(c, http.StatusOK, account.SignIn(p))
}

func (s *Server) signInPage(c echo.Context, next string) account.SignInPage {
	p := account.SignInPage{Page: s.page(c, "Sign in"), Next: next, Joining: s.directory(c).Site.Joining}
	p.Robots, p.Canonical = "noindex", ""
	return p
}

// createSession signs in. The session is a new one whatever cookie came along.
func (s *Server) createSession(c echo.Context) error {
	in := models.SignInInput{
		Credentials: models.Credentials{Login: c.FormValue("email"), Password: c.FormValue("password"), Address: c.RealIP()},
		UserAgent:   c.Request().UserAgent(),
		OldToken:    s.sessionToken(c),
	}
	out, err := s.store.SignIn(c.Request().Context(), in)
	if models.KindOf(err) == models.Unauthenticated {
		p := s.signInPage(c, nextPath(c, ""))
		p.Login = in.Login
		p.Carried, p.Typed = carriedAgain(c)
		p.Wrong(map[string]string{"password": models.AsError(err).Message}, models.AsError(err).Message)
		private(c)
		return s.render(c, http.StatusUnprocessableEntity, account.SignIn(p))
	}
	if err != nil {
		return err
	}
	s.begin(c, out)
	if href := s.keepCarried(c, out.Viewer); href != "" {
		return c.Redirect(http.StatusSeeOther, href)
	}
	return c.Redirect(http.StatusSeeOther, nextPath(c, links.Front))
}

// begin gives the browser its new session.
func (s *Server) begin(c echo.Context, in models.SignedIn) {
	s.setSession(c, in.Token, int(in.MaxAge.Seconds()))
	private(c)
}

// deleteSession signs out. Without a session it does nothing, and leads to the same place.
func (s *Server) deleteSession(c echo.Context) error {
	if token := s.sessionToken(c); token != "" {
		if err := s.store.SignOut(c.Request().Context(), token); err != nil {
			return err
		}
	}
	s.clearSession(c)
	private(c)
	return c.Redirect(http.StatusSeeOther, nextPath(c, links.Front))
}

// sessionToken is what the session cookie holds, alive or not.
func (s *Server) sessionToken(c echo.Context) string {
	cookie, err := c.Cookie(s.cookieName())
	if err != nil {
		return ""
	}
	return cookie.Value
}
