package models

import (
	"context"
	"time"
)

// SitemapPage is how many threads one file of the site map lists.
const SitemapPage = 10_000

// SitemapEntry is a public thread as a site map names it.
type SitemapEntry struct {
	ID             int64
	Slug           string
	LastActivityAt time.Time
}

// SitemapFiles lists the first id of each file of the site map: every SitemapPage-th public thread, by id.
func (s *Store) SitemapFiles(ctx context.Context) ([]int64, error) {
	var ids []int64
	err := s.list(ctx, &ids, `SELECT n.id FROM (
			SELECT t.id, ROW_NUMBER() OVER (ORDER BY t.id) AS place FROM threads t WHERE `+visibleThread+`) n
		WHERE (n.place - 1) % ? = 0
		ORDER BY n.id`, Viewer{}.Visibilities(), SitemapPage)
	return ids, wrap(err, "list site map files")
}

// SitemapThreads lists the public threads of one file, from an id on.
func (s *Store) SitemapThreads(ctx context.Context, from int64) ([]SitemapEntry, error) {
	var entries []SitemapEntry
	err := s.list(ctx, &entries, `SELECT t.id, t.slug, t.last_activity_at FROM threads t
		WHERE t.id >= ? AND `+visibleThread+`
		ORDER BY t.id
		LIMIT ?`, from, Viewer{}.Visibilities(), SitemapPage)
	return entries, wrap(err, "list threads for the site map")
}
