package models

import (
	"context"
	"fmt"
	"strings"
)

// AuditActions are all actions that the audit log knows, for its filter; a test holds the verbs to them.
var AuditActions = []string{
	"address.changed",
	"member.role", "member.may_publish", "member.four_eyes", "member.employer", "member.suspended", "member.suspension_lifted", "member.erased", "member.face_removed", "words.removed", "words.restored", "member.sessions_ended",
	"member.warned", "member.warning_withdrawn", "member.restricted", "case.decided",
	"password.changed", "password.set", "password.reset.handed", "password.reset.used",
	"picture.told", "history.hidden", "history.shown", "post.removed", "post.restored", "reason.saved", "reason.deleted", "reply.saved", "reply.deleted",
	"site.changed", "look.changed", "crisis.changed", "guide.changed", "audit.exported", "joining.approved", "joining.refused", "invitation.made", "invitation.revoked",
	"invitation.accepted", "house.published", "front.composed", "template.saved", "template.archived", "story.unpublished", "story.reviewed", "story.checked", "story.previewed", "story.series",
	"absence.changed", "department.changed", "ledger.changed", "ledger.exported", "promise.annotated", "roster.changed", "topic.owner",
	"suggestion.decision", "suggestion.update", "suggestion.withdrawal", "suggestion.unmerged", "suggestion.owner", "suggestion.made", "suggestion.snoozed", "suggestion.woken", "suggestion.private", "suggestion.wrote_privately",
	"note.added", "member.thanked", "member.contacted", "consultation.opened", "consultation.decided",
	"thread.pinned", "thread.unpinned", "thread.slowed", "thread.locked", "thread.unlocked", "thread.moved", "thread.outcome", "thread.official", "thread.theme",
	"hour.changed", "hour.ended", "hour.question", "hour.summed_up",
	"thread.removed", "thread.restored", "thread.retitled", "thread.split",
	"topic.created", "topic.changed", "topic.ordered", "topic.merged", "topic.unmerged",
}

// AuditLine is an entry with who acted and what the object is called now.
type AuditLine struct {
	AuditEntry `gorm:"embedded"`
	Actor      Person `gorm:"embedded;embeddedPrefix:by_"` // ID 0: the command line, or somebody erased
	ObjectName string // a member's handle, a topic's slug, a thread's title; empty for what is gone
}

// AuditFilter narrows the audit log; the zero value is all of it, the newest first.
type AuditFilter struct {
	Actor  string // handle
	Action string
	Target string // what it was about: a member's handle, a topic's slug, or words of a title
	From   Day    // the first day, by the community's calendar; empty: from the beginning
	To     Day    // the last
	Before int64  // id; 0: from the newest
}

// AuditTargetMax bounds what is looked for.
const auditTargetMax = 100

// AuditPerPage is the length of one page of the audit log.
const AuditPerPage = 50

// CanReadAudit reports whether the viewer may read the audit log. Nobody may write in it.
func (v Viewer) CanReadAudit() bool { return v.Moderator() }

// AuditLog lists what staff did, newest first, and whether there is more; for moderators and administrators.
// NotFound for all but staff. Addresses are for administrators alone.
func (s *Store) AuditLog(ctx context.Context, v Viewer, f AuditFilter) (lines []AuditLine, more bool, err error) {
	switch {
	case !v.Staff():
		return nil, false, notFound()
	case !v.CanReadAudit():
		return nil, false, forbidden("Only moderators and administrators read the audit log.")
	}
	where, args, err := s.auditWhere(ctx, f)
	if err != nil {
		return nil, false, err
	}
	lines, err = s.auditLines(ctx, v, where, args, AuditPerPage+1)
	if err != nil {
		return nil, false, err
	}
	return lines[:min(len(lines), AuditPerPage)], len(lines) > AuditPerPage, nil
}

// auditWhere is the one predicate of a filter: what is shown and what is exported both go by it.
func (s *Store) auditWhere(ctx context.Context, f AuditFilter) (string, []any, error) {
	parts, args := []string{`l.id > 0`}, []any{}
	add := func(part string, values ...any) { parts, args = append(parts, part), append(args, values...) }
	if handle := strings.TrimPrefix(strings.TrimSpace(f.Actor), "@"); handle != "" {
		add(`l.actor_id = (SELECT id FROM members WHERE handle = ?)`, strings.ToLower(handle))
	}
	if f.Action != "" {
		add(`l.action = ?`, f.Action)
	}
	if target := cutRunes(strings.TrimSpace(f.Target), auditTargetMax); target != "" {
		name := strings.ToLower(strings.TrimPrefix(target, "@"))
		like := "%" + strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(strings.ToLower(target)) + "%"
		add(`(l.object_kind = 'member' AND l.object_id = (SELECT id FROM members WHERE handle = ? AND status <> 'erased')
			OR l.object_kind = 'topic' AND l.object_id = (SELECT id FROM topics WHERE slug = ?)
			OR l.object_kind = 'thread' AND l.object_id IN (SELECT id FROM threads WHERE LOWER(title) LIKE ? ESCAPE '\')
			OR l.object_kind = 'post' AND l.object_id IN (SELECT p.id FROM posts p JOIN threads t ON t.id = p.thread_id WHERE LOWER(t.title) LIKE ? ESCAPE '\'))`,
			name, name, like, like)
	}
	if f.From != "" || f.To != "" {
		r, err := s.LedgerRules(ctx)
		if err != nil {
			return "", nil, err
		}
		wrong := fieldErrors{}
		if f.From != "" {
			if at := f.From.Start(r.Zone); at.IsZero() {
				wrong.add("from", "Give a day, such as 2026-03-02.")
			} else {
				add(`l.at >= ?`, at.UTC())
			}
		}
		if f.To != "" {
			if at := f.To.Start(r.Zone); at.IsZero() {
				wrong.add("to", "Give a day, such as 2026-03-02.")
			} else {
				add(`l.at < ?`, f.To.Add(1).Start(r.Zone).UTC())
			}
		}
		if err := wrong.err(); err != nil {
			return "", nil, err
		}
	}
	if f.Before > 0 {
		add(`l.id < ?`, f.Before)
	}
	return strings.Join(parts, " AND "), args, nil
}

func (s *Store) auditLines(ctx context.Context, v Viewer, where string, args []any, limit int) ([]AuditLine, error) {
	var lines []AuditLine
	err := s.list(ctx, &lines, `SELECT l.*,
			a.id AS by_id, a.handle AS by_handle, a.name AS by_name, a.role AS by_role, a.status AS by_status,
			CASE l.object_kind
				WHEN 'member' THEN (SELECT m.handle FROM members m WHERE m.id = l.object_id AND m.status <> 'erased')
				WHEN 'topic' THEN (SELECT t.slug FROM topics t WHERE t.id = l.object_id)
				WHEN 'thread' THEN (SELECT t.title FROM threads t WHERE t.id = l.object_id)
				WHEN 'department' THEN (SELECT d.name FROM departments d WHERE d.id = l.object_id)
				WHEN 'post' THEN (SELECT t.title FROM posts p JOIN threads t ON t.id = p.thread_id WHERE p.id = l.object_id)
			END AS object_name
		FROM audit_log l
		LEFT JOIN members a ON a.id = l.actor_id
		WHERE `+where+`
		ORDER BY l.id DESC
		LIMIT ?`, append(args, limit)...)
	if err != nil {
		return nil, fmt.Errorf("list audit log: %w", err)
	}
	if !v.Administrator() {
		for i := range lines {
			lines[i].Address = ""
		}
	}
	return lines, nil
}
