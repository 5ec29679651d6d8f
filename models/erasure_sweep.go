package models

import (
	"context"
	"fmt"

	"github.com/commonthread/commonthread/internal/markup"
)

// sweepMost is how many posts one call of SweepErasures sees to, a transaction each.
const sweepMost = 500

// SweepErasures finishes what DeleteAccount began: it takes the posts of those who wished so away, and takes the
// handle out of what others wrote and quoted. It can be interrupted and called again, on any node; more reports
// that something is left. The clock job calls it, and the handler once after the deletion.
func (s *Store) SweepErasures(ctx context.Context) (more bool, err error) {
	var open []erasure
	if err := s.list(ctx, &open, `SELECT * FROM erasures ORDER BY requested_at, member_id`); err != nil {
		return false, fmt.Errorf("list erasures: %w", err)
	}
	left := sweepMost
	for _, e := range open {
		done, err := s.sweepErasure(ctx, e, &left)
		if err != nil {
			return true, fmt.Errorf("sweep erasure of member %d: %w", e.MemberID, err)
		}
		if !done {
			return true, nil
		}
		err = s.InTx(ctx, func(s *Store) error {
			if err := s.sweepLedger(ctx, e); err != nil {
				return err
			}
			if err := s.emitMemberChanged(ctx, e.MemberID); err != nil { // pages that are kept still have the words
				return err
			}
			_, err := s.exec(ctx, `DELETE FROM erasures WHERE member_id = ?`, e.MemberID)
			return err
		})
		if err != nil {
			return true, fmt.Errorf("finish erasure: %w", err)
		}
	}
	return false, nil
}

func (s *Store) sweepErasure(ctx context.Context, e erasure, left *int) (done bool, err error) {
	// where posts stay, those that were taken away go for good: nobody is left to appeal, or to bring them back
	which := ` AND status IN ('deleted', 'removed')`
	if e.RemovePosts {
		which = ` AND status <> 'moved'`
	}
	var own, full []int64
	if err := s.list(ctx, &own, `SELECT id FROM posts WHERE author_id = ?`+which+` ORDER BY id`, e.MemberID); err != nil {
		return false, fmt.Errorf("list posts: %w", err)
	}
	if e.RemovePosts {
		which = ``
	}
	err = s.list(ctx, &full, `SELECT id FROM posts WHERE author_id = ? AND (body <> '' OR status = 'visible')`+which+` ORDER BY id`, e.MemberID)
	if err != nil {
		return false, fmt.Errorf("list posts to remove: %w", err)
	}
	for _, id := range full {
		if *left--; *left < 0 {
			return false, nil
		}
		if err := s.erasePost(ctx, e.MemberID, id); err != nil {
			return false, err
		}
	}
	anonymous := func(text string) string {
		return markup.ReplaceHandle(stubQuotes(text, removedQuotes(own)), e.Handle, formerHandle(e.MemberID))
	}
	if err := s.rewriteDrafts(ctx, e, anonymous); err != nil {
		return false, err
	}
	naming, err := s.postsNaming(ctx, e, anonymous, *left+1)
	if err != nil {
		return false, err
	}
	for _, id := range naming {
		if *left--; *left < 0 {
			return false, nil
		}
		if err := s.rewritePost(ctx, id, anonymous); err != nil {
			return false, err
		}
	}
	return true, nil
}

// erasePost takes one post of an erased member away for good: words, former words, and those quoted elsewhere.
// A lock does not keep it.
func (s *Store) erasePost(ctx context.Context, memberID, id int64) error {
	v := Viewer{ID: memberID}
	var r requoting
	prepare := func() (_ requoting, err error) {
		r, err = s.removalOf(ctx, id)
		return r, err
	}
	return s.inTxRequoting(ctx, prepare, func(s *Store) (bool, error) {
		h, err := s.holdAnyThread(ctx, r.own)
		if err != nil {
			return false, err
		}
		var p Post
		if err := s.one(ctx, &p, `SELECT * FROM posts WHERE id = ?`, id); err != nil {
			return false, fmt.Errorf("read post %d: %w", id, err)
		}
		whole := p.Opening() && !p.Visible() && h.Status == ThreadRemoved
		if p.Visible() {
			out, err := s.removePost(ctx, v, p, h, "")
			if err != nil {
				return false, err
			}
			if err := s.holdRemoved(ctx, p, h, r); err != nil {
				return false, err
			}
			whole = out.WholeThread()
		}
		if whole {
			if err := s.blankThread(ctx, h.ID); err != nil {
				return false, err
			}
		}
		_, err = s.exec(ctx, `UPDATE posts SET body = '', html = '', removed_because = '',
				status = CASE WHEN status = 'moved' THEN status ELSE 'deleted' END
			WHERE id = ?`, id)
		if err != nil {
			return false, fmt.Errorf("blank post %d: %w", id, err)
		}
		for _, table := range []string{"revisions", "former_quotes", "pictures"} {
			if _, err := s.exec(ctx, `DELETE FROM `+table+` WHERE post_id = ?`, id); err != nil {
				return true, wrap(err, "erase %s of post %d", table, id)
			}
		}
		return true, nil
	})
}

// holdAnyThread locks a thread whoever may see it.
func (s *Store) holdAnyThread(ctx context.Context, id int64) (held, error) {
	var h held
	if err := s.one(ctx, &h.Thread, `SELECT * FROM threads WHERE id = ?`+s.db.Dialect.ForUpdate(), id); err != nil {
		return held{}, fmt.Errorf("hold thread %d: %w", id, err)
	}
	if err := s.one(ctx, &h.Topic, `SELECT * FROM topics WHERE id = ?`, h.TopicID); err != nil {
		return held{}, fmt.Errorf("read topic %d: %w", h.TopicID, err)
	}
	return h, nil
}

// blankThread takes the words out of a thread that went with its opening.
func (s *Store) blankThread(ctx context.Context, id int64) error {
	const title = "Removed thread"
	err := s.updateThread(ctx, id, "title = ?, slug = ?, tags = '', standfirst = '', cover = '', cover_alt = ''", title, slugOf(title))
	if err != nil {
		return err
	}
	if _, err := s.exec(ctx, `DELETE FROM corrections WHERE thread_id = ?`, id); err != nil {
		return fmt.Errorf("erase corrections of thread %d: %w", id, err)
	}
	return s.setTags(ctx, id, nil)
}
