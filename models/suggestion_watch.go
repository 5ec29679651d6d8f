package models

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"
)

// watchMost is how many suggestions one call of WatchLedger sees to, a transaction each.
const watchMost = 200

// WatchLedger sees to what time brings: what is late goes to whoever is on duty, what was parked comes back on its
// day, what waits for its author too long goes on, and what falls due while its owner is away goes to whoever stands
// in. It goes by the store's clock alone, does each thing once on however many nodes, and reports how many suggestions
// it changed and whether more may be due. One that cannot be seen to holds up no other; the error tells of it.
func (s *Store) WatchLedger(ctx context.Context) (changed int, more bool, err error) {
	var ids []int64
	err = s.list(ctx, &ids, `SELECT thread_id FROM suggestions WHERE watch_at < ? ORDER BY watch_at, thread_id LIMIT ?`, s.now(), watchMost)
	if err != nil {
		return 0, false, fmt.Errorf("look what is due: %w", err)
	}
	changed, err = s.eachDue(ctx, "suggestion", ids, s.watch)
	if KindOf(err) == Unavailable || ctx.Err() != nil {
		return changed, false, err
	}
	covered, failed := s.coverAbsences(ctx)
	return changed + covered, len(ids) == watchMost || covered >= watchMost, errors.Join(err, failed)
}

func (s *Store) watch(ctx context.Context, threadID int64) (did bool, err error) {
	err = s.InTx(ctx, func(s *Store) error {
		h, err := s.withLedgerOf(ctx, threadID)
		if err != nil {
			return err
		}
		now := s.now()
		if h.g.WatchAt == nil || !h.g.WatchAt.Before(now) {
			return nil // another node was faster
		}
		if !h.Published() || !h.g.Open() {
			h.g.WatchAt = nil
			return s.saveLedger(ctx, h.g)
		}
		did = true
		if h.g.State.Paused() {
			return s.resume(ctx, &h)
		}
		return s.escalate(ctx, &h)
	})
	return did && err == nil, err
}

// resume ends a pause whose time is over, and tells everybody who waits.
func (s *Store) resume(ctx context.Context, h *heldSuggestion) error {
	now := s.now()
	d := Decision{Kind: LineReturned, Words: wordsReturned}
	if h.g.State == StateNeedsInfo {
		d = Decision{Kind: LineResumed, Words: wordsUnasked}
	}
	h.g.moveTo(h.rules, StateUnderReview, now)
	h.g.RevisitOn, h.g.ActedAt = "", now
	if due := h.g.owes(h.rules); due.After(now) {
		d.Words += fmt.Sprintf(" A decision is due by %s.", describeDay(DayOf(due, h.rules.Zone)))
	}
	d, err := s.addLine(ctx, Viewer{}, *h, d)
	if err != nil {
		return err
	}
	if err := s.tellReturn(ctx, *h, d); err != nil {
		return err
	}
	return s.storeLedger(ctx, Viewer{}, h)
}

// escalate hands what is late to the duty person, then from administrator to administrator; it stays late until
// somebody answers. Where nobody is left to take it, only the watching ends.
func (s *Store) escalate(ctx context.Context, h *heldSuggestion) error {
	staff, err := s.staffNow(ctx, h.rules)
	if err != nil {
		return err
	}
	tried := []int64{h.g.OwnerID}
	if h.g.HandBacks > 0 {
		var before []int64
		err := s.list(ctx, &before, `SELECT from_owner FROM decisions
			WHERE thread_id = ? AND kind = 'hand_back' AND from_owner IS NOT NULL ORDER BY id DESC LIMIT ?`, h.ID, h.g.HandBacks)
		if err != nil {
			return wrap(err, "list who had it")
		}
		tried = append(tried, before...)
	}
	onDuty := staff.onDuty()
	i := slices.IndexFunc(onDuty, func(c colleague) bool { return !slices.Contains(tried, c.ID) })
	if i < 0 {
		return s.stopWatching(ctx, h)
	}
	return s.handBack(ctx, h, onDuty[i], wordsLate)
}

// stopWatching leaves what is late where it is, and tells the lead and the pages that it is late.
func (s *Store) stopWatching(ctx context.Context, h *heldSuggestion) error {
	now := s.now()
	if err := s.tellLead(ctx, *h, Decision{Words: wordsIdle}, h.g.OwnerID); err != nil {
		return err
	}
	if h.g.HandedBackAt == nil {
		h.g.HandedBackAt = &now
	}
	h.g.WatchAt = nil
	if err := s.saveLedger(ctx, h.g); err != nil {
		return err
	}
	if err := s.emitThread(ctx, Event{Type: EventThreadChanged}, h.TopicID, h.ID); err != nil {
		return err
	}
	return s.emitConsole(ctx, h.ID)
}

// handBack gives a held suggestion to somebody by itself, on the record, and tells both and the lead.
func (s *Store) handBack(ctx context.Context, h *heldSuggestion, to colleague, words string) error {
	now := s.now()
	from := h.g.OwnerID
	d, err := s.changeOwner(ctx, Viewer{}, h, to, Decision{Kind: LineHandBack, Words: words})
	if err != nil {
		return err
	}
	h.g.ActedAt, h.g.HandedBackAt = now, &now
	h.g.HandBacks++
	if err := s.tell(ctx, *h, d, NoticeHandedBack, now, from, to.ID); err != nil {
		return err
	}
	if err := s.tellLead(ctx, *h, d, from, to.ID); err != nil {
		return err
	}
	return s.storeLedger(ctx, Viewer{}, h)
}

// tellLead tells the lead of the department that owed a suggestion, unless they are among those who know.
func (s *Store) tellLead(ctx context.Context, h heldSuggestion, d Decision, know ...int64) error {
	if h.was.DepartmentID == nil {
		return nil
	}
	var lead int64
	err := s.one(ctx, &lead, `SELECT m.id FROM departments d JOIN members m ON m.id = d.lead_id AND `+answersNow+` WHERE d.id = ?`, *h.was.DepartmentID)
	switch {
	case err != nil && KindOf(err) != NotFound:
		return wrap(err, "find the lead")
	case err != nil || slices.Contains(know, lead):
		return nil
	}
	return s.tell(ctx, h, d, NoticeLate, s.now(), lead)
}

func (h *heldSuggestion) setOwner(to colleague, at time.Time) {
	h.g.OwnerID, h.g.OwnerSince, h.g.DepartmentID = to.ID, at, to.DepartmentID
}
