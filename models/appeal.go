package models

import (
	"context"
	"time"
)

// How an appeal can end.
const (
	OutcomeUpheld   CaseOutcome = "upheld"   // what was done stands
	OutcomeReversed CaseOutcome = "reversed" // it was taken back
	OutcomeReplaced CaseOutcome = "replaced" // another decision took its place, which can be appealed itself
)

// AppealOutcomes lists how a moderator can end an appeal.
var AppealOutcomes = []CaseOutcome{OutcomeUpheld, OutcomeReversed}

// Appeal is somebody's word that what moderators did to them was wrong: one an action.
type Appeal struct {
	ID         int64
	ActionID   int64
	MemberID   int64
	CaseID     int64
	Words      string
	SamePerson bool // whoever acted answered it too: there was nobody else, or they took it back themselves
	CreatedAt  time.Time
}

// AppealView is an appeal with what came of it.
type AppealView struct {
	Appeal   `gorm:"embedded"`
	Outcome  CaseOutcome // empty: nobody has answered yet
	Answer   string
	ClosedAt *time.Time
}

// Made reports whether there is an appeal at all.
func (a AppealView) Made() bool { return a.ID != 0 }

// Open reports whether it waits for an answer.
func (a AppealView) Open() bool { return a.Made() && a.ClosedAt == nil }

// CanAppeal reports whether the member may say that the action was wrong: once, while it stands, where somebody else
// did it. The clean-up of a ban is appealed with the ban.
func (a ActionView) CanAppeal(v Viewer) bool {
	return !a.Appeal.Made() && v.SignedIn() && a.MemberID == v.ID && a.appealable()
}

func (a Action) appealable() bool {
	return a.Stands() && a.WithinID == nil && (a.ActorID == nil || *a.ActorID != a.MemberID)
}

// appealAnswer is what a moderator says to an appeal; the verb that takes the action back carries it.
type appealAnswer struct {
	actionID int64
	version  int64
}

// onAppeal is the store for the verb that takes an action back because of an appeal.
func (s *Store) onAppeal(a appealAnswer) *Store {
	inner := *s
	inner.answer = &a
	return &inner
}

// endAppealOf closes the open appeal of an action that is taken back, whoever asked for that, and tells the member
// once; false where there is none.
func (s *Store) endAppealOf(ctx context.Context, v Viewer, a Action, because string) (bool, error) {
	var open Appeal
	err := s.one(ctx, &open, `SELECT p.* FROM appeals p JOIN cases c ON c.id = p.case_id WHERE p.action_id = ? AND c.closed_at IS NULL`, a.ID)
	if err != nil {
		if KindOf(err) == NotFound {
			return false, nil
		}
		return false, wrap(err, "find the appeal of action %d", a.ID)
	}
	var version int64
	if s.answer != nil && s.answer.actionID == a.ID {
		version = s.answer.version
		if open.SamePerson, err = s.mayAnswer(ctx, v, a); err != nil {
			return false, err
		}
	} else {
		open.SamePerson = a.ActorID != nil && *a.ActorID == v.ID
	}
	if because == "" || because == wordsAtOnce {
		const owed = "Whoever this was done to has appealed it, and is owed your reasons. Give them, or answer the appeal in the console."
		return false, &Error{Kind: Invalid, Message: owed, Fields: map[string]string{"reason": owed}}
	}
	return true, s.endAppeal(ctx, v, open, OutcomeReversed, because, version)
}

// endAppeal closes the case of an appeal and tells whoever made it.
func (s *Store) endAppeal(ctx context.Context, v Viewer, a Appeal, outcome CaseOutcome, words string, version int64) error {
	c, err := s.holdCase(ctx, a.CaseID, version)
	if err != nil {
		return err
	}
	if _, err := s.exec(ctx, `UPDATE appeals SET same_person = ? WHERE id = ?`, a.SamePerson, a.ID); err != nil {
		return wrap(err, "store who answered appeal %d", a.ID)
	}
	if err := s.closeCase(ctx, v, c, outcome, words); err != nil {
		return err
	}
	return s.tellMember(ctx, ModerationNotice{MemberID: a.MemberID, Kind: NoticeOfAppeal, AppealID: &a.ID})
}

// mayAnswer refuses whoever may not answer an appeal of the action: all but moderators who could have acted, the
// member, and whoever acted while there is somebody else. It says whether whoever acted answers.
func (s *Store) mayAnswer(ctx context.Context, v Viewer, a Action) (same bool, err error) {
	m, err := s.holdMember(ctx, a.MemberID)
	if err != nil {
		return false, err
	}
	if v, err = s.actorNow(ctx, v); err != nil {
		return false, err
	}
	if m.ID == v.ID {
		return false, forbidden("This is your own appeal. Somebody else answers it.")
	}
	if err := v.mayAdminister(m); err != nil {
		return false, err
	}
	if a.ActorID == nil || *a.ActorID != v.ID {
		return false, nil
	}
	roles := []Role{RoleModerator, RoleAdministrator}
	if m.Role.Staff() {
		roles = roles[1:]
	}
	var others int64
	err = s.one(ctx, &others, `SELECT COUNT(*) FROM members WHERE role IN ? AND status = 'active' AND id NOT IN ?`, roles, []int64{v.ID, m.ID})
	if err != nil {
		return false, wrap(err, "look for somebody else")
	}
	if others > 0 {
		return false, forbidden("You did this yourself, so somebody else answers the appeal.")
	}
	return true, nil
}

// supersede marks what another action takes the place of, and ends its appeals: the new one can be appealed.
func (s *Store) supersede(ctx context.Context, v Viewer, memberID int64, kinds ...ActionKind) error {
	var open []Appeal
	err := s.list(ctx, &open, `SELECT p.* FROM appeals p JOIN cases c ON c.id = p.case_id JOIN actions x ON x.id = p.action_id
		WHERE x.member_id = ? AND x.kind IN ? AND x.undone_at IS NULL AND c.closed_at IS NULL ORDER BY p.id`, memberID, kinds)
	if err != nil {
		return wrap(err, "find appeals of what is replaced")
	}
	for _, a := range open {
		if err := s.endAppeal(ctx, v, a, OutcomeReplaced, "Another decision took its place. You can appeal that one.", 0); err != nil {
			return err
		}
	}
	_, err = s.exec(ctx, `UPDATE actions SET undone_at = ?, undone_by = ?, undone_because = 'Another took its place.'
		WHERE member_id = ? AND kind IN ? AND undone_at IS NULL`, s.now(), v.ID, memberID, kinds)
	return wrap(err, "replace what was done before")
}
