package models

import "time"

// PostStatus says what of a post can be seen. Numbers are never reused, so each status but visible
// leaves a stub in its place.
type PostStatus string

const (
	PostVisible PostStatus = "visible"
	PostDeleted PostStatus = "deleted" // by its author; restorable by them for OwnRestore
	PostRemoved PostStatus = "removed" // by a moderator, with a reason
	PostMoved   PostStatus = "moved"   // a stub: the post itself is MovedToID, in another thread
)

// OwnRestore is how long an author may take back the deletion of their own post.
const OwnRestore = 30 * 24 * time.Hour

// Post is one contribution in a thread, numbered in it from 1. Its HTML is made when it is written and is
// the same for every viewer.
type Post struct {
	ID             int64
	ThreadID       int64
	Number         int64
	AuthorID       int64
	Employer       string
	Status         PostStatus
	ReplyTo        *int64 // a post number of the same thread
	Body           string // Markdown as typed
	HTML           string `gorm:"column:html"`
	MarkupVersion  int64
	MovedToID      *int64
	EditedAt       *time.Time
	RemovedAt      *time.Time
	RemovedBy      *int64
	RemovedBecause string
	Version        int64
	CreatedAt      time.Time
	Stance         string // StanceHurts, or none
	Question       QuestionState
	AnswerNumber   *int64 // of a question: the post that answered it
	AnswersNumber  *int64 // of the host's answer: the question
	QuotesStale    bool   // what the HTML shows of quoted posts is not what may be shown now: see withoutGoneQuotes
}

// StanceHurts marks a reply that says a suggestion would hurt its writer: labelled and counted apart from support,
// never subtracted from it.
const StanceHurts = "hurts"

// Hurts reports whether the post says so.
func (p Post) Hurts() bool { return p.Stance == StanceHurts }

// Visible reports whether the post's words can be seen.
func (p Post) Visible() bool { return p.Status == PostVisible }

// Opening reports whether the post opens its thread.
func (p Post) Opening() bool { return p.Number == 1 }

// Page is the page of the thread on which the post stands.
func (p Post) Page() int { return PageOf(p.Number) }

// Emoji are the reactions there are.
var Emoji = []string{"👍", "❤️", "😄", "🎉", "💡", "🙏"}
