package tools

import (
	"slices"
	"time"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/layout"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/moderation"
	"github.com/commonthread/commonthread/views/ui"
)

// Tool is one thing that can be done with a thread, by the noun of its address.
type Tool string

const (
	Pin         Tool = "pin"
	Lock        Tool = "lock"
	Slow        Tool = "slow"
	Title       Tool = "title"
	Split       Tool = "split"
	Outcome     Tool = "outcome"
	Move        Tool = "move"
	Remove      Tool = "remove"
	Restore     Tool = "restore"
	Publish     Tool = "publish"
	Schedule    Tool = "schedule"
	Corrections Tool = "corrections"
	Withdraw    Tool = "withdraw"
	Review      Tool = "review"     // its author asks for another's eyes
	Verdict     Tool = "verdict"    // and another gives them
	Check       Tool = "check"      // is it still true?
	Previews    Tool = "previews"   // links for colleagues
	Series      Tool = "series"     // which it belongs to
	Theme       Tool = "theme"      // a gallery is everybody's for a while
	Suggestion  Tool = "suggestion" // it becomes one
	TakeBack    Tool = "take-back"  // a suggestion, by its author
)

// All lists the tools in the order of the page that has them all: what is used most, and can be undone, first.
var All = []Tool{Verdict, Publish, Schedule, Review, Previews, Series, Check, Corrections, Withdraw, TakeBack, Suggestion, Title, Outcome, Theme, Pin, Lock, Slow, Split, Move, Remove, Restore}

// Thread is the thread that the tools are for.
type Thread struct {
	Slip          bool // the viewer took it away just now
	ID            int64
	Slug          string
	Title         string
	Tags          string
	Kind          models.Kind
	Status        models.ThreadStatus
	Topic         string // name
	TopicSlug     string
	Outcome       string
	Pinned        bool
	Locked        bool
	LockedBecause string
	Slow          time.Duration // between two posts of a member; 0: as they like
	PublishAt     time.Time     // in the community's time; zero: not scheduled
	Version       int64
	Zone          Zone
	InReview      bool      // waits for another's eyes
	HandedBack    string    // why it was handed back last
	Opening       int64     // the version of its words, for whoever reviews it
	Own           bool      // the viewer wrote it
	FourEyes      bool      // the viewer's stories are put out by another
	CheckedAt     time.Time // zero: nobody said yet that it is still true
	CheckDue      time.Time // zero: nobody is asked
	Overdue       bool
	Links         int64  // open preview links
	NewLink       string // just made, shown once
	Series        string // its name; empty: in none
	Part          int    // its place there
	Parts         int    // of how many
	SeriesNames   []string
	ThemeUntil    time.Time // of a gallery: in the community's time; zero: it is its author's alone
	ThemeOpen     bool
}

// Zone is the community's time zone, as a schedule needs it said.
type Zone struct {
	Name string
	Now  time.Time // there
}

// Page is one tool, or all that the viewer may use.
type Page struct {
	layout.Page
	Thread Thread
	Tools  []Tool // those to show
	Topics []ui.Option
	Saved  []moderation.SavedReason // for removing it
	Typed  Typed
	Clash  *Clash
}

// Typed is a form that came back, with what is to be mended.
type Typed struct {
	Tool   Tool // empty: none came back
	Values map[string]string
	Errors map[string]string
}

// Clash is what somebody else stored while the form was filled in.
type Clash struct{ Title, Tags string }

// one reports whether the page is for a single tool.
func (p Page) one() bool { return len(p.Tools) == 1 }

func (p Page) has(t Tool) bool { return slices.Contains(p.Tools, t) }

// value is what was typed into a tool's field, or else what holds now.
func (p Page) value(t Tool, field, otherwise string) string {
	if p.Typed.Tool == t {
		return p.Typed.Values[field]
	}
	return otherwise
}

// refusal is what is to be mended of a tool's form. Where somebody else was faster, what they stored stands there instead.
func (p Page) refusal(t Tool) ui.Refusal {
	if p.Typed.Tool != t || p.Clash != nil {
		return ui.Refusal{}
	}
	return ui.Refusal{Errors: p.Typed.Errors}
}

func (p Page) wrong(t Tool, field string) string {
	if p.Typed.Tool == t {
		return p.Typed.Errors[field]
	}
	return ""
}

// field is a tool's control; its id is its own although several tools ask for a reason.
func (p Page) field(t Tool, f ui.Field) ui.Field {
	f.ID = string(t) + "-" + f.Name
	f.Value, f.Error = p.value(t, f.Name, f.Value), p.wrong(t, f.Name)
	return f
}

func (p Page) action(t Tool) string {
	switch t {
	case Publish, Schedule, Corrections, Withdraw, Review, Verdict, Check, Previews, Series:
		return links.StoryAction(p.Thread.ID, string(t))
	case TakeBack:
		return links.WithdrawSuggestion(p.Thread.ID)
	}
	return links.ThreadAction(p.Thread.ID, string(t))
}

func (p Page) back() string { return links.Thread(p.Thread.ID, p.Thread.Slug) }

// SplitPage chooses which posts leave a thread.
type SplitPage struct {
	layout.Page
	Thread   Thread
	Posts    []SplitPost
	Topics   []ui.Option // where moderators may send them; empty: they stay in the topic
	Title    string
	Topic    string
	Errors   map[string]string
	Earlier  string // address of the posts before; empty: none
	Later    string
	MostPost int
}

// SplitPost is a reply that could leave.
type SplitPost struct {
	Number  int64
	Author  ui.Person
	At      time.Time
	Excerpt string
	Chosen  bool
}

// DeskPage is a writer's own stories, by state.
type DeskPage struct {
	layout.Page
	Drafts, Scheduled, Published, Withdrawn []DeskStory
	Zone                                    Zone
}

func (p DeskPage) empty() bool {
	return len(p.Drafts)+len(p.Scheduled)+len(p.Published)+len(p.Withdrawn) == 0
}

// DeskStory is one story on the desk. At is when it was begun, comes out, came out or was withdrawn.
type DeskStory struct {
	ID      int64
	Slug    string
	Title   string
	Topic   string
	At      time.Time
	Replies int64
	Words   int64
	Because string
}
