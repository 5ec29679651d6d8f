package testkit

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit/pgserver"
)

const openTimeout = 30 * time.Second

// OpenDB opens a fresh, migrated database of the kind; it is gone when the test ends. The schema is made once
// a process and copied: a file on SQLite, a template on PostgreSQL.
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
	return postgresCopy(t)
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

var (
	postgresMu       sync.Mutex
	postgresTemplate string
	databaseCount    atomic.Int64
)

func databaseName(what string) string {
	return fmt.Sprintf("ct_%s_%d_%d", what, os.Getpid(), databaseCount.Add(1))
}

// postgresCopy copies the migrated template, made once a process. The template is left behind for the server's
// end: another test may be copying it.
func postgresCopy(t testing.TB) database.Config {
	t.Helper()
	server := pgserver.URL(t)
	postgresMu.Lock()
	defer postgresMu.Unlock()
	if postgresTemplate == "" {
		name := databaseName("template")
		admin(t, server, "CREATE DATABASE "+name)
		if err := migrateAt(database.Config{Kind: database.Postgres, Source: withDatabase(t, server, name)}); err != nil {
			t.Fatalf("make the PostgreSQL template: %v", err)
		}
		postgresTemplate = name
	}
	name := databaseName("test")
	admin(t, server, "CREATE DATABASE "+name+" TEMPLATE "+postgresTemplate)
	t.Cleanup(func() { admin(t, server, "DROP DATABASE IF EXISTS "+name+" WITH (FORCE)") })
	return database.Config{Kind: database.Postgres, Source: withDatabase(t, server, name), MaxConnections: 8}
}

func admin(t testing.TB, server, statement string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), openTimeout)
	defer cancel()
	db, err := database.Open(ctx, database.Config{Kind: database.Postgres, Source: server, MaxConnections: 1})
	if err != nil {
		t.Fatalf("reach the test server: %v", err)
	}
	defer db.Close()
	if err := db.Write.WithContext(ctx).Exec(statement).Error; err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}

func withDatabase(t testing.TB, server, name string) string {
	t.Helper()
	u, err := url.Parse(server)
	if err != nil {
		t.Fatal(err)
	}
	u.Path = "/" + name
	return u.String()
}
