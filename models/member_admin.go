package models

import (
	"context"
	"fmt"
	"time"
)

// SuspensionInput says how long somebody is kept out, and why. A zero Until: until it is lifted.
type SuspensionInput struct {
	Until   time.Time
	Because string
	Rule    string
	Ban     bool     // on record as a ban: there is no end to it
	Clean   string   // of a ban: see CleanUps
	Also    []string // of a ban: see CleanUpAsides
}

// suspendMost is the longest suspension with an end; longer ones have none.
const suspendMost = 2 * 366 * 24 * time.Hour

// Suspend keeps a member from signing in; for moderators, and for administrators where the member is staff. Their
// sessions end at once. What a ban takes along is listed with it, and removed by SweepCleanUps. Nobody suspends themselves.
func (s *Store) Suspend(ctx context.Context, v Viewer, handle string, in SuspensionInput) error {
	f, now := fieldErrors{}, s.now()
	because := f.checkLine("reason", in.Because, "The reason", reasonMin, reasonMax)
	rule := f.checkRule("rule", in.Rule, s.why == nil)
	f.checkCleanUp(in.Clean, in.Also, in.Ban)
	until := in.Until.UTC().Truncate(time.Microsecond)
	switch {
	case in.Until.IsZero():
	case in.Ban:
		f.add("until", "A ban has no end. Suspend them instead.")
	case !until.After(now):
		f.add("until", "This moment has passed. Choose one to come, or leave it empty.")
	case until.Sub(now) > suspendMost:
		f.add("until", "Choose a moment within two years, or leave it empty.")
	}
	err := s.changeAccount(ctx, v, handle, func(s *Store, v Viewer, _ int, m Member) error {
		if err := v.mayAdminister(m); err != nil {
			return err
		}
		if v.ID == m.ID {
			return forbidden("Nobody can suspend themselves.")
		}
		if err := f.err(); err != nil {
			return err
		}
		to := &until
		if in.Until.IsZero() {
			to = nil
		}
		if m.Status == MemberSuspended && m.SuspendedBecause == because && sameMoment(m.SuspendedUntil, to) {
			standing, err := s.standingSuspension(ctx, m.ID)
			if err != nil || !in.Ban {
				return err
			}
			if standing.Kind == ActionBan { // sent twice
				return s.planCleanUp(ctx, standing, in.Clean, in.Also)
			}
		}
		_, err := s.exec(ctx, `UPDATE members SET status = 'suspended', suspended_until = ?, suspended_because = ? WHERE id = ?`, to, because, m.ID)
		if err != nil {
			return wrap(err, "store suspension")
		}
		if err := s.releaseOwned(ctx, v, m.ID, wordsSuspended); err != nil {
			return err
		}
		a, err := s.recordSuspension(ctx, v, m, to, s.groundsOf(rule, because), in.Ban)
		if err != nil {
			return err
		}
		if err := s.planCleanUp(ctx, a, in.Clean, in.Also); err != nil {
			return err
		}
		err = s.audit(ctx, v, auditEntry{
			Action: "member.suspended", Kind: "member", ID: m.ID, Before: m.standing(), After: suspendedTo(to), Reason: because,
		})
		if err != nil {
			return err
		}
		return s.revokeAccess(ctx, EventMemberChanged, m.ID, 0)
	})
	return wrap(err, "suspend %s", handle)
}

// recordSuspension puts a suspension on record; it stands in place of the one before, also for what that took along.
func (s *Store) recordSuspension(ctx context.Context, v Viewer, m Member, until *time.Time, g grounds, ban bool) (Action, error) {
	var former []int64
	err := s.list(ctx, &former, `SELECT id FROM actions WHERE member_id = ? AND kind IN ('suspend', 'ban') AND undone_at IS NULL ORDER BY id`, m.ID)
	if err != nil {
		return Action{}, wrap(err, "find what is replaced")
	}
	if err := s.supersede(ctx, v, m.ID, ActionSuspend, ActionBan); err != nil {
		return Action{}, err
	}
	kind := ActionSuspend
	if ban {
		kind = ActionBan
	}
	a, err := s.act(ctx, v, Action{Kind: kind, MemberID: m.ID, UntilAt: until}, g)
	if err != nil {
		return Action{}, err
	}
	return a, s.inheritCleanUps(ctx, former, a.ID)
}

// standingSuspension is the suspension or ban on record that holds now; the zero value where none is on record.
func (s *Store) standingSuspension(ctx context.Context, memberID int64) (Action, error) {
	var a Action
	err := s.one(ctx, &a, `SELECT * FROM actions WHERE member_id = ? AND kind IN ('suspend', 'ban') AND undone_at IS NULL ORDER BY id DESC LIMIT 1`, memberID)
	if KindOf(err) == NotFound {
		err = nil
	}
	return a, wrap(err, "find the suspension")
}

