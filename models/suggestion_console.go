package models

import "time"

// UndoableUntil is when a decision's notices go out and it stands.
func (d Decision) UndoableUntil() time.Time { return d.CreatedAt.Add(undoFor) }

// Unmergeable reports whether the merge of a suggestion can still be undone.
func (g Suggestion) Unmergeable(at time.Time) bool {
	return g.MergedAt != nil && at.Sub(*g.MergedAt) <= unmergeFor
}
