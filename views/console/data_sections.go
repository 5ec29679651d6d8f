package console

import (
	"time"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/ui"
)

// SectionPage is one part of somebody's record: the lines of one of its kinds.
type SectionPage struct {
	Frame
	Person   ui.Person
	Section  models.MemberSection
	Sections []SectionCount
	Summary  string          // of all its pages
	Kept     models.Promised // of what they asked for, all pages over
	Said     []Said
	Promises []Promise
	Reports  []ReportLine
	Actions  []ActionLine
	Sessions []SessionLine
	Pager    ui.Pager
}

func (p SectionPage) empty() bool {
	return len(p.Said)+len(p.Promises)+len(p.Reports)+len(p.Actions)+len(p.Sessions) == 0
}

// SectionCount is a part of the record with how much is in it.
type SectionCount struct {
	Section models.MemberSection
	Count   string
}

// ReportLine is a report about somebody, or by them.
type ReportLine struct {
	CaseID      int64
	Reason      models.Rule
	Detail      string
	Title, Href string // of what was reported
	Who         string // reported it, or wrote it
	At          time.Time
	Outcome     models.CaseOutcome
}

// SessionLine is a browser in which somebody is signed in.
type SessionLine struct {
	ID                    int64
	Browser, Address      string // no address: it is not for the viewer
	StartedAt, LastSeenAt time.Time
}
