package models

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/gosimple/slug"
)

// Kind is what sort of thread it is. All kinds share one composer, one address scheme and one reply model.
type Kind string

const (
	KindStory        Kind = "story"
	KindDiscussion   Kind = "discussion"
	KindQuestion     Kind = "question"
	KindSuggestion   Kind = "suggestion"
	KindConsultation Kind = "consultation"
	KindEvent        Kind = "event"
	KindGallery      Kind = "gallery"
)

// OpenKinds are the kinds that people can start today.
var OpenKinds = []Kind{KindStory, KindDiscussion, KindQuestion, KindSuggestion, KindGallery}

// Kinds are all that threads are of. Consultations and events begin in ways of their own, not in the composer.
var Kinds = slices.Concat(OpenKinds, []Kind{KindConsultation, KindEvent})

// ParseAnyKind reads the kind that a list is narrowed to; Invalid for what is none.
func ParseAnyKind(s string) (Kind, error) {
	if slices.Contains(Kinds, Kind(s)) {
		return Kind(s), nil
	}
	return "", invalid("kind", "There is no such kind. Choose story, discussion, question, suggestion, gallery, consultation or event.")
}

// ParseKind refuses anything that is not a kind open today.
func ParseKind(s string) (Kind, error) {
	for _, k := range OpenKinds {
		if string(k) == s {
			return k, nil
		}
	}
	return "", fmt.Errorf("choose story, discussion, question, suggestion or gallery")
}

// ThreadStatus says where a thread is in its life. Only stories are ever draft, scheduled or unpublished.
type ThreadStatus string

const (
	ThreadDraft       ThreadStatus = "draft"
	ThreadScheduled   ThreadStatus = "scheduled"
	ThreadPublished   ThreadStatus = "published"
	ThreadUnpublished ThreadStatus = "unpublished" // withdrawn, leaving a notice
	ThreadRemoved     ThreadStatus = "removed"     // taken away by its author or a moderator, leaving a notice
)

// PostsPerPage is fixed: page N of a thread shows numbers 20(N-1)+1 to 20N, removed ones as stubs, so a
// page's address is stable and the last page costs what the first does.
const PostsPerPage = 20

// Thread is anything with an address and replies. Post 1 is its opening.
type Thread struct {
	ID               int64
	TopicID          int64
	Kind             Kind
	Status           ThreadStatus
	Title            string
	Slug             string
	AuthorID         int64
	Employer         string // the author's label when it was written
	Standfirst       string
	Cover            string
	CoverAlt         string
	Tags             string // as thread_tags, comma separated, for lists
	Excerpt          string
	Words            int64
	PostCount        int64 // visible posts, the opening included
	LastNumber       int64 // the highest number given; never taken back
	EventSeq         int64
	LastAuthorID     *int64
	AcceptedPostID   *int64
	OfficialPostID   *int64
	Outcome          string
	OutcomeBy        *int64
	OutcomeAt        *time.Time
	PinnedAt         *time.Time
	LockedAt         *time.Time
	LockedBy         *int64
	LockedBecause    string
	SlowSeconds      int64 // between two posts of one member; 0: no slow mode
	WithdrawnAt      *time.Time
	WithdrawnBy      *int64
	WithdrawnBecause string
	PublishAt        *time.Time
	PublishedAt      *time.Time
	ReviewAskedAt    *time.Time // a story waits for the eyes of another since then
	ReviewWords      string     // why it was handed back last
	CheckDueAt       *time.Time // nil: a year after it came out
	CheckedAt        *time.Time // somebody said that it is still true
	LastActivityAt   time.Time
	Version          int64
	CreatedAt        time.Time
}

// Locked reports whether nobody may write in the thread.
func (t Thread) Locked() bool { return t.LockedAt != nil }

// Pinned reports whether the thread stands above the others of its topic.
func (t Thread) Pinned() bool { return t.PinnedAt != nil }

// Published reports whether the thread is out.
func (t Thread) Published() bool { return t.Status == ThreadPublished }

// neverOut reports whether the thread was not published so far.
func (t Thread) neverOut() bool {
	return t.Status == ThreadDraft || t.Status == ThreadScheduled || (t.Status == ThreadRemoved && t.PublishedAt == nil)
}

// Replies is the number of visible posts after the opening.
func (t Thread) Replies() int64 { return max(0, t.PostCount-1) }

// Pages is how many pages the thread has; at least one.
func (t Thread) Pages() int { return PageOf(max(1, t.LastNumber)) }

// TagList is Tags as a list.
func (t Thread) TagList() []string {
	if t.Tags == "" {
		return nil
	}
	return strings.Split(t.Tags, ",")
}

// PageOf is the page on which a post number stands.
func PageOf(number int64) int { return int((number-1)/PostsPerPage) + 1 }

// toolSlugs are what stands after a thread's number in the addresses of its tools; no title may lead there.
var toolSlugs = []string{"tools", "pin", "lock", "slow", "move", "split", "title", "outcome", "remove", "restore", "posts", "read", "unread", "follow", "mute"}

// slugOf makes the readable part of an address; a title without letters it knows still gets one.
func slugOf(title string) string {
	s := slug.Make(title)
	if len(s) > 80 {
		s = strings.Trim(s[:80], "-")
	}
	if s == "" {
		return "thread"
	}
	if slices.Contains(toolSlugs, s) {
		return s + "-thread"
	}
	return s
}
