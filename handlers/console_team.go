package handlers

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/console"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/ui"
)

// showTeam says who answers, what each owes, who is on duty and who is away.
func (s *Server) showTeam(c echo.Context) error {
	return s.renderTeam(c, http.StatusOK, console.Form{})
}

func (s *Server) renderTeam(c echo.Context, status int, form console.Form) error {
	ctx, p := c.Request().Context(), s.presenter(c)
	page := console.TeamPage{
		Frame: s.consoleFrame(c, "Team", links.ConsoleTeam), Form: form, Administrator: p.viewer.CanRunLedger(),
		Today: models.DayOf(s.store.Now(), s.local(c, s.store.Now()).Location()),
	}
	staff, err := s.store.Load(ctx, p.viewer)
	if err != nil {
		return err
	}
	names := map[int64]string{}
	for _, m := range staff {
		names[m.ID] = m.Handle
		page.Staff = append(page.Staff, p.colleague(m))
	}
	roster, err := s.store.DutyRoster(ctx, p.viewer)
	if err != nil {
		return err
	}
	var handles []string
	for _, d := range roster {
		handles = append(handles, d.Handle)
		page.Roster = append(page.Roster, console.Duty{Person: p.person(d.Person, ""), Now: d.Now, Away: d.Away})
	}
	page.Handles = strings.Join(handles, ", ")
	absences, err := s.store.Absences(ctx, p.viewer)
	if err != nil {
		return err
	}
	for _, a := range absences {
		page.Absences = append(page.Absences, p.absence(a))
	}
	departments, err := s.store.Departments(ctx)
	if err != nil {
		return err
	}
	for _, d := range departments {
		page.Departments = append(page.Departments, p.department(d))
	}
	for _, t := range p.site.Topics(p.viewer) {
		if t.Archived() || !t.Allows(models.KindSuggestion) {
			continue
		}
		owner := console.TopicOwner{Slug: t.Slug, Name: t.Name}
		if t.OwnerID != nil {
			owner.Handle = names[*t.OwnerID]
		}
		page.Owners = append(page.Owners, owner)
	}
	return s.render(c, status, console.Team(page))
}

func (p presenter) absence(a models.AbsenceView) console.Absence {
	shown := console.Absence{
		ID: a.ID, Person: p.person(a.Person, ""), First: dayWords(a.FirstDay), Last: dayWords(a.LastDay),
		Mine: p.viewer.Administrator() || p.viewer.ID == a.MemberID,
	}
	if a.DelegateID != nil {
		shown.Delegate = p.person(a.Delegate, "")
	}
	return shown
}

func (p presenter) department(d models.DepartmentView) console.Department {
	shown := console.Department{Slug: d.Slug, Name: d.Name, Members: p.people(d.Members), Open: d.Open}
	if d.LeadID != nil {
		shown.Lead = p.person(d.Lead, "")
	}
	return shown
}

// createAbsence enters a holiday.
func (s *Server) createAbsence(c echo.Context) error {
	err := s.store.AddAbsence(c.Request().Context(), viewer(c), models.AbsenceInput{
		Handle: c.FormValue("handle"), FirstDay: c.FormValue("first_day"), LastDay: c.FormValue("last_day"), Delegate: c.FormValue("delegate"),
	})
	return s.teamDone(c, "absence", err, "The holiday is entered.", "handle", "first_day", "last_day", "delegate")
}

// deleteAbsence takes a holiday off again.
func (s *Server) deleteAbsence(c echo.Context) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	return s.teamDone(c, "", s.store.EndAbsence(c.Request().Context(), viewer(c), id), "The holiday is taken off.")
}

// updateRoster says who is on duty.
func (s *Server) updateRoster(c echo.Context) error {
	err := s.store.SetDutyRoster(c.Request().Context(), viewer(c), c.FormValue("roster"))
	return s.teamDone(c, "roster", err, "The roster is saved.", "roster")
}

// updateTopicOwner says who gets what is suggested in a topic.
func (s *Server) updateTopicOwner(c echo.Context) error {
	err := s.store.SetTopicOwner(c.Request().Context(), viewer(c), c.FormValue("topic"), c.FormValue("owner"))
	return s.teamDone(c, "owners", err, "Saved. What is suggested there from now on goes to them.", "topic", "owner")
}

// teamDone leads back to the page, or shows it again with the form that was refused.
func (s *Server) teamDone(c echo.Context, form string, err error, words string, fields ...string) error {
	if e, ok := refused(err); ok && form != "" {
		return s.renderTeam(c, http.StatusUnprocessableEntity, consoleForm(c, form, e.Fields, fields...))
	}
	if err != nil {
		return err
	}
	private(c)
	s.flash(c, ui.Done, words)
	return c.Redirect(http.StatusSeeOther, links.ConsoleTeam)
}
