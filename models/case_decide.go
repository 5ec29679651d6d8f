package models

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// CaseDecision is what a moderator does about a report. Everything but OutcomeNoBreach needs a rule and a sentence;
// that needs a sentence alone, for whoever reported.
type CaseDecision struct {
	Do           string // a CaseOutcome
	Rule         string
	Words        string    // the author and whoever reported read them
	Remove       bool      // also remove the post, where Do is about its author or its thread
	Until        time.Time // of a restriction or suspension
	Restrictions []string
	Pause        time.Duration // of a slow mode
	Clean        string        // of a ban: see CleanUps
	Version      int64         // the version that was seen; 0: not compared
}

// CleanUps are what a ban can take along of what somebody wrote: nothing, that of a day, of a week, all of it.
var CleanUps = []string{"", "day", "week", "all"}

// CleanUpFailure is one post that a clean-up left, and why.
type CleanUpFailure struct {
	PostID int64
	Err    error
}

func (in CaseDecision) removes() bool { return CaseOutcome(in.Do) == OutcomeRemoved || in.Remove }

func (in CaseDecision) check(f fieldErrors) (CaseOutcome, grounds) {
	do := f.checkOutcome(in.Do)
	g := grounds{words: f.checkLine("words", in.Words, "The sentence", reasonMin, reasonMax), rule: RuleOther}
	if do != OutcomeNoBreach {
		g.rule = f.checkRule("rule", in.Rule, true)
	}
	if do == OutcomeSuspended && in.Until.IsZero() {
		f.add("until", "Say until when. Without an end it is a ban.")
	}
	if do == OutcomeBanned && !slices.Contains(CleanUps, in.Clean) {
		f.add("clean", "Choose what of theirs goes too: what they wrote in a day, in a week, everything, or nothing.")
	}
	return do, g
}

// DecideCase ends a report: what it asks for is done, recorded, told to the author, and what came of it to everybody
// who reported, all in one transaction. The clean-up of a ban follows it, post by post; what it had to leave is
// listed. Conflict for whoever comes second; Forbidden, Invalid. NotFound for all but moderators.
func (s *Store) DecideCase(ctx context.Context, v Viewer, id int64, in CaseDecision) ([]CleanUpFailure, error) {
	if !v.CanJudgeCases() {
		return nil, notFound()
	}
	var c Case
	if err := s.one(ctx, &c, `SELECT * FROM cases WHERE id = ? AND kind = 'report'`, id); err != nil {
		return nil, wrap(err, "find case %d", id)
	}
	f := fieldErrors{}
	do, g := in.check(f)
	if err := f.err(); err != nil {
		return nil, err
	}
	if c.MemberID == v.ID {
		return nil, forbidden("This is about what you wrote. Somebody else decides it.")
	}
	g.caseID = &c.ID
	var r requoting
	prepare := func() (_ requoting, err error) {
		r = requoting{}
		if in.removes() {
			r, err = s.removalOf(ctx, *c.PostID)
		}
		return r, err
	}
	err := s.inTxRequoting(ctx, prepare, func(s *Store) (bool, error) {
		held, err := s.holdCase(ctx, id, in.Version)
		if err != nil {
			return false, err
		}
		on := s.onGrounds(g)
		if err := on.sanction(ctx, v, held, do, in, g); err != nil {
			return false, err
		}
		removed := false
		if in.removes() {
			if removed, err = on.removeInCase(ctx, v, *c.PostID, g.words, r); err != nil {
				return false, err
			}
		}
		return removed, s.closeCase(ctx, v, held, do, g.words)
	})
	if err != nil {
		return nil, fmt.Errorf("decide case %d: %w", id, err)
	}
	if do != OutcomeBanned || in.Clean == "" {
		return nil, nil
	}
	return s.cleanUp(ctx, v, c.MemberID, in.Clean, g)
}

