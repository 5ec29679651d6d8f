package handlers

import (
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/reading"
	"github.com/commonthread/commonthread/views/ui"
)

// showSearch is the search page, with or without results. A search that can mean nothing comes back in its box.
func (s *Server) showSearch(c echo.Context) error {
	n, err := pageParam(c)
	if err != nil {
		return err
	}
	in := models.Search{
		Words: c.QueryParam("q"), Kind: c.QueryParam("kind"), Topic: c.QueryParam("topic"),
		Author: c.QueryParam("author"), Tag: c.QueryParam("tag"), State: c.QueryParam("state"),
	}
	p := s.presenter(c)
	tag(c, tagLists)
	page := reading.SearchPage{Q: in.Words, Topic: in.Topic, Author: in.Author, Tag: in.Tag}
	if kind, err := models.ParseAnyKind(in.Kind); err == nil {
		page.Kind = kind
	}
	if state, err := models.ParseState(in.State); err == nil {
		page.State = state
	}
	for _, t := range p.site.Topics(p.viewer) {
		page.Topics = append(page.Topics, reading.TopicRef{Slug: t.Slug, Name: t.Name, Colour: t.Colour})
	}
	status := http.StatusOK
	found, err := s.store.Search(c.Request().Context(), p.viewer, in, n)
	switch models.KindOf(err) {
	case models.Invalid:
		status = http.StatusUnprocessableEntity
		fields := models.AsError(err).Fields
		page.Error = firstOf(fields["q"], fields["kind"], fields["state"])
	default:
		if err != nil {
			return err
		}
	}
	page.Total, page.Capped = found.Total.N, found.Total.Capped
	page.Pager = ui.Pager{Page: n, Pages: pages(found.Total.N, models.SearchPerPage), Label: "Results", Of: func(n int) string {
		found := links.SearchPage(in.Words, in.Kind, in.Topic, in.Author, n)
		return withFilter(withFilter(found, "state", in.State), "tag", in.Tag)
	}}
	if n > page.Pager.Pages {
		return lastPage(c, page.Pager.Of(page.Pager.Pages))
	}
	for _, h := range found.Hits {
		page.Results = append(page.Results, p.result(h))
	}
	page.Page = s.page(c, "Search")
	page.Page.Query, page.Page.Robots = in.Words, "noindex, follow"
	page.Page.Prev, page.Page.Next = page.Pager.Prev(), page.Pager.Next()
	page.Page.Canonical = ""
	return s.render(c, status, reading.Search(page))
}

func (p presenter) result(h models.SearchHit) reading.Result {
	r := reading.Result{Card: p.card(h.Thread, nil), Number: h.Number, Author: p.person(h.Author, ""), At: p.at(h.At)}
	for _, s := range h.Snippet {
		r.Snippet = append(r.Snippet, reading.Span{Text: s.Text, Match: s.Match})
	}
	return r
}

func withFilter(path, name, value string) string {
	if value == "" {
		return path
	}
	u, err := url.Parse(path)
	if err != nil {
		return path
	}
	q := u.Query()
	q.Set(name, value)
	u.RawQuery = q.Encode()
	return u.String()
}
