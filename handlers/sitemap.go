package handlers

import (
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
)

type sitemapURL struct {
	Loc     string `xml:"loc"`
	LastMod string `xml:"lastmod,omitempty"`
}

// showSitemap is the index of the site map's files. It is the same whoever asks.
func (s *Server) showSitemap(c echo.Context) error {
	tag(c, tagLists)
	from, err := s.store.SitemapFiles(c.Request().Context())
	if err != nil {
		return err
	}
	index := struct {
		XMLName xml.Name     `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 sitemapindex"`
		Files   []sitemapURL `xml:"sitemap"`
	}{}
	index.Files = append(index.Files, sitemapURL{Loc: s.absolute(c, "/sitemaps/topics.xml")})
	for _, id := range from {
		index.Files = append(index.Files, sitemapURL{Loc: s.absolute(c, "/sitemaps/"+strconv.FormatInt(id, 10)+".xml")})
	}
	return sendXML(c, "application/xml; charset=utf-8", index)
}

// showSitemapFile lists the public threads from an id on, or the pages that are no thread.
func (s *Server) showSitemapFile(c echo.Context) error {
	tag(c, tagLists)
	set := struct {
		XMLName xml.Name     `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
		URLs    []sitemapURL `xml:"url"`
	}{}
	if c.Param("file") == "topics.xml" {
		set.URLs = append(set.URLs, sitemapURL{Loc: s.absolute(c, links.Front)}, sitemapURL{Loc: s.absolute(c, links.Topics)}, sitemapURL{Loc: s.absolute(c, links.Stories)},
			sitemapURL{Loc: s.absolute(c, links.Suggestions)}, sitemapURL{Loc: s.absolute(c, links.Heard)}, sitemapURL{Loc: s.absolute(c, links.Promise)})
		for _, t := range s.directory(c).Topics(models.Viewer{}) {
			set.URLs = append(set.URLs, sitemapURL{Loc: s.absolute(c, links.Topic(t.Slug))})
		}
		return sendXML(c, "application/xml; charset=utf-8", set)
	}
	from, err := sitemapStart(c.Param("file"))
	if err != nil {
		return err
	}
	threads, err := s.store.SitemapThreads(c.Request().Context(), from)
	if err != nil {
		return err
	}
	if len(threads) == 0 {
		return &models.Error{Kind: models.NotFound}
	}
	for _, t := range threads {
		set.URLs = append(set.URLs, sitemapURL{Loc: s.absolute(c, links.Thread(t.ID, t.Slug)), LastMod: t.LastActivityAt.UTC().Format(time.RFC3339)})
	}
	return sendXML(c, "application/xml; charset=utf-8", set)
}

func sitemapStart(file string) (int64, error) {
	name, isXML := strings.CutSuffix(file, ".xml")
	id, err := strconv.ParseInt(name, 10, 64)
	if !isXML || err != nil || id < 1 || strconv.FormatInt(id, 10) != name {
		return 0, &models.Error{Kind: models.NotFound}
	}
	return id, nil
}

func sendXML(c echo.Context, contentType string, v any) error {
	body, err := xml.Marshal(v)
	if err != nil {
		return fmt.Errorf("encode %s: %w", c.Path(), err)
	}
	return sendFile(c, contentType, append([]byte(xml.Header), body...))
}
