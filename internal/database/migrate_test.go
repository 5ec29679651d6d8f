package database_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
)

// steps are migrations, each one statement up and one down.
func steps(up ...string) fstest.MapFS {
	files := fstest.MapFS{}
	for i, statement := range up {
		files[fmt.Sprintf("%05d_step.sql", i+1)] = &fstest.MapFile{Data: []byte("-- +goose Up\n" + statement + ";\n\n-- +goose Down\nSELECT 1;\n")}
	}
	return files
}

// emptyWith opens a database without a schema, with PostgreSQL's settings in the address.
func emptyWith(t *testing.T, settings string) *database.DB {
	t.Helper()
	cfg := testkit.EmptySource(t, database.Postgres)
	glue := "?"
	if strings.Contains(cfg.Source, "?") {
		glue = "&"
	}
	cfg.Source += glue + settings
	db, err := database.Open(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func TestMigrate_takesAsLongAsAStepNeeds(t *testing.T) {
	db := emptyWith(t, "statement_timeout=150")
	if err := db.Write.Exec(`SELECT pg_sleep(0.4)`).Error; err == nil {
		t.Fatal("a page may take as long: this proves nothing")
	}
	done, err := db.MigrateFiles(t.Context(), steps(`SELECT pg_sleep(0.4)`, `CREATE TABLE late (id BIGINT)`))
	if err != nil || done != 2 {
		t.Fatalf("%d steps, %v", done, err)
	}
	for range 4 { // whichever connection it was
		if err := db.Write.Exec(`SELECT pg_sleep(0.4)`).Error; err == nil {
			t.Fatal("after the migration a page may take as long as it likes")
		}
	}
}

func TestMigrate_givesWayToReadersWhileItWaitsForALock(t *testing.T) {
	db := emptyWith(t, "lock_timeout=10000")
	if _, err := db.MigrateFiles(t.Context(), steps(`CREATE TABLE busy (id BIGINT)`)); err != nil {
		t.Fatal(err)
	}
	pool, err := db.SQL()
	if err != nil {
		t.Fatal(err)
	}
	holder, err := pool.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = holder.Rollback() }()
	if _, err := holder.Exec(`LOCK TABLE busy IN ACCESS SHARE MODE`); err != nil {
		t.Fatal(err)
	}
	type outcome struct {
		done int
		err  error
	}
	migrated := make(chan outcome, 1)
	go func() {
		done, err := db.MigrateFiles(t.Context(), steps(`CREATE TABLE busy (id BIGINT)`, `ALTER TABLE busy ADD COLUMN name TEXT`))
		migrated <- outcome{done, err}
	}()
	awaitWaiting(t, db)

	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	var n int64
	if err := db.Read.WithContext(ctx).Raw(`SELECT COUNT(*) FROM busy`).Scan(&n).Error; err != nil {
		t.Errorf("a reader behind the migration: %v", err)
	}
	select {
	case got := <-migrated:
		t.Fatalf("it did not wait for the lock: %+v", got)
	default:
	}
	if err := holder.Rollback(); err != nil {
		t.Fatal(err)
	}
	if got := <-migrated; got.err != nil || got.done != 1 {
		t.Errorf("%d steps, %v", got.done, got.err)
	}
}

// awaitWaiting returns once somebody waits for a lock.
func awaitWaiting(t *testing.T, db *database.DB) {
	t.Helper()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); <-tick.C {
		var n int64
		err := db.Read.Raw(`SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`).Scan(&n).Error
		if err != nil {
			t.Fatal(err)
		}
		if n > 0 {
			return
		}
	}
	t.Fatal("nobody came to wait for the lock")
}

func TestMigrate_twoNodesAtOnceTakeEachStepOnce(t *testing.T) {
	cfg := testkit.EmptySource(t, database.Postgres)
	files := steps(`CREATE TABLE one (id BIGINT)`, `SELECT pg_sleep(0.2)`, `CREATE TABLE two (id BIGINT)`)
	type outcome struct {
		done int
		err  error
	}
	out := make(chan outcome, 2)
	for range 2 {
		go func() {
			db, err := database.Open(t.Context(), cfg)
			if err != nil {
				out <- outcome{0, err}
				return
			}
			defer db.Close()
			done, err := db.MigrateFiles(t.Context(), files)
			out <- outcome{done, err}
		}()
	}
	a, b := <-out, <-out
	if a.err != nil || b.err != nil || a.done+b.done != 3 {
		t.Errorf("%+v and %+v, want 3 steps together", a, b)
	}
}

func TestMigrate_aStepThatFailsLeavesTheOnesBeforeIt(t *testing.T) {
	for _, kind := range []database.Kind{database.SQLite, database.Postgres} {
		t.Run(string(kind), func(t *testing.T) {
			db, err := database.Open(t.Context(), testkit.EmptySource(t, kind))
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			done, err := db.MigrateFiles(t.Context(), steps(`CREATE TABLE fine (id BIGINT)`, `CREATE TABLE fine (id BIGINT)`))
			if err == nil || done != 1 {
				t.Fatalf("%d steps, %v", done, err)
			}
			done, err = db.MigrateFiles(t.Context(), steps(`CREATE TABLE fine (id BIGINT)`, `CREATE TABLE mended (id BIGINT)`))
			if err != nil || done != 1 {
				t.Errorf("mended: %d steps, %v", done, err)
			}
		})
	}
}

func TestMigrate_refusesASchemaNewerThanTheProgram(t *testing.T) {
	for _, kind := range []database.Kind{database.SQLite, database.Postgres} {
		t.Run(string(kind), func(t *testing.T) {
			db, err := database.Open(t.Context(), testkit.EmptySource(t, kind))
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			if _, err := db.Migrate(t.Context()); err != nil {
				t.Fatal(err)
			}
			err = db.Write.Exec(`INSERT INTO goose_db_version (version_id, is_applied) VALUES (?, ?)`, database.SchemaNumber()+1, true).Error
			if err != nil {
				t.Fatal(err)
			}
			if done, err := db.Migrate(t.Context()); !errors.Is(err, database.ErrNewerSchema) || done != 0 {
				t.Errorf("%d steps, %v", done, err)
			}
		})
	}
}

func TestMigrations_areListedInOrderAndGoBothWays(t *testing.T) {
	for _, kind := range []database.Kind{database.SQLite, database.Postgres} {
		t.Run(string(kind), func(t *testing.T) {
			db, err := database.Open(t.Context(), testkit.EmptySource(t, kind))
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			wantApplied := func(want bool) {
				t.Helper()
				list, err := db.Migrations(t.Context())
				if err != nil {
					t.Fatal(err)
				}
				last := int64(0)
				for _, m := range list {
					if m.Applied != want || m.Number <= last || !strings.HasSuffix(m.Name, ".sql") {
						t.Errorf("after %d: %+v, want applied %t", last, m, want)
					}
					last = m.Number
				}
				if last != database.SchemaNumber() {
					t.Errorf("the last is %d, want %d", last, database.SchemaNumber())
				}
			}
			wantApplied(false)
			list, err := db.Migrations(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			done, err := db.Migrate(t.Context())
			if err != nil || int(done) != len(list) {
				t.Errorf("%d steps for %d files, %v", done, len(list), err)
			}
			wantApplied(true)
			if again, err := db.Migrate(t.Context()); err != nil || again != 0 {
				t.Errorf("again: %d steps, %v", again, err)
			}
			if err := db.MigrateDown(t.Context()); err != nil {
				t.Fatal(err)
			}
			wantApplied(false)
		})
	}
}
