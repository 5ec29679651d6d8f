package models

import (
	"fmt"
	"slices"
	"time"
)

// FrontBlock is a part of the front page or of a topic's front.
type FrontBlock string

// The blocks, by what they show.
const (
	FrontLead     FrontBlock = "lead"     // the story that leads, and those beside it
	FrontPictures FrontBlock = "pictures" // a row of pictures
	FrontPinned   FrontBlock = "pinned"   // one conversation; empty unless somebody picks it
	FrontTalked   FrontBlock = "talked"   // "people are talking about"
	FrontHeard    FrontBlock = "heard"    // "what we did because you asked"
	FrontEvents   FrontBlock = "events"   // the next live hours
	FrontLists    FrontBlock = "lists"    // what was just started, and what waits for an answer
	FrontTopics   FrontBlock = "topics"
)

// frontPicks is how many threads can be picked for a block.
var frontPicks = map[FrontBlock]int{FrontLead: 7, FrontPictures: 4, FrontPinned: 1, FrontTalked: 6, FrontHeard: 3, FrontEvents: 3}

// topicFrontLead is how many stories lead a topic's front.
const topicFrontLead = 3

// FrontDaysMost is how long a pick can be told to stand.
const FrontDaysMost = 366

// Most is how many threads can be picked for the block; 0: it always composes itself.
func (b FrontBlock) Most(topicID int64) int {
	if b == FrontLead && topicID != 0 {
		return topicFrontLead
	}
	return frontPicks[b]
}

// FrontBlocks are those of the front page (0), or of a topic's front, in the order of a page that composes itself.
func FrontBlocks(topicID int64) []FrontBlock {
	if topicID != 0 {
		return []FrontBlock{FrontPinned, FrontLead, FrontHeard}
	}
	return []FrontBlock{FrontLead, FrontPictures, FrontPinned, FrontTalked, FrontHeard, FrontEvents, FrontLists, FrontTopics}
}

// Front is how a front page stands: one version of it. The zero value composes itself.
type Front struct {
	ID        int64
	TopicID   *int64
	Version   int64
	AuthorID  *int64
	CreatedAt time.Time
	Author    Person     `gorm:"-"`
	Sets      []FrontSet `gorm:"-"` // every block once, in order
}

// TableName is the table's name.
func (Front) TableName() string { return "fronts" }

// FrontSet is what was set of one block.
type FrontSet struct {
	Block FrontBlock
	Shown bool
	Days  int64 // how long a pick stands; 0: until somebody changes it
	Picks []FrontPick
}

// FrontPick is a thread that somebody chose for a block.
type FrontPick struct {
	ThreadID int64
	PickedAt time.Time
	EndsAt   *time.Time
}

// Over reports whether the pick has stood for as long as it was meant to.
func (p FrontPick) Over(at time.Time) bool { return p.EndsAt != nil && !at.Before(*p.EndsAt) }

// Composed reports whether somebody set anything; otherwise the page composes itself.
func (f Front) Composed() bool { return len(f.Sets) > 0 }

// Blocks are all blocks of a place as they are set: in order, those that nobody set at the end as they come.
func (f Front) Blocks(topicID int64) []FrontSet {
	sets := slices.Clone(f.Sets)
	for _, b := range FrontBlocks(topicID) {
		if !slices.ContainsFunc(sets, func(s FrontSet) bool { return s.Block == b }) {
			sets = append(sets, FrontSet{Block: b, Shown: true})
		}
	}
	return sets
}

// Set is what was set of a block; where nothing was it is shown, and composes itself.
func (f Front) Set(b FrontBlock) FrontSet {
	for _, s := range f.Sets {
		if s.Block == b {
			return s
		}
	}
	return FrontSet{Block: b, Shown: true}
}

// Picked are the threads picked for a block whose time is not over, in order.
func (s FrontSet) Picked(at time.Time) []int64 {
	var ids []int64
	for _, p := range s.Picks {
		if !p.Over(at) {
			ids = append(ids, p.ThreadID)
		}
	}
	return ids
}

// Picked are the threads picked for any of the blocks that are shown and whose time is not over, each once.
func (f Front) Picked(at time.Time) []int64 {
	var ids []int64
	for _, s := range f.Sets {
		for _, id := range s.Picked(at) {
			if s.Shown && !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	return ids
}

// frontThread is what of a thread decides whether it can stand on a front.
type frontThread struct {
	ThreadItem      `gorm:"embedded"`
	TopicVisibility Visibility
	TopicArchivedAt *time.Time
	HourEndsAt      *time.Time
	HourPhase       HourPhase
	Decided         bool // a suggestion of which "what we did" can tell
}

// FrontFault says why a thread does not stand on a front, in a sentence for staff. Empty: it does.
// The same rule keeps a thread off the page and flags it in the console.
func (t frontThread) fault(b FrontBlock, topicID int64, now time.Time) string {
	switch {
	case t.Status != ThreadPublished:
		return "It is not out: it was removed, withdrawn or not published yet."
	case topicID != 0 && t.TopicID != topicID:
		return fmt.Sprintf("It is in another topic: %s.", t.TopicName)
	case topicID == 0 && t.TopicVisibility != VisiblePublic:
		return fmt.Sprintf("Readers must not see it: the topic %s is not public.", t.TopicName)
	case t.TopicArchivedAt != nil:
		return fmt.Sprintf("Its topic, %s, is closed.", t.TopicName)
	case b == FrontPictures && t.Cover == "":
		return "It has no picture."
	case b == FrontHeard && !t.Decided:
		return "Nothing was decided of which this block could tell."
	case b == FrontEvents && t.HourEndsAt == nil:
		return "It is no live hour."
	case t.HourEndsAt != nil && (t.HourPhase == HourOver || !t.HourEndsAt.After(now)):
		return "The live hour is over."
	}
	return ""
}
