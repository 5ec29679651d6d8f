package models

import (
	"context"
	"encoding/json"
	"fmt"
)

// UndoneMerge is a topic that is back, and what of it did not come back.
type UndoneMerge struct {
	Topic Topic
	Left  []Thread // moved elsewhere since, or removed: they stay where they are
}

// UndoTopicMerge brings a topic back as it was before it was merged, with one event: its address, former addresses,
// hosts, mutes, and the threads that still stand where the merge put them, with their pins. What was moved elsewhere or
// removed since stays, and is listed; so does what was started since. Its composed front is gone, and a cover of one's
// own where the picture was swept meanwhile. For administrators, for 30 days. Conflict: it is undone, over, or the other
// topic changed too much; Forbidden, NotFound.
func (s *Store) UndoTopicMerge(ctx context.Context, v Viewer, id int64) (UndoneMerge, error) {
	switch {
	case !v.CanSeeConsole():
		return UndoneMerge{}, notFound()
	case !v.Administrator():
		return UndoneMerge{}, forbidden("Only administrators merge topics.")
	}
	var out UndoneMerge
	err := s.InTx(ctx, func(s *Store) error {
		out = UndoneMerge{}
		m, into, err := s.holdMerge(ctx, id)
		if err != nil {
			return err
		}
		if err := json.Unmarshal([]byte(m.Topic), &out.Topic); err != nil {
			return fmt.Errorf("read the topic that was: %w", err)
		}
		if into.Visibility != out.Topic.Visibility {
			return conflict("Other people see %s now than when %s went into it. Let the same people see it again first.", into.Name, m.Name)
		}
		if err := s.bringTopicBack(ctx, m, &out.Topic); err != nil {
			return err
		}
		if err := s.fillTopicAgain(ctx, m, out.Topic, into); err != nil {
			return err
		}
		err = s.list(ctx, &out.Left, `SELECT t.* FROM threads t JOIN topic_merge_threads x ON x.thread_id = t.id
			WHERE x.merge_id = ? AND t.topic_id <> ? ORDER BY t.id`, m.ID, m.TopicID)
		if err != nil {
			return fmt.Errorf("list what stays: %w", err)
		}
		err = s.audit(ctx, v, auditEntry{Action: "topic.unmerged", Kind: "topic", ID: m.TopicID, Before: into.Slug, After: m.Slug})
		if err != nil {
			return err
		}
		return s.emit(ctx, siteChannel, Event{Type: EventSiteChanged, TopicID: &m.TopicID, ActorID: &v.ID})
	})
	return out, wrap(err, "undo merge %d of topics", id)
}

// holdMerge locks a merge that can be undone, in the order in which verbs on threads lock.
func (s *Store) holdMerge(ctx context.Context, id int64) (m TopicMerge, into Topic, err error) {
	if err := s.one(ctx, &m, `SELECT * FROM topic_merges WHERE id = ?`+s.db.Dialect.ForUpdate(), id); err != nil {
		return m, into, err
	}
	switch {
	case m.UndoneAt != nil:
		return m, into, conflict("The merge of %s is undone already.", m.Name)
	case !s.now().Before(m.EndsAt()):
		return m, into, conflict("The merge of %s can be undone no more: that was possible for 30 days.", m.Name)
	}
	var held []int64
	err = s.list(ctx, &held, `SELECT id FROM threads WHERE id IN (SELECT x.thread_id FROM topic_merge_threads x WHERE x.merge_id = ?)
		ORDER BY id`+s.db.Dialect.ForUpdate(), id)
	if err != nil {
		return m, into, fmt.Errorf("hold threads: %w", err)
	}
	err = s.one(ctx, &into, `SELECT * FROM topics WHERE id = ?`+s.db.Dialect.ForUpdate(), m.IntoID)
	if KindOf(err) == NotFound {
		err = conflict("The topic that %s went into went into another itself. Undo that merge first.", m.Name)
	}
	return m, into, err
}

