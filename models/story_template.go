package models

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"gorm.io/gorm"
)

// StoryTemplate is what a story can begin with. Title is a pattern: what stands between double braces is for the writer
// to fill in.
type StoryTemplate struct {
	ID         int64
	Name       string
	Purpose    string // what it is for, in a line
	Title      string
	Body       string
	Version    int64
	CreatedAt  time.Time
	ArchivedAt *time.Time // not offered any more since then
}

// Archived reports whether the template is kept, and not offered.
func (t StoryTemplate) Archived() bool { return t.ArchivedAt != nil }

// StoryTemplateInput is what the form sends; ID 0 makes a new one.
type StoryTemplateInput struct {
	ID      int64
	Name    string
	Purpose string
	Title   string
	Body    string
	Version int64 // that was seen; 0: not compared
}

// templatesMost bounds the list, which the composer offers whole.
const templatesMost = 50

// StoryTemplates lists them by name: to those who may write stories what is offered, to staff also what is archived.
// NotFound for all others.
func (s *Store) StoryTemplates(ctx context.Context, v Viewer) ([]StoryTemplate, error) {
	if !v.CanPublish() {
		return nil, notFound()
	}
	where := `archived_at IS NULL`
	if v.CanSeeConsole() {
		where = `TRUE`
	}
	var list []StoryTemplate
	err := s.list(ctx, &list, `SELECT * FROM story_templates WHERE `+where+` ORDER BY name, id`)
	return list, wrap(err, "list story templates")
}

// StoryTemplate is one of them, for whom StoryTemplates lists it; NotFound.
func (s *Store) StoryTemplate(ctx context.Context, v Viewer, id int64) (StoryTemplate, error) {
	if !v.CanPublish() {
		return StoryTemplate{}, notFound()
	}
	var t StoryTemplate
	err := s.one(ctx, &t, `SELECT * FROM story_templates WHERE id = ?`, id)
	if err == nil && t.Archived() && !v.CanSeeConsole() {
		err = notFound()
	}
	return t, wrap(err, "find story template %d", id)
}

// Begin puts the template under what was typed already, of which nothing is lost: an empty title takes the pattern, and
// the body follows whatever stands there.
func (t StoryTemplate) Begin(title, body string) (string, string) {
	if strings.TrimSpace(title) == "" {
		title = t.Title
	}
	switch {
	case strings.TrimSpace(body) == "":
		body = t.Body
	case !strings.Contains(body, t.Body): // twice pressed, it stands there once
		body = strings.TrimRight(body, "\r\n ") + "\n\n" + t.Body
	}
	return title, body
}

// SaveStoryTemplate keeps a template, or changes one; for staff, on record. Conflict where somebody changed it since
// Version; Invalid.
func (s *Store) SaveStoryTemplate(ctx context.Context, v Viewer, in StoryTemplateInput) (StoryTemplate, error) {
	if !v.CanSeeConsole() {
		return StoryTemplate{}, notFound()
	}
	f := fieldErrors{}
	asked := StoryTemplate{
		ID: in.ID, Name: f.checkLine("name", in.Name, "The name", savedTitleMin, savedTitleMax), Purpose: f.checkLine("purpose", in.Purpose, "What it is for", 0, 200),
		Title: f.checkLine("title", in.Title, "The title", 0, titleMax), Body: f.checkText("body", in.Body, "The text", 1, postMax),
		Version: 1, CreatedAt: s.now(),
	}
	if err := f.err(); err != nil {
		return asked, err
	}
	var t StoryTemplate
	err := s.InTx(ctx, func(s *Store) error {
		t = asked // what an attempt that is repeated made of it does not count
		before, err := s.storeTemplate(ctx, &t, in.Version)
		if errors.Is(err, gorm.ErrDuplicatedKey) {
			return invalid("name", "There is a template of this name already, perhaps among those that are archived.")
		}
		if err != nil {
			return err
		}
		return s.audit(ctx, v, auditEntry{Action: "template.saved", Kind: "template", ID: t.ID, Before: before, After: t.line()})
	})
	return t, wrap(err, "save a story template")
}

// storeTemplate writes a template, and answers with what it said before.
func (s *Store) storeTemplate(ctx context.Context, t *StoryTemplate, version int64) (before string, err error) {
	if t.ID == 0 {
		var n int64
		if err := s.one(ctx, &n, `SELECT COUNT(*) FROM story_templates`); err != nil {
			return "", err
		}
		if n >= templatesMost {
			return "", invalid("name", "There are %d templates. Change one that nobody needs instead.", n)
		}
		return "", s.write(ctx).Create(t).Error
	}
	was, err := s.holdTemplate(ctx, t.ID)
	if err != nil {
		return "", err
	}
	if version != 0 && version != was.Version {
		return "", conflict("Somebody changed this template meanwhile.")
	}
	t.Version, t.CreatedAt, t.ArchivedAt = was.Version+1, was.CreatedAt, was.ArchivedAt
	return was.line(), s.write(ctx).Save(t).Error
}

func (s *Store) holdTemplate(ctx context.Context, id int64) (t StoryTemplate, err error) {
	err = s.one(ctx, &t, `SELECT * FROM story_templates WHERE id = ?`+s.db.Dialect.ForUpdate(), id)
	return t, err
}

// line is a template as the audit log keeps it: all of a short one.
func (t StoryTemplate) line() string {
	return fmt.Sprintf("%s (%s): %s\n\n%s", t.Name, t.Purpose, t.Title, cutRunes(t.Body, 4000))
}

// ArchiveStoryTemplate has a template offered no more, or again; for staff, on record. A repeat changes nothing.
func (s *Store) ArchiveStoryTemplate(ctx context.Context, v Viewer, id int64, on bool) error {
	if !v.CanSeeConsole() {
		return notFound()
	}
	err := s.InTx(ctx, func(s *Store) error {
		was, err := s.holdTemplate(ctx, id)
		if err != nil || was.Archived() == on {
			return err
		}
		var at *time.Time
		if on {
			now := s.now()
			at = &now
		}
		if _, err := s.exec(ctx, `UPDATE story_templates SET archived_at = ?, version = version + 1 WHERE id = ?`, at, id); err != nil {
			return err
		}
		return s.audit(ctx, v, auditEntry{Action: "template.archived", Kind: "template", ID: id, Before: was.Name, After: onOff("archived", "offered", on)})
	})
	return wrap(err, "archive story template %d", id)
}
