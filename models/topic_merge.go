package models

import (
	"context"
	"fmt"
)

// TopicMergeInput says into which topic another goes; Name repeats the name of the one that goes, since it is
// gone for everybody at once.
type TopicMergeInput struct {
	Into string // a slug
	Name string
}

// MergeTopic puts all threads of a topic into another and ends the topic, with one event; for administrators, who see
// both. Its addresses, former ones too, lead to the other until UndoTopicMerge; threads keep theirs, and suggestions their numbers,
// owners and clocks. Both must be seen by the same people, so that a merge shows nothing to anybody and hides nothing.
// Invalid, Forbidden, NotFound; Unauthenticated for a reader.
func (s *Store) MergeTopic(ctx context.Context, v Viewer, slug string, in TopicMergeInput) (Topic, error) {
	d, err := s.Directory(ctx)
	if err != nil {
		return Topic{}, err
	}
	seen, err := d.Topic(v, slug)
	switch {
	case err != nil:
		return Topic{}, err
	case !v.SignedIn():
		return Topic{}, unauthenticated()
	case !v.Administrator():
		return Topic{}, forbidden("Only administrators merge topics.")
	}
	target, err := d.Topic(v, in.Into)
	if err != nil || target.ID == seen.ID {
		return Topic{}, invalid("into", "Choose another topic.")
	}
	var into Topic
	err = s.InTx(ctx, func(s *Store) error {
		var from Topic
		if from, into, err = s.holdTopics(ctx, seen.ID, target.ID); err != nil {
			return err
		}
		f := fieldErrors{}
		if in.Name != from.Name {
			f.add("name", "Type the name of the topic that goes, %s, as it stands.", from.Name)
		}
		if into.Archived() {
			f.add("into", "The topic %s is archived and takes nothing new.", into.Name)
		}
		if into.Visibility != from.Visibility {
			f.add("into", "Other people see %s than %s. Let the same people see both first.", into.Name, from.Name)
		}
		if err := f.err(); err != nil {
			return err
		}
		if err := s.recordMerge(ctx, v, from, into); err != nil {
			return err
		}
		if err := s.storeTopicCover(ctx, v, from.ID, from.Cover, ""); err != nil {
			return err
		}
		if err := s.emptyTopic(ctx, from, into); err != nil {
			return err
		}
		err := s.audit(ctx, v, auditEntry{Action: "topic.merged", Kind: "topic", ID: into.ID, Before: from.Slug, After: into.Slug})
		if err != nil {
			return err
		}
		return s.emit(ctx, siteChannel, Event{Type: EventSiteChanged, TopicID: &into.ID, ActorID: &v.ID})
	})
	if err != nil {
		return Topic{}, fmt.Errorf("merge topic %s: %w", slug, err)
	}
	return into, nil
}

// holdTopics locks two topics with the threads of the first, in the order in which verbs on threads lock. A topic that
// somebody else merged meanwhile is not there any more.
func (s *Store) holdTopics(ctx context.Context, fromID, intoID int64) (from, into Topic, err error) {
	var held []int64
	if err := s.list(ctx, &held, `SELECT id FROM threads WHERE topic_id = ? ORDER BY id`+s.db.Dialect.ForUpdate(), fromID); err != nil {
		return from, into, fmt.Errorf("hold threads: %w", err)
	}
	var both []Topic
	if err := s.list(ctx, &both, `SELECT * FROM topics WHERE id IN ? ORDER BY id`+s.db.Dialect.ForUpdate(), []int64{fromID, intoID}); err != nil {
		return from, into, fmt.Errorf("hold topics: %w", err)
	}
	if len(both) != 2 {
		return from, into, notFound()
	}
	if both[0].ID == fromID {
		return both[0], both[1], nil
	}
	return both[1], both[0], nil
}

// emptyTopic moves what is in a topic, and what leads to it, to another, and ends it.
func (s *Store) emptyTopic(ctx context.Context, from, into Topic) error {
	for _, q := range []struct {
		query string
		args  []any
	}{
		{`UPDATE threads SET topic_id = ?, pinned_at = NULL WHERE topic_id = ?`, []any{into.ID, from.ID}},
		{`INSERT INTO topic_counts (topic_id, kind, threads, posts)
			SELECT CAST(? AS BIGINT), c.kind, c.threads, c.posts FROM topic_counts c WHERE c.topic_id = ?
			ON CONFLICT (topic_id, kind) DO UPDATE
			SET threads = topic_counts.threads + excluded.threads, posts = topic_counts.posts + excluded.posts`, []any{into.ID, from.ID}},
		{`UPDATE held_posts SET topic_id = ? WHERE topic_id = ?`, []any{into.ID, from.ID}},
		{`UPDATE drafts SET topic = ? WHERE topic = ?`, []any{into.Slug, from.Slug}},
		{`UPDATE members SET mute_count = mute_count - 1 WHERE id IN (SELECT u.member_id FROM mutes u WHERE u.topic_id = ?)`, []any{from.ID}},
		{`UPDATE topic_slugs SET topic_id = ? WHERE topic_id = ?`, []any{into.ID, from.ID}},
		{`DELETE FROM topics WHERE id = ?`, []any{from.ID}}, // with its hosts, counters and mutes
		{`INSERT INTO topic_slugs (slug, topic_id) VALUES (?, ?)`, []any{from.Slug, into.ID}},
	} {
		if _, err := s.exec(ctx, q.query, q.args...); err != nil {
			return fmt.Errorf("empty topic %d: %w", from.ID, err)
		}
	}
	return nil
}
