package handlers

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/internal/art"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
)

// showManifest describes the site to phones that keep it on the home screen.
func (s *Server) showManifest(c echo.Context) error {
	d := s.directory(c)
	site := d.Site
	type icon struct {
		Src     string `json:"src"`
		Sizes   string `json:"sizes"`
		Type    string `json:"type"`
		Purpose string `json:"purpose"`
	}
	var icons []icon
	if d.Look.IconHash() == "" {
		icons = append(icons, icon{Src: "/favicon.svg", Sizes: "any", Type: "image/svg+xml", Purpose: "any"})
	}
	for _, size := range art.IconSizes() {
		icons = append(icons, icon{Src: iconOf(d.Look, size), Sizes: fmt.Sprintf("%dx%d", size, size), Type: "image/png", Purpose: "any maskable"})
	}
	body, err := json.Marshal(map[string]any{
		"name": site.Name, "short_name": site.Name, "description": site.Tagline, "start_url": "/", "scope": "/", "display": "minimal-ui", "icons": icons,
	})
	if err != nil {
		return fmt.Errorf("encode manifest: %w", err)
	}
	return sendFile(c, "application/manifest+json", body)
}

// iconOf is the address of an icon; another look has another one.
func iconOf(look models.Look, side int) string {
	if hash := look.IconHash(); hash != "" {
		return links.BrandFile(hash, fmt.Sprintf("icon-%d.png", side))
	}
	return fmt.Sprintf("/icons/%d.png", side)
}

// largestIcon is the one that others show beside the community's name.
const largestIcon = 512

// showOpenSearch lets browsers search the site from their address bar.
func (s *Server) showOpenSearch(c echo.Context) error {
	site := s.directory(c).Site
	type address struct {
		Type     string `xml:"type,attr"`
		Template string `xml:"template,attr"`
	}
	body, err := xml.Marshal(struct {
		XMLName     xml.Name `xml:"http://a9.com/-/spec/opensearch/1.1/ OpenSearchDescription"`
		ShortName   string
		Description string
		Encoding    string `xml:"InputEncoding"`
		Image       string
		URL         address `xml:"Url"`
	}{
		ShortName: shortened(site.Name, 16), Description: "Search " + site.Name, Encoding: "UTF-8",
		Image: s.absolute(c, "/favicon.svg"), URL: address{"text/html", s.absolute(c, links.Search) + "?q={searchTerms}"},
	})
	if err != nil {
		return fmt.Errorf("encode search description: %w", err)
	}
	return sendFile(c, "application/opensearchdescription+xml; charset=utf-8", append([]byte(xml.Header), body...))
}

// shortened keeps to the length that the format allows a name.
func shortened(s string, most int) string {
	r := []rune(s)
	return string(r[:min(most, len(r))])
}

// showRobots keeps crawlers from what has no words of its own; private things are not named.
func (s *Server) showRobots(c echo.Context) error {
	body := "User-agent: *\nDisallow: /search\nDisallow: /login\nDisallow: /join\nDisallow: /new\nDisallow: /*/history\nDisallow: /api/\n\nSitemap: " +
		s.absolute(c, "/sitemap.xml") + "\n"
	return sendFile(c, "text/plain; charset=utf-8", []byte(body))
}

// sendFile answers with what every reader gets alike.
func sendFile(c echo.Context, contentType string, body []byte) error {
	h := c.Response().Header()
	h.Set("Cache-Control", cacheReaders)
	return c.Blob(http.StatusOK, contentType, body)
}
