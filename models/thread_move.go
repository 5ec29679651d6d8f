package models

import (
	"context"
	"fmt"
)

// MoveThread puts a thread into another topic; for moderators, who must see both. Its address and its posts
// stay; an edit of its opening begun before is a Conflict. Followers of either topic hear of it through the thread's one event.
func (s *Store) MoveThread(ctx context.Context, v Viewer, id int64, topicSlug, because string) error {
	f := fieldErrors{}
	because = f.checkLine("reason", because, "The reason", 0, reasonMax)
	err := s.changeThread(ctx, v, id,
		func(h held) bool { return v.CanModerate(h.Thread, h.Topic) },
		func(s *Store, h held) (bool, error) {
			if err := f.err(); err != nil {
				return false, err
			}
			to, err := s.holdTopic(ctx, v, topicSlug)
			if err != nil {
				return false, err
			}
			if to.ID == h.TopicID {
				return false, nil
			}
			if err := s.heedMove(ctx, v, h, to, because); err != nil {
				return false, err
			}
			if err := s.updateThread(ctx, id, "topic_id = ?, pinned_at = NULL", to.ID); err != nil {
				return false, err
			}
			// an edit of the opening begun before shows its writer where the thread stands now
			if _, err := s.exec(ctx, `UPDATE posts SET version = version + 1 WHERE thread_id = ? AND number = 1`, id); err != nil {
				return false, fmt.Errorf("mark the opening as changed: %w", err)
			}
			if err := s.holdPosts(ctx, `thread_id = ?`+s.db.Dialect.ForUpdate(), id); err != nil { // nobody quotes them meanwhile
				return false, err
			}
			if err := s.crossBorder(ctx, id, h.Topic, to); err != nil {
				return false, err
			}
			err = s.audit(ctx, v, auditEntry{
				Action: "thread.moved", Kind: "thread", ID: id, Before: h.Topic.Slug, After: to.Slug, Reason: because,
			})
			if err != nil {
				return false, err
			}
			// both topics' lists changed, and who may see the thread perhaps too
			if err := s.emit(ctx, siteChannel, Event{Type: EventSiteChanged, TopicID: &to.ID, ThreadID: &id}); err != nil {
				return false, err
			}
			if !h.Published() {
				return true, nil
			}
			if err := s.changeThreadCounts(ctx, h.TopicID, h.Kind, -1, -h.PostCount); err != nil {
				return false, err
			}
			return true, s.changeThreadCounts(ctx, to.ID, h.Kind, 1, h.PostCount)
		})
	return wrap(err, "move thread %d", id)
}

// crossBorder marks what is quoted from a thread, and in it, where the thread went to other readers. Its posts are held.
func (s *Store) crossBorder(ctx context.Context, threadID int64, from, to Topic) error {
	if from.Visibility == to.Visibility {
		return nil
	}
	return s.staleQuotes(ctx, staleThreads, threadID)
}

// holdTopic finds the topic that a thread shall go to, as it is now: one that the viewer sees, not archived.
func (s *Store) holdTopic(ctx context.Context, v Viewer, slug string) (Topic, error) {
	var t Topic
	err := s.one(ctx, &t, `SELECT * FROM topics WHERE slug = ?`+s.db.Dialect.ForShare(), slug)
	if KindOf(err) == NotFound || (err == nil && !v.CanSeeTopic(t)) {
		return Topic{}, invalid("topic", "Choose one of the topics.")
	}
	if err != nil {
		return Topic{}, wrap(err, "hold topic")
	}
	if t.Archived() {
		return Topic{}, invalid("topic", "The topic %s is archived and takes nothing new.", t.Name)
	}
	return t, nil
}

// RemoveThread takes a whole thread away, leaving a notice with the reason; for moderators, who name the rule too.
func (s *Store) RemoveThread(ctx context.Context, v Viewer, id int64, rule, because string) error {
	f := fieldErrors{}
	broken := f.checkRule("rule", rule, true)
	because = f.checkLine("reason", because, "The reason", reasonMin, reasonMax)
	err := s.changeThreadRequoting(ctx, v, id, true,
		func(h held) bool { return v.CanModerate(h.Thread, h.Topic) },
		func(s *Store, h held) (bool, error) {
			if err := f.err(); err != nil || h.Status == ThreadRemoved {
				return false, err
			}
			if h.Status == ThreadUnpublished {
				return false, conflict("This story is withdrawn already; nobody but its author and moderators can read it.")
			}
			if err := s.heedRemoval(ctx, v, h, LineHidden, because); err != nil {
				return false, err
			}
			err := s.audit(ctx, v, auditEntry{Action: "thread.removed", Kind: "thread", ID: id, Before: h.Title, Reason: because})
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
			return true, s.withdraw(ctx, v, h, ThreadRemoved, because)
		})
	return wrap(err, "remove thread %d", id)
}

