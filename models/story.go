package models

import (
	"context"
	"fmt"
	"time"
)

const (
	correctionMin, correctionMax = 5, 1_000
	// scheduleMost is how far ahead a story can be scheduled.
	scheduleMost = 366 * 24 * time.Hour
)

// changeStory runs one change of a story's life by somebody who may make it.
func (s *Store) changeStory(ctx context.Context, v Viewer, id int64, change func(s *Store, h held) (bool, error)) error {
	return s.changeThread(ctx, v, id, func(h held) bool { return v.CanPublishStory(h.Thread, h.Topic) }, change)
}

// PublishStory puts a draft, scheduled or withdrawn story out now; by its author. Published again changes nothing.
func (s *Store) PublishStory(ctx context.Context, v Viewer, id int64) error {
	may := func(h held) bool { return v.CanPublishStory(h.Thread, h.Topic) }
	err := s.changeThreadRequoting(ctx, v, id, false, may, func(s *Store, h held) (bool, error) {
		if h.Published() {
			return false, nil
		}
		if h.Status == ThreadUnpublished && h.WithdrawnBy != nil && *h.WithdrawnBy != v.ID {
			return false, forbidden("A moderator withdrew this story: %s Ask them to bring it back.", h.WithdrawnBecause)
		}
		if v.FourEyes {
			return false, forbidden("Another of the staff puts your stories out. Send this one to review.")
		}
		return true, s.publish(ctx, h)
	})
	return wrap(err, "publish story %d", id)
}

// publish puts a held story out. What comes out for the first time is as new as the moment; what comes back
// keeps its date.
func (s *Store) publish(ctx context.Context, h held) error {
	if h.PublishedAt != nil {
		if err := s.updateThread(ctx, h.ID, "review_asked_at = NULL, review_words = ''"); err != nil {
			return err
		}
		return s.bringBack(ctx, h)
	}
	now := s.now()
	err := s.updateThread(ctx, h.ID, "status = ?, published_at = ?, last_activity_at = ?, publish_at = NULL, review_asked_at = NULL, review_words = ''", ThreadPublished, now, now)
	if err != nil {
		return err
	}
	if _, err := s.exec(ctx, `UPDATE posts SET created_at = ?, edited_at = NULL WHERE thread_id = ? AND number = 1`, now, h.ID); err != nil {
		return fmt.Errorf("date the opening: %w", err)
	}
	return s.countThread(ctx, h.Thread, 1)
}

// ScheduleStory has a draft published at a moment, which lies in the future and within a year. The zero time
// takes it off the schedule again.
func (s *Store) ScheduleStory(ctx context.Context, v Viewer, id int64, at time.Time) error {
	f := fieldErrors{}
	now := s.now()
	switch {
	case at.IsZero():
	case !at.After(now):
		f.add("publish_at", "This moment has passed. Choose one to come, or publish now.")
	case at.Sub(now) > scheduleMost:
		f.add("publish_at", "Choose a moment within a year.")
	}
	err := s.changeStory(ctx, v, id, func(s *Store, h held) (bool, error) {
		if err := f.err(); err != nil {
			return false, err
		}
		if h.Status != ThreadDraft && h.Status != ThreadScheduled {
			return false, conflict("Only a draft can be scheduled; this story is %s.", h.Status)
		}
		if v.FourEyes && !at.IsZero() {
			return false, forbidden("Another of the staff puts your stories out. Send this one to review.")
		}
		if at.IsZero() {
			return h.Status != ThreadDraft, s.updateThread(ctx, id, "status = ?, publish_at = NULL", ThreadDraft)
		}
		at = at.UTC().Truncate(time.Microsecond)
		if h.Status == ThreadScheduled && h.PublishAt != nil && h.PublishAt.Equal(at) {
			return false, nil
		}
		return true, s.updateThread(ctx, id, "status = ?, publish_at = ?, review_asked_at = NULL", ThreadScheduled, at)
	})
	return wrap(err, "schedule story %d", id)
}

