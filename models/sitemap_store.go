package models

import (
	"context"
	"time"
)

// SitemapPage is how many threads one file of the site map lists at most.
const SitemapPage = 10_000

// SitemapEntry is a public thread as a site map names it.
type SitemapEntry struct {
	ID             int64
	Slug           string
	LastActivityAt time.Time
}

// SitemapFiles lists the first id of each file of the site map. A file spans SitemapPage ids, so finding them
// takes a step a file, however many threads there are.
func (s *Store) SitemapFiles(ctx context.Context) ([]int64, error) {
	var ids []int64
	public := Viewer{}.Visibilities()
	err := s.list(ctx, &ids, `WITH RECURSIVE files (id) AS (
			SELECT (SELECT t.id FROM threads t WHERE `+visibleThread+` ORDER BY t.id LIMIT 1)
			UNION ALL
			SELECT (SELECT t.id FROM threads t WHERE t.id >= f.id + ? AND `+visibleThread+` ORDER BY t.id LIMIT 1)
			FROM files f WHERE f.id IS NOT NULL)
		SELECT id FROM files WHERE id IS NOT NULL ORDER BY id`, public, SitemapPage, public)
	return ids, wrap(err, "list site map files")
}

// SitemapThreads lists the public threads of one file, from an id on.
func (s *Store) SitemapThreads(ctx context.Context, from int64) ([]SitemapEntry, error) {
	var entries []SitemapEntry
	err := s.list(ctx, &entries, `SELECT t.id, t.slug, t.last_activity_at FROM threads t
		WHERE t.id >= ? AND t.id < ? AND `+visibleThread+`
		ORDER BY t.id`, from, from+SitemapPage, Viewer{}.Visibilities())
	return entries, wrap(err, "list threads for the site map")
}
