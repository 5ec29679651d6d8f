package models

import (
	"context"
	"slices"
)

// CleanUpAside is something besides posts that a ban can take along.
type CleanUpAside string

const (
	CleanHeld  CleanUpAside = "held"  // what waits to be let through
	CleanWords CleanUpAside = "words" // what others read on the profile, and beside support, votes and verdicts
	CleanFace  CleanUpAside = "face"
)

// CleanUpAsides lists all of it, in the order of the forms.
var CleanUpAsides = []CleanUpAside{CleanHeld, CleanWords, CleanFace}

// asidePlans find what a ban takes along besides posts: the columns that name it, and the rows of member ?.
var asidePlans = map[CleanUpAside][]struct{ columns, rows string }{
	CleanHeld: {{"held_id, place", `h.id, '' FROM held_posts h WHERE h.member_id = ? AND h.state = 'held'`}},
	CleanWords: {
		{"place", `f.field FROM profile_fields f WHERE f.member_id = ? AND f.value <> '' AND f.visible_to <> 'nobody'`},
		{"thread_id, place", `u.thread_id, 'why' FROM supports u WHERE u.member_id = ? AND u.why <> ''`},
		{"thread_id, place", `o.thread_id, 'vote' FROM consultation_votes o WHERE o.member_id = ? AND o.reason <> ''`},
		{"decision_id, thread_id, place", `d.id, d.thread_id, 'verdict' FROM decisions d
			WHERE d.actor_id = ? AND d.kind IN ('verdict', 'reopening') AND d.words <> ''`},
	},
	CleanFace: {{"place", `'face' FROM faces a WHERE a.member_id = ?`}},
}

// planAsides lists what a ban takes along besides posts, in the transaction of the ban. Sent twice it stands there once.
func (s *Store) planAsides(ctx context.Context, ban Action, also []string) error {
	if len(also) == 0 {
		return nil
	}
	// what waits from a ban before, or from the same form sent before, is listed anew
	if _, err := s.exec(ctx, `DELETE FROM clean_up_asides WHERE action_id = ? AND state = 'waiting'
		AND CASE WHEN held_id IS NOT NULL THEN 'held' WHEN place = 'face' THEN 'face' ELSE 'words' END IN ?`, ban.ID, also); err != nil {
		return wrap(err, "list anew what ban %d takes along", ban.ID)
	}
	for _, aside := range CleanUpAsides {
		if !slices.Contains(also, string(aside)) {
			continue
		}
		for _, p := range asidePlans[aside] {
			_, err := s.exec(ctx, `INSERT INTO clean_up_asides (action_id, state, `+p.columns+`) SELECT CAST(? AS BIGINT), 'waiting', `+p.rows,
				ban.ID, ban.MemberID)
			if err != nil {
				return wrap(err, "list what ban %d takes along of %s", ban.ID, aside)
			}
		}
	}
	return nil
}

// takeHeld removes what waits to be let through as whoever banned its author would.
func (s *Store) takeHeld(ctx context.Context, ban Action, u cleanUpItem) error {
	v := cleaner(ban.ActorID)
	return s.InTx(ctx, func(s *Store) error {
		var c Case
		err := s.one(ctx, &c, `SELECT * FROM cases WHERE held_id = ? AND closed_at IS NULL`+s.db.Dialect.ForUpdate(), u.HeldID)
		if KindOf(err) == NotFound && err != nil {
			return s.markCleanUp(ctx, u, cleanGone, "")
		}
		if err != nil {
			return wrap(err, "find the case of held post %d", *u.HeldID)
		}
		var h HeldPost
		if err := s.one(ctx, &h, `SELECT * FROM held_posts WHERE id = ?`+s.db.Dialect.ForUpdate(), u.HeldID); err != nil {
			return wrap(err, "hold held post %d", *u.HeldID)
		}
		g := grounds{rule: ban.Rule, words: ban.Words, caseID: &c.ID, within: &ban.ID}
		if err := s.endHold(ctx, v, h, OutcomeRemoved, "", rendering{}, g); err != nil {
			return err
		}
		if err := s.closeCase(ctx, v, c, OutcomeRemoved, g.words); err != nil {
			return err
		}
		return s.markCleanUp(ctx, u, cleanTaken, "")
	})
}

