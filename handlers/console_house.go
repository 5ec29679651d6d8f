package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/console"
	"github.com/commonthread/commonthread/views/house"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/ui"
)

// showHousePages lists the community's own pages for whoever writes them.
func (s *Server) showHousePages(c echo.Context) error {
	page := console.HousePage{Frame: s.consoleFrame(c, "Pages of the house", links.ConsoleSite)}
	for _, k := range models.HouseKinds {
		now := s.directory(c).House[k]
		page.Pages = append(page.Pages, console.HouseLine{Kind: k, Version: now.Version, At: s.presenter(c).at(now.CreatedAt)})
	}
	return s.render(c, http.StatusOK, console.HousePages(page))
}

// editHouse writes a page: as it is, or from a template.
func (s *Server) editHouse(c echo.Context) error {
	return s.renderHouse(c, http.StatusOK, console.Form{})
}

func (s *Server) renderHouse(c echo.Context, status int, form console.Form) error {
	k, err := models.ParseHouseKind(c.Param("page"))
	if err != nil {
		return err
	}
	d := s.directory(c)
	now, published := d.House[k]
	page := console.HousePage{
		Frame: s.consoleFrame(c, house.KindWords(k), links.ConsoleSite), Form: form, Kind: k, Version: now.Version, Body: now.Body, Draft: !published,
	}
	if !published {
		if page.Body, err = models.HouseTemplate(k, d.Site); err != nil {
			return err
		}
	}
	if page.Kept, err = s.keptForms(c, links.ConsoleHousePage(k), "house"); err != nil {
		return err
	}
	if status == http.StatusConflict {
		page.Form.Theirs = theirs(form, map[string]string{"body": now.Body}, [2]string{"body", "The page"})
	}
	return s.render(c, status, console.WriteHouse(page))
}

// updateHouse publishes a version. Whoever comes second sees what the first published.
func (s *Server) updateHouse(c echo.Context) error {
	k, err := models.ParseHouseKind(c.Param("page"))
	if err != nil {
		return err
	}
	err = s.sending(c).PublishHouse(c.Request().Context(), viewer(c), k, models.HouseInput{
		Body: c.FormValue("body"), Changed: c.FormValue("changed"), Asks: c.FormValue("asks") == "1", Version: formNumber(c, "version"),
	})
	fields := []string{"body", "changed", "asks"}
	if e, ok := refused(err); ok {
		return s.renderHouse(c, http.StatusUnprocessableEntity, consoleForm(c, "house", e.Fields, fields...))
	}
	if models.KindOf(err) == models.Conflict {
		return s.renderHouse(c, http.StatusConflict, consoleForm(c, "house", nil, fields...))
	}
	if err != nil {
		return err
	}
	private(c)
	s.flash(c, ui.Done, "It is published.")
	return c.Redirect(http.StatusSeeOther, links.ConsoleHouse)
}
