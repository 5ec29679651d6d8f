package models

import (
	"context"
	"fmt"
	"time"
)

// UpdateTopic replaces what an administrator may set of a topic, found by its present slug. A new slug takes
// the old one's place; the old one redirects for ever. Conflict when Version, unless 0, is not the topic's.
func (s *Store) UpdateTopic(ctx context.Context, v Viewer, slug string, in TopicInput) (Topic, error) {
	if !v.Administrator() {
		if _, err := s.findTopic(ctx, v, slug); err != nil {
			return Topic{}, err
		}
		return Topic{}, forbidden("Only administrators change topics.")
	}
	t, err := in.check()
	if err != nil {
		return Topic{}, err
	}
	err = s.InTx(ctx, func(s *Store) error {
		var old Topic
		if err := s.one(ctx, &old, `SELECT * FROM topics WHERE slug = ?`+s.db.Dialect.ForUpdate(), slug); err != nil {
			return err
		}
		if in.Version != 0 && in.Version != old.Version {
			return conflict("Somebody changed this topic meanwhile. It is now called “%s”, at /topics/%s.", old.Name, old.Slug)
		}
		t.ID, t.OwnerID, t.Version, t.CreatedAt = old.ID, old.OwnerID, old.Version+1, old.CreatedAt
		t.ArchivedAt = archived(old.ArchivedAt, in.Archived, s.now())
		if err := s.renameTopic(ctx, old, t.Slug); err != nil {
			return err
		}
		if err := s.write(ctx).Select("*").Updates(&t).Error; err != nil {
			return err
		}
		if err := s.setHosts(ctx, t.ID, in.Hosts); err != nil {
			return err
		}
		err := s.audit(ctx, v, auditEntry{
			Action: "topic.updated", Kind: "topic", ID: t.ID,
			Before: fmt.Sprintf("%s %s %s", old.Slug, old.Visibility, old.Kinds), After: fmt.Sprintf("%s %s %s", t.Slug, t.Visibility, t.Kinds),
		})
		if err != nil {
			return err
		}
		return s.emit(ctx, siteChannel, Event{Type: EventSiteChanged, TopicID: &t.ID, ActorID: &v.ID})
	})
	if err != nil {
		return Topic{}, fmt.Errorf("update topic %s: %w", slug, err)
	}
	return t, nil
}

func (s *Store) findTopic(ctx context.Context, v Viewer, slug string) (TopicEntry, error) {
	d, err := s.Directory(ctx)
	if err != nil {
		return TopicEntry{}, err
	}
	return d.Topic(v, slug)
}

// renameTopic keeps the old address as a redirect, and frees the new one where it was this topic's before.
func (s *Store) renameTopic(ctx context.Context, old Topic, slug string) error {
	if slug == old.Slug {
		return nil
	}
	if err := s.refuseTakenSlug(ctx, slug, old.ID); err != nil {
		return err
	}
	if _, err := s.exec(ctx, `DELETE FROM topic_slugs WHERE slug = ?`, slug); err != nil {
		return fmt.Errorf("free slug: %w", err)
	}
	_, err := s.exec(ctx, `INSERT INTO topic_slugs (slug, topic_id) VALUES (?, ?)`, old.Slug, old.ID)
	return wrap(err, "keep slug")
}

func archived(before *time.Time, wanted bool, now time.Time) *time.Time {
	switch {
	case !wanted:
		return nil
	case before != nil:
		return before
	}
	return &now
}
