package models

import (
	"cmp"
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// SpamChecker is a program of the operator's that is asked about what somebody little known writes.
type SpamChecker interface {
	// Check answers within the time that a post may wait, with the zero value where it has no answer.
	Check(ctx context.Context, s Suspect) Suspicion
	Figures() CheckFigures
}

// Suspect is all that such a program is told: words that everybody would read, and how new their author is. Neither who
// that is nor where they write from.
type Suspect struct {
	Kind         string `json:"kind"`  // of a new thread; "reply"
	Title        string `json:"title"` // empty: a reply
	Text         string `json:"text"`  // as it was typed, Markdown
	AccountHours int64  `json:"account_hours"`
	Posts        int64  `json:"posts"` // of the author before
	New          bool   `json:"new"`   // the author counts as a new member
}

// Suspicion is what it answers: points of the score at which posts are held, and why.
type Suspicion struct {
	Points int64
	Reason string
}

// CheckFigures are what came of asking on this node since it started.
type CheckFigures struct {
	Asked, Failed int64
	Passed        int64 // posts that were not asked about: after failures, or since many were asked about at once
	Paused        bool
}

// checkerMost is what the program's word weighs at most: less than what holds a post in a community that has not
// changed its score. checkReasonMax is how much of its reason is kept.
const checkerMost, checkReasonMax = 4, 80

// SpamChecks are the figures of the program that is asked; false where none is.
func (s *Store) SpamChecks() (CheckFigures, bool) {
	if s.parts.Checker == nil {
		return CheckFigures{}, false
	}
	return s.parts.Checker.Figures(), true
}

// mayAsk reports whether there is a program to ask about what the viewer writes.
func (s *Store) mayAsk(v Viewer) bool {
	return s.parts.Checker != nil && !s.parts.NoLimits && !v.Staff() && v.unproven(s.now())
}

// suspect asks about a text for a public topic by somebody of whom little is known. It runs before the transaction: no
// lock waits for another program.
func (s *Store) suspect(ctx context.Context, v Viewer, topic Topic, kind, title, body string) Suspicion {
	if !s.mayAsk(v) || topic.Visibility != VisiblePublic || v.Hosts(topic.ID) {
		return Suspicion{}
	}
	now := s.now()
	return s.parts.Checker.Check(ctx, Suspect{
		Kind: kind, Title: title, Text: body, AccountHours: int64(now.Sub(v.JoinedAt) / time.Hour), Posts: v.PostCount, New: v.NewMember(now),
	})
}

// reasons are the signal that the program's word is; none where it has nothing against the text.
func (c Suspicion) reasons() []HoldReason {
	if c.Points <= 0 {
		return nil
	}
	words := strings.Map(func(r rune) rune {
		switch {
		case r == ',': // stands between reasons
			return ';'
		case unicode.IsSpace(r):
			return ' '
		case !unicode.IsPrint(r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(c.Reason, ""))
	words = cutRunes(strings.Join(strings.Fields(words), " "), checkReasonMax)
	return []HoldReason{HoldReason(fmt.Sprint(HoldChecked, ":", min(c.Points, checkerMost), ": ", cmp.Or(words, "no reason given")))}
}

// checkedPoints reads the points of a HoldChecked.
func checkedPoints(of string) int64 {
	points, _, _ := strings.Cut(of, ":")
	n, err := strconv.ParseInt(points, 10, 64)
	if err != nil {
		return 0
	}
	return n
}
