package handlers

import (
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/internal/markup"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/console"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/ui"
	"github.com/commonthread/commonthread/views/writing"
)

// keptDraft is what a script learns of a draft: the version to send next time.
type keptDraft struct {
	Key     string `json:"draft_key"`
	Version int64  `json:"version"`
	Message string `json:"message,omitempty"`
	Href    string `json:"href,omitempty"` // the page with both texts
}

// draftInput reads any composer's form as a draft.
func draftInput(value func(string) string, number func(string) int64) models.DraftInput {
	in := models.DraftInput{
		Key: value("draft_key"), Kind: value("kind"), Topic: value("topic"),
		ThreadID: number("thread"), PostID: number("post"), ReplyTo: number("reply_to"),
		Title: value("title"), Body: value("body"), Tags: value("tags"),
		Standfirst: value("standfirst"), Cover: coverWith(value("cover"), value("cover_focus")), CoverAlt: value("cover_alt"),
		Version: number("draft_version"),
	}
	switch { // what a form calls its version is the post's in that of an edit
	case in.PostID > 0:
		in.PostVersion = number("version")
	case in.Version == 0:
		in.Version = number("version")
	}
	return in
}

// saveDraft keeps what stands in a composer. An older device gets both texts and loses nothing.
func (s *Server) saveDraft(c echo.Context) error {
	in := draftInput(c.FormValue, func(name string) int64 { return formNumber(c, name) })
	ctx, v := c.Request().Context(), viewer(c)
	d, err := s.store.SaveDraft(ctx, v, in)
	if models.KindOf(err) == models.Conflict {
		return s.draftConflict(c, in, err)
	}
	if err != nil {
		return err
	}
	private(c)
	if wantsFragment(c) {
		return c.JSON(http.StatusOK, keptDraft{Key: d.DraftKey, Version: d.Version})
	}
	s.flash(c, ui.Done, "Your draft is kept.")
	return c.Redirect(http.StatusSeeOther, links.Drafts)
}

func (s *Server) draftConflict(c echo.Context, in models.DraftInput, conflict error) error {
	kept, err := s.store.Draft(c.Request().Context(), viewer(c), in.Key)
	if err != nil {
		return err
	}
	private(c)
	if wantsFragment(c) {
		answer := keptDraft{Key: in.Key, Version: kept.Version, Message: models.AsError(conflict).Message, Href: draftHref(kept)}
		return c.JSON(http.StatusConflict, answer)
	}
	page := writing.DraftConflictPage{
		Page: s.page(c, "A draft on two devices"), Key: in.Key, Version: kept.Version, KeptAt: s.local(c, kept.UpdatedAt), Href: draftHref(kept),
		Kept:    writing.Text{Title: kept.Title, Body: kept.Body},
		Typed:   writing.Text{Title: in.Title, Body: in.Body},
		Changes: models.CompareTexts(kept.Body, in.Body),
	}
	for _, name := range []string{"kind", "topic", "thread", "post", "version", "reply_to", "title", "tags", "standfirst", "cover", "cover_alt"} {
		if value := c.FormValue(name); value != "" {
			page.Hidden = append(page.Hidden, writing.Hidden{Name: name, Value: value})
		}
	}
	page.Canonical, page.Robots = "", "noindex"
	return s.render(c, http.StatusConflict, writing.DraftConflict(page))
}

// draftHref is where a draft is gone on with: under its thread, in its edit, or in the composer.
func draftHref(d models.DraftView) string {
	page, form := d.Place()
	switch {
	case form != "" && localPath(page, "") != "":
		return page + "#" + url.PathEscape(form)
	case d.Kind == models.DraftDecision && d.ThreadID != nil && d.ThreadTitle != "":
		return links.ConsoleAnswer(*d.ThreadID)
	case d.InConsole() && d.ThreadTitle != "":
		return links.ConsoleSuggestion(*d.ThreadID, models.InboxOpen) + "#" + console.ToolID(d.Kind)
	case d.PostID != nil && d.DraftKey == models.EditDraftKey(*d.PostID):
		return links.PostEdit(*d.PostID)
	case d.PostID != nil:
		return links.PostEditDraft(*d.PostID, d.DraftKey)
	case d.ThreadID != nil && d.ThreadTitle != "":
		return links.Thread(*d.ThreadID, d.ThreadSlug) + "?draft=" + url.QueryEscape(d.DraftKey) + "#reply"
	}
	return links.Draft(d.DraftKey)
}

