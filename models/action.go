package models

import (
	"slices"
	"strings"
	"time"
)

// ActionKind says what moderators did.
type ActionKind string

const (
	ActionRemove       ActionKind = "remove"        // a post
	ActionRefuse       ActionKind = "refuse"        // a post that was held
	ActionRemoveThread ActionKind = "remove_thread" // a thread with all its posts, or a story that was withdrawn
	ActionWarn         ActionKind = "warn"
	ActionRestrict     ActionKind = "restrict" // until a moment: see Restriction
	ActionSuspend      ActionKind = "suspend"
	ActionBan          ActionKind = "ban" // a suspension without an end
	ActionLock         ActionKind = "lock"
	ActionSlow         ActionKind = "slow"

	// ActionRemoveWords is an ActionRemove of words beside posts, or of a face; what tells of actions tells it apart by
	// Action.Sort, and the record has it as a removal.
	ActionRemoveWords ActionKind = "remove_words"
)

// ActionKinds lists every kind.
var ActionKinds = []ActionKind{
	ActionRemove, ActionRefuse, ActionRemoveThread, ActionWarn, ActionRestrict, ActionSuspend, ActionBan, ActionLock, ActionSlow,
	ActionRemoveWords,
}

// Action is one thing that moderators did to a member or to what they wrote. It always has a rule and a sentence, and
// the member is told of it once.
type Action struct {
	ID            int64
	Kind          ActionKind
	MemberID      int64 // to whom
	ThreadID      *int64
	PostID        *int64
	CaseID        *int64
	WithinID      *int64 // the ban of whose clean-up it is part
	ActorID       *int64
	Rule          Rule
	Words         string
	Detail        string // what is restricted; how slow; the Place that words were taken from
	UntilAt       *time.Time
	CreatedAt     time.Time
	UndoneAt      *time.Time
	UndoneBy      *int64
	UndoneBecause string
}

// Stands reports whether the action was not taken back.
func (a Action) Stands() bool { return a.UndoneAt == nil }

func (a Action) suspends() bool { return a.Kind == ActionSuspend || a.Kind == ActionBan }

// Sort is the kind as people are told of it.
func (a Action) Sort() ActionKind {
	if a.Kind == ActionRemove && a.PostID == nil {
		return ActionRemoveWords
	}
	return a.Kind
}

// Restriction is one thing that a member may not do for a while.
type Restriction string

const (
	NoThreads Restriction = "no_threads" // replies alone
	SlowPosts Restriction = "slow"       // one post in restrictedPause
	NoLinks   Restriction = "no_links"
)

// Restrictions lists every restriction.
var Restrictions = []Restriction{NoThreads, SlowPosts, NoLinks}

// restrictedPause is how long a member in slow mode waits between two posts.
const restrictedPause = 10 * time.Minute

// ParseRestrictions reads a list as it is stored; what is unknown is left out.
func ParseRestrictions(s string) []Restriction {
	var list []Restriction
	for part := range strings.SplitSeq(s, ",") {
		if slices.Contains(Restrictions, Restriction(part)) {
			list = append(list, Restriction(part))
		}
	}
	return list
}

func joinRestrictions(list []Restriction) string {
	var parts []string
	for _, r := range Restrictions {
		if slices.Contains(list, r) {
			parts = append(parts, string(r))
		}
	}
	return strings.Join(parts, ",")
}

// Restricted reports whether the viewer may not do something at that moment.
func (v Viewer) Restricted(r Restriction, at time.Time) bool {
	return v.RestrictedUntil != nil && at.Before(*v.RestrictedUntil) && slices.Contains(v.Restrictions, r)
}

// SlowModes are the pauses that a thread in slow mode can ask for; 0 ends it.
var SlowModes = []time.Duration{0, time.Minute, 10 * time.Minute, time.Hour}

// grounds are why moderators act: they go with every removal and sanction.
type grounds struct {
	rule   Rule
	words  string
	caseID *int64
	within *int64
}

// onGrounds is the store for verbs that run inside a decision: what they record carries its rule, words and case.
func (s *Store) onGrounds(g grounds) *Store {
	inner := *s
	inner.why = &g
	return &inner
}

// groundsOf is grounds where the form itself names the rule.
func (s *Store) groundsOf(rule Rule, words string) grounds {
	g := s.grounds(words)
	if s.why == nil {
		g.rule = rule
	}
	return g
}

// grounds are those of the decision that a verb runs in, or what its own form said.
func (s *Store) grounds(words string) grounds {
	if s.why != nil {
		return *s.why
	}
	return grounds{rule: RuleOther, words: words}
}
