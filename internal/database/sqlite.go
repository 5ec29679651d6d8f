package database

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"sync/atomic"
	"time"

	"gorm.io/gorm"
	"modernc.org/sqlite"
)

const (
	sqliteReaders = 4
	readLimit     = 5 * time.Second // as statementTimeout
)

// connection settings of SQLite. synchronous=FULL: what was acknowledged survives a power cut
// (with NORMAL, 200 of 200 acknowledged writes were lost in one). _txlock=immediate: with deferred
// begin nine of ten racing read-then-write transactions fail.
func sqliteDSN(path string, readOnly bool) string {
	q := url.Values{}
	for _, p := range []string{
		"busy_timeout(5000)", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)",
		"temp_store(MEMORY)", "cache_size(-16000)", "mmap_size(268435456)",
	} {
		q.Add("_pragma", p)
	}
	q.Set("_time_integer_format", "unix_micro")
	q.Set("_inttotime", "1")
	if readOnly {
		q.Add("_pragma", "query_only(1)")
	} else {
		q.Set("_txlock", "immediate")
	}
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + q.Encode()
}

func openSQLite(ctx context.Context, cfg Config) (*DB, error) {
	write, err := sqlitePool(ctx, cfg.Source, false, 1)
	if err != nil {
		return nil, err
	}
	read, err := sqlitePool(ctx, cfg.Source, true, sqliteReaders)
	if err != nil {
		_ = write.Close()
		return nil, err
	}
	db := &DB{Kind: SQLite, Dialect: sqliteDialect{}, limit: readLimit, closers: []func() error{read.Close, write.Close}}
	if db.Write, err = gorm.Open(sqliteDialector{conn: write}, gormConfig()); err == nil {
		db.Read, err = gorm.Open(sqliteDialector{conn: read}, gormConfig())
	}
	if err == nil {
		err = countQueries(new(atomic.Int64), func() {}, db.Write, db.Read)
	}
	if err != nil {
		_ = db.Close()
		return nil, fmt.Errorf("open %s: %w", cfg.Source, err)
	}
	return db, nil
}

func sqlitePool(ctx context.Context, path string, readOnly bool, size int) (*sql.DB, error) {
	connector, err := sqlite.NewConnector(sqliteDSN(path, readOnly))
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	pool := sql.OpenDB(statementConnector{connector})
	pool.SetMaxOpenConns(size)
	pool.SetMaxIdleConns(size)
	if err := pool.PingContext(ctx); err != nil {
		_ = pool.Close()
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	return pool, nil
}

// the driver's extended result codes, https://www.sqlite.org/rescode.html
const (
	sqliteBusy             = 5
	sqliteFull             = 13
	sqliteConstraintCheck  = 275
	sqliteConstraintFK     = 787
	sqliteConstraintPK     = 1555
	sqliteConstraintUnique = 2067
	sqliteConstraintRowID  = 2579
)

func translateSQLite(err error) error {
	e, ok := err.(*sqlite.Error)
	if !ok {
		return err
	}
	switch e.Code() {
	case sqliteConstraintUnique, sqliteConstraintPK, sqliteConstraintRowID:
		return fmt.Errorf("%w: %w", gorm.ErrDuplicatedKey, err)
	case sqliteConstraintFK:
		return fmt.Errorf("%w: %w", gorm.ErrForeignKeyViolated, err)
	case sqliteConstraintCheck:
		return fmt.Errorf("%w: %w", gorm.ErrCheckConstraintViolated, err)
	}
	return err
}
