package models

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/gosimple/slug"
	"gorm.io/gorm"
)

// TopicInput is what an administrator sends for a topic. Version is compared where it is not 0.
type TopicInput struct {
	Slug         string // made from the name when empty
	Name         string
	Description  string
	PostingRules string
	Cover        string
	Colour       string
	Visibility   string  // public when empty
	Kinds        string  // comma separated; all open kinds when empty
	Starters     string  // "kind:who" with commas between them, where it is not usual: see Starters
	Hosts        string  // handles, comma separated
	Owner        *string // the handle of whoever gets what is suggested here; empty: who is on duty; nil: as it is
	Position     int64
	Archived     bool
	Version      int64
	DraftKey     string
}

const (
	topicNameMin, topicNameMax = 2, 80
	topicSlugMax               = 60
	topicTextMax               = 2_000
	topicPositionMost          = 999_999
)

// check returns the topic that an input describes; id, version and times are the caller's.
func (in TopicInput) check() (Topic, error) {
	f := fieldErrors{}
	t := Topic{
		Name:         f.checkLine("name", in.Name, "The name", topicNameMin, topicNameMax),
		Description:  f.checkText("description", in.Description, "The description", 0, topicTextMax),
		PostingRules: f.checkText("posting_rules", in.PostingRules, "The posting rules", 0, topicTextMax),
		Cover:        f.checkCover(in.Cover), Colour: in.Colour, Position: in.Position,
	}
	t.Slug = strings.TrimSpace(in.Slug)
	made := t.Slug == ""
	if made {
		t.Slug = slug.Make(t.Name)
		t.Slug = strings.Trim(t.Slug[:min(len(t.Slug), topicSlugMax)], "-")
	}
	if made && f["name"] != "" {
		t.Slug = "" // the name is to be mended, and its address with it
	} else if !slug.IsSlug(t.Slug) || len(t.Slug) < 2 || len(t.Slug) > topicSlugMax {
		f.add("slug", "An address has 2 to %d of the letters a-z, digits and hyphens.", topicSlugMax)
	}
	if t.Slug == "new" {
		f.add("slug", "This address leads to the form for a new topic. Choose another.")
	}
	if t.Colour == "" {
		t.Colour = Colours[0]
	}
	if !slices.Contains(Colours, t.Colour) {
		f.add("colour", "Choose one of the colours.")
	}
	var err error
	if t.Visibility, err = ParseVisibility(cmp.Or(in.Visibility, string(VisiblePublic))); err != nil {
		f.add("visibility", "Choose public, members or staff.")
	}
	t.Kinds, t.Starters = f.checkKinds(in.Kinds), f.checkStarters(in.Starters)
	if t.Position < -topicPositionMost || t.Position > topicPositionMost {
		f.add("position", "Give a whole number of at most six digits.")
	}
	return t, f.err()
}

func (f fieldErrors) checkKinds(list string) string {
	var kinds []string
	for part := range strings.SplitSeq(list, ",") {
		part = strings.TrimSpace(part)
		if part == "" {
			continue
		}
		if _, err := ParseKind(part); err != nil {
			f.add("kinds", "There is no kind “%s”: choose among story, discussion, question, suggestion, gallery.", part)
		}
		if !slices.Contains(kinds, part) {
			kinds = append(kinds, part)
		}
	}
	if len(kinds) == 0 {
		for _, k := range OpenKinds {
			kinds = append(kinds, string(k))
		}
	}
	return strings.Join(kinds, ",")
}

