package database

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"modernc.org/sqlite"
)

// counting notes what is prepared below the pool, and what is closed again.
type counting struct {
	driver.Connector
	mu               sync.Mutex
	prepared, closed []string
}

func (c *counting) Connect(ctx context.Context) (driver.Conn, error) {
	conn, err := c.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	return &countingConn{conn.(sqliteConn), c}, nil
}

func (c *counting) count(query string) (n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, q := range c.prepared {
		if q == query {
			n++
		}
	}
	return n
}

type countingConn struct {
	sqliteConn
	by *counting
}

func (c *countingConn) PrepareContext(ctx context.Context, query string) (driver.Stmt, error) {
	s, err := c.sqliteConn.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	c.by.mu.Lock()
	defer c.by.mu.Unlock()
	c.by.prepared = append(c.by.prepared, query)
	return &countingStmt{s.(sqliteStmt), query, c.by}, nil
}

type countingStmt struct {
	sqliteStmt
	query string
	by    *counting
}

func (s *countingStmt) Close() error {
	s.by.mu.Lock()
	s.by.closed = append(s.by.closed, s.query)
	s.by.mu.Unlock()
	return s.sqliteStmt.Close()
}

// countedPool is a pool of one connection, over a fresh file, whose prepared statements are counted.
func countedPool(t *testing.T) (*sql.DB, *counting) {
	t.Helper()
	connector, err := sqlite.NewConnector(sqliteDSN(filepath.Join(t.TempDir(), "statements.db"), false))
	if err != nil {
		t.Fatal(err)
	}
	c := &counting{Connector: connector}
	pool := sql.OpenDB(statementConnector{c})
	pool.SetMaxOpenConns(1)
	t.Cleanup(func() { _ = pool.Close() })
	mustExec(t, pool, `CREATE TABLE words (id INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE)`)
	return pool, c
}

func mustExec(t testing.TB, pool *sql.DB, query string, args ...any) {
	t.Helper()
	if _, err := pool.Exec(query, args...); err != nil {
		t.Fatalf("%.80s: %v", query, err)
	}
}

const insertWord = `INSERT INTO words (word) VALUES (?) RETURNING id`

func TestStatements_arePreparedOnceForAllTransactions(t *testing.T) {
	pool, c := countedPool(t)
	for i := range 10 {
		tx, err := pool.Begin()
		if err != nil {
			t.Fatal(err)
		}
		var id int
		if err := tx.QueryRow(insertWord, fmt.Sprint("word ", i)).Scan(&id); err != nil || id != i+1 {
			t.Fatalf("word %d got id %d: %v", i, id, err)
		}
		if _, err := tx.Exec(`UPDATE words SET word = word || '!' WHERE id = ?`, id); err != nil {
			t.Fatal(err)
		}
		if err := tx.Commit(); err != nil {
			t.Fatal(err)
		}
	}
	if n := c.count(insertWord); n != 1 {
		t.Errorf("the INSERT was prepared %d times for 10 transactions", n)
	}
	var last string
	if err := pool.QueryRow(`SELECT word FROM words ORDER BY id DESC LIMIT 1`).Scan(&last); err != nil || last != "word 9!" {
		t.Errorf("last word %q: %v", last, err)
	}
}

func TestStatements_theSameQueryWorksWhileItsRowsAreRead(t *testing.T) {
	pool, _ := countedPool(t)
	for _, w := range []string{"a", "b", "c"} {
		mustExec(t, pool, `INSERT INTO words (word) VALUES (?)`, w)
	}
	tx, err := pool.Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tx.Rollback() }()
	const after = `SELECT word FROM words WHERE id > ? ORDER BY id`
	outer, err := tx.Query(after, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer outer.Close()
	var seen []string
	for outer.Next() {
		var word, next string
		if err := outer.Scan(&word); err != nil {
			t.Fatal(err)
		}
		if err := tx.QueryRow(after, 2).Scan(&next); err != nil {
			t.Fatal(err)
		}
		seen = append(seen, word+next)
	}
	if got := strings.Join(seen, " "); got != "ac bc cc" {
		t.Errorf("read %q", got)
	}
}

func TestStatements_thatWereNotUsedLatelyAreClosed(t *testing.T) {
	pool, c := countedPool(t)
	const often = `SELECT 'often'`
	for i := range keptStatements * 2 {
		mustExec(t, pool, often)
		mustExec(t, pool, fmt.Sprintf(`SELECT %d`, i))
	}
	if n := c.count(often); n != 1 {
		t.Errorf("what is used all the time was prepared %d times", n)
	}
	if open := len(c.prepared) - len(c.closed); open != keptStatements {
		t.Errorf("%d statements are open, want %d", open, keptStatements)
	}
	if err := pool.Close(); err != nil {
		t.Fatal(err)
	}
	if len(c.prepared) != len(c.closed) {
		t.Errorf("%d of %d statements were closed with the connection", len(c.closed), len(c.prepared))
	}
}

