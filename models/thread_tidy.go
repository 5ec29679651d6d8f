package models

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// changeThread runs one change on a held thread that the viewer may make, and tells its channel once. The
// change reports whether it changed anything; a repeat of what holds already tells nobody.
func (s *Store) changeThread(ctx context.Context, v Viewer, id int64, may func(held) bool,
	change func(s *Store, h held) (bool, error),
) error {
	if !v.SignedIn() {
		if _, err := s.Thread(ctx, v, id); err != nil {
			return err
		}
		return unauthenticated()
	}
	return s.InTx(ctx, func(s *Store) error {
		h, err := s.holdThread(ctx, v, id)
		if err != nil {
			return err
		}
		if !may(h) {
			return h.refusal(v)
		}
		changed, err := change(s, h)
		if err != nil || !changed {
			return err
		}
		if s.changed != nil {
			*s.changed = true
			return nil
		}
		return s.emitThread(ctx, Event{Type: EventThreadChanged, ActorID: &v.ID}, h.TopicID, h.ID)
	})
}

// SetPinned pins a thread above the others of its topic, or lets it down again; for hosts and moderators.
func (s *Store) SetPinned(ctx context.Context, v Viewer, id int64, on bool) error {
	err := s.changeThread(ctx, v, id,
		func(h held) bool { return v.CanTidy(h.Thread, h.Topic) },
		func(s *Store, h held) (bool, error) {
			if h.Pinned() == on {
				return false, nil
			}
			var at *time.Time
			if on {
				now := s.now()
				at = &now
			}
			if err := s.updateThread(ctx, id, "pinned_at = ?", at); err != nil {
				return false, err
			}
			return true, s.audit(ctx, v, auditEntry{Action: onOff("thread.pinned", "thread.unpinned", on), Kind: "thread", ID: id})
		})
	return wrap(err, "pin thread %d", id)
}

// SetLocked closes a thread to everybody, with a rule and a public reason, or opens it again, which needs a reason where
// the lock was appealed; for moderators. The same state again changes nothing.
func (s *Store) SetLocked(ctx context.Context, v Viewer, id int64, on bool, rule, because string) error {
	f := fieldErrors{}
	least := 0
	if on {
		least = reasonMin
	}
	because = f.checkLine("reason", because, "The reason", least, reasonMax)
	broken := RuleOther
	if on {
		broken = f.checkRule("rule", rule, s.why == nil)
	}
	err := s.changeThread(ctx, v, id,
		func(h held) bool { return v.CanModerate(h.Thread, h.Topic) && h.Published() },
		func(s *Store, h held) (bool, error) {
			if err := f.err(); err != nil || h.Locked() == on {
				return false, err
			}
			if err := s.storeLock(ctx, v, h, on, s.groundsOf(broken, because)); err != nil {
				return false, err
			}
			return true, s.audit(ctx, v, auditEntry{
				Action: onOff("thread.locked", "thread.unlocked", on), Kind: "thread", ID: id, Before: h.LockedBecause, Reason: because,
			})
		})
	return wrap(err, "lock thread %d", id)
}

// storeLock closes a held thread, on record, or opens it, which takes that back.
func (s *Store) storeLock(ctx context.Context, v Viewer, h held, on bool, g grounds) error {
	if !on {
		err := s.updateThread(ctx, h.ID, "locked_at = NULL, locked_by = NULL, locked_because = ''")
		if err != nil {
			return err
		}
		return s.takeBack(ctx, v, "thread_id", h.ID, g.words, ActionLock)
	}
	err := s.updateThread(ctx, h.ID, "locked_at = ?, locked_by = ?, locked_because = ?", s.now(), v.ID, g.words)
	if err != nil {
		return err
	}
	_, err = s.act(ctx, v, Action{Kind: ActionLock, MemberID: h.AuthorID, ThreadID: &h.ID}, g)
	return err
}

