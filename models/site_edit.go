package models

import (
	"context"
	"strconv"
	"strings"
	"time"
)

// SiteInput is what an administrator sends for the community. Version is compared where it is not 0.
type SiteInput struct {
	Name     string
	Tagline  string
	Brand    string
	HostLine string
	TimeZone string // an IANA name
	Joining  bool
	// Mode is the door while Joining; empty: open to anybody.
	Mode        JoiningMode
	MailDomains string // one a line
	// MinimumAge is how old one must be to join: 13 to 21, or 0.
	MinimumAge int64
	Version    int64
}

// No law asks for less, and whoever is 21 is of age everywhere.
const minimumAgeLeast, minimumAgeMost = 13, 21

const taglineMax, hostLineMax = 160, 160

// EditSite changes the community's settings; for administrators. Conflict when somebody changed them since
// Version. What is scheduled stays at its moment, whatever the zone shows it as.
func (s *Store) EditSite(ctx context.Context, v Viewer, in SiteInput) error {
	if !v.Administrator() {
		return forbidden("Only administrators change the community's settings.")
	}
	f := fieldErrors{}
	wanted := []struct{ key, value string }{
		{settingName, f.checkLine("name", in.Name, "The community's name", 2, nameMax)},
		{settingTagline, f.checkLine("tagline", in.Tagline, "The tagline", 0, taglineMax)},
		{settingBrand, f.checkLine("brand", in.Brand, "The brand", 0, nameMax)},
		{settingHostLine, f.checkLine("host_line", in.HostLine, "The host line", 0, hostLineMax)},
		{settingZone, f.checkTimeZone(in.TimeZone)},
		{settingJoining, string(in.mode(f))},
		{settingDomains, f.checkMailDomains(in.MailDomains)},
		{settingAge, strconv.FormatInt(in.MinimumAge, 10)},
	}
	if in.MinimumAge != 0 && (in.MinimumAge < minimumAgeLeast || in.MinimumAge > minimumAgeMost) {
		f.add("minimum_age", "Give an age from %d to %d, or 0 to ask nobody.", minimumAgeLeast, minimumAgeMost)
	}
	if err := f.err(); err != nil {
		return err
	}
	err := s.InTx(ctx, func(s *Store) error {
		if _, err := s.holdAdministrators(ctx); err != nil { // two who save at once meet here
			return err
		}
		v, err := s.actorNow(ctx, v)
		if err != nil {
			return err
		}
		if !v.Administrator() {
			return forbidden("Only administrators change the community's settings.")
		}
		was, err := s.readSite(ctx)
		if err != nil {
			return err
		}
		if in.Version != 0 && in.Version != was.Version {
			return conflict("Somebody changed these settings meanwhile.")
		}
		changed := false
		for _, w := range wanted {
			before := was.setting(w.key)
			if before == w.value {
				continue
			}
			changed = true
			if err := s.setSetting(ctx, w.key, w.value); err != nil {
				return err
			}
			if err := s.audit(ctx, v, auditEntry{Action: "site.changed", Kind: "site", Before: w.key + ": " + before, After: w.key + ": " + w.value}); err != nil {
				return err
			}
		}
		if !changed {
			return nil
		}
		if in.TimeZone != "" && was.setting(settingZone) != strings.TrimSpace(in.TimeZone) {
			if err := s.resettleAll(ctx); err != nil { // working hours are by the zone's clock
				return err
			}
		}
		now := was
		now.Name, now.Tagline, now.HostLine = wanted[0].value, wanted[1].value, wanted[3].value
		if err := s.renameLook(ctx, v.ID, was, now); err != nil {
			return err
		}
		if err := s.relabelStaff(ctx, v, was); err != nil {
			return err
		}
		if err := s.setSetting(ctx, settingVersion, strconv.FormatInt(was.Version+1, 10)); err != nil {
			return err
		}
		return s.emit(ctx, siteChannel, Event{Type: EventSiteChanged, ActorID: &v.ID})
	})
	return wrap(err, "edit site")
}

// mode is the door that was chosen.
func (in SiteInput) mode(f fieldErrors) JoiningMode {
	switch {
	case !in.Joining:
		return JoinClosed
	case in.Mode == "":
		return JoinOpen
	}
	if _, err := ParseJoiningMode(string(in.Mode)); err != nil {
		f.add("joining", "Choose who may join.")
	}
	return in.Mode
}

// setting is a setting as it is stored.
func (s Site) setting(key string) string {
	switch key {
	case settingName:
		return s.Name
	case settingTagline:
		return s.Tagline
	case settingBrand:
		return s.Brand
	case settingHostLine:
		return s.HostLine
	case settingZone:
		return s.TimeZone.String()
	case settingJoining:
		return string(s.Mode)
	case settingDomains:
		return strings.Join(s.MailDomains, "\n")
	case settingAge:
		return strconv.FormatInt(s.MinimumAge, 10)
	}
	return ""
}

// checkTimeZone lets the IANA database's names pass; the machine's own zone is none.
func (f fieldErrors) checkTimeZone(name string) string {
	name = strings.TrimSpace(name)
	if name == "" || name == "Local" {
		f.add("time_zone", "Choose the community's time zone.")
		return ""
	}
	if _, err := time.LoadLocation(name); err != nil {
		f.add("time_zone", "There is no time zone called “%s”. Europe/Berlin is one.", name)
	}
	return name
}
