package models

import (
	"context"
	"fmt"
)

// LedgerRecord is a suggestion with every line of its ledger, as an export has it. Notes and private conversations
// are in none.
type LedgerRecord struct {
	SuggestionItem
	Lines []DecisionView
}

// ledgerChunk is how many suggestions an export reads at once.
const ledgerChunk = 200

// ExportLedger gives each suggestion that the viewer may see to a function, by number, with its lines; for staff. It
// reads some at a time, so a long ledger takes no more memory than a short one. That somebody exported it, and as what,
// is on record before the first is given. NotFound for all but staff.
func (s *Store) ExportLedger(ctx context.Context, v Viewer, as string, each func(LedgerRecord) error) error {
	if !v.CanSeeConsole() {
		return notFound()
	}
	err := s.InTx(ctx, func(s *Store) error {
		return s.audit(ctx, v, auditEntry{Action: "ledger.exported", Kind: "site", After: as})
	})
	if err != nil {
		return wrap(err, "put the export on record")
	}
	for after := int64(0); ; {
		items, err := s.suggestionItems(ctx, v, `g.number > ? AND `+visibleThread+fmt.Sprintf(` ORDER BY g.number LIMIT %d`, ledgerChunk), `g.number`,
			after, v.Visibilities())
		if err != nil || len(items) == 0 {
			return wrap(err, "export the ledger after %d", after)
		}
		ids := make([]int64, len(items))
		for i, item := range items {
			ids[i] = item.ID
		}
		lines, err := s.linesOf(ctx, v, ids)
		if err != nil {
			return err
		}
		for _, item := range items {
			if err := each(LedgerRecord{SuggestionItem: item, Lines: lines[item.ID]}); err != nil {
				return err
			}
		}
		after = items[len(items)-1].Ledger.Number
	}
}

// linesOf lists the ledgers of several suggestions, each oldest first.
func (s *Store) linesOf(ctx context.Context, v Viewer, threadIDs []int64) (map[int64][]DecisionView, error) {
	var lines []DecisionView
	err := s.list(ctx, &lines, `SELECT `+decisionViewColumns+` FROM decisions d `+decisionJoins+`
		WHERE d.thread_id IN ? ORDER BY d.thread_id, d.id`, v.Visibilities(), threadIDs)
	if err != nil {
		return nil, wrap(err, "list lines of the ledger")
	}
	if err := s.addHelpers(ctx, lines); err != nil {
		return nil, err
	}
	of := map[int64][]DecisionView{}
	for _, l := range lines {
		of[l.ThreadID] = append(of[l.ThreadID], l)
	}
	return of, nil
}
