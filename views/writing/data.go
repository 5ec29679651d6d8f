package writing

import (
	"slices"
	"time"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/layout"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/moderation"
	"github.com/commonthread/commonthread/views/ui"
)

// Form is what came back with a form that was refused: messages by field, and one that concerns no field.
type Form = ui.Refusal

// Text is what stands in a composer, as typed.
type Text struct {
	Title, Body, Tags           string
	Standfirst, Cover, CoverAlt string // of stories
	ThemeUntil                  string // of galleries: a datetime-local
}

// coverKey is the upload that is the cover, if one is.
func (t Text) coverKey() string {
	key, _ := models.CoverPicture(t.Cover)
	return key
}

func (t Text) coverFocus() string {
	_, focus := models.CoverPicture(t.Cover)
	return focus
}

var focuses = []ui.Option{
	{Value: "", Label: "The middle"}, {Value: "top", Label: "The top"}, {Value: "bottom", Label: "The bottom"},
	{Value: "left", Label: "The left"}, {Value: "right", Label: "The right"},
}

// Keeping is how a form's draft is found again.
type Keeping struct {
	DraftKey     string
	DraftVersion int64
	KeptAt       time.Time // of a draft that was opened; zero: a fresh form
}

// TopicChoice is a topic to write in, with the kinds that the viewer may start there.
type TopicChoice struct {
	Slug, Name, Description, Colour string
	Kinds                           []models.Kind
}

// StartPage asks what to write, and where.
type StartPage struct {
	layout.Page
	Topics []TopicChoice
}

// ComposePage is the composer of a new thread.
type ComposePage struct {
	layout.Page
	Form
	Keeping
	Typed     Text
	Own       []Picture // of stories: the viewer's pictures that may be its cover
	Kind      models.Kind
	Templates []ui.Option // of stories: what it can begin with
	Template  string
	Theme     bool // of galleries: the viewer may open it to everybody's pictures
	Kinds     []ui.Option
	Topic     string // slug
	Topics    []ui.Option
	Where     string // the topic's name
	Rules     ui.HTML
	RulesOpen bool // for whoever is new
	Preview   *Preview
	// SentID is the post that the same form made before, with SentText; 0: none.
	SentID   int64
	SentText string
}

// fresh reports whether nothing on the page wants to be read before the first field is filled in.
func (p ComposePage) fresh() bool {
	return p.Typed.Title == "" && len(p.Errors) == 0 && p.Summary == "" && p.Preview == nil && p.SentID == 0
}

// Preview is a text as it will look once it is saved.
type Preview struct {
	Title      string
	Standfirst string
	Body       ui.HTML
}

// ReplyPage is a reply on a page of its own: its preview without scripts.
type ReplyPage struct {
	layout.Page
	Form
	Keeping
	ThreadID    int64
	ThreadSlug  string
	ThreadTitle string
	ReplyTo     int64
	Body        string
	Preview     *Preview
}

// EditPage changes a post, or shows that somebody else did meanwhile.
type EditPage struct {
	layout.Page
	Form
	Keeping
	Typed       Text
	Own         []Picture // of stories: the viewer's pictures that may be its cover
	PostID      int64
	ThreadID    int64
	ThreadSlug  string
	ThreadTitle string
	Number      int64
	Kind        models.Kind
	Version     int64
	Reason      string
	Words       bool // the viewer may change the text
	Labels      bool // the viewer may change title and tags
	Out         bool // others can see it, so the change will be visible
	Theirs      *Theirs
	Closed      string // why nothing can be saved any more; what was typed is still shown
	Preview     *Preview
}

func (p EditPage) story() bool { return p.Number == 1 && p.Kind == models.KindStory }

// Theirs is what a post says now, for whoever meant to change what it said before.
type Theirs struct {
	Text    Text
	Changes []models.TextChange // from their text to what was typed
}

// DeletePage asks before a post is taken away.
type DeletePage struct {
	layout.Page
	Form
	PostID      int64
	ThreadID    int64
	ThreadSlug  string
	ThreadTitle string
	Number      int64
	Author      ui.Person
	Body        ui.HTML
	Version     int64
	Reason      string
	Rule        string // that a moderator says was broken
	Saved       []moderation.SavedReason
	Chosen      string // of those
	Kept        ui.Kept
	Own         bool // by its author; else on record, with a reason
	WholeThread bool // the thread goes with it
	Days        int  // for which the author can bring it back
}

// RestorePage asks before a post comes back.
type RestorePage struct {
	layout.Page
	Form
	PostID      int64
	ThreadID    int64
	ThreadSlug  string
	ThreadTitle string
	Number      int64
	Author      ui.Person
	Body        ui.HTML
	Removed     bool   // by moderators: they say why it comes back
	Slip        bool   // the viewer removed it just now, so they need not
	Because     string // why it was removed
	Reason      string
}

// HistoryPage is what a post has said.
type HistoryPage struct {
	layout.Page
	PostID      int64
	ThreadID    int64
	ThreadSlug  string
	ThreadTitle string
	Number      int64
	Author      ui.Person
	WrittenAt   time.Time
	Removed     bool
	Edits       []Edit
	Pager       ui.Pager
	CanHide     bool // may keep the earlier versions for moderators alone
	SomeShown   bool // of them, everybody sees some
	SomeHidden  bool
	Form
	Typed string // why they should be hidden
}

// Edit is one change of a post.
type Edit struct {
	Version int64
	Editor  ui.Person
	Reason  string
	At      time.Time
	Body    []models.TextChange
	// Title, Tags and Standfirst are those of an opening, where they changed.
	Title      []models.TextChange
	Tags       []models.TextChange
	Standfirst []models.TextChange
	Hidden     bool   // for moderators alone; to others it comes without words
	Because    string // the public sentence that says why
}

// bodyChanged reports whether the edit was of the text, not of what stands above it alone.
func (e Edit) bodyChanged() bool {
	return slices.ContainsFunc(e.Body, func(c models.TextChange) bool { return c.Op != models.TextSame })
}

// DraftsPage lists what was begun.
type DraftsPage struct {
	layout.Page
	Drafts  []Draft
	Deleted string // the key of one just deleted, to be taken back
}

// Draft is one text in the list.
type Draft struct {
	Key       string
	Title     string
	Words     string // the first of them
	What      string // "A reply in", "An edit of post 4 in", "A question in"
	Where     string // title of the thread, or name of the topic
	Href      string // where to go on with it
	ChangedAt time.Time
}

// DraftConflictPage shows two texts under one key: what is kept, and what this device sent.
type DraftConflictPage struct {
	layout.Page
	Key     string
	Kept    Text
	KeptAt  time.Time
	Version int64 // of what is kept
	Typed   Text
	Hidden  []Hidden
	Href    string // opens what is kept
	Changes []models.TextChange
}

// Hidden is a field that a form carries on.
type Hidden struct{ Name, Value string }

// BookmarksPage lists the posts that a member keeps.
type BookmarksPage struct {
	layout.Page
	Kept  []Kept
	Total int64
	Pager ui.Pager
}

// Kept is a post in that list.
type Kept struct {
	PostID      int64
	Number      int64
	ThreadID    int64
	ThreadSlug  string
	ThreadTitle string
	Author      ui.Person
	Words       string
	WrittenAt   time.Time
}

// covers are the pictures to choose from, each with its address.
func covers() []coverChoice {
	choices := make([]coverChoice, 0, len(models.Covers))
	for _, scene := range models.Covers {
		choices = append(choices, coverChoice{Scene: scene, Src: links.Cover(scene, 1)})
	}
	return choices
}

type coverChoice struct{ Scene, Src string }
