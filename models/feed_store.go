package models

import (
	"context"
	"fmt"
	"time"
)

// FeedEntry is a post as feeds carry it.
type FeedEntry struct {
	PostID      int64
	Number      int64
	HTML        string `gorm:"column:html"`
	Employer    string
	CreatedAt   time.Time
	EditedAt    *time.Time
	Author      Person `gorm:"embedded;embeddedPrefix:by_"`
	ThreadID    int64
	ThreadSlug  string
	ThreadTitle string
	ThreadKind  Kind
	Standfirst  string
	TopicName   string
	PublishedAt *time.Time // of the thread
	QuotesStale bool
}

// Updated is when the entry last changed in a way that a reader should hear of.
func (e FeedEntry) Updated() time.Time {
	if e.EditedAt != nil && e.EditedAt.After(e.CreatedAt) {
		return *e.EditedAt
	}
	return e.CreatedAt
}

// FeedLength is how many entries a feed has.
const FeedLength = 30

const feedColumns = `p.id AS post_id, p.number, p.html, p.quotes_stale, p.employer, p.created_at, p.edited_at,
	a.id AS by_id, a.handle AS by_handle, a.name AS by_name, a.role AS by_role, a.status AS by_status,
	t.id AS thread_id, t.slug AS thread_slug, t.title AS thread_title, t.kind AS thread_kind, t.standfirst, t.published_at,
	o.name AS topic_name`

const feedJoins = `JOIN threads t ON t.id = p.thread_id
	JOIN members a ON a.id = p.author_id
	JOIN topics o ON o.id = t.topic_id`

// Feeds are for readers without an account, whoever fetches them: only public topics are in them.

// ThreadsFeed lists the openings of the newest threads of all public topics, or of one.
func (s *Store) ThreadsFeed(ctx context.Context, topicID int64) ([]FeedEntry, error) {
	inner := ThreadFilter{TopicID: topicID, Sort: SortNew}
	where, args := inner.where(Viewer{})
	order, _ := inner.order()
	var entries []FeedEntry
	err := s.list(ctx, &entries, fmt.Sprintf(`SELECT %s FROM posts p %s
		WHERE p.number = 1 AND p.status = 'visible'
			AND p.thread_id IN (SELECT t.id FROM threads t WHERE %s ORDER BY %s LIMIT %d)
		ORDER BY %s`, feedColumns, feedJoins, where, order, FeedLength, order), args...)
	if err != nil {
		return nil, fmt.Errorf("list newest threads for a feed: %w", err)
	}
	return entries, s.freshenFeed(ctx, entries)
}

// PostsFeed lists the newest posts of a public thread, newest first.
func (s *Store) PostsFeed(ctx context.Context, th Thread) ([]FeedEntry, error) {
	var entries []FeedEntry
	err := s.list(ctx, &entries, fmt.Sprintf(`SELECT %s FROM posts p %s
		WHERE p.thread_id = ? AND p.status = 'visible' AND %s
		ORDER BY p.number DESC
		LIMIT %d`, feedColumns, feedJoins, visibleThread, FeedLength), th.ID, Viewer{}.Visibilities())
	if err != nil {
		return nil, fmt.Errorf("list posts of thread %d for a feed: %w", th.ID, err)
	}
	return entries, s.freshenFeed(ctx, entries)
}

// freshenFeed draws the marked posts of a feed as they may be shown now.
func (s *Store) freshenFeed(ctx context.Context, entries []FeedEntry) error {
	var marked []int64
	for _, e := range entries {
		if e.QuotesStale {
			marked = append(marked, e.PostID)
		}
	}
	fresh, err := s.freshHTML(ctx, marked)
	if err != nil {
		return err
	}
	for i, e := range entries {
		if e.QuotesStale {
			entries[i].HTML = fresh[e.PostID]
		}
	}
	return nil
}
