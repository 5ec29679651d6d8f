package database

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"

	"gorm.io/gorm"
)

// Transaction runs f in one transaction and commits it where f returns nil. Where f fails or panics, or the context is
// over before the commit begins, nothing of it is kept. It cannot be nested.
//
// On SQLite a statement that has begun is not interrupted: whether the context is over is asked before each. What
// writes there is short, and alone.
func (db *DB) Transaction(ctx context.Context, f func(tx *gorm.DB) error) error {
	if db.Kind == SQLite {
		return db.sqliteTransaction(ctx, f)
	}
	return db.Write.WithContext(ctx).Transaction(f)
}

// sqliteTransaction does what database/sql's would, without the goroutine that the package starts for the transaction
// and the two for each of its statements, to watch a context each: they took a sixth of a dozen small statements
// (BenchmarkStatements), and more where a second core had to be woken for them.
func (db *DB) sqliteTransaction(ctx context.Context, f func(tx *gorm.DB) error) error {
	pool, err := db.Write.DB()
	if err != nil {
		return err
	}
	conn, err := pool.Conn(ctx) // waits for the one that writes
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	defer func() { _ = conn.Close() }() // gives it back to the pool, whatever the pool thinks of it
	if _, err := conn.ExecContext(ctx, "BEGIN IMMEDIATE"); err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	committed := false
	defer func() { // at a panic too
		if !committed {
			rollBack(ctx, conn)
		}
	}()
	tx := db.Write.Session(&gorm.Session{NewDB: true, Context: ctx})
	tx.Statement.ConnPool = uninterrupted{conn}
	if err := f(tx); err != nil {
		return err
	}
	if _, err := (uninterrupted{conn}).ExecContext(ctx, "COMMIT"); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	committed = true
	return nil
}

// rollBack ends a transaction that is not to be kept. A connection that cannot do so is closed: SQLite has ended the
// transaction by itself, or the next one would find it open.
func rollBack(ctx context.Context, conn *sql.Conn) {
	if _, err := conn.ExecContext(context.WithoutCancel(ctx), "ROLLBACK"); err != nil {
		_ = conn.Raw(func(any) error { return driver.ErrBadConn })
	}
}

// uninterrupted is a connection whose statements end by themselves once they have begun.
type uninterrupted struct{ conn *sql.Conn }

func (u uninterrupted) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return u.conn.ExecContext(context.WithoutCancel(ctx), query, args...)
}

func (u uninterrupted) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return u.conn.QueryContext(context.WithoutCancel(ctx), query, args...)
}

func (u uninterrupted) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	if ctx.Err() == nil {
		ctx = context.WithoutCancel(ctx)
	}
	return u.conn.QueryRowContext(ctx, query, args...)
}

func (u uninterrupted) PrepareContext(ctx context.Context, query string) (*sql.Stmt, error) {
	return u.conn.PrepareContext(ctx, query)
}
