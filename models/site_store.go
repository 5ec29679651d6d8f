package models

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // a container has no zone files
)

// the keys of the settings table
const (
	settingName      = "name"
	settingTagline   = "tagline"
	settingBrand     = "brand"
	settingHostLine  = "host_line"
	settingZone      = "time_zone"
	settingJoining   = "joining"
	settingAge       = "minimum_age"
	settingDomains   = "mail_domains"
	settingSetup     = "setup_token"
	settingHoldWords = "hold_words"
	settingHoldAt    = "hold_score"
	settingVersion   = "version" // how often the settings were changed in the console
)

func (s *Store) readSite(ctx context.Context) (Site, error) {
	var rows []struct{ Key, Value string }
	if err := s.list(ctx, &rows, `SELECT key, value FROM settings`); err != nil {
		return Site{}, err
	}
	site := Site{Name: "Community", TimeZone: time.UTC, Joining: true, Mode: JoinOpen, Version: 1, HoldAt: holdAt}
	site.WorkingDay = int64(DefaultCalendar(time.UTC).DayMinutes())
	for _, r := range rows {
		switch r.Key {
		case settingName:
			site.Name = r.Value
		case settingTagline:
			site.Tagline = r.Value
		case settingBrand:
			site.Brand = r.Value
		case settingHostLine:
			site.HostLine = r.Value
		case settingZone:
			zone, err := time.LoadLocation(r.Value)
			if err != nil {
				return Site{}, fmt.Errorf("time zone in settings: %w", err)
			}
			site.TimeZone = zone
		case settingCalendar:
			var c storedCalendar
			if err := json.Unmarshal([]byte(r.Value), &c); err != nil {
				return Site{}, fmt.Errorf("calendar in settings: %w", err)
			}
			site.WorkingDay = int64(c.Closes - c.Opens)
		case settingJoining:
			mode, err := ParseJoiningMode(r.Value)
			if err != nil {
				return Site{}, fmt.Errorf("joining in settings: %w", err)
			}
			site.Mode, site.Joining = mode, mode != JoinClosed
		case settingDomains:
			site.MailDomains = strings.Fields(r.Value)
		case settingCrisis:
			crisis := parseCrisis(r.Value)
			crisis.Banner = site.Crisis.Banner
			site.Crisis = crisis
		case settingBanner:
			site.Crisis.Banner = r.Value
		case settingAge:
			age, err := strconv.ParseInt(r.Value, 10, 64)
			if err != nil {
				return Site{}, fmt.Errorf("minimum age in settings: %w", err)
			}
			site.MinimumAge = age
		case settingHoldWords:
			site.HoldWords = parseHoldWords(r.Value)
		case settingHoldAt:
			score, err := strconv.ParseInt(r.Value, 10, 64)
			if err != nil {
				return Site{}, fmt.Errorf("points in settings: %w", err)
			}
			site.HoldAt = score
		case settingGuide:
			site.Guide = r.Value
		case settingVersion:
			version, err := strconv.ParseInt(r.Value, 10, 64)
			if err != nil {
				return Site{}, fmt.Errorf("version in settings: %w", err)
			}
			site.Version = version
		}
	}
	return site, nil
}

// setSetting stores one setting; the caller emits EventSiteChanged.
func (s *Store) setSetting(ctx context.Context, key, value string) error {
	_, err := s.exec(ctx, `INSERT INTO settings (key, value) VALUES (?, ?)
		ON CONFLICT (key) DO UPDATE SET value = excluded.value`, key, value)
	if err != nil {
		return fmt.Errorf("set %s: %w", key, err)
	}
	return nil
}