// RestoreThread brings back what RemoveThread took away, what went with a removed opening, and a story that a
// moderator withdrew; for moderators, with a reason as RestorePost. What its author deleted is not theirs to bring back.
func (s *Store) RestoreThread(ctx context.Context, v Viewer, id int64, because string) error {
	if !v.SignedIn() { // what a reader may not know of is not found, whatever became of it
		if _, err := s.Thread(ctx, v, id); err != nil {
			return wrap(err, "restore thread %d", id)
		}
		return unauthenticated()
	}
	var opening int64
	err := s.one(ctx, &opening, `SELECT p.id FROM posts p
		JOIN threads t ON t.id = p.thread_id
		WHERE t.id = ? AND p.number = 1 AND p.status <> 'visible' AND t.status = 'removed' AND (t.kind = 'story' OR t.post_count = 0)`, id)
	if err == nil {
		_, err = s.RestorePost(ctx, v, opening, because)
		return wrap(err, "restore thread %d", id)
	}
	if KindOf(err) != NotFound {
		return fmt.Errorf("find opening of thread %d: %w", id, err)
	}
	err = s.changeThreadRequoting(ctx, v, id, false,
		func(h held) bool { return v.CanModerate(h.Thread, h.Topic) },
		func(s *Store, h held) (bool, error) {
			byStaff := h.Status == ThreadUnpublished && h.WithdrawnBy != nil && *h.WithdrawnBy != h.AuthorID
			if h.Status != ThreadRemoved && !byStaff {
				return false, nil
			}
			f := fieldErrors{}
			because = f.checkUndoing(v, because, h.WithdrawnBy, h.WithdrawnAt, s.now())
			if err := f.err(); err != nil {
				return false, err
			}
			err := s.audit(ctx, v, auditEntry{Action: "thread.restored", Kind: "thread", ID: id, After: h.Title, Reason: because})
			if err != nil {
				return false, err
			}
			if err := s.takeBack(ctx, v, "thread_id", id, because, ActionRemoveThread); err != nil {
				return false, err
			}
			if err := s.heedRemoval(ctx, v, h, LineShown, ""); err != nil {
				return false, err
			}
			return true, s.bringBack(ctx, h)
		})
	return wrap(err, "restore thread %d", id)
}

// withdraw takes a held thread off every list, with a notice in its place; the counters follow.
func (s *Store) withdraw(ctx context.Context, v Viewer, h held, to ThreadStatus, because string) error {
	err := s.updateThread(ctx, h.ID, "status = ?, withdrawn_at = ?, withdrawn_by = ?, withdrawn_because = ?, pinned_at = NULL",
		to, s.now(), v.ID, because)
	if err != nil || !h.Published() {
		return err
	}
	return s.countThread(ctx, h.Thread, -1)
}

// bringBack undoes withdraw: a thread that was never out goes back to being a draft.
func (s *Store) bringBack(ctx context.Context, h held) error {
	status := ThreadPublished
	if h.PublishedAt == nil {
		status = ThreadDraft
	}
	err := s.updateThread(ctx, h.ID, "status = ?, withdrawn_at = NULL, withdrawn_by = NULL, withdrawn_because = ''", status)
	if err != nil || status != ThreadPublished {
		return err
	}
	return s.countThread(ctx, h.Thread, 1)
}

// countThread adds a whole thread, with its posts, to the counters of its topic and its people, or takes it
// away (sign -1). Counters cover published threads alone.
func (s *Store) countThread(ctx context.Context, th Thread, sign int64) error {
	_, err := s.exec(ctx, `UPDATE members SET post_count = post_count + ? * (
			SELECT COUNT(*) FROM posts p WHERE p.thread_id = ? AND p.author_id = members.id AND p.status = 'visible')
		WHERE id IN (SELECT p.author_id FROM posts p WHERE p.thread_id = ? AND p.status = 'visible')`, sign, th.ID, th.ID)
	if err != nil {
		return wrap(err, "count posts of thread %d", th.ID)
	}
	if _, err := s.changeMemberCounts(ctx, th.AuthorID, sign, 0); err != nil {
		return err
	}
	return s.changeThreadCounts(ctx, th.TopicID, th.Kind, sign, sign*th.PostCount)
}
