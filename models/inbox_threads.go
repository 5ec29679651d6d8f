package models

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// The inbox's lists of other threads than suggestions: each a page at a time, after what its last page ended with, and
// each counted by the predicate that it is listed by.

// staffMentionsFor is how far back mentions of staff are looked for.
const staffMentionsFor = 30 * 24 * time.Hour

const (
	questionsWaiting = visibleThread + ` AND t.kind = 'question' AND t.post_count = 1`
	decisionsOwed    = `c.decided_at IS NULL AND c.closes_at <= ? AND ` + visibleThread
	mentionsWaiting  = `p.created_at > ? AND p.status = 'visible' AND ` + visibleThread + `
		AND p.id IN (SELECT e.post_id FROM mentions e JOIN members m ON m.id = e.member_id
			WHERE m.role IN ('contributor', 'moderator', 'administrator')
				AND NOT EXISTS (SELECT 1 FROM blocks k WHERE k.member_id = m.id AND k.blocked_id = p.author_id))
		AND NOT EXISTS (SELECT 1 FROM members w WHERE w.id = p.author_id AND w.role IN ('contributor', 'moderator', 'administrator'))
		AND NOT EXISTS (SELECT 1 FROM posts q JOIN members w ON w.id = q.author_id
			WHERE q.thread_id = p.thread_id AND q.number > p.number AND q.status = 'visible'
				AND w.role IN ('contributor', 'moderator', 'administrator'))`
)

// UnansweredQuestions lists one page of questions without a reply, the longest waiting first, after one of them (0: from
// the first), and whether there is more; for staff.
func (s *Store) UnansweredQuestions(ctx context.Context, v Viewer, after int64) (items []ThreadItem, more bool, err error) {
	if !v.CanSeeConsole() {
		return nil, false, notFound()
	}
	where, args := questionsWaiting, []any{v.ID, v.Visibilities()}
	if after > 0 {
		where += ` AND (t.last_activity_at, t.id) > (SELECT y.last_activity_at, y.id FROM threads y WHERE y.id = ?)`
		args = append(args, after)
	}
	err = s.list(ctx, &items, `SELECT `+threadItemColumns+` FROM threads t `+threadItemJoins+`
		WHERE `+where+` ORDER BY t.last_activity_at, t.id LIMIT ?`, append(args, InboxPerPage+1)...)
	return items[:min(len(items), InboxPerPage)], len(items) > InboxPerPage, wrap(err, "list unanswered questions")
}

// OwedConsultations lists one page of those that closed without a decision, the longest waiting first, after one of them
// (0: from the first), and whether there is more; for staff.
func (s *Store) OwedConsultations(ctx context.Context, v Viewer, after int64) (items []ThreadItem, more bool, err error) {
	if !v.CanSeeConsole() {
		return nil, false, notFound()
	}
	where, args := decisionsOwed, []any{v.ID, s.now(), v.Visibilities()}
	if after > 0 {
		where += ` AND (c.closes_at, t.id) > (SELECT y.closes_at, y.thread_id FROM consultations y WHERE y.thread_id = ?)`
		args = append(args, after)
	}
	err = s.list(ctx, &items, `SELECT `+threadItemColumns+` FROM threads t `+threadItemJoins+`
		JOIN consultations c ON c.thread_id = t.id
		WHERE `+where+` ORDER BY c.closes_at, t.id LIMIT ?`, append(args, InboxPerPage+1)...)
	return items[:min(len(items), InboxPerPage)], len(items) > InboxPerPage, wrap(err, "list what is owed")
}

// StaffMentions lists one page of posts of the last 30 days in which members name somebody of the staff and no staff
// wrote after, the longest waiting first, after one of them (0: from the first), and whether there is more; for staff.
func (s *Store) StaffMentions(ctx context.Context, v Viewer, after int64) (list []Contribution, more bool, err error) {
	if !v.CanSeeConsole() {
		return nil, false, notFound()
	}
	where, args := mentionsWaiting, []any{s.now().Add(-staffMentionsFor), v.Visibilities()}
	if after > 0 {
		where += ` AND (p.created_at, p.id) > (SELECT y.created_at, y.id FROM posts y WHERE y.id = ?)`
		args = append(args, after)
	}
	err = s.list(ctx, &list, `SELECT p.id AS post_id, p.number, p.employer, p.created_at, SUBSTR(COALESCE(d.body, ''), 1, 240) AS text,
			t.id AS thread_id, t.slug AS thread_slug, t.title AS thread_title, t.kind AS thread_kind, t.topic_id
		FROM posts p
		JOIN threads t ON t.id = p.thread_id
		LEFT JOIN search_documents d ON d.post_id = p.id
		WHERE `+where+` ORDER BY p.created_at, p.id LIMIT ?`, append(args, InboxPerPage+1)...)
	return list[:min(len(list), InboxPerPage)], len(list) > InboxPerPage, wrap(err, "list mentions of staff")
}

// ThreadCounts is how much waits in the inbox's lists of other threads than suggestions, up to 99 each.
type ThreadCounts struct{ Questions, Mentions, Consultations Total }

// InboxThreadCounts counts them; for staff.
func (s *Store) InboxThreadCounts(ctx context.Context, v Viewer) (ThreadCounts, error) {
	if !v.CanSeeConsole() {
		return ThreadCounts{}, notFound()
	}
	now, seen := s.now(), v.Visibilities()
	var parts []string
	for _, from := range []string{
		`threads t WHERE ` + questionsWaiting,
		`posts p JOIN threads t ON t.id = p.thread_id WHERE ` + mentionsWaiting,
		`threads t JOIN consultations c ON c.thread_id = t.id WHERE ` + decisionsOwed,
	} {
		parts = append(parts, fmt.Sprintf(`(SELECT COUNT(*) FROM (SELECT 1 FROM %s LIMIT %d) x)`, from, inboxCap+1))
	}
	var n struct{ Questions, Mentions, Consultations int64 }
	err := s.one(ctx, &n, `SELECT `+parts[0]+` AS questions, `+parts[1]+` AS mentions, `+parts[2]+` AS consultations`,
		slices.Concat([]any{seen}, []any{now.Add(-staffMentionsFor), seen}, []any{now, seen})...)
	total := func(n int64) Total { return Total{N: min(n, inboxCap), Capped: n > inboxCap} }
	return ThreadCounts{total(n.Questions), total(n.Mentions), total(n.Consultations)}, wrap(err, "count what waits besides suggestions")
}
