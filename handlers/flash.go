package handlers

import (
	"encoding/base64"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/internal/markup"
	"github.com/commonthread/commonthread/views/layout"
	"github.com/commonthread/commonthread/views/ui"
)

// What is said is cut to flashMax characters, which keeps the cookie below the 4,096 bytes of which browsers drop it
// (RFC 6265, 6.1) also where each character takes four.
const (
	flashMax       = 600
	flashCookieMax = 3400
)

func (s *Server) flashName() string {
	if s.secure() {
		return "__Host-ct_flash"
	}
	return "ct_flash"
}

// flash has the next page of a signed-in member say something once, at most flashMax characters on one line. Readers
// have no cookie, so they get none.
func (s *Server) flash(c echo.Context, kind ui.NoticeKind, text string) {
	value := base64.RawURLEncoding.EncodeToString([]byte(string(kind) + "\n" + markup.Excerpt(text, flashMax)))
	s.setFlash(c, value, 60)
}

func (s *Server) setFlash(c echo.Context, value string, maxAge int) {
	c.SetCookie(&http.Cookie{
		Name: s.flashName(), Value: value, Path: "/", HttpOnly: true, Secure: s.secure(),
		SameSite: http.SameSiteLaxMode, MaxAge: maxAge,
	})
}

// takeFlash reads what is to be said, and has the browser forget it.
func (s *Server) takeFlash(c echo.Context) []layout.Flash {
	cookie, err := c.Cookie(s.flashName())
	if err != nil || cookie.Value == "" || len(cookie.Value) > flashCookieMax {
		return nil
	}
	s.setFlash(c, "", -1)
	plain, err := base64.RawURLEncoding.DecodeString(cookie.Value)
	if err != nil {
		return nil
	}
	kind, text, found := strings.Cut(string(plain), "\n")
	switch k := ui.NoticeKind(kind); k {
	case ui.Done, ui.Told, ui.Wrong, ui.Shut:
		if found && text != "" {
			return []layout.Flash{{Kind: k, Text: text}}
		}
	}
	return nil
}
