package models

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/gosimple/slug"
)

// Department is part of the brand's staff; each has one lead, and each person is in one at most.
type Department struct {
	ID        int64
	Slug      string
	Name      string
	LeadID    *int64
	Version   int64
	CreatedAt time.Time
}

// DepartmentView is a department with its people and how much they owe.
type DepartmentView struct {
	Department `gorm:"embedded"`
	Lead       Person `gorm:"embedded;embeddedPrefix:lead_person_"`
	Open       int64
	Members    []Person `gorm:"-"`
}

// answersNow are the members m who answer for the brand at this moment.
const answersNow = `m.role IN ('contributor', 'moderator', 'administrator') AND m.status = 'active'`

// DepartmentInput is what an administrator sends for a department. Members and Lead are handles.
type DepartmentInput struct {
	Slug    string // of the one to change; empty: a new one
	Name    string
	Lead    string
	Members string // comma separated; the lead is one by themselves
	Version int64  // 0: not compared
}

// Departments lists the departments with their people; anyone may know them, since each has a page of what it answered.
func (s *Store) Departments(ctx context.Context) ([]DepartmentView, error) {
	var list []DepartmentView
	err := s.list(ctx, &list, `SELECT d.*, `+personAs("m", "lead_person_")+`,
			(SELECT COUNT(*) FROM suggestions g JOIN threads t ON t.id = g.thread_id
				WHERE g.department_id = d.id AND g.state IN ? AND t.status = 'published') AS open
		FROM departments d LEFT JOIN members m ON m.id = d.lead_id AND `+answersNow+` ORDER BY d.name, d.id`, OpenStates)
	if err != nil {
		return nil, wrap(err, "list departments")
	}
	var people []struct {
		DepartmentID int64
		Person       Person `gorm:"embedded;embeddedPrefix:by_"`
	}
	err = s.list(ctx, &people, `SELECT x.department_id, `+personAs("m", "by_")+`
		FROM department_members x JOIN members m ON m.id = x.member_id ORDER BY m.name, m.id`)
	if err != nil {
		return nil, wrap(err, "list the people of departments")
	}
	for i := range list {
		if list[i].Lead.ID == 0 {
			list[i].LeadID = nil
		}
		for _, p := range people {
			if p.DepartmentID == list[i].ID {
				list[i].Members = append(list[i].Members, p.Person)
			}
		}
	}
	return list, nil
}

// DepartmentBySlug finds a department. NotFound.
func (s *Store) DepartmentBySlug(ctx context.Context, slug string) (DepartmentView, error) {
	list, err := s.Departments(ctx)
	if err != nil {
		return DepartmentView{}, err
	}
	for _, d := range list {
		if d.Slug == slug {
			return d, nil
		}
	}
	return DepartmentView{}, notFound()
}

// EditDepartment makes a department or changes one; for administrators. Who joins it leaves another; what they own goes
// with them.
func (s *Store) EditDepartment(ctx context.Context, v Viewer, in DepartmentInput) error {
	return s.runLedger(ctx, v, "edit a department", func(s *Store, v Viewer) error {
		f := fieldErrors{}
		name := f.checkLine("name", in.Name, "The name", topicNameMin, topicNameMax)
		rules, err := s.LedgerRules(ctx)
		if err != nil {
			return err
		}
		staff, err := s.staffNow(ctx, rules)
		if err != nil {
			return err
		}
		lead := s.staffIDs(ctx, f, staff, "lead", in.Lead)
		members := s.staffIDs(ctx, f, staff, "members", in.Members)
		if len(lead) > 1 {
			f.add("lead", "A department has one lead.")
		}
		if in.Slug == "" && !slug.IsSlug(slug.Make(name)) {
			f.add("name", "Give it a name with letters in it.")
		}
		if err := f.err(); err != nil {
			return err
		}
		return s.changeDepartment(ctx, v, in.Slug, func() (int64, error) {
			d, err := s.storeDepartment(ctx, in, name, lead)
			if err != nil {
				return 0, err
			}
			return d.ID, s.setDepartmentMembers(ctx, d.ID, slices.Compact(slices.Sorted(slices.Values(append(members, lead...)))))
		})
	})
}

// changeDepartment runs a change of a department, none of them where it is new, and puts on record what it was before
// and after.
func (s *Store) changeDepartment(ctx context.Context, v Viewer, slug string, change func() (id int64, err error)) error {
	before, err := s.describeDepartment(ctx, `slug = ?`, slug)
	if err != nil && KindOf(err) != NotFound {
		return err
	}
	id, err := change()
	if err != nil {
		return err
	}
	after, err := s.describeDepartment(ctx, `id = ?`, id)
	if err != nil {
		return err
	}
	return s.audit(ctx, v, auditEntry{Action: "department.changed", Kind: "department", ID: id, Before: before, After: after})
}

