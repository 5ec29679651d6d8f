package console

import (
	"time"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/moderation"
	"github.com/commonthread/commonthread/views/ui"
)

// The lists of what waits for moderators, by their word in an address.
const (
	QueueReports = models.InboxView("reports")
	QueueHeld    = models.InboxView("held")
	QueueAppeals = models.InboxView("appeals")
)

// CaseQueues are those lists, in their order, with the kind of case that each has.
var CaseQueues = []struct {
	Queue models.InboxView
	Kind  models.CaseKind
}{{QueueReports, models.CaseReport}, {QueueHeld, models.CaseHold}, {QueueAppeals, models.CaseAppeal}}

// AppealPage is somebody's word against what moderators did.
type AppealPage struct {
	CasePage
	About ActionLine // with the appeal
	Mine  bool       // the viewer did it: somebody else answers
}

// CaseItem is something that waits for a moderator, in a list.
type CaseItem struct {
	ID      int64
	Kind    models.CaseKind
	Title   string
	Text    string
	Author  ui.Person
	Reports int64
	Reasons string
	Age     string
}

// CasePage is one of them, with all that a moderator needs to decide it.
type CasePage struct {
	Frame
	Form
	ID      int64
	Version int64
	Open    bool
	Own     bool // about what the viewer wrote: somebody else decides
	Message string
	Outcome models.CaseOutcome
	Words   string
	By      string
	At      time.Time

	Author    ui.Person
	AuthorURL string // of the account, for staff
	Status    models.PostStatus
	Title     string
	Href      string
	Number    int64
	Written   time.Time
	Body      ui.HTML
	Before    *ItemPost
	Filings   []Filing
	Done      []ActionLine
	Earlier   []ActionLine
	Sentences []string // that were used before, to choose from
	Until     string   // a moment to begin with
}

// HoldPage is a post that waits to be let through.
type HoldPage struct {
	Frame
	Form
	ID        int64
	Version   int64
	Open      bool
	Own       bool
	Message   string
	Outcome   models.CaseOutcome
	Words     string
	By        string
	At        time.Time
	Author    ui.Person
	AuthorURL string
	New       bool // counts as new
	Where     string
	Href      string
	Title     string // of a new thread
	Written   time.Time
	Body      ui.HTML
	Source    string // as it was typed
	Reasons   []string
	Score     int64
	Earlier   []ActionLine
}

// HoldsPage says what is held.
type HoldsPage struct {
	Frame
	Form
	Words  string
	Topics []HoldTopic
}

// HoldTopic is a topic in which everybody's first post may be held.
type HoldTopic struct {
	Slug, Name string
	First      bool
}

// Filing is one report.
type Filing struct {
	By      ui.Person // without a name: somebody erased
	Email   string    // a reader's
	Reason  models.Rule
	Detail  string
	At      time.Time
	Pattern string // what its reporter's other reports say; empty: nothing
}

// ActionLine is something that moderators did.
type ActionLine struct {
	moderation.Action
	By      ui.Person
	Whom    ui.Person
	CanUndo bool
}