// bringTopicBack makes the topic's row anew, under its old id and address.
func (s *Store) bringTopicBack(ctx context.Context, m TopicMerge, t *Topic) error {
	var taken int64
	if err := s.one(ctx, &taken, `SELECT COUNT(*) FROM topics WHERE slug = ?`, t.Slug); err != nil {
		return err
	}
	if taken > 0 {
		return conflict("Another topic has the address %s now. Give it another one first.", t.Slug)
	}
	key, _ := CoverPicture(t.Cover)
	if key != "" {
		var there int64
		err := s.one(ctx, &there, `SELECT COUNT(*) FROM pictures WHERE key = ? AND post_id IS NULL AND topic_id IS NULL`, key)
		if err != nil {
			return fmt.Errorf("look for the cover: %w", err)
		}
		if there == 0 {
			key, t.Cover = "", ""
		}
	}
	t.Version++
	if err := s.write(ctx).Create(t).Error; err != nil {
		return fmt.Errorf("make topic %d anew: %w", m.TopicID, err)
	}
	if key != "" {
		if _, err := s.exec(ctx, `UPDATE pictures SET topic_id = ?, loose_since = NULL WHERE key = ?`, t.ID, key); err != nil {
			return fmt.Errorf("show the cover again: %w", err)
		}
	}
	return nil
}

// mergedPart are the ids of one kind of what a merge moved; its parameter is the merge.
func mergedPart(kind string) string {
	return `(SELECT x.part_id FROM topic_merge_parts x WHERE x.merge_id = ? AND x.kind = '` + kind + `')`
}

// fillTopicAgain moves back what stands where the merge put it, and what led to the topic.
func (s *Store) fillTopicAgain(ctx context.Context, m TopicMerge, t, into Topic) error {
	both := []int64{t.ID, into.ID}
	for _, q := range []struct {
		query string
		args  []any
	}{
		{`UPDATE threads SET topic_id = ?, pinned_at = (SELECT x.pinned_at FROM topic_merge_threads x WHERE x.merge_id = ? AND x.thread_id = threads.id)
			WHERE topic_id = ? AND id IN (SELECT x.thread_id FROM topic_merge_threads x WHERE x.merge_id = ?)
				AND (withdrawn_at IS NULL OR withdrawn_at <= ?)`, []any{t.ID, m.ID, into.ID, m.ID, m.MergedAt}},
		{`DELETE FROM topic_counts WHERE topic_id IN ?`, []any{both}},
		{`INSERT INTO topic_counts (topic_id, kind, threads, posts)
			SELECT r.topic_id, r.kind, COUNT(*), SUM(r.post_count) FROM threads r
			WHERE r.topic_id IN ? AND r.status = 'published' GROUP BY r.topic_id, r.kind`, []any{both}},
		{`UPDATE held_posts SET topic_id = ? WHERE topic_id = ? AND id IN ` + mergedPart("held"), []any{t.ID, into.ID, m.ID}},
		{`UPDATE drafts SET topic = ? WHERE topic = ? AND id IN ` + mergedPart("draft"), []any{t.Slug, into.Slug, m.ID}},
		{`INSERT INTO topic_hosts (topic_id, member_id)
			SELECT CAST(? AS BIGINT), a.id FROM members a WHERE a.status <> 'erased' AND a.id IN ` + mergedPart("host"), []any{t.ID, m.ID}},
		{`INSERT INTO mutes (member_id, topic_id, created_at)
			SELECT a.id, CAST(? AS BIGINT), CAST(? AS ` + s.db.Dialect.Moment() + `) FROM members a WHERE a.status <> 'erased' AND a.id IN ` + mergedPart("mute"), []any{t.ID, s.now(), m.ID}},
		{`UPDATE members SET mute_count = (SELECT COUNT(*) FROM mutes u WHERE u.member_id = members.id) WHERE id IN ` + mergedPart("mute"), []any{m.ID}},
		{`DELETE FROM topic_slugs WHERE slug = ?`, []any{t.Slug}},
		{`UPDATE topic_slugs SET topic_id = ? WHERE topic_id = ?
			AND slug IN (SELECT x.word FROM topic_merge_parts x WHERE x.merge_id = ? AND x.kind = 'slug')`, []any{t.ID, into.ID, m.ID}},
		{`UPDATE topic_merges SET undone_at = ? WHERE id = ?`, []any{s.now(), m.ID}},
	} {
		if _, err := s.exec(ctx, q.query, q.args...); err != nil {
			return fmt.Errorf("fill topic %d again: %w", t.ID, err)
		}
	}
	return nil
}
