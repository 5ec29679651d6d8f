package reading

import (
	"time"

	"github.com/a-h/templ"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/events"
	"github.com/commonthread/commonthread/views/layout"
	"github.com/commonthread/commonthread/views/ledger"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/ui"
)

// ThreadPage is one page of a thread, whatever its kind.
type ThreadPage struct {
	layout.Page
	Thread      Thread
	Posts       []PostRow // in order of number, stubs included
	Pager       ui.Pager
	FirstUnread int64 // number before which "new since your last visit" stands; 0: none
	Seq         int64 // the thread's event number, read before its posts
	LastNumber  int64 // of the thread's last post
	Reply       Reply
	Held        []HeldReply // the viewer's own replies that wait for a moderator
	Later       LaterCan
	Can         ThreadCan
	Related     []Card
	Series      *Series         // of a story; nil: it stands by itself
	Desk        templ.Component // a story's state with its author's forms; nil for everybody else
	Ledger      *ledger.Head    // of a suggestion; nil for all others
	// Consultation is what stands around one; nil for all other kinds.
	Consultation *ledger.Consultation
	Hour         *events.Hour // of a live hour; nil for all others
	Muted        bool         // by the viewer
	Gallery      *Gallery     // of a gallery; nil for all others
	CameByMerge  bool         // the address of another, merged suggestion led here
}

// Thread is the head of a thread.
type Thread struct {
	ID           int64
	Slug         string
	Kind         models.Kind
	Status       models.ThreadStatus
	Title        string
	Topic        TopicRef
	Visibility   models.Visibility
	Author       ui.Person
	Standfirst   string
	Cover        Cover
	Tags         []string
	Minutes      int
	Replies      int64
	People       []ui.Person // who wrote most in it, some of them
	PeopleCount  int64
	StartedAt    time.Time
	PublishAt    time.Time // of a scheduled story
	InReview     bool      // a story that waits for another's eyes
	CheckedAt    time.Time // when somebody said that a story is still true; zero: never
	LastActivity time.Time
	Pinned       bool
	Locked       *Lock
	Outcome      *Outcome
	Accepted     *AnswerRef
	Official     *AnswerRef
	Corrections  []Correction
	// SuggestionNumber is a suggestion's own; 0 for other kinds.
	SuggestionNumber int64
	Notice           string // of an unpublished story: what stands in its place
}

// Lock says that nobody can write any more, and why.
type Lock struct {
	By      ui.Person
	At      time.Time
	Because string
}

// Outcome is what came of a thread.
type Outcome struct {
	Words string
	By    ui.Person
	At    time.Time
}

// AnswerRef leads from the top of a thread to an answer in it.
type AnswerRef struct {
	Number  int64
	Author  ui.Person
	Excerpt string
}

// Correction is what was put right in a story, and when.
type Correction struct {
	Words string
	At    time.Time
}

// PostView is a post as anyone may see it. No field of it depends on who is looking.
type PostView struct {
	ID          int64
	ThreadID    int64
	ThreadSlug  string
	Number      int64
	Kind        models.Kind // of its thread
	Author      ui.Person
	ByAsker     bool // wrote the thread's opening, and this is a reply
	Status      models.PostStatus
	Body        ui.HTML
	At          time.Time
	EditedAt    time.Time // zero: never
	EditedBy    string    // the name of whoever edited, where not the author
	ReplyTo     int64     // number; 0: to nobody
	ReplyToName string
	Reactions   []Reaction // in the order of models.Emoji, those with none left out
	Accepted    bool
	Official    bool
	Hurts       bool // says that the suggestion would hurt its writer
	// Question is how far a question to the host of a live hour has come, AnswerNumber the post that answered it;
	// Answers is the number of the question that this post answers.
	Question              models.QuestionState
	AnswerNumber, Answers int64
	Employer              string // whose answer an official answer is
	RemovedBy             string
	RemovedWhy            string
	MovedTo               string // the title of the thread it is now in; empty: not for everybody
	MovedToHref           string
}

// Reaction is how often one sign was given.
type Reaction struct {
	Emoji string
	Count int64
}

func (p PostView) anchor() string { return links.PostAnchor(p.Number) }
func (p PostView) opening() bool  { return p.Number == 1 }

// PostRow is a post on a page, with what is the viewer's own beside it.
type PostRow struct {
	Post PostView
	Mine *Mine // nil for readers
	// Blocked says that the viewer blocked its author: a line stands in its place, and a way to look at it once.
	Blocked bool
}

// Mine is what only this viewer sees of a post.
type Mine struct {
	Reacted    []string // the signs the viewer gave
	Bookmarked bool
	Own        bool
	Can        PostCan
	Hidden     ui.HTML // a removed post's words, for those who may still read them
	Because    string  // why it was removed, for those who may know
}

// PostCan is what the viewer may do with a post; policy says, the page shows.
type PostCan struct {
	Reply, React, Bookmark           bool
	Edit, Delete, Restore, Remove    bool
	RestoreAsModerator               bool // who says why it comes back
	Accept, Official, Split, History bool
}

// LaterCan is what a member may do with replies that come while they look: with others', and with their own.
type LaterCan struct{ Other, Own PostCan }

// ThreadCan is what the viewer may do with the thread.
type ThreadCan struct {
	Retitle, Pin, Lock, Move, Outcome bool
	Edit, Publish, Correct, Unpublish bool // of a story
	Restore                           bool // of a thread that was removed
	Become                            bool // a suggestion
	Decide                            bool // on a suggestion, in the console
}

// Any reports whether there is anything in the thread's menu.
func (c ThreadCan) Any() bool { return c != ThreadCan{} }

// HeldReply is a reply that its author alone sees until a moderator has looked.
type HeldReply struct {
	Href  string
	State string
	Why   string
	Words string
}

// Reply is the composer under a thread, or why there is none.
type Reply struct {
	Can      bool
	SignIn   bool   // signing in is what is missing
	WhyNot   string // otherwise: a sentence
	DraftKey string
	// DraftVersion is of the draft that Body was kept in; 0: none.
	DraftVersion int64
	Body         string // what was typed, or kept
	Error        string
	ReplyTo      int64
	To           string // the name of whom it answers
	// SentID is the post that the same form made before, with SentText; 0: none.
	SentID   int64
	SentText string
	// Rules are the topic's, open for whoever is new.
	Rules     ui.HTML
	RulesOpen bool
	CanAsk    bool // it may be a question to the host of a live hour
	Asks      bool
	CanHurt   bool // it may say that the suggestion would hurt its writer
	Hurts     bool
}
