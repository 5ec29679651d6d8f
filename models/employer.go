package models

import (
	"context"
	"fmt"
)

// StaffLabel stands beside what staff write who have no label of their own: the brand, or the community's name while no
// brand is set. Nobody of the staff is without one: it is what readers tell them by.
func (s Site) StaffLabel() string {
	if s.Brand != "" {
		return s.Brand
	}
	return s.Name
}

// label is the label that somebody of the staff begins with; empty for all others.
func (s *Store) label(ctx context.Context, role Role, own string) (string, error) {
	if !role.Staff() || own != "" {
		return own, nil
	}
	site, err := s.readSite(ctx)
	return site.StaffLabel(), err
}

// SetEmployer changes the label that stands beside what a member of the staff writes from now on; for
// administrators. Empty, it is the community's StaffLabel again. What was written keeps the label it had.
func (s *Store) SetEmployer(ctx context.Context, v Viewer, handle, employer string) error {
	f := fieldErrors{}
	employer = f.checkLine("employer", employer, "The label", 0, nameMax)
	err := s.changeAccount(ctx, v, handle, func(s *Store, v Viewer, _ int, m Member) error {
		switch {
		case !v.Administrator():
			return forbidden("Only administrators change employer labels.")
		case !m.Role.Staff():
			return conflict("@%s is not staff, so no employer stands beside what they write.", m.Handle)
		}
		if err := f.err(); err != nil {
			return err
		}
		employer, err := s.label(ctx, m.Role, employer)
		if err != nil {
			return err
		}
		return s.storeEmployer(ctx, v, m, employer)
	})
	return wrap(err, "set employer of %s", handle)
}

func (s *Store) storeEmployer(ctx context.Context, v Viewer, m Member, employer string) error {
	if employer == m.Employer {
		return nil
	}
	if _, err := s.exec(ctx, `UPDATE members SET employer = ? WHERE id = ?`, employer, m.ID); err != nil {
		return wrap(err, "store employer")
	}
	err := s.audit(ctx, v, auditEntry{Action: "member.employer", Kind: "member", ID: m.ID, Before: m.Employer, After: employer})
	if err != nil {
		return err
	}
	return s.emitMemberChanged(ctx, m.ID)
}

// relabelStaff has those who bear the community's label bear its new one. What they wrote keeps the former.
func (s *Store) relabelStaff(ctx context.Context, v Viewer, was Site) error {
	now, err := s.readSite(ctx)
	if err != nil || now.StaffLabel() == was.StaffLabel() {
		return err
	}
	var staff []Member
	err = s.list(ctx, &staff, `SELECT * FROM members WHERE role IN ('contributor', 'moderator', 'administrator') AND employer IN (?, '')
		ORDER BY id`+s.db.Dialect.ForUpdate(), was.StaffLabel())
	if err != nil {
		return fmt.Errorf("find whose label changes: %w", err)
	}
	for _, m := range staff {
		if err := s.storeEmployer(ctx, v, m, now.StaffLabel()); err != nil {
			return err
		}
	}
	return nil
}
