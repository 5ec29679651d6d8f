package models

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"
)

// positionStep is the room between the places of two topics that were put in order by hand.
const positionStep = 10

// MoveTopic puts a topic one place up, or down, among those that are open or among those that are archived, with one
// event; for administrators. At the end of the list it changes nothing. Forbidden, NotFound.
func (s *Store) MoveTopic(ctx context.Context, v Viewer, slug string, up bool) error {
	if !v.Administrator() {
		return forbidden("Only administrators put topics in order.")
	}
	err := s.InTx(ctx, func(s *Store) error {
		var held []int64
		if err := s.list(ctx, &held, `SELECT id FROM topics ORDER BY id`+s.db.Dialect.ForUpdate()); err != nil {
			return fmt.Errorf("hold topics: %w", err)
		}
		var topics []Topic
		if err := s.list(ctx, &topics, topicsInOrder); err != nil {
			return fmt.Errorf("list topics: %w", err)
		}
		at := slices.IndexFunc(topics, func(t Topic) bool { return t.Slug == slug })
		if at < 0 {
			return notFound()
		}
		to := at + 1
		if up {
			to = at - 1
		}
		if to < 0 || to == len(topics) || topics[to].Archived() != topics[at].Archived() {
			return nil
		}
		before := topics[at].Position
		topics[at], topics[to] = topics[to], topics[at]
		for i, t := range topics {
			place := int64(i+1) * positionStep
			if t.Position == place {
				continue
			}
			if _, err := s.exec(ctx, `UPDATE topics SET position = ?, version = version + 1 WHERE id = ?`, place, t.ID); err != nil {
				return fmt.Errorf("place topic %d: %w", t.ID, err)
			}
		}
		id := topics[to].ID
		err := s.audit(ctx, v, auditEntry{
			Action: "topic.ordered", Kind: "topic", ID: id, Before: place(before), After: place(int64(to+1) * positionStep),
		})
		if err != nil {
			return err
		}
		return s.emit(ctx, siteChannel, Event{Type: EventSiteChanged, TopicID: &id, ActorID: &v.ID})
	})
	return wrap(err, "move topic %s", slug)
}

func place(position int64) string { return "place " + strconv.FormatInt(position, 10) }

// topicsInOrder lists topics as readers find them.
const topicsInOrder = `SELECT * FROM topics ORDER BY archived_at IS NOT NULL, position, name, id`

// TopicQuietAfter is how long a topic may go without a reply before staff are told that it has gone quiet.
const TopicQuietAfter = 14 * 24 * time.Hour

// QuietTopics are the ids of open topics, older than TopicQuietAfter, in which nobody replied for so long; for staff.
func (s *Store) QuietTopics(ctx context.Context, v Viewer) ([]int64, error) {
	if !v.CanSeeConsole() {
		return nil, notFound()
	}
	since := s.now().Add(-TopicQuietAfter)
	var ids []int64
	err := s.list(ctx, &ids, `SELECT o.id FROM topics o
		WHERE o.archived_at IS NULL AND o.created_at <= ? AND NOT EXISTS (
			SELECT 1 FROM threads t WHERE t.topic_id = o.id AND t.status = 'published' AND t.last_activity_at > ? AND EXISTS (
				SELECT 1 FROM posts p WHERE p.thread_id = t.id AND p.number > 1 AND p.status = 'visible' AND p.created_at > ?))
		ORDER BY o.id`, since, since, since)
	return ids, wrap(err, "list topics that have gone quiet")
}
