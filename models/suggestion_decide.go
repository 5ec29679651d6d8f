package models

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// Decide adds a decision to a suggestion's ledger, or a public update where To is the present state; for staff. In
// one transaction the state changes and the notices to the author and every supporter are queued, the words inside
// them; they are handed out a minute later, until when UndoDecision takes all of it back. The first decision
// acknowledges, too. The same draft key twice makes one decision.
// Conflict where the suggestion changed since Version: what was typed must be kept and shown beside the present
// state. Invalid names the states that may follow. Forbidden, Gone, NotFound.
func (s *Store) Decide(ctx context.Context, v Viewer, threadID int64, in DecisionInput) (Decision, error) {
	if err := s.mayDecide(ctx, v, threadID); err != nil {
		return Decision{}, err
	}
	rules, err := s.LedgerRules(ctx)
	if err != nil {
		return Decision{}, err
	}
	checked, wrong := in.check(DayOf(s.now(), rules.Zone))
	if wrong != nil && checked.hopeless() {
		return Decision{}, wrong
	}
	var d Decision
	err = s.InTx(ctx, func(s *Store) error {
		id, err := s.claimCreation(ctx, v, checked.DraftKey, createdDecision)
		if err != nil {
			return err
		}
		if id != 0 {
			return s.one(ctx, &d, `SELECT * FROM decisions WHERE id = ?`, id)
		}
		if err := s.holdInOrder(ctx, threadID, checked.MergeInto); err != nil {
			return err
		}
		h, err := s.holdSuggestion(ctx, v, threadID)
		if err != nil {
			return err
		}
		if !v.CanDecide(h.Thread, h.Topic) {
			return forbidden("Only staff decide on suggestions.")
		}
		if checked.Version != h.Version {
			return conflict("Somebody changed this suggestion meanwhile: it is %s now. Read what they wrote, then send yours again.", h.g.State)
		}
		if wrong != nil {
			return wrong
		}
		if h.g.State == StateMerged && checked.to == StateMerged {
			return conflict("This suggestion is merged already.")
		}
		if !h.g.State.CanMoveTo(checked.to) {
			return moveRefusal(h.g.State)
		}
		if d, err = s.decide(ctx, v, &h, checked); err != nil {
			return err
		}
		return s.recordCreation(ctx, v, checked.DraftKey, d.ID)
	})
	return d, wrap(err, "decide on suggestion %d", threadID)
}

// mayDecide refuses before the input is looked at: what the viewer may not see is not found, whatever they sent.
func (s *Store) mayDecide(ctx context.Context, v Viewer, threadID int64) error {
	th, err := s.Thread(ctx, v, threadID)
	switch {
	case err != nil:
		return err
	case !v.SignedIn():
		return unauthenticated()
	case th.Kind != KindSuggestion:
		return notFound()
	case !v.CanDecide(th.Thread, th.Topic.Topic):
		return forbidden("Only staff decide on suggestions.")
	}
	return nil
}

// hopeless reports an input that no look at the suggestion makes right: no state that there is, or no version that
// would tell whether somebody else was faster.
func (d checkedDecision) hopeless() bool { return d.Version == 0 || !slices.Contains(States, d.to) }

// holdInOrder locks the threads of a merge by their numbers, so that two merges that cross never wait for each other.
func (s *Store) holdInOrder(ctx context.Context, ids ...int64) error {
	ids = slices.DeleteFunc(ids, func(id int64) bool { return id == 0 })
	if len(ids) < 2 {
		return nil
	}
	var held []int64
	err := s.list(ctx, &held, `SELECT id FROM threads WHERE id IN ? ORDER BY id`+s.db.Dialect.ForUpdate(), ids)
	if err != nil {
		return fmt.Errorf("hold the threads of a merge: %w", err)
	}
	return wrap(s.list(ctx, &held, `SELECT thread_id FROM suggestions WHERE thread_id IN ? ORDER BY thread_id`+s.db.Dialect.ForUpdate(), ids),
		"hold the suggestions of a merge")
}

