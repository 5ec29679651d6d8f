package models

import (
	"context"
	"fmt"
	"time"
)

// tellReviewers tells all of the staff but its author that a story waits for a second pair of eyes. What they were told
// of it before goes: it is said once, however often its author takes it back and asks again.
func (s *Store) tellReviewers(ctx context.Context, th Thread) error {
	if _, err := s.exec(ctx, `DELETE FROM notice_batches WHERE thread_id = ? AND kind = ?`, th.ID, NoticeReviewAsked); err != nil {
		return fmt.Errorf("drop earlier notices of a review: %w", err)
	}
	b := noticeBatch{ThreadID: th.ID, ActorID: &th.AuthorID, Kind: NoticeReviewAsked, DeliverAt: s.now()}
	return s.queueNotices(ctx, b, `SELECT m.id FROM members m
		WHERE m.role IN ('contributor', 'moderator', 'administrator') AND m.status = 'active' AND m.id <> ?`, th.AuthorID)
}

// tellVerdict tells a story's author what somebody of the staff made of it.
func (s *Store) tellVerdict(ctx context.Context, v Viewer, th Thread, in ReviewInput) error {
	b := noticeBatch{ThreadID: th.ID, ActorID: &v.ID, Kind: NoticeStoryBack, Words: in.Words, DeliverAt: s.now()}
	if in.Publish {
		b.Kind = NoticeStoryOut
	}
	return s.queueNotices(ctx, b, `SELECT m.id FROM members m WHERE m.id = ? AND m.status <> 'erased'`, th.AuthorID)
}

// checksMost is how many stories one call of WatchChecks tells of, a transaction each.
const checksMost = 100

// checkUntold are the stories that are due to be looked at of which nobody was told since.
const checkUntold = `t.id IN (` + checksDue + `) AND NOT EXISTS (SELECT 1 FROM notice_batches b
	WHERE b.thread_id = t.id AND b.kind = 'check_due' AND b.created_at >= COALESCE(t.check_due_at, t.published_at))`

// WatchChecks tells of stories of which somebody is to say whether they are still true, each time once on however many
// nodes: their author, or the moderators where the author may not say so any more. It returns how many there were. One
// that cannot be told of holds up no other; the error tells of it.
func (s *Store) WatchChecks(ctx context.Context) (told int, err error) {
	var ids []int64
	now := s.now()
	err = s.list(ctx, &ids, `SELECT t.id FROM threads t WHERE `+checkUntold+` ORDER BY t.id LIMIT ?`, now, now.Add(-checkEvery), checksMost)
	if err != nil {
		return 0, fmt.Errorf("look for stories to be checked: %w", err)
	}
	return s.eachDue(ctx, "the check of story", ids, func(ctx context.Context, id int64) (bool, error) { return s.tellCheck(ctx, id, now) })
}

func (s *Store) tellCheck(ctx context.Context, id int64, now time.Time) (did bool, err error) {
	err = s.InTx(ctx, func(s *Store) error {
		did = false
		h, err := s.holdAnyThread(ctx, id)
		if err != nil {
			return err
		}
		var due int64
		if err := s.one(ctx, &due, `SELECT COUNT(*) FROM threads t WHERE t.id = ? AND `+checkUntold, id, now, now.Add(-checkEvery)); err != nil || due == 0 {
			return err // another node was faster, or somebody checked it
		}
		did = true
		b := noticeBatch{ThreadID: id, Kind: NoticeCheckDue, DeliverAt: now}
		return s.queueNotices(ctx, b, `SELECT m.id FROM members m
			WHERE m.status = 'active' AND (m.id = ? OR (m.role IN ('moderator', 'administrator')
				AND NOT EXISTS (SELECT 1 FROM members a WHERE a.id = ? AND a.status = 'active')))`, h.AuthorID, h.AuthorID)
	})
	return did, err
}
