package models

import (
	"context"
	"fmt"
	"time"
)

// heedHour holds a reply in a live hour to its pace, and a question to its time. The host and staff keep no pause.
func (s *Store) heedHour(ctx context.Context, v Viewer, h held, in PostInput) (LiveHour, error) {
	var hour LiveHour
	if h.Kind != KindEvent {
		if in.Question {
			return hour, invalid("question", "Questions are put to the host of a live hour; this is none.")
		}
		return hour, nil
	}
	hour, err := s.hourOf(ctx, h.ID)
	if err != nil {
		return hour, err
	}
	phase := hour.PhaseAt(s.now())
	if in.Question && phase == HourOver {
		return hour, invalid("question", "The live hour is over. Your words can still stand here as a reply.")
	}
	if phase != HourOn || hour.PauseSeconds == 0 || v.ID == hour.HostID || v.Staff() {
		return hour, nil
	}
	var last []time.Time
	err = s.list(ctx, &last, `SELECT created_at FROM posts WHERE author_id = ? AND thread_id = ? ORDER BY created_at DESC, id DESC LIMIT 1`, v.ID, h.ID)
	if err != nil || len(last) == 0 {
		return hour, wrap(err, "find the last post")
	}
	if wait := last[0].Add(time.Duration(hour.PauseSeconds) * time.Second).Sub(s.now()); wait > 0 {
		return hour, tooMany(wait, "So that everybody can follow, there are %d seconds between two posts of one person. Yours can go in %d.",
			hour.PauseSeconds, int64((wait+time.Second-1)/time.Second))
	}
	return hour, nil
}

// closeQuestion notes that a new post is the host's answer to a question, which closes it.
func (s *Store) closeQuestion(ctx context.Context, v Viewer, hour LiveHour, p *Post) error {
	if hour.ThreadID == 0 || p.ReplyTo == nil || !(v.ID == hour.HostID || v.Staff()) {
		return nil
	}
	n, err := s.exec(ctx, `UPDATE posts SET question = ?, answer_number = ? WHERE thread_id = ? AND number = ? AND question IN ('asked', 'picked')`,
		QuestionAnswered, p.Number, hour.ThreadID, *p.ReplyTo)
	if err != nil {
		return fmt.Errorf("close question %d: %w", *p.ReplyTo, err)
	}
	if n == 1 {
		p.AnswersNumber = p.ReplyTo
	}
	return nil
}

// SetQuestion says how far a question has come: picked (one at a time), answered (without a post of its own), or back
// in the queue; for whoever leads the live hour. A repeat changes nothing.
func (s *Store) SetQuestion(ctx context.Context, v Viewer, id, number int64, to QuestionState) error {
	err := s.InTx(ctx, func(s *Store) error {
		h, err := s.holdThread(ctx, v, id)
		if err != nil {
			return err
		}
		hour, err := s.hourOf(ctx, id)
		switch {
		case err != nil:
			return err
		case !v.SignedIn():
			return unauthenticated()
		case !v.CanHost(hour, h.Thread, h.Topic):
			return forbidden("The host picks the questions.")
		}
		if _, err := ParseQuestionState(string(to)); err != nil {
			return invalid("to", "Choose asked, picked or answered.")
		}
		var p Post
		if err := s.one(ctx, &p, `SELECT * FROM posts WHERE thread_id = ? AND number = ? AND question <> ''`, id, number); err != nil {
			return fmt.Errorf("find question %d: %w", number, err)
		}
		if p.Question == to || !p.Visible() {
			return nil
		}
		if to == QuestionPicked { // whoever was at it is done, or it waits again: one is asked at a time
			_, err := s.exec(ctx, `UPDATE posts SET question = ? WHERE thread_id = ? AND question = ?`, QuestionAsked, id, QuestionPicked)
			if err != nil {
				return fmt.Errorf("put the last question back: %w", err)
			}
		}
		if _, err := s.exec(ctx, `UPDATE posts SET question = ? WHERE id = ?`, to, p.ID); err != nil {
			return fmt.Errorf("change question %d: %w", number, err)
		}
		err = s.audit(ctx, v, auditEntry{
			Action: "hour.question", Kind: "thread", ID: id, Before: questionLine(number, p.Question), After: questionLine(number, to),
		})
		if err != nil {
			return err
		}
		e := Event{Type: EventThreadChanged, PostID: &p.ID, Number: &p.Number, ActorID: &v.ID}
		return s.emitThread(ctx, e, h.TopicID, h.ID)
	})
	return wrap(err, "change question %d of live hour %d", number, id)
}

// questionLine is how it stands with a question, in the words of the audit log.
func questionLine(number int64, state QuestionState) string {
	return fmt.Sprintf("#%d %s", number, state)
}
