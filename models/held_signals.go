package models

import (
	"context"
	"fmt"
	"time"
)

// How long and up to how many posts somebody's texts are looked at for signals.
const (
	unprovenFor   = 30 * 24 * time.Hour
	unprovenPosts = 20
	fastWithin    = 10 * time.Minute
	fastPosts     = 4  // before this one
	copiedLeast   = 40 // characters: “Thank you!” is everybody's
)

// unproven reports whether too little is known of a member to pass over signals.
func (v Viewer) unproven(at time.Time) bool {
	return v.NewMember(at) || at.Sub(v.JoinedAt) < unprovenFor && v.PostCount < unprovenPosts
}

// signals are what makes a text look like an advertisement without saying so: none of them is enough by itself.
func (s *Store) signals(ctx context.Context, v Viewer, doc rendering, body string) ([]HoldReason, error) {
	now := s.now()
	var reasons []HoldReason
	if v.NewMember(now) && doc.Links > 0 && doc.Links <= newcomerLinks {
		reasons = append(reasons, HoldReason(fmt.Sprint(HoldSomeLinks, ":", doc.Links)))
	}
	var n struct{ Fast, Same, Others int64 }
	day := now.Add(-24 * time.Hour)
	err := s.one(ctx, &n, `SELECT
			(SELECT COUNT(*) FROM posts WHERE author_id = ? AND created_at > ?) AS fast,
			(SELECT COUNT(*) FROM posts WHERE author_id = ? AND created_at > ? AND body = ?) AS same,
			(SELECT COUNT(DISTINCT author_id) FROM posts WHERE created_at > ? AND body = ? AND author_id <> ?) AS others`,
		v.ID, now.Add(-fastWithin), v.ID, day, body, day, body, v.ID)
	if err != nil {
		return nil, wrap(err, "weigh what somebody new wrote")
	}
	if n.Fast >= fastPosts {
		reasons = append(reasons, HoldReason(fmt.Sprint(HoldFast, ":", n.Fast)))
	}
	if n.Same > 0 && n.Same < newcomerSameBodies {
		reasons = append(reasons, HoldReason(fmt.Sprint(HoldRepeated, ":", n.Same)))
	}
	if n.Others > 0 && runes(body) >= copiedLeast {
		reasons = append(reasons, HoldReason(fmt.Sprint(HoldCopied, ":", n.Others)))
	}
	if now.Sub(v.JoinedAt) < youngFor {
		reasons = append(reasons, HoldYoung)
	}
	return reasons, nil
}
