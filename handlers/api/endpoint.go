package api

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
)

// access is what an endpoint asks of whoever calls.
type access int

const (
	anyone  access = iota // a token shows what its owner sees; without one, what a reader sees
	account               // a token
	writing               // a token with the scope write
)

// endpoint is one method of one address: how it is served, and all that is said of it.
type endpoint struct {
	method  string
	path    string // below Root, as the router writes it
	name    string
	summary string
	access  access
	query   []param
	takes   any // the zero value of what is sent; nil: nothing
	gives   any // the zero value of what is answered; nil: nothing
	status  int // of success; 200 when 0
	repeats bool
	do      func(c *call) error
}

// param is a query parameter.
type param struct {
	name, doc string
	number    bool
	enum      []string
}

func (e endpoint) success() int {
	if e.status == 0 {
		return http.StatusOK
	}
	return e.status
}

// call is one request to an endpoint.
type call struct {
	echo.Context
	api    *API
	ctx    context.Context
	store  *models.Store
	viewer models.Viewer
	token  models.Token
	status int
	sent   []byte // the body, as it came
}

// serve wraps an endpoint in what holds for all.
func (a *API) serve(e endpoint) echo.HandlerFunc {
	return func(ec echo.Context) error {
		h := ec.Response().Header()
		h.Set("Cache-Control", "no-store")
		h.Add("Vary", "Authorization")
		b, _ := ec.Get(keyBearer).(bearer)
		switch {
		case b.err != nil:
			return b.err
		case e.access != anyone && !b.viewer.SignedIn():
			return &models.Error{Kind: models.Unauthenticated, Message: "Send a token: “Authorization: Bearer …”."}
		case e.access == writing && !b.token.Allows(models.ScopeWrite):
			return &models.Error{Kind: models.Forbidden, Message: "This token may only read. Use one with the scope write."}
		}
		c := &call{
			Context: ec, api: a, ctx: ec.Request().Context(), store: a.Store,
			viewer: b.viewer, token: b.token, status: e.success(),
		}
		return e.do(c)
	}
}

// answer sends a shape with the endpoint's status.
func (c *call) answer(shape any) error { return c.JSON(c.status, shape) }

// made answers with a new thing, and says where it is.
func (c *call) made(path string, shape any) error {
	c.Response().Header().Set("Location", c.api.Absolute(c, Root+path))
	return c.answer(shape)
}

func (c *call) done() error { return c.NoContent(c.status) }

// text reads a part of the address as it was meant: the router leaves it escaped where it has to be.
func (c *call) text(name string) string {
	value := c.Param(name)
	if c.Request().URL.RawPath == "" {
		return value
	}
	plain, err := url.PathUnescape(value)
	if err != nil {
		return ""
	}
	return plain
}

// id reads a number in the address; what is no id of ours is not there.
func (c *call) id(name string) (int64, error) {
	id, err := strconv.ParseInt(c.Param(name), 10, 64)
	if err != nil || id < 1 {
		return 0, &models.Error{Kind: models.NotFound}
	}
	return id, nil
}

// request is the key under which a repeat does nothing again; read the body first. The fingerprint is of all that
// is asked.
func (c *call) request() (models.RequestKey, error) {
	values := c.Request().Header.Values("Idempotency-Key")
	if len(values) == 0 {
		return models.RequestKey{}, nil
	}
	key := values[0]
	if len(values) > 1 || key == "" || len(key) > models.RequestKeyMax || strings.ContainsFunc(key, func(r rune) bool { return r < ' ' || r > '~' }) {
		return models.RequestKey{}, badRequest("Idempotency-Key", "A key has 1 to "+strconv.Itoa(models.RequestKeyMax)+" printable ASCII characters.")
	}
	sum := sha256.Sum256([]byte(c.Request().Method + " " + c.Request().URL.Path + "\n" + string(c.sent)))
	return models.RequestKey{Key: key, Fingerprint: hex.EncodeToString(sum[:])}, nil
}

// once runs a verb in one transaction with the note that it ran, and gives the id it made or changed.
func (c *call) once(f func(s *models.Store) (int64, error)) (int64, error) {
	r, err := c.request()
	if err != nil {
		return 0, err
	}
	return c.store.Once(c.ctx, c.viewer, r, f)
}

// repeatable runs a verb that does nothing when it runs again at once.
func (c *call) repeatable(f func(r models.RequestKey) (int64, error)) (int64, error) {
	r, err := c.request()
	if err != nil {
		return 0, err
	}
	return c.store.Repeatable(c.ctx, c.viewer, r, func() (int64, error) { return f(r) })
}
