package models

import "context"

// OpenCases lists reports, held posts and appeals that wait, of one kind or (empty) of all three, the oldest first, after
// one of them (0: from the first), and whether there is more. NotFound for all but moderators.
func (s *Store) OpenCases(ctx context.Context, v Viewer, kind CaseKind, after int64, limit int) (items []CaseItem, more bool, err error) {
	if !v.CanJudgeCases() {
		return nil, false, notFound()
	}
	refs, err := s.waiting(ctx, kind, QueueRef{CaseReport, after}, `q.joining = 0`, nil, limit+1)
	if err != nil {
		return nil, false, err
	}
	if len(refs) > limit {
		refs, more = refs[:limit], true
	}
	items, err = s.caseItems(ctx, refs)
	return items, more, err
}

// OwnReportsBefore lists the viewer's reports, newest first, before one of them (0: from the newest).
func (s *Store) OwnReportsBefore(ctx context.Context, v Viewer, before int64, limit int) ([]ReportView, error) {
	var list []ReportView
	err := s.list(ctx, &list, reportColumns+`WHERE r.member_id = ? AND (? = 0 OR r.id < ?) ORDER BY r.id DESC LIMIT ?`, v.ID, before, before, limit)
	return list, wrap(err, "list own reports")
}

// ownAction is what of the record is the member's own to read: what others did to them, a ban without its clean-up.
const ownAction = `x.member_id = ? AND x.within_id IS NULL AND (x.actor_id IS NULL OR x.actor_id <> x.member_id)`

// OwnActionsBefore lists what moderators did about the viewer, newest first, before one of it (0: from the newest).
func (s *Store) OwnActionsBefore(ctx context.Context, v Viewer, before int64, limit int) ([]ActionView, error) {
	if !v.SignedIn() {
		return nil, unauthenticated()
	}
	list, err := s.actionViews(ctx, `x.id IN (SELECT x.id FROM actions x WHERE `+ownAction+` AND (? = 0 OR x.id < ?) ORDER BY x.id DESC LIMIT ?)`,
		v.ID, before, before, limit)
	return list, wrap(err, "list own actions")
}

// OwnAction is one thing that moderators did about the viewer. NotFound for what they did to others.
func (s *Store) OwnAction(ctx context.Context, v Viewer, id int64) (ActionView, error) {
	list, err := s.actionViews(ctx, ownAction+` AND x.id = ?`, v.ID, id)
	if err != nil || len(list) == 0 {
		return ActionView{}, wrap(orNotFound(err), "find action %d", id)
	}
	return list[0], nil
}

// CaseKindOf says what kind of case there is. NotFound for all but moderators.
func (s *Store) CaseKindOf(ctx context.Context, v Viewer, id int64) (CaseKind, error) {
	if !v.CanJudgeCases() {
		return "", notFound()
	}
	var kind string
	err := s.one(ctx, &kind, `SELECT kind FROM cases WHERE id = ?`, id)
	return CaseKind(kind), wrap(err, "find case %d", id)
}

// CaseWithItem is a case for moderators, and the same as lists show it, open or not.
func (s *Store) CaseWithItem(ctx context.Context, v Viewer, id int64) (CaseItem, CaseView, error) {
	view, err := s.CaseByID(ctx, v, id)
	if err != nil {
		return CaseItem{}, CaseView{}, err
	}
	items, err := s.caseItems(ctx, []QueueRef{view.Ref()})
	if err != nil || len(items) == 0 {
		return CaseItem{}, CaseView{}, wrap(orNotFound(err), "read case %d", id)
	}
	return items[0], view, nil
}
