package testkit

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit/pgserver"
)

const openTimeout = 30 * time.Second

// content is what a database holds when a test gets it.
type content int

const (
	nothing content = iota // but the schema
	theCast                // the people and topics of every world
)

// OpenDB opens a fresh, migrated database of the kind, for t alone until it ends. What it holds is made once a process:
// SQLite copies its file, PostgreSQL brings back a database that an earlier test has done with.
func OpenDB(t testing.TB, kind database.Kind) *database.DB {
	t.Helper()
	db, _ := openWith(t, kind, nothing)
	return db
}

// SourceFor makes a fresh, migrated database of the kind and says how to open it.
func SourceFor(t testing.TB, kind database.Kind) database.Config {
	t.Helper()
	return sourceWith(t, kind, nothing)
}

func sourceWith(t testing.TB, kind database.Kind, with content) database.Config {
	t.Helper()
	if kind == database.Postgres {
		return takePostgres(t, with).config
	}
	path := filepath.Join(t.TempDir(), "commonthread.db")
	if err := os.WriteFile(path, sqliteTemplate(t, with), 0o600); err != nil {
		t.Fatal(err)
	}
	return database.Config{Kind: database.SQLite, Source: path}
}

// openWith is a fresh database, open, and how to open it once more.
func openWith(t testing.TB, kind database.Kind, with content) (*database.DB, database.Config) {
	t.Helper()
	if kind == database.Postgres {
		d := takePostgres(t, with)
		return d.pool, d.config
	}
	source := sourceWith(t, kind, with)
	return open(t, source), source
}

// EmptySource is SourceFor without the schema, for tests of migrations.
func EmptySource(t testing.TB, kind database.Kind) database.Config {
	t.Helper()
	if kind == database.SQLite {
		return database.Config{Kind: kind, Source: filepath.Join(t.TempDir(), "commonthread.db")}
	}
	server := pgserver.URL(t)
	name := databaseName("empty")
	admin(t, server, "CREATE DATABASE "+name)
	t.Cleanup(func() { admin(t, server, "DROP DATABASE IF EXISTS "+name+" WITH (FORCE)") })
	return database.Config{Kind: kind, Source: withDatabase(t, server, name), MaxConnections: 4}
}

func open(t testing.TB, cfg database.Config) *database.DB {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), openTimeout)
	defer cancel()
	db, err := database.Open(ctx, cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

var sqliteOnce = map[content]func() ([]byte, error){
	nothing: sync.OnceValues(func() ([]byte, error) { return sqliteFile(nothing) }),
	theCast: sync.OnceValues(func() ([]byte, error) { return sqliteFile(theCast) }),
}

func sqliteFile(with content) ([]byte, error) {
	dir, err := os.MkdirTemp("", "commonthread-template-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "template.db")
	if err := prepare(database.Config{Kind: database.SQLite, Source: path}, with); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
}

func sqliteTemplate(t testing.TB, with content) []byte {
	t.Helper()
	bytes, err := sqliteOnce[with]()
	if err != nil {
		t.Fatalf("make the SQLite template: %v", err)
	}
	return bytes
}

// prepare migrates a database and has it hold what it is to hold.
func prepare(cfg database.Config, with content) (err error) {
	ctx, cancel := context.WithTimeout(context.Background(), openTimeout)
	defer cancel()
	db, err := database.Open(ctx, cfg)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if _, err := db.Migrate(ctx); err != nil || with == nothing {
		return err
	}
	return settle(ctx, db)
}
