package models

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"
)

// HeldState says how it stands with a post that was held.
type HeldState string

const (
	HeldWaiting   HeldState = "held"
	HeldApproved  HeldState = "approved"
	HeldReturned  HeldState = "returned" // its author may change it and send it again
	HeldRemoved   HeldState = "removed"
	HeldWithdrawn HeldState = "withdrawn" // by its author
)

// HeldPost is a reply, or a new thread with its opening, that waits for a moderator. It is no post: it has no number,
// and nothing that lists, counts, finds or tells of posts knows of it. Its author alone sees it, and moderators.
type HeldPost struct {
	ID        int64
	MemberID  int64  // who wrote it
	ThreadID  *int64 // a reply's
	TopicID   *int64 // a new thread's
	Kind      Kind
	Title     string
	Tags      string
	Body      string // empty once it was let through: the post has the words
	ReplyTo   *int64
	Stance    string
	Question  QuestionState // asked, where it is one to the host of a live hour
	Reasons   string        // see HoldReason, comma separated
	Score     int64
	State     HeldState
	Words     string // of the moderator's
	Changed   string // what the moderator changed: the text as its author sent it
	PostID    *int64 // what it became
	Version   int64
	CreatedAt time.Time
	DecidedAt *time.Time
}

// ReasonList is why it is held.
func (h HeldPost) ReasonList() []HoldReason {
	var list []HoldReason
	for r := range strings.SplitSeq(h.Reasons, ",") {
		list = append(list, HoldReason(r))
	}
	return list
}

// HoldReason is why a post is held. What belongs to it, such as the word that was found, follows a colon.
type HoldReason string

const (
	HoldLinks    HoldReason = "links"     // more than a new member may post
	HoldMentions HoldReason = "mentions"  // likewise
	HoldSameText HoldReason = "same_text" // the same words again and again
	HoldBurst    HoldReason = "burst"     // many posts in a minute
	HoldWord     HoldReason = "word"      // from the community's list
	HoldFirst    HoldReason = "first"     // the first post in a topic that asks for it

	// Signals: each adds to the score, none is enough by itself.
	HoldYoung     HoldReason = "young"      // an account of the last hour
	HoldSomeLinks HoldReason = "some_links" // as many points as there are links
	HoldFast      HoldReason = "fast"       // several posts within ten minutes
	HoldRepeated  HoldReason = "repeated"   // the author said it before today
	HoldCopied    HoldReason = "copied"     // others said it word for word today
	HoldChecked   HoldReason = "checked"    // what the operator's program says: its points and its reason
)

// Parts are a reason and what belongs to it.
func (r HoldReason) Parts() (HoldReason, string) {
	name, of, _ := strings.Cut(string(r), ":")
	return HoldReason(name), of
}

// holdPoints is what each reason adds to the score. What is not among the signals holds a post by itself.
var holdPoints = map[HoldReason]int64{
	HoldLinks: 5, HoldMentions: 5, HoldSameText: 5, HoldBurst: 5, HoldWord: 5, HoldFirst: 5,
	HoldYoung: 1, HoldSomeLinks: 1, HoldFast: 2, HoldRepeated: 2, HoldCopied: 3,
}

var holdSignals = []HoldReason{HoldYoung, HoldSomeLinks, HoldFast, HoldRepeated, HoldCopied, HoldChecked}

// The score at which signals alone have a post held: what a community begins with, and between what it may choose.
const holdAt, holdAtLeast, holdAtMost = 5, 3, 12

// Points is what a reason adds to the score.
func (r HoldReason) Points() int64 {
	name, of := r.Parts()
	if name == HoldChecked {
		return checkedPoints(of)
	}
	n, err := strconv.ParseInt(of, 10, 64)
	if (name == HoldSomeLinks || name == HoldRepeated) && err == nil {
		return n * holdPoints[name]
	}
	return holdPoints[name]
}

// certain reports whether the reason holds a post by itself.
func (r HoldReason) certain() bool {
	name, _ := r.Parts()
	return !slices.Contains(holdSignals, name)
}

// Waits is the answer to whoever sent a post that is held: it was taken, and a moderator looks at it first.
type Waits struct{ HeldID int64 }

func (w *Waits) Error() string { return "held for a moderator" }

// HeldBy finds the held post that an answer of CreatePost or CreateThread speaks of.
func HeldBy(err error) (id int64, ok bool) {
	if w, is := errors.AsType[*Waits](err); is {
		return w.HeldID, true
	}
	return 0, false
}

func waits(id int64) error {
	return &Error{Kind: Held, Message: "A moderator looks at this before others see it. You are told, and see it until then.", Cause: &Waits{id}}
}
