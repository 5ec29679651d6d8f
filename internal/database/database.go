package database

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/logger"
)

// Kind names the engine.
type Kind string

const (
	SQLite   Kind = "sqlite"
	Postgres Kind = "postgres"
)

// Config says what to open. Source is a file path on SQLite and a postgres:// address on PostgreSQL.
type Config struct {
	Kind   Kind
	Source string
	// MaxConnections bounds the PostgreSQL pool; 0 means 10. N nodes times this must fit the
	// server's max_connections. SQLite always has one writer and four readers.
	MaxConnections int
}

// DB is an open database. On SQLite Write is one connection that begins transactions immediately
// and Read a small query-only pool over the same file; on PostgreSQL both are one pool.
type DB struct {
	Kind    Kind
	Write   *gorm.DB
	Read    *gorm.DB
	Dialect Dialect
	outage  *outage // nil: the database is in this process, and always there
	closers []func() error
}

// Open opens the database and checks that it answers; it does not migrate.
func Open(ctx context.Context, cfg Config) (*DB, error) {
	switch cfg.Kind {
	case SQLite:
		return openSQLite(ctx, cfg)
	case Postgres:
		return openPostgres(ctx, cfg)
	}
	return nil, fmt.Errorf("open database: unknown kind %q", cfg.Kind)
}

// Ping reports whether the database answers within the context's deadline.
func (db *DB) Ping(ctx context.Context) error {
	conn, err := db.Read.DB()
	if err != nil {
		return err
	}
	return conn.PingContext(ctx)
}

// While bounds work for somebody who waits: its context ends also when the database answers nobody any more, and at
// once while it does not. Call the function when the work is over; it gives back the error, as one that Unavailable
// knows where the outage was its cause.
func (db *DB) While(ctx context.Context) (context.Context, func(error) error) {
	if db.outage == nil {
		return ctx, func(err error) error { return err }
	}
	return db.outage.while(ctx)
}

// SQL is the pool that writes, for migrations and other callers of database/sql.
func (db *DB) SQL() (*sql.DB, error) { return db.Write.DB() }

// Close closes every pool.
func (db *DB) Close() error {
	var all []error
	for _, c := range db.closers {
		all = append(all, c())
	}
	return errors.Join(all...)
}

func gormConfig() *gorm.Config {
	return &gorm.Config{
		SkipDefaultTransaction: true,
		TranslateError:         true,
		Logger:                 logger.Discard,
		NowFunc:                func() time.Time { return time.Now().UTC().Truncate(time.Microsecond) },
	}
}
