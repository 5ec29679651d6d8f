package models

import (
	"context"
	"encoding/json"
	"fmt"
	"time"
)

// heldSuggestion is a suggestion whose thread and ledger are locked for a change.
type heldSuggestion struct {
	held
	g     Suggestion
	rules LedgerRules
	was   Suggestion // as it was read
}

// holdSuggestion locks a suggestion that the viewer may see: its thread first, as everywhere. What is no
// suggestion is NotFound.
func (s *Store) holdSuggestion(ctx context.Context, v Viewer, threadID int64) (heldSuggestion, error) {
	h, err := s.holdThread(ctx, v, threadID)
	if err != nil {
		return heldSuggestion{}, err
	}
	return s.withLedger(ctx, h)
}

// withLedger locks the ledger's head beside a thread that is held already.
func (s *Store) withLedger(ctx context.Context, h held) (heldSuggestion, error) {
	out := heldSuggestion{held: h}
	err := s.one(ctx, &out.g, `SELECT * FROM suggestions WHERE thread_id = ?`+s.db.Dialect.ForUpdate(), h.ID)
	if err != nil {
		return out, fmt.Errorf("hold suggestion %d: %w", h.ID, err)
	}
	out.was = out.g
	out.rules, err = s.LedgerRules(ctx)
	return out, err
}

// nextNumber gives the next number; whoever makes a suggestion at the same moment waits, so none is left out.
func (s *Store) nextNumber(ctx context.Context) (n int64, err error) {
	err = s.write(ctx).Raw(`UPDATE suggestion_numbers SET last = last + 1 WHERE id = 1 RETURNING last`).Scan(&n).Error
	return n, wrap(err, "number a suggestion")
}

// bear makes the ledger of a thread that is a suggestion from this moment: a number, an owner, the due dates, a
// receipt to its author. Who turned an older thread into one has answered it, if they are staff.
func (s *Store) bear(ctx context.Context, v Viewer, h held, answered *time.Time) (heldSuggestion, error) {
	out := heldSuggestion{held: h}
	var err error
	if out.rules, err = s.LedgerRules(ctx); err != nil {
		return out, err
	}
	staff, err := s.staffNow(ctx, out.rules)
	if err != nil {
		return out, err
	}
	owner, now := staff.ownerOf(h.Topic), s.now()
	out.g = Suggestion{ThreadID: h.ID, OwnerID: owner.ID, OwnerSince: now, DepartmentID: owner.DepartmentID}
	out.g.born(out.rules, now)
	if answered != nil {
		out.g.acknowledge(out.rules, *answered)
	}
	out.g.settle(out.rules)
	if out.g.Number, err = s.nextNumber(ctx); err != nil {
		return out, err
	}
	if err := s.write(ctx).Create(&out.g).Error; err != nil {
		return out, fmt.Errorf("insert suggestion: %w", err)
	}
	d, err := s.addLine(ctx, Viewer{}, out, Decision{Kind: LineReceipt, ToOwner: &owner.ID, Words: out.receipt()})
	if err != nil {
		return out, err
	}
	if err := s.tell(ctx, out, d, NoticeReceipt, now, h.AuthorID); err != nil {
		return out, err
	}
	if owner.ID != h.AuthorID && owner.ID != v.ID {
		d.Words = out.errand()
		if err := s.tell(ctx, out, d, NoticeAssigned, now, owner.ID); err != nil {
			return out, err
		}
	}
	return out, nil
}

// receipt is the automatic first message: what anybody who asks is told at once, by nobody in particular. It names
// nobody, since a name in a text outlives an account.
func (h heldSuggestion) receipt() string {
	return fmt.Sprintf("This is suggestion %d, and it has an owner. Somebody answers by %s, and by %s you know what becomes of it.",
		h.g.Number, describeDay(DayOf(h.g.AckDueAt, h.rules.Zone)), describeDay(DayOf(h.g.DecideDueAt, h.rules.Zone)))
}

// errand is what the owner of something new is told: the receipt speaks to whoever asked.
func (h heldSuggestion) errand() string {
	return fmt.Sprintf("Suggestion %d is yours. Answer by %s, and decide by %s.",
		h.g.Number, describeDay(DayOf(h.g.AckDueAt, h.rules.Zone)), describeDay(DayOf(h.g.DecideDueAt, h.rules.Zone)))
}

// addLine adds a line to the ledger of a held suggestion, whose state is the one it leads to.
func (s *Store) addLine(ctx context.Context, v Viewer, h heldSuggestion, d Decision) (Decision, error) {
	d.ThreadID, d.CreatedAt = h.ID, s.now()
	d.FromState, d.ToState = h.was.State, h.g.State
	if d.FromState == "" {
		d.FromState = d.ToState
	}
	if h.was.OwnerID != 0 && h.g.OwnerID != h.was.OwnerID && d.ToOwner == nil {
		from, to := h.was.OwnerID, h.g.OwnerID
		d.FromOwner, d.ToOwner = &from, &to
	}
	if v.SignedIn() {
		d.ActorID, d.Employer = &v.ID, v.Employer
		if v.Staff() {
			if err := s.addDepartment(ctx, v.ID, &d); err != nil {
				return d, err
			}
		}
	}
	if err := s.write(ctx).Create(&d).Error; err != nil {
		return d, fmt.Errorf("add a line to the ledger: %w", err)
	}
	return d, nil
}

func (s *Store) addDepartment(ctx context.Context, staffID int64, d *Decision) error {
	var id int64
	err := s.one(ctx, &id, `SELECT department_id FROM department_members WHERE member_id = ?`, staffID)
	switch {
	case err == nil:
		d.DepartmentID = &id
	case KindOf(err) != NotFound:
		return wrap(err, "find the department")
	}
	return nil
}

// storeLedger stores a held suggestion with its due dates worked out anew, and tells its channels: the thread's, whose
// version goes up, and the console's.
func (s *Store) storeLedger(ctx context.Context, v Viewer, h *heldSuggestion) error {
	h.g.settle(h.rules)
	if err := s.saveLedger(ctx, h.g); err != nil {
		return err
	}
	var actor *int64
	if v.SignedIn() {
		actor = &v.ID
	}
	h.Version++
	err := s.emitThreadWith(ctx, Event{Type: EventDecisionMade, ActorID: actor}, h.TopicID, h.ID, "version = ?", h.Version)
	if err != nil {
		return err
	}
	return s.emitConsole(ctx, h.ID)
}

func (s *Store) saveLedger(ctx context.Context, g Suggestion) error {
	if err := s.write(ctx).Save(&g).Error; err != nil {
		return fmt.Errorf("store suggestion %d: %w", g.ThreadID, err)
	}
	return s.saveRenewal(ctx, g)
}

// snapshot is what an undo restores.
type snapshot struct {
	Suggestion Suggestion
	Outcome    string
	OutcomeBy  *int64
	OutcomeAt  *time.Time
}

func (h heldSuggestion) snapshot() (string, error) {
	b, err := json.Marshal(snapshot{h.was, h.Outcome, h.OutcomeBy, h.OutcomeAt})
	return string(b), wrap(err, "keep what an undo restores")
}

func readSnapshot(text string) (snapshot, error) {
	var out snapshot
	err := json.Unmarshal([]byte(text), &out)
	return out, wrap(err, "read what an undo restores")
}
