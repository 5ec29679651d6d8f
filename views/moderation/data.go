package moderation

import (
	"time"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/layout"
	"github.com/commonthread/commonthread/views/ui"
)

// ReportPage reports a post.
type ReportPage struct {
	layout.Page
	PostID int64
	Author ui.Person
	Thread string
	Href   string // of the post
	Body   ui.HTML
	Own    bool // the viewer wrote it: there is nothing to report
	Reader bool // without an account: name and address are asked for
	Typed  map[string]string
	Errors map[string]string
}

// Report is what became of a report.
type Report struct {
	Reason   models.Rule
	Detail   string
	At       time.Time
	Outcome  models.CaseOutcome // empty: nobody has decided yet
	Words    string
	ClosedAt time.Time
	Href     string
}

// ReceiptPage says what became of one report.
type ReceiptPage struct {
	layout.Page
	Report Report
	Reader bool // the address is the only way back here
	Fresh  bool
}

// Action is something that moderators did, as whom it concerns sees it.
type Action struct {
	ID      int64
	Kind    models.ActionKind
	Rule    models.Rule
	Words   string
	Detail  string
	CleanUp models.CleanUp // what a ban takes along
	Taken   string         // words beside posts that were taken away
	Where   string         // the thread's title
	Href    string
	At      time.Time
	Until   time.Time
	Ended   bool
	Undone  time.Time
	Because string // why it was taken back

	CanAppeal bool
	Appeal    *Appeal // what its member said against it
	Typed     string  // in the form for that, where it was refused
	Error     string
}

// Appeal is what somebody says against what moderators did, and what came of it.
type Appeal struct {
	Words    string
	At       time.Time
	Outcome  models.CaseOutcome // empty: nobody has answered yet
	Answer   string
	ClosedAt time.Time
	Same     bool // whoever acted answered too
}

// KeyPage asks whoever cannot sign in any more who they are.
type KeyPage struct {
	layout.Page
	Login string
	Wrong string
}

// StandingPage is a member's own record.
type StandingPage struct {
	layout.Page
	Actions []Action
	Reports []Report
	Whose   string // the name of whoever has come without a session; empty: the one who is signed in
}

// Told is one thing that moderators told a member.
type Told struct {
	ID    int64
	Title string
	Words string
	Href  string
	At    time.Time
	New   bool
}

// Held is a post of somebody's that a moderator looks at before others see it.
type Held struct {
	ID      int64
	State   models.HeldState
	Title   string // of a new thread
	Where   string // the thread, or the topic of a new one
	Href    string // what it became
	Body    ui.HTML
	Source  string
	Reasons []string
	Words   string // the moderator's
	Changed string // as it was sent, where the moderator changed it
	Told    bool   // its author has not read yet what came of it
	At      time.Time
}

// HeldPage is one of them, or all that wait.
type HeldPage struct {
	layout.Page
	List  []Held
	Error string
}
