package api

import (
	"strconv"
	"time"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
)

func houseEndpoints() []endpoint {
	return []endpoint{
		{
			method: "GET", path: "/house", name: "listHouse", summary: "List the community's own pages that are published",
			gives: list[houseVersion]{}, do: (*call).listHouse,
		},
		{
			method: "GET", path: "/house/:page", name: "getHouse", summary: "Read a page of the house as it is, or as it once was",
			query: []param{{name: "version", doc: "An earlier one; the newest when left out.", number: true}}, gives: housePage{}, do: (*call).getHouse,
		},
		{
			method: "GET", path: "/house/:page/versions", name: "listHouseVersions", summary: "List every version of a page, the newest first, with what changed",
			gives: list[houseVersion]{}, do: (*call).listHouseVersions,
		},
		{
			method: "PUT", path: "/house/:page", name: "publishHouse", summary: "Publish a page, or its next version; for administrators with the scope staff",
			access: writing, takes: houseInput{}, gives: housePage{}, do: (*call).publishHouse,
		},
	}
}

// houseInput is the next version of a page.
type houseInput struct {
	Body    string `json:"body" need:"yes" doc:"Markdown, up to 40,000 characters."`
	Changed string `json:"changed" doc:"What changed, in a sentence; needed from the second version on."`
	Asks    bool   `json:"asks" doc:"Members are asked to accept it; of rules, privacy and terms."`
	Version int64  `json:"version" doc:"The version that it was made from, 0 for the first; 409 when it is not the newest."`
}

// houseVersion is a version of a page, without its words.
type houseVersion struct {
	Page      string    `json:"page" doc:"rules, privacy, terms, imprint or contact."`
	Version   int64     `json:"version"`
	Changed   string    `json:"changed"`
	Asks      bool      `json:"asks"`
	URL       string    `json:"url"`
	CreatedAt time.Time `json:"created_at"`
}

// housePage is one with them.
type housePage struct {
	houseVersion
	Body string `json:"body"`
	HTML string `json:"html"`
}

func (c *call) houseVersion(p models.HousePage) houseVersion {
	return houseVersion{
		Page: string(p.Kind), Version: p.Version, Changed: p.Changed, Asks: p.Asks, CreatedAt: p.CreatedAt,
		URL: c.api.Absolute(c, links.HouseVersion(p.Kind, p.Version)),
	}
}

func (c *call) listHouse() error {
	d, err := c.store.Directory(c.ctx)
	if err != nil {
		return err
	}
	var items []houseVersion
	for _, k := range models.HouseKinds {
		if p, published := d.House[k]; published {
			items = append(items, c.houseVersion(p))
		}
	}
	return c.answer(listOf(items, nil))
}

// houseVersions are those of the page in the address, the newest first.
func (c *call) houseVersions() ([]models.HousePage, error) {
	k, err := models.ParseHouseKind(c.text("page"))
	if err != nil {
		return nil, err
	}
	return c.store.HouseVersions(c.ctx, k)
}

func (c *call) listHouseVersions() error {
	found, err := c.houseVersions()
	if err != nil {
		return err
	}
	var items []houseVersion
	for _, p := range found {
		items = append(items, c.houseVersion(p))
	}
	return c.answer(listOf(items, nil))
}

func (c *call) getHouse() error {
	found, err := c.houseVersions()
	if err != nil {
		return err
	}
	asked := c.QueryParam("version")
	for _, p := range found {
		if asked == "" || asked == strconv.FormatInt(p.Version, 10) {
			return c.answer(housePage{houseVersion: c.houseVersion(p), Body: p.Body, HTML: p.HTML})
		}
	}
	if _, err := strconv.ParseInt(asked, 10, 64); err != nil {
		return &models.Error{Kind: models.Invalid, Fields: map[string]string{"version": "Give the number of a version."}}
	}
	return &models.Error{Kind: models.NotFound}
}

func (c *call) publishHouse() error {
	k, err := models.ParseHouseKind(c.text("page"))
	if err != nil {
		return err
	}
	var in houseInput
	if err := c.read(&in); err != nil {
		return err
	}
	if err := c.store.PublishHouse(c.ctx, c.viewer, k, models.HouseInput(in)); err != nil {
		return err
	}
	found, err := c.store.HouseVersions(c.ctx, k)
	if err != nil {
		return err
	}
	for _, p := range found {
		if p.Version == in.Version+1 {
			return c.answer(housePage{houseVersion: c.houseVersion(p), Body: p.Body, HTML: p.HTML})
		}
	}
	return &models.Error{Kind: models.NotFound}
}
