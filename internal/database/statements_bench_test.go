package database

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"testing"

	"gorm.io/gorm"
	"modernc.org/sqlite"
)

// BenchmarkStatements is a transaction of a dozen small statements, as a verb is one, in four ways: nothing
// prepared, prepared by the pool (database/sql does that again in each transaction), kept by the connection, and so
// without database/sql's goroutines that watch the context. synchronous is off here: what is compared is the work of the processor.
func BenchmarkStatements(b *testing.B) {
	for _, way := range []struct {
		name    string
		kept    bool
		prepare bool
		own     bool
	}{{name: "unprepared"}, {name: "pool", prepare: true}, {name: "kept", kept: true}, {name: "unwatched", kept: true, own: true}} {
		b.Run(way.name, func(b *testing.B) {
			connector, err := sqlite.NewConnector(sqliteDSN(filepath.Join(b.TempDir(), "bench.db"), false))
			if err != nil {
				b.Fatal(err)
			}
			pool := sql.OpenDB(connector)
			if way.kept {
				pool = sql.OpenDB(statementConnector{connector})
			}
			defer pool.Close()
			pool.SetMaxOpenConns(1)
			mustExec(b, pool, `PRAGMA synchronous = OFF`)
			mustExec(b, pool, `CREATE TABLE posts (id INTEGER PRIMARY KEY, thread_id INTEGER NOT NULL, number INTEGER NOT NULL, body TEXT NOT NULL, UNIQUE (thread_id, number))`)
			mustExec(b, pool, `CREATE TABLE threads (id INTEGER PRIMARY KEY, title TEXT NOT NULL, posts INTEGER NOT NULL, last INTEGER NOT NULL)`)
			mustExec(b, pool, `INSERT INTO threads VALUES (1, 'A thread', 0, 0)`)
			config := gormConfig()
			config.PrepareStmt = way.prepare
			db, err := gorm.Open(sqliteDialector{conn: pool}, config)
			if err != nil {
				b.Fatal(err)
			}
			ctx, cancel := context.WithCancel(context.Background()) // as a request's
			defer cancel()
			transaction := db.WithContext(ctx).Transaction
			if way.own {
				whole := &DB{Kind: SQLite, Write: db}
				transaction = func(f func(*gorm.DB) error, _ ...*sql.TxOptions) error { return whole.Transaction(ctx, f) }
			}
			b.ReportAllocs()
			n := 0
			for b.Loop() {
				n++
				if err := transaction(func(tx *gorm.DB) error { return dozen(tx, n) }); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "tx/s")
		})
	}
}

func dozen(tx *gorm.DB, n int) error {
	var title string
	var held, last int64
	for i := range 3 {
		if err := tx.Raw(`SELECT title FROM threads WHERE id = ?`, 1).Scan(&title).Error; err != nil {
			return err
		}
		if err := tx.Raw(`SELECT t.posts FROM threads t JOIN threads u ON u.id = t.id WHERE t.id = ? ORDER BY t.last DESC, t.id LIMIT 1`, 1).Scan(&held).Error; err != nil {
			return err
		}
		if err := tx.Exec(`INSERT INTO posts (thread_id, number, body) VALUES (?, ?, ?)`, 1, 3*n+i, fmt.Sprint("body ", n)).Error; err != nil {
			return err
		}
		if err := tx.Raw(`UPDATE threads SET posts = posts + 1, last = ? WHERE id = ? RETURNING last`, n, 1).Scan(&last).Error; err != nil {
			return err
		}
	}
	return nil
}
