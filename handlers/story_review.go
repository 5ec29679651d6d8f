package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/reading"
	"github.com/commonthread/commonthread/views/tools"
	"github.com/commonthread/commonthread/views/ui"
)

// updateReview has a story wait for another of the staff, or takes that back.
func (s *Server) updateReview(c echo.Context) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	on, err := wantedState(c)
	if err != nil {
		return err
	}
	if err := s.store.AskForReview(c.Request().Context(), viewer(c), id, on); err != nil {
		return err
	}
	return s.toolDone(c, id, choose(on, "It waits for a second pair of eyes. You can go on writing.", "It is a draft again."))
}

// createStoryVerdict puts a story out that waits for another's eyes, or hands it back.
func (s *Server) createStoryVerdict(c echo.Context) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	in := models.ReviewInput{Publish: c.FormValue("publish") == "1", Words: c.FormValue("words"), Version: formNumber(c, "version")}
	ctx, v := c.Request().Context(), viewer(c)
	if err := s.store.ReviewStory(ctx, v, id, in); err != nil {
		return s.again(c, tools.Verdict, err, "words")
	}
	if in.Publish {
		return s.toolDone(c, id, "The story is out.")
	}
	private(c)
	s.flash(c, ui.Done, "It is handed back, with your words.")
	return c.Redirect(http.StatusSeeOther, links.ConsoleDesk)
}

// createCheck says that a story is still true.
func (s *Server) createCheck(c echo.Context) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	months := formNumber(c, "months")
	if c.FormValue("months") == "" {
		months = 12
	}
	if err := s.store.CheckStory(c.Request().Context(), viewer(c), id, months); err != nil {
		return s.again(c, tools.Check, err, "months")
	}
	return s.toolDone(c, id, "Readers see that somebody checked it today.")
}

// updatePreviews makes a link to a story that is not out, or revokes all of them.
func (s *Server) updatePreviews(c echo.Context) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	ctx, v := c.Request().Context(), viewer(c)
	if c.FormValue("do") == "revoke" {
		if err := s.store.RevokePreviews(ctx, v, id); err != nil {
			return err
		}
		return s.toolDone(c, id, "No link to it works any more.")
	}
	token, err := s.store.MakePreview(ctx, v, id)
	if err != nil {
		return err
	}
	th, err := s.toolThread(c)
	if err != nil {
		return err
	}
	c.Set(keyNewPreview, s.absolute(c, links.StoryPreview(token)))
	return s.renderTools(c, http.StatusOK, th, []tools.Tool{tools.Previews}, tools.Typed{})
}

// keyNewPreview is where a link that was just made waits to be shown, once.
const keyNewPreview = "new-preview"

// showPreview is a story that is not out, for whoever has the link. Its pictures come by the same link.
func (s *Server) showPreview(c echo.Context) error {
	token := c.Param("token")
	th, opening, err := s.store.StoryByPreview(c.Request().Context(), token)
	if err != nil {
		return err
	}
	hidden(c)
	p := s.presenter(c)
	page := reading.ThreadPage{Page: s.page(c, th.Title), Thread: p.thread(th)}
	page.Page.Canonical, page.Page.Robots, page.Page.Feeds, page.Page.Return = "", "noindex, nofollow", nil, ""
	shown := p.post(th, opening)
	return s.render(c, http.StatusOK, reading.Preview(page, shown.Body, links.StoryPreview(token)))
}

// showPreviewUpload is a picture of such a story.
func (s *Server) showPreviewUpload(c echo.Context) error {
	p, err := s.store.PreviewPicture(c.Request().Context(), c.Param("token"), c.Param("key"))
	if err != nil {
		return err
	}
	for _, one := range p.Sizes() {
		if one.Name == c.Param("size") {
			return s.serveFileFor(c, p.StoredName(one), one.Type, p.Hash+"-"+one.Name, "no-store")
		}
	}
	return &models.Error{Kind: models.NotFound}
}

// hidden keeps a page from every cache, and its address from wherever its links lead.
func hidden(c echo.Context) {
	private(c)
	c.Response().Header().Set("Referrer-Policy", "no-referrer")
}
