package models

import (
	"context"
	"slices"
	"strconv"
)

// The kinds of draft that belong to the smaller forms beside a suggestion in the console. Each has one a suggestion and
// person, under a key of its own; the verb that stores the words drops it.
const (
	DraftOwner   = "owner"
	DraftNote    = "note"
	DraftSide    = "side"
	DraftSideEnd = "side-close"
)

// ToolDraftKinds lists them.
var ToolDraftKinds = []string{DraftOwner, DraftNote, DraftSide, DraftSideEnd}

// ToolDraftKey is the key under which the draft of such a form is kept, on every device.
func ToolDraftKey(kind string, threadID int64) string {
	return kind + "-of-" + strconv.FormatInt(threadID, 10)
}

// InConsole reports whether the draft is gone on with in the console, beside its suggestion.
func (d Draft) InConsole() bool {
	return d.ThreadID != nil && (d.Kind == DraftDecision || slices.Contains(ToolDraftKinds, d.Kind))
}

// consoleDrafts are the kinds of draft that never fill a form that the public reads.
var consoleDrafts = append([]string{DraftDecision}, ToolDraftKinds...)

// ToolDrafts finds what the viewer typed beside a suggestion and did not send.
func (s *Store) ToolDrafts(ctx context.Context, v Viewer, threadID int64) ([]Draft, error) {
	var list []Draft
	err := s.list(ctx, &list, `SELECT * FROM drafts
		WHERE member_id = ? AND thread_id = ? AND kind IN ? AND deleted_at IS NULL
		ORDER BY kind, id`, v.ID, threadID, ToolDraftKinds)
	return list, wrap(err, "find the drafts beside suggestion %d", threadID)
}
