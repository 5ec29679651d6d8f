package console

import (
	"slices"
	"strings"
	"time"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/layout"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/moderation"
	"github.com/commonthread/commonthread/views/ui"
)

// Frame is what every page of the console has.
type Frame struct {
	layout.Page
	Tabs      []ui.Tab
	Rehearsal string // what a rehearsal clock shows; empty: the clock is a real one
	Zone      string // by whose clock times are shown
}

// Form is a form that came back: what was typed, what is to be mended, and what somebody else stored meanwhile.
type Form struct {
	Name   string // which of the page's forms; empty: none came back
	Values map[string]string
	Errors map[string]string
	Theirs []Theirs
	// Partial says that fields without a value here have the page's own: a draft, or a saved reply, fills the rest.
	Partial bool
	// Kept are the page's forms whose words are kept while they are typed, with what was typed before and not sent.
	Kept map[string]Kept
}

// Theirs is one value that somebody else stored.
type Theirs struct{ Label, Value string }

// kept is the draft of one of the page's forms; the form that came back is newer.
func (f Form) kept(form string) Form {
	if k, there := f.Kept[form]; there && k.Name == form && f.Name != form {
		return k.Form
	}
	return f
}

// begun reports whether a form holds what its person typed: it came back, or was kept.
func (f Form) begun(form string) bool { return f.kept(form).Name == form }

// place is where a form's words are kept; none where they are not.
func (f Form) place(form string) ui.Kept {
	k := f.Kept[form]
	return ui.Kept{Place: k.Place, Version: k.Version}
}

func (f Form) value(form, field, otherwise string) string {
	f = f.kept(form)
	if typed, came := f.Values[field]; f.Name == form && (came || !f.Partial) {
		return typed
	}
	return otherwise
}

// ticked reports whether one of a field's boxes was: their values come with commas between them.
func (f Form) ticked(form, field, value string) bool {
	return slices.Contains(strings.Split(f.value(form, field, ""), ","), value)
}

func (f Form) wrong(form, field string) string {
	if f.Name == form {
		return f.Errors[field]
	}
	return ""
}

// refusal is what is to be mended of the form that came back. Where somebody else was faster, their words stand there.
func (f Form) refusal(form string) ui.Refusal {
	if f.Name != form || len(f.Theirs) > 0 {
		return ui.Refusal{}
	}
	return ui.Refusal{Errors: f.Errors}
}

// field is a control of one of the page's forms, with an id of its own.
func (f Form) field(form string, in ui.Field) ui.Field {
	in.ID = form + "-" + in.Name
	in.Value, in.Error = f.value(form, in.Name, in.Value), f.wrong(form, in.Name)
	return in
}

func (f Form) choice(form string, in ui.Choice) ui.Choice {
	in.ID = form + "-" + in.Name
	in.Value, in.Error = f.value(form, in.Name, in.Value), f.wrong(form, in.Name)
	return in
}

// HomePage says what waits.
type HomePage struct {
	Frame
	Resets            int64
	Administrator     bool
	Questions         []Waiting
	QuestionCount     string
	Threads           []Waiting
	ThreadCount       string
	NewMembers        []Member
	NewMemberCount    int64
	Stale             []FrontPlace // fronts on which something went stale
	ToReview, ToCheck int64        // stories on the desk
}

// Waiting is a thread without a reply, or a post of one that waits for staff.
type Waiting struct {
	ID     int64
	Slug   string
	Number int64  // of the post; 0: the thread
	Words  string // of the post
	Title  string
	Topic  string
	Author ui.Person
	At     time.Time
	Age    string // "3 days"
	Href   string // empty: the thread's own
}

// Member is a line of the list of members.
type Member struct {
	Person     ui.Person
	Role       models.Role
	Email      string // empty for whoever may not see addresses
	MayPublish bool
	FourEyes   bool // another puts their stories out
	Suspended  bool
	Posts      int64
	JoinedAt   time.Time
}

// MembersPage is the list of members.
type MembersPage struct {
	Frame
	Query, Role, Status string
	Members             []Member
	Addresses           bool // whether addresses are shown and searched
	Next                string
	Later               bool // not the first page
}

