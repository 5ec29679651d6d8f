package models

import "context"

// Telling is how far the telling of a decision has come.
type Telling struct {
	People int64 // who were to be told when it was made
	Told   int64
}

// TellingOf is how far the people of a thread have been told of what is decided and on its way; nothing where all of
// them were, or where the minute in which it can be taken back is not over. For staff.
func (s *Store) TellingOf(ctx context.Context, v Viewer, threadID int64) (t Telling, err error) {
	if !v.CanSeeConsole() {
		return t, notFound()
	}
	err = s.one(ctx, &t, `SELECT COALESCE(SUM(recipients), 0) AS people, COALESCE(SUM(delivered), 0) AS told FROM notice_batches
		WHERE thread_id = ? AND kind IN ('decision', 'merged') AND finished_at IS NULL AND cancelled_at IS NULL AND deliver_at <= ?`, threadID, s.now())
	return t, wrap(err, "read how far people were told")
}
