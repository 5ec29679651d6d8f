package database

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"
	"net"
	"syscall"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
)

// Dialect is every difference between the two databases that the SQL in models meets.
type Dialect interface {
	// ForUpdate ends a SELECT that locks its rows until the transaction ends.
	ForUpdate() string
	// ForShare keeps its rows from changing until the transaction ends.
	ForShare() string
	// Like is the operator that matches without regard to ASCII case.
	Like() string
	// Moment is the type to which a parameter that is a time is cast where nothing else says so.
	Moment() string
}

type sqliteDialect struct{}

func (sqliteDialect) ForUpdate() string { return "" }
func (sqliteDialect) ForShare() string  { return "" }
func (sqliteDialect) Like() string      { return "LIKE" }
func (sqliteDialect) Moment() string    { return "INTEGER" }

type postgresDialect struct{}

func (postgresDialect) ForUpdate() string { return " FOR UPDATE" }
func (postgresDialect) ForShare() string  { return " FOR SHARE" }
func (postgresDialect) Like() string      { return "ILIKE" }
func (postgresDialect) Moment() string    { return "TIMESTAMPTZ" }

// Retryable reports a transaction or a read that the database gave up and that may simply be run again: a
// serialization failure or a deadlock (PostgreSQL classes 40001, 40P01), a statement prepared before a migration, SQLite
// busy.
func Retryable(err error) bool {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return pg.Code == "40001" || pg.Code == "40P01" || outdatedPlan(err)
	}
	var lite *sqlite.Error
	return errors.As(err, &lite) && lite.Code()&0xff == sqliteBusy
}

// Full reports that the disk under the database is full.
func Full(err error) bool {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return pg.Code == "53100"
	}
	var lite *sqlite.Error
	if errors.As(err, &lite) {
		return lite.Code()&0xff == sqliteFull
	}
	return errors.Is(err, syscall.ENOSPC)
}

// Unavailable reports that the database could not be asked at all, or took too long: refused and lost
// connections, a shutdown, too many clients, a statement or lock time-out.
func Unavailable(err error) bool {
	for _, known := range []error{errLost, ErrAway, driver.ErrBadConn, sql.ErrConnDone, pgconn.ErrConnClosed, context.DeadlineExceeded} {
		if errors.Is(err, known) {
			return true
		}
	}
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		switch pg.Code[:2] {
		case "08", "53", "57", "58":
			return true
		}
		return pg.Code == "55P03"
	}
	var connect *pgconn.ConnectError
	var op *net.OpError
	return errors.As(err, &connect) || errors.As(err, &op) || Retryable(err)
}

// errLost marks the error of a statement or transaction whose connection broke.
var errLost = errors.New("the connection to the database was lost")

// lost reports what such a connection's next read says, and what is said of a transaction that ended with it.
func lost(err error) bool {
	return errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) || errors.Is(err, sql.ErrTxDone)
}
