package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
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
	page, err := s.historyPage(c, id, n)
	if err != nil {
		return err
	}
	return s.render(c, http.StatusOK, writing.ShowHistory(page))
}

func (s *Server) historyPage(c echo.Context, id int64, n int) (writing.HistoryPage, error) {
	h, err := s.store.History(c.Request().Context(), viewer(c), id, n)
	if err != nil {
		return writing.HistoryPage{}, err
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
			Title: r.Title, Tags: r.Tags, Standfirst: r.Standfirst, Body: r.Body, Hidden: r.Hidden, Because: r.Because,
		})
		page.SomeShown, page.SomeHidden = page.SomeShown || !r.Hidden, page.SomeHidden || r.Hidden
	}
	if p.viewer.HidesThread(h.Thread.Thread) {
		page.ThreadTitle, page.Page = hiddenTitle, s.page(c, "What was edited in a thread")
	}
	page.Canonical, page.Robots, page.Colour = "", "noindex", h.Thread.Topic.Colour
	page.CanHide = h.CanHide
	private(c)
	return page, nil
}

// hideHistory keeps a post's earlier versions for moderators alone, or shows them again.
func (s *Server) hideHistory(c echo.Context) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	reason := c.FormValue("reason")
	on, err := wantedState(c)
	if err == nil {
		err = s.store.HideHistory(c.Request().Context(), viewer(c), id, on, reason)
	}
	if err != nil {
		return s.hideHistoryAgain(c, id, reason, err)
	}
	s.flash(c, ui.Done, choose(on, "The earlier versions are for moderators alone now.", "Everybody can look up the earlier versions again."))
	return c.Redirect(http.StatusSeeOther, links.PostHistory(id))
}

// hideHistoryAgain is the page with what was typed and what was wrong with it.
func (s *Server) hideHistoryAgain(c echo.Context, id int64, reason string, failed error) error {
	wrong := models.AsError(failed)
	if wrong.Kind != models.Invalid {
		return failed
	}
	page, err := s.historyPage(c, id, 1)
	if err != nil {
		return err
	}
	if !page.CanHide {
		return failed
	}
	page.Typed = reason
	page.Wrong(wrong.Fields, wrong.Message)
	return s.render(c, http.StatusUnprocessableEntity, writing.ShowHistory(page))
}
