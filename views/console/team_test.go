package console_test

import (
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit/drawn"
	"github.com/commonthread/commonthread/views/console"
	"github.com/commonthread/commonthread/views/ui"
)

func team() console.TeamPage {
	return console.TeamPage{
		Frame: frame(), Today: "2026-03-02", Handles: "ada, sam",
		Staff: []console.Colleague{
			{Person: ada, Open: 1204, Late: 1, Week: 3, Paused: 2},
			{Person: sam, Department: "Buildings", AwayUntil: "9 March 2026", Delegate: "Ada Lindqvist"},
			{Person: mia, AwayUntil: "4 March 2026"},
		},
		Roster:      []console.Duty{{Person: ada, Now: true}, {Person: sam, Away: true}},
		Absences:    []console.Absence{{ID: 4, Person: sam, Delegate: ada, First: "2 March 2026", Last: "9 March 2026", Mine: true}, {ID: 5, Person: mia, First: "2 March 2026", Last: "4 March 2026"}},
		Departments: []console.Department{{Slug: "buildings", Name: "Buildings", Lead: sam, Members: []ui.Person{sam}, Open: 12}, {Slug: "sales", Name: "Sales"}},
		Owners:      []console.TopicOwner{{Slug: "cycling", Name: "Cycling", Handle: "sam"}, {Slug: "trains", Name: "Trains"}},
	}
}

func TestTeam_saysWhatEachOwesAndWhoIsThere(t *testing.T) {
	p := drawn.Draw(t, console.Team(team()))
	p.Sound()
	p.Says("[data-colleague=ada]", "Ada Lindqvist 1,204 1 3 2 Yes")
	p.Says("[data-colleague=sam] td:last-child", "Away until 9 March 2026, Ada Lindqvist stands in")
	p.Says("[data-colleague=mia] td:last-child", "Away until 4 March 2026")
	p.Count("th[scope=row]", 3)
	p.Says("[data-duty=ada] .badge", "This week")
	p.Says("[data-duty=sam] .badge", "Away")
	p.Says("[data-absence=sam] p:first-child", "Sam Okafor, 2 March 2026 to 9 March 2026")
	p.Says("[data-absence=mia] .byline", "Whoever is on duty stands in")
	p.Says("[data-department=buildings] .byline", "led by Sam Okafor 1 person 12 open")
	p.Says("[data-department=sales] .byline", "0 people 0 open")
}

func TestTeam_staffSetTheirOwnHolidaysAndNothingElse(t *testing.T) {
	p := drawn.Draw(t, console.Team(team()))
	p.Count("main form", 2)
	p.Has("[data-absence=sam] form", "action", "/console/team/absences/4/end")
	p.Says("[data-absence=sam] button", "Take it off the calendar: Sam Okafor")
	p.None("[data-absence=mia] form", `main [name=handle]`, "[data-department] a", `main a[href="/console/departments/new"]`, "#roster-roster")
	p.Says("[data-owner-of=cycling] .byline", "@sam")
	p.Says("[data-owner-of=trains] .byline", "whoever is on duty")
}

func TestTeam_administratorsSetItForEverybody(t *testing.T) {
	page := team()
	page.Administrator = true
	p := drawn.Draw(t, console.Team(page))
	p.Sound()
	p.Has("#roster-roster", "value", "ada, sam")
	p.Count("select[name=handle] option", 4)
	p.Says("select[name=handle] option:first-child", "You")
	p.Has("[data-department=buildings] a", "href", "/console/departments/buildings")
	p.Count(`main a[href="/console/departments/new"]`, 1)
	p.Has("#owner-cycling option[selected]", "value", "sam")
	p.Has("#owner-trains option[selected]", "value", "")
	p.Has("[data-owner-of=cycling] [name=topic]", "value", "cycling")
	p.Says("[data-owner-of=cycling] button", "Save the owner of Cycling")
}

func TestTeam_refusedFormsComeBackOneByOne(t *testing.T) {
	page := team()
	page.Administrator = true
	page.Form = refused("absence", "first_day", "last_day", "delegate", "handle")
	page.Form.Values["delegate"] = "sam"
	p := drawn.Draw(t, console.Team(page))
	p.Sound()
	p.Wrong("first_day", "Mend first_day.", "typed first_day")
	p.Wrong("last_day", "Mend last_day.", "typed last_day")
	p.Wrong("delegate", "Mend delegate.", "sam")
	p.Has("#roster-roster", "value", "ada, sam")
	p.Count("#form-errors", 1)
	page.Form = refused("roster", "roster")
	p = drawn.Draw(t, console.Team(page))
	p.Sound()
	p.Wrong("roster", "Mend roster.", "typed roster")
	p.Has("#absence-first_day", "value", "2026-03-02")
	p.None("#absence-first_day[aria-invalid]")
}

func TestTeam_withoutAnybodySaysWhoAnswersThen(t *testing.T) {
	p := drawn.Draw(t, console.Team(console.TeamPage{Frame: frame()}))
	p.Sound()
	p.Mentions("section:has(#duty) .console__none", "the administrators are on duty")
	p.Mentions("section:has(#absences) .console__none", "Nobody is away, or will be.")
	p.Mentions("section:has(#departments) .console__none", "There is none yet.")
}

