package ui

import (
	"strconv"
	"strings"
	"time"
)

// Count is a number with its noun: "1 reply", "1,204 replies".
func Count(n int64, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return Number(n) + " " + many
}

// Number is a number with commas between thousands.
func Number(n int64) string {
	s := strconv.FormatInt(n, 10)
	sign := ""
	if n < 0 {
		sign, s = "-", s[1:]
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return sign + s
}

// namesOf joins names as one says them: "Mia, Max and Hana".
func namesOf(people []Person) string {
	names := make([]string, 0, len(people))
	for _, p := range people {
		names = append(names, p.Name)
	}
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

// Day is a date as it stands in the HTML, before any script: "2 March 2026".
func Day(t time.Time) string { return t.Format("2 January 2006") }

// Moment is a day and time of day: "2 March 2026, 09:14 UTC". Handlers turn
// times to the community's zone before they reach a page.
func Moment(t time.Time) string { return t.Format("2 January 2006, 15:04 MST") }

// machine is the time as the datetime attribute has it.
func machine(t time.Time) string { return t.UTC().Format(time.RFC3339) }
