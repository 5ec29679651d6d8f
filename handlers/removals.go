package handlers

import (
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	answers "github.com/commonthread/commonthread/handlers/answer"
	"github.com/commonthread/commonthread/internal/markup"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/ui"
	"github.com/commonthread/commonthread/views/writing"
)

// confirmDeletion shows what would go, and asks.
func (s *Server) confirmDeletion(c echo.Context) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	page, err := s.deletePage(c, id)
	if err != nil {
		return err
	}
	return s.render(c, http.StatusOK, writing.ShowDelete(page))
}

func (s *Server) deletePage(c echo.Context, id int64) (writing.DeletePage, error) {
	v := viewer(c)
	p, th, err := s.store.Post(c.Request().Context(), v, id)
	if err != nil {
		return writing.DeletePage{}, err
	}
	if err := models.RefuseDeletion(v, p, th); err != nil {
		return writing.DeletePage{}, err
	}
	own := models.DeletesAsAuthor(v, p, th)
	title := "Remove this post?"
	if own {
		title = "Take this post back?"
	}
	page := writing.DeletePage{
		Page: s.page(c, title), PostID: p.ID, ThreadID: th.ID, ThreadSlug: th.Slug, ThreadTitle: th.Title, Number: p.Number,
		Author: s.presenter(c).person(p.Author, p.Employer), Body: markup.Trusted(p.HTML), Version: p.Version,
		Own: own, WholeThread: models.TakesThread(p, th), Days: int(models.OwnRestore / (24 * time.Hour)),
	}
	page.Canonical, page.Robots, page.Colour = "", "noindex", th.Topic.Colour
	if own {
		return page, nil
	}
	if page.Saved, err = s.savedReasons(c.Request().Context(), v); err != nil {
		return page, err
	}
	kept, err := s.keptForms(c, links.PostDelete(id), "remove")
	k := kept["remove"]
	page.Kept, page.Composer = ui.Kept{Place: k.Place, Version: k.Version}, true
	page.Reason, page.Rule, page.Chosen = k.Values["reason"], k.Values["rule"], k.Values["saved"]
	return page, err
}

func (s *Server) deletePost(c echo.Context) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	in := models.DeleteInput{Version: formNumber(c, "version")}
	in.Rule, in.Reason, err = s.reasonIn(c, "reason")
	var out models.Removal
	if err == nil {
		out, err = s.sending(c).DeletePost(c.Request().Context(), viewer(c), id, in)
	}
	if kind := models.KindOf(err); err != nil && (kind == models.Invalid || kind == models.Conflict) {
		page, missing := s.deletePage(c, id)
		if missing != nil {
			return missing
		}
		page.Reason, page.Rule, page.Chosen = in.Reason, in.Rule, c.FormValue("saved")
		page.Wrong(wrongWith(c, err))
		return s.render(c, answers.Of(err).Status, writing.ShowDelete(page))
	}
	if err != nil {
		return err
	}
	private(c)
	s.flash(c, ui.Done, deletedWords(out))
	return c.Redirect(http.StatusSeeOther, links.ThreadPost(out.Thread.ID, out.Thread.Slug, out.Post.Number))
}

func deletedWords(r models.Removal) string {
	switch {
	case r.WholeThread():
		return "The thread is taken away. You can put it back from here."
	case r.Post.Status == models.PostDeleted:
		return "Your post is taken back. You can put it back from here."
	}
	return "The post is removed."
}

// confirmRestore shows what would come back, and asks moderators why.
func (s *Server) confirmRestore(c echo.Context) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	page, err := s.restorePage(c, id)
	if err != nil {
		return err
	}
	return s.render(c, http.StatusOK, writing.ShowRestore(page))
}

func (s *Server) restorePage(c echo.Context, id int64) (writing.RestorePage, error) {
	v := viewer(c)
	p, th, err := s.store.Post(c.Request().Context(), v, id)
	if err != nil {
		return writing.RestorePage{}, err
	}
	if err := models.RefuseRestore(v, p, th, s.store.Now()); err != nil {
		return writing.RestorePage{}, err
	}
	page := writing.RestorePage{
		Page: s.page(c, "Put this post back?"), PostID: p.ID, ThreadID: th.ID, ThreadSlug: th.Slug, ThreadTitle: th.Title, Number: p.Number,
		Author: s.presenter(c).person(p.Author, p.Employer), Removed: p.Status == models.PostRemoved,
		Slip: v.Slipped(p.RemovedBy, p.RemovedAt, s.store.Now()),
	}
	if v.CanReadRemoved(p.Post) {
		page.Body, page.Because = markup.Trusted(p.HTML), p.RemovedBecause
	}
	page.Canonical, page.Robots, page.Colour = "", "noindex", th.Topic.Colour
	return page, nil
}

func (s *Server) restorePost(c echo.Context) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	out, err := s.store.RestorePost(c.Request().Context(), viewer(c), id, c.FormValue("reason"))
	if models.KindOf(err) == models.Invalid && err != nil {
		page, missing := s.restorePage(c, id)
		if missing != nil {
			return missing
		}
		page.Reason = c.FormValue("reason")
		page.Wrong(wrongWith(c, err))
		return s.render(c, http.StatusUnprocessableEntity, writing.ShowRestore(page))
	}
	if err != nil {
		return err
	}
	private(c)
	s.flash(c, ui.Done, "The post is back.")
	return c.Redirect(http.StatusSeeOther, links.ThreadPost(out.Thread.ID, out.Thread.Slug, out.Post.Number))
}
