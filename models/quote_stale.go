package models

import (
	"context"
	"errors"
	"fmt"

	"github.com/commonthread/commonthread/internal/markup"
)

// Where a thread moves to other readers, or a topic is opened or closed, what is quoted across its border may be shown
// to fewer, or to more. A whole topic may be quoted in more posts than one transaction can draw. So the change marks them
// in one statement; a marked post is drawn anew for whoever reads it, and a job draws each for good.

// staleThreads and staleTopics are the columns by which staleQuotes knows what changed sides.
const (
	staleThreads = "id"
	staleTopics  = "topic_id"
)

// staleQuotes marks the posts whose quotations stand on one side of a thread's or topic's border, their sources on the
// other. Call it once other readers see the thread or topic. Marked ones are marked again: a job may be clearing the
// mark at this moment, of a drawing made before.
func (s *Store) staleQuotes(ctx context.Context, column string, id int64) error {
	across := func(here, there string) string {
		return `SELECT q.post_id
			FROM quotes q
			JOIN posts p ON p.id = q.post_id
			JOIN threads quoting ON quoting.id = p.thread_id
			JOIN posts source ON source.id = q.source_id
			JOIN threads quoted ON quoted.id = source.thread_id
			WHERE ` + here + `.` + column + ` = ? AND ` + there + `.` + column + ` <> ?`
	}
	_, err := s.exec(ctx, `UPDATE posts SET quotes_stale = TRUE WHERE id IN (
		`+across("quoted", "quoting")+`
		UNION
		`+across("quoting", "quoted")+`)`, id, id, id, id)
	return wrap(err, "mark quotations across the border of %s %d", column, id)
}

// redrawBatch is how many marked posts are listed at once; each is a transaction of its own.
const redrawBatch = 200

// RedrawQuotes draws the posts for good whose quotations show too much or too little, and returns how many. It can be
// interrupted and called again, on any node. The clock job calls it.
func (s *Store) RedrawQuotes(ctx context.Context) (drawn int, err error) {
	var failed []error
	var after int64
	for {
		var ids []int64
		err := s.list(ctx, &ids, `SELECT id FROM posts WHERE quotes_stale AND id > ? ORDER BY id LIMIT ?`, after, redrawBatch)
		if err != nil {
			return drawn, fmt.Errorf("list posts to draw anew: %w", err)
		}
		if len(ids) == 0 {
			return drawn, errors.Join(failed...)
		}
		n, err := s.eachDue(ctx, "the quotations of post", ids, s.redrawQuotes)
		drawn += n
		if err != nil {
			failed = append(failed, err)
		}
		if ctx.Err() != nil {
			return drawn, errors.Join(failed...)
		}
		after = ids[len(ids)-1]
	}
}

// redrawQuotes draws one post, its words and its version untouched, with one event where it looks different and others
// can see it. One that was edited meanwhile was drawn by that.
func (s *Store) redrawQuotes(ctx context.Context, id int64) (bool, error) {
	p, th, err := s.postWithThread(ctx, id)
	if err != nil {
		return false, err
	}
	err = s.inTxWith(ctx, spotOf(p, th), p.Body, func(s *Store, doc rendering) error {
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
		if err := s.holdQuoted(ctx, h.ID, doc); err != nil {
			return err
		}
		html := drawnFor(id, doc)
		_, err = s.exec(ctx, `UPDATE posts SET html = ?, markup_version = ?, quotes_stale = FALSE WHERE id = ?`, html, markup.Version, id)
		if err != nil {
			return fmt.Errorf("store drawing: %w", err)
		}
		if html == now.HTML || !now.Visible() || !h.Published() {
			return nil
		}
		return s.emitThread(ctx, Event{Type: EventPostEdited, PostID: &id, Number: &now.Number}, h.TopicID, h.ID)
	})
	if errors.Is(err, errRewriteLate) {
		return false, nil
	}
	return err == nil, err
}

// freshHTML is what the marked ones of some posts show now.
func (s *Store) freshHTML(ctx context.Context, marked []int64) (map[int64]string, error) {
	if len(marked) == 0 {
		return nil, nil
	}
	var posts []Post
	if err := s.list(ctx, &posts, `SELECT * FROM posts WHERE id IN ? ORDER BY id`, marked); err != nil {
		return nil, fmt.Errorf("list marked posts: %w", err)
	}
	some := make([]*Post, len(posts))
	for i := range posts {
		some[i] = &posts[i]
	}
	if err := s.withoutGoneQuotes(ctx, Viewer{}, some); err != nil {
		return nil, err
	}
	fresh := make(map[int64]string, len(posts))
	for _, p := range posts {
		fresh[p.ID] = p.HTML
	}
	return fresh, nil
}
