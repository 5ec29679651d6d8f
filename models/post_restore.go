package models

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
)

// AtOnce is how long a moderator takes back what slipped without giving a reason; the record says so.
const AtOnce = time.Minute

const wordsAtOnce = "Taken back at once."

// Slipped reports whether the viewer did something themselves so short a time ago that taking it back needs no reason.
func (v Viewer) Slipped(by *int64, at *time.Time, now time.Time) bool {
	return by != nil && *by == v.ID && at != nil && now.Sub(*at) < AtOnce
}

// checkUndoing is why a moderator brings back what was removed: needed but for what slipped themselves just now.
func (f fieldErrors) checkUndoing(v Viewer, because string, by *int64, at *time.Time, now time.Time) string {
	if strings.TrimSpace(because) == "" && v.Slipped(by, at, now) {
		return wordsAtOnce
	}
	return f.checkLine("reason", because, "The reason", reasonMin, reasonMax)
}

// RestorePost brings back what was deleted, by the author what they deleted, by moderators what was removed, with a
// reason that its author reads (not needed for AtOnce after their own removal), and the thread that went with it. A repeat
// changes nothing. Forbidden, Invalid, NotFound, Gone; Unauthenticated.
func (s *Store) RestorePost(ctx context.Context, v Viewer, id int64, because string) (Removal, error) {
	if !v.SignedIn() {
		return Removal{}, unauthenticated()
	}
	if _, _, err := s.Post(ctx, v, id); err != nil {
		return Removal{}, err
	}
	var out Removal
	var back restoration
	prepare := func() (_ requoting, err error) {
		back, err = s.restorationOf(ctx, id)
		return back.requoting, err
	}
	err := s.inTxRequoting(ctx, prepare, func(s *Store) (bool, error) {
		p, h, err := s.holdPost(ctx, v, id)
		if err != nil {
			return false, err
		}
		out = Removal{Post: p, Thread: h.Thread}
		switch {
		case p.Visible():
			return false, nil
		case !v.CanRestorePost(p, h.Thread, h.Topic, s.now()):
			return false, refuseRestore(v, p, h, s.now())
		}
		if p.Status == PostRemoved {
			f := fieldErrors{}
			because = f.checkUndoing(v, because, p.RemovedBy, p.RemovedAt, s.now())
			if err := f.err(); err != nil {
				return false, err
			}
		}
		if err := s.holdRestored(ctx, p, h, back); err != nil {
			return false, err
		}
		out, err = s.restorePost(ctx, v, p, h, back.doc, because)
		return err == nil, err
	})
	if err != nil {
		return Removal{}, fmt.Errorf("restore post %d: %w", id, err)
	}
	return out, nil
}

// restoration is a post about to come back, rendered as it will be shown, and whose words come back with it.
type restoration struct {
	requoting
	doc  rendering
	body string
	from ThreadStatus
}

// restorationOf prepares a restoration: what the post quotes, and what quotes it, may have changed meanwhile, so
// it is made anew for each try.
func (s *Store) restorationOf(ctx context.Context, id int64) (restoration, error) {
	p, th, err := s.postWithThread(ctx, id)
	if err != nil {
		return restoration{}, err
	}
	back := restoration{requoting: requoting{own: th.ID}, body: p.Body, from: th.Status}
	if back.doc, err = s.renderBody(ctx, spotOf(p, th), p.Body); err != nil {
		return restoration{}, err
	}
	switch {
	case p.Opening() && th.Status == ThreadRemoved:
		if back.sources, err = s.shownIn(ctx, th.ID); err != nil {
			return restoration{}, err
		}
		back.sources = append(back.sources, id)
	case th.Status != ThreadRemoved && th.Status != ThreadUnpublished:
		back.sources = []int64{id}
	}
	return back, nil
}

