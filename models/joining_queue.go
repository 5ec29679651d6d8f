package models

import "context"

// JoiningPerPage is the length of one page of joining requests.
const JoiningPerPage = InboxPerPage

// joiningItems are joining requests as the queue lists them.
func (s *Store) joiningItems(ctx context.Context, ids []int64) ([]CaseItem, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	var rows []JoiningRequest
	if err := s.list(ctx, &rows, `SELECT * FROM joining_requests WHERE id IN ?`, ids); err != nil {
		return nil, wrap(err, "list joining requests")
	}
	items := make([]CaseItem, 0, len(rows))
	for _, r := range rows {
		items = append(items, CaseItem{
			Case: Case{ID: r.ID, Kind: CaseJoining, Version: 1, OpenedAt: r.CreatedAt}, ThreadTitle: r.Name + " (@" + r.Handle + ")", Text: r.Why,
		})
	}
	return items, nil
}

// JoiningRequestByID is a joining request, whatever its state; for moderators. NotFound for one that never was.
func (s *Store) JoiningRequestByID(ctx context.Context, v Viewer, id int64) (JoiningRequest, error) {
	if err := v.judgesJoining(); err != nil {
		return JoiningRequest{}, err
	}
	var r JoiningRequest
	err := s.one(ctx, &r, `SELECT * FROM joining_requests WHERE id = ?`, id)
	return r, wrap(err, "find joining request %d", id)
}
