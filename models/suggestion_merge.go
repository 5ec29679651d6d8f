package models

import (
	"context"
	"fmt"
	"slices"
)

// mergeInto ends a held suggestion in favour of another: their supporters are united, once each, and told; either
// author keeps the credit. Both threads are locked already.
func (s *Store) mergeInto(ctx context.Context, v Viewer, h *heldSuggestion, targetID int64, d Decision) (Decision, error) {
	target, err := s.mergeTarget(ctx, v, *h, targetID)
	if err != nil {
		return d, err
	}
	now := s.now()
	h.g.acknowledge(h.rules, now)
	h.g.NextUpdateOn, h.g.RevisitOn = "", ""
	h.g.actedOn(now)
	h.g.moveTo(h.rules, StateMerged, now)
	h.g.MergedInto, h.g.MergedAt = &targetID, &now
	d.OtherID = &targetID
	if d, err = s.addLine(ctx, v, *h, d); err != nil {
		return d, err
	}
	if _, err := s.addLine(ctx, v, target, Decision{Kind: LineMergedIn, OtherID: &h.ID, Words: d.Words}); err != nil {
		return d, err
	}
	if err := s.storeOutcome(ctx, v, *h, d.Words); err != nil {
		return d, err
	}
	if err := s.unite(ctx, *h, target); err != nil {
		return d, err
	}
	if err := s.one(ctx, &target.g.SupportCount, `SELECT support_count FROM suggestions WHERE thread_id = ?`, targetID); err != nil {
		return d, wrap(err, "read the united support")
	}
	b := noticeBatch{ThreadID: targetID, DecisionID: &d.ID, ActorID: d.ActorID, Kind: NoticeMerged, Words: d.Words, DeliverAt: now.Add(undoFor)}
	err = s.queueNotices(ctx, b, `SELECT m.id FROM members m
		WHERE m.status <> 'erased' AND m.id IN (
			SELECT t.author_id FROM threads t WHERE t.id IN (?, ?)
			UNION SELECT p.member_id FROM supports p WHERE p.thread_id = ?)`, h.ID, targetID, h.ID)
	if err != nil {
		return d, err
	}
	if err := s.auditDecision(ctx, v, *h, d); err != nil {
		return d, err
	}
	for _, one := range inOrder(h, &target) {
		if err := s.storeLedger(ctx, v, one); err != nil {
			return d, err
		}
	}
	return d, nil
}

func inOrder(a, b *heldSuggestion) []*heldSuggestion {
	both := []*heldSuggestion{a, b}
	slices.SortFunc(both, func(a, b *heldSuggestion) int { return int(a.ID - b.ID) })
	return both
}

func (s *Store) mergeTarget(ctx context.Context, v Viewer, h heldSuggestion, id int64) (heldSuggestion, error) {
	if id == h.ID {
		return heldSuggestion{}, invalid("merge_into", "A suggestion cannot be merged into itself. Choose another.")
	}
	target, err := s.holdSuggestion(ctx, v, id)
	if k := KindOf(err); err != nil && (k == NotFound || k == Gone) {
		return target, invalid("merge_into", "There is no such suggestion. Choose one that is still there.")
	}
	if err != nil {
		return target, err
	}
	switch {
	case target.g.WithdrawnAt != nil || !target.Published():
		return target, invalid("merge_into", "That suggestion was taken back. Choose another.")
	case target.g.MergedInto != nil && *target.g.MergedInto == h.ID:
		return target, conflict("That suggestion was merged into this one meanwhile: this one goes on for both.")
	case target.g.MergedInto != nil:
		return target, conflict("That suggestion was merged into another itself. Choose the one that goes on.")
	case slices.Index(Visibilities, target.Topic.Visibility) > slices.Index(Visibilities, h.Topic.Visibility):
		return target, invalid("merge_into", "Fewer people may see that one, so those who asked could not follow it. Choose another.")
	}
	return target, nil
}

// unite brings the author and supporters of one suggestion to another, but for its own author.
func (s *Store) unite(ctx context.Context, from, to heldSuggestion) error {
	_, err := s.exec(ctx, `INSERT INTO supports (thread_id, member_id, why, counts, merged_from, created_at)
		SELECT CAST(? AS BIGINT), m.id, COALESCE(p.why, ''), m.role = 'member', CAST(? AS BIGINT), CAST(? AS `+s.db.Dialect.Moment()+`)
		FROM members m
		LEFT JOIN supports p ON p.thread_id = ? AND p.member_id = m.id
		WHERE m.status <> 'erased' AND m.id <> ? AND (p.member_id IS NOT NULL OR m.id = ?)
		ON CONFLICT (thread_id, member_id) DO NOTHING`, to.ID, from.ID, s.now(), from.ID, to.AuthorID, from.AuthorID)
	if err != nil {
		return fmt.Errorf("unite supporters: %w", err)
	}
	return s.recountSupport(ctx, to.ID)
}