// MemberPage is one account.
type MemberPage struct {
	Frame
	Form
	Member           Member
	Employer         string
	FormerEmployer   string
	SuspendedUntil   time.Time // zero: until it is lifted
	SuspendedBecause string
	Banned           bool
	Restricted       string // in words; empty: nothing
	RestrictedUntil  time.Time
	Actions          []ActionLine // the latest of what moderators did; for moderators alone
	Hosts            []Topic
	Log              []AuditLine
	Can              models.AccountCan
	Self             bool
	Card             *MemberCard
	Saved            []moderation.SavedReason // for its forms
	Sections         []SectionCount           // of the record, those that the viewer may read
	Places           []models.Place           // of their own page, with words that others read
	Consents         []Consent
	Contacts         []Contact
}

// Topic is a line of the list of topics.
type Topic struct {
	Slug, Name, Colour string
	Visibility         models.Visibility
	Archived           bool
	First, Last        bool // of those that are open, or of those that are archived
	Quiet              bool // nobody replied for models.TopicQuietAfter
	Threads, Posts     int64
	Hosts              []ui.Person
}

// TopicsPage is the list of topics.
type TopicsPage struct {
	Frame
	Topics []Topic
	CanSet bool
	Merges []TopicMerge // that can be undone; for administrators
}

// TopicMerge is a topic that went into another.
type TopicMerge struct {
	ID               int64
	Slug, Name, Into string // no Into: the other one went on itself
	By               string
	At, Until        time.Time
}

// TopicPage makes or changes a topic.
type TopicPage struct {
	Frame
	Form
	Slug     string // empty: a new one
	DraftKey string
	Version  int64
	Now      map[string]string // the fields as they are stored
	Archived bool
	Own      []TopicCover // pictures that may be its cover
	Others   []Topic      // into which it may be merged
	Staff    []Colleague  // one of whom may get what is suggested in it
}

// TopicCover is a picture to lead a topic's front.
type TopicCover struct{ Key, Src, Name string }

func (p TopicPage) coverKey() string {
	key, _ := models.CoverPicture(p.value("topic", "cover", p.Now["cover"]))
	return key
}

func (p TopicPage) coverFocus() string {
	_, focus := models.CoverPicture(p.value("topic", "cover", p.Now["cover"]))
	return focus
}

// focuses are the parts of a cover that can be kept in view.
var focuses = []ui.Option{{Value: "", Label: "The middle"}, {Value: "top", Label: "The top"}, {Value: "bottom", Label: "The bottom"}, {Value: "left", Label: "The left"}, {Value: "right", Label: "The right"}}

// SitePage changes the community's settings.
type SitePage struct {
	Frame
	Form
	Version int64
	Now     map[string]string
	Zones   []string
}

// AuditPage is the audit log.
type AuditPage struct {
	Frame
	Query         links.AuditQuery
	Wrong         map[string]string // of a filter that cannot be read
	Administrator bool
	Lines         []AuditLine
	Next          string
	Later         bool
}

// ActivityPage is what staff did, person by person.
type ActivityPage struct {
	Frame
	Query links.AuditQuery
	Wrong map[string]string
	Staff []Activity
}

// Activity is what one of them did.
type Activity struct {
	By    ui.Person
	Deeds []Deed
}

// Deed is how often something was done.
type Deed struct {
	Action string
	N      int64
	Href   string // to the entries
}

// AuditLine is one entry.
type AuditLine struct {
	ID            int64
	At            time.Time
	Actor         *ui.Person // nil: the command line, or an erased account
	Action        string
	Object        string // what it is called now; empty: it is gone
	ObjectHref    string
	Before, After string
	Reason        string
	Address       string
}

// ResetsPage is where an administrator hands out links for a new password.
type ResetsPage struct {
	Frame
	Form     Form
	Requests []ResetRequest
	Link     string // just made, shown once
	For      string // whose link it is
}

// ResetRequest is somebody who cannot sign in.
type ResetRequest struct {
	Person      ui.Person
	RequestedAt time.Time
	Helpless    bool // an administrator: a link for them is not made here
}
