package testkit

import (
	"fmt"

	"github.com/commonthread/commonthread/internal/database"
)

// Recount fails the test where a kept counter differs from a count of the rows it stands for.
func (w *World) Recount() {
	w.T.Helper()
	w.RecountPeriods()
	for what, query := range map[string]string{
		"threads.post_count": `SELECT COUNT(*) FROM threads t WHERE t.post_count <> (
			SELECT COUNT(*) FROM posts p WHERE p.thread_id = t.id AND p.status = 'visible')`,
		"threads.last_number": `SELECT COUNT(*) FROM threads t WHERE t.last_number <> (
			SELECT COALESCE(MAX(p.number), 0) FROM posts p WHERE p.thread_id = t.id)`,
		"threads.event_seq": `SELECT COUNT(*) FROM threads t WHERE t.event_seq <> (
			SELECT COUNT(*) FROM events e WHERE e.thread_id = t.id AND e.channel = 'thread:' || t.id)`,
		"topic_counts.threads": `SELECT COUNT(*) FROM topic_counts c WHERE c.threads <> (
			SELECT COUNT(*) FROM threads t WHERE t.topic_id = c.topic_id AND t.kind = c.kind AND t.status = 'published')`,
		"topic_counts.posts": `SELECT COUNT(*) FROM topic_counts c WHERE c.posts <> (
			SELECT COALESCE(SUM(t.post_count), 0) FROM threads t
			WHERE t.topic_id = c.topic_id AND t.kind = c.kind AND t.status = 'published')`,
		// a world's cast starts with 50 posts that no rows stand for
		"members.post_count": `SELECT COUNT(*) FROM members m JOIN (
			SELECT a.id, COUNT(t.id) AS n
			FROM members a
			LEFT JOIN posts p ON p.author_id = a.id AND p.status = 'visible'
			LEFT JOIN threads t ON t.id = p.thread_id AND t.status = 'published'
			GROUP BY a.id) c ON c.id = m.id
			WHERE m.post_count <> c.n AND m.post_count <> c.n + 50`,
		"members.thread_count": `SELECT COUNT(*) FROM members m WHERE m.thread_count <> (
			SELECT COUNT(*) FROM threads t WHERE t.author_id = m.id AND t.status = 'published')`,
	} {
		if n := w.Count(query); n != 0 {
			w.T.Errorf("%s is wrong in %d rows", what, n)
		}
	}
}

// RecountPeriods fails the test where lists would not find their pages.
func (w *World) RecountPeriods() {
	w.T.Helper()
	for counter, column := range map[string]string{"active": "t.last_activity_at", "published": "t.published_at"} {
		number := column + " / 2592000000000"
		if w.DB.Kind == database.Postgres {
			number = "FLOOR(EXTRACT(EPOCH FROM " + column + ") / 2592000)"
		}
		n := w.Count(fmt.Sprintf(`SELECT COUNT(*) FROM (
			SELECT x.topic_id, x.kind, x.period FROM (
				SELECT c.topic_id, c.kind, c.period, -c.%s AS n FROM thread_periods c
				UNION ALL
				SELECT t.topic_id, t.kind, %s, 1 FROM threads t WHERE t.status = 'published') x
			GROUP BY x.topic_id, x.kind, x.period
			HAVING SUM(x.n) <> 0) wrong`, counter, number))
		if n != 0 {
			w.T.Errorf("thread_periods.%s is wrong in %d rows", counter, n)
		}
	}
}
