package models

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
)

// MemberFilter narrows the staff's list of members; the zero value is everybody, the newest first.
type MemberFilter struct {
	Query     string // part of a handle or name; for moderators of an address too
	Role      Role
	Suspended bool
	Before    int64 // id; 0: from the newest
}

// MemberRow is an account in the staff's list. Email is empty for whoever may not see addresses.
type MemberRow struct {
	Person         `gorm:"embedded"`
	Email          string
	Employer       string
	MayPublish     bool
	FourEyes       bool
	SuspendedUntil *time.Time
	PostCount      int64
	CreatedAt      time.Time
}

// MembersPerPage is the length of one page of the staff's list.
const MembersPerPage = 50

// CanReadAddresses reports whether the viewer may see members' e-mail addresses.
func (v Viewer) CanReadAddresses() bool { return v.Moderator() }

// Members lists accounts for staff, and whether there are more. NotFound for everybody else: members cannot be
// browsed.
func (s *Store) Members(ctx context.Context, v Viewer, f MemberFilter) (rows []MemberRow, more bool, err error) {
	if !v.Staff() {
		return nil, false, notFound()
	}
	parts, args := []string{`status <> 'erased'`}, []any{}
	add := func(part string, values ...any) { parts, args = append(parts, part), append(args, values...) }
	if query, ok := cleanLine(strings.TrimPrefix(strings.TrimSpace(f.Query), "@")); !ok {
		return nil, false, nil
	} else if query != "" {
		like, pattern := s.db.Dialect.Like()+` ? ESCAPE '\'`, "%"+escapeLike(query)+"%"
		if v.CanReadAddresses() {
			add(`(handle `+like+` OR name `+like+` OR email_key `+like+`)`, pattern, pattern, "%"+escapeLike(EmailKey(query))+"%")
		} else {
			add(`(handle `+like+` OR name `+like+`)`, pattern, pattern)
		}
	}
	if f.Role != "" {
		add(`role = ?`, f.Role)
	}
	if f.Suspended {
		add(`status = 'suspended'`)
	}
	if f.Before > 0 {
		add(`id < ?`, f.Before)
	}
	err = s.list(ctx, &rows, `SELECT id, handle, name, role, status, email, employer, may_publish, four_eyes, suspended_until,
			post_count, created_at
		FROM members
		WHERE `+strings.Join(parts, " AND ")+`
		ORDER BY id DESC
		LIMIT ?`, append(args, MembersPerPage+1)...)
	if err != nil {
		return nil, false, fmt.Errorf("list members: %w", err)
	}
	more = len(rows) > MembersPerPage
	rows = rows[:min(len(rows), MembersPerPage)]
	if !v.CanReadAddresses() {
		for i := range rows {
			rows[i].Email = ""
		}
	}
	return rows, more, nil
}

// MemberRecord is one account as staff see it.
type MemberRecord struct {
	MemberRow        `gorm:"embedded"`
	FormerEmployer   string
	SuspendedBecause string
	Banned           bool // a ban is on record, and was not taken back
	Restrictions     string
	RestrictedUntil  *time.Time
	Hosts            []TopicEntry `gorm:"-"`
	Log              []AuditLine  `gorm:"-"` // what staff did to the account, newest first; for moderators
	Can              AccountCan   `gorm:"-"`
}

// SuspendedAt reports whether the member is kept out at that moment.
func (m MemberRecord) SuspendedAt(at time.Time) bool {
	return !Member{Status: m.Status, SuspendedUntil: m.SuspendedUntil}.Active(at)
}

// AccountCan is what the viewer may do with an account.
type AccountCan struct{ SetRole, SetMayPublish, SetFourEyes, SetEmployer, Suspend, ReadLog bool }

// recordLog is how much of the audit log stands on a member's record.
const recordLog = 20

// MemberRecord finds one account for staff; NotFound for everybody else.
func (s *Store) MemberRecord(ctx context.Context, v Viewer, handle string) (MemberRecord, error) {
	if !v.Staff() {
		return MemberRecord{}, notFound()
	}
	var r MemberRecord
	err := s.one(ctx, &r, `SELECT id, handle, name, role, status, email, employer, former_employer, may_publish, four_eyes,
			suspended_until, suspended_because, restrictions, restricted_until, post_count, created_at,
			EXISTS (SELECT 1 FROM actions x WHERE x.member_id = members.id AND x.kind = 'ban' AND x.undone_at IS NULL) AS banned
		FROM members WHERE handle = ? AND status <> 'erased'`, strings.ToLower(handle))
	if err != nil {
		return MemberRecord{}, fmt.Errorf("find member: %w", err)
	}
	m := Member{ID: r.ID, Role: r.Role}
	r.Can = AccountCan{
		SetRole: v.Administrator(), SetEmployer: v.Administrator() && m.Role.Staff(),
		SetFourEyes: v.CanAdminister(m) && v.ID != m.ID, SetMayPublish: v.CanAdminister(m) && !m.Role.Staff(), Suspend: v.CanAdminister(m) && v.ID != m.ID,
		ReadLog: v.CanReadAudit(),
	}
	if !v.CanReadAddresses() {
		r.Email = ""
	}
	d, err := s.Directory(ctx)
	if err != nil {
		return MemberRecord{}, err
	}
	for _, t := range d.Topics(v) {
		if slices.ContainsFunc(t.Hosts, func(p Person) bool { return p.ID == m.ID }) {
			r.Hosts = append(r.Hosts, t)
		}
	}
	if r.Can.ReadLog {
		r.Log, err = s.auditLines(ctx, v, `l.object_kind = 'member' AND l.object_id = ?`, []any{m.ID}, recordLog)
	}
	return r, err
}

func (s *Store) liveSessions(ctx context.Context, m Member) (int64, error) {
	idle, age := memberIdle, memberAge
	if m.Role.Staff() {
		idle, age = staffIdle, staffAge
	}
	var n int64
	now := s.now()
	err := s.one(ctx, &n, `SELECT COUNT(*) FROM sessions WHERE member_id = ? AND last_seen_at > ? AND created_at > ?`,
		m.ID, now.Add(-idle), now.Add(-age))
	if err != nil {
		return 0, fmt.Errorf("count sessions: %w", err)
	}
	return n, nil
}
