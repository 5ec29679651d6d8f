package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/reading"
	"github.com/commonthread/commonthread/views/ui"
)

const storiesPerPage = 18

// showStories lists the stories of all topics, the newest first.
func (s *Server) showStories(c echo.Context) error {
	n, err := pageParam(c)
	if err != nil {
		return err
	}
	ctx, p := c.Request().Context(), s.presenter(c)
	tag(c, tagLists)
	filter := models.ThreadFilter{Kind: models.KindStory, Sort: models.SortNew}
	total, err := s.store.CountThreads(ctx, p.viewer, filter)
	if err != nil {
		return err
	}
	pager := ui.Pager{Page: n, Pages: pages(total.N, storiesPerPage), Of: links.StoriesPage, Label: "Stories"}
	if n > pager.Pages {
		return lastPage(c, links.StoriesPage(pager.Pages))
	}
	items, err := s.store.Threads(ctx, p.viewer, filter, n, storiesPerPage)
	if err != nil {
		return err
	}
	page := reading.StoriesPage{Page: s.page(c, "Stories"), Stories: p.cards(items), Pager: pager, CanPublish: p.viewer.CanPublish()}
	page.Page.Here, page.Page.Description = links.Stories, "Stories by members of this community and by the people who run it, the newest first."
	page.Page.Canonical = s.absolute(c, links.StoriesPage(n))
	page.Page.Prev, page.Page.Next = pager.Prev(), pager.Next()
	return s.render(c, http.StatusOK, reading.Stories(page))
}
