package database

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"gorm.io/driver/postgres"
	"gorm.io/gorm"
)

const (
	postgresConnections = 10
	// statementTimeout ends a runaway read; a page that meets it answers 503 (FAULTS H07).
	statementTimeout = "5000" // as readLimit
	lockTimeout      = "4000"
)

func openPostgres(ctx context.Context, cfg Config) (*DB, error) {
	conf, err := pgx.ParseConfig(cfg.Source)
	if err != nil {
		return nil, fmt.Errorf("read the database address: %w", err)
	}
	for name, value := range map[string]string{
		// every query here is to end in milliseconds: starting helpers or a compiler would cost more than it saves
		"max_parallel_workers_per_gather": "0", "jit": "off",
		// nearly all that is asked for is in memory or on a solid disk; with the default, rare words are looked for post by post
		"random_page_cost": "1.1",
		"timezone":         "UTC", "statement_timeout": statementTimeout, "lock_timeout": lockTimeout,
		"idle_in_transaction_session_timeout": "30000", "application_name": "commonthread",
	} {
		if _, given := conf.RuntimeParams[name]; !given {
			conf.RuntimeParams[name] = value
		}
	}
	if conf.ConnectTimeout == 0 {
		conf.ConnectTimeout = 2 * time.Second
	}
	prepared := &plans{}
	pool := stdlib.OpenDB(*conf, prepared.options()...)
	size := cfg.MaxConnections
	if size == 0 {
		size = postgresConnections
	}
	pool.SetMaxOpenConns(size)
	pool.SetMaxIdleConns(size)
	pool.SetConnMaxLifetime(30 * time.Minute)
	if err := pool.PingContext(ctx); err != nil {
		_ = pool.Close()
		return nil, fmt.Errorf("reach PostgreSQL at %s:%d: %w", conf.Host, conf.Port, err)
	}
	g, err := gorm.Open(postgresDialector{&postgres.Dialector{Config: &postgres.Config{Conn: pool}}}, gormConfig())
	answered := new(atomic.Int64)
	if err == nil {
		err = countQueries(answered, prepared.outdated, g)
	}
	if err != nil {
		_ = pool.Close()
		return nil, fmt.Errorf("open PostgreSQL: %w", err)
	}
	asked := &line{conf: conf}
	out := newOutage(asked.ping, answered.Load)
	return &DB{
		Kind: Postgres, Write: g, Read: g, Dialect: postgresDialect{}, outage: out, closers: []func() error{out.Close, asked.Close, pool.Close},
	}, nil
}

// postgresDialector knows what comes of a connection that broke under a statement, which the driver gives as it
// came from the socket.
type postgresDialector struct{ *postgres.Dialector }

// Explain is as SQLite's.
func (postgresDialector) Explain(query string, _ ...any) string { return query }

func (d postgresDialector) Translate(err error) error {
	if lost(err) {
		return fmt.Errorf("%w: %w", errLost, err)
	}
	return d.Dialector.Translate(err)
}
