package models

import (
	"context"
	"fmt"
	"time"
)

// Sessions lists the viewer's own live sessions, the last used first.
func (s *Store) Sessions(ctx context.Context, v Viewer) ([]Session, error) {
	if !v.SignedIn() {
		return nil, unauthenticated()
	}
	var all []Session
	err := s.list(ctx, &all, `SELECT * FROM sessions WHERE member_id = ? ORDER BY last_seen_at DESC, id DESC`, v.ID)
	if err != nil {
		return nil, fmt.Errorf("list sessions: %w", err)
	}
	now, alive := s.now(), all[:0]
	for _, one := range all {
		if one.Alive(v.Role, now) {
			alive = append(alive, one)
		}
	}
	return alive, nil
}

// EndSession ends one of the viewer's own sessions; anybody else's is NotFound.
func (s *Store) EndSession(ctx context.Context, v Viewer, id int64) error {
	if !v.SignedIn() {
		return unauthenticated()
	}
	return s.InTx(ctx, func(s *Store) error {
		n, err := s.endSessions(ctx, `id = ? AND member_id = ?`, id, v.ID)
		if err == nil && n == 0 {
			return notFound()
		}
		return err
	})
}

// EndOtherSessions ends all of the viewer's sessions but the one that asks, and says how many there were.
func (s *Store) EndOtherSessions(ctx context.Context, v Viewer) (int, error) {
	if !v.SignedIn() {
		return 0, unauthenticated()
	}
	n := 0
	err := s.InTx(ctx, func(s *Store) error {
		var err error
		n, err = s.endSessions(ctx, `member_id = ? AND id <> ?`, v.ID, v.SessionID)
		return err
	})
	return n, err
}

// revokeAccess ends what a member's old password or role opened: sessions but one (0: all), tokens that were made
// with the password, and reset links. The nodes hear of it once, as what: EventMemberChanged where pages show the
// reason (a role, a suspension), else EventAccessChanged.
func (s *Store) revokeAccess(ctx context.Context, what EventType, memberID, keepSession int64) error {
	now := s.now()
	for _, q := range []struct {
		query string
		args  []any
	}{
		{`DELETE FROM sessions WHERE member_id = ? AND id <> ?`, []any{memberID, keepSession}},
		{`DELETE FROM standing_keys WHERE member_id = ?`, []any{memberID}},
		{`DELETE FROM tokens WHERE member_id = ? AND origin = 'password'`, []any{memberID}},
		{`UPDATE password_resets SET ended_at = ? WHERE member_id = ? AND ended_at IS NULL`, []any{now, memberID}},
	} {
		if _, err := s.exec(ctx, q.query, q.args...); err != nil {
			return fmt.Errorf("revoke access of member %d: %w", memberID, err)
		}
	}
	return s.emitMember(ctx, what, memberID)
}

const (
	keepResets    = 30 * 24 * time.Hour
	keepCreations = 7 * 24 * time.Hour
)

// CleanExpired removes what time has ended: sessions, tokens, counted tries, reset requests, draft keys, deleted drafts,
// suspensions. The
// clock job calls it now and then; nothing depends on when.
func (s *Store) CleanExpired(ctx context.Context) error {
	now := s.now()
	return s.InTx(ctx, func(s *Store) error {
		for _, q := range []struct {
			query string
			args  []any
		}{
			{`DELETE FROM sessions WHERE created_at <= ? OR last_seen_at <= ?`, []any{now.Add(-memberAge), now.Add(-memberIdle)}},
			{`DELETE FROM sessions WHERE (created_at <= ? OR last_seen_at <= ?)
				AND member_id IN (SELECT id FROM members WHERE role <> 'member')`, []any{now.Add(-staffAge), now.Add(-staffIdle)}},
			{`DELETE FROM tokens WHERE expires_at <= ?`, []any{now}},
			{`DELETE FROM attempts WHERE ends_at <= ?`, []any{now.UnixMicro()}},
			{`DELETE FROM password_resets WHERE requested_at <= ?`, []any{now.Add(-keepResets)}},
			{`DELETE FROM creations WHERE created_at <= ?`, []any{now.Add(-keepCreations)}},
			{`DELETE FROM requests WHERE created_at <= ?`, []any{now.Add(-keepRequests)}},
			{`DELETE FROM drafts WHERE deleted_at < ?`, []any{now.Add(-DraftUndo)}},
		} {
			if _, err := s.exec(ctx, q.query, q.args...); err != nil {
				return fmt.Errorf("clean what expired: %w", err)
			}
		}
		if err := s.forgetReporters(ctx); err != nil {
			return err
		}
		return s.liftLapsed(ctx)
	})
}
