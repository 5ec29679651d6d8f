package models

import (
	"context"
	"encoding/json"
	"fmt"
	"time"
)

// TopicUnmergeFor is how long a merge of topics can be undone.
const TopicUnmergeFor = 30 * 24 * time.Hour

// TopicMerge is the record of a merge: the topic as it was, what stood in it and what led to it.
type TopicMerge struct {
	ID       int64
	TopicID  int64 // of the topic that went, which gets it back
	IntoID   int64
	Slug     string
	Name     string
	Topic    string // its row, as JSON
	ActorID  *int64
	MergedAt time.Time
	UndoneAt *time.Time
}

// TableName is the table's name.
func (TopicMerge) TableName() string { return "topic_merges" }

// TopicMergeView is a merge that can be undone, as the console lists it.
type TopicMergeView struct {
	TopicMerge `gorm:"embedded"`
	Actor      Person `gorm:"embedded;embeddedPrefix:by_"` // ID 0: somebody erased
	IntoName   string // empty: it went into another itself, and that merge is undone first
}

// EndsAt is when it can be undone no more.
func (m TopicMerge) EndsAt() time.Time { return m.MergedAt.Add(TopicUnmergeFor) }

// TopicMerges lists the merges that can be undone, newest first; for administrators.
func (s *Store) TopicMerges(ctx context.Context, v Viewer) ([]TopicMergeView, error) {
	if !v.Administrator() {
		return nil, forbidden("Only administrators merge topics.")
	}
	var list []TopicMergeView
	err := s.list(ctx, &list, `SELECT m.*, COALESCE(o.name, '') AS into_name, `+personAs("a", "by_")+`
		FROM topic_merges m
		LEFT JOIN topics o ON o.id = m.into_id
		LEFT JOIN members a ON a.id = m.actor_id
		WHERE m.undone_at IS NULL AND m.merged_at > ?
		ORDER BY m.id DESC LIMIT 50`, s.now().Add(-TopicUnmergeFor))
	return list, wrap(err, "list merges of topics")
}

// recordMerge keeps what the merge is about to move. The caller holds both topics and the threads.
func (s *Store) recordMerge(ctx context.Context, v Viewer, from, into Topic) error {
	row, err := json.Marshal(from)
	if err != nil {
		return fmt.Errorf("keep topic %d: %w", from.ID, err)
	}
	m := TopicMerge{TopicID: from.ID, IntoID: into.ID, Slug: from.Slug, Name: from.Name, Topic: string(row), ActorID: &v.ID, MergedAt: s.now()}
	if err := s.write(ctx).Create(&m).Error; err != nil {
		return fmt.Errorf("record the merge of topic %d: %w", from.ID, err)
	}
	_, err = s.exec(ctx, `INSERT INTO topic_merge_threads (merge_id, thread_id, pinned_at)
		SELECT CAST(? AS BIGINT), t.id, t.pinned_at FROM threads t WHERE t.topic_id = ?`, m.ID, from.ID)
	if err != nil {
		return fmt.Errorf("record the threads of topic %d: %w", from.ID, err)
	}
	for kind, rows := range map[string]string{
		"host":  `SELECT h.member_id AS part_id, '' AS word FROM topic_hosts h WHERE h.topic_id = ?`,
		"mute":  `SELECT u.member_id AS part_id, '' AS word FROM mutes u WHERE u.topic_id = ?`,
		"held":  `SELECT h.id AS part_id, '' AS word FROM held_posts h WHERE h.topic_id = ?`,
		"draft": `SELECT d.id AS part_id, '' AS word FROM drafts d JOIN topics o ON o.slug = d.topic WHERE o.id = ?`,
		"slug":  `SELECT 0 AS part_id, l.slug AS word FROM topic_slugs l WHERE l.topic_id = ?`,
	} {
		_, err := s.exec(ctx, `INSERT INTO topic_merge_parts (merge_id, kind, part_id, word)
			SELECT CAST(? AS BIGINT), '`+kind+`', r.part_id, r.word FROM (`+rows+`) r`, m.ID, from.ID)
		if err != nil {
			return fmt.Errorf("record each %s of topic %d: %w", kind, from.ID, err)
		}
	}
	return nil
}
