package models

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"gorm.io/gorm"

	"github.com/commonthread/commonthread/internal/auth"
	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/markup"
)

// Clock tells the time: UTC, in microseconds. All times in the domain come from it.
type Clock interface{ Now() time.Time }

// Store runs the verbs of the domain. Copies share one database; it is safe for concurrent use.
type Store struct {
	db        *database.DB
	tx        *gorm.DB // set inside InTx
	clock     Clock
	pending   *pending      // set inside InTx
	changed   *bool         // set where several changes of one thread make one event
	why       *grounds      // set where a moderator's decision runs other verbs
	answer    *appealAnswer // set where an appeal does
	sent      *sentForm     // set where a form with a draft is sent
	listeners *listeners
	directory *directoryCache
	faces     *faceCache
	parts     Parts
}

// Parts are what a store works with besides its database.
type Parts struct {
	Clock  Clock
	Hasher *auth.Hasher
	Markup *markup.Renderer
	// NoLimits switches the limits on newcomers and previews off, for load tests on a closed machine.
	NoLimits bool
	// Checker is asked about what somebody little known writes. Nil: nobody is.
	Checker SpamChecker
}

type pending struct{ events []Event }

// NewStore makes a store over an open, migrated database.
func NewStore(db *database.DB, parts Parts) *Store {
	s := &Store{db: db, clock: parts.Clock, parts: parts, listeners: newListeners(), directory: &directoryCache{}, faces: newFaceCache()}
	s.Listen(s.faces.heed)
	s.Listen(s.directory.heed)
	return s
}

const txAttempts = 4

// InTx runs f in one transaction; a nested call joins the one around it. The closure's store shadows the
// outer one on purpose: using the outer store inside would wait for itself on SQLite and escape the
// transaction on PostgreSQL. Nothing but SQL may happen inside. What the database gave up and may be run
// again (database.Retryable) is run again, so f may run more than once. Listeners hear of the events after the commit
// and before InTx returns.
func (s *Store) InTx(ctx context.Context, f func(s *Store) error) error {
	if s.tx != nil {
		return f(s)
	}
	var err error
	for range txAttempts {
		if err = s.tryTx(ctx, f); err == nil {
			return nil
		}
		if !database.Retryable(err) || ctx.Err() != nil {
			return err
		}
	}
	return fmt.Errorf("gave up after %d attempts: %w", txAttempts, err)
}

func (s *Store) tryTx(ctx context.Context, f func(s *Store) error) error {
	inner := *s
	inner.pending = &pending{}
	defer func() { s.listeners.end(inner.pending.events) }()
	err := s.db.Transaction(ctx, func(tx *gorm.DB) error {
		inner.tx = tx
		if err := f(&inner); err != nil {
			return err
		}
		return inner.dropSent(ctx)
	})
	if err != nil {
		return err
	}
	s.listeners.committed(inner.pending.events, s.missed(ctx))
	return nil
}

// Now is the store's time.
func (s *Store) Now() time.Time { return s.now() }

// Ping reports whether the database answers.
func (s *Store) Ping(ctx context.Context) error { return s.db.Ping(ctx) }

// While bounds what somebody waits for by the database's being there. Call the function when it is over, with the
// error it ended with: where that came of an outage, KindOf says Unavailable.
func (s *Store) While(ctx context.Context) (context.Context, func(error) error) {
	return s.db.While(ctx)
}

// Pools are the connection pools by name, for their figures alone.
func (s *Store) Pools() map[string]*sql.DB {
	pools := map[string]*sql.DB{}
	if pool, err := s.db.Write.DB(); err == nil {
		pools["write"] = pool
	}
	if s.db.Read != s.db.Write {
		if pool, err := s.db.Read.DB(); err == nil {
			pools["read"] = pool
		}
	}
	return pools
}

func (s *Store) now() time.Time { return s.clock.Now().UTC().Truncate(time.Microsecond) }

// read is the handle for SELECTs: the transaction where there is one.
func (s *Store) read(ctx context.Context) *gorm.DB {
	if s.tx != nil {
		return s.tx.WithContext(ctx)
	}
	return s.db.Read.WithContext(ctx)
}

// write is the handle for changes; outside a transaction it is a programming error.
func (s *Store) write(ctx context.Context) *gorm.DB {
	if s.tx == nil {
		panic("models: write outside InTx")
	}
	return s.tx.WithContext(ctx)
}

// noText reports an argument that is no text: PostgreSQL refuses the whole statement for its sake, SQLite does not.
// No row holds any, so what is looked for by one is not there.
func noText(args []any) bool {
	for _, a := range args {
		if s, ok := a.(string); ok && (!utf8.ValidString(s) || strings.IndexByte(s, 0) >= 0) {
			return true
		}
	}
	return false
}

// one scans the single row of a query into dest; no row is NotFound.
func (s *Store) one(ctx context.Context, dest any, query string, args ...any) error {
	if noText(args) {
		return notFound()
	}
	n, err := s.scan(ctx, dest, query, args)
	if err == nil && n == 0 {
		return notFound()
	}
	return err
}

// list scans all rows of a query into dest.
func (s *Store) list(ctx context.Context, dest any, query string, args ...any) error {
	if noText(args) {
		return nil
	}
	_, err := s.scan(ctx, dest, query, args)
	return err
}

// scan reads within the time that one read may take, again where that may help; in a transaction, within the
// transaction's.
func (s *Store) scan(ctx context.Context, dest any, query string, args []any) (int64, error) {
	if s.tx != nil {
		res := s.read(ctx).Raw(query, args...).Scan(dest)
		return res.RowsAffected, res.Error
	}
	ctx, done := s.db.Reading(ctx)
	var res *gorm.DB
	for range txAttempts {
		if res = s.read(ctx).Raw(query, args...).Scan(dest); !database.Retryable(res.Error) {
			break
		}
	}
	return res.RowsAffected, done(res.Error)
}

// exec runs a change and returns how many rows it touched.
func (s *Store) exec(ctx context.Context, query string, args ...any) (int64, error) {
	if noText(args) {
		return 0, &Error{Kind: Invalid, Message: "This holds characters that are not text. Type it again."}
	}
	res := s.write(ctx).Exec(query, args...)
	return res.RowsAffected, res.Error
}
