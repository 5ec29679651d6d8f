package models

import (
	"context"
	"fmt"
	"time"
)

// Absence is a person's holiday, with who stands in for them.
type Absence struct {
	ID         int64
	MemberID   int64
	FirstDay   Day
	LastDay    Day
	DelegateID *int64
	CreatedAt  time.Time
}

// AbsenceView is an absence with the names.
type AbsenceView struct {
	Absence  `gorm:"embedded"`
	Person   Person `gorm:"embedded;embeddedPrefix:by_"`
	Delegate Person `gorm:"embedded;embeddedPrefix:in_"`
}

// AbsenceInput is a holiday that somebody of the staff enters; administrators may for others.
type AbsenceInput struct {
	Handle   string // empty: the viewer's own
	FirstDay string
	LastDay  string
	Delegate string // a handle; empty: the duty person
}

// Absences lists who is away or will be; for staff.
func (s *Store) Absences(ctx context.Context, v Viewer) ([]AbsenceView, error) {
	if !v.CanSeeConsole() {
		return nil, notFound()
	}
	c, err := s.inboxClock(ctx)
	if err != nil {
		return nil, err
	}
	var list []AbsenceView
	err = s.list(ctx, &list, `SELECT b.*, `+personAs("m", "by_")+`, `+personAs("d", "in_")+`
		FROM absences b JOIN members m ON m.id = b.member_id LEFT JOIN members d ON d.id = b.delegate_id
		WHERE b.last_day >= ? ORDER BY b.first_day, b.id`, c.day)
	return list, wrap(err, "list absences")
}

// AddAbsence enters a holiday: while it lasts nothing new goes to the person, what falls due goes to whoever stands in
// (coverAbsences), and the rest of what they own shows in the delegate's list too. For staff.
func (s *Store) AddAbsence(ctx context.Context, v Viewer, in AbsenceInput) error {
	if !v.CanSeeConsole() {
		return notFound()
	}
	err := s.InTx(ctx, func(s *Store) error {
		rules, err := s.LedgerRules(ctx)
		if err != nil {
			return err
		}
		staff, err := s.staffNow(ctx, rules)
		if err != nil {
			return err
		}
		f := fieldErrors{}
		a := Absence{
			MemberID: v.ID, FirstDay: Day(f.checkDay("first_day", in.FirstDay, "Say when it begins.")),
			LastDay: Day(f.checkDay("last_day", in.LastDay, "Say when it ends.")), CreatedAt: s.now(),
		}
		if ids := s.staffIDs(ctx, f, staff, "handle", in.Handle); len(ids) == 1 {
			a.MemberID = ids[0]
		}
		if ids := s.staffIDs(ctx, f, staff, "delegate", in.Delegate); len(ids) == 1 {
			a.DelegateID = &ids[0]
		}
		switch {
		case a.LastDay < a.FirstDay:
			f.add("last_day", "It ends before it begins.")
		case a.LastDay != "" && a.LastDay < DayOf(s.now(), rules.Zone):
			f.add("last_day", "This has passed.")
		}
		if a.DelegateID != nil && *a.DelegateID == a.MemberID {
			f.add("delegate", "Choose somebody else.")
		}
		if err := f.err(); err != nil {
			return err
		}
		if !v.canActFor(a.MemberID) {
			return forbidden("Only administrators enter holidays of others.")
		}
		if err := s.write(ctx).Create(&a).Error; err != nil {
			return wrap(err, "insert absence")
		}
		err = s.audit(ctx, v, auditEntry{
			Action: "absence.changed", Kind: "member", ID: a.MemberID, After: fmt.Sprintf("%s to %s, %s stands in", a.FirstDay, a.LastDay, in.Delegate),
		})
		if err != nil || a.FirstDay > DayOf(s.now(), rules.Zone) {
			return err
		}
		_, err = s.coverAbsence(ctx, rules, a)
		return err
	})
	return wrap(err, "enter an absence")
}

// EndAbsence takes a holiday off again, by the person or an administrator.
func (s *Store) EndAbsence(ctx context.Context, v Viewer, id int64) error {
	if !v.CanSeeConsole() {
		return notFound()
	}
	err := s.InTx(ctx, func(s *Store) error {
		var a Absence
		if err := s.one(ctx, &a, `SELECT * FROM absences WHERE id = ?`, id); err != nil {
			return err
		}
		if !v.canActFor(a.MemberID) {
			return forbidden("Only administrators change holidays of others.")
		}
		if _, err := s.exec(ctx, `DELETE FROM absences WHERE id = ?`, id); err != nil {
			return err
		}
		return s.audit(ctx, v, auditEntry{Action: "absence.changed", Kind: "member", ID: a.MemberID, Before: fmt.Sprintf("%s to %s", a.FirstDay, a.LastDay)})
	})
	return wrap(err, "end absence %d", id)
}
