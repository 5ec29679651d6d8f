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
		FROM departments d LEFT JOIN members m ON m.id = d.lead_id ORDER BY d.name, d.id`, OpenStates)
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
		d, err := s.storeDepartment(ctx, v, in, name, lead)
		if err != nil {
			return err
		}
		return s.setDepartmentMembers(ctx, d.ID, slices.Compact(slices.Sorted(slices.Values(append(members, lead...)))))
	})
}

func (s *Store) storeDepartment(ctx context.Context, v Viewer, in DepartmentInput, name string, lead []int64) (Department, error) {
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
		return d, s.audit(ctx, v, auditEntry{Action: "department.changed", Kind: "department", ID: d.ID, After: in.describe()})
	}
	var was Department
	if err := s.one(ctx, &was, `SELECT * FROM departments WHERE slug = ?`, in.Slug); err != nil {
		return d, wrap(err, "find department %s", in.Slug)
	}
	if in.Version != 0 && in.Version != was.Version {
		return d, conflict("Somebody changed this department meanwhile.")
	}
	_, err := s.exec(ctx, `UPDATE departments SET name = ?, lead_id = ?, version = version + 1 WHERE id = ?`, name, d.LeadID, was.ID)
	if err != nil {
		return d, wrap(err, "store department")
	}
	return was, s.audit(ctx, v, auditEntry{Action: "department.changed", Kind: "department", ID: was.ID, Before: was.Name, After: in.describe()})
}

func (in DepartmentInput) describe() string {
	return strings.Join([]string{in.Name, "lead " + in.Lead, "members " + in.Members}, "; ")
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
