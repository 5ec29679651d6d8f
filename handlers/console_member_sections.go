package handlers

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/console"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/ui"
)

// sectionCounts are the parts of a record that the viewer may read.
func (s *Server) sectionCounts(c echo.Context, handle string) (models.Member, []models.SectionTotal, []console.SectionCount, error) {
	m, totals, err := s.store.MemberSections(c.Request().Context(), viewer(c), handle)
	var counts []console.SectionCount
	for _, t := range totals {
		counts = append(counts, console.SectionCount{Section: t.Section, Count: ui.Number(t.Total.N) + choose(t.Total.Capped, "+", "")})
	}
	return m, totals, counts, err
}

// showMemberSection is one part of somebody's record.
func (s *Server) showMemberSection(c echo.Context) error {
	n, err := pageParam(c)
	if err != nil {
		return err
	}
	section := models.MemberSection(c.Param("section"))
	if !slices.Contains(models.MemberSections, section) {
		return &models.Error{Kind: models.NotFound}
	}
	m, totals, counts, err := s.sectionCounts(c, c.Param("handle"))
	if err != nil {
		return err
	}
	page := console.SectionPage{
		Frame: s.consoleFrame(c, m.Name, links.ConsoleMembers), Section: section, Sections: counts,
		Person: s.presenter(c).person(models.Person{ID: m.ID, Handle: m.Handle, Name: m.Name, Role: m.Role, Status: m.Status}, ""),
	}
	if i := slices.IndexFunc(totals, func(t models.SectionTotal) bool { return t.Section == section }); i >= 0 && section != models.SectionSessions {
		page.Pager = ui.Pager{Page: n, Pages: pages(totals[i].Total.N, models.SectionPerPage), Label: "Pages", Of: func(n int) string {
			return links.ConsoleMemberSection(m.Handle, string(section), n)
		}}
		if n > page.Pager.Pages {
			return lastPage(c, page.Pager.Of(page.Pager.Pages))
		}
	}
	if err := s.fillSection(c, &page, m.Handle, n); err != nil {
		return err
	}
	return s.render(c, http.StatusOK, console.ShowMemberSection(page))
}

func (s *Server) fillSection(c echo.Context, page *console.SectionPage, handle string, n int) error {
	ctx, p, now := c.Request().Context(), s.presenter(c), s.store.Now()
	switch page.Section {
	case models.SectionPosts:
		list, err := s.store.MemberPosts(ctx, p.viewer, handle, n)
		for _, w := range list {
			page.Said = append(page.Said, console.Said{Title: w.ThreadTitle, Words: w.Text, Href: links.Post(w.PostID), At: p.at(w.CreatedAt)})
		}
		return err
	case models.SectionThreads:
		list, err := s.store.MemberThreads(ctx, p.viewer, handle, n)
		for _, t := range list {
			page.Said = append(page.Said, console.Said{Title: t.Title, Words: t.Standfirst, Href: links.Thread(t.ID, t.Slug), At: p.started(t.Thread)})
		}
		return err
	case models.SectionSuggestions:
		list, kept, err := s.store.MemberSuggestions(ctx, p.viewer, handle, n)
		for _, i := range list {
			page.Promises = append(page.Promises, p.promise(i, models.InboxOpen, now))
		}
		page.Kept = kept
		return err
	case models.SectionReports, models.SectionFiled:
		return s.fillReports(c, page, handle, n)
	case models.SectionActions:
		list, err := s.store.MemberActions(ctx, p.viewer, handle, n)
		page.Actions = p.actionLines(list, now)
		return err
	}
	list, err := s.store.MemberSessions(ctx, p.viewer, handle)
	for _, one := range list {
		page.Sessions = append(page.Sessions, console.SessionLine{
			ID: one.ID, Browser: browserWords(one.UserAgent), Address: one.Address, StartedAt: p.at(one.CreatedAt), LastSeenAt: p.at(one.LastSeenAt),
		})
	}
	return err
}

func (s *Server) fillReports(c echo.Context, page *console.SectionPage, handle string, n int) error {
	p := s.presenter(c)
	list, up, err := s.store.MemberReports(c.Request().Context(), p.viewer, handle, page.Section, n)
	for _, r := range list {
		line := console.ReportLine{
			CaseID: r.CaseID, Reason: r.Reason, Detail: r.Detail, Title: r.ThreadTitle, Href: links.Post(r.PostID), At: p.at(r.CreatedAt), Outcome: r.Outcome,
		}
		switch {
		case page.Section == models.SectionFiled:
			line.Who = "about " + p.person(r.Author, "").Name
		case r.Reporter.ID != 0:
			line.Who = "by " + p.person(r.Reporter, "").Name
		case r.Name != "":
			line.Who = "by " + r.Name + ", a reader"
		default:
			line.Who = "by " + models.FormerMember
		}
		page.Reports = append(page.Reports, line)
	}
	if up.Answered > 0 {
		page.Summary = "Of " + ui.Count(up.Answered, "answered report", "answered reports") + ", " + ui.Number(up.Founded) + " had a reason."
	}
	return err
}

// endMemberSession signs somebody out of one browser, endMemberSessions out of all.
func (s *Server) endMemberSession(c echo.Context) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	return s.endedSessions(c, id)
}

func (s *Server) endMemberSessions(c echo.Context) error { return s.endedSessions(c, 0) }

func (s *Server) endedSessions(c echo.Context, id int64) error {
	n, err := s.store.EndMemberSessions(c.Request().Context(), viewer(c), c.Param("handle"), id)
	if err != nil {
		return err
	}
	private(c)
	if wantsFragment(c) {
		return c.NoContent(http.StatusNoContent)
	}
	s.flash(c, ui.Done, "They are signed out of "+ui.Count(int64(n), "browser", "browsers")+".")
	return c.Redirect(http.StatusSeeOther, links.ConsoleMemberSection(c.Param("handle"), string(models.SectionSessions), 1))
}
