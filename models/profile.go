package models

import (
	"context"
	"fmt"
	"net/url"
	"strings"
)

// ProfileField is one thing that members may say of themselves, and to whom.
type ProfileField struct {
	Field     string
	Value     string
	VisibleTo Audience
}

// ProfileFields are the fields there are, in the order of the form and the page.
var ProfileFields = []string{"bio", "location", "website", "pronouns", "interests"}

var profileLimits = map[string]int{"bio": 1_000, "location": 80, "website": 200, "pronouns": 40, "interests": 200}

// Profile is what a member edits about themselves.
type Profile struct {
	Name      string
	Fields    map[string]ProfileField
	PresentTo Audience // who is told the name while its member reads or writes in a thread
	Version   int64
}

// ProfileInput is the form: what is missing stays empty and for nobody.
type ProfileInput Profile

// OwnProfile reads the viewer's profile for editing; every field is there, for nobody where nothing was chosen.
func (s *Store) OwnProfile(ctx context.Context, v Viewer) (Profile, error) {
	if !v.SignedIn() {
		return Profile{}, unauthenticated()
	}
	var m Member
	if err := s.one(ctx, &m, `SELECT * FROM members WHERE id = ?`, v.ID); err != nil {
		return Profile{}, fmt.Errorf("find member: %w", err)
	}
	p := Profile{Name: m.Name, Version: m.Version, PresentTo: m.PresentTo, Fields: map[string]ProfileField{}}
	stored, err := s.profileFields(ctx, v.ID)
	if err != nil {
		return Profile{}, err
	}
	for _, name := range ProfileFields {
		p.Fields[name] = ProfileField{Field: name, VisibleTo: AudienceNobody}
	}
	for _, f := range stored {
		p.Fields[f.Field] = f
	}
	return p, nil
}

func (s *Store) profileFields(ctx context.Context, memberID int64) ([]ProfileField, error) {
	var fields []ProfileField
	err := s.list(ctx, &fields, `SELECT field, value, visible_to FROM profile_fields WHERE member_id = ? ORDER BY field`, memberID)
	if err != nil {
		return nil, fmt.Errorf("list profile fields: %w", err)
	}
	return fields, nil
}

// EditProfile stores the viewer's name and fields. A version that is not the stored one is a Conflict.
func (s *Store) EditProfile(ctx context.Context, v Viewer, in ProfileInput) error {
	if !v.SignedIn() {
		return unauthenticated()
	}
	f := fieldErrors{}
	name := f.checkLine("name", in.Name, "The name", 1, nameMax)
	if !v.Staff() {
		f.checkOwnName(name)
	}
	fields := f.checkProfile(in.Fields)
	presentTo := f.checkAudience("presence", in.PresentTo)
	if err := f.err(); err != nil {
		return err
	}
	err := s.InTx(ctx, func(s *Store) error {
		m, err := s.holdMember(ctx, v.ID)
		if err != nil {
			return err
		}
		if in.Version != 0 && in.Version != m.Version {
			return conflict("Your profile was changed in another window. Look at both before you save.")
		}
		if err := s.checkProfileWords(ctx, v, m.Name, name, fields); err != nil {
			return err
		}
		if _, err := s.exec(ctx, `UPDATE members SET name = ?, present_to = ?, version = version + 1 WHERE id = ?`, name, presentTo, v.ID); err != nil {
			return fmt.Errorf("store name: %w", err)
		}
		if _, err := s.exec(ctx, `DELETE FROM profile_fields WHERE member_id = ?`, v.ID); err != nil {
			return fmt.Errorf("clear profile fields: %w", err)
		}
		for _, field := range fields {
			_, err := s.exec(ctx, `INSERT INTO profile_fields (member_id, field, value, visible_to) VALUES (?, ?, ?, ?)`,
				v.ID, field.Field, field.Value, field.VisibleTo)
			if err != nil {
				return fmt.Errorf("store %s: %w", field.Field, err)
			}
		}
		return s.emitMemberChanged(ctx, v.ID)
	})
	if err != nil {
		return fmt.Errorf("edit profile: %w", err)
	}
	return nil
}

// checkProfileWords refuses a new name, or new words of oneself, that a post could not say just now.
func (s *Store) checkProfileWords(ctx context.Context, v Viewer, was, name string, fields []ProfileField) error {
	stored, err := s.profileFields(ctx, v.ID)
	if err != nil {
		return err
	}
	changes := []aside{{field: "name", before: was, after: name}}
	for _, f := range fields {
		a := aside{field: f.Field, after: f.Value}
		for _, had := range stored {
			if had.Field == f.Field {
				a.before = had.Value
			}
		}
		changes = append(changes, a)
	}
	return s.checkAside(ctx, v, changes...)
}

// checkProfile cleans the fields that hold something; empty ones are not stored.
func (f fieldErrors) checkProfile(in map[string]ProfileField) []ProfileField {
	var out []ProfileField
	for _, name := range ProfileFields {
		field := ProfileField{Field: name, VisibleTo: f.checkAudience(name, in[name].VisibleTo)}
		what := "The " + name
		if name == "bio" {
			field.Value = f.checkText(name, in[name].Value, what, 0, profileLimits[name])
		} else {
			field.Value = f.checkLine(name, in[name].Value, what, 0, profileLimits[name])
		}
		if name == "website" {
			f.checkWebsite(field.Value)
		}
		if field.Value != "" || field.VisibleTo != AudienceNobody {
			out = append(out, field)
		}
	}
	return out
}

// checkAudience takes what was not chosen for nobody.
func (f fieldErrors) checkAudience(field string, chosen Audience) Audience {
	if chosen == "" {
		return AudienceNobody
	}
	if _, err := ParseAudience(string(chosen)); err != nil {
		f.add(field, "Choose nobody, members or everyone.")
	}
	return chosen
}

// checkWebsite takes http and https addresses alone: the page makes a link of it.
func (f fieldErrors) checkWebsite(address string) {
	if address == "" {
		return
	}
	u, err := url.Parse(address)
	if err != nil || (u.Scheme != "https" && u.Scheme != "http") || u.User != nil || !strings.Contains(u.Hostname(), ".") {
		f.add("website", "Give a whole address such as https://example.org.")
	}
}
