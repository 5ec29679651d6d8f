package handlers

import (
	"cmp"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/internal/markup"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/moderation"
)

// newReport asks what is wrong with a post; readers without an account too.
func (s *Server) newReport(c echo.Context) error {
	return s.renderReport(c, http.StatusOK, nil)
}

func (s *Server) renderReport(c echo.Context, status int, wrong *models.Error) error {
	private(c)
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	v := viewer(c)
	p, th, err := s.store.Post(c.Request().Context(), v, id)
	if err != nil {
		return err
	}
	if !p.Visible() {
		return &models.Error{Kind: models.Gone, Message: "This post was taken away already."}
	}
	page := moderation.ReportPage{
		Page: s.page(c, "Report a post"), PostID: p.ID, Author: s.presenter(c).person(p.Author, p.Employer), Thread: th.Title,
		Href: links.ThreadPost(th.ID, th.Slug, p.Number), Body: markup.Trusted(p.HTML),
		Own: !v.CanReport(p.Post), Reader: !v.SignedIn(), Typed: map[string]string{},
	}
	page.Canonical, page.Robots, page.Colour = "", "noindex", th.Topic.Colour
	if wrong != nil {
		page.Errors = wrong.Fields
		for _, field := range []string{"reason", "detail", "name", "email"} {
			page.Typed[field] = c.FormValue(field)
		}
	}
	return s.render(c, status, moderation.NewReport(page))
}

func (s *Server) createReport(c echo.Context) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	receipt, err := s.store.CreateReport(c.Request().Context(), viewer(c), id, models.ReportInput{
		Reason: c.FormValue("reason"), Detail: c.FormValue("detail"), Name: c.FormValue("name"), Email: c.FormValue("email"),
	})
	if e, ok := refused(err); ok {
		return s.renderReport(c, http.StatusUnprocessableEntity, e)
	}
	if err != nil {
		return err
	}
	private(c)
	if receipt.Token != "" {
		return c.Redirect(http.StatusSeeOther, links.Receipt(receipt.Token))
	}
	return c.Redirect(http.StatusSeeOther, links.Report(receipt.ReportID))
}

// showReport says what became of a report, to whoever made it: a member by its number, a reader by the receipt.
func (s *Server) showReport(c echo.Context) error {
	private(c)
	receipt := models.Receipt{Token: c.Param("receipt")}
	if id, err := strconv.ParseInt(receipt.Token, 10, 64); err == nil {
		receipt = models.Receipt{ReportID: id}
	}
	r, err := s.store.ReportByReceipt(c.Request().Context(), viewer(c), receipt)
	if err != nil {
		return err
	}
	page := moderation.ReceiptPage{Page: s.page(c, "Your report"), Report: s.presenter(c).report(r), Reader: receipt.Token != ""}
	page.Canonical, page.Robots = "", "noindex"
	return s.render(c, http.StatusOK, moderation.Receipt(page))
}

func (p presenter) report(r models.ReportView) moderation.Report {
	return moderation.Report{
		Reason: r.Reason, Detail: r.Detail, At: p.at(r.CreatedAt), Outcome: r.Outcome, Words: r.Words, ClosedAt: p.atPointer(r.ClosedAt),
	}
}

// showStanding is the member's own record.
func (s *Server) showStanding(c echo.Context) error {
	return s.renderStanding(c, http.StatusOK, 0, nil)
}

// renderStanding draws the record, with the form of one appeal that was refused.
func (s *Server) renderStanding(c echo.Context, status int, refused int64, wrong *models.Error) error {
	private(c)
	p, whose := s.presenter(c), standingOf(c)
	st, err := s.store.Standing(c.Request().Context(), whose)
	if err != nil {
		return err
	}
	page := moderation.StandingPage{Page: s.page(c, "Your standing")}
	page.Canonical, page.Robots = "", "noindex"
	if !p.viewer.SignedIn() {
		page.Whose = whose.Name
	}
	for _, a := range st.Actions {
		shown := p.action(a, s.store.Now())
		shown.CanAppeal = a.CanAppeal(whose)
		if wrong != nil && a.ID == refused {
			shown.Typed, shown.Error = c.FormValue("words"), wrong.Fields["words"]
		}
		page.Actions = append(page.Actions, shown)
	}
	for _, r := range st.Reports {
		page.Reports = append(page.Reports, p.report(r))
	}
	return s.render(c, status, moderation.ShowStanding(page))
}

// readModeration marks what moderators told as read.
func (s *Server) readModeration(c echo.Context) error {
	v := viewer(c)
	if err := s.store.ReadModerationNotices(c.Request().Context(), v, formNumber(c, "up_to")); err != nil {
		return err
	}
	s.bells.forget(v.ID)
	private(c)
	if wantsFragment(c) {
		return c.NoContent(http.StatusNoContent)
	}
	return c.Redirect(http.StatusSeeOther, links.Notices)
}

// fromModerators is what moderators told the viewer, for the top of the notices.
func (p presenter) fromModerators(list []models.ModerationNoticeView) (told []moderation.Told) {
	for _, n := range list {
		t := moderation.Told{
			ID: n.ID, Title: moderation.ToldWords(n.Kind, n.Action.Sort()), Href: links.Standing, At: p.at(n.CreatedAt), New: n.Unread(),
		}
		switch {
		case n.Kind == models.NoticeOfHold && n.HeldID != nil:
			t.Href, t.Words = links.Held(*n.HeldID), strings.TrimSpace(moderation.HeldStateWords(n.Held)+". "+n.Words)
		case n.Kind == models.NoticeOfReport && n.ReportID != nil:
			t.Href, t.Words = links.Report(*n.ReportID), moderation.OutcomeWords(n.Outcome)+". "+n.Words
		case n.Kind == models.NoticeOfAppeal:
			t.Href, t.Words = links.StandingAction(n.Action.ID), moderation.OutcomeWords(n.Outcome)+". "+n.Words
		case n.Kind == models.NoticeOfAction:
			t.Href, t.Words = links.StandingAction(n.Action.ID), moderation.RuleWords(n.Action.Rule)+": "+n.Action.Words
		case n.Kind == models.NoticeOfHistory && n.PostID != nil:
			t.Href, t.Words = links.PostHistory(*n.PostID), cmp.Or(n.Words, "They show them again.")
		case n.Kind == models.NoticeOfUndoing:
			t.Href, t.Words = links.StandingAction(n.Action.ID), n.Action.UndoneBecause
		}
		told = append(told, t)
	}
	return told
}
