package models

import (
	"context"
	"time"
)

// MemberHistory is what moderators should know of somebody before they judge them, in figures.
type MemberHistory struct {
	JoinedAt  time.Time
	PostCount int64
	Removed   int64 // posts and threads of theirs that were taken away, and stayed away
	Refused   int64 // held posts of theirs that were removed
	Warned    int64
	Limited   int64 // limits, suspensions, bans
	Reversed  int64 // what was taken back of all this
	Reported  int64 // answered cases about them
	Founded   int64 // of those, with something done
	Filed     int64 // reports of theirs that were answered
	Right     int64 // of those, with something done
	Held      int64 // posts of theirs that a moderator looked at first
	Passed    int64 // of those, let through
}

func (s *Store) memberHistory(ctx context.Context, memberID int64) (MemberHistory, error) {
	var h MemberHistory
	err := s.one(ctx, &h, `SELECT m.created_at AS joined_at, m.post_count,
			COALESCE(a.removed, 0) AS removed, COALESCE(a.refused, 0) AS refused, COALESCE(a.warned, 0) AS warned,
			COALESCE(a.limited, 0) AS limited, COALESCE(a.reversed, 0) AS reversed,
			COALESCE(c.reported, 0) AS reported, COALESCE(c.founded, 0) AS founded, COALESCE(c.held, 0) AS held, COALESCE(c.passed, 0) AS passed,
			COALESCE(f.filed, 0) AS filed, COALESCE(f.founded, 0) AS "right"
		FROM members m
		LEFT JOIN (SELECT x.member_id,
				SUM(CASE WHEN x.undone_at IS NULL AND x.kind IN ('remove', 'remove_thread') THEN 1 ELSE 0 END) AS removed,
				SUM(CASE WHEN x.undone_at IS NULL AND x.kind = 'refuse' THEN 1 ELSE 0 END) AS refused,
				SUM(CASE WHEN x.undone_at IS NULL AND x.kind = 'warn' THEN 1 ELSE 0 END) AS warned,
				SUM(CASE WHEN x.undone_at IS NULL AND x.kind IN ('restrict', 'suspend', 'ban') THEN 1 ELSE 0 END) AS limited,
				SUM(CASE WHEN x.undone_at IS NOT NULL THEN 1 ELSE 0 END) AS reversed
			FROM actions x WHERE x.member_id = ? GROUP BY x.member_id) a ON a.member_id = m.id
		LEFT JOIN (SELECT k.member_id,
				SUM(CASE WHEN k.kind = 'report' THEN 1 ELSE 0 END) AS reported,
				SUM(CASE WHEN k.kind = 'report' AND k.outcome <> 'no_breach' THEN 1 ELSE 0 END) AS founded,
				SUM(CASE WHEN k.kind = 'hold' THEN 1 ELSE 0 END) AS held,
				SUM(CASE WHEN k.kind = 'hold' AND k.outcome = 'approved' THEN 1 ELSE 0 END) AS passed
			FROM cases k WHERE k.member_id = ? AND k.closed_at IS NOT NULL GROUP BY k.member_id) c ON c.member_id = m.id
		LEFT JOIN (SELECT r.member_id, COUNT(*) AS filed, SUM(CASE WHEN k.outcome <> 'no_breach' THEN 1 ELSE 0 END) AS founded
			FROM reports r JOIN cases k ON k.id = r.case_id WHERE r.member_id = ? AND k.closed_at IS NOT NULL GROUP BY r.member_id) f ON f.member_id = m.id
		WHERE m.id = ?`, memberID, memberID, memberID, memberID)
	return h, wrap(err, "read what moderators know of member %d", memberID)
}

// Feud is somebody whom a member reported, and who reported that member: a pattern that one report alone does not show.
type Feud struct {
	Other  Person `gorm:"embedded;embeddedPrefix:other_"`
	Theirs int64  // reports by the other about what the member wrote
	Own    int64  // reports by the member about what the other wrote
}

// feudsShown is how many people are named in a pattern.
const feudsShown = 5

func (s *Store) feuds(ctx context.Context, memberID int64) ([]Feud, error) {
	var list []Feud
	err := s.list(ctx, &list, `SELECT `+personAs("o", "other_")+`, a.n AS theirs, b.n AS own
		FROM (SELECT r.member_id AS other, COUNT(*) AS n FROM reports r JOIN posts p ON p.id = r.post_id
				WHERE p.author_id = ? AND r.member_id IS NOT NULL GROUP BY r.member_id) a
		JOIN (SELECT p.author_id AS other, COUNT(*) AS n FROM reports r JOIN posts p ON p.id = r.post_id
				WHERE r.member_id = ? GROUP BY p.author_id) b ON b.other = a.other
		JOIN members o ON o.id = a.other
		ORDER BY a.n + b.n DESC, o.id LIMIT ?`, memberID, memberID, feudsShown)
	return list, wrap(err, "look for reports back and forth")
}
