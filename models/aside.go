package models

import (
	"context"
	"fmt"
	"regexp"
)

// aside is what a member writes beside posts: why they support or vote, what they say of an answer or of themselves.
type aside struct {
	field         string // of the form
	topicID       int64  // 0: of no topic
	before, after string
}

// asidesOfSlowed is how often somebody in slow mode writes beside posts.
var asidesOfSlowed = limit{"aside.slowed", 1, restrictedPause}

// linked finds what readers can follow, in words that are shown as they were typed.
var linked = regexp.MustCompile(`(?i)\b(?:[a-z][a-z0-9+.-]*://|www\.)\S|\S@\S+\.\w`)

// checkAside refuses words beside posts as posts are refused: while a crisis pauses them, where a restriction forbids
// links or haste, and where they hold a listed word. Nothing of it is a post that could wait for a moderator, so it is
// refused on its field. Words taken back or left as they were pass.
func (s *Store) checkAside(ctx context.Context, v Viewer, of ...aside) error {
	hasty := ""
	for _, a := range of {
		if a.after == "" || a.after == a.before {
			continue
		}
		if err := s.checkAsideWords(ctx, v, a); err != nil {
			return err
		}
		hasty = a.field
	}
	if hasty == "" || !v.Restricted(SlowPosts, s.now()) {
		return nil
	}
	return s.checkAsideHaste(ctx, v, hasty)
}

func (s *Store) checkAsideWords(ctx context.Context, v Viewer, a aside) error {
	paused, err := s.pausedFor(ctx, v)
	if err != nil {
		return err
	}
	if paused != "" {
		return invalid(a.field, "%s Leave these words as they were until it is over.", paused)
	}
	if v.Restricted(NoLinks, s.now()) && linked.MatchString(a.after) {
		return invalid(a.field, "You cannot post links until %s. Your standing says why.", v.RestrictedUntil.Format("2 January 2006, 15:04 UTC"))
	}
	return s.heedWords(ctx, v, a.topicID, a.field, a.before, a.after)
}

func (s *Store) checkAsideHaste(ctx context.Context, v Viewer, field string) error {
	err := s.checkPause(ctx, restrictedPause, `author_id = ? AND thread_id > ?`, v.ID, 0)
	if err == nil {
		err = s.count(ctx, asidesOfSlowed, countKey(fmt.Sprint(v.ID)))
	}
	if err == nil || KindOf(err) != TooMany {
		return err
	}
	return invalid(field, "Posts come slowly here: one in %s. Wait %s, then send it.", waitWords(restrictedPause), waitWords(AsError(err).RetryAfter))
}
