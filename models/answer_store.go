package models

import (
	"context"
	"fmt"
)

// AcceptAnswer makes a reply the asker's accepted answer, in the place of any other, or takes that back, with one
// event where something changed. Invalid, Forbidden, Gone, NotFound; Unauthenticated for a reader.
func (s *Store) AcceptAnswer(ctx context.Context, v Viewer, postID int64, on bool) (Thread, error) {
	return s.markAnswer(ctx, v, postID, on, answerMark{
		column: "accepted_post_id",
		now:    func(th Thread) *int64 { return th.AcceptedPostID },
		allow: func(h held) error {
			switch {
			case h.Kind != KindQuestion:
				return invalid("on", "Only a question has an accepted answer.")
			case v.ID != h.AuthorID:
				return forbidden("Only who asked can accept an answer.")
			case !v.CanAccept(h.Thread, h.Topic):
				return h.refusal(v)
			}
			return nil
		},
	})
}

// MarkOfficial makes a reply by staff the brand's answer, in the place of any other, or takes that back, with
// one event and on record where something changed. Invalid, Forbidden, Gone, NotFound; Unauthenticated for a reader.
func (s *Store) MarkOfficial(ctx context.Context, v Viewer, postID int64, on bool) (Thread, error) {
	return s.markAnswer(ctx, v, postID, on, answerMark{
		column: "official_post_id",
		staff:  true,
		now:    func(th Thread) *int64 { return th.OfficialPostID },
		allow: func(h held) error {
			switch {
			case !v.Staff():
				return forbidden("Only staff can mark the official answer.")
			case h.Kind == KindStory:
				return invalid("on", "A story has no official answer.")
			case !v.CanMarkOfficial(h.Thread, h.Topic):
				return h.refusal(v)
			}
			return nil
		},
	})
}

// answerMark is one of the two marks an answer can carry.
type answerMark struct {
	column string
	staff  bool // only a post by staff can carry it
	now    func(Thread) *int64
	allow  func(held) error
}

func (s *Store) markAnswer(ctx context.Context, v Viewer, postID int64, on bool, m answerMark) (Thread, error) {
	if !v.SignedIn() {
		return Thread{}, unauthenticated()
	}
	var th Thread
	err := s.InTx(ctx, func(s *Store) error {
		p, h, err := s.holdPost(ctx, v, postID)
		if err != nil {
			return err
		}
		th = h.Thread
		if err := m.allow(h); err != nil {
			return err
		}
		marked := m.now(h.Thread) != nil && *m.now(h.Thread) == p.ID
		if marked == on {
			return nil
		}
		if on {
			if err := m.check(p); err != nil {
				return err
			}
		}
		_, err = s.exec(ctx, `UPDATE threads SET `+m.column+` = ? WHERE id = ?`, markedPost(p.ID, on), h.ID)
		if err != nil {
			return fmt.Errorf("mark answer: %w", err)
		}
		if m.staff {
			if err := s.auditOfficial(ctx, v, h, p, on); err != nil {
				return err
			}
		}
		if err := s.one(ctx, &th, `SELECT * FROM threads WHERE id = ?`, h.ID); err != nil {
			return fmt.Errorf("read thread: %w", err)
		}
		return s.emitThread(ctx, Event{Type: EventThreadChanged, PostID: &p.ID, Number: &p.Number, ActorID: &v.ID}, h.TopicID, h.ID)
	})
	if err != nil {
		return Thread{}, fmt.Errorf("mark post %d as answer: %w", postID, err)
	}
	return th, nil
}

// auditOfficial puts on record which post of a held thread was the brand's answer, and which is now, by their numbers.
func (s *Store) auditOfficial(ctx context.Context, v Viewer, h held, p Post, on bool) error {
	e := auditEntry{Action: "thread.official", Kind: "thread", ID: h.ID}
	if h.OfficialPostID != nil {
		var was int64
		if err := s.one(ctx, &was, `SELECT number FROM posts WHERE id = ?`, *h.OfficialPostID); err != nil {
			return fmt.Errorf("find the former answer: %w", err)
		}
		e.Before = fmt.Sprintf("#%d", was)
	}
	if on {
		e.After = fmt.Sprintf("#%d", p.Number)
	}
	return s.audit(ctx, v, e)
}

// check refuses what cannot be the answer.
func (m answerMark) check(p Post) error {
	if !p.Visible() {
		return gone("This post was removed.")
	}
	if p.Opening() {
		return invalid("on", "The opening of a thread is not an answer to it.")
	}
	if m.staff && p.Employer == "" { // as it was when it was written: whoever joined the staff since did not speak for it
		return invalid("on", "Only a post by staff can be the official answer.")
	}
	return nil
}

func markedPost(id int64, on bool) *int64 {
	if !on {
		return nil
	}
	return &id
}
