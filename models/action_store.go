package models

import (
	"context"
	"fmt"
)

// act puts what moderators did on record, in the transaction of the act itself, and tells the member once. What
// moderators do to their own words needs telling nobody; the clean-up of a ban is told with the ban.
func (s *Store) act(ctx context.Context, v Viewer, a Action, g grounds) (Action, error) {
	a.ActorID, a.Rule, a.Words, a.CaseID, a.WithinID, a.CreatedAt = &v.ID, g.rule, g.words, g.caseID, g.within, s.now()
	if a.Rule == "" {
		a.Rule = RuleOther
	}
	if err := s.write(ctx).Create(&a).Error; err != nil {
		return Action{}, fmt.Errorf("record %s: %w", a.Kind, err)
	}
	if a.MemberID == v.ID || a.WithinID != nil {
		return a, nil
	}
	return a, s.tellOfAction(ctx, NoticeOfAction, a.MemberID, a.ID)
}

// takeBack marks the actions of a kind that still stand on a post, thread or member as undone, and tells whom they
// concerned. What was never on record as an action needs no mark.
func (s *Store) takeBack(ctx context.Context, v Viewer, column string, id int64, because string, kinds ...ActionKind) error {
	var standing []Action
	err := s.list(ctx, &standing, `SELECT * FROM actions WHERE `+column+` = ? AND kind IN ? AND undone_at IS NULL ORDER BY id`, id, kinds)
	if err != nil {
		return wrap(err, "find what is taken back")
	}
	for _, a := range standing {
		if a.MemberID == v.ID && a.ActorID != nil && *a.ActorID != v.ID {
			return forbidden("This was done to you. Appeal it; somebody else answers.")
		}
		_, err := s.exec(ctx, `UPDATE actions SET undone_at = ?, undone_by = ?, undone_because = ? WHERE id = ?`, s.now(), v.ID, because, a.ID)
		if err != nil {
			return wrap(err, "take action %d back", a.ID)
		}
		if err := s.stopCleanUp(ctx, a.ID); err != nil {
			return err
		}
		appealed, err := s.endAppealOf(ctx, v, a, because)
		if err != nil {
			return err
		}
		if appealed || a.MemberID == v.ID || a.WithinID != nil {
			continue
		}
		if err := s.tellOfAction(ctx, NoticeOfUndoing, a.MemberID, a.ID); err != nil {
			return err
		}
	}
	return nil
}

// UndoAction takes back one thing that moderators did, with a reason: a post or thread comes back, a suspension is
// lifted, a lock opens. What went with a ban comes back by SweepCleanUps. For whoever could have done it. Undone twice
// changes nothing. NotFound for all but moderators.
func (s *Store) UndoAction(ctx context.Context, v Viewer, id int64, because string) (Action, error) {
	if !v.CanJudgeCases() {
		return Action{}, notFound()
	}
	a, err := s.action(ctx, id)
	if err != nil {
		return Action{}, err
	}
	f := fieldErrors{}
	because = f.checkLine("reason", because, "The reason", reasonMin, reasonMax)
	if err := f.err(); err != nil || !a.Stands() {
		return a, err
	}
	if a.MemberID == v.ID && a.ActorID != nil && *a.ActorID != v.ID {
		return a, forbidden("This was done to you. Appeal it; somebody else answers.")
	}
	if a.suspends() {
		err = s.InTx(ctx, func(s *Store) error { return s.reverseWhole(ctx, v, a, because) })
	} else {
		err = s.reverse(ctx, v, a, because)
	}
	return a, wrap(err, "undo action %d", id)
}

// reverseWhole takes a suspension or a ban back, one that is over too, and has what went with it come back.
func (s *Store) reverseWhole(ctx context.Context, v Viewer, a Action, because string) error {
	if err := s.reverse(ctx, v, a, because); err != nil {
		return err
	}
	if err := s.takeBack(ctx, v, "id", a.ID, because, a.Kind); err != nil {
		return err
	}
	return s.turnCleanUp(ctx, a.ID)
}

