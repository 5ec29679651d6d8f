package models

import (
	"context"
	"fmt"
	"time"
)

// SiteInput is what an administrator sets for the whole community.
type SiteInput struct {
	Name     string
	Tagline  string
	Brand    string
	HostLine string
	TimeZone string // an IANA name
	Joining  bool
}

const (
	siteNameMin, siteNameMax = 2, 60
	siteLineMax              = 160
)

// EditSite changes the community's settings; for administrators. Every node shows them within a second.
func (s *Store) EditSite(ctx context.Context, v Viewer, in SiteInput) error {
	if !v.Administrator() {
		return forbidden("Only administrators change the community’s settings.")
	}
	f := fieldErrors{}
	joining := "open"
	if !in.Joining {
		joining = "closed"
	}
	values := []struct{ key, value string }{
		{settingName, f.checkLine("name", in.Name, "The name", siteNameMin, siteNameMax)},
		{settingTagline, f.checkLine("tagline", in.Tagline, "The tagline", 0, siteLineMax)},
		{settingBrand, f.checkLine("brand", in.Brand, "The company’s name", 0, nameMax)},
		{settingHostLine, f.checkLine("host_line", in.HostLine, "The credit line", 0, siteLineMax)},
		{settingZone, in.TimeZone},
		{settingJoining, joining},
	}
	if _, err := time.LoadLocation(in.TimeZone); err != nil || in.TimeZone == "" || in.TimeZone == "Local" {
		f.add("time_zone", "Choose a time zone such as Europe/London.")
	}
	if err := f.err(); err != nil {
		return err
	}
	err := s.InTx(ctx, func(s *Store) error {
		before, err := s.readSite(ctx)
		if err != nil {
			return err
		}
		for _, set := range values {
			if err := s.setSetting(ctx, set.key, set.value); err != nil {
				return err
			}
		}
		after, err := s.readSite(ctx)
		if err != nil {
			return err
		}
		err = s.audit(ctx, v, auditEntry{Action: "site.edited", Kind: "site", Before: fmt.Sprintf("%+v", before), After: fmt.Sprintf("%+v", after)})
		if err != nil {
			return err
		}
		return s.emit(ctx, siteChannel, Event{Type: EventSiteChanged, ActorID: &v.ID})
	})
	return wrap(err, "edit site")
}
