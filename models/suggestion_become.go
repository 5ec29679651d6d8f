package models

import (
	"context"
	"time"
)

// BecomeSuggestion turns a discussion or question into a suggestion; for staff, or its author. It keeps its address,
// its people and its posts; its clocks begin now, and count as answered where staff answered before or turn it now.
func (s *Store) BecomeSuggestion(ctx context.Context, v Viewer, threadID int64) (Suggestion, error) {
	var g Suggestion
	err := s.changeThread(ctx, v, threadID,
		func(h held) bool { return h.Kind == KindSuggestion || v.CanBecomeSuggestion(h.Thread, h.Topic) },
		func(s *Store, h held) (bool, error) {
			if h.Kind == KindSuggestion {
				return false, s.one(ctx, &g, `SELECT * FROM suggestions WHERE thread_id = ?`, h.ID)
			}
			answered, err := s.answeredByStaff(ctx, v, h)
			if err != nil {
				return false, err
			}
			from := h.Kind
			h.Kind = KindSuggestion
			if err := s.updateThread(ctx, h.ID, "kind = ?, outcome = '', outcome_at = NULL, outcome_by = NULL, version = version + 1", KindSuggestion); err != nil {
				return false, err
			}
			made, err := s.bear(ctx, v, h, answered)
			if err != nil {
				return false, err
			}
			g = made.g
			if v.ID != h.AuthorID {
				err = s.audit(ctx, v, auditEntry{Action: "suggestion.made", Kind: "thread", ID: h.ID, Before: string(from), After: string(KindSuggestion)})
				if err != nil {
					return false, err
				}
			}
			if err := s.changeThreadCounts(ctx, h.TopicID, from, -1, -h.PostCount); err != nil {
				return false, err
			}
			if err := s.changeThreadCounts(ctx, h.TopicID, KindSuggestion, 1, h.PostCount); err != nil {
				return false, err
			}
			return true, s.emitConsole(ctx, h.ID)
		})
	return g, wrap(err, "make a suggestion of thread %d", threadID)
}

// answeredByStaff is now where staff answered the thread before, or turn somebody else's.
func (s *Store) answeredByStaff(ctx context.Context, v Viewer, h held) (*time.Time, error) {
	now := s.now()
	if v.Staff() && v.ID != h.AuthorID {
		return &now, nil
	}
	var n int64
	err := s.one(ctx, &n, `SELECT COUNT(*) FROM (SELECT 1 FROM posts p JOIN members m ON m.id = p.author_id
		WHERE p.thread_id = ? AND p.status = 'visible' AND p.author_id <> ? AND m.role IN ('contributor', 'moderator', 'administrator')
		LIMIT 1) c`, h.ID, h.AuthorID)
	if err != nil || n == 0 {
		return nil, wrap(err, "look for an answer by staff")
	}
	return &now, nil
}

// WithdrawSuggestion lets its author take a suggestion back while nobody of the staff answered and nobody supports it;
// it leaves a notice. Conflict afterwards: people wait for the answer.
func (s *Store) WithdrawSuggestion(ctx context.Context, v Viewer, threadID int64) error {
	err := s.judge(ctx, v, threadID, func(s *Store, h *heldSuggestion) error {
		supporters := int64(0)
		if err := s.one(ctx, &supporters, `SELECT COUNT(*) FROM supports WHERE thread_id = ?`, h.ID); err != nil {
			return wrap(err, "count supporters")
		}
		switch {
		case h.g.WithdrawnAt != nil:
			return nil
		case h.g.AcknowledgedAt != nil:
			return conflict("Somebody answered this suggestion already, so it stays. Write in the thread that it is settled for you.")
		case supporters > 0:
			return conflict("Others support this suggestion, so it stays. Write in the thread that it is settled for you.")
		}
		now := s.now()
		h.g.WithdrawnAt = &now
		if _, err := s.addLine(ctx, v, *h, Decision{Kind: LineWithdrawn}); err != nil {
			return err
		}
		if err := s.storeLedger(ctx, v, h); err != nil {
			return err
		}
		return s.withdraw(ctx, v, h.held, ThreadRemoved, "Its author took this suggestion back.")
	})
	return wrap(err, "withdraw suggestion %d", threadID)
}