// holdRestored checks that a held post and its thread are what was prepared for.
func (s *Store) holdRestored(ctx context.Context, p Post, h held, back restoration) error {
	if p.Body != back.body || h.Status != back.from {
		return errQuotesChanged
	}
	if err := s.holdQuoted(ctx, h.ID, back.doc); err != nil {
		return err
	}
	if !p.Opening() || h.Status != ThreadRemoved {
		return nil
	}
	return s.holdShown(ctx, h.ID, slices.DeleteFunc(slices.Clone(back.sources), func(id int64) bool { return id == p.ID }))
}

// RefuseRestore says why the viewer cannot bring a post back that they see; nil where they can.
func RefuseRestore(v Viewer, p PostView, th ThreadView, at time.Time) error {
	h := held{Thread: th.Thread, Topic: th.Topic.Topic}
	switch {
	case p.Visible():
		return conflict("This post is there already.")
	case v.CanRestorePost(p.Post, h.Thread, h.Topic, at):
		return nil
	}
	return refuseRestore(v, p.Post, h, at)
}

func refuseRestore(v Viewer, p Post, h held, at time.Time) error {
	switch {
	case p.Status == PostMoved:
		return forbidden("This post was moved, not removed.")
	case p.Status == PostDeleted && v.ID != p.AuthorID:
		return forbidden("Its author deleted this post; only they can bring it back.")
	case p.Status == PostDeleted && p.RemovedAt != nil && at.Sub(*p.RemovedAt) >= OwnRestore:
		return forbidden("A deleted post can be brought back for 30 days; that time is over.")
	case p.Status == PostRemoved:
		return forbidden("A moderator removed this post; only moderators can bring it back.")
	}
	return h.refusal(v)
}

func (s *Store) restorePost(ctx context.Context, v Viewer, p Post, h held, doc rendering, because string) (Removal, error) {
	if p.Status == PostRemoved {
		e := auditEntry{Action: "post.restored", Kind: "post", ID: p.ID, Before: string(PostRemoved), After: string(PostVisible), Reason: because}
		if err := s.audit(ctx, v, e); err != nil {
			return Removal{}, err
		}
		if err := s.takeBack(ctx, v, "post_id", p.ID, because, ActionRemove); err != nil {
			return Removal{}, err
		}
	}
	p.Status, p.RemovedAt, p.RemovedBy, p.RemovedBecause = PostVisible, nil, nil, ""
	_, err := s.exec(ctx, `UPDATE posts SET status = 'visible', removed_at = NULL, removed_by = NULL, removed_because = ''
		WHERE id = ?`, p.ID)
	if err != nil {
		return Removal{}, fmt.Errorf("bring post back: %w", err)
	}
	if err := s.indexPost(ctx, h.Thread, p, doc); err != nil {
		return Removal{}, err
	}
	th := h.Thread
	th.PostCount++
	if p.Opening() {
		th.Excerpt, th.Words = excerpt(doc.Text), words(doc.Text)
	}
	if err := s.settleThread(ctx, &th); err != nil {
		return Removal{}, err
	}
	if p.Opening() && h.Status == ThreadRemoved {
		return s.restoreThreadOf(ctx, v, p, h, th)
	}
	out := Removal{Post: p, Thread: th}
	if h.neverOut() {
		return out, nil
	}
	e := Event{Type: EventPostEdited, PostID: &p.ID, Number: &p.Number, ActorID: &v.ID}
	if err := s.emitThread(ctx, e, h.TopicID, h.ID); err != nil {
		return Removal{}, err
	}
	return out, s.countPosts(ctx, h, p.AuthorID, 1)
}

// restoreThreadOf brings the thread back that went with its opening: published, or a draft where it never was.
func (s *Store) restoreThreadOf(ctx context.Context, v Viewer, p Post, h held, th Thread) (Removal, error) {
	if err := s.bringBack(ctx, held{Thread: th, Topic: h.Topic}); err != nil {
		return Removal{}, err
	}
	th.Status = ThreadPublished
	if th.PublishedAt == nil {
		th.Status = ThreadDraft
		return Removal{Post: p, Thread: th}, nil
	}
	return Removal{Post: p, Thread: th}, s.emitThread(ctx, Event{Type: EventThreadChanged, ActorID: &v.ID}, h.TopicID, h.ID)
}
