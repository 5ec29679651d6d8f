package models

import (
	"context"
)

// VerdictInput is the author's answer to "Did this answer you?".
type VerdictInput struct {
	Answered string // yes, no
	Because  string // needed with a no
}

const becauseMax = 1_000

// GiveVerdict keeps what the author thinks of the present answer, on record; they may change their mind. A no is shown
// to the owner, or to whoever is on duty where the owner no longer answers for the brand. Conflict while there is no answer; Forbidden for all but the author.
func (s *Store) GiveVerdict(ctx context.Context, v Viewer, threadID int64, in VerdictInput) error {
	f := fieldErrors{}
	if in.Answered != "yes" && in.Answered != "no" {
		f.add("answered", "Choose yes or no.")
	}
	least := 0
	if in.Answered == "no" {
		least = reasonMin
	}
	because := f.checkText("because", in.Because, "What is missing", least, becauseMax)
	err := s.judge(ctx, v, threadID, func(s *Store, h *heldSuggestion) error {
		if err := f.err(); err != nil {
			return err
		}
		if !h.g.State.Decided() || h.g.State == StateMerged {
			return conflict("There is no answer to judge yet: this suggestion is %s.", h.g.State)
		}
		now := s.now()
		if h.g.Answered == in.Answered && in.Answered == "yes" {
			return nil
		}
		if err := s.checkAside(ctx, v, aside{field: "because", topicID: h.TopicID, after: because}); err != nil {
			return err
		}
		if err := s.keepOwned(ctx, h); err != nil { // what was answered may be owned by somebody who left
			return err
		}
		h.g.Answered, h.g.AnsweredAt = in.Answered, &now
		d, err := s.addLine(ctx, v, *h, Decision{Kind: LineVerdict, Answered: in.Answered, Words: because})
		if err != nil {
			return err
		}
		if in.Answered == "no" && h.g.OwnerID != v.ID {
			if err := s.tell(ctx, *h, d, NoticeVerdictNo, now, h.g.OwnerID); err != nil {
				return err
			}
		}
		return s.storeLedger(ctx, v, h)
	})
	return wrap(err, "give a verdict on suggestion %d", threadID)
}

// Reopen takes a suggestion up again because its author says that the answer did not answer: once, with the reason, and
// by somebody else than the owner and whoever answered, as long as there is anybody else. The promise to decide starts
// anew. Conflict when it is open, or was reopened before.
func (s *Store) Reopen(ctx context.Context, v Viewer, threadID int64, because string) error {
	f := fieldErrors{}
	because = f.checkText("because", because, "What the answer leaves open", wordsMin, becauseMax)
	err := s.judge(ctx, v, threadID, func(s *Store, h *heldSuggestion) error {
		switch {
		case h.g.State == StateMerged:
			return conflict("This suggestion goes on in another one. Write there what is missing.")
		case !h.g.State.Final():
			return conflict("This suggestion is open: it is %s.", h.g.State)
		case h.g.VerdictReopened:
			return conflict("You had this suggestion reopened once. Write in the thread what is still missing.")
		}
		if err := f.err(); err != nil {
			return err
		}
		if err := s.checkAside(ctx, v, aside{field: "because", topicID: h.TopicID, after: because}); err != nil {
			return err
		}
		return s.reopenFor(ctx, v, h, because)
	})
	return wrap(err, "reopen suggestion %d", threadID)
}

func (s *Store) reopenFor(ctx context.Context, v Viewer, h *heldSuggestion, because string) error {
	var answered []int64
	err := s.list(ctx, &answered, `SELECT actor_id FROM decisions
		WHERE thread_id = ? AND kind = 'decision' AND withdrawn_at IS NULL AND actor_id IS NOT NULL
		ORDER BY id DESC LIMIT 1`, h.ID)
	if err != nil {
		return wrap(err, "find who answered")
	}
	staff, err := s.staffNow(ctx, h.rules)
	if err != nil {
		return err
	}
	now := s.now()
	owner := staff.duty(append(answered, h.g.OwnerID, v.ID)...)
	d := Decision{Kind: LineReopening, Words: because}
	if owner.ID != h.g.OwnerID {
		from := h.g.OwnerID
		d.FromOwner, d.ToOwner = &from, &owner.ID
	}
	h.g.moveTo(h.rules, StateUnderReview, now)
	h.g.VerdictReopened, h.g.NextUpdateOn, h.g.RevisitOn = true, "", ""
	h.g.Answered, h.g.AnsweredAt = "no", &now
	h.setOwner(owner, now)
	h.g.actedOn(now)
	if d, err = s.addLine(ctx, v, *h, d); err != nil {
		return err
	}
	if err := s.updateThread(ctx, h.ID, "outcome = '', outcome_at = NULL, outcome_by = NULL"); err != nil {
		return err
	}
	if err := s.tell(ctx, *h, d, NoticeReopened, now, owner.ID); err != nil {
		return err
	}
	if err := s.tellReturn(ctx, *h, d, owner.ID, v.ID); err != nil {
		return err
	}
	return s.storeLedger(ctx, v, h)
}

// judge runs what only a suggestion's author may do.
func (s *Store) judge(ctx context.Context, v Viewer, threadID int64, f func(s *Store, h *heldSuggestion) error) error {
	th, err := s.Thread(ctx, v, threadID)
	switch {
	case err != nil:
		return err
	case !v.SignedIn():
		return unauthenticated()
	case th.Kind != KindSuggestion:
		return notFound()
	}
	return s.InTx(ctx, func(s *Store) error {
		h, err := s.holdSuggestion(ctx, v, threadID)
		if err != nil {
			return err
		}
		if !v.CanJudge(h.Thread, h.Topic) {
			return forbidden("Only the author of a suggestion says whether it was answered.")
		}
		return f(s, &h)
	})
}
