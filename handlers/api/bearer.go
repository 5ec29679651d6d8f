package api

import (
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
)

// keyBearer is where a request keeps for whom it acts.
const keyBearer = "api_bearer"

// bearer is for whom a request acts, and what its token may; or why its token is refused.
type bearer struct {
	viewer models.Viewer
	token  models.Token
	err    error
}

// Viewer finds for whom a request acts by its token. Cookies count for nothing here. A wrong token is a reader as
// far as limits go; its endpoint refuses it.
func (a *API) Viewer(c echo.Context) models.Viewer {
	b := bearer{viewer: models.Viewer{Address: c.RealIP()}}
	if header := c.Request().Header.Get("Authorization"); header != "" {
		scheme, text, _ := strings.Cut(header, " ")
		if text = strings.TrimSpace(text); !strings.EqualFold(scheme, "Bearer") || text == "" {
			b.err = &models.Error{Kind: models.Unauthenticated, Message: "Send the token as “Authorization: Bearer …”."}
		} else {
			b.viewer, b.token, b.err = a.Store.ViewerByToken(c.Request().Context(), text, c.RealIP())
		}
	}
	c.Set(keyBearer, b)
	return b.viewer
}
