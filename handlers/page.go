package handlers

import (
	"fmt"
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/internal/media/size"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/layout"
	"github.com/commonthread/commonthread/views/links"
)

// page is the frame of a page for whoever asks. It always succeeds: while the database is away it is made of
// what was last known, so that even the page that says so has a masthead.
func (s *Server) page(c echo.Context, title string) layout.Page {
	v, d := viewer(c), s.directory(c)
	site, look := d.Site, d.Look
	p := layout.Page{
		Title:     title,
		Canonical: s.absolute(c, c.Request().URL.EscapedPath()),
		Site:      layout.Site{Name: site.Name, Tagline: site.Tagline, HostLine: site.HostLine, HostURL: look.HostURL, BrandSheet: s.brand(look).address(), Sans: look.Typeface == models.TypefacePlain},
		Feeds:     []layout.Feed{{Title: site.Name, Href: links.SiteFeed}},
		Return:    returnPath(c),
	}
	p.Site.Logo = layout.Logo{Src: brandFile(look.Logo), Width: look.LogoWidth, Height: look.LogoHeight}
	p.Site.LogoDark = layout.Logo{Src: brandFile(look.LogoDark), Width: look.LogoDarkWidth, Height: look.LogoDarkHeight}
	p.Site.Icon, p.Site.TouchIcon = links.Favicon, iconOf(look, touchIcon)
	if hash := look.IconHash(); hash != "" {
		p.Site.Icon, p.Site.IconType = links.BrandFile(hash, fmt.Sprintf("icon-%d.png", size.TabIcon)), "image/png"
		p.OpenGraph = layout.OpenGraph{Image: s.absolute(c, iconOf(look, largestIcon)), ImageAlt: site.Name, Small: true}
	}
	for _, l := range look.Links() {
		p.Site.Links = append(p.Site.Links, layout.HouseLink{Label: l.Label, Href: l.Href})
	}
	p.House, p.Banner, p.ViewAs = houseLinks(d), site.Crisis.Banner, viewAs(c)
	if v.OwesHouse(d) {
		p.HouseAsks = links.HouseAcceptance
	}
	for _, t := range d.Topics(v) {
		if !t.Archived() {
			p.Nav = append(p.Nav, layout.NavTopic{Name: t.Name, Slug: t.Slug, Colour: t.Colour})
		}
	}
	if v.SignedIn() {
		p.Viewer = &layout.Viewer{Name: v.Name, Handle: v.Handle, Face: d.Face(v.ID), Staff: v.Staff()}
		bell, err := s.bells.of(c.Request().Context(), s.store, v, s.store.Now())
		if err != nil { // a page without its bell is better than none
			c.Set(keyCause, err)
		}
		p.Viewer.Notices, p.Viewer.Heard = bell.Unread, bell.Seq
		p.Flash = s.takeFlash(c)
	}
	return p
}

// touchIcon is the icon of home screens that ask for one.
const touchIcon = 180

func brandFile(hash string) string {
	if hash == "" {
		return ""
	}
	return links.BrandFile(hash, size.LogoName)
}

// directory is the site and its topics as they are, or as they were when the database last answered.
func (s *Server) directory(c echo.Context) *models.Directory {
	d, err := s.store.Directory(c.Request().Context())
	if err == nil {
		s.lastDirectory.Store(d)
		return d
	}
	c.Set(keyCause, err)
	if d = s.lastDirectory.Load(); d != nil {
		return d
	}
	return &models.Directory{Site: models.Site{Name: "Community"}}
}

// absolute makes an address that works outside the site. Without a configured base address the request's own
// host is used; no header that a stranger can add has a say in it.
func (s *Server) absolute(c echo.Context, path string) string {
	return links.Absolute(s.base(c), path)
}

func (s *Server) base(c echo.Context) string {
	if s.BaseURL != nil {
		return s.BaseURL.Scheme + "://" + s.BaseURL.Host
	}
	if c.Request().TLS != nil {
		return "https://" + c.Request().Host
	}
	return "http://" + c.Request().Host
}

// returnPath is where signing in leads back to: the page that is shown, if it can be asked for.
func returnPath(c echo.Context) string {
	r := c.Request()
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		return ""
	}
	switch r.URL.Path {
	case links.Front, links.SignIn, links.Join, links.Forgot:
		return ""
	}
	return r.URL.RequestURI()
}
