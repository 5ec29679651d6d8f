package console

import (
	"time"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/ui"
)

// TeamPage says who answers, how much each owes, who is on duty and who is away.
type TeamPage struct {
	Frame
	Form
	Staff         []Colleague
	Roster        []Duty
	Handles       string // the roster as its form has it
	Absences      []Absence
	Departments   []Department
	Owners        []TopicOwner
	Administrator bool
	Today         models.Day
}

// Duty is one of the duty roster.
type Duty struct {
	Person    ui.Person
	Now, Away bool
}

// Absence is somebody's holiday.
type Absence struct {
	ID       int64
	Person   ui.Person
	Delegate ui.Person // without a name: whoever is on duty
	First    string
	Last     string
	Mine     bool // the viewer may end it
}

// Department is a line of the list of departments.
type Department struct {
	Slug, Name string
	Lead       ui.Person
	Members    []ui.Person
	Open       int64
}

// TopicOwner is who gets what is suggested in a topic.
type TopicOwner struct {
	Slug, Name string
	Handle     string // empty: whoever is on duty
}

// DepartmentPage makes or changes a department.
type DepartmentPage struct {
	Frame
	Form
	Slug    string // empty: a new one
	Version int64
	Now     map[string]string
	Staff   []Colleague
}

// CalendarPage changes when staff work and what the brand promises.
type CalendarPage struct {
	Frame
	Form
	Version int64
	Now     map[string]string
	Days    []time.Weekday // worked
	// Example says what the stored promise means for something that comes in now.
	Example string
}
