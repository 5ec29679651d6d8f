package models

import "context"

// eraseCases takes an erased member out of what moderators keep: their reports stay without their words, what waited of
// theirs is withdrawn.
func (s *Store) eraseCases(ctx context.Context, memberID int64) error {
	for _, q := range []struct {
		query string
		args  []any
	}{
		{`UPDATE reports SET member_id = NULL, detail = '', network_key = '' WHERE member_id = ?`, []any{memberID}},
		{`DELETE FROM moderation_notices WHERE member_id = ?`, []any{memberID}},
		{`DELETE FROM held_posts WHERE member_id = ?`, []any{memberID}},
		{`DELETE FROM standing_keys WHERE member_id = ?`, []any{memberID}},
		{`DELETE FROM removed_words WHERE action_id IN (SELECT id FROM actions WHERE member_id = ?)`, []any{memberID}},
		{`UPDATE appeals SET words = '' WHERE member_id = ?`, []any{memberID}},
		{`UPDATE cases SET closed_at = ?, outcome = 'withdrawn', version = version + 1
			WHERE member_id = ? AND kind IN ('hold', 'appeal') AND closed_at IS NULL`, []any{s.now(), memberID}},
	} {
		if _, err := s.exec(ctx, q.query, q.args...); err != nil {
			return wrap(err, "erase what moderators keep of member %d", memberID)
		}
	}
	return nil
}
