package models

import (
	"context"
	"slices"
	"time"
)

// CleanUps are what a ban can take along of what somebody wrote: nothing, that of a day, of a week, all of it.
var CleanUps = []string{"", "day", "week", "all"}

// cleanUpState says how it stands with one post that a ban takes along.
type cleanUpState string

const (
	cleanWaiting   cleanUpState = "waiting"   // to be removed
	cleanTaken     cleanUpState = "taken"     // removed, with the ban's rule and sentence
	cleanGone      cleanUpState = "gone"      // somebody had taken it away before
	cleanLeft      cleanUpState = "left"      // could not be removed
	cleanReturning cleanUpState = "returning" // the ban was taken back: to come back
	cleanBack      cleanUpState = "back"
	cleanStays     cleanUpState = "stays" // could not come back
)

// cleanUpItem is one thing that a ban takes along: a post, or one of CleanUpAsides.
type cleanUpItem struct {
	ID         int64
	ActionID   int64
	PostID     *int64
	HeldID     *int64
	Place      Place  // of words beside posts, or the face
	ThreadID   *int64 // of words beside a suggestion or a consultation
	DecisionID *int64 // of a verdict
	State      cleanUpState
	Because    string // of what was left, or stays away
}

func (u cleanUpItem) table() string {
	if u.PostID != nil {
		return "clean_up_posts"
	}
	return "clean_up_asides"
}

// CleanUp is how far it is with what a ban takes along, or, once the ban is taken back, with bringing it back.
type CleanUp struct {
	All      int64 // 0: the ban takes nothing along
	Posts    int64 // of all
	Waiting  int64 // still to be removed, or to come back
	Moved    int64 // went, or came back
	Failed   int64 // could not
	Undoing  bool  // they come back
	Failures []CleanUpFailure
}

// Done is how many things were seen to.
func (c CleanUp) Done() int64 { return c.All - c.Waiting }

// cleanUpCount is how many things of a clean-up are in one state.
type cleanUpCount struct {
	ActionID int64
	State    cleanUpState
	N        int64
	Posts    int64 // of them
}

func (n cleanUpCount) turned() bool {
	return n.State == cleanReturning || n.State == cleanBack || n.State == cleanStays
}

func (c *CleanUp) count(n cleanUpCount) {
	c.All += n.N
	c.Posts += n.Posts
	switch n.State {
	case cleanWaiting, cleanReturning:
		c.Waiting += n.N
	case cleanTaken, cleanBack:
		c.Moved += n.N
	case cleanLeft, cleanStays:
		c.Failed += n.N
	}
}

// CleanUpFailure is one thing that could not be taken along, or could not come back, and why: a post, a held post or a
// place of words.
type CleanUpFailure struct {
	ActionID int64
	PostID   int64
	HeldID   int64
	Place    Place
	ThreadID int64
	Because  string
	Undoing  bool // it could not come back
}

// checkCleanUp refuses what no ban takes along, and a clean-up without a ban.
func (f fieldErrors) checkCleanUp(what string, also []string, ban bool) {
	f.checkAsides(also, ban)
	switch {
	case !slices.Contains(CleanUps, what):
		f.add("clean", "Choose what of theirs goes too: what they wrote in a day, in a week, everything, or nothing.")
	case what != "" && !ban:
		f.add("clean", "Only a ban takes along what they wrote.")
	}
}

// planCleanUp lists what a ban takes along, in the transaction of the ban, the newest posts first: SweepCleanUps removes
// it. A suggestion stays, and is decided, whoever made it; so does what is not out.
func (s *Store) planCleanUp(ctx context.Context, ban Action, what string, also []string) error {
	if err := s.planAsides(ctx, ban, also); err != nil {
		return err
	}
	since := time.Time{}
	switch what {
	case "":
		return nil
	case "day":
		since = s.now().Add(-24 * time.Hour)
	case "week":
		since = s.now().Add(-7 * 24 * time.Hour)
	}
	_, err := s.exec(ctx, `INSERT INTO clean_up_posts (action_id, post_id, state)
		SELECT CAST(? AS BIGINT), p.id, 'waiting' FROM posts p JOIN threads t ON t.id = p.thread_id
		WHERE p.author_id = ? AND p.status = 'visible' AND p.created_at >= ?
			AND NOT (p.number = 1 AND (t.kind = 'suggestion' OR t.status <> 'published'))
		ORDER BY p.id DESC
		ON CONFLICT (action_id, post_id) DO NOTHING`, ban.ID, ban.MemberID, since)
	return wrap(err, "list what ban %d takes along", ban.ID)
}

