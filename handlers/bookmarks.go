package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/internal/markup"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/ui"
	"github.com/commonthread/commonthread/views/writing"
)

// listedWords is how much of a text stands in a list of bookmarks or drafts.
const listedWords = 180

func (s *Server) showBookmarks(c echo.Context) error {
	n, err := pageParam(c)
	if err != nil {
		return err
	}
	p := s.presenter(c)
	kept, total, err := s.store.Bookmarks(c.Request().Context(), p.viewer, n)
	if err != nil {
		return err
	}
	last := pages(total, models.BookmarksPerPage)
	if n > last {
		return lastPage(c, links.BookmarksPage(last))
	}
	page := writing.BookmarksPage{
		Page: s.page(c, "Bookmarks"), Total: total,
		Pager: ui.Pager{Page: n, Pages: last, Label: "Bookmarks", Of: links.BookmarksPage},
	}
	page.Canonical, page.Robots = "", "noindex"
	for _, k := range kept {
		page.Kept = append(page.Kept, writing.Kept{
			PostID: k.PostID, Number: k.Number, ThreadID: k.ThreadID, ThreadSlug: k.ThreadSlug, ThreadTitle: k.ThreadTitle,
			Author: p.person(k.Author, ""), Words: markup.Excerpt(k.Text, listedWords), WrittenAt: p.at(k.CreatedAt),
		})
	}
	return s.render(c, http.StatusOK, writing.ShowBookmarks(page))
}
