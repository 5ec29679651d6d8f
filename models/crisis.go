package models

import (
	"context"
	"strings"
)

// Pause says whose posts a crisis keeps back.
type Pause string

// Whose posts are paused.
const (
	PauseNobody Pause = ""
	PauseNew    Pause = "new" // new members'
	PauseAll    Pause = "all" // everybody's but staff's
)

// Crisis is what the community does without for a while, and what it says about it.
type Crisis struct {
	Joining  bool  // nobody joins, by whichever door
	Posting  Pause // threads and posts
	Pictures bool  // nobody but staff sends any
	Banner   string
}

// On reports whether anything is paused or said.
func (c Crisis) On() bool { return c != Crisis{} }

const bannerMax = 300

const (
	settingCrisis = "crisis"
	settingBanner = "banner"
)

// String is the switch as the settings and the audit log have it, without the banner.
func (c Crisis) String() string {
	var parts []string
	if c.Joining {
		parts = append(parts, "joining")
	}
	if c.Posting != PauseNobody {
		parts = append(parts, "posting:"+string(c.Posting))
	}
	if c.Pictures {
		parts = append(parts, "pictures")
	}
	return strings.Join(parts, ",")
}

func parseCrisis(text string) (c Crisis) {
	for part := range strings.SplitSeq(text, ",") {
		switch part {
		case "joining":
			c.Joining = true
		case "posting:new", "posting:all":
			c.Posting = Pause(strings.TrimPrefix(part, "posting:"))
		case "pictures":
			c.Pictures = true
		}
	}
	return c
}

// SetCrisis pauses joining, posting or pictures, or ends that, with what every page says meanwhile; for moderators, who
// may be alone when it is needed. A reason is needed to pause; it is on record.
func (s *Store) SetCrisis(ctx context.Context, v Viewer, in Crisis, reason string) error {
	if !v.Moderator() {
		return forbidden("Only moderators and administrators have this switch.")
	}
	f := fieldErrors{}
	in.Banner = f.checkLine("banner", in.Banner, "The banner", 0, bannerMax)
	least := 0
	if in.On() {
		least = reasonMin
	}
	reason = f.checkLine("reason", reason, "The reason", least, reasonMax)
	if in.Posting != PauseNobody && in.Posting != PauseNew && in.Posting != PauseAll {
		f.add("posting", "Choose whose posts are paused.")
	}
	if err := f.err(); err != nil {
		return err
	}
	err := s.InTx(ctx, func(s *Store) error {
		if _, err := s.holdAdministrators(ctx); err != nil { // two who throw it at once meet here
			return err
		}
		v, err := s.actorNow(ctx, v)
		if err != nil {
			return err
		}
		if !v.Moderator() {
			return forbidden("Only moderators and administrators have this switch.")
		}
		site, err := s.readSite(ctx)
		if err != nil || site.Crisis == in {
			return err
		}
		for key, value := range map[string]string{settingCrisis: in.String(), settingBanner: in.Banner} {
			if err := s.setSetting(ctx, key, value); err != nil {
				return err
			}
		}
		err = s.audit(ctx, v, auditEntry{Action: "crisis.changed", Kind: "site", Before: site.Crisis.line(), After: in.line(), Reason: reason})
		if err != nil {
			return err
		}
		return s.emit(ctx, siteChannel, Event{Type: EventSiteChanged, ActorID: &v.ID})
	})
	return wrap(err, "set the crisis switch")
}

func (c Crisis) line() string { return strings.Trim(c.String()+"; "+c.Banner, "; ") }

// checkCrisis refuses what a crisis pauses for the viewer.
func (s *Store) checkCrisis(ctx context.Context, v Viewer) error {
	paused, err := s.pausedFor(ctx, v)
	if err != nil || paused == "" {
		return err
	}
	return forbidden("%s What you wrote is kept as a draft; send it when the pause is over.", paused)
}

// pausedFor says that the viewer's words are kept back just now; empty where they are not.
func (s *Store) pausedFor(ctx context.Context, v Viewer) (string, error) {
	site, err := s.siteNow(ctx)
	if err != nil || v.Staff() {
		return "", err
	}
	switch {
	case site.Crisis.Posting == PauseAll:
		return "Posting is paused for a while.", nil
	case site.Crisis.Posting == PauseNew && v.NewMember(s.now()):
		return "Posting is paused for new members for a while.", nil
	}
	return "", nil
}