// Retitle changes a thread's title and tags; its address follows, and old addresses redirect. For the author,
// hosts and moderators. Conflict when version, unless 0, is not the thread's any more.
func (s *Store) Retitle(ctx context.Context, v Viewer, id int64, title, tagList string, version int64) error {
	f := fieldErrors{}
	title = f.checkLine("title", title, "The title", titleMin, titleMax)
	tags := f.cleanTags(tagList)
	err := s.changeThread(ctx, v, id,
		func(h held) bool { return v.CanRetitle(h.Thread, h.Topic) },
		func(s *Store, h held) (bool, error) {
			if err := f.err(); err != nil {
				return false, err
			}
			if version != 0 && version != h.Version {
				return false, conflict("Somebody changed the title or tags to “%s” (%s) meanwhile.", h.Title, h.Tags)
			}
			joined := strings.Join(tags, ",")
			if title == h.Title && joined == h.Tags {
				return false, nil
			}
			if err := s.checkCrisis(ctx, v); err != nil {
				return false, err
			}
			if err := s.heedWords(ctx, v, h.TopicID, "title", h.Title+"\n"+h.Tags, title+"\n"+joined); err != nil {
				return false, err
			}
			if err := s.retitle(ctx, v, h.Thread, title, tags); err != nil {
				return false, err
			}
			if v.ID == h.AuthorID {
				return true, nil
			}
			return true, s.audit(ctx, v, auditEntry{Action: "thread.retitled", Kind: "thread", ID: id, Before: h.Title, After: title})
		})
	return wrap(err, "retitle thread %d", id)
}

// retitle stores title, address, tags and the words for search of a held thread. Former ones stay in the history of the
// opening, whose version goes up, so that an edit begun before does not undo it unseen.
func (s *Store) retitle(ctx context.Context, v Viewer, th Thread, title string, tags []string) error {
	if err := s.keepLabels(ctx, v, th); err != nil {
		return err
	}
	err := s.updateThread(ctx, th.ID, "title = ?, slug = ?, tags = ?, version = version + 1",
		title, slugOf(title), strings.Join(tags, ","))
	if err != nil {
		return err
	}
	if err := s.setTags(ctx, th.ID, tags); err != nil {
		return err
	}
	var opening int64
	if err := s.one(ctx, &opening, `SELECT id FROM posts WHERE thread_id = ? AND number = 1`, th.ID); err != nil {
		return fmt.Errorf("find opening of thread %d: %w", th.ID, err)
	}
	return s.retitleDocument(ctx, opening, title)
}

func (s *Store) keepLabels(ctx context.Context, v Viewer, th Thread) error {
	var opening Post
	if err := s.one(ctx, &opening, `SELECT * FROM posts WHERE thread_id = ? AND number = 1`, th.ID); err != nil {
		return fmt.Errorf("find opening of thread %d: %w", th.ID, err)
	}
	if err := s.keepRevision(ctx, v, opening, th, ""); err != nil {
		return err
	}
	_, err := s.exec(ctx, `UPDATE posts SET version = version + 1, edited_at = ? WHERE id = ?`, s.now(), opening.ID)
	return wrap(err, "count version of post %d", opening.ID)
}

// SetOutcome says on top of a thread what came of it; empty words take the note away. For staff.
func (s *Store) SetOutcome(ctx context.Context, v Viewer, id int64, words string) error {
	f := fieldErrors{}
	words = f.checkText("outcome", words, "The outcome", 0, outcomeMax)
	err := s.changeThread(ctx, v, id,
		func(h held) bool { return v.CanSetOutcome(h.Thread, h.Topic) },
		func(s *Store, h held) (bool, error) {
			if err := f.err(); err != nil || words == h.Outcome {
				return false, err
			}
			var at *time.Time
			var by *int64
			if words != "" {
				now := s.now()
				at, by = &now, &v.ID
			}
			if err := s.updateThread(ctx, id, "outcome = ?, outcome_at = ?, outcome_by = ?", words, at, by); err != nil {
				return false, err
			}
			return true, s.audit(ctx, v, auditEntry{Action: "thread.outcome", Kind: "thread", ID: id, Before: h.Outcome, After: words})
		})
	return wrap(err, "set outcome of thread %d", id)
}

func (s *Store) updateThread(ctx context.Context, id int64, set string, args ...any) error {
	_, err := s.exec(ctx, "UPDATE threads SET "+set+" WHERE id = ?", append(args, id)...)
	return wrap(err, "update thread %d", id)
}

func onOff(yes, no string, on bool) string {
	if on {
		return yes
	}
	return no
}

// wrap says what was tried, where there is an error.
func wrap(err error, format string, args ...any) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf(format+": %w", append(args, err)...)
}
