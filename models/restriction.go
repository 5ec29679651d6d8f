package models

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/commonthread/commonthread/internal/markup"
)

// checkRestricted refuses what a member's restrictions, or the slow mode of a thread, forbid at this moment. A new
// thread comes with a zero h. Staff and hosts are never slowed down.
func (s *Store) checkRestricted(ctx context.Context, v Viewer, h held, doc markup.Document) error {
	now := s.now()
	if h.ID == 0 && v.Restricted(NoThreads, now) {
		return forbidden("You can reply, but not start threads, until %s. Your standing says why.", v.RestrictedUntil.Format("2 January 2006, 15:04 UTC"))
	}
	if v.Restricted(NoLinks, now) && doc.Links > 0 {
		return invalid("body", "You cannot post links until %s. Your standing says why.", v.RestrictedUntil.Format("2 January 2006, 15:04 UTC"))
	}
	if v.Restricted(SlowPosts, now) {
		if err := s.checkPause(ctx, restrictedPause, `author_id = ? AND thread_id > ?`, v.ID, 0); err != nil {
			return err
		}
	}
	if h.SlowSeconds == 0 || v.Staff() || v.Hosts(h.TopicID) {
		return nil
	}
	return s.checkPause(ctx, time.Duration(h.SlowSeconds)*time.Second, `author_id = ? AND thread_id = ?`, v.ID, h.ID)
}

// checkEditRestricted keeps members without leave to post links from editing them in.
func (s *Store) checkEditRestricted(v Viewer, doc markup.Document) error {
	if v.Restricted(NoLinks, s.now()) && doc.Links > 0 {
		return invalid("body", "You cannot post links until %s.", v.RestrictedUntil.Format("2 January 2006, 15:04 UTC"))
	}
	return nil
}

func (s *Store) checkPause(ctx context.Context, pause time.Duration, where string, args ...any) error {
	var last []time.Time
	err := s.list(ctx, &last, `SELECT created_at FROM posts WHERE `+where+` ORDER BY created_at DESC, id DESC LIMIT 1`, args...)
	if err != nil {
		return fmt.Errorf("find the last post: %w", err)
	}
	if len(last) == 0 {
		return nil
	}
	if rest := last[0].Add(pause).Sub(s.now()); rest > 0 {
		return tooMany(rest, "Posts come slowly here: one in %s. Wait %s, then send it; your text is kept.", waitWords(pause), waitWords(rest))
	}
	return nil
}

// RestrictionInput says what a member may not do for a while, by which rule, and why.
type RestrictionInput struct {
	Restrictions []string
	Until        time.Time
	Because      string
	Rule         string
}

// Restrict keeps a member from some things until a moment; for moderators, and for administrators where the member is
// staff. It stands in place of the restriction before.
func (s *Store) Restrict(ctx context.Context, v Viewer, handle string, in RestrictionInput) error {
	f, now := fieldErrors{}, s.now()
	because, rule := f.checkLine("reason", in.Because, "The reason", reasonMin, reasonMax), f.checkRule("rule", in.Rule, s.why == nil)
	var list []Restriction
	for _, r := range in.Restrictions {
		if !slices.Contains(Restrictions, Restriction(r)) {
			f.add("restrictions", "Choose from the list.")
		}
		list = append(list, Restriction(r))
	}
	if len(list) == 0 {
		f.add("restrictions", "Choose what they may not do.")
	}
	until := in.Until.UTC().Truncate(time.Microsecond)
	if !until.After(now) || until.Sub(now) > suspendMost {
		f.add("until", "Choose a moment to come, within two years.")
	}
	err := s.changeAccount(ctx, v, handle, func(s *Store, v Viewer, _ int, m Member) error {
		if err := v.mayAdminister(m); err != nil {
			return err
		}
		if v.ID == m.ID {
			return forbidden("Nobody can restrict themselves.")
		}
		if err := f.err(); err != nil {
			return err
		}
		if err := s.supersede(ctx, v, m.ID, ActionRestrict); err != nil {
			return err
		}
		a := Action{Kind: ActionRestrict, MemberID: m.ID, Detail: joinRestrictions(list), UntilAt: &until}
		if _, err := s.act(ctx, v, a, s.groundsOf(rule, because)); err != nil {
			return err
		}
		return s.storeRestriction(ctx, v, m, a.Detail, &until, because)
	})
	return wrap(err, "restrict %s", handle)
}

