package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/console"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/moderation"
	"github.com/commonthread/commonthread/views/ui"
)

// showMembers finds accounts for staff.
func (s *Server) showMembers(c echo.Context) error {
	f := models.MemberFilter{Query: c.QueryParam("q"), Suspended: c.QueryParam("status") == "suspended"}
	if role := c.QueryParam("role"); role != "" {
		var err error
		if f.Role, err = models.ParseRole(role); err != nil {
			return echo.NewHTTPError(http.StatusBadRequest, "There is no such role.")
		}
	}
	var err error
	if f.Before, err = before(c); err != nil {
		return err
	}
	v := viewer(c)
	rows, more, err := s.store.Members(c.Request().Context(), v, f)
	if err != nil {
		return err
	}
	page := console.MembersPage{
		Frame: s.consoleFrame(c, "Members", links.ConsoleMembers), Query: f.Query, Role: string(f.Role),
		Status: choose(f.Suspended, "suspended", ""), Members: s.presenter(c).memberLines(rows, s.store.Now()),
		Addresses: v.CanReadAddresses(), Later: f.Before > 0,
	}
	if more {
		page.Next = links.ConsoleMembersPage(page.Query, page.Role, page.Status, rows[len(rows)-1].ID)
	}
	return s.render(c, http.StatusOK, console.Members(page))
}

// showAccount is one account as staff see it.
func (s *Server) showAccount(c echo.Context) error {
	return s.renderAccount(c, http.StatusOK, console.Form{})
}

func (s *Server) renderAccount(c echo.Context, status int, form console.Form) error {
	v := viewer(c)
	m, err := s.store.MemberRecord(c.Request().Context(), v, c.Param("handle"))
	if err != nil {
		return err
	}
	p, now := s.presenter(c), s.store.Now()
	_, _, sections, err := s.sectionCounts(c, m.Handle)
	if err != nil {
		return err
	}
	page := console.MemberPage{
		Sections: sections,
		Frame:    s.consoleFrame(c, m.Name, links.ConsoleMembers), Form: form, Member: p.memberLine(m.MemberRow, now),
		Employer: m.Employer, FormerEmployer: m.FormerEmployer, SuspendedUntil: p.atPointer(m.SuspendedUntil),
		SuspendedBecause: m.SuspendedBecause, Banned: m.Banned,
		Log: p.auditLines(m.Log), Can: m.Can, Self: v.ID == m.ID,
	}
	if m.RestrictedUntil != nil && now.Before(*m.RestrictedUntil) {
		page.Restricted, page.RestrictedUntil = moderation.RestrictionWords(m.Restrictions), p.at(*m.RestrictedUntil)
	}
	if v.CanReadSection(models.SectionActions, models.Member{ID: m.ID, Role: m.Role}) {
		done, err := s.store.MemberActions(c.Request().Context(), v, m.Handle, 1)
		if err != nil {
			return err
		}
		page.Actions = p.actionLines(done[:min(len(done), accountLines)], now)
	}
	if page.Can.Suspend {
		if page.Saved, err = s.savedReasons(c.Request().Context(), v); err != nil {
			return err
		}
		if page.Places, err = s.store.ProfilePlaces(c.Request().Context(), v, m.Handle); err != nil {
			return err
		}
	}
	card, err := s.store.MemberCard(c.Request().Context(), v, m.Handle)
	if err != nil {
		return err
	}
	page.Card = p.memberCard(card, 0, models.InboxOpen, now)
	page.Consents, page.Contacts = p.contacts(card)
	for _, t := range m.Hosts {
		page.Hosts = append(page.Hosts, console.Topic{Slug: t.Slug, Name: t.Name})
	}
	forms := []string{"warn", "suspend", "ban", "restrict", "face", "lift", "unrestrict", "role", "contact"}
	if page.Kept, err = s.keptForms(c, links.ConsoleMember(m.Handle), forms...); err != nil {
		return err
	}
	return s.render(c, status, console.ShowMember(page))
}

// accountLines is how much of each kind an account's page shows of what its sections list.
const accountLines = 3

// accountAgain shows the account with the form that was refused; other refusals are for the error page.
func (s *Server) accountAgain(c echo.Context, form string, err error, fields ...string) error {
	e, ok := refused(err)
	if !ok {
		return err
	}
	return s.renderAccount(c, http.StatusUnprocessableEntity, consoleForm(c, form, e.Fields, fields...))
}

func (s *Server) accountDone(c echo.Context, words string) error {
	private(c)
	if wantsFragment(c) {
		return c.NoContent(http.StatusNoContent)
	}
	s.flash(c, ui.Done, words)
	return c.Redirect(http.StatusSeeOther, links.ConsoleMember(c.Param("handle")))
}

func (s *Server) updateRole(c echo.Context) error {
	handle, role := c.Param("handle"), models.Role(c.FormValue("role"))
	if err := s.sending(c).SetRole(c.Request().Context(), viewer(c), handle, role, c.FormValue("reason")); err != nil {
		return s.accountAgain(c, "role", err, "role", "reason")
	}
	return s.accountDone(c, "The role is saved.")
}

func (s *Server) updateEmployer(c echo.Context) error {
	if err := s.store.SetEmployer(c.Request().Context(), viewer(c), c.Param("handle"), c.FormValue("employer")); err != nil {
		return s.accountAgain(c, "employer", err, "employer")
	}
	return s.accountDone(c, "The label is saved.")
}

// updateInvitation invites a member to write stories, or takes that back.
func (s *Server) updateInvitation(c echo.Context) error {
	on, err := wantedState(c)
	if err != nil {
		return err
	}
	if err := s.store.SetMayPublish(c.Request().Context(), viewer(c), c.Param("handle"), on); err != nil {
		return err
	}
	return s.accountDone(c, choose(on, "They may write stories now.", "They may no longer write stories."))
}

// createSuspension keeps a member out, until a moment of the community's clock or until it is lifted.
func (s *Server) createSuspension(c echo.Context) error {
	rule, because, err := s.reasonIn(c, "reason")
	var until models.LocalMoment
	if err == nil {
		until, err = models.ParseLocalMoment("until", c.FormValue("until"), s.directory(c).Site.TimeZone)
	}
	if err == nil {
		in := models.SuspensionInput{Until: until.At, Because: because, Rule: rule}
		err = s.sending(c).Suspend(c.Request().Context(), viewer(c), c.Param("handle"), in)
	}
	if err != nil {
		return s.accountAgain(c, "suspend", err, "reason", "rule", "saved", "until")
	}
	return s.accountDone(c, "They are suspended, and signed out everywhere.")
}

// createBan keeps a member out for good, and takes along what was chosen of theirs.
func (s *Server) createBan(c echo.Context) error {
	rule, because, err := s.reasonIn(c, "reason")
	if err == nil {
		in := models.SuspensionInput{Because: because, Rule: rule, Ban: true, Clean: c.FormValue("clean"), Also: formList(c, "clean_also")}
		err = s.sending(c).Suspend(c.Request().Context(), viewer(c), c.Param("handle"), in)
	}
	if err != nil {
		return s.accountAgain(c, "ban", err, "reason", "rule", "saved", "clean", "clean_also")
	}
	s.cleanUp(c)
	return s.accountDone(c, "They are banned, and signed out everywhere.")
}

func (s *Server) deleteSuspension(c echo.Context) error {
	if err := s.sending(c).LiftSuspension(c.Request().Context(), viewer(c), c.Param("handle"), c.FormValue("reason")); err != nil {
		return s.accountAgain(c, "lift", err, "reason")
	}
	return s.accountDone(c, "The suspension is lifted.")
}
