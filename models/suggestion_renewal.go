package models

import "context"

// A suggestion is promised a decision once it is born, and anew each time that it is taken up again after one. Its head
// has the first of these promises and the present one; suggestion_renewals has all but the first, so that one that was
// missed stays on the public record however often another begins.

// saveRenewal keeps the present renewal, if there is one, as the head has it.
func (s *Store) saveRenewal(ctx context.Context, g Suggestion) error {
	if g.ReopenedAt == nil {
		return nil
	}
	paused := g.PausedMinutes
	if g.RedecidedAt != nil {
		paused = g.RedecidePaused
	}
	_, err := s.exec(ctx, `INSERT INTO suggestion_renewals (thread_id, began_at, due_at, decided_at, minutes, paused)
		VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (thread_id, began_at) DO UPDATE SET
			due_at = excluded.due_at, decided_at = excluded.decided_at, minutes = excluded.minutes, paused = excluded.paused`,
		g.ThreadID, *g.ReopenedAt, *g.RedecideDueAt, g.RedecidedAt, g.RedecideMinutes, paused)
	return wrap(err, "store the promise of suggestion %d anew", g.ThreadID)
}

// dropRenewal forgets a renewal that a withdrawn decision began.
func (s *Store) dropRenewal(ctx context.Context, was, now Suggestion) error {
	if was.ReopenedAt == nil || sameMoment(was.ReopenedAt, now.ReopenedAt) {
		return nil
	}
	_, err := s.exec(ctx, `DELETE FROM suggestion_renewals WHERE thread_id = ? AND began_at = ?`, was.ThreadID, *was.ReopenedAt)
	return wrap(err, "take back the promise of suggestion %d", was.ThreadID)
}