func TestTeam_showsHostileWordsAsWords(t *testing.T) {
	page := team()
	page.Administrator, page.Handles = true, drawn.Hostile
	page.Staff = []console.Colleague{{Person: hostile, Department: drawn.Hostile, AwayUntil: drawn.Hostile, Delegate: drawn.Hostile}}
	page.Roster, page.Absences = []console.Duty{{Person: hostile}}, []console.Absence{{ID: 1, Person: hostile, Delegate: hostile, First: drawn.Hostile, Last: drawn.Hostile, Mine: true}}
	page.Departments, page.Owners = []console.Department{{Slug: "x", Name: drawn.Hostile, Lead: hostile}}, []console.TopicOwner{{Slug: "x", Name: drawn.Hostile, Handle: "mia"}}
	p := drawn.Draw(t, console.Team(page))
	p.Harmless()
	p.Sound()
	p = drawn.Draw(t, console.EditDepartment(console.DepartmentPage{Frame: frame(), Slug: "x", Now: map[string]string{"name": drawn.Hostile, "members": drawn.Hostile}, Staff: page.Staff}))
	p.Harmless()
	p.Sound()
}

func TestDepartment_beginsEmptyOrWithWhatHolds(t *testing.T) {
	p := drawn.Draw(t, console.EditDepartment(console.DepartmentPage{Frame: frame(), Staff: team().Staff}))
	p.Sound()
	p.Says("h1", "A new department")
	p.Has("main form", "action", "/console/departments")
	p.Has("#department-lead option[selected]", "value", "")
	page := console.DepartmentPage{Frame: frame(), Slug: "buildings", Version: 3, Staff: team().Staff, Now: map[string]string{"name": "Buildings", "lead": "sam", "members": "sam, ada"}}
	p = drawn.Draw(t, console.EditDepartment(page))
	p.Sound()
	p.Says("h1", "Buildings")
	p.Has("main form", "action", "/console/departments/buildings")
	p.Has("main [name=version]", "value", "3")
	p.Has("#department-lead option[selected]", "value", "sam")
	p.Has("#department-members", "value", "sam, ada")

	page.Form = refused("department", "name", "members")
	page.Form.Values["lead"] = "ada"
	p = drawn.Draw(t, console.EditDepartment(page))
	p.Sound()
	p.Wrong("name", "Mend name.", "typed name")
	p.Wrong("members", "Mend members.", "typed members")
	p.Has("#department-lead option[selected]", "value", "ada")
	p.Says("h1", "Buildings")

	page.Form = console.Form{Name: "department", Values: map[string]string{"name": "Mine"}, Theirs: []console.Theirs{{Label: "Name", Value: "Theirs"}}}
	p = drawn.Draw(t, console.EditDepartment(page))
	p.Sound()
	p.Says("[data-theirs=Name]", "Theirs")
	p.Has("#department-name", "value", "Mine")
}

func calendar() console.CalendarPage {
	return console.CalendarPage{
		Frame: frame(), Version: 2, Days: []time.Weekday{time.Monday, time.Friday}, Example: "What comes in now is answered by Wednesday.",
		Now: map[string]string{"opens": "09:00", "closes": "17:00", "holidays": "2026-12-25", "begins": "1", "acknowledge": "2", "decide": "10"},
	}
}

func TestCalendar_beginsWithWhatHoldsFromMondayOn(t *testing.T) {
	p := drawn.Draw(t, console.Calendar(calendar()))
	p.Sound()
	p.Says(".chip:first-child", "Monday")
	p.Count("[name=days]", 7)
	p.Count("[name=days][checked]", 2)
	p.Count(`[name=days][checked][value="1"], [name=days][checked][value="5"]`, 2)
	p.Has("#calendar-opens", "value", "09:00")
	p.Says("#calendar-holidays", "2026-12-25")
	p.Has("#calendar-decide", "value", "10")
	p.Says("#calendar-begins option[selected]", "Monday")
	p.Says("#calendar-closes-hint", "By the clock of Europe/Berlin.")
	p.Says("[data-example]", "What comes in now is answered by Wednesday.")
	p.Has("nav[aria-label=Settings] a[aria-current]", "href", "/console/calendar")
}

func TestCalendar_comesBackWithTheDaysAsTheyWereSent(t *testing.T) {
	page := calendar()
	page.Form = refused("calendar", "opens", "closes", "holidays", "acknowledge", "decide")
	page.Form.Values["days"], page.Form.Errors["days"] = "0,6", "Somebody must work."
	p := drawn.Draw(t, console.Calendar(page))
	p.Sound()
	p.Count(`[name=days][checked][value="0"], [name=days][checked][value="6"]`, 2)
	p.Count("[name=days][checked]", 2)
	p.Has("fieldset.field--wrong", "aria-describedby", "calendar-days-error")
	p.Says("#calendar-days-error", "Somebody must work.")
	p.Mentions("#form-errors", "6 things need")
	for _, field := range []string{"opens", "closes", "holidays", "acknowledge", "decide"} {
		p.Wrong(field, "Mend "+field+".", "typed "+field)
	}
	page.Form = console.Form{Name: "calendar", Values: map[string]string{"days": ""}, Errors: map[string]string{"days": "Somebody must work."}}
	drawn.Draw(t, console.Calendar(page)).None("[name=days][checked]")
}
