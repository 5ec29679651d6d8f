package models

import (
	"context"
	"fmt"
	"time"
)

// BookmarksPerPage is the length of a page of bookmarks.
const BookmarksPerPage = 20

// BookmarkView is a post that the viewer keeps, as their list shows it.
type BookmarkView struct {
	PostID      int64
	Number      int64
	ThreadID    int64
	ThreadTitle string
	ThreadSlug  string
	Kind        Kind
	Text        string // plain
	CreatedAt   time.Time
	KeptAt      time.Time
	Author      Person `gorm:"embedded;embeddedPrefix:by_"`
}

// Bookmark keeps a post in the viewer's own list, or drops it. Nobody else ever hears of it, so there is no
// event. NotFound, Gone; Unauthenticated for a reader.
func (s *Store) Bookmark(ctx context.Context, v Viewer, postID int64, on bool) error {
	if !v.SignedIn() {
		return unauthenticated()
	}
	return s.InTx(ctx, func(s *Store) error {
		if !on {
			n, err := s.exec(ctx, `DELETE FROM bookmarks WHERE member_id = ? AND post_id = ?`, v.ID, postID)
			if err != nil {
				return fmt.Errorf("drop bookmark: %w", err)
			}
			if n > 0 {
				return nil
			}
		}
		p, _, err := s.Post(ctx, v, postID)
		switch {
		case err != nil:
			return err
		case !on:
			return nil
		case !p.Visible():
			return gone("This post was removed.")
		}
		_, err = s.exec(ctx, `INSERT INTO bookmarks (member_id, post_id, created_at) VALUES (?, ?, ?)
			ON CONFLICT (member_id, post_id) DO NOTHING`, v.ID, postID, s.now())
		if err != nil {
			return fmt.Errorf("keep bookmark: %w", err)
		}
		return nil
	})
}

const visibleBookmark = `FROM bookmarks b
	JOIN posts p ON p.id = b.post_id AND p.status = 'visible'
	JOIN threads t ON t.id = p.thread_id AND ` + visibleThread + `
	JOIN members a ON a.id = p.author_id
	WHERE b.member_id = ?`

// Bookmarks lists one page of the posts that the viewer keeps and may see now, the last kept first, with how
// many there are.
func (s *Store) Bookmarks(ctx context.Context, v Viewer, page int) ([]BookmarkView, int64, error) {
	if !v.SignedIn() {
		return nil, 0, unauthenticated()
	}
	var total int64
	without, blocked := v.withoutBlocked(`p.author_id`)
	if err := s.one(ctx, &total, `SELECT COUNT(*) `+visibleBookmark+without, append([]any{v.Visibilities(), v.ID}, blocked...)...); err != nil {
		return nil, 0, fmt.Errorf("count bookmarks: %w", err)
	}
	kept, err := s.BookmarksFrom(ctx, v, max(0, page-1)*BookmarksPerPage, BookmarksPerPage)
	return kept, total, err
}

// BookmarksFrom lists what Bookmarks lists, from an offset on.
func (s *Store) BookmarksFrom(ctx context.Context, v Viewer, offset, limit int) ([]BookmarkView, error) {
	if !v.SignedIn() {
		return nil, unauthenticated()
	}
	var kept []BookmarkView
	without, blocked := v.withoutBlocked(`p.author_id`)
	err := s.list(ctx, &kept, `SELECT p.id AS post_id, p.number, t.id AS thread_id, t.title AS thread_title, t.slug AS thread_slug, t.kind,
			(SELECT d.body FROM search_documents d WHERE d.post_id = p.id) AS text, p.created_at, b.created_at AS kept_at,
			a.id AS by_id, a.handle AS by_handle, a.name AS by_name, a.role AS by_role, a.status AS by_status
		`+visibleBookmark+without+`
		ORDER BY b.created_at DESC, b.post_id DESC
		LIMIT ? OFFSET ?`, append(append([]any{v.Visibilities(), v.ID}, blocked...), limit, offset)...)
	if err != nil {
		return nil, fmt.Errorf("list bookmarks: %w", err)
	}
	return kept, nil
}
