package models

import (
	"context"
	"fmt"
	"slices"
)

// React sets or takes back the viewer's reaction to a post, with one event where something changed, and answers
// with the post's reactions. Invalid, Forbidden, Gone, NotFound; Unauthenticated for a reader.
func (s *Store) React(ctx context.Context, v Viewer, postID int64, emoji string, on bool) ([]ReactionCount, error) {
	if !v.SignedIn() {
		return nil, unauthenticated()
	}
	var counts []ReactionCount
	err := s.InTx(ctx, func(s *Store) error {
		p, h, err := s.holdPost(ctx, v, postID)
		switch {
		case err != nil:
			return err
		case !p.Visible():
			return gone("This post was removed.")
		case !v.CanReact(p, h.Thread, h.Topic):
			return h.refusal(v)
		case !slices.Contains(Emoji, emoji):
			return invalid("emoji", "Choose one of %v.", Emoji)
		}
		changed, err := s.setReaction(ctx, v, postID, emoji, on)
		if err != nil {
			return err
		}
		if changed {
			e := Event{Type: EventReactionChanged, PostID: &p.ID, Number: &p.Number, ActorID: &v.ID}
			if err := s.emitThread(ctx, e, h.TopicID, h.ID); err != nil {
				return err
			}
		}
		views := []PostView{{Post: p, Reacted: true}}
		err = s.addReactions(ctx, v, views)
		counts = views[0].Reactions
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("react to post %d: %w", postID, err)
	}
	return counts, nil
}

func (s *Store) setReaction(ctx context.Context, v Viewer, postID int64, emoji string, on bool) (changed bool, err error) {
	var n int64
	if on {
		n, err = s.exec(ctx, `INSERT INTO reactions (post_id, member_id, emoji, created_at) VALUES (?, ?, ?, ?)
			ON CONFLICT (post_id, emoji, member_id) DO NOTHING`, postID, v.ID, emoji, s.now())
	} else {
		n, err = s.exec(ctx, `DELETE FROM reactions WHERE post_id = ? AND emoji = ? AND member_id = ?`, postID, emoji, v.ID)
	}
	if err != nil {
		return false, fmt.Errorf("set reaction: %w", err)
	}
	return n > 0, nil
}
