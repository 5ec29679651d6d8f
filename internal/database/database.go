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
	// limit is what one read may take; 0: the server sees to it.
	limit   time.Duration
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

// Reading bounds one read, waiting for a free connection included, to the five seconds that PostgreSQL gives each
// statement by itself (FAULTS H07). Call the function when the rows are read; it gives back the error, as one that
// Unavailable knows where the time was over.
func (db *DB) Reading(ctx context.Context) (context.Context, func(error) error) {
	if db.limit == 0 {
		return ctx, func(err error) error { return err }
	}
	bounded, cancel := context.WithTimeoutCause(ctx, db.limit, errSlow)
	return bounded, func(err error) error {
		slow := errors.Is(context.Cause(bounded), errSlow)
		cancel()
		if err != nil && slow {
			return fmt.Errorf("%w: %w", context.DeadlineExceeded, err)
		}
		return err
	}
}

var errSlow = errors.New("the database takes too long")

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
