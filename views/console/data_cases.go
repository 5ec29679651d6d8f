package console

import (
	"time"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/moderation"
	"github.com/commonthread/commonthread/views/ui"
)

// The lists of what waits for moderators, by their word in an address.
const (
	QueueWaiting = models.InboxView("waiting") // all of it
	QueueReports = models.InboxView("reports")
	QueueHeld    = models.InboxView("held")
	QueueAppeals = models.InboxView("appeals")
	QueueJoining = models.InboxView("joining")
)

// CaseQueues are those lists, in their order, with the kind of case that each has; without one, every kind.
var CaseQueues = []struct {
	Queue models.InboxView
	Kind  models.CaseKind
}{
	{QueueWaiting, ""}, {QueueReports, models.CaseReport}, {QueueHeld, models.CaseHold},
	{QueueAppeals, models.CaseAppeal}, {QueueJoining, models.CaseJoining},
}

// CaseItem is something that waits for a moderator, in a list.
type CaseItem struct {
	Ref     models.QueueRef
	Version int64
	Href    string
	Title   string
	Text    string
	Author  ui.Person // nobody's where somebody would like to join
	Reports int64
	Reasons string
	Age     string
	Current bool
	Chosen  bool // for what is done to several
}

// CasePage is one of them, with all that a moderator needs to decide it.
type CasePage struct {
	Form
	Zone    string
	Kind    models.CaseKind
	ID      int64
	Version int64
	Queue   models.InboxView // the list that it was opened from
	Arrived bool             // from the one before
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
	Before    []ItemPost
	After     []ItemPost
	Filings   []Filing
	Known     Known
	Feuds     []Feud
	Done      []ActionLine
	Earlier   []ActionLine
	Saved     []moderation.SavedReason
	Sentences []string // that were used before, to choose from
	Until     string   // a moment to begin with
}

// CaseBase takes over what every page of a case has from its list: where it was opened from, and what can be said.
func (p *CasePage) CaseBase(base CasePage) {
	p.Queue, p.Arrived, p.Saved, p.Zone = base.Queue, base.Arrived, base.Saved, base.Zone
}

// Known is what moderators know of somebody.
type Known struct {
	JoinedAt time.Time
	Figures  []string // in words, those that are not nothing
}

// Feud is a pattern of reports back and forth.
type Feud struct {
	With        ui.Person
	Theirs, Own string // how often each reported the other
}

// AppealPage is somebody's word against what moderators did.
type AppealPage struct {
	CasePage
	About ActionLine // with the appeal
	Mine  bool       // the viewer did it: somebody else answers
}

// HoldPage is a post that waits to be let through.
type HoldPage struct {
	CasePage
	New     bool // a new thread, Subject its title
	Subject string
	Source  string // as it was typed
	Reasons []string
	Score   int64
	Needed  int64 // points at which signals alone hold a post
}

// AskedPage is somebody who would like to join.
type AskedPage struct {
	CasePage
	Handle, Email string
	Why           string
}

// Bulk is what can be done about several of a list.
type Bulk struct {
	Form
	Kind    models.CaseKind
	Queue   models.InboxView
	Saved   []moderation.SavedReason
	Results []BulkResult
}

// BulkResult is what became of one of several.
type BulkResult struct {
	Ref   string
	Title string
	Href  string
	Wrong string // empty: it was done
}

// ReasonsPage lists the saved reasons, and makes or changes one.
type ReasonsPage struct {
	Frame
	Form
	Reasons []moderation.SavedReason
	Editing moderation.SavedReason // ID 0: a new one
}

// HoldsPage says what is held.
type HoldsPage struct {
	Frame
	Form
	Words   string
	Score   int64
	Topics  []HoldTopic
	Check   models.CheckFigures // of the operator's program, on this node
	Checked bool                // there is one
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
