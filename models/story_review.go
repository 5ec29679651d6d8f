package models

import (
	"context"
	"slices"
	"time"
)

// InReview reports whether a story waits for another to put it out or to hand it back. What was removed meanwhile waits
// for nobody, until it is brought back.
func (t Thread) InReview() bool {
	return t.ReviewAskedAt != nil && (t.Status == ThreadDraft || t.Status == ThreadUnpublished)
}

// ReviewInput is what somebody says of a story that they were shown.
type ReviewInput struct {
	Publish bool
	Words   string // why it is handed back; needed for that
	Version int64  // of the words that they read
}

// AskForReview has a story that is not out wait for another of the staff, or takes that back; by its author.
func (s *Store) AskForReview(ctx context.Context, v Viewer, id int64, on bool) error {
	err := s.changeStory(ctx, v, id, func(s *Store, h held) (bool, error) {
		switch {
		case h.Published():
			return false, conflict("This story is out.")
		case h.InReview() == on:
			return false, nil
		case !on:
			return true, s.updateThread(ctx, id, "review_asked_at = NULL")
		case h.Status == ThreadUnpublished && h.WithdrawnBy != nil && *h.WithdrawnBy != v.ID:
			return false, forbidden("A moderator withdrew this story: %s Ask them to bring it back.", h.WithdrawnBecause)
		case h.Status == ThreadScheduled:
			return false, conflict("This story comes out by itself. Take it off the schedule first.")
		}
		if err := s.updateThread(ctx, id, "review_asked_at = ?, review_words = ''", s.now()); err != nil {
			return false, err
		}
		return true, s.tellReviewers(ctx, h.Thread)
	})
	return wrap(err, "ask for a review of story %d", id)
}

// ReviewStory puts a story out that waits for another's eyes, or hands it back to its author with words; for staff but
// its author. Conflict when it changed since it was read, or somebody else looked at it first.
func (s *Store) ReviewStory(ctx context.Context, v Viewer, id int64, in ReviewInput) error {
	f := fieldErrors{}
	if in.Words = f.checkText("words", in.Words, "The reason", 0, correctionMax); !in.Publish && in.Words == "" {
		f.add("words", "Say what is to be changed, so that its author can.")
	}
	may := func(h held) bool { return v.CanReviewStory(h.Thread, h.Topic) || (!h.InReview() && v.Staff()) }
	err := s.changeThreadRequoting(ctx, v, id, false, may, func(s *Store, h held) (bool, error) {
		if err := f.err(); err != nil {
			return false, err
		}
		if !h.InReview() {
			return false, conflict("Nobody waits for a review of this story any more.")
		}
		version, err := s.OpeningVersion(ctx, id)
		if err != nil {
			return false, err
		}
		if in.Version != version {
			return false, conflict("Its author changed the story since you read it. Read it again before you decide.")
		}
		entry := auditEntry{Action: "story.reviewed", Kind: "thread", ID: id, Before: "waiting", After: onOff("published", "handed back", in.Publish), Reason: in.Words}
		if err := s.audit(ctx, v, entry); err != nil {
			return false, err
		}
		if err := s.tellVerdict(ctx, v, h.Thread, in); err != nil {
			return false, err
		}
		if in.Publish {
			return true, s.publish(ctx, h)
		}
		return true, s.updateThread(ctx, id, "review_asked_at = NULL, review_words = ?", in.Words)
	})
	return wrap(err, "review story %d", id)
}

// checkEvery is after how long a story that is out is asked whether it is still true.
const checkEvery = 365 * 24 * time.Hour

// CheckMonths are the choices of when a story is asked again; 0: never.
var CheckMonths = []int64{6, 12, 24, 0}

// CheckDue is when somebody is to say whether the story is still true. Zero: never, or it is not out.
func (t Thread) CheckDue() time.Time {
	switch {
	case t.Kind != KindStory || !t.Published() || t.PublishedAt == nil:
		return time.Time{}
	case t.CheckDueAt == nil:
		return t.PublishedAt.Add(checkEvery)
	case t.CheckDueAt.After(neverChecked.Add(-time.Hour)):
		return time.Time{}
	}
	return *t.CheckDueAt
}

// neverChecked stands for a story that nobody is to be asked of any more.
var neverChecked = time.Date(9000, time.January, 1, 0, 0, 0, 0, time.UTC)

// CheckOverdue reports whether somebody is to say now whether the story is still true.
func (t Thread) CheckOverdue(at time.Time) bool {
	due := t.CheckDue()
	return !due.IsZero() && !at.Before(due)
}

// CheckStory says that a story is still true, which readers are told with the day, and when it is to be asked of again:
// in so many months, 0: never; by its author or staff.
func (s *Store) CheckStory(ctx context.Context, v Viewer, id, months int64) error {
	err := s.changeThread(ctx, v, id, func(h held) bool { return v.CanCheckStory(h.Thread, h.Topic) }, func(s *Store, h held) (bool, error) {
		if !slices.Contains(CheckMonths, months) {
			return false, invalid("months", "Choose in 6, 12 or 24 months, or 0 for never.")
		}
		now := s.now()
		due := now.AddDate(0, int(months), 0)
		if months == 0 {
			due = neverChecked
		}
		if v.ID != h.AuthorID {
			if err := s.audit(ctx, v, auditEntry{Action: "story.checked", Kind: "thread", ID: id, After: "still true"}); err != nil {
				return false, err
			}
		}
		return true, s.updateThread(ctx, id, "checked_at = ?, check_due_at = ?", now, due)
	})
	return wrap(err, "check story %d", id)
}
