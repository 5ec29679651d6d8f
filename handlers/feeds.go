package handlers

import (
	"encoding/xml"
	"fmt"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/internal/media/size"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
)

// Atom feeds (RFC 4287). They are made for readers without an account whoever fetches them: a feed reader keeps
// and shares what it gets, so nothing private is ever in one.

type atomFeed struct {
	XMLName  xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Language string      `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
	ID       string      `xml:"id"`
	Title    string      `xml:"title"`
	Subtitle string      `xml:"subtitle,omitempty"`
	Updated  string      `xml:"updated"`
	Links    []atomLink  `xml:"link"`
	Icon     string      `xml:"icon"`
	Logo     string      `xml:"logo,omitempty"`
	Entries  []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	ID        string     `xml:"id"`
	Title     string     `xml:"title"`
	Links     []atomLink `xml:"link"`
	Published string     `xml:"published"`
	Updated   string     `xml:"updated"`
	Author    atomPerson `xml:"author"`
	Category  *atomTerm  `xml:"category"`
	Summary   string     `xml:"summary,omitempty"`
	Content   atomText   `xml:"content"`
}

type atomPerson struct {
	Name string `xml:"name"`
	URI  string `xml:"uri,omitempty"`
}

type atomTerm struct {
	Term string `xml:"term,attr"`
}

type atomText struct {
	Base string `xml:"http://www.w3.org/XML/1998/namespace base,attr"`
	Type string `xml:"type,attr"`
	Body string `xml:",chardata"`
}

// showSiteFeed carries the newest threads of all public topics, each with its whole opening.
func (s *Server) showSiteFeed(c echo.Context) error {
	tag(c, tagLists)
	entries, err := s.store.ThreadsFeed(c.Request().Context(), 0)
	if err != nil {
		return err
	}
	site := s.directory(c).Site
	return s.sendFeed(c, atomFeed{Title: site.Name, Subtitle: site.Tagline}, links.Front, links.SiteFeed, entries)
}

// showTopicFeed carries the newest threads of one public topic.
func (s *Server) showTopicFeed(c echo.Context) error {
	topic, err := s.directory(c).Topic(models.Viewer{}, c.Param("slug"))
	if err != nil {
		return err
	}
	tag(c, tagTopics, tagTopic(topic.ID))
	entries, err := s.store.ThreadsFeed(c.Request().Context(), topic.ID)
	if err != nil {
		return err
	}
	return s.sendFeed(c, atomFeed{Title: topic.Name, Subtitle: topic.Description}, links.Topic(topic.Slug), links.TopicFeed(topic.Slug), entries)
}

// showThreadFeed carries the newest posts of one public thread.
func (s *Server) showThreadFeed(c echo.Context) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	tag(c, tagThread(id))
	ctx := c.Request().Context()
	th, err := s.store.Thread(ctx, models.Viewer{}, id)
	if err != nil {
		return err
	}
	entries, err := s.store.PostsFeed(ctx, th.Thread)
	if err != nil {
		return err
	}
	return s.sendFeed(c, atomFeed{Title: th.Title}, links.Thread(th.ID, th.Slug), links.ThreadFeed(th.ID), entries)
}

func (s *Server) sendFeed(c echo.Context, f atomFeed, page, self string, entries []models.FeedEntry) error {
	var newest time.Time
	for _, e := range entries {
		entry := s.feedEntry(c, e)
		f.Entries = append(f.Entries, entry)
		if e.Updated().After(newest) {
			newest = e.Updated()
		}
	}
	return s.sendAtom(c, f, page, self, newest)
}

// sendAtom sends a feed whose entries are there, of a page.
func (s *Server) sendAtom(c echo.Context, f atomFeed, page, self string, newest time.Time) error {
	f.Language, f.ID, f.Icon = "en", s.absolute(c, self), s.absolute(c, links.Favicon)
	if logo := s.directory(c).Look.Logo; logo != "" {
		f.Logo = s.absolute(c, links.BrandFile(logo, size.LogoName))
	}
	f.Links = []atomLink{
		{Rel: "self", Type: "application/atom+xml", Href: s.absolute(c, self)},
		{Rel: "alternate", Type: "text/html", Href: s.absolute(c, page)},
	}
	f.Updated = stamp(newest)
	if err := sendXML(c, "application/atom+xml; charset=utf-8", f); err != nil {
		return fmt.Errorf("send feed: %w", err)
	}
	return nil
}

// feedEntry's id is the post's permalink, which no rename and no move changes.
func (s *Server) feedEntry(c echo.Context, e models.FeedEntry) atomEntry {
	entry := atomEntry{
		ID:    s.absolute(c, links.Post(e.PostID)),
		Title: e.ThreadTitle,
		Links: []atomLink{
			{Rel: "alternate", Type: "text/html", Href: s.absolute(c, links.Thread(e.ThreadID, e.ThreadSlug))},
		},
		Published: stamp(e.CreatedAt), Updated: stamp(e.Updated()),
		Author:   atomPerson{Name: e.Author.Name, URI: s.absolute(c, links.Member(e.Author.Handle))},
		Category: &atomTerm{Term: e.TopicName},
		Summary:  e.Standfirst,
		Content:  atomText{Base: s.base(c) + "/", Type: "html", Body: e.HTML},
	}
	if e.Author.Former() {
		entry.Author = atomPerson{Name: models.FormerMember}
	}
	if e.Number > 1 {
		entry.Title = fmt.Sprintf("%s, #%d", e.ThreadTitle, e.Number)
		entry.Summary = ""
		entry.Links[0].Href = s.absolute(c, links.ThreadPost(e.ThreadID, e.ThreadSlug, e.Number))
	}
	return entry
}
