package testkit

import (
	"context"
	_ "embed"
	"fmt"
	"net/url"
	"os"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit/pgserver"
)

// To make a database takes PostgreSQL 400 ms and to bring one back 40 ms, so those that tests have done with are
// kept. They are left behind when the process ends: the server that holds them ends soon after.
var (
	postgresMu    sync.Mutex
	postgresFree  = map[content][]string{}
	databaseCount atomic.Int64
)

//go:embed pristine.sql
var pristine string

func databaseName(what string) string {
	return fmt.Sprintf("ct_%s_%d_%d", what, os.Getpid(), databaseCount.Add(1))
}

// postgresDatabase is a database with the content, for t alone until it ends.
func postgresDatabase(t testing.TB, with content) database.Config {
	t.Helper()
	server := pgserver.URL(t)
	name, used := takeFree(with)
	source := func() database.Config {
		return database.Config{Kind: database.Postgres, Source: withDatabase(t, server, name), MaxConnections: 8}
	}
	if used {
		admin(t, source().Source, "SELECT pristine.restore()")
	} else {
		name = databaseName("test")
		admin(t, server, "CREATE DATABASE "+name)
		if err := prepare(source(), with); err != nil {
			t.Fatalf("make a PostgreSQL database: %v", err)
		}
		admin(t, source().Source, pristine)
	}
	t.Cleanup(func() {
		postgresMu.Lock()
		defer postgresMu.Unlock()
		postgresFree[with] = append(postgresFree[with], name)
	})
	return source()
}

func takeFree(with content) (name string, ok bool) {
	postgresMu.Lock()
	defer postgresMu.Unlock()
	free := postgresFree[with]
	if len(free) == 0 {
		return "", false
	}
	last := len(free) - 1
	name, postgresFree[with] = free[last], free[:last]
	return name, true
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
