package models

import (
	"context"
	"strings"
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
		owner, changes, err := s.chooseTopicOwner(ctx, v, t, handle)
		if err != nil || !changes {
			return err
		}
		_, err = s.exec(ctx, `UPDATE topics SET owner_id = ?, version = version + 1 WHERE id = ?`, owner, t.ID)
		return wrap(err, "store the owner")
	})
}

// ownNewTopic gives a topic that was just made its first owner.
func (s *Store) ownNewTopic(ctx context.Context, v Viewer, t *Topic, handle string) error {
	owner, _, err := s.chooseTopicOwner(ctx, v, *t, handle)
	if err != nil {
		return err
	}
	t.OwnerID = owner
	_, err = s.exec(ctx, `UPDATE topics SET owner_id = ? WHERE id = ?`, owner, t.ID)
	return wrap(err, "store the owner")
}

// chooseTopicOwner is whom a handle makes the owner of what is suggested in a topic, on the audit log, and whether that
// changes anything: whoever owns it already stays, whatever they have become. The caller holds the administrators.
func (s *Store) chooseTopicOwner(ctx context.Context, v Viewer, t Topic, handle string) (owner *int64, changes bool, err error) {
	before := ""
	if t.OwnerID != nil {
		if before, err = s.handleOf(ctx, *t.OwnerID); err != nil {
			return nil, false, err
		}
	}
	handle = strings.ToLower(strings.TrimPrefix(strings.TrimSpace(handle), "@"))
	if handle == before {
		return t.OwnerID, false, nil
	}
	rules, err := s.LedgerRules(ctx)
	if err != nil {
		return nil, false, err
	}
	staff, err := s.staffNow(ctx, rules)
	if err != nil {
		return nil, false, err
	}
	f := fieldErrors{}
	ids := s.staffIDs(ctx, f, staff, "owner", handle)
	if len(ids) > 1 {
		f.add("owner", "A topic has one owner.")
	}
	if err := f.err(); err != nil {
		return nil, false, err
	}
	if len(ids) == 1 {
		owner = &ids[0]
	}
	return owner, true, s.audit(ctx, v, auditEntry{Action: "topic.owner", Kind: "topic", ID: t.ID, Before: before, After: handle})
}
