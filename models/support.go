package models

import (
	"context"
	"fmt"
	"time"
)

// Support is one member's wish for what a suggestion asks. Staff may support, but are not counted.
type Support struct {
	ThreadID   int64
	MemberID   int64
	Why        string
	Counts     bool
	MergedFrom *int64 // the suggestion with which it came here; one click takes it out again
	CreatedAt  time.Time
}

// Support adds the viewer to those who ask for a suggestion, with why they need it, or changes their why; on a merged
// suggestion it supports the one that goes on. It answers with the suggestion as it is then. The same again changes
// nothing. Forbidden for the author, whose wish is counted as the suggestion itself; Gone, Invalid, NotFound.
func (s *Store) Support(ctx context.Context, v Viewer, threadID int64, why string) (Suggestion, error) {
	f := fieldErrors{}
	why = f.checkText("why", why, "Why you need this", 0, whyMax)
	g, err := s.changeSupport(ctx, v, threadID, v.CanSupport, func(s *Store, h *heldSuggestion) (bool, error) {
		if err := f.err(); err != nil {
			return false, err
		}
		var had Support
		err := s.one(ctx, &had, `SELECT * FROM supports WHERE thread_id = ? AND member_id = ?`, h.ID, v.ID)
		if err != nil && KindOf(err) != NotFound {
			return false, wrap(err, "look for support")
		}
		if err == nil {
			if had.Why == why && had.MergedFrom == nil {
				return false, nil
			}
			if err := s.checkAside(ctx, v, aside{"why", h.TopicID, had.Why, why}); err != nil {
				return false, err
			}
			_, err := s.exec(ctx, `UPDATE supports SET why = ?, merged_from = NULL WHERE thread_id = ? AND member_id = ?`, why, h.ID, v.ID)
			return true, wrap(err, "change support")
		}
		if err := s.checkAside(ctx, v, aside{"why", h.TopicID, "", why}); err != nil {
			return false, err
		}
		n, err := s.exec(ctx, `INSERT INTO supports (thread_id, member_id, why, counts, created_at) VALUES (?, ?, ?, ?, ?)
			ON CONFLICT (thread_id, member_id) DO NOTHING`, h.ID, v.ID, why, !v.Staff(), s.now())
		return n == 1, wrap(err, "add support")
	})
	return g, wrap(err, "support suggestion %d", threadID)
}

// WithdrawSupport takes the viewer's support back, or out of what a merge brought it to. Without support it changes
// nothing.
func (s *Store) WithdrawSupport(ctx context.Context, v Viewer, threadID int64) (Suggestion, error) {
	g, err := s.changeSupport(ctx, v, threadID, v.CanLeaveSupport, func(s *Store, h *heldSuggestion) (bool, error) {
		n, err := s.exec(ctx, `DELETE FROM supports WHERE thread_id = ? AND member_id = ?`, h.ID, v.ID)
		return n == 1, wrap(err, "take support back")
	})
	return g, wrap(err, "withdraw support of suggestion %d", threadID)
}

func (s *Store) changeSupport(ctx context.Context, v Viewer, threadID int64, may func(Thread, Topic) bool,
	change func(s *Store, h *heldSuggestion) (bool, error),
) (Suggestion, error) {
	th, err := s.Thread(ctx, v, threadID)
	switch {
	case err != nil:
		return Suggestion{}, err
	case !v.SignedIn():
		return Suggestion{}, unauthenticated()
	case th.Kind != KindSuggestion:
		return Suggestion{}, notFound()
	}
	var g Suggestion
	err = s.InTx(ctx, func(s *Store) error {
		id, err := s.mergedEnd(ctx, threadID)
		if err != nil {
			return err
		}
		h, err := s.holdSuggestion(ctx, v, id)
		if err != nil {
			return err
		}
		if h.g.MergedInto != nil {
			return conflict("This suggestion was merged into another a moment ago. Open it again.")
		}
		if v.ID == h.AuthorID {
			return forbidden("This is your own suggestion: it counts you already.")
		}
		if !may(h.Thread, h.Topic) {
			return h.refusal(v)
		}
		changed, err := change(s, &h)
		if err != nil {
			return err
		}
		if changed {
			if err := s.recountSupport(ctx, h.ID); err != nil {
				return err
			}
			if err := s.emitThread(ctx, Event{Type: EventSupportChanged, ActorID: &v.ID}, h.TopicID, h.ID); err != nil {
				return err
			}
		}
		return s.one(ctx, &g, `SELECT * FROM suggestions WHERE thread_id = ?`, h.ID)
	})
	return g, err
}

// recountSupport counts the people who support a held suggestion.
func (s *Store) recountSupport(ctx context.Context, threadID int64) error {
	_, err := s.exec(ctx, `UPDATE suggestions SET support_count = (
			SELECT COUNT(*) FROM supports p WHERE p.thread_id = suggestions.thread_id AND p.counts)
		WHERE thread_id = ?`, threadID)
	return wrap(err, "count support of suggestion %d", threadID)
}

// mergedEnd follows merges to the suggestion that goes on; what is not merged is its own end.
func (s *Store) mergedEnd(ctx context.Context, threadID int64) (int64, error) {
	const chainMost = 1000 // merges refuse cycles, so this only bounds a damaged database
	for range chainMost {
		var next int64
		if err := s.one(ctx, &next, `SELECT COALESCE(merged_into, 0) FROM suggestions WHERE thread_id = ?`, threadID); err != nil {
			return 0, fmt.Errorf("follow the merges of %d: %w", threadID, err)
		}
		if next == 0 {
			return threadID, nil
		}
		threadID = next
	}
	return 0, fmt.Errorf("the merges of suggestion %d never end", threadID)
}

// heedRole counts a member's support, or stops counting it, when they leave or join the staff.
func (s *Store) heedRole(ctx context.Context, memberID int64, role Role) error {
	var ids []int64
	err := s.list(ctx, &ids, `SELECT thread_id FROM supports WHERE member_id = ? AND counts = ? ORDER BY thread_id`, memberID, role.Staff())
	if err != nil || len(ids) == 0 {
		return wrap(err, "list support of member %d", memberID)
	}
	if err := s.list(ctx, &ids, `SELECT thread_id FROM suggestions WHERE thread_id IN ? ORDER BY thread_id`+s.db.Dialect.ForUpdate(), ids); err != nil {
		return wrap(err, "hold what member %d supports", memberID)
	}
	if _, err := s.exec(ctx, `UPDATE supports SET counts = ? WHERE member_id = ?`, !role.Staff(), memberID); err != nil {
		return wrap(err, "count support of member %d", memberID)
	}
	for _, id := range ids {
		if err := s.recountSupport(ctx, id); err != nil {
			return err
		}
	}
	return nil
}
