package models

import (
	"context"
	"fmt"
)

const appealLeast = 10

// CreateAppeal says, in the member's own words, that something moderators did to them was wrong: once an action. The
// same words again answer with the first; other words are a Conflict, as is what was taken back meanwhile. NotFound
// for what was done to somebody else.
func (s *Store) CreateAppeal(ctx context.Context, v Viewer, actionID int64, words string) (Appeal, error) {
	if !v.SignedIn() {
		return Appeal{}, unauthenticated()
	}
	f := fieldErrors{}
	words = f.checkText("words", words, "Your reasons", appealLeast, reportMax)
	var out Appeal
	err := s.InTx(ctx, func(s *Store) error {
		var a Action
		err := s.one(ctx, &a, `SELECT * FROM actions WHERE id = ? AND member_id = ?`+s.db.Dialect.ForUpdate(), actionID, v.ID)
		if err != nil {
			return err
		}
		err = s.one(ctx, &out, `SELECT * FROM appeals WHERE action_id = ?`, a.ID)
		switch {
		case err == nil && out.Words == words:
			return nil
		case err == nil:
			return conflict("You appealed this already. What you said is with the moderators.")
		case KindOf(err) != NotFound:
			return err
		case !a.Stands():
			return conflict("This was taken back meanwhile. There is nothing left to appeal.")
		case !a.appealable():
			return notFound()
		}
		if err := f.err(); err != nil {
			return err
		}
		out = Appeal{ActionID: a.ID, MemberID: v.ID, Words: words, CreatedAt: s.now()}
		if out.CaseID, err = s.openCase(ctx, Case{Kind: CaseAppeal, MemberID: v.ID}); err != nil {
			return err
		}
		if err := s.write(ctx).Create(&out).Error; err != nil {
			return fmt.Errorf("store appeal: %w", err)
		}
		return s.emit(ctx, ConsoleChannel, Event{Type: EventInboxChanged})
	})
	return out, wrap(err, "appeal action %d", actionID)
}

// AppealDecision is what a moderator answers to an appeal.
type AppealDecision struct {
	Do      string // "upheld", "reversed"
	Words   string // whoever appealed reads them
	Version int64
}

// DecideAppeal answers an appeal: what was done stands, or is undone as UndoAction would. Somebody else answers than
// acted; where there is nobody else, the appeal says so. Whoever appealed is told once. What a ban took along comes back by
// SweepCleanUps. Conflict for whoever comes second; Forbidden, Invalid. NotFound for all but moderators.
func (s *Store) DecideAppeal(ctx context.Context, v Viewer, caseID int64, in AppealDecision) error {
	if !v.CanJudgeCases() {
		return notFound()
	}
	var appeal Appeal
	if err := s.one(ctx, &appeal, `SELECT * FROM appeals WHERE case_id = ?`, caseID); err != nil {
		return wrap(err, "find the appeal of case %d", caseID)
	}
	a, err := s.action(ctx, appeal.ActionID)
	if err != nil {
		return err
	}
	f := fieldErrors{}
	if in.Do != string(OutcomeUpheld) && in.Do != string(OutcomeReversed) {
		f.add("do", "Choose what to do.")
	}
	words := f.checkLine("words", in.Words, "The reasons", reasonMin, reasonMax)
	if err := f.err(); err != nil {
		return err
	}
	if CaseOutcome(in.Do) == OutcomeUpheld {
		return wrap(s.uphold(ctx, v, appeal, a, words, in.Version), "uphold action %d", a.ID)
	}
	return wrap(s.grant(ctx, v, appeal, a, words, in.Version), "reverse action %d", a.ID)
}

func (s *Store) uphold(ctx context.Context, v Viewer, appeal Appeal, a Action, words string, version int64) error {
	return s.InTx(ctx, func(s *Store) (err error) {
		if appeal.SamePerson, err = s.mayAnswer(ctx, v, a); err != nil {
			return err
		}
		return s.endAppeal(ctx, v, appeal, OutcomeUpheld, words, version)
	})
}

// grant undoes an action by the verb that knows how; that verb's transaction ends the appeal. Where nothing was left
// to undo, a suspension that had run out for one, the record alone changes.
func (s *Store) grant(ctx context.Context, v Viewer, appeal Appeal, a Action, words string, version int64) error {
	err := s.InTx(ctx, func(s *Store) error { // who may answer, before anything is rendered
		if _, err := s.mayAnswer(ctx, v, a); err != nil {
			return err
		}
		_, err := s.holdCase(ctx, appeal.CaseID, version)
		return err
	})
	if err != nil {
		return err
	}
	on := s.onAppeal(appealAnswer{a.ID, version})
	if a.suspends() {
		return on.InTx(ctx, func(s *Store) error { return s.reverseWhole(ctx, v, a, words) })
	}
	if err := on.reverse(ctx, v, a, words); err != nil && KindOf(err) != Gone {
		return err
	}
	return on.InTx(ctx, func(s *Store) error { return s.takeBack(ctx, v, "id", a.ID, words, a.Kind) })
}
