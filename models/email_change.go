package models

import (
	"context"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"
)

// Account is what a member sees of their own account and nobody else does.
type Account struct {
	Email         string
	CredentialsAt time.Time // when password or address last changed
}

// OwnAccount reads the viewer's own account.
func (s *Store) OwnAccount(ctx context.Context, v Viewer) (Account, error) {
	if !v.SignedIn() {
		return Account{}, unauthenticated()
	}
	var a Account
	if err := s.one(ctx, &a, `SELECT email, credentials_at FROM members WHERE id = ?`, v.ID); err != nil {
		return Account{}, fmt.Errorf("find account: %w", err)
	}
	return a, nil
}

// EmailInput is a change of one's address.
type EmailInput struct{ Current, Email string }

// ChangeEmail sets a new address for who knows the password. Reset links for the old one die; other sessions
// stay and show when it was. A taken address is refused in the same words as an unusable one.
func (s *Store) ChangeEmail(ctx context.Context, v Viewer, in EmailInput) error {
	m, err := s.proveCurrent(ctx, v, in.Current)
	if err != nil {
		return err
	}
	f := fieldErrors{}
	email := f.checkEmail(in.Email)
	if err := f.err(); err != nil {
		return err
	}
	err = s.InTx(ctx, func(s *Store) error {
		if err := s.holdUnchanged(ctx, m); err != nil {
			return err
		}
		var taken int64
		if err := s.one(ctx, &taken, `SELECT COUNT(*) FROM members WHERE email_key = ? AND id <> ?`, EmailKey(email), m.ID); err != nil {
			return fmt.Errorf("look for the address: %w", err)
		}
		if taken > 0 {
			return emailUnusable()
		}
		_, err := s.exec(ctx, `UPDATE members SET email = ?, email_key = ?, credentials_at = ?, version = version + 1 WHERE id = ?`,
			email, EmailKey(email), s.now(), m.ID)
		if errors.Is(err, gorm.ErrDuplicatedKey) {
			return emailUnusable()
		}
		if err != nil {
			return fmt.Errorf("store address: %w", err)
		}
		if _, err := s.exec(ctx, `UPDATE password_resets SET ended_at = ? WHERE member_id = ? AND ended_at IS NULL`, s.now(), m.ID); err != nil {
			return fmt.Errorf("end reset links: %w", err)
		}
		if err := s.audit(ctx, v, auditEntry{Action: "address.changed", Kind: "member", ID: m.ID}); err != nil {
			return err
		}
		return s.emitMember(ctx, EventAccessChanged, m.ID)
	})
	if err != nil {
		return fmt.Errorf("change address: %w", err)
	}
	return nil
}

func emailUnusable() error { return invalid("email", "This address cannot be used. Give another.") }
