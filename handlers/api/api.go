package api

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"
	"sync"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
)

// Root is where the API lives.
const Root = "/api/v1"

// Options are what the API is made of.
type Options struct {
	Store *models.Store
	// Absolute makes an address that works outside the site.
	Absolute func(c echo.Context, path string) string
	Version  string
}

// API answers programs. Make one with Mount.
type API struct {
	Options
	// description is OpenAPI's, made when somebody first asks for it, with its ETag.
	description func() (document []byte, tag string)
}

// Mount adds every endpoint to the router.
func Mount(e *echo.Echo, o Options) *API {
	a := &API{Options: o}
	all := a.endpoints()
	a.description = sync.OnceValues(func() ([]byte, string) {
		document := describe(all, o.Version)
		sum := sha256.Sum256(document)
		return document, `"` + hex.EncodeToString(sum[:12]) + `"`
	})
	for _, one := range all {
		e.Add(one.method, Root+one.path, a.serve(one))
	}
	e.GET(Root+"/openapi.json", a.showDescription)
	return a
}

// endpoints are all there are, noun by noun.
func (a *API) endpoints() []endpoint {
	var all []endpoint
	for _, noun := range [][]endpoint{
		topicEndpoints(), threadEndpoints(), storyEndpoints(), seriesEndpoints(), pictureEndpoints(), deskEndpoints(), frontEndpoints(), eventEndpoints(), suggestionEndpoints(), postEndpoints(), markEndpoints(), draftEndpoints(),
		bookmarkEndpoints(), searchEndpoints(), memberEndpoints(), profileEndpoints(), standingEndpoints(), quietEndpoints(), tokenEndpoints(), sessionEndpoints(), reportEndpoints(), houseEndpoints(), appealEndpoints(), caseEndpoints(),
	} {
		all = append(all, noun...)
	}
	return all
}

// showDescription serves the OpenAPI description, which is the same for everybody.
func (a *API) showDescription(c echo.Context) error {
	document, tag := a.description()
	h := c.Response().Header()
	h.Set("ETag", tag)
	h.Set("Cache-Control", "public, max-age=300")
	if strings.Contains(c.Request().Header.Get("If-None-Match"), tag) {
		return c.NoContent(http.StatusNotModified)
	}
	return c.Blob(http.StatusOK, "application/json", document)
}
