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
func (db *DB) Transaction(ctx context.Context, f func(tx *gorm.DB) error) error {
	if db.Kind == SQLite {
		return db.sqliteTransaction(ctx, f)
	}
	return db.Write.WithContext(ctx).Transaction(f)
}

// sqliteTransaction does what database/sql's would, without the goroutine that the package starts for the transaction
// and the one for each of its questions, to watch the context: the driver watches it during each statement too. They took
// a tenth of a dozen small statements (BenchmarkStatements).
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
	committed := false
	defer func() { // at a panic too, and where the driver says of what it has begun that the context was over
		if !committed {
			rollBack(ctx, conn)
		}
	}()
	if _, err := conn.ExecContext(ctx, "BEGIN IMMEDIATE"); err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	tx := db.Write.Session(&gorm.Session{NewDB: true, Context: ctx})
	tx.Statement.ConnPool = unwatched{conn}
	if err := f(tx); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	if _, err := conn.ExecContext(context.WithoutCancel(ctx), "COMMIT"); err != nil { // whole or not at all
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

// unwatched is a connection whose statements are watched by the driver alone: it interrupts what has begun.
type unwatched struct{ conn *sql.Conn }

func (u unwatched) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	return u.conn.ExecContext(forDriver(ctx), query, args...)
}

func (u unwatched) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	return u.conn.QueryContext(forDriver(ctx), query, args...)
}

func (u unwatched) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	return u.conn.QueryRowContext(forDriver(ctx), query, args...)
}

func (u unwatched) PrepareContext(ctx context.Context, query string) (*sql.Stmt, error) {
	return u.conn.PrepareContext(ctx, query)
}

type driverContext struct{}

// forDriver hides from database/sql that a context may end; whole finds it again below the pool.
func forDriver(ctx context.Context) context.Context {
	return context.WithValue(context.WithoutCancel(ctx), driverContext{}, ctx)
}

func whole(ctx context.Context) context.Context {
	if hidden, ok := ctx.Value(driverContext{}).(context.Context); ok {
		return hidden
	}
	return ctx
}
