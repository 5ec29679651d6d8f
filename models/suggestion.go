package models

import (
	"slices"
	"time"
)

// State says where a suggestion stands, in public.
type State string

const (
	StateReceived     State = "received"
	StateUnderReview  State = "under_review"
	StateNeedsInfo    State = "needs_info" // a question to the author; the clock is paused
	StatePlanned      State = "planned"
	StateUnderWay     State = "under_way"
	StateDone         State = "done"
	StateDeclined     State = "declined"
	StateAlreadyThere State = "already_there"
	StateParked       State = "parked" // until a date; the clock is paused
	StateMerged       State = "merged" // another suggestion goes on for both
)

// States lists every state, in the order in which people read them.
var States = []State{
	StateReceived, StateUnderReview, StateNeedsInfo, StatePlanned, StateUnderWay,
	StateDone, StateDeclined, StateAlreadyThere, StateParked, StateMerged,
}

// ParseState refuses anything that is not a state.
func ParseState(s string) (State, error) {
	if slices.Contains(States, State(s)) {
		return State(s), nil
	}
	return "", invalid("state", "No suggestion has such a state. Choose received, under_review, needs_info, planned, under_way, done, declined, already_there, parked or merged.")
}

// moves is the one table of what may follow what (DECISIONS, "The ledger"). The same state again is a public update
// and always allowed but for merged.
var moves = map[State][]State{
	StateReceived:     {StateUnderReview, StateNeedsInfo, StatePlanned, StateUnderWay, StateDone, StateDeclined, StateAlreadyThere, StateParked, StateMerged},
	StateUnderReview:  {StateNeedsInfo, StatePlanned, StateUnderWay, StateDone, StateDeclined, StateAlreadyThere, StateParked, StateMerged},
	StateNeedsInfo:    {StateUnderReview, StatePlanned, StateDeclined, StateAlreadyThere, StateParked, StateMerged},
	StatePlanned:      {StateUnderWay, StateDone, StateDeclined, StateAlreadyThere, StateParked, StateMerged},
	StateUnderWay:     {StatePlanned, StateDone, StateDeclined, StateAlreadyThere, StateParked, StateMerged},
	StateDone:         {StateUnderReview},
	StateDeclined:     {StateUnderReview},
	StateAlreadyThere: {StateUnderReview},
	StateParked:       {StateUnderReview, StatePlanned, StateDeclined, StateAlreadyThere, StateMerged},
	StateMerged:       {},
}

// Moves are the states that may follow, the state itself (a public update) not among them.
func (s State) Moves() []State { return slices.Clone(moves[s]) }

// CanMoveTo reports whether a decision may lead there; the same state again is an update.
func (s State) CanMoveTo(to State) bool {
	return slices.Contains(moves[s], to) || (s == to && s != StateMerged)
}

// Decided reports whether the state meets the promise to decide.
func (s State) Decided() bool {
	switch s {
	case StatePlanned, StateUnderWay, StateDone, StateDeclined, StateAlreadyThere, StateMerged:
		return true
	}
	return false
}

// Final reports whether nothing more is promised in the state: the answer stands until it is reopened.
func (s State) Final() bool {
	switch s {
	case StateDone, StateDeclined, StateAlreadyThere, StateMerged:
		return true
	}
	return false
}

// OpenStates are those in which the brand owes something.
var OpenStates = []State{StateReceived, StateUnderReview, StateNeedsInfo, StatePlanned, StateUnderWay, StateParked}

// Paused reports whether the clocks stand still.
func (s State) Paused() bool { return s == StateNeedsInfo || s == StateParked }

// ReasonType is why something was declined.
type ReasonType string

// ReasonTypes lists every reason to decline.
var ReasonTypes = []ReasonType{
	"does_not_fit", "too_costly", "not_possible", "legal_or_safety", "hurts_others", "not_now", "other",
}

// Suggestion is the ledger's head beside a thread of that kind: where it stands, who owes what until when. Its
// version is its thread's, which goes up with each line of the ledger.
type Suggestion struct {
	ThreadID       int64 `gorm:"primaryKey"`
	Number         int64
	State          State
	StateSince     time.Time
	OwnerID        int64
	OwnerSince     time.Time
	DepartmentID   *int64 // the owner's when they became the owner
	BornAt         time.Time
	AckDueAt       time.Time
	AcknowledgedAt *time.Time // first post or decision by staff
	AckMinutes     *int64     // working minutes until then
	DecideDueAt    time.Time
	DecidedAt      *time.Time // first decision that meets the promise; a reopening does not take it back
	DecideMinutes  *int64     // working minutes until then, pauses not counted
	DecidePaused   int64      // working minutes of the pauses that DecideMinutes leaves out
	PausedSince    *time.Time
	PausedMinutes  int64 // working minutes of the pauses since it was born or taken up again
	PausedBefore   int64 // those before it was taken up again
	// ReopenedAt is when it was last taken up again after a decision: the promise to decide began anew. Those before it
	// are in suggestion_renewals alone.
	ReopenedAt      *time.Time
	RedecideDueAt   *time.Time
	RedecidedAt     *time.Time
	RedecideMinutes *int64 // as DecideMinutes, since ReopenedAt
	RedecidePaused  int64
	// VerdictReopened says that the author's one reopening is spent.
	VerdictReopened bool
	Answered        string // the author's verdict on the present answer: yes, no, or none yet
	AnsweredAt      *time.Time
	NextUpdateOn    Day // planned, under way
	RevisitOn       Day // parked
	// DueAt is when the next thing is owed; nil: nothing, or the clocks stand still. What is due in the past is late.
	DueAt *time.Time
	// WatchAt is when the clock job must look at it next.
	WatchAt *time.Time
	// ActedAt is when a person of the staff last did something, or somebody else became the owner.
	ActedAt      time.Time
	HandedBackAt *time.Time // nil once somebody took it on
	HandBacks    int64      // since a person last acted
	MergedInto   *int64     // thread id
	MergedAt     *time.Time
	SupportCount int64 // people, staff and the author not counted
	Imported     bool  // from elsewhere: left out of the promise's figures
	WithdrawnAt  *time.Time
}

// Late reports whether something is owed that should have come before.
func (g Suggestion) Late(at time.Time) bool { return g.DueAt != nil && g.DueAt.Before(at) }

// Open reports whether the brand owes something.
func (g Suggestion) Open() bool { return !g.State.Final() && g.WithdrawnAt == nil }

// DecidedNow is when the present promise to decide was met; nil before, and once it is taken up again until the next.
func (g Suggestion) DecidedNow() *time.Time {
	if g.ReopenedAt != nil {
		return g.RedecidedAt
	}
	return g.DecidedAt
}

// began is when the present promise to decide started.
func (g Suggestion) began() time.Time {
	if g.ReopenedAt != nil {
		return *g.ReopenedAt
	}
	return g.BornAt
}
