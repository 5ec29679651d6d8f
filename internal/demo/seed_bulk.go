package demo

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"

	"github.com/commonthread/commonthread/internal/database"
)

// seedBatch is rows that go in together, in one transaction.
type seedBatch struct{ members, threads, posts, documents [][]any }

// bulk writes rows the fastest way a database has: COPY on PostgreSQL, prepared inserts in one transaction on SQLite.
type bulk interface {
	write(ctx context.Context, b *seedBatch) error
	countTopics(ctx context.Context, counts map[topicKind]counted) error
	countMembers(ctx context.Context, first int64, posts, threads []int64) error
	finish(ctx context.Context) error
	close()
}

// the columns of each table's rows, in the order of seedBatch
var (
	memberColumns   = []string{"id", "handle", "name", "email", "email_key", "password_hash", "created_at", "credentials_at"}
	threadColumns   = []string{"id", "topic_id", "kind", "title", "slug", "author_id", "excerpt", "words", "post_count", "last_number", "last_author_id", "published_at", "last_activity_at", "created_at"}
	postColumns     = []string{"id", "thread_id", "number", "author_id", "body", "html", "markup_version", "created_at"}
	documentColumns = []string{"post_id", "title", "body", "terms"}
)

type table struct {
	name    string
	columns []string
	rows    [][]any
}

func (b *seedBatch) tables() []table {
	return []table{
		{"members", memberColumns, b.members}, {"threads", threadColumns, b.threads},
		{"posts", postColumns, b.posts}, {"search_documents", documentColumns, b.documents},
	}
}

const countTopic = `INSERT INTO topic_counts (topic_id, kind, threads, posts) VALUES ($1, $2, $3, $4)
	ON CONFLICT (topic_id, kind) DO UPDATE
	SET threads = topic_counts.threads + excluded.threads, posts = topic_counts.posts + excluded.posts`

func addTopicCounts(ctx context.Context, conn *sql.Conn, counts map[topicKind]counted) error {
	for k, c := range counts {
		if _, err := conn.ExecContext(ctx, countTopic, k.topic, string(k.kind), c.threads, c.posts); err != nil {
			return fmt.Errorf("count threads of topic %d: %w", k.topic, err)
		}
	}
	return nil
}

const countMember = `UPDATE members SET post_count = post_count + ?, thread_count = thread_count + ? WHERE id = ?`

func newBulk(ctx context.Context, db *database.DB) (bulk, error) {
	pool, err := db.SQL()
	if err != nil {
		return nil, err
	}
	conn, err := pool.Conn(ctx)
	if err != nil {
		return nil, err
	}
	if db.Kind == database.Postgres {
		for _, setting := range []string{"statement_timeout = 0", "synchronous_commit = off", "gin_pending_list_limit = '64MB'"} {
			if _, err := conn.ExecContext(ctx, "SET "+setting); err != nil {
				_ = conn.Close()
				return nil, fmt.Errorf("set %s: %w", setting, err)
			}
		}
		return &postgresBulk{conn}, nil
	}
	b := &sqliteBulk{conn}
	return b, b.pragmas(ctx, "synchronous = NORMAL", "cache_size = -128000", "wal_autocheckpoint = 32000")
}

// sqliteBulk writes less carefully and with more memory than a verb may: until Seed returns nothing has been
// promised, and finish brings everything safely into the file.
type sqliteBulk struct{ conn *sql.Conn }

func (b *sqliteBulk) pragmas(ctx context.Context, settings ...string) error {
	for _, setting := range settings {
		if _, err := b.conn.ExecContext(ctx, "PRAGMA "+setting); err != nil {
			return fmt.Errorf("pragma %s: %w", setting, err)
		}
	}
	return nil
}

// close gives the connection back as it was.
func (b *sqliteBulk) close() {
	_ = b.pragmas(context.Background(), "synchronous = FULL", "cache_size = -16000", "wal_autocheckpoint = 1000")
	_ = b.conn.Close()
}

func (b *sqliteBulk) write(ctx context.Context, batch *seedBatch) error {
	return b.inTx(ctx, func(tx *sql.Tx) error {
		for _, t := range batch.tables() {
			if err := insertRows(ctx, tx, t); err != nil {
				return fmt.Errorf("fill %s: %w", t.name, err)
			}
		}
		return nil
	})
}

// seedRows is how many rows one statement inserts on SQLite. The full-text index is written to disk at the end of
// each statement: one row at a time, that and merging the pieces again took half of the whole time.
const seedRows = 2_000

