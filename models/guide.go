package models

import (
	"context"
	"time"
)

// GuideStep is one thing to do in a community's first week.
type GuideStep string

const (
	GuideRules      GuideStep = "rules"      // the house rules are published
	GuideLegal      GuideStep = "legal"      // so are privacy and imprint
	GuideTopics     GuideStep = "topics"     // there are at least two to choose from
	GuidePosting    GuideStep = "posting"    // one of them says how people talk there
	GuideColleague  GuideStep = "colleague"  // somebody else of the staff is here, or invited
	GuideOwner      GuideStep = "owner"      // what is suggested goes to somebody by name
	GuideStory      GuideStep = "story"      // the first is published
	GuideDiscussion GuideStep = "discussion" // there is something to answer
	GuideMember     GuideStep = "member"     // the first is here
)

// GuideSteps lists every step, in the order in which they help.
var GuideSteps = []GuideStep{GuideRules, GuideLegal, GuideTopics, GuidePosting, GuideColleague, GuideOwner, GuideStory, GuideDiscussion, GuideMember}

// guideFor is how long a community is new: the guide shows itself until then, unless all is done before.
const guideFor = 30 * 24 * time.Hour

// How an administrator wants the guide, beside what it does by itself.
const (
	settingGuide = "guide"
	guideOff     = "off"
	guideOn      = "on"
)

// Guide is how far a community's first week has come.
type Guide struct {
	Done  map[GuideStep]bool
	Shown bool // on the console's front
}

// Count is how many steps are done.
func (g Guide) Count() (n int) {
	for _, done := range g.Done {
		if done {
			n++
		}
	}
	return n
}

// guideFacts are what is asked to know it: nothing of it is ever ticked by hand.
type guideFacts struct {
	Rules, Legal, Topics, Posting, Colleague, Owner, Story, Discussion, Member int64
	Young                                                                      int64
}

// Guide says how far the first week has come; the zero value for all but administrators, and once it was put away.
func (s *Store) Guide(ctx context.Context, v Viewer) (Guide, error) {
	if !v.Administrator() {
		return Guide{}, nil
	}
	d, err := s.Directory(ctx)
	if err != nil || d.Site.Guide == guideOff {
		return Guide{}, err
	}
	now := s.now()
	var f guideFacts
	err = s.one(ctx, &f, `SELECT
			(SELECT COUNT(*) FROM house_pages WHERE kind = 'rules' AND version = 1) AS rules,
			(SELECT COUNT(*) FROM house_pages WHERE kind IN ('privacy', 'imprint') AND version = 1) AS legal,
			(SELECT COUNT(*) FROM topics WHERE archived_at IS NULL) AS topics,
			(SELECT COUNT(*) FROM topics WHERE archived_at IS NULL AND posting_rules <> '') AS posting,
			(SELECT COUNT(*) FROM members WHERE role <> 'member' AND status = 'active')
				+ (SELECT COUNT(*) FROM invitations WHERE role <> 'member' AND revoked_at IS NULL AND used_at IS NULL AND expires_at > ?) AS colleague,
			(SELECT COUNT(*) FROM topics WHERE owner_id IS NOT NULL) + (SELECT COUNT(*) FROM duty_roster) AS owner,
			(SELECT COUNT(*) FROM (SELECT 1 FROM threads WHERE kind = 'story' AND status = 'published' LIMIT 1) s) AS story,
			(SELECT COUNT(*) FROM (SELECT 1 FROM threads WHERE kind IN ('discussion', 'question') AND status = 'published' LIMIT 1) q) AS discussion,
			(SELECT COUNT(*) FROM (SELECT 1 FROM members WHERE role = 'member' AND status = 'active' LIMIT 1) m) AS member,
			(SELECT COUNT(*) FROM members WHERE id = (SELECT MIN(id) FROM members) AND created_at > ?) AS young`, now, now.Add(-guideFor))
	if err != nil {
		return Guide{}, wrap(err, "read how far the first week has come")
	}
	g := Guide{Done: map[GuideStep]bool{
		GuideRules: f.Rules > 0, GuideLegal: f.Legal > 1, GuideTopics: f.Topics > 1, GuidePosting: f.Posting > 0, GuideColleague: f.Colleague > 1,
		GuideOwner: f.Owner > 0, GuideStory: f.Story > 0, GuideDiscussion: f.Discussion > 0, GuideMember: f.Member > 0,
	}}
	g.Shown = d.Site.Guide == guideOn || f.Young > 0 && g.Count() < len(GuideSteps)
	return g, nil
}

// SetGuide puts the guide away, or brings it back for as long as it is wanted; for administrators, on record.
func (s *Store) SetGuide(ctx context.Context, v Viewer, on bool) error {
	if !v.Administrator() {
		return forbidden("Only administrators put the guide away.")
	}
	to := guideOff
	if on {
		to = guideOn
	}
	err := s.InTx(ctx, func(s *Store) error {
		was, err := s.readSite(ctx)
		if err != nil || was.Guide == to {
			return err
		}
		if err := s.setSetting(ctx, settingGuide, to); err != nil {
			return err
		}
		if err := s.audit(ctx, v, auditEntry{Action: "guide.changed", Kind: "site", Before: was.Guide, After: to}); err != nil {
			return err
		}
		return s.emit(ctx, siteChannel, Event{Type: EventSiteChanged, ActorID: &v.ID})
	})
	return wrap(err, "set the guide")
}
