package console

import (
	"time"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/ui"
)

// aroundLinks lead between the pages beside the inbox.
func aroundLinks(here string) []ui.Tab {
	tabs := []ui.Tab{
		{Label: "What is going on", Href: links.ConsoleOverview}, {Label: "Consultations", Href: links.ConsoleConsultations},
		{Label: "Saved replies", Href: links.ConsoleReplies}, {Label: "Thanks", Href: links.ConsoleThanks}, {Label: "Mail and calls", Href: links.ConsoleContacts}, {Label: "Merge several", Href: links.ConsoleMerges},
	}
	for i := range tabs {
		tabs[i].Current = tabs[i].Href == here
	}
	return tabs
}

// Reply is a saved reply.
type Reply struct {
	ID          int64
	Title, Body string
	Shared      bool
	Mine        bool
	CanDelete   bool
}

// RepliesPage lists the saved replies, and makes or changes one.
type RepliesPage struct {
	Frame
	Form
	Replies []Reply
	Editing *Reply // nil: a new one
}

// ThanksPage lists who helped lately and was not thanked.
type ThanksPage struct {
	Frame
	Form
	Helpers []Helper
}

// Helper is somebody who helped, with what.
type Helper struct {
	Person   ui.Person
	ThreadID int64
	Title    string
	Href     string
	At       time.Time
	Never    bool // nobody ever thanked them
}

// MergesPage merges several suggestions into one.
type MergesPage struct {
	Frame
	Form
	DraftKey string
	Results  []MergeResult
}

// MergeResult says what became of one of them.
type MergeResult struct {
	Number string
	Title  string
	Href   string
	Wrong  string // empty: merged
}

// ConsultationsPage lists the consultations.
type ConsultationsPage struct {
	Frame
	Owed []Waiting // closed, and their decision is not published
	All  []Waiting
}

// NewConsultationPage asks everybody before the brand decides.
type NewConsultationPage struct {
	Frame
	Form
	DraftKey string
	Topics   []ui.Option
	ClosesOn models.Day
}

// ConsultationPage shows what was heard, and publishes the decision.
type ConsultationPage struct {
	Frame
	Form
	ID            int64
	Slug, Title   string
	ClosesAt      time.Time
	Closed        bool
	Votes         int64
	Options       []Option
	Heard, Change string // published; empty: the decision is owed
	By            string
	DecidedAt     time.Time
}

// Option is one choice, with how many chose it and why.
type Option struct {
	Words   string
	Votes   int64
	Reasons []Why
}

// Side is the private conversation with a suggestion's author.
type Side struct {
	Open     bool
	Messages []Note
}

// Contact is what staff said to a member elsewhere.
type Contact struct {
	ID      int64
	By      ui.Person
	To      ui.Person // where members differ
	Channel string
	Words   string
	At      time.Time
}

// ContactsPage is the log of what was said by mail or phone.
type ContactsPage struct {
	Frame
	Member   string // to whom alone; a handle
	Contacts []Contact
	Next     string
	Later    bool
}

// Consent is a way in which a member agreed to be reached.
type Consent struct{ Channel, Detail string }
