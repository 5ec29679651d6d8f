package testkit

import (
	"context"
	_ "embed"
	"fmt"
	"net/url"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit/pgserver"
)

// To make a database takes PostgreSQL 400 ms and to bring one back 40 ms, so those that tests have done with are kept,
// with their connections: a new one has everything about the schema to learn again, which was a quarter of what the tests
// of the models cost. They are left behind when the process ends: the server that holds them ends soon after.
var (
	postgresMu    sync.Mutex
	postgresFree  = map[content][]*postgresDatabase{}
	databaseCount atomic.Int64
)

//go:embed pristine.sql
var pristine string

func databaseName(what string) string {
	return fmt.Sprintf("ct_%s_%d_%d", what, os.Getpid(), databaseCount.Add(1))
}

// postgresDatabase is a database and a pool for one test after the other.
type postgresDatabase struct {
	config database.Config
	pool   *database.DB
}

// keptName is what a pool that outlives its test is called, where the server lists who is there.
const keptName = "commonthread kept"

// takePostgres is a database with the content, for t alone until it ends, and a pool that nobody else uses until then.
func takePostgres(t testing.TB, with content) *postgresDatabase {
	t.Helper()
	server := pgserver.URL(t)
	d := takeFree(with)
	if d == nil {
		d = &postgresDatabase{}
		name := databaseName("test")
		d.config = database.Config{Kind: database.Postgres, Source: withDatabase(t, server, name), MaxConnections: 8}
		admin(t, server, "CREATE DATABASE "+name)
		if err := prepare(d.config, with); err != nil {
			t.Fatalf("make a PostgreSQL database: %v", err)
		}
		d.open(t)
		d.do(t, pristine)
	} else {
		d.restore(t)
	}
	t.Cleanup(func() {
		if d.inUse() { // by what the test left behind: it is not to reach the next one
			d.close()
		}
		postgresMu.Lock()
		defer postgresMu.Unlock()
		postgresFree[with] = append(postgresFree[with], d)
	})
	return d
}

func takeFree(with content) *postgresDatabase {
	postgresMu.Lock()
	defer postgresMu.Unlock()
	free := postgresFree[with]
	if len(free) == 0 {
		return nil
	}
	last := len(free) - 1
	postgresFree[with] = free[:last]
	return free[last]
}

// open opens the pool.
func (d *postgresDatabase) open(t testing.TB) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), openTimeout)
	defer cancel()
	config := d.config
	config.Source = withQuery(t, config.Source, "application_name", keptName)
	var err error
	if d.pool, err = database.Open(ctx, config); err != nil {
		t.Fatalf("reach the test server: %v", err)
	}
}

func (d *postgresDatabase) close() {
	if d.pool != nil {
		_ = d.pool.Close()
		d.pool = nil
	}
}

// inUse reports whether anything holds a connection of the pool, or has closed it.
func (d *postgresDatabase) inUse() bool {
	pool, err := d.pool.SQL()
	return err != nil || pool.Stats().InUse > 0 || pool.Stats().OpenConnections == 0
}

// restore brings back what the database held at first. A test may have closed the pool, or had its connections ended.
func (d *postgresDatabase) restore(t testing.TB) {
	t.Helper()
	const statement = "SELECT pristine.restore('" + keptName + "')"
	if d.pool != nil {
		ctx, cancel := context.WithTimeout(context.Background(), openTimeout)
		defer cancel()
		if d.pool.Write.WithContext(ctx).Exec(statement).Error == nil {
			return
		}
	}
	d.close()
	d.open(t)
	d.do(t, statement)
}

func (d *postgresDatabase) do(t testing.TB, statement string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), openTimeout)
	defer cancel()
	if err := d.pool.Write.WithContext(ctx).Exec(statement).Error; err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
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

func withQuery(t testing.TB, address, name, value string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	q.Set(name, value)
	u.RawQuery = strings.ReplaceAll(q.Encode(), "+", "%20") // PostgreSQL's own reading of an address
	return u.String()
}