// LiftRestriction takes a restriction away before its time; for whoever could have made it.
func (s *Store) LiftRestriction(ctx context.Context, v Viewer, handle, because string) error {
	f := fieldErrors{}
	because = f.checkLine("reason", because, "The reason", 0, reasonMax)
	err := s.changeAccount(ctx, v, handle, func(s *Store, v Viewer, _ int, m Member) error {
		if err := v.mayAdminister(m); err != nil {
			return err
		}
		if err := f.err(); err != nil || m.Restrictions == "" {
			return err
		}
		if err := s.takeBack(ctx, v, "member_id", m.ID, because, ActionRestrict); err != nil {
			return err
		}
		return s.storeRestriction(ctx, v, m, "", nil, because)
	})
	return wrap(err, "lift the restriction of %s", handle)
}

func (s *Store) storeRestriction(ctx context.Context, v Viewer, m Member, list string, until *time.Time, because string) error {
	_, err := s.exec(ctx, `UPDATE members SET restrictions = ?, restricted_until = ? WHERE id = ?`, list, until, m.ID)
	if err != nil {
		return wrap(err, "store restriction")
	}
	err = s.audit(ctx, v, auditEntry{
		Action: "member.restricted", Kind: "member", ID: m.ID, Before: m.Restrictions, After: list, Reason: because,
	})
	if err != nil {
		return err
	}
	return s.emitMemberChanged(ctx, m.ID)
}

// Warn tells a member, on record, that something they did breaks a rule; for whoever could suspend them.
func (s *Store) Warn(ctx context.Context, v Viewer, handle, rule, because string) error {
	f := fieldErrors{}
	because = f.checkLine("reason", because, "The reason", reasonMin, reasonMax)
	broken := f.checkRule("rule", rule, s.why == nil)
	err := s.changeAccount(ctx, v, handle, func(s *Store, v Viewer, _ int, m Member) error {
		if err := v.mayAdminister(m); err != nil {
			return err
		}
		if v.ID == m.ID {
			return forbidden("Nobody can warn themselves.")
		}
		if err := f.err(); err != nil {
			return err
		}
		g := s.groundsOf(broken, because)
		if _, err := s.act(ctx, v, Action{Kind: ActionWarn, MemberID: m.ID}, g); err != nil {
			return err
		}
		return s.audit(ctx, v, auditEntry{Action: "member.warned", Kind: "member", ID: m.ID, After: string(g.rule), Reason: g.words})
	})
	return wrap(err, "warn %s", handle)
}

func (s *Store) withdrawWarning(ctx context.Context, v Viewer, handle string, a Action, because string) error {
	return s.changeAccount(ctx, v, handle, func(s *Store, v Viewer, _ int, m Member) error {
		if err := v.mayAdminister(m); err != nil {
			return err
		}
		if err := s.takeBack(ctx, v, "id", a.ID, because, ActionWarn); err != nil {
			return err
		}
		return s.audit(ctx, v, auditEntry{Action: "member.warning_withdrawn", Kind: "member", ID: m.ID, Before: string(a.Rule), Reason: because})
	})
}

// SlowModeInput says how long a member waits between two posts of one thread; 0: as they like.
type SlowModeInput struct {
	Pause   time.Duration
	Because string
	Rule    string
}

// SetSlowMode has each member wait between two posts of a thread, or ends that; for moderators.
func (s *Store) SetSlowMode(ctx context.Context, v Viewer, id int64, in SlowModeInput) error {
	f := fieldErrors{}
	least := reasonMin
	if in.Pause == 0 {
		least = 0
	}
	because, rule := f.checkLine("reason", in.Because, "The reason", least, reasonMax), f.checkRule("rule", in.Rule, s.why == nil && in.Pause > 0)
	if !slices.Contains(SlowModes, in.Pause) {
		f.add("pause", "Choose one of the pauses.")
	}
	err := s.changeThread(ctx, v, id,
		func(h held) bool { return v.CanModerate(h.Thread, h.Topic) && h.Published() },
		func(s *Store, h held) (bool, error) {
			seconds := int64(in.Pause / time.Second)
			if err := f.err(); err != nil || h.SlowSeconds == seconds {
				return false, err
			}
			if err := s.takeBack(ctx, v, "thread_id", id, because, ActionSlow); err != nil {
				return false, err
			}
			if err := s.updateThread(ctx, id, "slow_seconds = ?", seconds); err != nil {
				return false, err
			}
			if seconds > 0 {
				a := Action{Kind: ActionSlow, MemberID: h.AuthorID, ThreadID: &id, Detail: in.Pause.String()}
				if _, err := s.act(ctx, v, a, s.groundsOf(rule, because)); err != nil {
					return false, err
				}
			}
			return true, s.audit(ctx, v, auditEntry{
				Action: "thread.slowed", Kind: "thread", ID: id, Before: fmt.Sprint(h.SlowSeconds), After: fmt.Sprint(seconds), Reason: because,
			})
		})
	return wrap(err, "set slow mode of thread %d", id)
}
