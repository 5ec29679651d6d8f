package live

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	hub "github.com/commonthread/commonthread/internal/live"
	"github.com/commonthread/commonthread/models"
)

// Connect answers GET /live. Who comes from another site's page is refused; who comes from no page at all is a
// reader, whatever cookie is sent along.
func (l *Live) Connect(c echo.Context) error {
	r := c.Request()
	c.Response().Header().Set("Cache-Control", "no-store")
	if !hub.IsHandshake(r) {
		c.Response().Header().Set("Upgrade", "websocket")
		return echo.NewHTTPError(http.StatusUpgradeRequired, "This address is for live updates. It speaks WebSocket, protocol "+hub.Protocol+".")
	}
	v := l.Viewer(c)
	switch origin, given := r.Header["Origin"]; {
	case !given:
		v = models.Viewer{Address: v.Address}
	case len(origin) != 1 || !l.ownOrigin(r, origin[0]):
		return &models.Error{Kind: models.Forbidden, Message: "Live updates are for this site's own pages."}
	}
	key := "address:" + models.LimitKey(v.Address)
	if v.SignedIn() {
		key = "member:" + strconv.FormatInt(v.ID, 10)
	}
	_, err := l.hub.Accept(c.Response(), r, key, v.SignedIn(), &person{live: l, viewer: v})
	switch {
	case errors.Is(err, hub.ErrTooMany):
		return &models.Error{Kind: models.TooMany, RetryAfter: tooManyRetry, Message: "You have too many pages open for live updates. Close some of them."}
	case errors.Is(err, hub.ErrStopping):
		return &models.Error{Kind: models.Unavailable, RetryAfter: stoppingRetry, Message: "This server is restarting. Try again in a moment."}
	case err != nil:
		// the library has answered with what was wrong with the handshake, or the connection is gone
		c.Response().Committed = true
		return nil
	}
	c.Response().Status, c.Response().Committed = http.StatusSwitchingProtocols, true
	return nil
}

// ownOrigin reports whether a page of this site asks. With a base address the origin must be that one; without,
// it must name the host that was asked for.
func (l *Live) ownOrigin(r *http.Request, origin string) bool {
	u, err := url.Parse(origin)
	if err != nil || u.Host == "" || u.Path != "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
		return false
	}
	if l.BaseURL == nil {
		return (u.Scheme == "http" || u.Scheme == "https") && strings.EqualFold(u.Host, r.Host)
	}
	return strings.EqualFold(u.Scheme, l.BaseURL.Scheme) && strings.EqualFold(hostPort(u), hostPort(l.BaseURL))
}

// hostPort is the host with its port, the scheme's own where none is given.
func hostPort(u *url.URL) string {
	port := u.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[strings.ToLower(u.Scheme)]
	}
	return u.Hostname() + ":" + port
}