func (s *Store) action(ctx context.Context, id int64) (Action, error) {
	var a Action
	err := s.one(ctx, &a, `SELECT * FROM actions WHERE id = ?`, id)
	return a, wrap(err, "find action %d", id)
}

// reverse does the opposite of an action by the verb that marks it as undone.
func (s *Store) reverse(ctx context.Context, v Viewer, a Action, because string) error {
	switch a.Sort() {
	case ActionRemoveWords:
		return s.restoreWords(ctx, v, a, because)
	case ActionRemove:
		_, err := s.RestorePost(ctx, v, *a.PostID, because)
		return err
	case ActionRemoveThread:
		return s.RestoreThread(ctx, v, *a.ThreadID, because)
	case ActionRefuse:
		return s.InTx(ctx, func(s *Store) error { return s.reopenRefused(ctx, v, a, because) })
	case ActionLock:
		return s.SetLocked(ctx, v, *a.ThreadID, false, "", because)
	case ActionSlow:
		return s.SetSlowMode(ctx, v, *a.ThreadID, SlowModeInput{Because: because})
	}
	handle, err := s.liveHandle(ctx, a.MemberID)
	if err != nil {
		return err
	}
	switch a.Kind {
	case ActionSuspend, ActionBan:
		return s.LiftSuspension(ctx, v, handle, because)
	case ActionRestrict:
		return s.LiftRestriction(ctx, v, handle, because)
	}
	return s.withdrawWarning(ctx, v, handle, a, because)
}

func (s *Store) liveHandle(ctx context.Context, memberID int64) (string, error) {
	var handle string
	err := s.one(ctx, &handle, `SELECT handle FROM members WHERE id = ? AND status <> 'erased'`, memberID)
	return handle, wrap(err, "find member %d", memberID)
}

// ActionView is an action with its people and what it was about.
type ActionView struct {
	Action      `gorm:"embedded"`
	Member      Person `gorm:"embedded;embeddedPrefix:member_"`
	Actor       Person `gorm:"embedded;embeddedPrefix:by_"`
	ThreadTitle string
	ThreadSlug  string
	Number      *int64     // of the post
	Taken       string     // the words that were taken away, where they stood beside posts
	Appeal      AppealView `gorm:"embedded;embeddedPrefix:appeal_"`
	CleanUp     CleanUp    `gorm:"-"` // of a ban
}

// actionViews lists actions, newest first; the caller says who may see them.
func (s *Store) actionViews(ctx context.Context, where string, args ...any) ([]ActionView, error) {
	var list []ActionView
	err := s.list(ctx, &list, `SELECT x.*, `+personAs("m", "member_")+`, `+personAs("a", "by_")+`,
			COALESCE(t.title, '') AS thread_title, COALESCE(t.slug, '') AS thread_slug, p.number, COALESCE(o.words, '') AS taken,
			w.id AS appeal_id, w.action_id AS appeal_action_id, w.member_id AS appeal_member_id, w.case_id AS appeal_case_id, w.words AS appeal_words,
			w.same_person AS appeal_same_person, w.created_at AS appeal_created_at,
			k.outcome AS appeal_outcome, k.words AS appeal_answer, k.closed_at AS appeal_closed_at
		FROM actions x
		JOIN members m ON m.id = x.member_id
		LEFT JOIN members a ON a.id = x.actor_id
		LEFT JOIN posts p ON p.id = x.post_id
		LEFT JOIN threads t ON t.id = COALESCE(x.thread_id, p.thread_id)
		LEFT JOIN removed_words o ON o.action_id = x.id
		LEFT JOIN appeals w ON w.action_id = x.id
		LEFT JOIN cases k ON k.id = w.case_id
		WHERE `+where+` ORDER BY x.id DESC`, args...)
	if err != nil {
		return nil, wrap(err, "list actions")
	}
	return list, s.addCleanUps(ctx, list)
}
