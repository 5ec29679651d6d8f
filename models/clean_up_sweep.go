package models

import (
	"context"
	"errors"
)

// errTurned is met where a ban was taken back while its clean-up took a post: the post stays as it was.
var errTurned = errors.New("the clean-up turned")

// SweepCleanUps removes what bans take along, and brings back what those took that were taken back: at most so many
// things, posts first, each in a transaction of its own with its mark, and says how many moved. What could not move is
// marked with the reason. It can be interrupted anywhere and called again, on any node; the clock job does, and whoever
// decided at once.
func (s *Store) SweepCleanUps(ctx context.Context, most int) (moved int, err error) {
	for _, table := range cleanUpTables {
		var due []int64
		err := s.list(ctx, &due, `SELECT id FROM `+table+` WHERE state IN ('waiting', 'returning')
			ORDER BY CASE state WHEN 'waiting' THEN id ELSE -id END LIMIT ?`, most-moved)
		if err != nil {
			return moved, wrap(err, "list what bans take along")
		}
		n, err := s.eachDue(ctx, "clean-up", due, func(ctx context.Context, id int64) (bool, error) { return s.cleanUp(ctx, table, id) })
		if moved += n; err != nil {
			return moved, err
		}
	}
	return moved, nil
}

// cleanUp sees to one thing.
func (s *Store) cleanUp(ctx context.Context, table string, id int64) (bool, error) {
	var u cleanUpItem
	if err := s.one(ctx, &u, `SELECT * FROM `+table+` WHERE id = ?`, id); err != nil {
		if KindOf(err) == NotFound {
			err = nil // the ban was taken back
		}
		return false, err
	}
	ban, err := s.action(ctx, u.ActionID)
	if err != nil {
		return false, err
	}
	failed := cleanLeft
	switch u.State {
	case cleanWaiting:
		err = s.takeAlong(ctx, ban, u)
	case cleanReturning:
		failed = cleanStays
		err = s.bringAlong(ctx, ban, u)
	default:
		return false, nil
	}
	switch {
	case err == nil:
		return true, nil
	case errors.Is(err, errTurned), KindOf(err) == Conflict: // it is seen to the next time
		return false, nil
	}
	switch e := AsError(err); e.Kind {
	case Forbidden, Gone, NotFound, Invalid:
		err = s.InTx(ctx, func(s *Store) error { return s.markCleanUp(ctx, u, failed, whyNot(e)) })
		if errors.Is(err, errTurned) {
			err = nil
		}
	}
	return false, err
}

// takeAlong removes one thing as the ban's moderator would. The member was told with the ban.
func (s *Store) takeAlong(ctx context.Context, ban Action, u cleanUpItem) error {
	switch {
	case u.PostID != nil:
		return s.takePost(ctx, ban, u, *u.PostID)
	case u.HeldID != nil:
		return s.takeHeld(ctx, ban, u)
	}
	return s.takeBeside(ctx, ban, u)
}

// bringAlong brings one thing back with the ban that took it. What was removed again for itself stays away.
func (s *Store) bringAlong(ctx context.Context, ban Action, u cleanUpItem) error {
	switch {
	case u.PostID != nil:
		return s.bringPost(ctx, ban, u, *u.PostID)
	case u.HeldID != nil:
		return s.bringHeld(ctx, ban, u)
	}
	return s.bringBeside(ctx, ban, u)
}

// whyNot is a refusal as moderators read it in the list of what a clean-up left.
func whyNot(e *Error) string {
	if e.Message == "" {
		return "It cannot be reached any more."
	}
	return e.Message
}

// markCleanUp says what became of a thing, last in the transaction: a ban that is taken back meanwhile comes first.
func (s *Store) markCleanUp(ctx context.Context, u cleanUpItem, to cleanUpState, because string) error {
	n, err := s.exec(ctx, `UPDATE `+u.table()+` SET state = ?, because = ? WHERE id = ? AND state = ?`, to, because, u.ID, u.State)
	if err == nil && n == 0 {
		err = errTurned
	}
	return err
}

// cleaner acts for whoever decided: what they may was asked then, and a role that they lose does not halve what they did.
func cleaner(id *int64) Viewer {
	v := Viewer{Role: RoleModerator}
	if id != nil {
		v.ID = *id
	}
	return v
}

func (s *Store) takePost(ctx context.Context, ban Action, u cleanUpItem, postID int64) error {
	v := cleaner(ban.ActorID)
	var r requoting
	prepare := func() (_ requoting, err error) {
		r, err = s.removalOf(ctx, postID)
		return r, err
	}
	return s.inTxRequoting(ctx, prepare, func(s *Store) (bool, error) {
		p, h, err := s.holdPost(ctx, v, postID)
		switch {
		case err != nil:
			return false, err
		case !p.Visible():
			return false, s.markCleanUp(ctx, u, cleanGone, "")
		case p.Opening() && h.Kind == KindSuggestion:
			return false, forbidden("It became a suggestion, which is still decided.")
		case !v.CanDeletePost(p, h.Thread, h.Topic):
			return false, h.refusal(v)
		}
		on := s.onGrounds(grounds{rule: ban.Rule, words: ban.Words, within: &ban.ID})
		if _, err := on.removePost(ctx, v, p, h, ban.Words); err != nil {
			return false, err
		}
		if err := s.holdRemoved(ctx, p, h, r); err != nil {
			return false, err
		}
		return true, s.markCleanUp(ctx, u, cleanTaken, "")
	})
}

func (s *Store) bringPost(ctx context.Context, ban Action, u cleanUpItem, postID int64) error {
	v := cleaner(ban.UndoneBy)
	var back restoration
	prepare := func() (_ requoting, err error) {
		back, err = s.restorationOf(ctx, postID)
		return back.requoting, err
	}
	return s.inTxRequoting(ctx, prepare, func(s *Store) (bool, error) {
		p, h, err := s.holdPost(ctx, v, postID)
		switch {
		case err != nil:
			return false, err
		case p.Visible():
			return false, s.markCleanUp(ctx, u, cleanBack, "")
		case !v.CanRestorePost(p, h.Thread, h.Topic, s.now()):
			return false, refuseRestore(v, p, h, s.now())
		}
		var apart int64
		err = s.one(ctx, &apart, `SELECT COUNT(*) FROM actions x WHERE x.kind = 'remove' AND x.post_id = ? AND x.undone_at IS NULL
			AND (x.within_id IS NULL OR x.within_id <> ?)`, p.ID, ban.ID)
		if err != nil {
			return false, wrap(err, "look for other removals")
		}
		if apart > 0 {
			return false, forbidden("It was removed again, by itself. Take that back where it should come back too.")
		}
		if err := s.holdRestored(ctx, p, h, back); err != nil {
			return false, err
		}
		if _, err := s.restorePost(ctx, v, p, h, back.doc, ban.UndoneBecause); err != nil {
			return false, err
		}
		return true, s.markCleanUp(ctx, u, cleanBack, "")
	})
}
