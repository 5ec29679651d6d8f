package models

import (
	"context"
	"fmt"
)

// PasswordInput is a change of one's own password.
type PasswordInput struct{ Current, New string }

// ChangePassword sets a new password for who knows the current one. Every other session ends, and every token
// made with the old password (FAULTS A08).
func (s *Store) ChangePassword(ctx context.Context, v Viewer, in PasswordInput) error {
	m, err := s.proveCurrent(ctx, v, in.Current)
	if err != nil {
		return err
	}
	hash, err := s.newPassword(ctx, m, in.New)
	if err != nil {
		return err
	}
	err = s.InTx(ctx, func(s *Store) error {
		if err := s.holdUnchanged(ctx, m); err != nil {
			return err
		}
		if err := s.storePassword(ctx, m.ID, hash); err != nil {
			return err
		}
		if err := s.audit(ctx, v, auditEntry{Action: "password.changed", Kind: "member", ID: m.ID}); err != nil {
			return err
		}
		return s.revokeAccess(ctx, EventAccessChanged, m.ID, v.SessionID)
	})
	if err != nil {
		return fmt.Errorf("change password: %w", err)
	}
	return nil
}

// SetPassword gives a member a new password, for whoever runs the machine. All their sessions end.
func (s *Store) SetPassword(ctx context.Context, handle, password string) error {
	var m Member
	if err := s.one(ctx, &m, `SELECT * FROM members WHERE handle = ? AND status <> 'erased'`, handle); err != nil {
		return fmt.Errorf("find member %s: %w", handle, err)
	}
	hash, err := s.newPassword(ctx, m, password)
	if err != nil {
		return err
	}
	err = s.InTx(ctx, func(s *Store) error {
		if err := s.storePassword(ctx, m.ID, hash); err != nil {
			return err
		}
		if err := s.audit(ctx, Viewer{}, auditEntry{Action: "password.set", Kind: "member", ID: m.ID, Reason: "on the command line"}); err != nil {
			return err
		}
		return s.revokeAccess(ctx, EventAccessChanged, m.ID, 0)
	})
	if err != nil {
		return fmt.Errorf("set password of %s: %w", handle, err)
	}
	return nil
}

// proveCurrent verifies the signed-in member's own password, with a limit of its own: a session left open
// must not become a place to guess. It must not run inside a transaction.
func (s *Store) proveCurrent(ctx context.Context, v Viewer, password string) (Member, error) {
	if !v.SignedIn() {
		return Member{}, unauthenticated()
	}
	var m Member
	if err := s.one(ctx, &m, `SELECT * FROM members WHERE id = ?`, v.ID); err != nil {
		return Member{}, fmt.Errorf("find member: %w", err)
	}
	key := countKey(fmt.Sprint(v.ID))
	if err := s.countAlone(ctx, passwordsByMember, key); err != nil {
		return Member{}, err
	}
	right := false
	if len(password) <= passwordBytes {
		var err error
		if right, err = s.parts.Hasher.Verify(ctx, password, m.PasswordHash); err != nil {
			return Member{}, s.notTried(ctx, err, counted{passwordsByMember, key})
		}
	}
	if !right {
		return Member{}, invalid("current", "This is not your current password.")
	}
	return m, s.InTx(ctx, func(s *Store) error { return s.uncount(ctx, passwordsByMember, key) })
}

// newPassword checks and hashes a password for a member.
func (s *Store) newPassword(ctx context.Context, m Member, password string) (string, error) {
	d, err := s.Directory(ctx)
	if err != nil {
		return "", err
	}
	f := fieldErrors{}
	f.checkNewPassword(password, m, d.Site)
	if err := f.err(); err != nil {
		return "", err
	}
	return s.hashPassword(ctx, password)
}

// holdUnchanged locks the member's row and refuses when the password that was proved is no longer theirs.
func (s *Store) holdUnchanged(ctx context.Context, m Member) error {
	now, err := s.holdMember(ctx, m.ID)
	if err != nil {
		return err
	}
	if now.PasswordHash != m.PasswordHash || !now.Active(s.now()) {
		return conflict("Your password was changed elsewhere a moment ago. Sign in again.")
	}
	return nil
}

func (s *Store) storePassword(ctx context.Context, memberID int64, hash string) error {
	_, err := s.exec(ctx, `UPDATE members SET password_hash = ?, credentials_at = ?, version = version + 1 WHERE id = ?`,
		hash, s.now(), memberID)
	if err != nil {
		return fmt.Errorf("store password: %w", err)
	}
	return nil
}