// sanction runs the verb that a decision asks for about the author or the thread.
func (s *Store) sanction(ctx context.Context, v Viewer, c Case, do CaseOutcome, in CaseDecision, g grounds) error {
	switch do {
	case OutcomeNoBreach, OutcomeRemoved:
		return nil
	case OutcomeLocked, OutcomeSlowed:
		var threadID int64
		if err := s.one(ctx, &threadID, `SELECT thread_id FROM posts WHERE id = ?`, *c.PostID); err != nil {
			return wrap(err, "find the thread")
		}
		if do == OutcomeLocked {
			return s.SetLocked(ctx, v, threadID, true, g.words)
		}
		return s.SetSlowMode(ctx, v, threadID, SlowModeInput{Pause: in.Pause, Because: g.words})
	}
	handle, err := s.liveHandle(ctx, c.MemberID)
	if KindOf(err) == NotFound && err != nil {
		return conflict("Whoever wrote this has left for good. Remove the post, or keep it.")
	}
	if err != nil {
		return err
	}
	switch do {
	case OutcomeWarned:
		return s.Warn(ctx, v, handle, "", g.words)
	case OutcomeRestricted:
		return s.Restrict(ctx, v, handle, RestrictionInput{Restrictions: in.Restrictions, Until: in.Until, Because: g.words})
	}
	ban := do == OutcomeBanned
	until := in.Until
	if ban {
		until = time.Time{}
	}
	return s.Suspend(ctx, v, handle, SuspensionInput{Until: until, Because: g.words, Ban: ban})
}

// removeInCase removes the post that a case is about; where it is gone already nothing is left to do.
func (s *Store) removeInCase(ctx context.Context, v Viewer, postID int64, words string, r requoting) (bool, error) {
	p, h, err := s.holdPost(ctx, v, postID)
	if err != nil || !p.Visible() {
		return false, err
	}
	switch {
	case v.CanDeletePost(p, h.Thread, h.Topic):
	case h.Status == ThreadUnpublished, h.Status == ThreadRemoved:
		return false, nil // it went with its thread, which its author took away
	default:
		return false, h.refusal(v)
	}
	if _, err := s.removePost(ctx, v, p, h, words); err != nil {
		return false, err
	}
	return true, s.holdRemoved(ctx, p, h, r)
}

// cleanUp removes what a banned member wrote, a transaction a post, and lists what it had to leave. The member was
// told with the ban. A suggestion stays, and is decided, whoever made it.
func (s *Store) cleanUp(ctx context.Context, v Viewer, memberID int64, what string, g grounds) ([]CleanUpFailure, error) {
	var ban int64
	err := s.one(ctx, &ban, `SELECT id FROM actions WHERE member_id = ? AND kind = 'ban' AND undone_at IS NULL ORDER BY id DESC LIMIT 1`, memberID)
	if err != nil {
		return nil, wrap(err, "find the ban")
	}
	since := time.Time{}
	switch what {
	case "day":
		since = s.now().Add(-24 * time.Hour)
	case "week":
		since = s.now().Add(-7 * 24 * time.Hour)
	}
	var posts []int64
	err = s.list(ctx, &posts, `SELECT p.id FROM posts p JOIN threads t ON t.id = p.thread_id
		WHERE p.author_id = ? AND p.status = 'visible' AND p.created_at >= ? AND NOT (p.number = 1 AND t.kind = 'suggestion')
		ORDER BY p.id DESC`, memberID, since)
	if err != nil {
		return nil, wrap(err, "list what a ban takes along")
	}
	g.within, g.caseID = &ban, nil
	var left []CleanUpFailure
	for _, id := range posts {
		if _, err := s.onGrounds(g).DeletePost(ctx, v, id, DeleteInput{Reason: g.words, Rule: string(g.rule)}); err != nil && KindOf(err) != Gone {
			left = append(left, CleanUpFailure{PostID: id, Err: err})
		}
	}
	return left, nil
}
