package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/layout"
	"github.com/commonthread/commonthread/views/links"
)

// Staff look at the community as others see it: every page but the console's is drawn for a reader, or for an ordinary
// member, and says so with the way back. Nothing can be changed meanwhile. The cookie says how a member of staff looks;
// whoever else has it is who they are.

func (s *Server) viewAsName() string {
	if s.secure() {
		return "__Host-ct_view_as"
	}
	return "ct_view_as"
}

// seenAs is the viewer as whom they look at a page, which is never more than they are.
func (s *Server) seenAs(c echo.Context, v models.Viewer) (models.Viewer, error) {
	path := c.Request().URL.Path
	cookie, err := c.Cookie(s.viewAsName())
	if err != nil || !v.Staff() || atWork(path) || path == links.ViewAsEnd || path == links.SignOut {
		return v, nil
	}
	as := layout.ViewAs(cookie.Value)
	lesser := models.Viewer{}
	switch as {
	case layout.AsReader:
	case layout.AsMember:
		lesser = v.AsMember()
	default:
		return v, nil
	}
	c.Set(keyViewAs, as)
	// The page is nobody's but theirs, and is not the one that a browser or a proxy has of this address.
	c.Request().Header.Del("If-None-Match")
	c.Request().Header.Del("If-Modified-Since")
	c.Response().Before(func() { private(c) })
	switch c.Request().Method {
	case http.MethodGet, http.MethodHead, http.MethodOptions:
		return lesser, nil
	}
	c.Set(keyViewer, lesser)
	return lesser, &models.Error{Kind: models.Forbidden, Message: "You look at the community as others see it: nothing can be changed meanwhile. Go back to being yourself, then send it again."}
}

func viewAs(c echo.Context) layout.ViewAs {
	as, _ := c.Get(keyViewAs).(layout.ViewAs)
	return as
}

// createViewAs begins to look as the form says, at the front page.
func (s *Server) createViewAs(c echo.Context) error {
	as := layout.ViewAs(c.FormValue("as"))
	if as != layout.AsReader && as != layout.AsMember {
		return &models.Error{Kind: models.Invalid, Message: "Choose to look as a reader or as a member."}
	}
	s.setViewAs(c, string(as), 0) // until the browser ends
	return c.Redirect(http.StatusSeeOther, links.Front)
}

// deleteViewAs goes back: to the console for who has one.
func (s *Server) deleteViewAs(c echo.Context) error {
	s.setViewAs(c, "", -1)
	if viewer(c).Staff() {
		return c.Redirect(http.StatusSeeOther, links.Console)
	}
	return c.Redirect(http.StatusSeeOther, links.Front)
}

func (s *Server) setViewAs(c echo.Context, value string, maxAge int) {
	private(c)
	c.SetCookie(&http.Cookie{
		Name: s.viewAsName(), Value: value, Path: "/", HttpOnly: true, Secure: s.secure(),
		SameSite: http.SameSiteLaxMode, MaxAge: maxAge,
	})
}
