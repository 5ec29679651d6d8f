package events

import (
	"strconv"
	"strings"
	"time"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/layout"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/ui"
)

// Hour is what stands on top of a live hour's thread.
type Hour struct {
	ThreadID   int64
	Slug       string
	Phase      models.HourPhase
	StartsAt   time.Time // in the community's zone
	EndsAt     time.Time
	Host       ui.Person
	Agenda     string
	Pause      int64 // seconds
	Summary    string
	SummedUpAt time.Time
	Questions  []Question
	CanHost    bool
	Typed      string // a summary that was refused
	Wrong      string // and why
}

// Question is one in the queue.
type Question struct {
	Number int64
	State  models.QuestionState
	Text   string
	By     string
	Answer int64 // the post that answered it; 0: none by itself
}

// ListPage lists live hours: those on and to come on the first page, those that were by pages.
type ListPage struct {
	layout.Page
	On, Coming, Over []Item
	Pager            int
	More             bool
	CanSchedule      bool
}

// Item is a live hour in the list.
type Item struct {
	ThreadID int64
	Slug     string
	Title    string
	Topic    string
	Colour   string
	Excerpt  string
	Host     ui.Person
	StartsAt time.Time
	EndsAt   time.Time
	Posts    int64
	Live     bool
}

// FormPage announces a live hour, or changes one (ThreadID not 0).
type FormPage struct {
	layout.Page
	ThreadID int64
	Slug     string
	Heading  string
	Topics   []ui.Option
	Zone     string
	Phase    models.HourPhase
	Values   map[string]string
	ui.Refusal
}

// lines are the agenda's points.
func (h Hour) lines() []string {
	var lines []string
	for line := range strings.SplitSeq(h.Agenda, "\n") {
		if line = strings.TrimSpace(strings.TrimLeft(line, "-*• \t")); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

// queue reports whether there is anything to say of questions.
func (h Hour) queue() bool { return len(h.Questions) > 0 || h.Phase != models.HourOver }

// until is the moment that the countdown counts to.
func (h Hour) until() time.Time {
	if h.Phase == models.HourComing {
		return h.StartsAt
	}
	return h.EndsAt
}

func (h Hour) does() string {
	if h.Phase == models.HourComing {
		return "Begins"
	}
	return "Ends"
}

func (q Question) number() string { return strconv.FormatInt(q.Number, 10) }

func (q Question) href(h Hour) string { return links.ThreadPost(h.ThreadID, h.Slug, q.Number) }

func (p FormPage) field(f ui.Field) ui.Field {
	if value, typed := p.Values[f.Name]; typed {
		f.Value = value
	}
	f.Error = p.Errors[f.Name]
	return f
}

func (p FormPage) action() string {
	if p.ThreadID == 0 {
		return links.Events
	}
	return links.EventAction(p.ThreadID, "edit")
}

func (p FormPage) label() string {
	if p.ThreadID == 0 {
		return "Announce it"
	}
	return "Save"
}