func TestStatements_longOnesAreNotKept(t *testing.T) {
	pool, c := countedPool(t)
	mustExec(t, pool, `INSERT INTO words (word) VALUES ('x')`+strings.Repeat(`, (lower(hex(randomblob(8))))`, 1000))
	if n := len(c.prepared); n != 1 { // the table's own
		t.Errorf("%d statements are kept", n)
	}
}

func TestStatements_followTheSchema(t *testing.T) {
	pool, _ := countedPool(t)
	mustExec(t, pool, `INSERT INTO words (word) VALUES ('a')`)
	columns := func() int {
		rows, err := pool.Query(`SELECT * FROM words`)
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		names, err := rows.Columns()
		if err != nil || !rows.Next() {
			t.Fatalf("no row: %v", err)
		}
		return len(names)
	}
	if n := columns(); n != 2 {
		t.Fatalf("%d columns", n)
	}
	mustExec(t, pool, `ALTER TABLE words ADD COLUMN language TEXT NOT NULL DEFAULT 'en'`)
	if n := columns(); n != 3 {
		t.Errorf("%d columns after the change, want 3", n)
	}
	mustExec(t, pool, `DROP TABLE words`)
	if _, err := pool.Query(`SELECT * FROM words`); err == nil {
		t.Error("a table that is gone still answers")
	}
}

func TestStatements_areUsableAfterAnError(t *testing.T) {
	pool, _ := countedPool(t)
	var id int
	for i := range 3 {
		err := pool.QueryRow(insertWord, "twice").Scan(&id)
		if (err == nil) != (i == 0) {
			t.Fatalf("attempt %d: %v", i, err)
		}
		if err := pool.QueryRow(insertWord, fmt.Sprint("once ", i)).Scan(&id); err != nil {
			t.Fatalf("after attempt %d: %v", i, err)
		}
	}
}

// the counting of a few hundred million rows: nobody waits for its end
const endless = `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500000000) SELECT COUNT(*) FROM n`

func TestStatements_endWithTheirContext(t *testing.T) {
	pool, _ := countedPool(t)
	for i := range 3 {
		ctx, cancel := context.WithTimeout(context.Background(), 30*time.Millisecond)
		var n int
		err := pool.QueryRowContext(ctx, endless).Scan(&n)
		cancel()
		if !errors.Is(err, context.DeadlineExceeded) && (err == nil || !strings.Contains(err.Error(), "interrupt")) {
			t.Fatalf("round %d: %v", i, err)
		}
		if err := pool.QueryRow(`SELECT 42`).Scan(&n); err != nil || n != 42 {
			t.Fatalf("after round %d: %d, %v", i, n, err)
		}
	}
}

func TestStatements_aCancelledTransactionLeavesTheConnectionFit(t *testing.T) {
	pool, _ := countedPool(t)
	for i := range 20 {
		ctx, cancel := context.WithCancel(context.Background())
		tx, err := pool.BeginTx(ctx, nil)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := tx.ExecContext(ctx, insertWord, fmt.Sprint("lost ", i)); err != nil {
			t.Fatal(err)
		}
		go cancel()
		_, _ = tx.ExecContext(ctx, insertWord, fmt.Sprint("lost too ", i))
		<-ctx.Done()
		_ = tx.Rollback()
		mustExec(t, pool, insertWord, fmt.Sprint("kept ", i))
	}
	var kept, lost int
	err := pool.QueryRow(`SELECT SUM(word LIKE 'kept%'), SUM(word LIKE 'lost%') FROM words`).Scan(&kept, &lost)
	if err != nil || kept != 20 || lost != 0 {
		t.Errorf("kept %d, lost %d: %v", kept, lost, err)
	}
}

func TestStatements_serveManyReadersAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "statements.db")
	write, err := sqlitePool(context.Background(), path, false, 1)
	if err != nil {
		t.Fatal(err)
	}
	defer write.Close()
	mustExec(t, write, `CREATE TABLE words (id INTEGER PRIMARY KEY, word TEXT NOT NULL)`)
	read, err := sqlitePool(context.Background(), path, true, sqliteReaders)
	if err != nil {
		t.Fatal(err)
	}
	defer read.Close()
	var all sync.WaitGroup
	for reader := range 8 {
		all.Go(func() {
			for i := range 100 {
				ctx, cancel := context.WithCancel(context.Background())
				if (reader+i)%5 == 0 {
					go cancel()
				}
				var n int
				err := read.QueryRowContext(ctx, `SELECT COUNT(*) FROM words WHERE id >= ?`, 0).Scan(&n)
				if err != nil && ctx.Err() == nil {
					t.Errorf("reader %d: %v", reader, err)
				}
				cancel()
			}
		})
	}
	for i := range 100 {
		mustExec(t, write, `INSERT INTO words (word) VALUES (?)`, fmt.Sprint(i))
	}
	all.Wait()
}
