package console

import (
	"time"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/ui"
)

// InboxPage is one list of what waits, and what is open beside it.
type InboxPage struct {
	Frame
	Seq     int64  // where the staff's own channel stood before anything was read
	Guide   *Guide // to a new community's first week; nil: not wanted
	Resets  int64  // people who wait for a new password; administrators alone
	Queue   models.InboxView
	Ours    []QueueLink // lists of the whole community
	Yours   []QueueLink // the viewer's own
	Guard   []QueueLink // what waits for moderators
	Items   []InboxItem
	Threads []Waiting  // where the list is one of threads
	Cases   []CaseItem // where it is one of cases
	Next    string
	Later   bool        // not the first page
	Item    *Item       // nil: no suggestion is open
	Case    *CasePage   // an open report
	Hold    *HoldPage   // an open held post
	Appeal  *AppealPage // an open appeal
	Asked   *AskedPage  // an open joining request
	Bulk    *Bulk       // what can be done about several; nil: nothing
}

// Opened reports whether something stands beside the list.
func (p InboxPage) Opened() bool {
	return p.Item != nil || p.Case != nil || p.Hold != nil || p.Appeal != nil || p.Asked != nil
}

// QueueLink leads to a list, with how much is on it.
type QueueLink struct {
	Queue   models.InboxView
	Href    string
	Count   string // empty: nothing
	Current bool
}

// InboxItem is a suggestion in a list.
type InboxItem struct {
	ID      int64
	Href    string
	Number  int64
	Title   string
	Topic   string
	State   models.State
	Author  ui.Person
	Owner   ui.Person
	Support int64
	Due     Due
	Current bool
}

// Due says in words what is owed, and whether it is overdue.
type Due struct {
	Words string
	Late  bool
	At    time.Time // zero: nothing is owed
}

// Item is a suggestion with all that somebody needs to answer it.
type Item struct {
	Form              // which of its smaller forms came back
	Decide     Form   // the decision: as it came back, or as its draft was kept
	Clash      *Clash // what somebody else did meanwhile
	Undo       *Undo  // the viewer's own decision, as long as it can be taken back
	Queue      models.InboxView
	ID         int64
	Slug       string
	Title      string
	Number     int64
	Version    int64
	State      models.State
	Moves      []models.State
	Topic      string
	Author     ui.Person
	AskedAt    time.Time
	Owner      ui.Person
	Department string
	Due        Due
	Paused     bool
	Support    int64
	Hurt       int64
	Into       *Ref // what it was merged into
	Unmerge    bool // whether that can still be undone

	Opening      ItemPost
	Replies      []ItemPost // the last ones
	Earlier      int64      // replies before those
	Whys         []Why
	Card         *MemberCard // nil: the account was erased
	Notes        []Note
	Lines        []Line
	Staff        []Colleague
	Telling      Telling
	Self         string // the viewer's handle
	DraftKey     string
	DraftVersion int64
	Today        models.Day
	Snoozed      *Snoozed
	Candidates   []Ref   // what may have asked the same
	Saved        []Reply // to begin an answer with
	Side         Side
	Kept         map[string]Kept // drafts of the smaller forms, by form
}

// Kept is a form as it was kept.
type Kept struct {
	Form           // without a name: nothing is kept of it yet
	Version int64  // of its draft
	Place   string // of a form that is none of the smaller ones beside a suggestion
}

// Clash is what somebody else stored while the viewer wrote.
type Clash struct {
	Message string
	By      string
	State   models.State
	Words   string
	At      time.Time
}

// Undo takes the viewer's last decision back.
type Undo struct {
	Href    string
	Seconds int64
	State   models.State
}

// Ref names another suggestion.
type Ref struct {
	ID, Number int64
	Title      string
	Href       string
	State      models.State
	Support    int64
}

// ItemPost is a post beside the forms.
type ItemPost struct {
	Author ui.Person
	At     time.Time
	Number int64
	Href   string
	Body   ui.HTML
	Hurts  bool
	Gone   bool
}

// Why is what a supporter needs it for.
type Why struct {
	By    ui.Person
	Words string
}

// MemberCard is what staff should know of somebody before they answer.
type MemberCard struct {
	Person    ui.Person
	JoinedAt  time.Time
	Posts     int64
	Promised  models.Promised // for what they asked for
	Supports  int64
	Helped    int64 // decisions that name them as a helper
	ThankedAt time.Time
	Promises  []Promise
	Said      []Said // what they wrote lately
	Reach     []Consent
}

// Telling is how many people are to be told of a decision, and were.
type Telling struct{ People, Told int64 }

// Said is a post of somebody's.
type Said struct {
	Title, Words, Href string
	At                 time.Time
}

// Promise is one of a member's suggestions and how it went.
type Promise struct {
	Ref
	Words string // "Answered in time", "2 days late"
	Late  bool
}

// Note is private words.
type Note struct {
	ID   int64
	By   ui.Person
	At   time.Time
	Body string
}

// Line is one line of the ledger.
type Line struct {
	ID        int64
	By        ui.Person // without a name: the clock
	At        time.Time
	What      string // "moved it from Received to Planned"
	Words     string
	Withdrawn bool
	Facts     []Fact
	Other     *Ref
}

// Fact is a labelled value of a decision.
type Fact struct{ Label, Value, Href string }

// Colleague is somebody who can own a suggestion.
type Colleague struct {
	Person         ui.Person
	Department     string
	DepartmentHref string
	AwayUntil      string
	Delegate       string
	OnDuty         bool
	Open, Late     int64
	Week, Paused   int64
}

// Snoozed says how the viewer put it aside.
type Snoozed struct {
	Until  time.Time
	Reason string
}
