package models

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// colleague is somebody of the staff as routing sees them.
type colleague struct {
	ID             int64
	Role           Role
	Status         MemberStatus
	SuspendedUntil *time.Time
	Position       *int64 // on the duty roster
	Away           bool
	DelegateID     *int64
	DepartmentID   *int64
}

// staffNow is everybody who may own a suggestion, as they stand at a moment.
type staffNow struct {
	people []colleague
	week   int // counted by the community's calendar: the roster turns where its week begins
}

// staffNow reads the staff, the duty roster and who is away.
func (s *Store) staffNow(ctx context.Context, r LedgerRules) (staffNow, error) {
	now := s.now()
	today := DayOf(now, r.Zone)
	out := staffNow{week: int(r.Week(today).Start(time.UTC).Unix()/(7*24*3600) + 1)}
	err := s.list(ctx, &out.people, `SELECT m.id, m.role, m.status, m.suspended_until, r.position, d.department_id,
			a.id IS NOT NULL AS away, a.delegate_id
		FROM members m
		LEFT JOIN duty_roster r ON r.member_id = m.id
		LEFT JOIN department_members d ON d.member_id = m.id
		LEFT JOIN absences a ON a.id = (
			SELECT MAX(b.id) FROM absences b WHERE b.member_id = m.id AND b.first_day <= ? AND b.last_day >= ?)
		WHERE m.role IN ('contributor', 'moderator', 'administrator')
		ORDER BY m.id`, today, today)
	if err != nil {
		return out, fmt.Errorf("read the staff: %w", err)
	}
	out.people = slices.DeleteFunc(out.people, func(c colleague) bool {
		return !Member{Status: c.Status, SuspendedUntil: c.SuspendedUntil}.Active(now)
	})
	if len(out.people) == 0 {
		return out, conflict("Nobody of the staff can take this on.")
	}
	return out, nil
}

func (n staffNow) find(id int64) (colleague, bool) {
	i := slices.IndexFunc(n.people, func(c colleague) bool { return c.ID == id })
	if i < 0 {
		return colleague{}, false
	}
	return n.people[i], true
}

// standIn is the person, or while they are away whom they named; false where neither can take anything on.
func (n staffNow) standIn(id int64) (colleague, bool) {
	c, ok := n.find(id)
	if !ok || !c.Away {
		return c, ok
	}
	if c.DelegateID == nil {
		return c, false
	}
	d, ok := n.find(*c.DelegateID)
	return d, ok && !d.Away
}

// onDuty lists who takes what nobody else does, first the one whose week it is, then the rest of the roster, then the
// administrators; whoever is away comes last of all, since somebody must.
func (n staffNow) onDuty() []colleague {
	var roster, admins, away []colleague
	for _, c := range n.people {
		switch {
		case c.Position != nil:
			roster = append(roster, c)
		case c.Role == RoleAdministrator:
			admins = append(admins, c)
		}
	}
	slices.SortStableFunc(roster, func(a, b colleague) int { return int(*a.Position - *b.Position) })
	if len(roster) > 0 {
		first := n.week % len(roster)
		roster = slices.Concat(roster[first:], roster[:first])
	}
	var out []colleague
	for _, c := range slices.Concat(roster, admins) {
		if in, ok := n.standIn(c.ID); !ok {
			away = append(away, c)
		} else if !slices.ContainsFunc(out, func(o colleague) bool { return o.ID == in.ID }) {
			out = append(out, in)
		}
	}
	out = append(out, away...)
	if len(out) == 0 {
		return n.people
	}
	return out
}

// duty is the duty person, somebody else than those named where there is anybody else.
func (n staffNow) duty(besides ...int64) colleague {
	list := n.onDuty()
	for _, c := range slices.Concat(list, n.people) {
		if !slices.Contains(besides, c.ID) && !c.Away {
			return c
		}
	}
	return list[0]
}

// ownerOf is who owns what is new in a topic: its owner, whoever stands in for them, or the duty person.
func (n staffNow) ownerOf(t Topic) colleague {
	if t.OwnerID != nil {
		if c, ok := n.standIn(*t.OwnerID); ok {
			return c
		}
	}
	return n.duty()
}
