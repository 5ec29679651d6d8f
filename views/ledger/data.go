package ledger

import (
	"strconv"
	"time"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/ui"
)

// Topic is a topic as named beside a suggestion.
type Topic struct{ Slug, Name, Colour string }

// Ref names another suggestion.
type Ref struct {
	ThreadID int64
	Slug     string
	Number   int64
	Title    string
	State    models.State
	Author   ui.Person
}

func (r Ref) href() string { return links.Thread(r.ThreadID, r.Slug) }

// Card is a suggestion as listed anywhere.
type Card struct {
	ThreadID   int64
	Slug       string
	Number     int64
	Title      string
	Excerpt    string
	Topic      Topic
	Author     ui.Person
	State      models.State
	StateSince time.Time
	Owner      ui.Person
	Support    int64
	Replies    int64
	BornAt     time.Time
	Due        Due
	Outcome    string
	Supporting bool // the viewer supports it
}

func (c Card) href() string { return links.Thread(c.ThreadID, c.Slug) }

// Line is a line of the record: a decision with its words, or something that happened to the suggestion.
type Line struct {
	ID           int64
	Kind         models.DecisionKind
	By           ui.Person // Name empty: the clock
	Department   string
	At           time.Time
	From, To     models.State
	OwnerBefore  ui.Person
	OwnerAfter   ui.Person
	Words        string // plain, with its line breaks
	Reason       models.ReasonType
	Evidence     string
	EvidenceURL  string
	Since        models.Day
	NextUpdateOn models.Day
	RevisitOn    models.Day
	Helpers      []ui.Person
	Other        *Ref // the other thread of a merge or a split; Number 0: no suggestion
	Answered     string
	Remove       string    // where a moderator takes a member's words away
	WithdrawnAt  time.Time // taken back within a minute; zero: it stands
}

// Changed reports whether the line moved the suggestion to another state.
func (l Line) Changed() bool { return l.From != l.To }

// Spoken reports whether somebody's words to the public stand in the line.
func (l Line) Spoken() bool {
	return l.Kind == models.LineDecision || l.Kind == models.LineUpdate
}

// Anchor is the id of the line on its suggestion’s page.
func (l Line) Anchor() string { return LineAnchor(l.ID) }

// LineAnchor is the same by the line’s number.
func LineAnchor(id int64) string { return "line-" + strconv.FormatInt(id, 10) }
