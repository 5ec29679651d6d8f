package models

import (
	"context"
)

// LedgerHead is what lists show of a suggestion beside its thread.
type LedgerHead struct {
	Ledger Suggestion `gorm:"embedded;embeddedPrefix:g_"`
	Owner  Person     `gorm:"embedded;embeddedPrefix:owner_"`
}

// LedgerHeads reads the heads of those of the threads that are suggestions, by thread. The caller got the threads from
// lists of what the viewer may see.
func (s *Store) LedgerHeads(ctx context.Context, threadIDs []int64) (map[int64]LedgerHead, error) {
	if len(threadIDs) == 0 {
		return nil, nil
	}
	var rows []LedgerHead
	err := s.list(ctx, &rows, `SELECT `+suggestionColumns+`, `+personAs("m", "owner_")+`
		FROM suggestions g JOIN members m ON m.id = g.owner_id
		WHERE g.thread_id IN ? ORDER BY g.thread_id`, threadIDs)
	if err != nil {
		return nil, wrap(err, "read heads of the ledger")
	}
	heads := make(map[int64]LedgerHead, len(rows))
	for _, r := range rows {
		heads[r.Ledger.ThreadID] = r
	}
	return heads, nil
}
