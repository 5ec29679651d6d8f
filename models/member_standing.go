package models

import (
	"context"
	"time"
)

// MemberStanding is what staff should know of somebody before they answer: what they asked for, what they were
// promised, whether that was kept, and how they helped. It says nothing that its member could not see themselves.
type MemberStanding struct {
	Person    `gorm:"embedded"`
	JoinedAt  time.Time
	PostCount int64
	Asked     int64
	Kept      int64 // answered and decided in time
	Broken    int64 // one of the two was late, or is
	Supports  int64
	Helped    int64 // decisions that name them
	Thanked   int64
	Latest    []SuggestionItem `gorm:"-"` // the newest first
}

// standingItems is how many suggestions a member's card lists.
const standingItems = 5

// MemberStanding finds what staff should know of a member. NotFound for all but staff, and for erased accounts.
func (s *Store) MemberStanding(ctx context.Context, v Viewer, memberID int64) (MemberStanding, error) {
	if !v.CanSeeConsole() {
		return MemberStanding{}, notFound()
	}
	var m MemberStanding
	now := s.now()
	err := s.one(ctx, &m, `SELECT m.id, m.handle, m.name, m.role, m.status, m.created_at AS joined_at, m.post_count,
			COALESCE(a.asked, 0) AS asked, COALESCE(a.broken, 0) AS broken, COALESCE(a.kept, 0) AS kept,
			(SELECT COUNT(*) FROM supports p WHERE p.member_id = m.id) AS supports,
			(SELECT COUNT(*) FROM decision_helpers h JOIN decisions d ON d.id = h.decision_id AND d.withdrawn_at IS NULL WHERE h.member_id = m.id) AS helped,
			(SELECT COUNT(*) FROM thanks k WHERE k.member_id = m.id) AS thanked
		FROM members m
		LEFT JOIN (
			SELECT t.author_id, COUNT(*) AS asked,
				SUM(CASE WHEN `+promiseBroken+` THEN 1 ELSE 0 END) AS broken,
				SUM(CASE WHEN g.decided_at IS NOT NULL AND NOT (`+promiseBroken+`) THEN 1 ELSE 0 END) AS kept
			FROM suggestions g JOIN threads t ON t.id = g.thread_id
			WHERE t.author_id = ? AND t.status = 'published'
			GROUP BY t.author_id) a ON a.author_id = m.id
		WHERE m.id = ? AND m.status <> 'erased'`, now, now, memberID, memberID)
	if err != nil {
		return m, wrap(err, "read what is known of member %d", memberID)
	}
	m.Latest, err = s.suggestionItems(ctx, v, `t.author_id = ? AND `+visibleThread+` ORDER BY g.number DESC LIMIT ?`, `g.number DESC`,
		memberID, v.Visibilities(), standingItems)
	return m, err
}

// promiseBroken holds for a suggestion (g) one of whose two promises was, or is, kept too late; its parameter is the
// moment.
const promiseBroken = `(g.acknowledged_at IS NOT NULL AND g.acknowledged_at > g.ack_due_at)
	OR (g.decided_at IS NOT NULL AND g.decided_at > g.decide_due_at)
	OR (g.due_at IS NOT NULL AND g.due_at < ?)`
