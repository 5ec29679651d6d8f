package models

import (
	"context"
	"fmt"
	"slices"
)

// DeleteInput is what a removal says. Moderators must give the rule that was broken and the reason, which readers of the
// stub see.
type DeleteInput struct {
	Reason  string
	Rule    string
	Version int64 // the version that was seen; 0: not compared
}

// Removal is a post taken away or brought back, and its thread after that: gone too, where nobody had answered.
type Removal struct {
	Post   Post
	Thread Thread
}

// WholeThread reports whether the thread went with its opening.
func (r Removal) WholeThread() bool { return r.Thread.Status == ThreadRemoved }

// DeletePost leaves a stub where a post was: its author's, for OwnRestore restorable by them, or a moderator's,
// with a reason. With a story's opening, or one that nobody answered, the thread goes. What was deleted leaves
// search, the accepted and official marks, and the posts that quote it. A repeat changes nothing.
// Conflict, Forbidden, Gone, Invalid, NotFound; Unauthenticated for a reader.
func (s *Store) DeletePost(ctx context.Context, v Viewer, id int64, in DeleteInput) (Removal, error) {
	if !v.SignedIn() {
		return Removal{}, unauthenticated()
	}
	if _, _, err := s.Post(ctx, v, id); err != nil {
		return Removal{}, err
	}
	var out Removal
	var r requoting
	prepare := func() (_ requoting, err error) {
		r, err = s.removalOf(ctx, id)
		return r, err
	}
	err := s.inTxRequoting(ctx, prepare, func(s *Store) (bool, error) {
		p, h, err := s.holdPost(ctx, v, id)
		if err != nil {
			return false, err
		}
		out = Removal{Post: p, Thread: h.Thread}
		if !p.Visible() && p.RemovedBy != nil && *p.RemovedBy == v.ID {
			return false, nil
		}
		reason, err := in.check(v, p, h)
		if err != nil {
			return false, err
		}
		if s.why == nil {
			s = s.onGrounds(grounds{rule: Rule(in.Rule), words: reason})
		}
		if out, err = s.removePost(ctx, v, p, h, reason); err != nil {
			return false, err
		}
		return true, s.holdRemoved(ctx, p, h, r)
	})
	if err != nil {
		return Removal{}, fmt.Errorf("delete post %d: %w", id, err)
	}
	return out, nil
}

// removalOf is what goes with a post: its words, and where it takes its thread along those of the whole thread.
func (s *Store) removalOf(ctx context.Context, id int64) (requoting, error) {
	p, th, err := s.postWithThread(ctx, id)
	if err != nil {
		return requoting{}, err
	}
	r := requoting{own: th.ID, sources: []int64{id}, gone: true}
	if p.Visible() && p.takesThread(th) {
		r.sources, err = s.shownIn(ctx, th.ID)
	}
	return r, err
}

// holdRemoved checks, once a post was removed, that what went with it is what was prepared for. The thread is as it
// was held before.
func (s *Store) holdRemoved(ctx context.Context, p Post, h held, r requoting) error {
	if !p.takesThread(h.Thread) {
		if !slices.Equal(r.sources, []int64{p.ID}) {
			return errQuotesChanged
		}
		return nil
	}
	others := slices.DeleteFunc(slices.Clone(r.sources), func(id int64) bool { return id == p.ID })
	return s.holdShown(ctx, h.ID, others)
}

// ownDeletion reports whether the viewer deletes as the author: else as a moderator, on record.
func ownDeletion(v Viewer, p Post, h held) bool {
	return v.ID == p.AuthorID && (h.neverOut() || open(h.Thread, h.Topic))
}

// RefuseDeletion says why the viewer cannot take a post away that they see; nil where they can.
func RefuseDeletion(v Viewer, p PostView, th ThreadView) error {
	return DeleteInput{}.refuse(v, p.Post, held{Thread: th.Thread, Topic: th.Topic.Topic})
}

// DeletesAsAuthor reports whether the viewer would take the post away as its author, who owes no reason.
func DeletesAsAuthor(v Viewer, p PostView, th ThreadView) bool {
	return ownDeletion(v, p.Post, held{Thread: th.Thread, Topic: th.Topic.Topic})
}

// TakesThread reports whether the thread would go with the post.
func TakesThread(p PostView, th ThreadView) bool { return p.takesThread(th.Thread) }

