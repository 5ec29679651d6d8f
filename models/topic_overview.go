package models

import (
	"context"
	"fmt"
	"strings"

	"github.com/commonthread/commonthread/internal/markup"
)

// TopicFigures is how much there is in a topic.
type TopicFigures struct {
	TopicID int64
	Threads int64
	Posts   int64
}

// TopicFigures counts the topics that exist for the viewer, by their counters.
func (s *Store) TopicFigures(ctx context.Context, v Viewer) (map[int64]TopicFigures, error) {
	var rows []TopicFigures
	err := s.list(ctx, &rows, `SELECT c.topic_id, SUM(c.threads) AS threads, SUM(c.posts) AS posts
		FROM topic_counts c
		JOIN topics o ON o.id = c.topic_id
		WHERE o.visibility IN ?
		GROUP BY c.topic_id`, v.Visibilities())
	if err != nil {
		return nil, fmt.Errorf("count topics: %w", err)
	}
	figures := make(map[int64]TopicFigures, len(rows))
	for _, r := range rows {
		figures[r.TopicID] = r
	}
	return figures, nil
}

// LatestThreads finds the thread with the newest post of each topic that exists for the viewer.
func (s *Store) LatestThreads(ctx context.Context, v Viewer) (map[int64]ThreadItem, error) {
	var items []ThreadItem
	without, blocked := v.withoutBlockedThreads()
	err := s.list(ctx, &items, fmt.Sprintf(`SELECT %s FROM threads t %s
		WHERE t.id IN (SELECT (SELECT x.id FROM threads x
				WHERE x.topic_id = o.id AND x.status = 'published'%s
				ORDER BY x.last_activity_at DESC, x.id DESC LIMIT 1)
			FROM topics o WHERE o.visibility IN ?)
		ORDER BY t.id`, threadItemColumns, threadItemJoins, strings.ReplaceAll(without, "t.", "x.")), append(append([]any{v.ID}, blocked...), v.Visibilities())...)
	if err != nil {
		return nil, fmt.Errorf("list latest threads: %w", err)
	}
	latest := make(map[int64]ThreadItem, len(items))
	for _, i := range items {
		latest[i.TopicID] = i
	}
	return latest, nil
}

// TopicNow finds the slug that a topic has now by one it had before. NotFound unless it exists for the viewer.
func (s *Store) TopicNow(ctx context.Context, v Viewer, oldSlug string) (string, error) {
	var slug string
	err := s.one(ctx, &slug, `SELECT o.slug FROM topic_slugs l JOIN topics o ON o.id = l.topic_id
		WHERE l.slug = ? AND o.visibility IN ?`, oldSlug, v.Visibilities())
	return slug, wrap(err, "find topic by an old slug")
}

// Rendered renders a short text that is kept as it was typed: posting rules, what members say of themselves.
func (s *Store) Rendered(ctx context.Context, text string) (markup.HTML, error) {
	if text == "" {
		return markup.HTML{}, nil
	}
	doc, err := s.renderBody(ctx, spot{kind: KindDiscussion}, text)
	return doc.HTML, err
}