// UnpublishStory takes a story off, leaving a notice with the reason; by its author, or a moderator, who names the rule
// too.
func (s *Store) UnpublishStory(ctx context.Context, v Viewer, id int64, rule, because string) error {
	f := fieldErrors{}
	because = f.checkLine("reason", because, "The reason", reasonMin, reasonMax)
	err := s.changeThreadRequoting(ctx, v, id, true,
		func(h held) bool { return h.Status == ThreadUnpublished || v.CanWithdrawStory(h.Thread, h.Topic) },
		func(s *Store, h held) (bool, error) {
			broken := f.checkRule("rule", rule, v.ID != h.AuthorID)
			if err := f.err(); err != nil || h.Status == ThreadUnpublished {
				return false, err
			}
			if v.ID != h.AuthorID {
				err := s.audit(ctx, v, auditEntry{Action: "story.unpublished", Kind: "thread", ID: id, Before: h.Title, Reason: because})
				if err != nil {
					return false, err
				}
				_, err = s.act(ctx, v, Action{Kind: ActionRemoveThread, MemberID: h.AuthorID, ThreadID: &id}, s.groundsOf(broken, because))
				if err != nil {
					return false, err
				}
				if err := s.closeReportsIn(ctx, v, id, because); err != nil {
					return false, err
				}
			}
			return true, s.withdraw(ctx, v, h, ThreadUnpublished, because)
		})
	return wrap(err, "unpublish story %d", id)
}

// CorrectStory adds a visible note of what was put right; by its author, on a story that is out.
func (s *Store) CorrectStory(ctx context.Context, v Viewer, id int64, words string) error {
	f := fieldErrors{}
	words = f.checkText("words", words, "The correction", correctionMin, correctionMax)
	err := s.changeStory(ctx, v, id, func(s *Store, h held) (bool, error) {
		if err := f.err(); err != nil {
			return false, err
		}
		if !h.Published() {
			return false, conflict("Only a published story needs a correction note; edit the draft instead.")
		}
		c := Correction{ThreadID: id, AuthorID: v.ID, Words: words, CreatedAt: s.now()}
		return true, wrap(s.write(ctx).Create(&c).Error, "insert correction")
	})
	return wrap(err, "correct story %d", id)
}

// PublishDue publishes every story whose scheduled moment has come and returns how many. Each in a transaction
// of its own on its locked row, so that several nodes publish it once. A story whose author may no longer
// publish goes back to being a draft.
func (s *Store) PublishDue(ctx context.Context) (int, error) {
	var ids []int64
	err := s.list(ctx, &ids, `SELECT id FROM threads WHERE status = 'scheduled' AND publish_at <= ? ORDER BY publish_at, id LIMIT 100`, s.now())
	if err != nil {
		return 0, fmt.Errorf("list stories due: %w", err)
	}
	published := 0
	for _, id := range ids {
		out, err := s.publishDue(ctx, id)
		if err != nil {
			return published, fmt.Errorf("publish scheduled story %d: %w", id, err)
		}
		if out {
			published++
		}
	}
	return published, nil
}

func (s *Store) publishDue(ctx context.Context, id int64) (published bool, err error) {
	err = s.InTx(ctx, func(s *Store) error {
		published = false
		var th Thread
		if err := s.one(ctx, &th, `SELECT * FROM threads WHERE id = ?`+s.db.Dialect.ForUpdate(), id); err != nil {
			return err
		}
		if th.Status != ThreadScheduled || th.PublishAt == nil || th.PublishAt.After(s.now()) {
			return nil
		}
		var author Member
		if err := s.one(ctx, &author, `SELECT * FROM members WHERE id = ?`, th.AuthorID); err != nil {
			return err
		}
		v, err := s.viewerOf(ctx, author)
		if err != nil {
			return err
		}
		if s.checkCrisis(ctx, v) != nil {
			return nil // it goes out when the pause is over
		}
		// whoever may see it: an author who lost the right to the topic must not hold up the stories due after it
		h, err := s.holdAnyThread(ctx, id)
		if err != nil {
			return err
		}
		if !author.Active(s.now()) || !v.CanPublishStory(h.Thread, h.Topic) {
			err = s.updateThread(ctx, id, "status = ?, publish_at = NULL", ThreadDraft)
		} else if author.FourEyes { // marked so since it was scheduled
			if err = s.updateThread(ctx, id, "status = ?, publish_at = NULL, review_asked_at = ?", ThreadDraft, s.now()); err == nil {
				err = s.tellReviewers(ctx, th)
			}
		} else {
			err = s.publish(ctx, h)
			published = err == nil
		}
		if err != nil {
			return err
		}
		return s.emitThread(ctx, Event{Type: EventThreadChanged, ActorID: &th.AuthorID}, h.TopicID, id)
	})
	return published, err
}
