package models

import (
	"context"
	"fmt"
)

// heedReply lets a reply that is about to be added to a held thread do what it does to a suggestion's clocks: the
// first by staff acknowledges it, one by the author ends a pause for information. changed reports that the console
// has to hear of it. The reply's own event tells the thread.
func (s *Store) heedReply(ctx context.Context, v Viewer, h held) (changed bool, err error) {
	if h.Kind != KindSuggestion {
		return false, nil
	}
	g, err := s.withLedger(ctx, h)
	if err != nil {
		return false, err
	}
	author := v.ID == h.AuthorID
	switch {
	case author && g.g.State == StateNeedsInfo:
		g.g.moveTo(g.rules, StateUnderReview, s.now())
		changed = true
		d, err := s.addLine(ctx, v, g, Decision{Kind: LineResumed, Words: wordsResumed})
		if err != nil {
			return false, err
		}
		if err := s.tellReturn(ctx, g, d, v.ID); err != nil {
			return false, err
		}
		if err := s.updateThread(ctx, h.ID, "version = version + 1"); err != nil {
			return false, err
		}
	case v.Staff() && !author:
		changed = g.g.AcknowledgedAt == nil || g.g.HandedBackAt != nil
		g.g.acknowledge(g.rules, s.now())
		g.g.actedOn(s.now())
	default:
		return false, nil
	}
	g.g.settle(g.rules)
	if err := s.saveLedger(ctx, g.g); err != nil {
		return false, fmt.Errorf("heed the reply: %w", err)
	}
	return changed, nil
}
