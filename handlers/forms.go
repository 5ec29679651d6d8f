package handlers

import (
	"net/http"
	"net/url"
	"strconv"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
)

// pathID reads a number in the address. What is no id names nothing: not found, as a random id would be.
func pathID(c echo.Context, name string) (int64, error) {
	id, err := strconv.ParseInt(c.Param(name), 10, 64)
	if err != nil || id < 1 || strconv.FormatInt(id, 10) != c.Param(name) {
		return 0, &models.Error{Kind: models.NotFound}
	}
	return id, nil
}

// formNumber reads a number that a form carries; 0 where it carries none.
func formNumber(c echo.Context, name string) int64 {
	n, err := strconv.ParseInt(c.FormValue(name), 10, 64)
	if err != nil || n < 0 {
		return 0
	}
	return n
}

// refused returns the refusal of a form whose fields are wrong: that form is shown again. Any other error is
// for the error page.
func refused(err error) (*models.Error, bool) {
	e := models.AsError(err)
	return e, err != nil && e.Kind == models.Invalid
}

// accountOnly keeps readers from a route: a page leads to the sign-in and back, a form answers 401 with what
// was typed.
func (s *Server) accountOnly(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if viewer(c).SignedIn() {
			return next(c)
		}
		if m := c.Request().Method; m == http.MethodGet || m == http.MethodHead {
			c.Response().Header().Set("Cache-Control", "no-store")
			return c.Redirect(http.StatusSeeOther, links.SignIn+"?next="+url.QueryEscape(c.Request().URL.RequestURI()))
		}
		return &models.Error{Kind: models.Unauthenticated, Message: "Sign in, then send it again."}
	}
}

// private keeps an answer out of every cache.
func private(c echo.Context) { c.Response().Header().Set("Cache-Control", "no-store") }
