package handlers

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/internal/markup"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/console"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/moderation"
	"github.com/commonthread/commonthread/views/reading"
	"github.com/commonthread/commonthread/views/ui"
)

// tellHeld answers whoever sent a post that a moderator looks at first. A script sends it again as a form.
func (s *Server) tellHeld(c echo.Context, id int64) error {
	private(c)
	if wantsFragment(c) {
		return c.NoContent(http.StatusAccepted)
	}
	s.flash(c, ui.Told, "A moderator looks at this before others see it. You are told what came of it.")
	return c.Redirect(http.StatusSeeOther, links.Held(id))
}

func whyHeld(h models.HeldPost, exactly bool) (words []string) {
	for _, r := range h.ReasonList() {
		words = append(words, moderation.HoldWords(r, exactly))
	}
	return words
}

// weighed says to moderators why a post is held, with what each reason weighs.
func weighed(h models.HeldPost) (words []string) {
	for _, r := range h.ReasonList() {
		words = append(words, moderation.HoldWords(r, true)+": "+ui.Count(r.Points(), "point", "points"))
	}
	return words
}

// heldReplies are the viewer's own that wait in a thread.
func (s *Server) heldReplies(c echo.Context, p presenter, threadID int64) ([]reading.HeldReply, error) {
	list, err := s.store.HeldOf(c.Request().Context(), p.viewer, threadID)
	var shown []reading.HeldReply
	for _, h := range list {
		shown = append(shown, reading.HeldReply{
			Href: links.Held(h.ID), State: moderation.HeldStateWords(h.State), Why: "It is held for: " + strings.Join(whyHeld(h.HeldPost, false), "; ") + ".", Words: h.Body,
		})
	}
	return shown, err
}

func (p presenter) held(h models.HeldView) moderation.Held {
	shown := moderation.Held{
		ID: h.ID, State: h.State, Title: h.Title, Where: h.ThreadTitle, Body: markup.Trusted(h.Shown), Source: h.Body, Reasons: whyHeld(h.HeldPost, false),
		Words: h.Words, Changed: h.Changed, Told: h.Told, At: p.at(h.CreatedAt),
	}
	if h.ThreadID == nil {
		shown.Where = h.TopicName
	}
	if h.PostID != nil {
		shown.Href = links.Post(*h.PostID)
	}
	return shown
}

// showHeldPosts lists what of the member's own waits for a moderator.
func (s *Server) showHeldPosts(c echo.Context) error {
	private(c)
	p := s.presenter(c)
	list, err := s.store.HeldOf(c.Request().Context(), p.viewer, 0)
	if err != nil {
		return err
	}
	page := moderation.HeldPage{Page: s.page(c, "What waits")}
	page.Canonical, page.Robots = "", "noindex"
	for _, h := range list {
		page.List = append(page.List, p.held(h))
	}
	return s.render(c, http.StatusOK, moderation.ShowHeldPosts(page))
}

// showHeld is one of them, for its author.
func (s *Server) showHeld(c echo.Context) error {
	return s.renderHeld(c, http.StatusOK, nil)
}

func (s *Server) renderHeld(c echo.Context, status int, wrong *models.Error) error {
	private(c)
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	p := s.presenter(c)
	h, err := s.store.Held(c.Request().Context(), p.viewer, id)
	if err != nil {
		return err
	}
	if h.MemberID != p.viewer.ID { // moderators look at it in the console
		return &models.Error{Kind: models.NotFound}
	}
	page := moderation.HeldPage{Page: s.page(c, "A post that waits"), List: []moderation.Held{p.held(h)}}
	page.Canonical, page.Robots = "", "noindex"
	if wrong != nil {
		page.Error, page.List[0].Source = wrong.Fields["body"], c.FormValue("body")
	}
	return s.render(c, status, moderation.ShowHeld(page))
}

// readHeld marks what was told of a held post as read: a script sends it once the page is looked at.
func (s *Server) readHeld(c echo.Context) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	v := viewer(c)
	if err := s.store.ReadHeldNotice(c.Request().Context(), v, id); err != nil {
		return err
	}
	s.bells.forget(v.ID)
	private(c)
	if wantsFragment(c) {
		return c.NoContent(http.StatusNoContent)
	}
	return c.Redirect(http.StatusSeeOther, links.Notices)
}