func (in DeleteInput) check(v Viewer, p Post, h held) (string, error) {
	if err := in.refuse(v, p, h); err != nil {
		return "", err
	}
	f := fieldErrors{}
	own, least := ownDeletion(v, p, h), reasonMin
	if own {
		least = 0
	}
	reason := f.checkLine("reason", in.Reason, "The reason", least, reasonMax)
	f.checkRule("rule", in.Rule, !own)
	return reason, f.err()
}

func (in DeleteInput) refuse(v Viewer, p Post, h held) error {
	switch {
	case !p.Visible():
		return gone("This post was removed already.")
	case !v.CanDeletePost(p, h.Thread, h.Topic) && v.ID != p.AuthorID:
		return forbidden("Only its author and moderators can delete a post.")
	case !v.CanDeletePost(p, h.Thread, h.Topic):
		return h.refusal(v)
	case in.Version != 0 && in.Version != p.Version:
		return conflict("This post was changed since you opened it. Look at it again before you delete it.")
	}
	return nil
}

func (s *Store) removePost(ctx context.Context, v Viewer, p Post, h held, reason string) (Removal, error) {
	whole := p.takesThread(h.Thread)
	if whole {
		// while the opening still counts
		if err := s.withdraw(ctx, v, h, ThreadRemoved, reason); err != nil {
			return Removal{}, err
		}
	}
	now := s.now()
	p.Status, p.RemovedAt, p.RemovedBy, p.RemovedBecause = PostRemoved, &now, &v.ID, reason
	if ownDeletion(v, p, h) {
		p.Status = PostDeleted
	}
	_, err := s.exec(ctx, `UPDATE posts SET status = ?, removed_at = ?, removed_by = ?, removed_because = ? WHERE id = ?`,
		p.Status, now, v.ID, reason, p.ID)
	if err != nil {
		return Removal{}, fmt.Errorf("remove post: %w", err)
	}
	if _, err := s.exec(ctx, `DELETE FROM search_documents WHERE post_id = ?`, p.ID); err != nil {
		return Removal{}, fmt.Errorf("take post out of search: %w", err)
	}
	if p.Status == PostRemoved {
		e := auditEntry{Action: "post.removed", Kind: "post", ID: p.ID, Before: string(PostVisible), After: string(PostRemoved), Reason: reason}
		if err := s.audit(ctx, v, e); err != nil {
			return Removal{}, err
		}
		if err := s.recordRemoval(ctx, v, p, h, reason); err != nil {
			return Removal{}, err
		}
	}
	return s.settleRemoval(ctx, v, p, h, whole)
}

// recordRemoval puts a moderator's removal on record, tells the author, and answers whoever reported the post.
func (s *Store) recordRemoval(ctx context.Context, v Viewer, p Post, h held, reason string) error {
	if v.ID == p.AuthorID {
		return nil // one's own words, in a thread that nobody else may write in
	}
	g := s.grounds(reason)
	_, err := s.act(ctx, v, Action{Kind: ActionRemove, MemberID: p.AuthorID, ThreadID: &h.ID, PostID: &p.ID}, g)
	if err != nil {
		return err
	}
	if p.takesThread(h.Thread) {
		return s.closeReportsIn(ctx, v, h.ID, reason)
	}
	if g.caseID != nil {
		return nil
	}
	return s.closeReportsOf(ctx, v, p.ID, reason)
}

// settleRemoval counts a post out, and tells the thread's channel where anybody could see it.
func (s *Store) settleRemoval(ctx context.Context, v Viewer, p Post, h held, whole bool) (Removal, error) {
	th := h.Thread
	th.PostCount--
	if p.Opening() {
		th.Excerpt, th.Words = "", 0
	}
	if err := s.settleThread(ctx, &th); err != nil {
		return Removal{}, err
	}
	e := Event{Type: EventPostRemoved, PostID: &p.ID, Number: &p.Number, ActorID: &v.ID}
	if whole {
		th.Status, e = ThreadRemoved, Event{Type: EventThreadChanged, ActorID: &v.ID}
	}
	out := Removal{Post: p, Thread: th}
	if h.neverOut() {
		return out, nil
	}
	if err := s.emitThread(ctx, e, h.TopicID, h.ID); err != nil || whole {
		return out, err
	}
	return out, s.countPosts(ctx, h, p.AuthorID, -1)
}
