package models

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/commonthread/commonthread/internal/tint"
)

// LookInput is what an administrator sends for the community's look. Version is compared where it is not 0.
type LookInput struct {
	Name     string
	Tagline  string
	HostLine string
	HostURL  string
	Accent   string // empty: the program's own
	Typeface Typeface
	Corners  Corners
	Links    []FooterLink // those without label and address are passed over
	Version  int64
}

const (
	footerLabelMax       = 40
	lookIsAdministrators = "Only administrators change how the community looks."
)

// CheckLook is the look that an input makes, for showing before it is stored. Invalid names every field in which it
// does not fit; the look is then what can be shown of it.
func CheckLook(in LookInput) (Look, error) {
	f := fieldErrors{}
	l := Look{
		Name:     f.checkLine("name", in.Name, "The community's name", 2, nameMax),
		Tagline:  f.checkLine("tagline", in.Tagline, "The tagline", 0, taglineMax),
		HostLine: f.checkLine("host_line", in.HostLine, "The host line", 0, hostLineMax),
		HostURL:  f.checkURL("host_url", in.HostURL),
		Typeface: in.Typeface,
		Corners:  in.Corners,
		Footer:   footerText(f.checkFooter(in.Links)),
	}
	if strings.TrimSpace(in.Accent) != "" {
		hex, err := tint.Normal(in.Accent)
		if err != nil {
			f.add("accent", "Give a colour such as #1c5a46: six digits or letters from a to f.")
		}
		l.Accent = hex
	}
	if !slices.Contains(Typefaces, in.Typeface) {
		f.add("typeface", "Choose one of the typefaces.")
		l.Typeface = TypefaceMagazine
	}
	if !slices.Contains(CornersList, in.Corners) {
		f.add("corners", "Choose how round the corners are.")
		l.Corners = CornersSoft
	}
	return l, f.err()
}

// checkFooter holds each link to a label and a place to lead to. A field is link1_label, link1_href, and so on.
func (f fieldErrors) checkFooter(in []FooterLink) []FooterLink {
	var list []FooterLink
	for i, l := range in {
		field := "link" + strconv.Itoa(i+1)
		label := f.checkLine(field+"_label", l.Label, "The label", 0, footerLabelMax)
		href := f.checkLine(field+"_href", l.Href, "The address", 0, urlMax)
		switch {
		case label == "" && href == "":
			continue
		case label == "":
			f.add(field+"_label", "Say what the link is called.")
		case !leads(href):
			f.add(field+"_href", "Give a whole address that begins with https://, or a page here such as /house/rules.")
		}
		if len(list) == FooterLinksMost {
			f.add(field+"_label", "At most %d links fit.", FooterLinksMost)
		}
		list = append(list, FooterLink{label, href})
	}
	return list
}

// leads reports whether an address is a page here, or a whole one that a browser may follow.
func leads(href string) bool {
	u, err := url.Parse(href)
	if err != nil || u.User != nil || strings.Contains(href, "\\") {
		return false
	}
	if u.Scheme == "" {
		return strings.HasPrefix(href, "/") && !strings.HasPrefix(href, "//")
	}
	return (u.Scheme == "https" || u.Scheme == "http") && u.Host != ""
}

// EditLook changes how the community presents itself, everywhere and at once; for administrators. Every change is a
// version of its own. Conflict when somebody changed it since Version; the same again changes nothing.
func (s *Store) EditLook(ctx context.Context, v Viewer, in LookInput) error {
	if !v.Administrator() {
		return forbidden(lookIsAdministrators)
	}
	wanted, err := CheckLook(in)
	if err != nil {
		return err
	}
	err = s.changeLook(ctx, v, in.Version, func(_ *Store, was Look) (Look, string, error) {
		now := was
		now.Name, now.Tagline, now.HostLine, now.HostURL = wanted.Name, wanted.Tagline, wanted.HostLine, wanted.HostURL
		now.Accent, now.Typeface, now.Corners, now.Footer = wanted.Accent, wanted.Typeface, wanted.Corners, wanted.Footer
		return now, "", nil
	})
	return wrap(err, "edit look")
}

