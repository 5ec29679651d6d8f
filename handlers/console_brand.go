package handlers

import (
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/internal/tint"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/console"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/ui"
)

// brandFields are the fields of the look, with what a clash calls them.
var brandFields = func() [][2]string {
	fields := [][2]string{
		{"name", "Name"}, {"tagline", "Tagline"}, {"host_line", "Credit line"}, {"host_url", "Where the credit line leads"}, {"accent", "Accent colour"},
		{"typeface", "Letters"}, {"corners", "Corners"},
	}
	for i := range models.FooterLinksMost {
		n := strconv.Itoa(i + 1)
		fields = append(fields, [2]string{"link" + n + "_label", "Link " + n}, [2]string{"link" + n + "_href", "Where link " + n + " leads"})
	}
	return fields
}()

// editBrand shows how the community looks.
func (s *Server) editBrand(c echo.Context) error {
	return s.renderBrand(c, http.StatusOK, console.Form{}, s.directory(c).Look)
}

// renderBrand draws the form, and a sample of the look that stands in it.
func (s *Server) renderBrand(c echo.Context, status int, form console.Form, shown models.Look) error {
	ctx, d := c.Request().Context(), s.directory(c)
	page := console.BrandPage{Frame: s.consoleFrame(c, "Brand", links.ConsoleSite), Form: form, Version: d.Look.Version, Now: brandValues(d.Look)}
	page.Composer = true
	page.Sample = console.BrandSample{
		Name: shown.Name, Tagline: shown.Tagline, HostLine: shown.HostLine, Links: shown.Links(),
		Sheet:   links.ConsoleBrandSample(shown.Accent, string(shown.Typeface), string(shown.Corners)),
		Colours: accentLines(shown.Accent),
	}
	if status == http.StatusConflict {
		page.Form.Theirs = theirs(form, page.Now, brandFields...)
	}
	versions, err := s.store.Looks(ctx, viewer(c))
	if err != nil {
		return err
	}
	p := s.presenter(c)
	for _, l := range versions {
		line := console.BrandVersion{Number: l.Version, At: p.at(l.CreatedAt), Accent: l.Accent, Name: l.Name, Typeface: l.Typeface, Corners: l.Corners}
		if l.Author != nil {
			line.Author = l.Author.Name
		}
		page.Versions = append(page.Versions, line)
	}
	return s.render(c, status, console.Brand(page))
}

// brandValues are the fields of a look as its form has them.
func brandValues(l models.Look) map[string]string {
	now := map[string]string{
		"name": l.Name, "tagline": l.Tagline, "host_line": l.HostLine, "host_url": l.HostURL, "accent": l.Accent,
		"typeface": string(l.Typeface), "corners": string(l.Corners),
	}
	for i, one := range l.Links() {
		n := strconv.Itoa(i + 1)
		now["link"+n+"_label"], now["link"+n+"_href"] = one.Label, one.Href
	}
	return now
}

// accentLines say how well an accent can be read in each scheme, and what it was made into where it could not.
func accentLines(hex string) []console.AccentLine {
	a, err := tint.AccentOf(hex)
	if hex == "" || err != nil {
		return nil
	}
	line := func(scheme string, j tint.Judgement) console.AccentLine {
		return console.AccentLine{Scheme: scheme, Asked: hex, Shown: j.Colour.Hex(), Corrected: j.Corrected(), Contrast: ratio(j.Asked), Now: ratio(j.Is)}
	}
	return []console.AccentLine{line("light", a.Light), line("dark", a.Dark)}
}

// ratio rounds down: what is shown as enough is enough.
func ratio(contrast float64) string {
	return strconv.FormatFloat(float64(int(contrast*10))/10, 'f', 1, 64) + " to 1"
}

// updateBrand stores a look, or only shows a sample of it (do=try).
func (s *Server) updateBrand(c echo.Context) error {
	in := models.LookInput{
		Name: c.FormValue("name"), Tagline: c.FormValue("tagline"), HostLine: c.FormValue("host_line"), HostURL: c.FormValue("host_url"),
		Accent: c.FormValue("accent"), Typeface: models.Typeface(c.FormValue("typeface")), Corners: models.Corners(c.FormValue("corners")),
		Version: formNumber(c, "version"),
	}
	for i := range models.FooterLinksMost {
		n := strconv.Itoa(i + 1)
		in.Links = append(in.Links, models.FooterLink{Label: c.FormValue("link" + n + "_label"), Href: c.FormValue("link" + n + "_href")})
	}
	var names []string
	for _, f := range brandFields {
		names = append(names, f[0])
	}
	shown, err := models.CheckLook(in)
	if err == nil && c.FormValue("do") == "try" {
		return s.renderBrand(c, http.StatusOK, consoleForm(c, "brand", nil, names...), shown)
	}
	if err == nil {
		err = s.store.EditLook(c.Request().Context(), viewer(c), in)
	}
	if e, ok := refused(err); ok {
		return s.renderBrand(c, http.StatusUnprocessableEntity, consoleForm(c, "brand", e.Fields, names...), shown)
	}
	if models.KindOf(err) == models.Conflict {
		return s.renderBrand(c, http.StatusConflict, consoleForm(c, "brand", nil, names...), shown)
	}
	if err != nil {
		return err
	}
	private(c)
	s.flash(c, ui.Done, "This is how the community looks now, on every page.")
	return c.Redirect(http.StatusSeeOther, links.ConsoleBrand)
}

// restoreBrand brings a former look back.
func (s *Server) restoreBrand(c echo.Context) error {
	err := s.store.RestoreLook(c.Request().Context(), viewer(c), formNumber(c, "former"), formNumber(c, "version"))
	if models.KindOf(err) == models.Conflict {
		private(c)
		s.flash(c, ui.Wrong, "Somebody changed the look meanwhile, so nothing was brought back. This is how it is now.")
		return c.Redirect(http.StatusSeeOther, links.ConsoleBrand)
	}
	if err != nil {
		return err
	}
	private(c)
	s.flash(c, ui.Done, "The former look is back.")
	return c.Redirect(http.StatusSeeOther, links.ConsoleBrand)
}
