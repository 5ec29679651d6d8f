package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/ui"
	"github.com/commonthread/commonthread/views/writing"
)

// showHistory compares the versions of a post, for whoever may read the post.
func (s *Server) showHistory(c echo.Context) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	n, err := pageParam(c)
	if err != nil {
		return err
	}
	h, err := s.store.History(c.Request().Context(), viewer(c), id, n)
	if err != nil {
		return err
	}
	p := s.presenter(c)
	page := writing.HistoryPage{
		Page: s.page(c, "What was edited in “"+h.Thread.Title+"”"), PostID: id,
		ThreadID: h.Thread.ID, ThreadSlug: h.Thread.Slug, ThreadTitle: h.Thread.Title, Number: h.Post.Number,
		Author: p.personIn(h.Post.Author, h.Post.Employer, h.Thread.TopicID), WrittenAt: p.at(h.Post.CreatedAt), Removed: !h.Post.Visible(),
		Pager: ui.Pager{Page: n, Pages: h.Pages, Label: "Edits", Of: func(n int) string { return links.PostHistoryPage(id, n) }},
	}
	for _, r := range h.Revisions {
		page.Edits = append(page.Edits, writing.Edit{
			Version: r.Version, Editor: p.personIn(r.Editor, "", h.Thread.TopicID), Reason: r.Reason, At: p.at(r.At),
			Title: r.Title, Tags: r.Tags, Standfirst: r.Standfirst, Body: r.Body,
		})
	}
	if p.viewer.HidesThread(h.Thread.Thread) {
		page.ThreadTitle, page.Page = hiddenTitle, s.page(c, "What was edited in a thread")
	}
	page.Canonical, page.Robots, page.Colour = "", "noindex", h.Thread.Topic.Colour
	private(c)
	return s.render(c, http.StatusOK, writing.ShowHistory(page))
}
