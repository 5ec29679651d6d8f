package models

import (
	"cmp"
	"context"
	"fmt"
	"strings"
)

// auditExportChunk is how many entries of an export are read at once.
const auditExportChunk = 500

// ExportAudit hands every entry of a filter over, the newest first, as far as the log went when it was asked for; for
// moderators and administrators. That somebody exported it is on record before the first entry is handed over.
// Addresses are for administrators alone. NotFound for all but staff; Forbidden, Invalid.
func (s *Store) ExportAudit(ctx context.Context, v Viewer, f AuditFilter, each func(AuditLine) error) error {
	if _, _, err := s.AuditLog(ctx, v, f); err != nil {
		return err
	}
	var last int64
	err := s.InTx(ctx, func(s *Store) error {
		if err := s.one(ctx, &last, `SELECT COALESCE(MAX(id), 0) FROM audit_log`); err != nil {
			return err
		}
		return s.audit(ctx, v, auditEntry{Action: "audit.exported", Kind: "audit", After: f.words()})
	})
	if err != nil {
		return wrap(err, "put the export on record")
	}
	f.Before = last + 1
	for {
		where, args, err := s.auditWhere(ctx, f)
		if err != nil {
			return err
		}
		lines, err := s.auditLines(ctx, v, where, args, auditExportChunk)
		if err != nil {
			return err
		}
		for _, l := range lines {
			if err := each(l); err != nil {
				return err
			}
		}
		if len(lines) < auditExportChunk {
			return nil
		}
		f.Before = lines[len(lines)-1].ID
	}
}

// words say what a filter lets through.
func (f AuditFilter) words() string {
	var parts []string
	for _, p := range [][2]string{{"by", f.Actor}, {"what", f.Action}, {"about", f.Target}, {"from", string(f.From)}, {"to", string(f.To)}} {
		if p[1] != "" {
			parts = append(parts, p[0]+" "+cutRunes(p[1], auditTargetMax))
		}
	}
	return cmp.Or(strings.Join(parts, ", "), "all of it")
}

// StaffDeeds is what one of the staff did in a period, counted by action. It says what was done, not how fast.
type StaffDeeds struct {
	By    Person
	Deeds []StaffDeed
}

// StaffDeed is how often something was done.
type StaffDeed struct {
	Action string
	N      int64
}

// StaffActivity counts what staff did between two days, by person and action, by name; for administrators. What was
// done by nobody with an account is not in it.
func (s *Store) StaffActivity(ctx context.Context, v Viewer, f AuditFilter) ([]StaffDeeds, error) {
	switch {
	case !v.Staff():
		return nil, notFound()
	case !v.Administrator():
		return nil, forbidden("Only administrators see what staff did, person by person.")
	}
	where, args, err := s.auditWhere(ctx, AuditFilter{Actor: f.Actor, From: f.From, To: f.To})
	if err != nil {
		return nil, err
	}
	var rows []struct {
		By     Person `gorm:"embedded;embeddedPrefix:by_"`
		Action string
		N      int64
	}
	err = s.list(ctx, &rows, `SELECT `+personAs("a", "by_")+`, l.action, COUNT(*) AS n
		FROM audit_log l
		JOIN members a ON a.id = l.actor_id
		WHERE `+where+` AND a.role IN ('contributor', 'moderator', 'administrator')
		GROUP BY a.id, a.handle, a.name, a.role, a.status, l.action
		ORDER BY a.name, a.id, l.action`, args...)
	if err != nil {
		return nil, fmt.Errorf("count what staff did: %w", err)
	}
	var list []StaffDeeds
	for _, r := range rows {
		if n := len(list); n == 0 || list[n-1].By.ID != r.By.ID {
			list = append(list, StaffDeeds{By: r.By})
		}
		last := &list[len(list)-1]
		last.Deeds = append(last.Deeds, StaffDeed{r.Action, r.N})
	}
	return list, nil
}
