package models

import (
	"context"
	"errors"
	"fmt"
)

// purgeBatch is how many posts one look finds; each is purged in transactions of its own.
const purgeBatch = 200

// PurgeDeleted takes for good what authors deleted and can bring back no more: the words, the former ones, what a moderator
// changed of them, those that others quote, and of a thread that went along its title and all that stood above the text. The
// stub stays, so that numbers do; pictures go by SweepPictures, at the same age. What moderators removed is kept, for them
// to read and for appeals. It can be interrupted and called again, on any node. The clock job calls it.
func (s *Store) PurgeDeleted(ctx context.Context) (purged int, err error) {
	var failed []error
	var after int64
	for {
		var ids []int64
		err := s.list(ctx, &ids, `SELECT id FROM posts
			WHERE status = 'deleted' AND body <> '' AND removed_at <= ? AND id > ?
			ORDER BY id LIMIT ?`, s.now().Add(-goneFor), after, purgeBatch)
		if err != nil {
			return purged, fmt.Errorf("list deleted posts: %w", err)
		}
		if len(ids) == 0 || ctx.Err() != nil {
			return purged, errors.Join(append(failed, ctx.Err())...)
		}
		n, err := s.eachDue(ctx, "the purge of post", ids, s.purgePost)
		if err != nil {
			failed = append(failed, err)
		}
		purged, after = purged+n, ids[len(ids)-1]
	}
}

func (s *Store) purgePost(ctx context.Context, id int64) (bool, error) {
	p, th, err := s.postWithThread(ctx, id)
	if err != nil {
		return false, err
	}
	if err := s.purgeQuotes(ctx, id); err != nil {
		return false, err
	}
	done := false
	err = s.InTx(ctx, func(s *Store) error {
		h, err := s.holdAnyThread(ctx, th.ID)
		if err != nil {
			return err
		}
		if p, err = s.stillDeleted(ctx, id, h); err != nil || p.ID == 0 {
			return err
		}
		if p.Opening() && h.Status == ThreadRemoved && h.WithdrawnBy != nil && *h.WithdrawnBy == p.AuthorID {
			if err := s.blankThread(ctx, h.ID); err != nil {
				return err
			}
		}
		done = true
		return s.blankPost(ctx, id)
	})
	return done, err
}

// stillDeleted reads a post of a held thread; the zero value where it is not one to purge.
func (s *Store) stillDeleted(ctx context.Context, id int64, h held) (Post, error) {
	var p Post
	if err := s.one(ctx, &p, `SELECT * FROM posts WHERE id = ?`, id); err != nil {
		return Post{}, fmt.Errorf("read post %d: %w", id, err)
	}
	if p.ThreadID != h.ID || p.Status != PostDeleted || p.RemovedAt == nil || p.RemovedAt.After(s.now().Add(-goneFor)) {
		return Post{}, nil
	}
	return p, nil
}

// purgeQuotes takes a post's words out of what others typed, and typed before: they were left out of what is shown.
func (s *Store) purgeQuotes(ctx context.Context, id int64) error {
	var quoting []int64
	err := s.list(ctx, &quoting, `SELECT post_id FROM quotes WHERE source_id = ?
		UNION
		SELECT post_id FROM former_quotes WHERE source_id = ?
		ORDER BY post_id`, id, id)
	if err != nil {
		return fmt.Errorf("list what quotes post %d: %w", id, err)
	}
	gone := removedQuotes([]int64{id})
	for _, q := range quoting {
		if err := s.rewritePost(ctx, q, func(text string) string { return stubQuotes(text, gone) }); err != nil {
			return err
		}
	}
	return nil
}

// blankPost takes the words of a deleted post, and all that is kept of them, out of the database.
func (s *Store) blankPost(ctx context.Context, id int64) error {
	for _, query := range []string{
		`UPDATE posts SET body = '', html = '', quotes_stale = FALSE WHERE id = ?`,
		`DELETE FROM revisions WHERE post_id = ?`,
		`DELETE FROM mentions WHERE post_id = ?`,
		`DELETE FROM quotes WHERE post_id = ?`,
		`DELETE FROM former_quotes WHERE post_id = ?`,
		`UPDATE held_posts SET body = '', changed = '', title = '', tags = '' WHERE post_id = ?`,
	} {
		if _, err := s.exec(ctx, query, id); err != nil {
			return fmt.Errorf("blank post %d: %w", id, err)
		}
	}
	return nil
}
