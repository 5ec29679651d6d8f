package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/ledger"
	"github.com/commonthread/commonthread/views/links"
)

// showNotices is what the member was told, grouped by thread, newest first.
func (s *Server) showNotices(c echo.Context) error {
	before, err := beforeParam(c)
	if err != nil {
		return err
	}
	ctx, p := c.Request().Context(), s.presenter(c)
	list, more, err := s.store.Notices(ctx, p.viewer, before)
	if err != nil {
		return err
	}
	page := ledger.NoticesPage{Groups: p.noticeGroups(list), Before: before > 0}
	if len(list) > 0 {
		page.UpTo = list[0].ID
	}
	if more {
		page.Next = links.NoticesPage(list[len(list)-1].ID)
	}
	if before == 0 {
		told, err := s.store.ModerationNotices(ctx, p.viewer)
		if err != nil {
			return err
		}
		page.Told = p.fromModerators(told)
	}
	page.Page = s.page(c, "Notices")
	page.Page.Canonical, page.Page.Robots, page.Page.Here = "", "noindex", links.Notices
	page.Unread = page.Page.Viewer.Notices
	return s.render(c, http.StatusOK, ledger.Notices(page))
}

// readNotices marks as read: those of a thread, or all that were shown.
func (s *Server) readNotices(c echo.Context) error {
	err := s.store.ReadNotices(c.Request().Context(), viewer(c), formNumber(c, "up_to"), formNumber(c, "thread"))
	if err != nil {
		return err
	}
	private(c)
	if wantsFragment(c) {
		return c.NoContent(http.StatusNoContent)
	}
	return c.Redirect(http.StatusSeeOther, nextPath(c, links.Notices))
}

// showBell says to a script how many notices its member has not read, and up to where their channel was heard.
func (s *Server) showBell(c echo.Context) error {
	bell, err := s.bells.of(c.Request().Context(), s.store, viewer(c), s.store.Now())
	if err != nil {
		return err
	}
	private(c)
	return c.JSON(http.StatusOK, map[string]int64{"unread": bell.Unread, "seq": bell.Seq})
}

// noticeGroups puts the notices of each thread together, where the newest of them stands.
func (p presenter) noticeGroups(list []models.NoticeView) []ledger.NoticeGroup {
	var groups []ledger.NoticeGroup
	at := map[int64]int{}
	for _, n := range list {
		i, ok := at[n.ThreadID]
		if !ok {
			i = len(groups)
			at[n.ThreadID] = i
			g := ledger.NoticeGroup{ThreadID: n.ThreadID, Title: n.ThreadTitle, Href: links.Thread(n.ThreadID, n.ThreadSlug)}
			if n.Number != nil {
				g.Number = *n.Number
			}
			groups = append(groups, g)
		}
		groups[i].Notices = append(groups[i].Notices, p.notice(n))
	}
	return groups
}

func (p presenter) notice(n models.NoticeView) ledger.Notice {
	shown := ledger.Notice{
		ID: n.ID, Kind: n.Kind, To: n.ToState, Words: n.Words, At: p.at(n.CreatedAt), New: n.Unread(),
		Href: noticeHref(n),
	}
	if n.Line == models.LineUpdate {
		shown.To = ""
	}
	if n.Actor.ID != 0 {
		shown.By = p.person(n.Actor, "")
	}
	if n.Kind == models.NoticeMerged && !n.Mine { // nobody supports their own, so there is nothing to leave
		shown.Leave = n.ThreadID
	}
	return shown
}

// noticeHref is the very place that a notice tells of.
func noticeHref(n models.NoticeView) string {
	page := links.Thread(n.ThreadID, n.ThreadSlug)
	switch {
	case n.Kind == models.NoticeSideMessage:
		return links.Private(n.ThreadID)
	case n.Kind == models.NoticeDecision && n.ToState.Decided():
		return page + "#answer"
	case n.Kind == models.NoticeMerged:
		return page + "#support"
	case n.Kind == models.NoticeDecisionDue:
		return links.ConsoleConsultation(n.ThreadID, "")
	case n.Kind == models.NoticeCheckDue:
		return links.StoryAction(n.ThreadID, "check")
	case n.DecisionID != nil:
		return page + "#" + ledger.LineAnchor(*n.DecisionID)
	}
	return page
}