// inheritCleanUps hands what former actions took along to the one in their place: it is appealed and taken back with that.
func (s *Store) inheritCleanUps(ctx context.Context, from []int64, to int64) error {
	if len(from) == 0 {
		return nil
	}
	for _, table := range cleanUpTables {
		if _, err := s.exec(ctx, `UPDATE `+table+` SET action_id = ? WHERE action_id IN ?`, to, from); err != nil {
			return wrap(err, "hand a clean-up to action %d", to)
		}
	}
	_, err := s.exec(ctx, `UPDATE actions SET within_id = ? WHERE within_id IN ?`, to, from)
	return wrap(err, "hand what went to action %d", to)
}

// stopCleanUp keeps what still waits of a clean-up where it is; for a ban that is taken back.
func (s *Store) stopCleanUp(ctx context.Context, actionID int64) error {
	for _, table := range cleanUpTables {
		if _, err := s.exec(ctx, `DELETE FROM `+table+` WHERE action_id = ? AND state = 'waiting'`, actionID); err != nil {
			return wrap(err, "stop the clean-up of action %d", actionID)
		}
	}
	return nil
}

// turnCleanUp has what went with a ban come back, once that is taken back: SweepCleanUps brings it.
func (s *Store) turnCleanUp(ctx context.Context, actionID int64) error {
	for _, table := range cleanUpTables {
		_, err := s.exec(ctx, `UPDATE `+table+` SET state = 'returning' WHERE action_id = ? AND state = 'taken'
			AND EXISTS (SELECT 1 FROM actions x WHERE x.id = `+table+`.action_id AND x.undone_at IS NOT NULL)`, actionID)
		if err != nil {
			return wrap(err, "bring back what went with action %d", actionID)
		}
	}
	return nil
}

// cleanUpTables hold what bans take along; each thing is a row.
var cleanUpTables = []string{"clean_up_posts", "clean_up_asides"}

// failuresShown is how many things of a clean-up are named that could not be seen to.
const failuresShown = 100

// addCleanUps fills in how far the clean-ups of bans are.
func (s *Store) addCleanUps(ctx context.Context, list []ActionView) error {
	var ids []int64
	for _, a := range list {
		if a.Kind == ActionBan || a.Kind == ActionSuspend {
			ids = append(ids, a.ID)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	var counts []cleanUpCount
	err := s.list(ctx, &counts, `SELECT action_id, state, COUNT(*) AS n, COUNT(*) AS posts FROM clean_up_posts WHERE action_id IN ? GROUP BY action_id, state
		UNION ALL SELECT action_id, state, COUNT(*), 0 FROM clean_up_asides WHERE action_id IN ? GROUP BY action_id, state`, ids, ids)
	if err != nil || len(counts) == 0 {
		return wrap(err, "count what bans took along")
	}
	var failures []CleanUpFailure
	err = s.list(ctx, &failures, `SELECT f.* FROM (
			SELECT action_id, post_id, 0 AS held_id, '' AS place, 0 AS thread_id, because, state = 'stays' AS undoing
			FROM clean_up_posts WHERE action_id IN ? AND state IN ('left', 'stays')
			UNION ALL SELECT action_id, 0, COALESCE(held_id, 0), place, COALESCE(thread_id, 0), because, state = 'stays'
			FROM clean_up_asides WHERE action_id IN ? AND state IN ('left', 'stays')
		) f ORDER BY f.post_id, f.held_id, f.place, f.thread_id LIMIT ?`, ids, ids, failuresShown)
	if err != nil {
		return wrap(err, "list what a clean-up could not see to")
	}
	for i := range list {
		a, c := list[i].ID, &list[i].CleanUp
		c.Undoing = slices.ContainsFunc(counts, func(n cleanUpCount) bool { return n.ActionID == a && n.turned() })
		for _, n := range counts {
			if n.ActionID == a && n.turned() == c.Undoing {
				c.count(n)
			}
		}
		for _, f := range failures {
			if f.ActionID == a && f.Undoing == c.Undoing {
				c.Failures = append(c.Failures, f)
			}
		}
	}
	return nil
}
