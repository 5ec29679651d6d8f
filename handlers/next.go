package handlers

import (
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"
)

// nextPath is where a form leads to afterwards: the path it names on our own host, or else. Nothing that a
// browser could read as another host gets through ("//host", "/\host", a scheme, control characters).
func nextPath(c echo.Context, otherwise string) string {
	return localPath(c.FormValue("next"), otherwise)
}

func localPath(next, otherwise string) string {
	if !strings.HasPrefix(next, "/") || strings.HasPrefix(next, "//") || strings.ContainsFunc(next, unsafeInPath) {
		return otherwise
	}
	u, err := url.Parse(next)
	if err != nil || u.IsAbs() || u.Host != "" || u.User != nil || strings.HasPrefix(u.Path, "//") {
		return otherwise
	}
	return next
}

func unsafeInPath(r rune) bool { return r == '\\' || r < 0x21 || r == 0x7f }
