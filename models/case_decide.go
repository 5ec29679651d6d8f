package models

import (
	"context"
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
	Also         []string      // of a ban: see CleanUpAsides
	Version      int64         // the version that was seen; 0: not compared
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
	if do == OutcomeBanned {
		f.checkCleanUp(in.Clean, in.Also, true)
	}
	return do, g
}

// DecideCase ends a report: what it asks for is done, recorded, told to the author, and what came of it to everybody
// who reported, all in one transaction. What a ban takes along is listed in it, and removed by SweepCleanUps. Conflict for
// whoever comes second; Forbidden, Invalid. NotFound for all but moderators.
func (s *Store) DecideCase(ctx context.Context, v Viewer, id int64, in CaseDecision) error {
	if !v.CanJudgeCases() {
		return notFound()
	}
	var c Case
	if err := s.one(ctx, &c, `SELECT * FROM cases WHERE id = ? AND kind = 'report'`, id); err != nil {
		return wrap(err, "find case %d", id)
	}
	f := fieldErrors{}
	do, g := in.check(f)
	if err := f.err(); err != nil {
		return err
	}
	if c.MemberID == v.ID {
		return forbidden("This is about what you wrote. Somebody else decides it.")
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
	return wrap(err, "decide case %d", id)
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
			return s.SetLocked(ctx, v, threadID, true, "", g.words)
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
	if do == OutcomeBanned {
		return s.Suspend(ctx, v, handle, SuspensionInput{Because: g.words, Ban: true, Clean: in.Clean, Also: in.Also})
	}
	return s.Suspend(ctx, v, handle, SuspensionInput{Until: in.Until, Because: g.words})
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
