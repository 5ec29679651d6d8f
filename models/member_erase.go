package models

import (
	"context"
	"fmt"
	"strconv"
	"time"
)

// LeaveInput is a member's wish to be gone.
type LeaveInput struct {
	Current string // password
	Posts   string // "keep": what they wrote stays, by a former member; "remove": it goes
}

// erasure is a member who is gone, and what they wrote that is still to be seen to. The handle is kept here
// until then and nowhere after.
type erasure struct {
	MemberID    int64
	Handle      string
	RemovePosts bool
	RequestedAt time.Time
}

// DeleteAccount erases the viewer, at once and for good: name, address, password, profile, sessions, tokens,
// drafts, bookmarks, read positions, rights. Nobody can take the handle afterwards. The row stays, as "former
// member", so that what was said keeps an author; SweepErasures then sees to what they wrote and to where others
// name them. The last administrator cannot leave: Conflict.
func (s *Store) DeleteAccount(ctx context.Context, v Viewer, in LeaveInput) error {
	if v.SignedIn() && in.Posts != "keep" && in.Posts != "remove" {
		return invalid("posts", "Choose what becomes of what you wrote.")
	}
	m, err := s.proveCurrent(ctx, v, in.Current)
	if err != nil {
		return err
	}
	err = s.InTx(ctx, func(s *Store) error {
		// their rows first, as everywhere; whether the member is one of them may have changed since the password was asked
		administrators, err := s.holdAdministrators(ctx)
		if err != nil {
			return err
		}
		if err := s.holdUnchanged(ctx, m); err != nil {
			return err
		}
		if m, err = s.holdMember(ctx, m.ID); err != nil {
			return err
		}
		if m.Role == RoleAdministrator && administrators < 2 {
			return conflict("You are the last administrator. Make another one first.")
		}
		if err := s.erase(ctx, m, in.Posts == "remove"); err != nil {
			return err
		}
		if err := s.eraseLedger(ctx, m.ID); err != nil {
			return err
		}
		if err := s.eraseCases(ctx, m.ID); err != nil {
			return err
		}
		if err := s.audit(ctx, Viewer{ID: m.ID}, auditEntry{Action: "member.erased", Kind: "member", ID: m.ID, After: in.Posts}); err != nil {
			return err
		}
		return s.emitMemberChanged(ctx, m.ID)
	})
	if err != nil {
		return fmt.Errorf("delete account: %w", err)
	}
	return nil
}

// formerHandle is what stands in a handle's place; nobody can register it.
func formerHandle(id int64) string { return "former-" + strconv.FormatInt(id, 10) }

func (s *Store) erase(ctx context.Context, m Member, removePosts bool) error {
	former := formerHandle(m.ID)
	for _, q := range []struct {
		query string
		args  []any
	}{
		{`INSERT INTO retired_handles (handle_hash, retired_at) VALUES (?, ?) ON CONFLICT (handle_hash) DO NOTHING`, []any{handleHash(m.Handle), s.now()}},
		{`INSERT INTO erasures (member_id, handle, remove_posts, requested_at) VALUES (?, ?, ?, ?)`, []any{m.ID, m.Handle, removePosts, s.now()}},
		{`UPDATE members SET handle = ?, name = ?, email = '', email_key = ?, password_hash = '', role = 'member', employer = '',
				former_employer = '', may_publish = ?, four_eyes = ?, status = 'erased', suspended_until = NULL, suspended_because = '',
				restrictions = '', restricted_until = NULL, present_to = 'nobody', block_count = 0, mute_count = 0, activity_hidden = ?,
				last_seen_at = NULL, version = version + 1
			WHERE id = ?`, []any{former, FormerMember, former, false, false, false, m.ID}},
		{`DELETE FROM threads WHERE author_id = ? AND status IN ('draft', 'scheduled')`, []any{m.ID}},
		{`DELETE FROM faces WHERE member_id = ?`, []any{m.ID}},
		{`DELETE FROM removed_faces WHERE action_id IN (SELECT id FROM actions WHERE member_id = ?)`, []any{m.ID}},
		{`DELETE FROM pictures WHERE member_id = ? AND post_id IS NULL AND topic_id IS NULL`, []any{m.ID}},
		{`UPDATE topics SET owner_id = NULL WHERE owner_id = ?`, []any{m.ID}},
		{`UPDATE audit_log SET address = '' WHERE actor_id = ?`, []any{m.ID}},
		{`DELETE FROM joining_requests WHERE handle = ? AND state <> 'waiting'`, []any{m.Handle}},
		{`UPDATE invitations SET email = '' WHERE used_by = ?`, []any{m.ID}},
	} {
		if _, err := s.exec(ctx, q.query, q.args...); err != nil {
			return fmt.Errorf("erase member %d: %w", m.ID, err)
		}
	}
	for _, table := range []string{
		"profile_fields", "sessions", "tokens", "password_resets", "drafts", "bookmarks", "read_positions", "creations", "requests", "topic_hosts", "acceptances", "blocks", "mutes",
	} {
		if _, err := s.exec(ctx, `DELETE FROM `+table+` WHERE member_id = ?`, m.ID); err != nil {
			return fmt.Errorf("erase %s of member %d: %w", table, m.ID, err)
		}
	}
	return nil
}