// LiftSuspension lets a member back in; for whoever could have suspended them. Lifted twice changes nothing.
func (s *Store) LiftSuspension(ctx context.Context, v Viewer, handle, because string) error {
	f := fieldErrors{}
	because = f.checkLine("reason", because, "The reason", 0, reasonMax)
	err := s.changeAccount(ctx, v, handle, func(s *Store, v Viewer, _ int, m Member) error {
		if err := v.mayAdminister(m); err != nil {
			return err
		}
		if err := f.err(); err != nil || m.Status != MemberSuspended {
			return err
		}
		if err := s.lift(ctx, m.ID); err != nil {
			return err
		}
		if err := s.takeBack(ctx, v, "member_id", m.ID, because, ActionSuspend, ActionBan); err != nil {
			return err
		}
		err := s.audit(ctx, v, auditEntry{
			Action: "member.suspension_lifted", Kind: "member", ID: m.ID, Before: m.standing(), After: string(MemberActive), Reason: because,
		})
		if err != nil {
			return err
		}
		return s.emitMemberChanged(ctx, m.ID)
	})
	return wrap(err, "lift the suspension of %s", handle)
}

func (s *Store) lift(ctx context.Context, memberID int64) error {
	_, err := s.exec(ctx, `UPDATE members SET status = 'active', suspended_until = NULL, suspended_because = '' WHERE id = ?`, memberID)
	return wrap(err, "lift suspension")
}

// liftLapsed clears suspensions whose end has come: signing in works from that moment anyway, hosting and being
// found for a mention from here on.
func (s *Store) liftLapsed(ctx context.Context) error {
	var ids []int64
	err := s.list(ctx, &ids, `SELECT id FROM members WHERE status = 'suspended' AND suspended_until <= ? ORDER BY id LIMIT 100`, s.now())
	if err != nil {
		return fmt.Errorf("list lapsed suspensions: %w", err)
	}
	for _, id := range ids {
		// a moderator may have made it longer since the list was read
		n, err := s.exec(ctx, `UPDATE members SET status = 'active', suspended_until = NULL, suspended_because = ''
			WHERE id = ? AND status = 'suspended' AND suspended_until <= ?`, id, s.now())
		if err != nil {
			return wrap(err, "lift suspension")
		}
		if n == 0 {
			continue
		}
		if err := s.emitMemberChanged(ctx, id); err != nil {
			return err
		}
	}
	return nil
}

// SetMayPublish invites a member to write stories, or takes that back; for moderators. Stories that are out stay.
func (s *Store) SetMayPublish(ctx context.Context, v Viewer, handle string, on bool) error {
	err := s.changeAccount(ctx, v, handle, func(s *Store, v Viewer, _ int, m Member) error {
		if err := v.mayAdminister(m); err != nil {
			return err
		}
		if m.MayPublish == on {
			return nil
		}
		if _, err := s.exec(ctx, `UPDATE members SET may_publish = ? WHERE id = ?`, on, m.ID); err != nil {
			return wrap(err, "store the invitation")
		}
		err := s.audit(ctx, v, auditEntry{
			Action: "member.may_publish", Kind: "member", ID: m.ID, Before: onOff("yes", "no", m.MayPublish), After: onOff("yes", "no", on),
		})
		if err != nil {
			return err
		}
		return s.emitMemberChanged(ctx, m.ID)
	})
	return wrap(err, "invite %s to publish", handle)
}

// SetFourEyes has an author's stories go out by the hand of another of the staff only, or ends that; for whoever may act
// on the account. What is out stays.
func (s *Store) SetFourEyes(ctx context.Context, v Viewer, handle string, on bool) error {
	err := s.changeAccount(ctx, v, handle, func(s *Store, v Viewer, _ int, m Member) error {
		if err := v.mayAdminister(m); err != nil {
			return err
		}
		if v.ID == m.ID {
			return forbidden("Another decides whether your stories need a second pair of eyes.")
		}
		if m.FourEyes == on {
			return nil
		}
		if _, err := s.exec(ctx, `UPDATE members SET four_eyes = ? WHERE id = ?`, on, m.ID); err != nil {
			return wrap(err, "store who needs four eyes")
		}
		err := s.audit(ctx, v, auditEntry{
			Action: "member.four_eyes", Kind: "member", ID: m.ID, Before: onOff("yes", "no", m.FourEyes), After: onOff("yes", "no", on),
		})
		if err != nil {
			return err
		}
		return s.emitMemberChanged(ctx, m.ID)
	})
	return wrap(err, "have four eyes on the stories of %s", handle)
}

func (v Viewer) mayAdminister(m Member) error {
	if v.CanAdminister(m) {
		return nil
	}
	if m.Role.Staff() {
		return forbidden("@%s is staff; only administrators act on staff.", m.Handle)
	}
	return forbidden("Only moderators and administrators may do this.")
}

// standing is a member's status in the words of the audit log.
func (m Member) standing() string {
	if m.Status != MemberSuspended {
		return string(m.Status)
	}
	return suspendedTo(m.SuspendedUntil)
}

func suspendedTo(until *time.Time) string {
	if until == nil {
		return "suspended"
	}
	return "suspended until " + until.UTC().Format(time.RFC3339)
}

func sameMoment(a, b *time.Time) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Equal(*b)
}