// RestoreLook brings a former version back, as a new one; for administrators. Version is that of the look they saw, as
// in LookInput. NotFound where there is no such former version.
func (s *Store) RestoreLook(ctx context.Context, v Viewer, former, version int64) error {
	if !v.Administrator() {
		return forbidden(lookIsAdministrators)
	}
	err := s.changeLook(ctx, v, version, func(s *Store, _ Look) (Look, string, error) {
		var l Look
		err := s.one(ctx, &l, `SELECT * FROM looks WHERE version = ?`, former)
		return l, fmt.Sprintf("As in version %d.", former), err
	})
	return wrap(err, "restore look %d", former)
}

// changeLook stores a version where it differs from what is shown, with one entry of the audit log for each value.
func (s *Store) changeLook(ctx context.Context, v Viewer, version int64, next func(*Store, Look) (Look, string, error)) error {
	return s.InTx(ctx, func(s *Store) error {
		if _, err := s.holdAdministrators(ctx); err != nil { // two who save at once meet here
			return err
		}
		v, err := s.actorNow(ctx, v)
		if err != nil {
			return err
		}
		if !v.Administrator() {
			return forbidden(lookIsAdministrators)
		}
		site, err := s.readSite(ctx)
		if err != nil {
			return err
		}
		was, err := s.readLook(ctx, site)
		if err != nil {
			return err
		}
		if version != 0 && version != was.Version {
			return conflict("Somebody changed the look meanwhile.")
		}
		wanted, why, err := next(s, was)
		if err != nil {
			return err
		}
		changed := false
		for i, now := range wanted.values() {
			before := was.values()[i]
			if now == before {
				continue
			}
			changed = true
			err := s.audit(ctx, v, auditEntry{Action: "look.changed", Kind: "site", Before: now.key + ": " + before.value, After: now.key + ": " + now.value, Reason: why})
			if err != nil {
				return err
			}
		}
		if !changed {
			return nil
		}
		for key, value := range map[string]string{settingName: wanted.Name, settingTagline: wanted.Tagline, settingHostLine: wanted.HostLine} {
			if err := s.setSetting(ctx, key, value); err != nil {
				return err
			}
		}
		if err := s.relabelStaff(ctx, v, site); err != nil {
			return err
		}
		if err := s.storeLook(ctx, &v.ID, was, wanted); err != nil {
			return err
		}
		// who has the settings' form open would otherwise put the former name back
		if err := s.setSetting(ctx, settingVersion, strconv.FormatInt(site.Version+1, 10)); err != nil {
			return err
		}
		return s.emit(ctx, siteChannel, Event{Type: EventSiteChanged, ActorID: &v.ID})
	})
}

// storeLook adds a version, and before the first one how it was until then.
func (s *Store) storeLook(ctx context.Context, author *int64, was, now Look) error {
	now.Version, now.AuthorID, now.CreatedAt = was.Version+1, author, s.now()
	if was.CreatedAt.IsZero() {
		was.CreatedAt = now.CreatedAt
		if err := s.write(ctx).Create(&was).Error; err != nil {
			return fmt.Errorf("store how it looked: %w", err)
		}
	}
	if err := s.write(ctx).Create(&now).Error; err != nil {
		return fmt.Errorf("store look %d: %w", now.Version, err)
	}
	return nil
}

// renameLook notes a name, tagline or credit line that was changed with the settings. Until the first look there is
// nothing to note: it will begin with them.
func (s *Store) renameLook(ctx context.Context, author int64, was, now Site) error {
	l, err := s.readLook(ctx, was)
	if err != nil || l.CreatedAt.IsZero() {
		return err
	}
	renamed := l
	renamed.Name, renamed.Tagline, renamed.HostLine = now.Name, now.Tagline, now.HostLine
	if renamed == l {
		return nil
	}
	return s.storeLook(ctx, &author, l, renamed)
}

type lookValue struct{ key, value string }

// values are what the audit log says of a look.
func (l Look) values() []lookValue {
	var links []string
	for _, one := range l.Links() {
		links = append(links, one.Label+" "+one.Href)
	}
	return []lookValue{
		{"name", l.Name}, {"tagline", l.Tagline}, {"host_line", l.HostLine}, {"host_url", l.HostURL}, {"accent", l.Accent},
		{"typeface", string(l.Typeface)}, {"corners", string(l.Corners)}, {"links", strings.Join(links, ", ")},
		{"logo", markWords(l.Logo)}, {"logo_dark", markWords(l.LogoDark)}, {"icon", markWords(l.Icon)},
	}
}