// describeDepartment is a department in the words of the audit log.
func (s *Store) describeDepartment(ctx context.Context, which string, is any) (string, error) {
	var d struct {
		ID   int64
		Name string
		Lead string
	}
	err := s.one(ctx, &d, `SELECT id, name, COALESCE((SELECT m.handle FROM members m WHERE m.id = lead_id), '') AS lead FROM departments WHERE `+which, is)
	if err != nil {
		return "", wrap(err, "read the department")
	}
	var members []string
	err = s.list(ctx, &members, `SELECT m.handle FROM department_members x JOIN members m ON m.id = x.member_id
		WHERE x.department_id = ? ORDER BY m.handle`, d.ID)
	if err != nil {
		return "", wrap(err, "list the people of the department")
	}
	return strings.Join([]string{d.Name, "lead " + d.Lead, "members " + strings.Join(members, ", ")}, "; "), nil
}

// endLead takes a member who can no longer answer from the head of what they lead, on record.
func (s *Store) endLead(ctx context.Context, v Viewer, memberID int64) error {
	var led []Department
	if err := s.list(ctx, &led, `SELECT * FROM departments WHERE lead_id = ? ORDER BY id`, memberID); err != nil {
		return wrap(err, "list what member %d leads", memberID)
	}
	for _, d := range led {
		err := s.changeDepartment(ctx, v, d.Slug, func() (int64, error) {
			_, err := s.exec(ctx, `UPDATE departments SET lead_id = NULL, version = version + 1 WHERE id = ?`, d.ID)
			return d.ID, err
		})
		if err != nil {
			return wrap(err, "end the lead of department %d", d.ID)
		}
	}
	return nil
}

func (s *Store) storeDepartment(ctx context.Context, in DepartmentInput, name string, lead []int64) (Department, error) {
	d := Department{Slug: slug.Make(name), Name: name, Version: 1, CreatedAt: s.now()}
	if len(lead) == 1 {
		d.LeadID = &lead[0]
	}
	if in.Slug == "" {
		var n int64
		if err := s.one(ctx, &n, `SELECT COUNT(*) FROM departments WHERE slug = ?`, d.Slug); err != nil {
			return d, wrap(err, "look for the department")
		}
		if n > 0 {
			return d, invalid("name", "There is a department of this name.")
		}
		if err := s.write(ctx).Create(&d).Error; err != nil {
			return d, wrap(err, "insert department")
		}
		return d, nil
	}
	var was Department
	if err := s.one(ctx, &was, `SELECT * FROM departments WHERE slug = ?`, in.Slug); err != nil {
		return d, wrap(err, "find department %s", in.Slug)
	}
	if in.Version != 0 && in.Version != was.Version {
		return d, conflict("Somebody changed this department meanwhile.")
	}
	_, err := s.exec(ctx, `UPDATE departments SET name = ?, lead_id = ?, version = version + 1 WHERE id = ?`, name, d.LeadID, was.ID)
	return was, wrap(err, "store department")
}

func (s *Store) setDepartmentMembers(ctx context.Context, id int64, members []int64) error {
	if _, err := s.exec(ctx, `DELETE FROM department_members WHERE department_id = ?`, id); err != nil {
		return wrap(err, "clear the department")
	}
	for _, m := range members {
		_, err := s.exec(ctx, `INSERT INTO department_members (member_id, department_id) VALUES (?, ?)
			ON CONFLICT (member_id) DO UPDATE SET department_id = excluded.department_id`, m, id)
		if err != nil {
			return wrap(err, "fill the department")
		}
	}
	_, err := s.exec(ctx, `UPDATE suggestions SET department_id = (SELECT x.department_id FROM department_members x WHERE x.member_id = owner_id)
		WHERE state IN ?`, OpenStates)
	return wrap(err, "move what the department owes")
}

// staffIDs are the members of the staff whom a list of handles names, in its order; others are wrong in the field.
func (s *Store) staffIDs(ctx context.Context, f fieldErrors, staff staffNow, field, handles string) []int64 {
	var ids []int64
	for part := range strings.FieldsFuncSeq(handles, func(r rune) bool { return r == ',' || r == ' ' || r == '\n' || r == '\r' }) {
		id, err := s.MemberID(ctx, part)
		if err == nil {
			if _, ok := staff.find(id); !ok {
				err = notFound()
			}
		}
		if err != nil {
			f.add(field, "@%s is nobody of the staff whose account is active.", strings.TrimPrefix(part, "@"))
			continue
		}
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}
