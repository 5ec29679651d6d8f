package links

import "net/url"

// Pages of the console about who answers, and by when.
const (
	ConsoleTeam        = Console + "/team"
	ConsoleAbsences    = ConsoleTeam + "/absences"
	ConsoleRoster      = ConsoleTeam + "/roster"
	ConsoleOwners      = ConsoleTeam + "/owners"
	ConsoleDepartments = Console + "/departments"
	ConsoleCalendar    = Console + "/calendar"
)

// ConsoleAbsenceEnd takes a holiday off again.
func ConsoleAbsenceEnd(absenceID int64) string { return ConsoleAbsences + "/" + id(absenceID) + "/end" }

// ConsoleDepartment changes a department.
func ConsoleDepartment(slug string) string { return ConsoleDepartments + "/" + url.PathEscape(slug) }