// resendHeld sends a changed text to the moderators again.
func (s *Server) resendHeld(c echo.Context) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	err = s.store.ResendHeld(c.Request().Context(), viewer(c), id, c.FormValue("body"))
	if e, ok := refused(err); ok {
		return s.renderHeld(c, http.StatusUnprocessableEntity, e)
	}
	if err != nil {
		return err
	}
	private(c)
	s.flash(c, ui.Done, "It is with the moderators again.")
	return c.Redirect(http.StatusSeeOther, links.Held(id))
}

// deleteHeld takes back what waits.
func (s *Server) deleteHeld(c echo.Context) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	if err := s.store.WithdrawHeld(c.Request().Context(), viewer(c), id); err != nil {
		return err
	}
	private(c)
	s.flash(c, ui.Done, "You took it back.")
	return c.Redirect(http.StatusSeeOther, links.HeldPosts)
}

// caseKindOf says what kind of case is decided.
func (s *Server) caseKindOf(c echo.Context, id int64) (models.CaseKind, error) {
	return s.store.CaseKindOf(c.Request().Context(), viewer(c), id)
}

// renderHold draws a held post with what can be done about it.
func (s *Server) renderHold(c echo.Context, status int, view models.CaseView, form console.Form, message string) error {
	p, now := s.presenter(c), s.store.Now()
	page := console.HoldPage{CasePage: p.casePage(view, form, message)}
	page.Earlier, page.Href = p.actionLines(view.Actions, now), ""
	if view.HeldID != nil {
		h, err := s.store.Held(c.Request().Context(), p.viewer, *view.HeldID)
		if err != nil {
			return err
		}
		page.Subject, page.Written, page.Body, page.Source, page.Score = h.Title, p.at(h.CreatedAt), markup.Trusted(h.Shown), h.Body, h.Score
		page.Reasons, page.New, page.Needed = weighed(h.HeldPost), h.ThreadID == nil, s.directory(c).Site.HoldAt
		if page.Title = h.TopicName; h.ThreadID != nil {
			page.Title, page.Href = h.ThreadTitle, links.Thread(*h.ThreadID, h.ThreadSlug)
		}
	}
	return s.renderOpened(c, status, view.Ref(), "Held post", func(base console.CasePage) console.InboxPage {
		page.CaseBase(base)
		return console.InboxPage{Hold: &page}
	})
}

// decideHold ends a hold.
func (s *Server) decideHold(c echo.Context, id int64) error {
	rule, said, err := s.reason(c)
	if err != nil {
		return err
	}
	in := models.HoldDecision{
		Do: c.FormValue("do"), Rule: rule, Words: said, Body: c.FormValue("body"), Version: formNumber(c, "version"),
	}
	if err := s.sending(c).DecideHold(c.Request().Context(), viewer(c), id, in); err != nil {
		return s.caseAgain(c, err)
	}
	private(c)
	s.flash(c, ui.Done, "Decided. Its author is told.")
	return s.goOn(c, models.QueueRef{Kind: models.CaseHold, ID: id})
}

// editHolds shows what is held; updateHolds changes it.
func (s *Server) editHolds(c echo.Context) error {
	return s.renderHolds(c, http.StatusOK, console.Form{})
}

func (s *Server) renderHolds(c echo.Context, status int, form console.Form) error {
	d := s.directory(c)
	page := console.HoldsPage{Frame: s.consoleFrame(c, "What is held", links.ConsoleSite), Form: form, Words: strings.Join(d.Site.HoldWords, "\n"), Score: d.Site.HoldAt}
	page.Check, page.Checked = s.store.SpamChecks()
	for _, t := range d.Topics(viewer(c)) {
		page.Topics = append(page.Topics, console.HoldTopic{Slug: t.Slug, Name: t.Name, First: t.HoldFirst})
	}
	return s.render(c, status, console.Holds(page))
}

func (s *Server) updateHolds(c echo.Context) error {
	err := s.store.SetHoldRules(c.Request().Context(), viewer(c), models.HoldRules{
		Words: c.FormValue("words"), First: formList(c, "first"), Score: formNumber(c, "score"),
	})
	if e, ok := refused(err); ok {
		return s.renderHolds(c, http.StatusUnprocessableEntity, consoleForm(c, "holds", e.Fields, "words", "score"))
	}
	if err != nil {
		return err
	}
	private(c)
	s.flash(c, ui.Done, "What is held is saved.")
	return c.Redirect(http.StatusSeeOther, links.ConsoleHolds)
}