func (s *Store) decide(ctx context.Context, v Viewer, h *heldSuggestion, in checkedDecision) (Decision, error) {
	if err := s.refuseRepeated(ctx, v, in); err != nil {
		return Decision{}, err
	}
	helpers, err := s.helpers(ctx, v, *h, in)
	if err != nil {
		return Decision{}, err
	}
	d := Decision{
		Kind: LineDecision, Words: in.Words, WordsKey: in.key, ReasonType: ReasonType(in.ReasonType), Evidence: in.Evidence,
		EvidenceURL: in.EvidenceURL, Since: Day(in.Since), NextUpdateOn: Day(in.NextUpdateOn), RevisitOn: Day(in.RevisitOn),
	}
	if in.to == h.g.State {
		d.Kind = LineUpdate
	}
	if d.Before, err = h.snapshot(); err != nil {
		return Decision{}, err
	}
	now := s.now()
	if in.to == StateMerged {
		return s.mergeInto(ctx, v, h, in.MergeInto, d)
	}
	if err := s.keepOwned(ctx, h); err != nil { // what is reopened may be owned by somebody who left
		return d, err
	}
	h.g.acknowledge(h.rules, now)
	h.g.NextUpdateOn, h.g.RevisitOn = d.NextUpdateOn, d.RevisitOn
	h.g.actedOn(now)
	h.g.moveTo(h.rules, in.to, now)
	if d, err = s.addLine(ctx, v, *h, d); err != nil {
		return d, err
	}
	for _, id := range helpers {
		if _, err := s.exec(ctx, `INSERT INTO decision_helpers (decision_id, member_id) VALUES (?, ?)`, d.ID, id); err != nil {
			return d, wrap(err, "name the helpers")
		}
	}
	if err := s.storeOutcome(ctx, v, *h, d.Words); err != nil {
		return d, err
	}
	if err := s.tell(ctx, *h, d, NoticeDecision, now.Add(undoFor)); err != nil {
		return d, err
	}
	if err := s.auditDecision(ctx, v, *h, d); err != nil {
		return d, err
	}
	return d, s.storeLedger(ctx, v, h)
}

// storeOutcome shows the words on top of the thread where they settle it, and takes former ones off where they no
// longer do.
func (s *Store) storeOutcome(ctx context.Context, v Viewer, h heldSuggestion, words string) error {
	if !h.g.State.Decided() {
		return s.updateThread(ctx, h.ID, "outcome = '', outcome_at = NULL, outcome_by = NULL")
	}
	return s.updateThread(ctx, h.ID, "outcome = ?, outcome_at = ?, outcome_by = ?", cutRunes(words, outcomeMax), s.now(), v.ID)
}

func (s *Store) auditDecision(ctx context.Context, v Viewer, h heldSuggestion, d Decision) error {
	return s.audit(ctx, v, auditEntry{
		Action: "suggestion." + string(d.Kind), Kind: "thread", ID: h.ID, Before: string(d.FromState), After: string(d.ToState), Reason: d.Words,
	})
}

// refuseRepeated refuses an answer equal to one of the same person's last three: people notice. A merge may say the
// same to many.
func (s *Store) refuseRepeated(ctx context.Context, v Viewer, in checkedDecision) error {
	if in.to == StateMerged {
		return nil
	}
	var keys []string
	err := s.list(ctx, &keys, `SELECT words_key FROM decisions
		WHERE actor_id = ? AND kind IN ('decision', 'update') AND to_state <> 'merged' AND withdrawn_at IS NULL
		ORDER BY id DESC LIMIT 3`, v.ID)
	if err != nil {
		return wrap(err, "read the last answers")
	}
	if slices.Contains(keys, in.key) {
		return invalid("words", "You gave this answer a moment ago, word for word. Say what it means for the people who asked here.")
	}
	return nil
}

