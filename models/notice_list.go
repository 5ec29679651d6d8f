package models

import (
	"context"
)

// wantedNotice leaves out what somebody caused whom the viewer blocked, of a notice n: nothing for those who blocked
// nobody.
func (v Viewer) wantedNotice() (where string, args []any) {
	if len(v.Blocked) == 0 {
		return "", nil
	}
	return ` AND NOT EXISTS (SELECT 1 FROM notice_batches k WHERE k.id = n.batch_id AND k.actor_id IN ? AND k.kind NOT IN ?)`, []any{v.Blocked, owedNotices}
}

// visibleNotice keeps to notices of threads that the member may still see: what is out, one's own stories, and to staff
// those that wait for a second pair of eyes.
const visibleNotice = `EXISTS (SELECT 1 FROM threads t JOIN topics o ON o.id = t.topic_id
	WHERE t.id = n.thread_id AND o.visibility IN ? AND (t.status = 'published' OR (t.kind = 'story' AND t.status IN ('draft', 'unpublished')
		AND (t.author_id = n.member_id OR (t.review_asked_at IS NOT NULL
			AND EXISTS (SELECT 1 FROM members r WHERE r.id = n.member_id AND r.role IN ('contributor', 'moderator', 'administrator')))))))`

// Notices lists what the viewer was told, newest first, before a notice's id (0: from the newest), and whether there
// is more. Notices of one thread can be grouped by ThreadID.
func (s *Store) Notices(ctx context.Context, v Viewer, before int64) (list []NoticeView, more bool, err error) {
	if !v.SignedIn() {
		return nil, false, unauthenticated()
	}
	if before <= 0 {
		before = 1<<63 - 1
	}
	wanted, blocked := v.wantedNotice()
	err = s.list(ctx, &list, `SELECT n.*, b.kind, b.words, b.decision_id, COALESCE(d.to_state, '') AS to_state, COALESCE(d.kind, '') AS line,
			h.title AS thread_title, h.slug AS thread_slug, g.number, h.author_id = n.member_id AS mine,
			a.id AS by_id, a.handle AS by_handle, a.name AS by_name, a.role AS by_role, a.status AS by_status
		FROM notices n
		JOIN notice_batches b ON b.id = n.batch_id
		JOIN threads h ON h.id = n.thread_id
		LEFT JOIN suggestions g ON g.thread_id = n.thread_id
		LEFT JOIN decisions d ON d.id = b.decision_id
		LEFT JOIN members a ON a.id = b.actor_id
		WHERE n.member_id = ? AND n.id < ? AND `+visibleNotice+wanted+`
		ORDER BY n.id DESC LIMIT ?`, append(append([]any{v.ID, before, v.Visibilities()}, blocked...), NoticesPerPage+1)...)
	if err != nil {
		return nil, false, wrap(err, "list notices")
	}
	if len(list) > NoticesPerPage {
		list, more = list[:NoticesPerPage], true
	}
	return list, more, nil
}

// Bell is what a member's bell shows, and where their own channel stood at that moment: whoever listens from there
// on misses no change of it.
type Bell struct {
	Unread int64 // exactly what Notices lists as unread, up to 1,000
	Seq    int64
}

// Bell counts what the viewer has not read. To a reader nothing was told.
func (s *Store) Bell(ctx context.Context, v Viewer) (Bell, error) {
	if !v.SignedIn() {
		return Bell{}, nil
	}
	var b Bell
	wanted, blocked := v.wantedNotice()
	err := s.one(ctx, &b, `SELECT
			(SELECT COUNT(*) FROM (SELECT 1 FROM notices n
				WHERE n.member_id = ? AND n.read_at IS NULL AND `+visibleNotice+wanted+`
				UNION ALL SELECT 1 FROM moderation_notices o WHERE o.member_id = ? AND o.read_at IS NULL LIMIT ?) c) AS unread,
			COALESCE((SELECT h.seq FROM channels h WHERE h.name = ?), 0) AS seq`,
		append(append([]any{v.ID, v.Visibilities()}, blocked...), v.ID, countCap, MemberChannel(v.ID))...)
	return b, wrap(err, "count unread notices")
}

// ReadNotices marks the viewer's notices up to an id as read (0: all of them), of one thread where threadID is not 0.
// Where there were any it tells the viewer's own channel: their bell is on every page that they have open.
func (s *Store) ReadNotices(ctx context.Context, v Viewer, upTo, threadID int64) error {
	if !v.SignedIn() {
		return unauthenticated()
	}
	where, args := `member_id = ? AND read_at IS NULL`, []any{s.now(), v.ID}
	if upTo > 0 {
		where, args = where+` AND id <= ?`, append(args, upTo)
	}
	if threadID > 0 {
		where, args = where+` AND thread_id = ?`, append(args, threadID)
	}
	err := s.InTx(ctx, func(s *Store) error {
		n, err := s.exec(ctx, `UPDATE notices SET read_at = ? WHERE `+where, args...)
		if err != nil || n == 0 {
			return err
		}
		return s.emit(ctx, MemberChannel(v.ID), Event{Type: EventNoticeRead})
	})
	return wrap(err, "mark notices as read")
}
