package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/reading"
	"github.com/commonthread/commonthread/views/ui"
)

// showYourThreads lists what the member has read or begun, with what is new in each.
func (s *Server) showYourThreads(c echo.Context) error {
	n, err := pageParam(c)
	if err != nil {
		return err
	}
	ctx, p := c.Request().Context(), s.presenter(c)
	started := c.QueryParam("show") == "started"
	filter := models.ThreadFilter{ReadBy: p.viewer.ID, News: true}
	if started {
		filter = models.ThreadFilter{AuthorID: p.viewer.ID}
	}
	total, err := s.store.CountThreads(ctx, p.viewer, filter)
	if err != nil {
		return err
	}
	last := pages(total.N, models.ThreadsPerPage)
	if n > last {
		return lastPage(c, links.YourThreadsPage(started, last))
	}
	items, err := s.store.Threads(ctx, p.viewer, filter, n, models.ThreadsPerPage)
	if err != nil {
		return err
	}
	page := reading.YourThreadsPage{
		Page: s.page(c, "Your threads"), Threads: p.cards(items), Started: started,
		Pager: ui.Pager{Page: n, Pages: last, Label: "Your threads", Of: func(n int) string { return links.YourThreadsPage(started, n) }},
	}
	page.Canonical, page.Robots = "", "noindex"
	return s.render(c, http.StatusOK, reading.YourThreads(page))
}