// helpers are the ids of those named in a decision that something is done; its author is always one.
func (s *Store) helpers(ctx context.Context, v Viewer, h heldSuggestion, in checkedDecision) ([]int64, error) {
	if in.to != StateDone {
		return nil, nil
	}
	ids := []int64{h.AuthorID}
	for _, handle := range in.helped {
		id, err := s.MemberID(ctx, handle)
		if KindOf(err) == NotFound && err != nil {
			return nil, invalid("helped", "Nobody here is called @%s.", handle)
		}
		if err != nil {
			return nil, err
		}
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids, nil
}

// UndoDecision takes a decision back within a minute, before its notices go out: the state is what it was, and the
// ledger shows that something was withdrawn. For whoever made it. Conflict when the minute is over, or something else
// happened since.
func (s *Store) UndoDecision(ctx context.Context, v Viewer, threadID, decisionID int64) error {
	err := s.InTx(ctx, func(s *Store) error {
		var other int64
		if err := s.one(ctx, &other, `SELECT COALESCE(other_id, 0) FROM decisions WHERE id = ? AND thread_id = ?`, decisionID, threadID); err != nil {
			return err
		}
		if err := s.holdInOrder(ctx, threadID, other); err != nil {
			return err
		}
		h, err := s.holdSuggestion(ctx, v, threadID)
		if err != nil {
			return err
		}
		var d Decision
		if err := s.one(ctx, &d, `SELECT * FROM decisions WHERE id = ?`, decisionID); err != nil {
			return err
		}
		if err := s.refuseUndo(ctx, v, h, d); err != nil {
			return err
		}
		return s.undo(ctx, v, &h, d)
	})
	return wrap(err, "undo decision %d", decisionID)
}

func (s *Store) refuseUndo(ctx context.Context, v Viewer, h heldSuggestion, d Decision) error {
	if !v.CanDecide(h.Thread, h.Topic) || d.ActorID == nil || *d.ActorID != v.ID {
		return forbidden("Only whoever made a decision can take it back.")
	}
	if d.WithdrawnAt != nil {
		return conflict("This decision was taken back already.")
	}
	if !d.Undoable(v, s.now()) {
		return conflict("A decision can be taken back for a minute; this one has been told to people. Make a new one.")
	}
	var last int64
	if err := s.one(ctx, &last, `SELECT MAX(id) FROM decisions WHERE thread_id = ?`, h.ID); err != nil {
		return wrap(err, "find the last line")
	}
	if last != d.ID {
		return conflict("Something else happened to this suggestion since. Make a new decision instead.")
	}
	return nil
}

func (s *Store) undo(ctx context.Context, v Viewer, h *heldSuggestion, d Decision) error {
	n, err := s.exec(ctx, `UPDATE notice_batches SET cancelled_at = ? WHERE decision_id = ? AND delivered = 0 AND finished_at IS NULL`, s.now(), d.ID)
	if err != nil {
		return wrap(err, "cancel the notices")
	}
	if n == 0 {
		return conflict("The notices are on their way. Make a new decision instead.")
	}
	if _, err := s.exec(ctx, `DELETE FROM notice_recipients WHERE batch_id IN (SELECT id FROM notice_batches WHERE decision_id = ?)`, d.ID); err != nil {
		return wrap(err, "forget the recipients")
	}
	before, err := readSnapshot(d.Before)
	if err != nil {
		return err
	}
	if d.ToState == StateMerged && d.Kind == LineDecision {
		if err := s.takeApart(ctx, v, h); err != nil {
			return err
		}
	}
	before.Suggestion.SupportCount = h.g.SupportCount
	h.g = before.Suggestion
	if err := s.dropRenewal(ctx, h.was, h.g); err != nil {
		return err
	}
	if err := s.keepOwned(ctx, h); err != nil {
		return err
	}
	if err := s.acknowledgedSince(ctx, h, d); err != nil {
		return err
	}
	if _, err := s.exec(ctx, `UPDATE decisions SET withdrawn_at = ? WHERE id = ?`, s.now(), d.ID); err != nil {
		return wrap(err, "mark the decision as withdrawn")
	}
	line, err := s.addLine(ctx, v, *h, Decision{Kind: LineWithdrawal, UndoesID: &d.ID})
	if err != nil {
		return err
	}
	err = s.updateThread(ctx, h.ID, "outcome = ?, outcome_at = ?, outcome_by = ?", before.Outcome, before.OutcomeAt, before.OutcomeBy)
	if err != nil {
		return err
	}
	if err := s.auditDecision(ctx, v, *h, line); err != nil {
		return err
	}
	return s.storeLedger(ctx, v, h)
}

// acknowledgedSince counts a reply by staff that came while the withdrawn decision stood for the first answer.
func (s *Store) acknowledgedSince(ctx context.Context, h *heldSuggestion, d Decision) error {
	if h.g.AcknowledgedAt != nil {
		return nil
	}
	var at time.Time
	err := s.one(ctx, &at, `SELECT p.created_at FROM posts p
		JOIN members m ON m.id = p.author_id
		WHERE p.thread_id = ? AND p.created_at >= ? AND p.author_id <> ? AND m.role IN ('contributor', 'moderator', 'administrator')
		ORDER BY p.number LIMIT 1`, h.ID, d.CreatedAt, h.AuthorID)
	if err != nil && KindOf(err) != NotFound {
		return wrap(err, "look for a reply by staff")
	}
	if err == nil {
		h.g.acknowledge(h.rules, at.UTC())
	}
	return nil
}
