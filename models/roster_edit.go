package models

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// DutyPerson is one of the duty roster.
type DutyPerson struct {
	Person `gorm:"embedded;embeddedPrefix:by_"`
	Away   bool
	Now    bool // it is their week
}

// DutyRoster lists who takes what nobody else does, in turn week by week; for staff.
func (s *Store) DutyRoster(ctx context.Context, v Viewer) ([]DutyPerson, error) {
	if !v.CanSeeConsole() {
		return nil, notFound()
	}
	rules, err := s.LedgerRules(ctx)
	if err != nil {
		return nil, err
	}
	staff, err := s.staffNow(ctx, rules)
	if err != nil {
		return nil, err
	}
	var list []DutyPerson
	err = s.list(ctx, &list, `SELECT `+personAs("m", "by_")+` FROM duty_roster r JOIN members m ON m.id = r.member_id ORDER BY r.position`)
	now := staff.duty()
	for i := range list {
		c, ok := staff.find(list[i].ID)
		list[i].Away = !ok || c.Away
		list[i].Now = list[i].ID == now.ID
	}
	return list, wrap(err, "list the duty roster")
}

// SetDutyRoster says who is on duty, in turn week by week; for administrators. Empty: the administrators are.
func (s *Store) SetDutyRoster(ctx context.Context, v Viewer, handles string) error {
	return s.runLedger(ctx, v, "set the duty roster", func(s *Store, v Viewer) error {
		rules, err := s.LedgerRules(ctx)
		if err != nil {
			return err
		}
		staff, err := s.staffNow(ctx, rules)
		if err != nil {
			return err
		}
		f := fieldErrors{}
		ids := s.staffIDs(ctx, f, staff, "roster", handles)
		if err := f.err(); err != nil {
			return err
		}
		var before []string
		err = s.list(ctx, &before, `SELECT m.handle FROM duty_roster r JOIN members m ON m.id = r.member_id ORDER BY r.position`)
		if err != nil {
			return wrap(err, "read the roster")
		}
		if _, err := s.exec(ctx, `DELETE FROM duty_roster`); err != nil {
			return wrap(err, "clear the roster")
		}
		for i, id := range ids {
			if _, err := s.exec(ctx, `INSERT INTO duty_roster (position, member_id) VALUES (?, ?)`, i+1, id); err != nil {
				return wrap(err, "fill the roster")
			}
		}
		return s.audit(ctx, v, auditEntry{Action: "roster.changed", Kind: "site", Before: strings.Join(before, ", "), After: handles})
	})
}

// SetTopicOwner says who owns what is suggested in a topic from now on; for administrators. Empty: the duty person.
func (s *Store) SetTopicOwner(ctx context.Context, v Viewer, topicSlug, handle string) error {
	return s.runLedger(ctx, v, "set the owner of a topic", func(s *Store, v Viewer) error {
		var t Topic
		if err := s.one(ctx, &t, `SELECT * FROM topics WHERE slug = ?`+s.db.Dialect.ForUpdate(), topicSlug); err != nil {
			return err
		}
		rules, err := s.LedgerRules(ctx)
		if err != nil {
			return err
		}
		staff, err := s.staffNow(ctx, rules)
		if err != nil {
			return err
		}
		f := fieldErrors{}
		ids := s.staffIDs(ctx, f, staff, "owner", handle)
		if len(ids) > 1 {
			f.add("owner", "A topic has one owner.")
		}
		if err := f.err(); err != nil {
			return err
		}
		var owner *int64
		if len(ids) == 1 {
			owner = &ids[0]
		}
		if _, err := s.exec(ctx, `UPDATE topics SET owner_id = ? WHERE id = ?`, owner, t.ID); err != nil {
			return wrap(err, "store the owner")
		}
		before := ""
		if t.OwnerID != nil {
			if before, err = s.handleOf(ctx, *t.OwnerID); err != nil {
				return err
			}
		}
		return s.audit(ctx, v, auditEntry{Action: "topic.owner", Kind: "topic", ID: t.ID, Before: before, After: handle})
	})
}

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

// AddAbsence enters a holiday: while it lasts nothing new goes to the person, and what they own shows in the delegate's
// list too. For staff.
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
		return s.audit(ctx, v, auditEntry{
			Action: "absence.changed", Kind: "member", ID: a.MemberID, After: fmt.Sprintf("%s to %s, %s stands in", a.FirstDay, a.LastDay, in.Delegate),
		})
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
