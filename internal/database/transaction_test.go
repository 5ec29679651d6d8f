package database_test

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
)

// rows opens a database of a kind with an empty table, and says how many rows that has.
func rows(t *testing.T, kind database.Kind) (*database.DB, func() int64) {
	t.Helper()
	db, err := database.Open(t.Context(), testkit.EmptySource(t, kind))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	if err := db.Write.Exec(`CREATE TABLE rows (id BIGINT PRIMARY KEY)`).Error; err != nil {
		t.Fatal(err)
	}
	return db, func() (n int64) {
		if err := db.Read.Raw(`SELECT COUNT(*) FROM rows`).Scan(&n).Error; err != nil {
			t.Fatal(err)
		}
		return n
	}
}

func insert(tx *gorm.DB) error { return tx.Exec(`INSERT INTO rows (id) VALUES (1)`).Error }

func TestTransaction_keepsAllOrNothingAndLeavesTheConnectionFit(t *testing.T) {
	failure := errors.New("it failed")
	cases := map[string]struct {
		does func(tx *gorm.DB, cancel func()) error
		want error // nil: any, since database/sql may have rolled back before it is asked to commit
	}{
		"fails": {func(tx *gorm.DB, _ func()) error { return errors.Join(insert(tx), failure) }, failure},
		"panics": {func(tx *gorm.DB, _ func()) error {
			_ = insert(tx)
			panic(failure)
		}, failure},
		"is cancelled before its end": {func(tx *gorm.DB, cancel func()) error {
			defer cancel()
			return insert(tx)
		}, nil},
		"is cancelled before a statement": {func(tx *gorm.DB, cancel func()) error {
			cancel()
			return insert(tx)
		}, context.Canceled},
		"is cancelled before a question": {func(tx *gorm.DB, cancel func()) error {
			if err := insert(tx); err != nil {
				return err
			}
			cancel()
			var n int64
			return tx.Raw(`SELECT COUNT(*) FROM rows`).Scan(&n).Error
		}, context.Canceled},
		"is rolled back under it": {func(tx *gorm.DB, _ func()) error {
			return errors.Join(insert(tx), tx.Exec(`ROLLBACK`).Error, failure)
		}, failure},
	}
	for _, kind := range []database.Kind{database.SQLite, database.Postgres} {
		t.Run(string(kind), func(t *testing.T) {
			for name, c := range cases {
				t.Run(name, func(t *testing.T) {
					db, count := rows(t, kind)
					ctx, cancel := context.WithCancel(t.Context())
					defer cancel()
					err := func() (err error) {
						defer func() {
							if p := recover(); p != nil {
								err = p.(error)
							}
						}()
						return db.Transaction(ctx, func(tx *gorm.DB) error { return c.does(tx, cancel) })
					}()
					if err == nil || c.want != nil && !errors.Is(err, c.want) {
						t.Errorf("it ends with %v, want %v", err, c.want)
					}
					if n := count(); n != 0 {
						t.Errorf("%d rows were kept", n)
					}
					for range 2 {
						err := db.Transaction(t.Context(), func(tx *gorm.DB) error {
							return errors.Join(tx.Exec(`DELETE FROM rows`).Error, insert(tx))
						})
						if n := count(); err != nil || n != 1 {
							t.Errorf("the next one ends with %v and %d rows", err, n)
						}
					}
				})
			}
		})
	}
}

func TestTransaction_ofSQLiteThatFailsToCommitKeepsNothing(t *testing.T) {
	db, count := rows(t, database.SQLite)
	if err := db.Write.Exec(`CREATE TABLE parts (row_id BIGINT REFERENCES rows (id) DEFERRABLE INITIALLY DEFERRED)`).Error; err != nil {
		t.Fatal(err)
	}
	err := db.Transaction(t.Context(), func(tx *gorm.DB) error {
		return errors.Join(insert(tx), tx.Exec(`INSERT INTO parts (row_id) VALUES (2)`).Error) // of no row: said at the commit
	})
	if n := count(); err == nil || n != 0 {
		t.Errorf("it ends with %v and %d rows", err, n)
	}
	if err := db.Transaction(t.Context(), insert); err != nil || count() != 1 {
		t.Errorf("the next one ends with %v and %d rows", err, count())
	}
}

func TestTransaction_cancelledAtAnyMomentIsKeptOrNotAndLeavesTheConnectionFit(t *testing.T) {
	db, count := rows(t, database.SQLite)
	kept := 0
	for i := range 1000 {
		ctx, cancel := context.WithCancel(t.Context())
		go func() {
			for range i {
				runtime.Gosched()
			}
			cancel()
		}()
		err := db.Transaction(ctx, insert)
		cancel()
		if n := count(); (err == nil) != (n == 1) {
			t.Fatalf("it ended with %v and %d rows", err, n)
		}
		if err == nil {
			kept++
		}
		if err := db.Transaction(t.Context(), func(tx *gorm.DB) error { return tx.Exec(`DELETE FROM rows`).Error }); err != nil {
			t.Fatalf("the next one ended with %v", err)
		}
	}
	t.Logf("%d of 1000 were kept", kept)
}

func TestTransaction_interruptsWhatHasBegun(t *testing.T) {
	db, _ := rows(t, database.SQLite)
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	err := db.Transaction(ctx, func(tx *gorm.DB) error {
		return tx.Exec(`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) INSERT INTO rows (id) SELECT MAX(i) FROM n`).Error
	})
	if err == nil {
		t.Error("it came to an end")
	}
	if err := db.Transaction(t.Context(), insert); err != nil {
		t.Errorf("the next one ends with %v", err)
	}
}

// Not parallel: it looks at what the whole program runs.
func TestTransaction_ofSQLiteRunsNothingBeside(t *testing.T) {
	db, _ := rows(t, database.SQLite)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	watching := func() int {
		stacks := make([]byte, 1<<20)
		return strings.Count(string(stacks[:runtime.Stack(stacks, true)]), "created by database/sql.(")
	}
	inside := func(tx *gorm.DB) (n int, err error) {
		err = insert(tx)
		open, failed := tx.Raw(`SELECT id FROM rows`).Rows()
		if err = errors.Join(err, failed); err != nil {
			return 0, err
		}
		n = watching()
		return n, errors.Join(open.Close(), open.Err(), tx.Exec(`DELETE FROM rows`).Error)
	}
	before := watching() // what tests before this one left may still be ending
	var own, others int
	if err := db.Transaction(ctx, func(tx *gorm.DB) (err error) { own, err = inside(tx); return err }); err != nil {
		t.Fatal(err)
	}
	if err := db.Write.WithContext(ctx).Transaction(func(tx *gorm.DB) (err error) { others, err = inside(tx); return err }); err != nil {
		t.Fatal(err)
	}
	if own > before || others < 2 {
		t.Errorf("%d goroutines watch a context in a transaction and %d before it, %d in one of database/sql's own", own, before, others)
	}
}
