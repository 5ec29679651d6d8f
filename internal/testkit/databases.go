package testkit

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit/pgserver"
)

const openTimeout = 30 * time.Second

// OpenDB opens a fresh, migrated database of the kind; it is closed when the test ends. The schema is made once
// a process: SQLite copies its file, PostgreSQL empties a database that an earlier test has done with.
func OpenDB(t testing.TB, kind database.Kind) *database.DB {
	t.Helper()
	db := open(t, SourceFor(t, kind))
	return db
}

// SourceFor makes a fresh, migrated database of the kind and says how to open it.
func SourceFor(t testing.TB, kind database.Kind) database.Config {
	t.Helper()
	if kind == database.SQLite {
		path := filepath.Join(t.TempDir(), "commonthread.db")
		if err := os.WriteFile(path, sqliteTemplate(t), 0o600); err != nil {
			t.Fatal(err)
		}
		return database.Config{Kind: database.SQLite, Source: path}
	}
	return postgresDatabase(t)
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

var sqliteOnce = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "commonthread-template-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "template.db")
	if err := migrateAt(database.Config{Kind: database.SQLite, Source: path}); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})

func sqliteTemplate(t testing.TB) []byte {
	t.Helper()
	bytes, err := sqliteOnce()
	if err != nil {
		t.Fatalf("make the SQLite template: %v", err)
	}
	return bytes
}

func migrateAt(cfg database.Config) error {
	ctx, cancel := context.WithTimeout(context.Background(), openTimeout)
	defer cancel()
	db, err := database.Open(ctx, cfg)
	if err != nil {
		return err
	}
	_, err = db.Migrate(ctx)
	if cerr := db.Close(); err == nil {
		err = cerr
	}
	return err
}