// openDraft goes on with a draft in the composer, or leads to where it belongs.
func (s *Server) openDraft(c echo.Context, key string) error {
	d, err := s.store.Draft(c.Request().Context(), viewer(c), key)
	if err != nil {
		return err
	}
	if href := draftHref(d); href != links.Draft(key) {
		private(c)
		return c.Redirect(http.StatusSeeOther, href)
	}
	in := models.ThreadInput{
		Topic: d.Topic, Kind: d.Kind, Title: d.Title, Body: d.Body, Tags: d.Tags,
		Standfirst: d.Standfirst, Cover: d.Cover, CoverAlt: d.CoverAlt,
	}
	page, err := s.composePage(c, in, writing.Keeping{DraftKey: key, DraftVersion: d.Version, KeptAt: s.local(c, d.UpdatedAt)})
	if err != nil {
		return err
	}
	return s.render(c, http.StatusOK, writing.Compose(page))
}

func (s *Server) showDrafts(c echo.Context) error {
	v := viewer(c)
	drafts, err := s.store.Drafts(c.Request().Context(), v)
	if err != nil {
		return err
	}
	page := writing.DraftsPage{Page: s.page(c, "Drafts"), Deleted: c.QueryParam("deleted")}
	page.Canonical, page.Robots = "", "noindex"
	d := s.directory(c)
	for _, kept := range drafts {
		shown := writing.Draft{
			Key: kept.DraftKey, Title: kept.Title, Words: markup.Excerpt(kept.Body, listedWords),
			Href: draftHref(kept), ChangedAt: s.local(c, kept.UpdatedAt),
		}
		shown.What, shown.Where = draftWords(v, d, kept)
		page.Drafts = append(page.Drafts, shown)
	}
	return s.render(c, http.StatusOK, writing.ShowDrafts(page))
}

// toolDraftWords say what was begun beside a suggestion in the console.
var toolDraftWords = map[string]string{
	models.DraftOwner: "A hand-over of", models.DraftNote: "A note on", models.DraftSide: "A private message about", models.DraftSideEnd: "A closing line of",
}

// draftWords say what a draft is of, and where it belongs as far as the member may still know.
func draftWords(v models.Viewer, d *models.Directory, kept models.DraftView) (what, where string) {
	_, form := kept.Place()
	of, _, there := formNamed(form)
	switch {
	case there:
		return of.what, ""
	case kept.Kind == models.DraftDecision && kept.ThreadTitle != "":
		return "An answer to", kept.ThreadTitle
	case kept.InConsole() && kept.ThreadTitle != "":
		return toolDraftWords[kept.Kind], kept.ThreadTitle
	case kept.PostID != nil && kept.ThreadTitle != "":
		return "An edit in", kept.ThreadTitle
	case kept.PostID != nil:
		return "An edit", ""
	case kept.ThreadID != nil && kept.ThreadTitle != "":
		return "A reply in", kept.ThreadTitle
	case kept.ThreadID != nil:
		return "A reply", ""
	}
	what = firstOf(writing.KindName(models.Kind(kept.Kind)), "A beginning")
	if t, err := d.Topic(v, kept.Topic); err == nil {
		return what + " in", t.Name
	}
	return what, ""
}

// draftKey is the key in the address, which may hold any character.
func draftKey(c echo.Context) string {
	key := c.Param("key")
	if c.Request().URL.RawPath == "" {
		return key
	}
	if plain, err := url.PathUnescape(key); err == nil {
		return plain
	}
	return key
}

func (s *Server) deleteDraft(c echo.Context) error {
	key := draftKey(c)
	if err := s.store.DeleteDraft(c.Request().Context(), viewer(c), key); err != nil {
		return err
	}
	private(c)
	return c.Redirect(http.StatusSeeOther, links.DraftsAfter(key))
}

func (s *Server) restoreDraft(c echo.Context) error {
	if err := s.store.RestoreDraft(c.Request().Context(), viewer(c), draftKey(c)); err != nil {
		return err
	}
	private(c)
	s.flash(c, ui.Done, "The draft is back.")
	return c.Redirect(http.StatusSeeOther, links.Drafts)
}
