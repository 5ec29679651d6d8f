package handlers

import (
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/console"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/ui"
)

// staffOnly answers for everything under /console as for an address that does not exist, unless staff asks:
// whatever the method, and whether there is such a page or not.
func (s *Server) staffOnly(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		path := c.Request().URL.Path
		if (path == links.Console || strings.HasPrefix(path, links.Console+"/")) && !viewer(c).Staff() {
			return echo.ErrNotFound
		}
		return next(c)
	}
}

// consoleFrame is what every page of the console has; here is the tab it belongs to.
func (s *Server) consoleFrame(c echo.Context, title, here string) console.Frame {
	private(c)
	v := viewer(c)
	f := console.Frame{Page: s.page(c, title), Zone: s.directory(c).Site.TimeZone.String()}
	f.Page.Canonical, f.Page.Robots, f.Page.Feeds = "", "noindex", nil
	f.Page.Composer = true // its forms keep what is typed
	tab := func(label, href string) {
		f.Tabs = append(f.Tabs, ui.Tab{Label: label, Href: href, Current: href == here})
	}
	tab("Inbox", links.Console)
	tab("Overview", links.ConsoleOverview)
	tab("Team", links.ConsoleTeam)
	tab("Members", links.ConsoleMembers)
	tab("Topics", links.ConsoleTopics)
	tab("Magazine", links.ConsoleDesk)
	if v.Moderator() {
		tab("Joining", links.ConsoleJoining)
		tab("Crisis switch", links.ConsoleCrisis)
	}
	if v.Administrator() {
		tab("New passwords", links.ConsoleResets)
		tab("Settings", links.ConsoleSite)
	}
	if v.CanReadAudit() {
		tab("Audit log", links.ConsoleAudit)
	}
	if s.Rehearsal {
		f.Rehearsal = ui.Moment(s.local(c, s.store.Now()))
	}
	return f
}

// showOverview says what else is going on: questions, quiet threads, who joined.
func (s *Server) showOverview(c echo.Context) error {
	o, err := s.store.Overview(c.Request().Context(), viewer(c))
	if err != nil {
		return err
	}
	p, now := s.presenter(c), s.store.Now()
	page := console.HomePage{
		Frame: s.consoleFrame(c, "Overview", links.ConsoleOverview), Resets: o.Resets, Administrator: p.viewer.Administrator(),
		Questions: p.waiting(o.Questions, now), QuestionCount: totalWords(o.QuestionCount),
		Threads: p.waiting(o.Threads, now), ThreadCount: totalWords(o.ThreadCount),
		NewMembers: p.memberLines(o.NewMembers, now), NewMemberCount: o.NewMemberCount,
	}
	desk, err := s.store.DeskCounts(c.Request().Context(), p.viewer)
	if err != nil {
		return err
	}
	page.ToReview, page.ToCheck = desk[models.DeskReview], desk[models.DeskCheck]
	places, err := s.frontPlaces(c, p)
	if err != nil {
		return err
	}
	for _, place := range places {
		if place.Stale > 0 {
			page.Stale = append(page.Stale, place)
		}
	}
	return s.render(c, http.StatusOK, console.Home(page))
}

func (p presenter) waiting(items []models.ThreadItem, now time.Time) []console.Waiting {
	var shown []console.Waiting
	for _, t := range items {
		at := p.started(t.Thread)
		shown = append(shown, console.Waiting{
			ID: t.ID, Slug: t.Slug, Title: t.Title, Topic: t.TopicName, Author: p.person(t.Author, t.Employer),
			At: at, Age: "waiting for " + ageWords(now.Sub(at)),
		})
	}
	return shown
}

// ageWords is how long something waits, in the largest unit that is honest.
func ageWords(d time.Duration) string {
	switch {
	case d < time.Hour:
		return "less than an hour"
	case d < 48*time.Hour:
		return ui.Count(int64(d/time.Hour), "hour", "hours")
	}
	return ui.Count(int64(d/(24*time.Hour)), "day", "days")
}

func totalWords(t models.Total) string {
	if t.Capped {
		return ui.Number(t.N) + "+"
	}
	return ui.Number(t.N)
}

func (p presenter) memberLines(rows []models.MemberRow, now time.Time) []console.Member {
	var shown []console.Member
	for _, m := range rows {
		shown = append(shown, p.memberLine(m, now))
	}
	return shown
}

func (p presenter) memberLine(m models.MemberRow, now time.Time) console.Member {
	return console.Member{
		Person: p.person(models.Person{ID: m.ID, Handle: m.Handle, Name: m.Name, Role: m.Role, Status: m.Status}, ""), Role: m.Role, Email: m.Email, MayPublish: m.MayPublish, FourEyes: m.FourEyes,
		Suspended: models.MemberRecord{MemberRow: m}.SuspendedAt(now),
		Posts:     m.PostCount, JoinedAt: p.at(m.CreatedAt),
	}
}

// before reads the id under which a list goes on; 0 where none is given.
func before(c echo.Context) (int64, error) { return numberParam(c, "before") }

// consoleForm is a form that came back with what was typed.
func consoleForm(c echo.Context, name string, errors map[string]string, fields ...string) console.Form {
	f := console.Form{Name: name, Values: map[string]string{}, Errors: errors}
	for _, field := range fields {
		f.Values[field] = c.FormValue(field)
	}
	for _, several := range []string{"restrictions", "clean_also"} {
		if _, asked := f.Values[several]; asked {
			f.Values[several] = strings.Join(formList(c, several), ",")
		}
	}
	return f
}

// theirs are the values that somebody else stored and that differ from what was typed.
func theirs(f console.Form, now map[string]string, labels ...[2]string) []console.Theirs {
	var differ []console.Theirs
	for _, l := range labels {
		if f.Values[l[0]] != now[l[0]] {
			differ = append(differ, console.Theirs{Label: l[1], Value: now[l[0]]})
		}
	}
	if len(differ) == 0 {
		differ = []console.Theirs{{Label: "All of it", Value: "the same as you typed"}}
	}
	return differ
}
