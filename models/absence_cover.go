package models

import (
	"context"
	"fmt"
)

// coverAbsences hands what falls due while its owner is away to whoever stands in, so that no promise waits for
// somebody's return. What is due later stays with its owner. The clock job calls it.
func (s *Store) coverAbsences(ctx context.Context) (changed int, err error) {
	rules, err := s.LedgerRules(ctx)
	if err != nil {
		return 0, err
	}
	today := DayOf(s.now(), rules.Zone)
	var away []Absence
	err = s.list(ctx, &away, `SELECT * FROM absences WHERE first_day <= ? AND last_day >= ? ORDER BY id`, today, today)
	if err != nil {
		return 0, fmt.Errorf("list who is away: %w", err)
	}
	for _, a := range away {
		n, err := s.coverAbsence(ctx, rules, a)
		changed += n
		if err != nil {
			return changed, fmt.Errorf("cover absence %d: %w", a.ID, err)
		}
	}
	return changed, nil
}

func (s *Store) coverAbsence(ctx context.Context, rules LedgerRules, a Absence) (changed int, err error) {
	staff, err := s.staffNow(ctx, rules)
	if err != nil {
		return 0, err
	}
	to, ok := staff.standIn(a.MemberID)
	if !ok {
		to = staff.duty(a.MemberID)
	}
	if to.Away || to.ID == a.MemberID {
		return 0, nil // nobody is there: it stays where it is
	}
	back := a.LastDay.End(rules.Zone).UTC()
	var ids []int64
	err = s.list(ctx, &ids, `SELECT thread_id FROM suggestions WHERE owner_id = ? AND due_at <= ? ORDER BY due_at, thread_id LIMIT ?`,
		a.MemberID, back, watchMost)
	if err != nil {
		return 0, wrap(err, "list what falls due")
	}
	for _, id := range ids {
		did := false
		err := s.InTx(ctx, func(s *Store) error {
			h, err := s.withLedgerOf(ctx, id)
			if err != nil {
				return err
			}
			did = h.g.OwnerID == a.MemberID && h.g.DueAt != nil && !h.g.DueAt.After(back) && h.Published() && h.g.Open()
			if !did {
				return nil
			}
			return s.standInFor(ctx, &h, to)
		})
		if err != nil {
			return changed, err
		}
		if did {
			changed++
		}
	}
	return changed, nil
}

// standInFor gives a held suggestion to whoever stands in for its owner, on the record. They begin with a clear slate
// where it is late already: who was idle was not them.
func (s *Store) standInFor(ctx context.Context, h *heldSuggestion, to colleague) error {
	d, err := s.changeOwner(ctx, Viewer{}, h, to, Decision{Kind: LineAssignment, Words: wordsAway})
	if err != nil {
		return err
	}
	now := s.now()
	h.g.ActedAt = now
	if err := s.tell(ctx, *h, d, NoticeAssigned, now, to.ID); err != nil {
		return err
	}
	return s.storeLedger(ctx, Viewer{}, h)
}
