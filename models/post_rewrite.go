package models

import (
	"context"
	"errors"
	"fmt"

	"github.com/commonthread/commonthread/internal/markup"
)

// errRewriteLate says that somebody edited the post between rendering and storing.
var errRewriteLate = errors.New("the post was edited meanwhile")

// rewritePost changes the source of somebody's post, and of its former versions, for the sake of a third person
// who is erased; nobody is named as its editor. The version moves on, so that an edit begun before is a conflict
// and cannot bring the words back. One event, where others can see the post.
func (s *Store) rewritePost(ctx context.Context, id int64, change func(string) string) error {
	for range txAttempts {
		err := s.rewriteOnce(ctx, id, change)
		if !errors.Is(err, errRewriteLate) {
			return wrap(err, "rewrite post %d", id)
		}
	}
	return conflict("This post keeps changing.")
}

func (s *Store) rewriteOnce(ctx context.Context, id int64, change func(string) string) error {
	p, th, err := s.postWithThread(ctx, id)
	if err != nil {
		return err
	}
	body := change(p.Body)
	return s.inTxWith(ctx, spotOf(p, th), body, func(s *Store, doc rendering) error {
		h, err := s.holdAnyThread(ctx, p.ThreadID)
		if err != nil {
			return err
		}
		var now Post
		if err := s.one(ctx, &now, `SELECT * FROM posts WHERE id = ?`, id); err != nil {
			return fmt.Errorf("read post %d: %w", id, err)
		}
		if now.Body != p.Body || now.ThreadID != p.ThreadID {
			return errRewriteLate
		}
		if err := s.rewriteRevisions(ctx, id, change); err != nil {
			return err
		}
		if body == now.Body && drawnFor(now.ID, doc) == now.HTML {
			return nil
		}
		return s.storeRewrite(ctx, h, now, body, doc)
	})
}

// redrawPost draws a post again, its words untouched, since what it shows says something else now. One that looks the
// same is left alone, so that drawing again mends what a crash left.
func (s *Store) redrawPost(ctx context.Context, id int64) error {
	return s.rewritePost(ctx, id, func(body string) string { return body })
}

func (s *Store) postWithThread(ctx context.Context, id int64) (Post, Thread, error) {
	var p Post
	if err := s.one(ctx, &p, `SELECT * FROM posts WHERE id = ?`, id); err != nil {
		return Post{}, Thread{}, fmt.Errorf("read post %d: %w", id, err)
	}
	var th Thread
	if err := s.one(ctx, &th, `SELECT * FROM threads WHERE id = ?`, p.ThreadID); err != nil {
		return Post{}, Thread{}, fmt.Errorf("read thread %d: %w", p.ThreadID, err)
	}
	return p, th, nil
}

func (s *Store) storeRewrite(ctx context.Context, h held, p Post, body string, doc rendering) error {
	if err := s.holdQuoted(ctx, h.ID, doc); err != nil {
		return err
	}
	p.Body, p.HTML, p.MarkupVersion = body, drawnFor(p.ID, doc), markup.Version
	_, err := s.exec(ctx, `UPDATE posts SET body = ?, html = ?, markup_version = ?, quotes_stale = FALSE, version = version + 1 WHERE id = ?`,
		p.Body, p.HTML, p.MarkupVersion, p.ID)
	if err != nil {
		return fmt.Errorf("store rewrite: %w", err)
	}
	if !p.Visible() {
		if err := s.clearMentions(ctx, p.ID); err != nil {
			return err
		}
		return s.storeMentions(ctx, p.ID, doc.Mentions)
	}
	if err := s.clearDocument(ctx, p.ID); err != nil {
		return err
	}
	if err := s.storeDocument(ctx, h.Thread, &p, doc); err != nil {
		return err
	}
	if p.Opening() {
		if err := s.updateThread(ctx, h.ID, "excerpt = ?", excerpt(doc.Text)); err != nil {
			return err
		}
	}
	if !h.Published() {
		return nil
	}
	return s.emitThread(ctx, Event{Type: EventPostEdited, PostID: &p.ID, Number: &p.Number}, h.TopicID, h.ID)
}

// drawnFor is the HTML of a post that is kept.
func drawnFor(postID int64, doc rendering) string {
	return doc.HTML.WithPrefix(PostPrefix(postID)).String()
}

func (s *Store) rewriteRevisions(ctx context.Context, postID int64, change func(string) string) error {
	var rows []struct {
		ID   int64
		Body string
	}
	if err := s.list(ctx, &rows, `SELECT id, body FROM revisions WHERE post_id = ? ORDER BY id`, postID); err != nil {
		return fmt.Errorf("list revisions: %w", err)
	}
	for _, r := range rows {
		after := change(r.Body)
		if after == r.Body {
			continue
		}
		if _, err := s.exec(ctx, `UPDATE revisions SET body = ? WHERE id = ?`, after, r.ID); err != nil {
			return fmt.Errorf("rewrite revision: %w", err)
		}
	}
	return nil
}
