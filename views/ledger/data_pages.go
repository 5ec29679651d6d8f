package ledger

import (
	"time"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/layout"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/moderation"
	"github.com/commonthread/commonthread/views/ui"
)

// SuggestionsPage is the public ledger.
type SuggestionsPage struct {
	layout.Page
	State       models.State // the filter; empty: all
	Topic       string       // slug; empty: all
	Sort        models.SuggestionSort
	Late        bool
	Mine        bool // what the viewer is to answer
	CanAnswer   bool
	Topics      []ui.Option
	Suggestions []Card
	Total       int64
	Capped      bool
	Pager       ui.Pager
	CanSuggest  bool
}

// filtered reports whether anything was chosen.
func (p SuggestionsPage) filtered() bool { return p.State != "" || p.Topic != "" || p.Late || p.Mine }

func (p SuggestionsPage) sort() string {
	if p.Sort == models.SuggestionsRecent {
		return ""
	}
	return string(p.Sort)
}

// HeardItem is what was asked and what came of it.
type HeardItem struct {
	Card Card // the suggestion; its State is that of the decision
	Line Line
}

// HeardPage is "you said, we did".
type HeardPage struct {
	layout.Page
	State      models.State
	Topic      string
	Department string // name; the page is that of a department
	Slug       string // of the department
	Lead       ui.Person
	Lately     bool // the page is the list behind a figure of the promise page
	Topics     []ui.Option
	Items      []HeardItem
	Next       string // the address of what comes after; empty: nothing
	Before     bool   // this is not the beginning
}

// MinePage is what a member asked for, or supports, and what became of it.
type MinePage struct {
	layout.Page
	Supported   bool
	Suggestions []MyCard
	Pager       ui.Pager
}

// MyCard is a suggestion of the member's own list.
type MyCard struct {
	Card  Card
	Judge bool // it was answered, and they have not said whether that answered them
}

// Notice is one thing that a member was told.
type Notice struct {
	ID    int64
	Kind  models.NoticeKind
	By    ui.Person // Name empty: the clock
	To    models.State
	Words string
	Href  string
	At    time.Time
	New   bool
	Leave int64 // the suggestion that one click takes them out of; 0: none
}

// NoticeGroup is the notices of one thread, newest first.
type NoticeGroup struct {
	ThreadID int64
	Title    string
	Href     string
	Number   int64 // the suggestion's; 0: none
	Notices  []Notice
}

func (g NoticeGroup) fresh() int64 {
	var n int64
	for _, x := range g.Notices {
		if x.New {
			n++
		}
	}
	return n
}

// NoticesPage is the member's notices.
type NoticesPage struct {
	layout.Page
	Groups []NoticeGroup
	Told   []moderation.Told // by moderators; on the first page alone
	Unread int64
	UpTo   int64 // the newest shown: what "mark all as read" means
	Next   string
	Before bool
}

// AlikePage asks, before a suggestion is made, whether it is there already.
type AlikePage struct {
	layout.Page
	Found  []Card
	Hidden []Hidden // everything typed
	Title  string
	Body   string
}

// Hidden is a field that goes on with a form.
type Hidden struct{ Name, Value string }

// sections are the pages of the ledger.
func sections(here string) []ui.Tab {
	var tabs []ui.Tab
	for _, t := range []struct{ label, href string }{
		{"Suggestions", links.Suggestions}, {"You said, we did", links.Heard}, {"What we promise", links.Promise},
	} {
		tabs = append(tabs, ui.Tab{Label: t.label, Href: t.href, Current: t.href == here})
	}
	return tabs
}

func stateOptions(all string, states []models.State) []ui.Option {
	options := []ui.Option{{Label: all}}
	for _, s := range states {
		options = append(options, ui.Option{Value: string(s), Label: StateWord(s)})
	}
	return options
}
