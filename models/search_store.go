package models

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/search"
)

// Search finds posts, best first. What the viewer may not see is left out by the query itself, at this moment,
// so it changes neither hits nor totals. Only Invalid is refused.
func (s *Store) Search(ctx context.Context, v Viewer, in Search, page int) (SearchResults, error) {
	return s.SearchFrom(ctx, v, in, max(0, page-1)*SearchPerPage, SearchPerPage)
}

// SearchFrom is Search from the hit at an offset on.
func (s *Store) SearchFrom(ctx context.Context, v Viewer, in Search, offset, limit int) (SearchResults, error) {
	in, err := in.check()
	if err != nil {
		return SearchResults{}, err
	}
	q := search.Parse(in.Words)
	if in.Blank() || (in.Words != "" && q.Empty()) {
		return SearchResults{}, nil
	}
	candidates, err := s.searchCandidates(ctx, v, in, q)
	if err != nil {
		return SearchResults{}, fmt.Errorf("search: %w", err)
	}
	found := SearchResults{Total: Total{N: int64(min(len(candidates), countCap)), Capped: len(candidates) > countCap}}
	candidates = candidates[:found.Total.N]
	ids := make([]int64, len(candidates))
	for i, c := range candidates {
		ids[i] = c.ID
	}
	if !q.Empty() {
		ids = q.Rank(candidates)
	}
	from := min(len(ids), max(0, offset))
	found.Hits, err = s.searchHits(ctx, v, q, ids[from:min(len(ids), from+limit)])
	if err != nil {
		return SearchResults{}, fmt.Errorf("read what was found: %w", err)
	}
	return found, nil
}

// searchCandidates are the newest posts that match, one more than are counted. Without words, those are the
// openings of the newest threads, or what a member wrote.
func (s *Store) searchCandidates(ctx context.Context, v Viewer, in Search, q search.Query) ([]search.Document, error) {
	where := []string{`p.status = 'visible'`, visibleThread}
	args := []any{v.Visibilities()}
	and := func(part string, values ...any) { where, args = append(where, part), append(args, values...) }
	narrowed := ""
	also := func(part string, values []any) { narrowed, args = narrowed+part, append(args, values...) }
	from, order, terms := `posts p JOIN threads t ON t.id = p.thread_id`, `p.id DESC`, `''`
	switch {
	case q.Empty() && in.Author == "":
		from, order = `threads t JOIN posts p ON p.thread_id = t.id AND p.number = 1`, `t.published_at DESC, t.id DESC`
	case q.Empty():
		order = `p.created_at DESC, p.id DESC`
	case s.db.Kind == database.SQLite && in.Author == "":
		from = `search_index i JOIN search_documents d ON d.post_id = i.rowid JOIN posts p ON p.id = i.rowid JOIN threads t ON t.id = p.thread_id`
		order, terms = `i.rowid DESC`, `d.terms`
		and(`search_index MATCH ?`, q.Match())
	case s.db.Kind == database.SQLite:
		// what one member wrote is less than what has a common word: CROSS JOIN keeps SQLite to this order
		from = `posts p CROSS JOIN search_index i ON i.rowid = p.id JOIN search_documents d ON d.post_id = p.id JOIN threads t ON t.id = p.thread_id`
		terms = `d.terms`
		and(`search_index MATCH ?`, q.Match())
	default:
		from, order, terms = `search_documents d JOIN posts p ON p.id = d.post_id JOIN threads t ON t.id = p.thread_id`, `d.post_id DESC`, `d.terms`
		and(`d.words @@ CAST(? AS tsquery)`, q.TSQuery())
	}
	if in.Kind != "" {
		and(`t.kind = ?`, in.Kind)
	}
	if in.State != "" {
		and(`EXISTS (SELECT 1 FROM suggestions g WHERE g.thread_id = t.id AND g.state = ?)`, in.State)
	}
	if in.Topic != "" {
		and(`t.topic_id = (SELECT x.id FROM topics x WHERE x.slug = ?)`, in.Topic)
	}
	if in.Tag != "" {
		and(`t.id IN (SELECT g.thread_id FROM thread_tags g WHERE g.tag = ?)`, in.Tag)
	}
	if in.Author != "" {
		and(`p.author_id = (SELECT m.id FROM members m WHERE m.handle = ? AND m.status <> 'erased')`, strings.ToLower(strings.TrimPrefix(in.Author, "@")))
		also(v.activityOf(`p.author_id`))
	}
	also(v.withoutBlocked(`p.author_id`))
	also(v.withoutBlockedThreads())
	var candidates []search.Document
	err := s.list(ctx, &candidates, fmt.Sprintf(`SELECT p.id AS id, %s AS terms
		FROM %s
		WHERE %s
		ORDER BY %s
		LIMIT %d`, terms, from, strings.Join(where, " AND ")+narrowed, order, countCap+1), args...)
	return candidates, err
}

// searchHits reads the posts of one page of results, in the order of ids.
func (s *Store) searchHits(ctx context.Context, v Viewer, q search.Query, ids []int64) ([]SearchHit, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	var rows []struct {
		ThreadItem `gorm:"embedded"`
		PostID     int64
		PostNumber int64
		PostText   string
		PostAuthor Person                        `gorm:"embedded;embeddedPrefix:writer_"`
		Post       struct{ CreatedAt time.Time } `gorm:"embedded;embeddedPrefix:post_"`
	}
	err := s.list(ctx, &rows, fmt.Sprintf(`SELECT %s, p.id AS post_id, p.number AS post_number, p.created_at AS post_created_at,
			COALESCE(d.body, '') AS post_text,
			w.id AS writer_id, w.handle AS writer_handle, w.name AS writer_name, w.role AS writer_role, w.status AS writer_status
		FROM posts p
		JOIN threads t ON t.id = p.thread_id
		JOIN members w ON w.id = p.author_id
		LEFT JOIN search_documents d ON d.post_id = p.id
		%s
		WHERE p.id IN ? AND p.status = 'visible' AND %s`, threadItemColumns, threadItemJoins, visibleThread), v.ID, ids, v.Visibilities())
	if err != nil {
		return nil, err
	}
	hits := make([]SearchHit, len(rows))
	for i, r := range rows {
		hits[i] = SearchHit{
			Thread: r.ThreadItem, PostID: r.PostID, Number: r.PostNumber, Author: r.PostAuthor, At: r.Post.CreatedAt,
			Snippet: q.Snippet(r.PostText),
		}
	}
	slices.SortFunc(hits, func(a, b SearchHit) int { return slices.Index(ids, a.PostID) - slices.Index(ids, b.PostID) })
	return hits, nil
}

// retitleDocument has a post that opens a thread found under the thread's new title.
func (s *Store) retitleDocument(ctx context.Context, postID int64, title string) error {
	var terms string
	if err := s.one(ctx, &terms, `SELECT terms FROM search_documents WHERE post_id = ?`, postID); err != nil {
		return fmt.Errorf("read the words of post %d: %w", postID, err)
	}
	_, err := s.exec(ctx, `UPDATE search_documents SET title = ?, terms = ? WHERE post_id = ?`, title, search.WithTitle(terms, title), postID)
	return wrap(err, "index title of post %d", postID)
}
