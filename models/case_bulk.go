package models

import (
	"context"
	"slices"
)

// BulkMost is how many things one form decides.
const BulkMost = 50

// BulkOutcomes lists, by kind, what can be done about several things at once. Appeals are answered one by one: each is
// somebody's own words.
var BulkOutcomes = map[CaseKind][]CaseOutcome{
	CaseReport:  {OutcomeNoBreach, OutcomeRemoved},
	CaseHold:    {OutcomeApproved, OutcomeReturned, OutcomeRemoved},
	CaseJoining: {OutcomeApproved, OutcomeRefused},
}

// OutcomeRefused is how the wish to join ends where somebody may not.
const OutcomeRefused CaseOutcome = "refused"

// BulkItem is one of several, in the version that was seen.
type BulkItem struct {
	Ref     QueueRef
	Version int64 // 0: not compared
}

// BulkDecision is what is done about several things of one kind.
type BulkDecision struct {
	Kind  CaseKind
	Do    string // one of BulkOutcomes
	Rule  string
	Words string
}

// BulkResult is what became of one of several.
type BulkResult struct {
	Ref   QueueRef
	Title string
	Err   error // nil: it was done
}

// DecideCases decides several things, each by its own verb and in its own transaction: what cannot be decided stays as
// it was and keeps no other from it. The results are in the order of the items. Invalid where nothing can be tried at
// all; NotFound for all but moderators.
func (s *Store) DecideCases(ctx context.Context, v Viewer, items []BulkItem, in BulkDecision) ([]BulkResult, error) {
	if !v.CanJudgeCases() {
		return nil, notFound()
	}
	f := fieldErrors{}
	if len(items) == 0 || len(items) > BulkMost {
		f.add("items", "Choose 1 to %d of the list.", BulkMost)
	}
	if !slices.Contains(BulkOutcomes[in.Kind], CaseOutcome(in.Do)) {
		f.add("do", "Choose what to do.")
	}
	if CaseOutcome(in.Do) != OutcomeApproved {
		f.checkLine("words", in.Words, "The sentence", reasonMin, reasonMax)
	}
	if CaseOutcome(in.Do) == OutcomeRemoved {
		f.checkRule("rule", in.Rule, true)
	}
	refs := make([]QueueRef, len(items))
	for i, item := range items {
		if refs[i] = item.Ref; item.Ref.Kind != in.Kind {
			f.add("items", "These are of several kinds. Decide them by themselves.")
		}
	}
	if err := f.err(); err != nil {
		return nil, err
	}
	known, err := s.caseItems(ctx, refs)
	if err != nil {
		return nil, err
	}
	results := make([]BulkResult, 0, len(items))
	for _, item := range items {
		r := BulkResult{Ref: item.Ref, Err: s.decideOne(ctx, v, item, in)}
		if i := slices.IndexFunc(known, func(c CaseItem) bool { return c.Ref() == item.Ref }); i >= 0 {
			r.Title = known[i].ThreadTitle
		}
		results = append(results, r)
	}
	return results, nil
}

func (s *Store) decideOne(ctx context.Context, v Viewer, item BulkItem, in BulkDecision) error {
	switch in.Kind {
	case CaseHold:
		return s.DecideHold(ctx, v, item.Ref.ID, HoldDecision{Do: in.Do, Rule: in.Rule, Words: in.Words, Version: item.Version})
	case CaseJoining:
		return s.DecideJoining(ctx, v, item.Ref.ID, CaseOutcome(in.Do) == OutcomeApproved, in.Words)
	}
	return s.DecideCase(ctx, v, item.Ref.ID, CaseDecision{Do: in.Do, Rule: in.Rule, Words: in.Words, Version: item.Version})
}
