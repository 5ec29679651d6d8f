package reading

import (
	"time"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/events"
	"github.com/commonthread/commonthread/views/layout"
	"github.com/commonthread/commonthread/views/ledger"
	"github.com/commonthread/commonthread/views/ui"
)

// FrontPage is the front page: what there is of each part is shown, and a part
// without anything is left out.
type FrontPage struct {
	layout.Page
	Blocks     []models.FrontBlock // those that are shown, in order; nil: all, as they come
	Preview    bool                // staff look at what they composed
	Lead       *Card               // the story that leads; nil: the liveliest conversation does
	Second     []Card              // further stories, up to 6
	Pictures   []Card              // a row of galleries and the like, each with a cover, up to 4
	Pinned     *Card               // the conversation that staff put before everybody
	Hours      []events.Item       // live hours that are on or to come, up to 3
	Talked     []Card              // "People are talking about", up to 6, with Latest
	Unanswered []Card              // questions nobody has answered, up to 5
	Newest     []Card              // up to 8
	Heard      []ledger.HeardItem  // what was decided because somebody asked, up to 3
	Topics     []TopicCard
}

// TopicCard is a topic as listed.
type TopicCard struct {
	Slug        string
	Name        string
	Description string
	Colour      string
	Cover       Cover
	Visibility  models.Visibility
	Threads     int64
	Posts       int64
	Hosts       []ui.Person
	Latest      *Card // the thread with the newest post
}

// TopicsPage is the list of all topics.
type TopicsPage struct {
	layout.Page
	Topics []TopicCard
}

// TopicPage is one topic's front.
type TopicPage struct {
	layout.Page
	Topic        TopicCard
	PostingRules ui.HTML // rendered; may be empty
	Archived     bool
	Kind         models.Kind         // the filter; empty: all
	Sort         string              // latest, new, unanswered
	Kinds        []models.Kind       // that may be started here
	Blocks       []models.FrontBlock // of the front that are shown, in order; nil: all
	Pinned       *Card               // the conversation that staff put before everybody
	Heard        []ledger.HeardItem
	Stories      []Card // leading the unfiltered first page, up to 3
	Threads      []Card
	Total        int64
	Pager        ui.Pager
	CanStart     bool // the viewer, here and now
	Member       bool // somebody with an account looks
	Muted        bool // by them
}

// StoriesPage is the stories of all topics.
type StoriesPage struct {
	layout.Page
	Stories    []Card
	Pager      ui.Pager
	CanPublish bool
}

// MemberPage is a member, showing what that member chose to show this viewer.
type MemberPage struct {
	layout.Page
	Person    ui.Person
	JoinedAt  time.Time
	Role      string // "Moderator", "Administrator"; empty for most
	HostOf    []TopicRef
	Fields    []ProfileField // those this viewer may see
	About     ui.HTML        // empty: none, or not for this viewer
	Threads   int64
	Posts     int64
	Stories   []Card
	Wrote     []Contribution
	Pager     ui.Pager
	Self      bool
	Suspended bool // shown to moderators only
	Member    bool // somebody with an account looks
	Blocked   bool // by them
	Muted     bool
	Withheld  bool // the member keeps what they wrote from being seen together
}

// ProfileField is one line of a profile.
type ProfileField struct{ Label, Value, Href string }

// Contribution is a post in a list: on a member's page, in results, among bookmarks.
type Contribution struct {
	PostID      int64
	Number      int64
	ThreadID    int64
	ThreadSlug  string
	ThreadTitle string
	ThreadKind  models.Kind
	Topic       TopicRef
	Author      ui.Person
	Excerpt     string // plain text
	At          time.Time
	Removed     bool // no longer there: only its place is shown
}

// SearchPage is a search: its box, its filters, what was found.
type SearchPage struct {
	layout.Page
	Q       string
	Kind    models.Kind
	Topic   string // slug
	Author  string // handle
	Tag     string
	State   models.State // of suggestions
	Topics  []TopicRef   // to choose from
	Results []Result
	Total   int64
	Capped  bool // there are more than Total: "1,000+"
	Pager   ui.Pager
	Error   string // what is wrong with the words searched for
}

// Result is one thing found: a thread, or a post in one.
type Result struct {
	Card    Card
	Number  int64 // of the post found; 0 or 1: the thread itself
	Author  ui.Person
	Snippet []Span
	At      time.Time
}

// Span is a piece of a result's text; those that matched are marked.
type Span struct {
	Text  string
	Match bool
}

// YourThreadsPage is what a member started, opened or wrote in.
type YourThreadsPage struct {
	layout.Page
	Threads []Card
	Started bool // only what they started
	Pager   ui.Pager
}

// ErrorPage says what happened, and what to do.
type ErrorPage struct {
	layout.Page
	Status     int
	Headline   string // empty: the status's own
	Detail     string // a sentence for people; empty: the status's own
	RetryAfter time.Duration
	Typed      string // what was typed and would be lost otherwise
	SignIn     bool   // offer signing in
}
