package handlers

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/console"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/ui"
)

// siteFields are the fields of the settings, with what a clash calls them.
var siteFields = [][2]string{
	{"brand", "Brand"}, {"time_zone", "Time zone"}, {"joining", "Joining"},
	{"mail_domains", "Mail domains"}, {"minimum_age", "Minimum age"},
}

// editSite shows the community's settings.
func (s *Server) editSite(c echo.Context) error {
	return s.renderSite(c, http.StatusOK, console.Form{})
}

func (s *Server) renderSite(c echo.Context, status int, form console.Form) error {
	site := s.directory(c).Site
	page := console.SitePage{
		Frame: s.consoleFrame(c, "Settings", links.ConsoleSite), Form: form, Version: site.Version, Zones: zones,
		Now: map[string]string{
			"brand":     site.Brand,
			"time_zone": site.TimeZone.String(), "joining": string(site.Mode),
			"mail_domains": strings.Join(site.MailDomains, "\n"),
			"minimum_age":  strconv.FormatInt(site.MinimumAge, 10),
		},
	}
	if status == http.StatusConflict {
		page.Form.Theirs = theirs(form, page.Now, siteFields...)
	}
	return s.render(c, status, console.Site(page))
}

// formAge is the minimum age that was typed: none where nothing was, one that is refused where it is no number.
func formAge(c echo.Context) int64 {
	typed := c.FormValue("minimum_age")
	if typed == "" {
		return 0
	}
	age, err := strconv.ParseInt(typed, 10, 64)
	if err != nil {
		return -1
	}
	return age
}

// sentOr is a field of the form, or what holds already where the form has none.
func sentOr(c echo.Context, name, otherwise string) string {
	if typed := sent(c, name); typed != nil {
		return *typed
	}
	return otherwise
}

// updateSite changes the settings. Whoever comes second sees what the first stored. The form leaves what the look has
// too to its page; scripts may send it here.
func (s *Server) updateSite(c echo.Context) error {
	site := s.directory(c).Site
	joining := c.FormValue("joining")
	in := models.SiteInput{
		Name: sentOr(c, "name", site.Name), Tagline: sentOr(c, "tagline", site.Tagline), HostLine: sentOr(c, "host_line", site.HostLine),
		Brand:    c.FormValue("brand"),
		TimeZone: c.FormValue("time_zone"), Joining: joining != string(models.JoinClosed), Mode: models.JoiningMode(joining), Version: formNumber(c, "version"),
		MinimumAge: formAge(c), MailDomains: c.FormValue("mail_domains"),
	}
	_, err := models.ParseJoiningMode(joining)
	if err != nil {
		err = &models.Error{Kind: models.Invalid, Fields: map[string]string{"joining": "Choose who may join."}}
	} else {
		err = s.store.EditSite(c.Request().Context(), viewer(c), in)
	}
	var names []string
	for _, f := range siteFields {
		names = append(names, f[0])
	}
	if e, ok := refused(err); ok {
		return s.renderSite(c, http.StatusUnprocessableEntity, consoleForm(c, "site", e.Fields, names...))
	}
	if models.KindOf(err) == models.Conflict {
		return s.renderSite(c, http.StatusConflict, consoleForm(c, "site", nil, names...))
	}
	if err != nil {
		return err
	}
	s.flash(c, ui.Done, "The settings are saved.")
	return c.Redirect(http.StatusSeeOther, links.ConsoleSite)
}
