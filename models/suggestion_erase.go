package models

import (
	"context"
	"slices"
)

// eraseLedger takes a member who is gone out of the ledger, but for what was promised to them: their suggestions stay,
// by a former member, and go on. Their support goes; what they owned goes to whoever is on duty.
func (s *Store) eraseLedger(ctx context.Context, memberID int64) error {
	var supported []int64
	if err := s.list(ctx, &supported, `SELECT thread_id FROM supports WHERE member_id = ? ORDER BY thread_id`, memberID); err != nil {
		return wrap(err, "list support of member %d", memberID)
	}
	if len(supported) > 0 {
		err := s.list(ctx, &supported, `SELECT thread_id FROM suggestions WHERE thread_id IN ? ORDER BY thread_id`+s.db.Dialect.ForUpdate(),
			slices.Clone(supported))
		if err != nil {
			return wrap(err, "hold what member %d supports", memberID)
		}
	}
	if err := s.endTalksOf(ctx, memberID); err != nil {
		return err
	}
	for _, table := range []string{
		"supports", "notice_recipients", "notices", "snoozes", "absences", "duty_roster", "department_members", "contact_consents", "contacts",
		"thanks", "decision_helpers", "consultation_votes", "side_conversations",
	} {
		if _, err := s.exec(ctx, `DELETE FROM `+table+` WHERE member_id = ?`, memberID); err != nil {
			return wrap(err, "erase %s of member %d", table, memberID)
		}
	}
	for _, q := range []string{
		`UPDATE absences SET delegate_id = NULL WHERE delegate_id = ?`,
		`DELETE FROM saved_replies WHERE author_id = ? AND shared = FALSE`,
	} {
		if _, err := s.exec(ctx, q, memberID); err != nil {
			return wrap(err, "erase the ledger's rows of member %d", memberID)
		}
	}
	for _, id := range supported {
		if err := s.recountSupport(ctx, id); err != nil {
			return err
		}
	}
	return s.releaseOwned(ctx, Viewer{ID: memberID}, memberID, wordsLeft)
}

// endTalksOf says in public that private conversations which go with their member have ended.
func (s *Store) endTalksOf(ctx context.Context, memberID int64) error {
	var open []Suggestion
	err := s.list(ctx, &open, `SELECT g.* FROM side_conversations c JOIN suggestions g ON g.thread_id = c.thread_id
		WHERE c.member_id = ? AND c.closed_at IS NULL ORDER BY g.thread_id`, memberID)
	if err != nil || len(open) == 0 {
		return wrap(err, "list the private conversations of member %d", memberID)
	}
	lines := make([]Decision, len(open))
	for i, g := range open {
		lines[i] = Decision{Kind: LinePrivateEnd, ThreadID: g.ThreadID, FromState: g.State, ToState: g.State, Words: wordsAlone, CreatedAt: s.now()}
	}
	return wrap(s.write(ctx).Create(lines).Error, "end the private conversations of member %d", memberID)
}