func insertRows(ctx context.Context, tx *sql.Tx, t table) error {
	row := "(" + strings.TrimSuffix(strings.Repeat("?, ", len(t.columns)), ", ") + ")"
	for rows := range slices.Chunk(t.rows, seedRows) {
		query := fmt.Sprintf("INSERT INTO %s (%s) VALUES %s", t.name, strings.Join(t.columns, ", "),
			strings.TrimSuffix(strings.Repeat(row+", ", len(rows)), ", "))
		if _, err := tx.ExecContext(ctx, query, slices.Concat(rows...)...); err != nil {
			return err
		}
	}
	return nil
}

func (b *sqliteBulk) countTopics(ctx context.Context, counts map[topicKind]counted) error {
	return addTopicCounts(ctx, b.conn, counts)
}

func (b *sqliteBulk) countMembers(ctx context.Context, first int64, posts, threads []int64) error {
	return b.inTx(ctx, func(tx *sql.Tx) error { return each(ctx, tx, countMember, countRows(first, posts, threads)) })
}

func (b *sqliteBulk) finish(ctx context.Context) error {
	for _, query := range []string{`INSERT INTO search_index (search_index) VALUES ('optimize')`, `ANALYZE`, `PRAGMA wal_checkpoint(TRUNCATE)`} {
		if _, err := b.conn.ExecContext(ctx, query); err != nil {
			return err
		}
	}
	return nil
}

func (b *sqliteBulk) inTx(ctx context.Context, f func(tx *sql.Tx) error) error {
	tx, err := b.conn.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := f(tx); err != nil {
		_ = tx.Rollback()
		return err
	}
	return tx.Commit()
}

func each(ctx context.Context, tx *sql.Tx, query string, rows [][]any) error {
	if len(rows) == 0 {
		return nil
	}
	stmt, err := tx.PrepareContext(ctx, query)
	if err != nil {
		return err
	}
	defer stmt.Close()
	for _, row := range rows {
		if _, err := stmt.ExecContext(ctx, row...); err != nil {
			return err
		}
	}
	return nil
}

func countRows(first int64, posts, threads []int64) [][]any {
	rows := make([][]any, len(posts))
	for i := range posts {
		rows[i] = []any{posts[i], threads[i], first + int64(i)}
	}
	return rows
}

type postgresBulk struct{ conn *sql.Conn }

// close gives the connection back as it was.
func (b *postgresBulk) close() {
	_, _ = b.conn.ExecContext(context.Background(), `RESET ALL`)
	_ = b.conn.Close()
}

// native runs f on pgx's own connection, in a transaction.
func (b *postgresBulk) native(ctx context.Context, f func(tx pgx.Tx) error) error {
	return b.conn.Raw(func(driver any) error {
		return pgx.BeginFunc(ctx, driver.(*stdlib.Conn).Conn(), f)
	})
}

func (b *postgresBulk) write(ctx context.Context, batch *seedBatch) error {
	return b.native(ctx, func(tx pgx.Tx) error {
		for _, t := range batch.tables() {
			if len(t.rows) == 0 {
				continue
			}
			if _, err := tx.CopyFrom(ctx, pgx.Identifier{t.name}, t.columns, pgx.CopyFromRows(t.rows)); err != nil {
				return fmt.Errorf("fill %s: %w", t.name, err)
			}
		}
		return nil
	})
}

func (b *postgresBulk) countTopics(ctx context.Context, counts map[topicKind]counted) error {
	return addTopicCounts(ctx, b.conn, counts)
}

func (b *postgresBulk) countMembers(ctx context.Context, first int64, posts, threads []int64) error {
	return b.native(ctx, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, `CREATE TEMPORARY TABLE seeded (posts BIGINT, threads BIGINT, id BIGINT) ON COMMIT DROP`); err != nil {
			return err
		}
		_, err := tx.CopyFrom(ctx, pgx.Identifier{"seeded"}, []string{"posts", "threads", "id"}, pgx.CopyFromRows(countRows(first, posts, threads)))
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `UPDATE members m SET post_count = m.post_count + s.posts, thread_count = m.thread_count + s.threads
			FROM seeded s WHERE s.id = m.id`)
		return err
	})
}

// finish moves the id sequences past the rows that came with ids, and gathers statistics.
func (b *postgresBulk) finish(ctx context.Context) error {
	for _, name := range []string{"members", "threads", "posts"} {
		query := fmt.Sprintf(`SELECT setval(pg_get_serial_sequence('%s', 'id'), (SELECT MAX(id) FROM %s))`, name, name)
		if _, err := b.conn.ExecContext(ctx, query); err != nil {
			return err
		}
	}
	_, err := b.conn.ExecContext(ctx, `VACUUM ANALYZE`)
	return err
}
