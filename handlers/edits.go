package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	answers "github.com/commonthread/commonthread/handlers/answer"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/ui"
	"github.com/commonthread/commonthread/views/writing"
)

// editing is the page of an edit while its handler fills it.
type editing struct{ writing.EditPage }

func (s *Server) editPage(c echo.Context, p models.PostView, th models.ThreadView) *editing {
	v, t := viewer(c), th.Topic.Topic
	page := &editing{writing.EditPage{
		Page:   s.page(c, "Edit"),
		PostID: p.ID, ThreadID: th.ID, ThreadSlug: th.Slug, ThreadTitle: th.Title, Number: p.Number, Kind: th.Kind,
		Version: p.Version,
		Words:   v.CanEditPost(p.Post, th.Thread, t),
		Out:     th.Published(),
		Typed:   textOf(p, th),
	}}
	page.Labels = p.Opening() && (page.Words || v.CanRetitle(th.Thread, t))
	page.DraftKey = models.EditDraftKey(p.ID)
	page.Canonical, page.Robots, page.Composer = "", "noindex", true
	page.Return = links.Post(p.ID)
	page.Colour = th.Topic.Colour
	return page
}

// textOf is what a post, and its thread where it opens it, say now.
func textOf(p models.PostView, th models.ThreadView) writing.Text {
	if !p.Opening() {
		return writing.Text{Body: p.Body}
	}
	return writing.Text{Title: th.Title, Body: p.Body, Tags: th.Tags, Standfirst: th.Standfirst, Cover: th.Cover, CoverAlt: th.CoverAlt}
}

// takeTyped puts what was sent in the place of what is stored.
func (p *editing) takeTyped(c echo.Context) {
	p.Typed = writing.Text{
		Title: c.FormValue("title"), Body: c.FormValue("body"), Tags: c.FormValue("tags"),
		Standfirst: c.FormValue("standfirst"), Cover: coverValue(c), CoverAlt: c.FormValue("cover_alt"),
	}
	p.Reason = c.FormValue("reason")
	p.Version = formNumber(c, "version")
	p.DraftKey = firstOf(c.FormValue("draft_key"), p.DraftKey)
	p.DraftVersion = formNumber(c, "draft_version")
}

func (s *Server) editPost(c echo.Context) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	ctx, v := c.Request().Context(), viewer(c)
	p, th, err := s.store.Post(ctx, v, id)
	if err != nil {
		return err
	}
	page := s.editPage(c, p, th)
	if !page.Words && !page.Labels {
		return models.RefuseEdit(v, p, th)
	}
	key := firstOf(c.QueryParam("draft"), page.DraftKey)
	draft, err := s.store.Draft(ctx, v, key)
	switch {
	case models.KindOf(err) == models.NotFound:
	case err != nil:
		return err
	case draft.PostID != nil && *draft.PostID == p.ID:
		page.DraftKey = key
		page.takeDraft(draft.Draft)
		page.KeptAt = s.local(c, draft.UpdatedAt)
	}
	return s.showEdit(c, http.StatusOK, page)
}

// editStory leads to the edit of a story's opening, which is the story.
func (s *Server) editStory(c echo.Context) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	ctx, v := c.Request().Context(), viewer(c)
	th, err := s.store.Thread(ctx, v, id)
	if err != nil {
		return err
	}
	opening, err := s.store.PostByNumber(ctx, v, th.ID, 1)
	if err != nil {
		return err
	}
	private(c)
	return c.Redirect(http.StatusSeeOther, links.PostEdit(opening.ID))
}

// takeDraft goes on with what was kept of an edit, from the version of the post that it began from: what became of
// the post since then is shown before it is replaced.
func (p *editing) takeDraft(d models.Draft) {
	p.DraftVersion, p.Version = d.Version, d.PostVersion
	p.Typed.Body = d.Body
	if p.Labels && d.Title != "" {
		p.Typed.Title, p.Typed.Tags = d.Title, d.Tags
		p.Typed.Standfirst, p.Typed.Cover, p.Typed.CoverAlt = d.Standfirst, d.Cover, d.CoverAlt
	}
}

// updatePost stores an edit. Where somebody else was first, the answer is a page with both texts.
func (s *Server) updatePost(c echo.Context) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	in := models.EditInput{
		Version: formNumber(c, "version"), Reason: c.FormValue("reason"), DraftKey: firstOf(c.FormValue("draft_key"), models.EditDraftKey(id)),
		Body: sent(c, "body"), Title: sent(c, "title"), Tags: sent(c, "tags"),
		Standfirst: sent(c, "standfirst"), Cover: sentCover(c), CoverAlt: sent(c, "cover_alt"),
	}
	ctx, v := c.Request().Context(), viewer(c)
	post, err := s.store.EditPost(ctx, v, id, in)
	if err == nil {
		private(c)
		s.flash(c, ui.Done, "Your change is saved.")
		return c.Redirect(http.StatusSeeOther, links.Post(post.ID))
	}
	kind := models.KindOf(err)
	if kind != models.Invalid && kind != models.Conflict {
		return err
	}
	p, th, missing := s.store.Post(ctx, v, id)
	if missing != nil {
		return err
	}
	page := s.editPage(c, p, th)
	page.takeTyped(c)
	page.Wrong(wrongWith(c, err))
	if kind == models.Conflict {
		page.clash(p, th, err)
	}
	return s.showEdit(c, answers.Of(err).Status, page)
}

// clash sets what the post says now beside what was typed. Sending it again replaces the version that was seen.
func (p *editing) clash(now models.PostView, th models.ThreadView, refusal error) {
	theirs := &writing.Theirs{Text: textOf(now, th), Changes: models.CompareTexts(now.Body, p.Typed.Body)}
	p.Theirs, p.Version = theirs, now.Version
	if !p.Words && !p.Labels {
		p.Closed = models.AsError(refusal).Message
	}
	if !now.Visible() {
		p.Theirs, p.Closed = nil, models.AsError(refusal).Message
	}
}

// sent is a field that the form had, if only empty; nil where it had none.
func sent(c echo.Context, name string) *string {
	if _, err := c.FormParams(); err != nil {
		return nil
	}
	if values, ok := c.Request().Form[name]; ok && len(values) > 0 {
		return &values[0]
	}
	return nil
}
