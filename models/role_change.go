package models

import (
	"context"
	"fmt"
)

// SetRole changes what a member may do everywhere; for administrators. Their sessions end, so that none carries
// over from another role (FAULTS B01), and so do reset links. The last administrator cannot be demoted: Conflict.
func (s *Store) SetRole(ctx context.Context, v Viewer, handle string, role Role, reason string) error {
	if !v.Administrator() {
		return forbidden("Only administrators give roles.")
	}
	f := fieldErrors{}
	if _, err := ParseRole(string(role)); err != nil {
		f.add("role", "Choose member, contributor, moderator or administrator.")
	}
	reason = f.checkLine("reason", reason, "The reason", 0, reasonMax)
	if err := f.err(); err != nil {
		return err
	}
	err := s.InTx(ctx, func(s *Store) error {
		administrators, err := s.holdAdministrators(ctx)
		if err != nil {
			return err
		}
		var m Member
		if err := s.one(ctx, &m, `SELECT * FROM members WHERE handle = ? AND status <> 'erased'`+s.db.Dialect.ForUpdate(), handle); err != nil {
			return err
		}
		if m.Role == role {
			return nil
		}
		if m.Role == RoleAdministrator && administrators < 2 {
			return conflict("@%s is the last administrator. Make another one first.", m.Handle)
		}
		if _, err := s.exec(ctx, `UPDATE members SET role = ?, version = version + 1 WHERE id = ?`, role, m.ID); err != nil {
			return fmt.Errorf("store role: %w", err)
		}
		err = s.audit(ctx, v, auditEntry{
			Action: "member.role", Kind: "member", ID: m.ID, Before: string(m.Role), After: string(role), Reason: reason,
		})
		if err != nil {
			return err
		}
		return s.revokeAccess(ctx, m.ID, 0)
	})
	if err != nil {
		return fmt.Errorf("set role of %s: %w", handle, err)
	}
	return nil
}

// holdAdministrators locks the rows of all administrators, in order, and counts the active ones: two who leave
// at the same moment meet here.
func (s *Store) holdAdministrators(ctx context.Context) (int, error) {
	var admins []Member
	err := s.list(ctx, &admins, `SELECT * FROM members WHERE role = 'administrator' ORDER BY id`+s.db.Dialect.ForUpdate())
	if err != nil {
		return 0, fmt.Errorf("hold administrators: %w", err)
	}
	n := 0
	for _, a := range admins {
		if a.Active(s.now()) {
			n++
		}
	}
	return n, nil
}
