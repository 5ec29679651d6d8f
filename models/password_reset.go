package models

import (
	"context"
	"fmt"
	"time"

	"github.com/commonthread/commonthread/internal/auth"
)

// resetFor is how long a link that sets a new password works.
const resetFor = time.Hour

// PasswordReset is a member's wish for a new password, and the link that was made for it.
type PasswordReset struct {
	ID          int64
	MemberID    int64
	TokenHash   *string
	RequestedAt time.Time
	HandedBy    *int64
	ExpiresAt   *time.Time
	EndedAt     *time.Time
}

// RequestReset notes that somebody cannot sign in. Whether such an account exists cannot be told from the
// answer; the fourth request within a minute is TooMany, for an account that does not exist as well.
func (s *Store) RequestReset(ctx context.Context, login, address string) error {
	key := EmailKey(login)
	err := s.InTx(ctx, func(s *Store) error {
		if err := s.count(ctx, resetsByAddress, countKey(LimitKey(address))); err != nil {
			return err
		}
		if err := s.count(ctx, resetsByAccount, countKey(key)); err != nil {
			return err
		}
		_, err := s.exec(ctx, `INSERT INTO password_resets (member_id, requested_at)
			SELECT m.id, CAST(? AS TIMESTAMPTZ) FROM members m
			WHERE (m.email_key = ? OR m.handle = ?) AND m.status <> 'erased'
				AND NOT EXISTS (SELECT 1 FROM password_resets r WHERE r.member_id = m.id AND r.token_hash IS NULL AND r.ended_at IS NULL)`,
			s.now(), key, key)
		return err
	})
	if err != nil {
		return fmt.Errorf("request a reset: %w", err)
	}
	return nil
}

// ResetRequest is an open request as an administrator sees it.
type ResetRequest struct {
	ID          int64
	RequestedAt time.Time
	Person      Person `gorm:"embedded;embeddedPrefix:by_"`
}

// ResetRequests lists whom an administrator can hand a link to. NotFound for all but staff.
func (s *Store) ResetRequests(ctx context.Context, v Viewer) ([]ResetRequest, error) {
	if err := v.handsOutResets(); err != nil {
		return nil, err
	}
	var open []ResetRequest
	err := s.list(ctx, &open, `SELECT r.id, r.requested_at,
			m.id AS by_id, m.handle AS by_handle, m.name AS by_name, m.role AS by_role, m.status AS by_status
		FROM password_resets r
		JOIN members m ON m.id = r.member_id
		WHERE r.token_hash IS NULL AND r.ended_at IS NULL
		ORDER BY r.requested_at, r.id
		LIMIT 200`)
	if err != nil {
		return nil, fmt.Errorf("list reset requests: %w", err)
	}
	return open, nil
}

func (v Viewer) handsOutResets() error {
	switch {
	case !v.Staff():
		return notFound()
	case !v.Administrator():
		return forbidden("Only administrators hand out links for a new password.")
	}
	return nil
}

// CreateResetLink makes the one working link for a member's new password and answers with its token, which is
// stored nowhere. Earlier links of the member die. Administrators are helped on the command line instead: nobody
// may take over an account above or beside their own.
func (s *Store) CreateResetLink(ctx context.Context, v Viewer, handle string) (string, error) {
	if err := v.handsOutResets(); err != nil {
		return "", err
	}
	token := auth.NewToken()
	hash, now := auth.HashToken(token), s.now()
	expires := now.Add(resetFor)
	err := s.InTx(ctx, func(s *Store) error {
		var m Member
		err := s.one(ctx, &m, `SELECT * FROM members WHERE handle = ? AND status <> 'erased'`+s.db.Dialect.ForUpdate(), handle)
		if err != nil {
			return err
		}
		if m.Role == RoleAdministrator {
			return forbidden("A link for another administrator cannot be made here. Whoever runs the machine sets the password with “admin password”.")
		}
		_, err = s.exec(ctx, `UPDATE password_resets SET ended_at = ? WHERE member_id = ? AND ended_at IS NULL`, now, m.ID)
		if err != nil {
			return fmt.Errorf("end earlier links: %w", err)
		}
		row := PasswordReset{MemberID: m.ID, TokenHash: &hash, RequestedAt: now, HandedBy: &v.ID, ExpiresAt: &expires}
		if err := s.write(ctx).Create(&row).Error; err != nil {
			return fmt.Errorf("store link: %w", err)
		}
		return s.audit(ctx, v, auditEntry{Action: "password.reset.handed", Kind: "member", ID: m.ID})
	})
	if err != nil {
		return "", fmt.Errorf("make a reset link for %s: %w", handle, err)
	}
	return token, nil
}

func deadReset() error {
	return gone("This link has been used, replaced or is older than an hour. Ask for a new one.")
}

// Reset finds whose password a link would set; looking does not spend it. Gone when it does not work, whether
// it ever did or not.
func (s *Store) Reset(ctx context.Context, token string) (Person, error) {
	var p Person
	err := s.one(ctx, &p, `SELECT m.id, m.handle, m.name, m.role, m.status
		FROM password_resets r
		JOIN members m ON m.id = r.member_id
		WHERE r.token_hash = ? AND r.ended_at IS NULL AND r.expires_at > ? AND m.status <> 'erased'`, auth.HashToken(token), s.now())
	if KindOf(err) == NotFound {
		return Person{}, deadReset()
	}
	return p, err
}

// ResetPassword sets the password once. All sessions of the member end, and tokens made with the old password.
func (s *Store) ResetPassword(ctx context.Context, token, password string) error {
	p, err := s.Reset(ctx, token)
	if err != nil {
		return err
	}
	var m Member
	if err := s.one(ctx, &m, `SELECT * FROM members WHERE id = ?`, p.ID); err != nil {
		return fmt.Errorf("find member: %w", err)
	}
	hash, err := s.newPassword(ctx, m, password)
	if err != nil {
		return err
	}
	err = s.InTx(ctx, func(s *Store) error {
		if _, err := s.holdMember(ctx, m.ID); err != nil {
			return err
		}
		n, err := s.exec(ctx, `UPDATE password_resets SET ended_at = ?
			WHERE token_hash = ? AND ended_at IS NULL AND expires_at > ?`, s.now(), auth.HashToken(token), s.now())
		if err != nil {
			return fmt.Errorf("spend link: %w", err)
		}
		if n == 0 {
			return deadReset()
		}
		if err := s.storePassword(ctx, m.ID, hash); err != nil {
			return err
		}
		if err := s.audit(ctx, Viewer{ID: m.ID}, auditEntry{Action: "password.reset.used", Kind: "member", ID: m.ID}); err != nil {
			return err
		}
		return s.revokeAccess(ctx, EventAccessChanged, m.ID, 0)
	})
	if err != nil {
		return fmt.Errorf("reset password: %w", err)
	}
	return nil
}
