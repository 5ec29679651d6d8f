package handlers

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/console"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/ui"
)

// calendarFields are the fields of the form, with what a clash calls them.
var calendarFields = [][2]string{
	{"days", "Days"}, {"opens", "From"}, {"closes", "To"}, {"begins", "Week"}, {"holidays", "Holidays"}, {"acknowledge", "First answer"}, {"decide", "Decision"},
}

// editCalendar shows when staff work and what is promised.
func (s *Server) editCalendar(c echo.Context) error {
	return s.renderCalendar(c, http.StatusOK, console.Form{})
}

func (s *Server) renderCalendar(c echo.Context, status int, form console.Form) error {
	rules, err := s.store.LedgerRules(c.Request().Context())
	if err != nil {
		return err
	}
	var days, holidays []string
	for _, d := range rules.Days {
		days = append(days, strconv.Itoa(int(d)))
	}
	for _, d := range rules.Holidays {
		holidays = append(holidays, string(d))
	}
	page := console.CalendarPage{
		Frame: s.consoleFrame(c, "Calendar and promise", links.ConsoleSite), Form: form, Version: rules.Version, Days: rules.Days,
		Example: promiseExample(rules, s.store.Now()),
		Now: map[string]string{
			"days": strings.Join(days, ","), "opens": clockWords(rules.Opens), "closes": clockWords(rules.Closes),
			"holidays": strings.Join(holidays, "\n"), "begins": strconv.Itoa(int(rules.Begins)), "acknowledge": strconv.Itoa(rules.Acknowledge), "decide": strconv.Itoa(rules.Decide),
		},
	}
	if status == http.StatusConflict {
		page.Form.Theirs = theirs(form, page.Now, calendarFields...)
	}
	return s.render(c, status, console.Calendar(page))
}

// promiseExample says what the promise means for something that comes in now.
func promiseExample(r models.LedgerRules, now time.Time) string {
	moment := func(days int) string { return r.AddDays(now, days).In(r.Zone).Format("Monday 2 January, 15:04") }
	return fmt.Sprintf("What is suggested now gets its first answer by %s and its decision by %s.", moment(r.Acknowledge), moment(r.Decide))
}

func clockWords(minutes int) string { return fmt.Sprintf("%02d:%02d", minutes/60, minutes%60) }

// updateCalendar changes calendar and targets. Whoever comes second sees what the first stored.
func (s *Server) updateCalendar(c echo.Context) error {
	_ = c.FormValue("days") // parses the form
	days := c.Request().Form["days"]
	number := func(name string) int {
		n, err := strconv.Atoi(strings.TrimSpace(c.FormValue(name)))
		if err != nil {
			return -1
		}
		return n
	}
	err := s.store.EditLedger(c.Request().Context(), viewer(c), models.LedgerInput{
		Days: days, Opens: c.FormValue("opens"), Closes: c.FormValue("closes"), Holidays: c.FormValue("holidays"), Begins: c.FormValue("begins"),
		Acknowledge: number("acknowledge"), Decide: number("decide"), Version: formNumber(c, "version"),
	})
	again := func(status int, errors map[string]string) error {
		form := consoleForm(c, "calendar", errors, "opens", "closes", "holidays", "begins", "acknowledge", "decide")
		form.Values["days"] = strings.Join(days, ",")
		return s.renderCalendar(c, status, form)
	}
	if e, ok := refused(err); ok {
		return again(http.StatusUnprocessableEntity, e.Fields)
	}
	if models.KindOf(err) == models.Conflict && err != nil {
		return again(http.StatusConflict, nil)
	}
	if err != nil {
		return err
	}
	private(c)
	s.flash(c, ui.Done, "Saved. What is owed now has new due dates.")
	return c.Redirect(http.StatusSeeOther, links.ConsoleCalendar)
}
