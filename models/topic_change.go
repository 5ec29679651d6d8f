package models

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"
)

// TopicChange is what an administrator changes of a topic; nil leaves a part as it is.
type TopicChange struct {
	Slug         *string
	Name         *string
	Description  *string
	PostingRules *string
	Cover        *string
	Colour       *string
	Visibility   *string
	Kinds        *string // comma separated
	Starters     *string // as of TopicInput
	Hosts        *string // handles, comma separated: all of them
	Owner        *string // as of TopicInput
	Position     *int64
	Archived     *bool
	Version      int64 // the version that was seen; 0: not compared
}

// ChangeTopic changes a topic, with one event for every node's directory; for administrators. A former address
// redirects for ever, and no other topic may take it. The same values again change nothing.
// Conflict when the version is stale; Invalid, Forbidden, NotFound; Unauthenticated for a reader.
func (s *Store) ChangeTopic(ctx context.Context, v Viewer, slug string, in TopicChange) (Topic, error) {
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
		return Topic{}, forbidden("Only administrators change topics.")
	}
	var after Topic
	err = s.InTx(ctx, func(s *Store) error {
		if in.Owner != nil {
			if _, err := s.holdAdministrators(ctx); err != nil { // as SetTopicOwner does, and first as there
				return err
			}
		}
		var now Topic
		if err := s.one(ctx, &now, `SELECT * FROM topics WHERE id = ?`+s.db.Dialect.ForUpdate(), seen.ID); err != nil {
			return fmt.Errorf("hold topic: %w", err)
		}
		if in.Version != 0 && in.Version != now.Version {
			return conflict("Somebody changed the topic %s meanwhile. Look at it again before you change it.", now.Name)
		}
		hosts, err := s.hostHandles(ctx, now.ID)
		if err != nil {
			return err
		}
		filled := in.fill(now, hosts)
		if after, err = filled.check(); err != nil {
			return err
		}
		after.ID, after.OwnerID, after.CreatedAt, after.Version = now.ID, now.OwnerID, now.CreatedAt, now.Version
		after.HoldFirst = now.HoldFirst
		if after.ArchivedAt = now.ArchivedAt; filled.Archived != now.Archived() {
			after.ArchivedAt = archivedAt(filled.Archived, s.now())
		}
		if in.Owner != nil {
			if after.OwnerID, _, err = s.chooseTopicOwner(ctx, v, now, *in.Owner); err != nil {
				return err
			}
		}
		return s.storeTopic(ctx, v, now, &after, hosts, filled.Hosts)
	})
	if err != nil {
		return Topic{}, fmt.Errorf("change topic %s: %w", slug, err)
	}
	return after, nil
}

// fill takes what the change leaves alone from the topic as it is.
func (in TopicChange) fill(now Topic, hosts string) TopicInput {
	out := TopicInput{
		Slug: now.Slug, Name: now.Name, Description: now.Description, PostingRules: now.PostingRules, Cover: now.Cover,
		Colour: now.Colour, Visibility: string(now.Visibility), Kinds: now.Kinds, Starters: now.Starters, Hosts: hosts,
		Position: now.Position, Archived: now.Archived(),
	}
	for to, from := range map[*string]*string{
		&out.Slug: in.Slug, &out.Name: in.Name, &out.Description: in.Description, &out.PostingRules: in.PostingRules, &out.Cover: in.Cover,
		&out.Colour: in.Colour, &out.Visibility: in.Visibility, &out.Kinds: in.Kinds, &out.Starters: in.Starters, &out.Hosts: in.Hosts,
	} {
		if from != nil {
			*to = *from
		}
	}
	out.Hosts = sortedHandles(out.Hosts)
	if in.Position != nil {
		out.Position = *in.Position
	}
	if in.Archived != nil {
		out.Archived = *in.Archived
	}
	return out
}

// sortedHandles brings a list of handles into the order in which it is compared.
func sortedHandles(list string) string {
	var handles []string
	for handle := range strings.SplitSeq(list, ",") {
		if handle = strings.ToLower(strings.TrimPrefix(strings.TrimSpace(handle), "@")); handle != "" {
			handles = append(handles, handle)
		}
	}
	slices.Sort(handles)
	return strings.Join(slices.Compact(handles), ",")
}

func archivedAt(archived bool, now time.Time) *time.Time {
	if !archived {
		return nil
	}
	return &now
}

// hostHandles are the handles of a topic's hosts, comma separated, as a form shows them.
func (s *Store) hostHandles(ctx context.Context, topicID int64) (string, error) {
	var handles []string
	err := s.list(ctx, &handles, `SELECT m.handle
		FROM topic_hosts h
		JOIN members m ON m.id = h.member_id
		WHERE h.topic_id = ?
		ORDER BY m.handle, m.id`, topicID)
	return sortedHandles(strings.Join(handles, ",")), wrap(err, "list hosts of topic %d", topicID)
}

// storeTopic stores a changed topic over the one that is held.
func (s *Store) storeTopic(ctx context.Context, v Viewer, now Topic, after *Topic, hostsNow, hosts string) error {
	if *after == now && hosts == hostsNow {
		return nil
	}
	if after.Slug != now.Slug {
		if err := s.renameTopic(ctx, now, after.Slug); err != nil {
			return err
		}
	}
	after.Version++
	err := s.write(ctx).Save(after).Error
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return invalid("slug", "Another topic has this address.")
	}
	if err != nil {
		return fmt.Errorf("store topic: %w", err)
	}
	if err := s.storeTopicCover(ctx, v, now.ID, now.Cover, after.Cover); err != nil {
		return err
	}
	if hosts != hostsNow {
		if err := s.setHosts(ctx, now.ID, hosts); err != nil {
			return err
		}
	}
	if after.Visibility != now.Visibility {
		if err := s.staleQuotes(ctx, staleTopics, now.ID); err != nil {
			return err
		}
	}
	if err := s.heedTopic(ctx, v, now, *after); err != nil {
		return err
	}
	err = s.audit(ctx, v, auditEntry{
		Action: "topic.changed", Kind: "topic", ID: now.ID, Before: topicWords(now, hostsNow), After: topicWords(*after, hosts),
	})
	if err != nil {
		return err
	}
	return s.emit(ctx, siteChannel, Event{Type: EventSiteChanged, TopicID: &now.ID, ActorID: &v.ID})
}

// renameTopic keeps the former address as a redirect, and takes one of the topic's own back.
func (s *Store) renameTopic(ctx context.Context, now Topic, slug string) error {
	if err := s.refuseTakenSlug(ctx, slug, now.ID); err != nil {
		return err
	}
	for _, q := range []struct {
		query string
		args  []any
	}{
		{`DELETE FROM topic_slugs WHERE slug = ? AND topic_id = ?`, []any{slug, now.ID}},
		{`INSERT INTO topic_slugs (slug, topic_id) VALUES (?, ?)`, []any{now.Slug, now.ID}},
		{`UPDATE drafts SET topic = ? WHERE topic = ?`, []any{slug, now.Slug}},
	} {
		if _, err := s.exec(ctx, q.query, q.args...); err != nil {
			return fmt.Errorf("rename topic %d: %w", now.ID, err)
		}
	}
	return nil
}

// topicWords is what the audit trail keeps of a topic.
func topicWords(t Topic, hosts string) string {
	words := fmt.Sprintf("%s (%s), %s, kinds %s, hosts %s", t.Slug, t.Name, t.Visibility, t.Kinds, hosts)
	if t.Starters != "" {
		words += ", started by " + t.Starters
	}
	if t.Archived() {
		words += ", archived"
	}
	return words
}
