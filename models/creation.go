package models

import (
	"context"
	"fmt"
)

// The same draft_key (or Idempotency-Key) twice makes one thing: a creation is claimed by its key in the
// transaction that makes it, so a double click, a retry and two nodes at once all end with the same answer.

const (
	createdThread   = "thread"
	createdPost     = "post"
	createdTopic    = "topic"
	createdDecision = "decision"
	createdHeld     = "held"
)

// claimCreation claims a key for an object of a kind. A non-zero id is the object made under the key before.
// The same key for another kind of thing is a conflict. An empty key claims nothing.
func (s *Store) claimCreation(ctx context.Context, v Viewer, key, kind string) (id int64, err error) {
	if key == "" {
		return 0, nil
	}
	n, err := s.exec(ctx, `INSERT INTO creations (member_id, key, object_kind, created_at) VALUES (?, ?, ?, ?)
		ON CONFLICT (member_id, key) DO NOTHING`, v.ID, key, kind, s.now())
	if err != nil {
		return 0, fmt.Errorf("claim creation: %w", err)
	}
	if n == 1 {
		return 0, nil
	}
	var made struct {
		ObjectKind string
		ObjectID   int64
	}
	err = s.one(ctx, &made, `SELECT object_kind, object_id FROM creations WHERE member_id = ? AND key = ?`, v.ID, key)
	if err != nil {
		return 0, fmt.Errorf("read creation: %w", err)
	}
	if made.ObjectKind == createdHeld && made.ObjectID != 0 {
		return 0, waits(made.ObjectID)
	}
	if made.ObjectKind != kind || made.ObjectID == 0 {
		return 0, conflict("This key was used for something else. Send it again with a new one.")
	}
	return made.ObjectID, nil
}

// recordCreation notes what a claimed key made, and drops the draft that had the key.
func (s *Store) recordCreation(ctx context.Context, v Viewer, key string, id int64) error {
	if key == "" {
		return nil
	}
	if _, err := s.exec(ctx, `UPDATE creations SET object_id = ? WHERE member_id = ? AND key = ?`, id, v.ID, key); err != nil {
		return fmt.Errorf("record creation: %w", err)
	}
	if _, err := s.exec(ctx, `DELETE FROM drafts WHERE member_id = ? AND draft_key = ?`, v.ID, key); err != nil {
		return fmt.Errorf("drop draft: %w", err)
	}
	return nil
}

func (f fieldErrors) checkDraftKey(key string) string {
	return f.checkLine("draft_key", key, "The key", 0, draftKeyMax)
}
