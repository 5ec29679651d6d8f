package models

import (
	"context"
	"fmt"
)

// owedUntold are the consultations that closed without a decision of which nobody was told.
const owedUntold = `c.decided_at IS NULL AND c.closes_at <= ? AND NOT EXISTS (
	SELECT 1 FROM notice_batches b WHERE b.thread_id = c.thread_id AND b.kind = 'decision_due')`

const wordsOwed = "Say what you heard, and what changes because of it. Nothing else ends a consultation."

// consultationsMost is how many consultations one call of WatchConsultations tells of, a transaction each.
const consultationsMost = 100

// WatchConsultations tells of consultations that closed and have no decision, each once on however many nodes: whoever
// asked, whoever stands in for them, or where neither answers for the brand any more the duty person. It returns how
// many there were. One that fails holds up no other.
func (s *Store) WatchConsultations(ctx context.Context) (told int, err error) {
	var ids []int64
	err = s.list(ctx, &ids, `SELECT c.thread_id FROM consultations c JOIN threads t ON t.id = c.thread_id
		WHERE t.status = 'published' AND `+owedUntold+` ORDER BY c.closes_at, c.thread_id LIMIT ?`, s.now(), consultationsMost)
	if err != nil {
		return 0, fmt.Errorf("look for consultations that are owed a decision: %w", err)
	}
	return s.eachDue(ctx, "the decision that is owed in consultation", ids, s.tellOwed)
}

func (s *Store) tellOwed(ctx context.Context, id int64) (did bool, err error) {
	err = s.InTx(ctx, func(s *Store) error {
		did = false
		h, err := s.holdAnyThread(ctx, id)
		if err != nil {
			return err
		}
		var owed int64
		if err := s.one(ctx, &owed, `SELECT COUNT(*) FROM consultations c WHERE c.thread_id = ? AND `+owedUntold, id, s.now()); err != nil || owed == 0 {
			return err // another node was faster, or somebody published it
		}
		rules, err := s.LedgerRules(ctx)
		if err != nil {
			return err
		}
		staff, err := s.staffNow(ctx, rules)
		if err != nil {
			return err
		}
		to, ok := staff.standIn(h.AuthorID)
		if !ok {
			to = staff.duty()
		}
		did = true
		b := noticeBatch{ThreadID: id, Kind: NoticeDecisionDue, Words: wordsOwed, DeliverAt: s.now()}
		if err := s.queueNotices(ctx, b, `SELECT m.id FROM members m WHERE m.id = ?`, to.ID); err != nil {
			return err
		}
		return s.emitConsole(ctx, id)
	})
	return did, err
}