// takeApart undoes unite for a held, merged suggestion, and says so in the other's ledger. Who came to the other by
// a second merge too stays there for that one.
func (s *Store) takeApart(ctx context.Context, v Viewer, h *heldSuggestion) error {
	target, err := s.withLedgerOf(ctx, *h.g.MergedInto)
	if err != nil {
		return err
	}
	if target.g.MergedInto != nil {
		return conflict("The suggestion that went on was merged itself. Undo that merge first.")
	}
	var others []int64
	err = s.list(ctx, &others, `SELECT thread_id FROM suggestions WHERE merged_into = ? AND thread_id <> ? ORDER BY thread_id`, target.ID, h.ID)
	if err != nil {
		return wrap(err, "list other merges")
	}
	for _, other := range others {
		_, err := s.exec(ctx, `UPDATE supports SET merged_from = ? WHERE thread_id = ? AND merged_from = ? AND member_id IN (
			SELECT p.member_id FROM supports p WHERE p.thread_id = ?
			UNION SELECT t.author_id FROM threads t WHERE t.id = ?)`, other, target.ID, h.ID, other, other)
		if err != nil {
			return wrap(err, "keep who came by another merge")
		}
	}
	if _, err := s.exec(ctx, `DELETE FROM supports WHERE thread_id = ? AND merged_from = ?`, target.ID, h.ID); err != nil {
		return wrap(err, "take supporters apart")
	}
	if err := s.recountSupport(ctx, target.ID); err != nil {
		return err
	}
	if err := s.one(ctx, &target.g.SupportCount, `SELECT support_count FROM suggestions WHERE thread_id = ?`, target.ID); err != nil {
		return wrap(err, "read the support")
	}
	if _, err := s.addLine(ctx, v, target, Decision{Kind: LineUnmerged, OtherID: &h.ID}); err != nil {
		return err
	}
	return s.storeLedger(ctx, v, &target)
}

func (s *Store) withLedgerOf(ctx context.Context, threadID int64) (heldSuggestion, error) {
	h, err := s.holdAnyThread(ctx, threadID)
	if err != nil {
		return heldSuggestion{}, err
	}
	return s.withLedger(ctx, h)
}

// Unmerge lets a merged suggestion stand by itself again, within 30 days and with public words: it is where it was,
// its clock having stood still, and its people are told. For staff. Conflict when it is too late, or the other was
// merged itself.
func (s *Store) Unmerge(ctx context.Context, v Viewer, threadID int64, words string) error {
	if err := s.mayDecide(ctx, v, threadID); err != nil {
		return err
	}
	f := fieldErrors{}
	words = f.checkWords("words", words)
	err := s.InTx(ctx, func(s *Store) error {
		var target int64
		if err := s.one(ctx, &target, `SELECT COALESCE(merged_into, 0) FROM suggestions WHERE thread_id = ?`, threadID); err != nil {
			return err
		}
		if err := s.holdInOrder(ctx, threadID, target); err != nil {
			return err
		}
		h, err := s.holdSuggestion(ctx, v, threadID)
		if err != nil {
			return err
		}
		switch {
		case !v.CanDecide(h.Thread, h.Topic):
			return forbidden("Only staff undo a merge.")
		case h.g.MergedInto == nil || *h.g.MergedInto != target:
			return conflict("This suggestion is not merged.")
		case s.now().Sub(*h.g.MergedAt) > unmergeFor:
			return conflict("A merge can be undone for 30 days. Decide on the suggestion that goes on.")
		}
		if err := f.err(); err != nil {
			return err
		}
		return s.unmerge(ctx, v, &h, words)
	})
	return wrap(err, "undo the merge of %d", threadID)
}

func (s *Store) unmerge(ctx context.Context, v Viewer, h *heldSuggestion, words string) error {
	var merge Decision
	err := s.one(ctx, &merge, `SELECT * FROM decisions WHERE thread_id = ? AND kind = 'decision' AND to_state = 'merged' AND withdrawn_at IS NULL
		ORDER BY id DESC LIMIT 1`, h.ID)
	if err != nil {
		return wrap(err, "find the merge")
	}
	before, err := readSnapshot(merge.Before)
	if err != nil {
		return err
	}
	mergedAt, support := *h.g.MergedAt, h.g.SupportCount
	if err := s.takeApart(ctx, v, h); err != nil {
		return err
	}
	now := s.now()
	ack, minutes := h.g.AcknowledgedAt, h.g.AckMinutes
	h.g = before.Suggestion
	h.g.SupportCount, h.g.AcknowledgedAt, h.g.AckMinutes, h.g.StateSince = support, ack, minutes, now
	if h.g.PausedSince == nil {
		h.g.PausedMinutes += int64(h.rules.WorkingBetween(mergedAt, now))
		h.g.restart(h.rules)
	}
	if err := s.keepOwned(ctx, h); err != nil {
		return err
	}
	h.g.ActedAt = now
	d, err := s.addLine(ctx, v, *h, Decision{Kind: LineUnmerged, Words: words, OtherID: h.was.MergedInto})
	if err != nil {
		return err
	}
	err = s.updateThread(ctx, h.ID, "outcome = ?, outcome_at = ?, outcome_by = ?", before.Outcome, before.OutcomeAt, before.OutcomeBy)
	if err != nil {
		return err
	}
	// within the minute in which the merge itself was not told yet, nobody is told of either
	n, err := s.exec(ctx, `UPDATE notice_batches SET cancelled_at = ? WHERE decision_id = ? AND delivered = 0 AND finished_at IS NULL`, now, merge.ID)
	if err != nil {
		return wrap(err, "cancel the notices")
	}
	if n == 0 {
		if err := s.tell(ctx, *h, d, NoticeUnmerged, now); err != nil {
			return err
		}
	}
	if err := s.auditDecision(ctx, v, *h, d); err != nil {
		return err
	}
	return s.storeLedger(ctx, v, h)
}
