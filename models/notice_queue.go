package models

import (
	"context"
	"fmt"
	"time"
)

// tell queues one notice about a line of the ledger, in the transaction of the line itself, to be handed out at a
// moment. Without members it is for the author and every supporter, as they are now.
func (s *Store) tell(ctx context.Context, h heldSuggestion, d Decision, kind NoticeKind, at time.Time, members ...int64) error {
	b := noticeBatch{ThreadID: h.ID, ActorID: d.ActorID, Kind: kind, Words: d.Words, DeliverAt: at}
	if d.ID != 0 {
		b.DecisionID = &d.ID
	}
	if len(members) > 0 {
		return s.queueNotices(ctx, b, `SELECT m.id FROM members m WHERE m.id IN ? AND m.status <> 'erased'`, members)
	}
	return s.queueNotices(ctx, b, `SELECT m.id FROM members m
		WHERE m.status <> 'erased' AND m.id IN (
			SELECT t.author_id FROM threads t WHERE t.id = ?
			UNION SELECT p.member_id FROM supports p WHERE p.thread_id = ?)`, h.ID, h.ID)
}

// tellReturn tells everybody of a suggestion that it is under review again without a decision, once each: its owner, its
// author and every supporter, but for those besides, who know.
func (s *Store) tellReturn(ctx context.Context, h heldSuggestion, d Decision, besides ...int64) error {
	at := s.now()
	b := noticeBatch{ThreadID: h.ID, DecisionID: &d.ID, ActorID: d.ActorID, Kind: NoticeReturned, Words: d.Words, DeliverAt: at}
	return s.queueNotices(ctx, b, `SELECT m.id FROM members m
		WHERE m.status <> 'erased' AND m.id NOT IN ? AND (m.id IN ?
			OR m.id IN (SELECT p.member_id FROM supports p WHERE p.thread_id = ?))`,
		append(besides, 0), []int64{h.g.OwnerID, h.AuthorID}, h.ID)
}

// queueNotices stores a batch for the members that a query of one column finds at this moment.
func (s *Store) queueNotices(ctx context.Context, b noticeBatch, query string, args ...any) error {
	b.CreatedAt = s.now()
	if err := s.write(ctx).Create(&b).Error; err != nil {
		return fmt.Errorf("queue notices: %w", err)
	}
	n, err := s.exec(ctx, `INSERT INTO notice_recipients (batch_id, member_id) SELECT CAST(? AS BIGINT), x.id FROM (`+query+`) x`,
		append([]any{b.ID}, args...)...)
	if err != nil {
		return fmt.Errorf("queue recipients of notices: %w", err)
	}
	_, err = s.exec(ctx, `UPDATE notice_batches SET recipients = ? WHERE id = ?`, n, b.ID)
	return wrap(err, "count recipients of notices")
}