// bringHeld has what a ban took from the queue wait there again.
func (s *Store) bringHeld(ctx context.Context, ban Action, u cleanUpItem) error {
	v := cleaner(ban.UndoneBy)
	return s.InTx(ctx, func(s *Store) error {
		var h HeldPost
		if err := s.one(ctx, &h, `SELECT * FROM held_posts WHERE id = ?`+s.db.Dialect.ForUpdate(), u.HeldID); err != nil {
			return wrap(err, "hold held post %d", *u.HeldID)
		}
		if h.State != HeldRemoved {
			return s.markCleanUp(ctx, u, cleanBack, "")
		}
		var refused int64
		err := s.one(ctx, &refused, `SELECT x.id FROM actions x JOIN cases c ON c.id = x.case_id
			WHERE x.within_id = ? AND x.kind = 'refuse' AND c.held_id = ? AND x.undone_at IS NULL ORDER BY x.id DESC LIMIT 1`, ban.ID, h.ID)
		if KindOf(err) == NotFound && err != nil {
			return forbidden("It was removed from the queue again, by itself. Take that back where it should come back too.")
		}
		if err != nil {
			return wrap(err, "find what removed held post %d", h.ID)
		}
		if err := s.takeBack(ctx, v, "id", refused, ban.UndoneBecause, ActionRefuse); err != nil {
			return err
		}
		if _, err := s.exec(ctx, `UPDATE held_posts SET state = 'held', words = '', decided_at = NULL, version = version + 1 WHERE id = ?`, h.ID); err != nil {
			return wrap(err, "hold post %d again", h.ID)
		}
		if _, err := s.openCase(ctx, Case{Kind: CaseHold, MemberID: h.MemberID, HeldID: &h.ID}); err != nil {
			return err
		}
		err = s.audit(ctx, v, auditEntry{
			Action: "post.restored", Kind: "member", ID: h.MemberID, Before: "refused", After: string(HeldWaiting), Reason: ban.UndoneBecause,
		})
		if err != nil {
			return err
		}
		if err := s.emit(ctx, ConsoleChannel, Event{Type: EventInboxChanged}); err != nil {
			return err
		}
		return s.markCleanUp(ctx, u, cleanBack, "")
	})
}

// takeBeside takes words beside posts, or the face, as whoever banned their owner would.
func (s *Store) takeBeside(ctx context.Context, ban Action, u cleanUpItem) error {
	v := cleaner(ban.ActorID)
	return s.InTx(ctx, func(s *Store) error {
		m, err := s.holdMember(ctx, ban.MemberID)
		if err != nil {
			return err
		}
		g := grounds{rule: ban.Rule, words: ban.Words, within: &ban.ID}
		if u.Place == PlaceFace {
			err = s.takeFace(ctx, v, m, g)
		} else {
			err = s.takeWords(ctx, v, m, u.words(), g)
		}
		if KindOf(err) == NotFound && err != nil {
			return s.markCleanUp(ctx, u, cleanGone, "")
		}
		if err != nil {
			return err
		}
		return s.markCleanUp(ctx, u, cleanTaken, "")
	})
}

// bringBeside brings words beside posts, or the face, back with the ban that took them.
func (s *Store) bringBeside(ctx context.Context, ban Action, u cleanUpItem) error {
	v := cleaner(ban.UndoneBy)
	return s.InTx(ctx, func(s *Store) error {
		m, err := s.holdMember(ctx, ban.MemberID)
		if err != nil {
			return err
		}
		var took []Action
		err = s.list(ctx, &took, `SELECT x.* FROM actions x LEFT JOIN removed_words o ON o.action_id = x.id
			WHERE x.within_id = ? AND x.kind = 'remove' AND x.post_id IS NULL AND x.detail = ? AND x.undone_at IS NULL
				AND COALESCE(x.thread_id, 0) = ? AND COALESCE(o.decision_id, 0) = ? ORDER BY x.id DESC`,
			ban.ID, u.Place, numberAt(u.ThreadID), numberAt(u.DecisionID))
		if err != nil {
			return wrap(err, "find what took the %s of member %d", u.Place, m.ID)
		}
		came := len(took) == 0 // somebody brought it back before
		for _, a := range took {
			back, err := s.putWordsBack(ctx, v, m, a, ban.UndoneBecause)
			if err != nil {
				return err
			}
			came = came || back
		}
		if !came {
			return s.markCleanUp(ctx, u, cleanStays, "Something else stands there now, or there is no place for it any more.")
		}
		return s.markCleanUp(ctx, u, cleanBack, "")
	})
}

func (u cleanUpItem) words() WordsRef {
	return WordsRef{Place: u.Place, ThreadID: numberAt(u.ThreadID), DecisionID: numberAt(u.DecisionID)}
}

// numberAt is what a pointer points to; 0 where it does not.
func numberAt(id *int64) int64 {
	if id == nil {
		return 0
	}
	return *id
}

// checkAsides refuses what no ban takes along besides posts.
func (f fieldErrors) checkAsides(also []string, ban bool) {
	for _, one := range also {
		if !slices.Contains(CleanUpAsides, CleanUpAside(one)) {
			f.add("clean_also", "Choose from the list; there is no %q.", one)
		}
	}
	if len(also) > 0 && !ban {
		f.add("clean_also", "Only a ban takes that along.")
	}
}
