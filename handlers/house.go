package handlers

import (
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/internal/markup"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/house"
	"github.com/commonthread/commonthread/views/layout"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/ui"
)

// houseRoutes are the community's own pages, and what members accept of them.
func (s *Server) houseRoutes() {
	e := s.echo
	e.GET("/house/acceptance", s.newAcceptance, s.accountOnly)
	e.POST("/house/acceptance", s.createAcceptance, s.accountOnly)
	e.GET("/house/:page", s.showHouse, s.kept("version"))
	e.GET("/house/:page/history", s.showHouseHistory, s.kept())
	e.GET("/console/house", s.showHousePages, s.administratorOnly)
	e.GET("/console/house/:page", s.editHouse, s.administratorOnly)
	e.POST("/console/house/:page", s.updateHouse, s.administratorOnly)
}

// houseLinks are the published pages, for the foot of each page.
func houseLinks(d *models.Directory) []layout.HouseLink {
	var list []layout.HouseLink
	for _, k := range models.HouseKinds {
		if _, published := d.House[k]; published {
			list = append(list, layout.HouseLink{Label: house.KindWords(k), Href: links.House(k)})
		}
	}
	return list
}

// showHouse is a page as it is, or as it once was.
func (s *Server) showHouse(c echo.Context) error {
	k, err := models.ParseHouseKind(c.Param("page"))
	if err != nil {
		return err
	}
	newest, published := s.directory(c).House[k]
	if !published {
		return &models.Error{Kind: models.NotFound}
	}
	shown := newest
	if asked := c.QueryParam("version"); asked != "" {
		if shown, err = s.houseVersion(c, k, asked); err != nil {
			return err
		}
	}
	page := house.Page{
		Page: s.page(c, house.KindWords(k)), Kind: k, Version: shown.Version, Newest: newest.Version,
		Body: markup.Trusted(shown.HTML), At: s.presenter(c).at(shown.CreatedAt),
	}
	page.Page.Description = house.KindWords(k) + " of " + page.Site.Name + "."
	if shown.Version != newest.Version {
		page.Robots = "noindex, follow"
	}
	return s.render(c, http.StatusOK, house.Show(page))
}

func (s *Server) houseVersion(c echo.Context, k models.HouseKind, asked string) (models.HousePage, error) {
	list, err := s.store.HouseVersions(c.Request().Context(), k)
	if err != nil {
		return models.HousePage{}, err
	}
	for _, p := range list {
		if strconv.FormatInt(p.Version, 10) == asked {
			return p, nil
		}
	}
	return models.HousePage{}, &models.Error{Kind: models.NotFound}
}

func (p presenter) houseVersions(list []models.HousePage) []house.Version {
	var shown []house.Version
	for _, v := range list {
		shown = append(shown, house.Version{Kind: v.Kind, Number: v.Version, Changed: v.Changed, Asks: v.Asks, At: p.at(v.CreatedAt)})
	}
	return shown
}

// showHouseHistory lists the versions of a page.
func (s *Server) showHouseHistory(c echo.Context) error {
	k, err := models.ParseHouseKind(c.Param("page"))
	if err != nil {
		return err
	}
	list, err := s.store.HouseVersions(c.Request().Context(), k)
	if err != nil {
		return err
	}
	page := house.HistoryPage{Page: s.page(c, house.KindWords(k)+": every version"), Kind: k, Versions: s.presenter(c).houseVersions(list)}
	page.Robots = "noindex, follow"
	return s.render(c, http.StatusOK, house.History(page))
}

// newAcceptance asks a member to accept what changed.
func (s *Server) newAcceptance(c echo.Context) error {
	private(c)
	list, err := s.store.HouseChanges(c.Request().Context(), viewer(c))
	if err != nil {
		return err
	}
	page := house.AcceptancePage{Page: s.page(c, "What we agree on"), Changes: s.presenter(c).houseVersions(list), Next: localPath(c.QueryParam("next"), "")}
	page.Canonical, page.Robots, page.HouseAsks = "", "noindex", ""
	if len(list) > 0 {
		page.UpTo = list[len(list)-1].ID
	}
	return s.render(c, http.StatusOK, house.Acceptance(page))
}

// createAcceptance records that a member accepts the pages as they were shown.
func (s *Server) createAcceptance(c echo.Context) error {
	if err := s.store.AcceptHouse(c.Request().Context(), viewer(c), formNumber(c, "up_to")); err != nil {
		return err
	}
	private(c)
	s.flash(c, ui.Done, "Thank you. It is on record.")
	return c.Redirect(http.StatusSeeOther, nextPath(c, links.Front))
}
