package models

import (
	"context"
	"fmt"
)

// SetRole changes what a member may do everywhere; for administrators. Their sessions end, so that none carries
// over from another role (FAULTS B01), and so do reset links. The last administrator cannot be demoted: Conflict.
// Who joins the staff gets the community's StaffLabel unless they have one; who leaves keeps theirs as the former.
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
	err := s.changeAccount(ctx, v, handle, func(s *Store, v Viewer, administrators int, m Member) error {
		if !v.Administrator() {
			return forbidden("Only administrators give roles.")
		}
		if m.Role == role {
			return nil
		}
		if m.Role == RoleAdministrator && m.Active(s.now()) && administrators < 2 {
			return conflict("@%s is the last administrator. Make another one first.", m.Handle)
		}
		if err := s.storeRole(ctx, v, m, role); err != nil {
			return err
		}
		err := s.audit(ctx, v, auditEntry{
			Action: "member.role", Kind: "member", ID: m.ID, Before: string(m.Role), After: string(role), Reason: reason,
		})
		if err != nil {
			return err
		}
		return s.revokeAccess(ctx, EventMemberChanged, m.ID, 0)
	})
	return wrap(err, "set role of %s", handle)
}

// storeRole stores a role with the employer labels that go with it. What somebody wrote keeps its own label.
func (s *Store) storeRole(ctx context.Context, v Viewer, m Member, role Role) error {
	employer, former := m.Employer, m.FormerEmployer
	switch {
	case role.Staff() && !m.Role.Staff():
		former = ""
		var err error
		if employer, err = s.label(ctx, role, employer); err != nil {
			return err
		}
	case !role.Staff() && m.Role.Staff():
		if employer != "" {
			former = employer
		}
		employer = ""
	}
	_, err := s.exec(ctx, `UPDATE members SET role = ?, employer = ?, former_employer = ?, version = version + 1 WHERE id = ?`,
		role, employer, former, m.ID)
	if err != nil || role.Staff() == m.Role.Staff() {
		return wrap(err, "store role")
	}
	if err := s.heedRole(ctx, m.ID, role); err != nil || role.Staff() {
		return err
	}
	return s.releaseOwned(ctx, v, m.ID, wordsDemoted)
}

// changeAccount runs one change by staff on a member's account. The rows of all administrators are locked before
// any other, so that two who act on each other at the same moment meet; the closure gets the actor as they are
// then, how many administrators can sign in, and the member's locked row. It decides what the actor may do.
func (s *Store) changeAccount(ctx context.Context, v Viewer, handle string,
	change func(s *Store, v Viewer, administrators int, m Member) error,
) error {
	if !v.Staff() {
		return forbidden("Only staff change accounts of others.")
	}
	return s.InTx(ctx, func(s *Store) error {
		administrators, err := s.holdAdministrators(ctx)
		if err != nil {
			return err
		}
		v, err := s.actorNow(ctx, v)
		if err != nil {
			return err
		}
		var m Member
		err = s.one(ctx, &m, `SELECT * FROM members WHERE handle = ? AND status <> 'erased'`+s.db.Dialect.ForUpdate(), handle)
		if err != nil {
			return err
		}
		return change(s, v, administrators, m)
	})
}

// actorNow is the viewer with the role that they have at this moment of the transaction.
func (s *Store) actorNow(ctx context.Context, v Viewer) (Viewer, error) {
	var m Member
	if err := s.one(ctx, &m, `SELECT * FROM members WHERE id = ?`, v.ID); err != nil {
		return Viewer{}, wrap(err, "read the acting member")
	}
	if !m.Active(s.now()) {
		return Viewer{}, forbidden("Your account was suspended a moment ago.")
	}
	v.Role = m.Role
	return v, nil
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