// CreateTopic makes a topic with its hosts; for administrators. The same draft key twice makes one.
func (s *Store) CreateTopic(ctx context.Context, v Viewer, in TopicInput) (Topic, error) {
	if !v.Administrator() {
		return Topic{}, forbidden("Only administrators make topics.")
	}
	t, err := in.check()
	if err != nil {
		return Topic{}, err
	}
	t.CreatedAt, t.Version = s.now(), 1
	wanted := t.Name
	err = s.InTx(ctx, func(s *Store) error {
		if in.Owner != nil {
			if _, err := s.holdAdministrators(ctx); err != nil {
				return err
			}
		}
		id, err := s.claimCreation(ctx, v, in.DraftKey, createdTopic)
		if err != nil {
			return err
		}
		if id != 0 {
			if err := s.one(ctx, &t, `SELECT * FROM topics WHERE id = ?`, id); err != nil || t.Name == wanted {
				return err
			}
			return conflict("The topic %s was made of this form before. To make another, open a new form.", t.Name)
		}
		if err := s.refuseTakenSlug(ctx, t.Slug, 0); err != nil {
			return err
		}
		t.ID = 0
		if err := s.write(ctx).Create(&t).Error; err != nil {
			if errors.Is(err, gorm.ErrDuplicatedKey) {
				return invalid("slug", "Another topic has this address.")
			}
			return fmt.Errorf("insert topic: %w", err)
		}
		if in.Owner != nil {
			if err := s.ownNewTopic(ctx, v, &t, *in.Owner); err != nil {
				return err
			}
		}
		if err := s.storeTopicCover(ctx, v, t.ID, "", t.Cover); err != nil {
			return err
		}
		if err := s.setHosts(ctx, t.ID, in.Hosts); err != nil {
			return err
		}
		if err := s.recordCreation(ctx, v, in.DraftKey, t.ID); err != nil {
			return err
		}
		if err := s.audit(ctx, v, auditEntry{Action: "topic.created", Kind: "topic", ID: t.ID, After: t.Slug}); err != nil {
			return err
		}
		return s.emit(ctx, siteChannel, Event{Type: EventSiteChanged, TopicID: &t.ID, ActorID: &v.ID})
	})
	if err != nil {
		return Topic{}, fmt.Errorf("create topic: %w", err)
	}
	return t, nil
}

// refuseTakenSlug refuses an address that another topic has or had: old addresses redirect for ever.
func (s *Store) refuseTakenSlug(ctx context.Context, slug string, own int64) error {
	var n int64
	err := s.one(ctx, &n, `SELECT (SELECT COUNT(*) FROM topics WHERE slug = ? AND id <> ?)
		+ (SELECT COUNT(*) FROM topic_slugs WHERE slug = ? AND topic_id <> ?)`, slug, own, slug, own)
	if err != nil {
		return fmt.Errorf("look for the slug: %w", err)
	}
	if n > 0 {
		return invalid("slug", "Another topic has or had this address.")
	}
	return nil
}

// setHosts replaces a topic's hosts by the members with these handles. Whoever is suspended may stay one, and not
// become one.
func (s *Store) setHosts(ctx context.Context, topicID int64, handles string) error {
	var former []int64
	if err := s.list(ctx, &former, `SELECT member_id FROM topic_hosts WHERE topic_id = ? ORDER BY member_id`, topicID); err != nil {
		return fmt.Errorf("list former hosts: %w", err)
	}
	former = append(former, 0) // an empty list is no SQL
	if _, err := s.exec(ctx, `DELETE FROM topic_hosts WHERE topic_id = ?`, topicID); err != nil {
		return fmt.Errorf("clear hosts: %w", err)
	}
	for handle := range strings.SplitSeq(handles, ",") {
		handle = strings.TrimPrefix(strings.TrimSpace(handle), "@")
		if handle == "" {
			continue
		}
		n, err := s.exec(ctx, `INSERT INTO topic_hosts (topic_id, member_id)
			SELECT CAST(? AS BIGINT), m.id FROM members m WHERE m.handle = ? AND (m.status = 'active' OR (m.status = 'suspended' AND m.id IN ?))
			ON CONFLICT (topic_id, member_id) DO NOTHING`, topicID, handle, former)
		if err != nil {
			return fmt.Errorf("set host: %w", err)
		}
		if n == 0 {
			return invalid("hosts", "There is no active member @%s.", handle)
		}
	}
	return nil
}
