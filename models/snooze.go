package models

import (
	"context"
	"time"
)

// SnoozeInput hides a suggestion from the viewer's own lists for some days, with the reason.
type SnoozeInput struct {
	Days   int
	Reason string
}

const snoozeMost = 30

// Snooze hides a suggestion from the viewer's own lists; its clocks go on, and late it shows all the same. For staff.
func (s *Store) Snooze(ctx context.Context, v Viewer, threadID int64, in SnoozeInput) error {
	if err := s.mayDecide(ctx, v, threadID); err != nil {
		return err
	}
	f := fieldErrors{}
	reason := f.checkLine("reason", in.Reason, "The reason", reasonMin, reasonMax)
	if in.Days < 1 || in.Days > snoozeMost {
		f.add("days", "Choose 1 to %d days.", snoozeMost)
	}
	if err := f.err(); err != nil {
		return err
	}
	err := s.InTx(ctx, func(s *Store) error {
		if _, err := s.holdSuggestion(ctx, v, threadID); err != nil {
			return err
		}
		until := s.now().Add(time.Duration(in.Days) * 24 * time.Hour)
		_, err := s.exec(ctx, `INSERT INTO snoozes (thread_id, member_id, until_at, reason, created_at) VALUES (?, ?, ?, ?, ?)
			ON CONFLICT (thread_id, member_id) DO UPDATE SET until_at = excluded.until_at, reason = excluded.reason`,
			threadID, v.ID, until, reason, s.now())
		if err != nil {
			return err
		}
		err = s.audit(ctx, v, auditEntry{Action: "suggestion.snoozed", Kind: "thread", ID: threadID, After: until.Format(time.RFC3339), Reason: reason})
		if err != nil {
			return err
		}
		return s.emitConsole(ctx, threadID)
	})
	return wrap(err, "snooze suggestion %d", threadID)
}

// Wake shows a snoozed suggestion in the viewer's lists again, on record; one that they did not hide stays as it is.
func (s *Store) Wake(ctx context.Context, v Viewer, threadID int64) error {
	if err := s.mayDecide(ctx, v, threadID); err != nil {
		return err
	}
	err := s.InTx(ctx, func(s *Store) error {
		var was []Snooze
		err := s.list(ctx, &was, `SELECT * FROM snoozes WHERE thread_id = ? AND member_id = ?`, threadID, v.ID)
		if err != nil || len(was) == 0 {
			return err
		}
		if _, err := s.exec(ctx, `DELETE FROM snoozes WHERE thread_id = ? AND member_id = ?`, threadID, v.ID); err != nil {
			return err
		}
		err = s.audit(ctx, v, auditEntry{
			Action: "suggestion.woken", Kind: "thread", ID: threadID, Before: was[0].UntilAt.UTC().Format(time.RFC3339), Reason: was[0].Reason,
		})
		if err != nil {
			return err
		}
		return s.emitConsole(ctx, threadID)
	})
	return wrap(err, "wake suggestion %d", threadID)
}

// Snooze is a suggestion that the viewer hid from their lists.
type Snooze struct {
	ThreadID  int64
	MemberID  int64
	UntilAt   time.Time
	Reason    string
	CreatedAt time.Time
}

// SnoozeOf is how the viewer hid a suggestion. NotFound where they did not, or its moment has come.
func (s *Store) SnoozeOf(ctx context.Context, v Viewer, threadID int64) (Snooze, error) {
	var z Snooze
	err := s.one(ctx, &z, `SELECT * FROM snoozes WHERE thread_id = ? AND member_id = ? AND until_at > ?`, threadID, v.ID, s.now())
	return z, wrap(err, "look whether %d is snoozed", threadID)
}
