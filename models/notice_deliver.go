package models

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"
)

// noticeChunk is how many notices one transaction hands out.
const noticeChunk = 500

// noticeBatches is how many batches are tried for one that can be handed out.
const noticeBatches = 20

// DeliverNotices hands out one chunk of what is due to be told, and reports whether more is left. Whom a chunk told is
// struck off in the transaction that told them, so a stop at any moment leaves nobody out and tells nobody twice;
// several nodes may call it at once. A batch that cannot be handed out waits for its next turn and holds up no other;
// the error comes when there is nothing but such.
func (s *Store) DeliverNotices(ctx context.Context) (more bool, err error) {
	var ids []int64
	err = s.list(ctx, &ids, `SELECT id FROM notice_batches
		WHERE finished_at IS NULL AND cancelled_at IS NULL AND deliver_at <= ? ORDER BY deliver_at, id LIMIT ?`, s.now(), noticeBatches)
	if err != nil {
		return false, fmt.Errorf("look for notices: %w", err)
	}
	var failed []error
	for _, id := range ids {
		err := s.deliver(ctx, id)
		if err == nil {
			return true, nil
		}
		failed = append(failed, fmt.Errorf("deliver notices of batch %d: %w", id, err))
		if KindOf(err) == Unavailable || ctx.Err() != nil {
			break
		}
	}
	return false, errors.Join(failed...)
}

func (s *Store) deliver(ctx context.Context, id int64) error {
	return s.InTx(ctx, func(s *Store) error {
		var b noticeBatch
		if err := s.one(ctx, &b, `SELECT * FROM notice_batches WHERE id = ?`+s.db.Dialect.ForUpdate(), id); err != nil {
			return err
		}
		if b.FinishedAt != nil || b.CancelledAt != nil {
			return nil
		}
		return s.deliverChunk(ctx, b)
	})
}

func (s *Store) deliverChunk(ctx context.Context, b noticeBatch) error {
	var members []int64
	err := s.list(ctx, &members, `SELECT member_id FROM notice_recipients WHERE batch_id = ? ORDER BY member_id LIMIT ?`, b.ID, noticeChunk)
	if err != nil {
		return fmt.Errorf("list recipients: %w", err)
	}
	told := members
	if len(members) > 0 {
		if told, err = s.wanting(ctx, b, members); err != nil {
			return err
		}
		if err := s.handOver(ctx, b, told); err != nil {
			return err
		}
		_, err = s.exec(ctx, `DELETE FROM notice_recipients WHERE batch_id = ? AND member_id <= ?`, b.ID, members[len(members)-1])
		if err != nil {
			return fmt.Errorf("strike recipients off: %w", err)
		}
	}
	var finished *time.Time
	if len(members) < noticeChunk {
		now := s.now()
		finished = &now
	}
	_, err = s.exec(ctx, `UPDATE notice_batches SET delivered = delivered + ?, finished_at = ? WHERE id = ?`, len(members), finished, b.ID)
	if err != nil {
		return fmt.Errorf("count delivered notices: %w", err)
	}
	seeing, err := s.seeing(ctx, b, told)
	if err != nil {
		return err
	}
	return s.emitNotices(ctx, b, seeing)
}

// seeing are those of the members who may see the thread at this moment: its number goes with the event. The others find
// the notice where they may see the thread again.
func (s *Store) seeing(ctx context.Context, b noticeBatch, members []int64) (seeing []int64, err error) {
	if len(members) == 0 {
		return nil, nil
	}
	var of []struct {
		ID         int64
		Role       Role
		Visibility Visibility
	}
	err = s.list(ctx, &of, `SELECT m.id, m.role, o.visibility FROM members m JOIN threads t ON t.id = ? JOIN topics o ON o.id = t.topic_id
		WHERE m.id IN ? ORDER BY m.id`, b.ThreadID, members)
	for _, m := range of {
		if (Viewer{ID: m.ID, Role: m.Role}).CanSeeTopic(Topic{Visibility: m.Visibility}) {
			seeing = append(seeing, m.ID)
		}
	}
	return seeing, wrap(err, "find who may see thread %d", b.ThreadID)
}

// wanting are those of the members who are to be told: all where the notice is owed, or else without those who muted
// the thread, its topic or whoever caused it, or blocked them, up to this moment.
func (s *Store) wanting(ctx context.Context, b noticeBatch, members []int64) ([]int64, error) {
	if slices.Contains(owedNotices, b.Kind) {
		return members, nil
	}
	actor := int64(0)
	if b.ActorID != nil {
		actor = *b.ActorID
	}
	var told []int64
	err := s.list(ctx, &told, `SELECT m.id FROM members m
		WHERE m.id IN ? AND NOT EXISTS (SELECT 1 FROM mutes u WHERE u.member_id = m.id AND (u.thread_id = ? OR u.person_id = ?
				OR u.topic_id = (SELECT t.topic_id FROM threads t WHERE t.id = ?)))
			AND NOT EXISTS (SELECT 1 FROM blocks k WHERE k.member_id = m.id AND k.blocked_id = ?)
		ORDER BY m.id`, members, b.ThreadID, actor, b.ThreadID, actor)
	return told, wrap(err, "find who wants to be told")
}

// handOver puts a notice before each of the members. Every other way of reaching them, such as mail, joins here, in
// the same transaction: by a row of its own for each member, to be sent after the commit.
func (s *Store) handOver(ctx context.Context, b noticeBatch, members []int64) error {
	if len(members) == 0 {
		return nil
	}
	rows := make([]Notice, 0, len(members))
	for _, id := range members {
		rows = append(rows, Notice{BatchID: b.ID, MemberID: id, ThreadID: b.ThreadID, CreatedAt: s.now()})
	}
	return wrap(s.write(ctx).CreateInBatches(&rows, 100).Error, "hand notices over")
}

// emitNotices tells each member's own channel.
func (s *Store) emitNotices(ctx context.Context, b noticeBatch, members []int64) error {
	if len(members) == 0 {
		return nil
	}
	var counted []struct {
		Name string
		Seq  int64
	}
	err := s.write(ctx).Raw(`INSERT INTO channels (name, seq)
		SELECT 'member:' || m.id, 1 FROM members m WHERE m.id IN ? ORDER BY m.id
		ON CONFLICT (name) DO UPDATE SET seq = channels.seq + 1 RETURNING name, seq`, members).Scan(&counted).Error
	if err != nil {
		return fmt.Errorf("count events of notices: %w", err)
	}
	events := make([]Event, 0, len(counted))
	for _, c := range counted {
		events = append(events, Event{Channel: c.Name, Seq: c.Seq, Type: EventNoticeCreated, ThreadID: &b.ThreadID, CreatedAt: s.now()})
	}
	if err := s.write(ctx).CreateInBatches(&events, 100).Error; err != nil {
		return fmt.Errorf("store events of notices: %w", err)
	}
	for _, e := range events {
		s.listeners.begin(e)
	}
	s.pending.events = append(s.pending.events, events...)
	return nil
}
