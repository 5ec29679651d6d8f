package database

import (
	"context"
	"errors"
	"testing"
	"time"
)

// FAULTS H07: a read that takes too long ends, and is told from one that nobody waits for any more.
func TestReading_endsWhatTakesTooLong(t *testing.T) {
	db, err := Open(t.Context(), Config{Kind: SQLite, Source: t.TempDir() + "/slow.db"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	if db.limit != readLimit {
		t.Errorf("a read may take %s", db.limit)
	}
	db.limit = 50 * time.Millisecond
	read := func(ctx context.Context, query string) error {
		var n int
		ctx, done := db.Reading(ctx)
		return done(db.Read.WithContext(ctx).Raw(query).Scan(&n).Error)
	}
	for range 2 * sqliteReaders { // no reader is lost to one
		if err := read(t.Context(), endless); !Unavailable(err) {
			t.Fatalf("a runaway read ends with %v", err)
		}
	}
	if err := read(t.Context(), `SELECT 1`); err != nil {
		t.Errorf("the next one ends with %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(5*time.Millisecond, cancel)
	if err := read(ctx, endless); err == nil || errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("what nobody waits for ends with %v", err)
	}
}
