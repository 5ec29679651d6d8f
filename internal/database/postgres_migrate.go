package database

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/pressly/goose/v3/lock"
)

const (
	// migrationLockTimeout is how long, in milliseconds, a step waits for a lock on a table. Whoever reads the table
	// waits behind it, so it gives up, lets them through and tries again (FAULTS K08: no read waits over 2 s).
	migrationLockTimeout = "1500"

	// the first pause between two tries, the longest, and how long a step keeps trying
	migrationPause    = 200 * time.Millisecond
	migrationPauseMax = 5 * time.Second
	migrationPatience = 10 * time.Minute

	// how often another node looks whether the one that migrates has done, in seconds, and how many times
	migrationTurnEvery, migrationTurns = 1, 3600
)

// migrationLocker lets one node migrate at a time, on a connection where a step may take as long as it needs: an
// index on a million rows is built in more time than a page may ask for.
type migrationLocker struct{ lock.SessionLocker }

func newMigrationLocker() (migrationLocker, error) {
	l, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(migrationTurnEvery, migrationTurns))
	return migrationLocker{l}, err
}

func (l migrationLocker) SessionLock(ctx context.Context, conn *sql.Conn) error {
	if err := l.SessionLocker.SessionLock(ctx, conn); err != nil {
		return err
	}
	_, err := conn.ExecContext(ctx, `SET statement_timeout = 0; SET lock_timeout = `+migrationLockTimeout)
	if err != nil {
		return errors.Join(fmt.Errorf("give migrations their time: %w", err), l.SessionLocker.SessionUnlock(context.WithoutCancel(ctx), conn))
	}
	return nil
}

func (l migrationLocker) SessionUnlock(ctx context.Context, conn *sql.Conn) error {
	_, err := conn.ExecContext(ctx, `RESET statement_timeout; RESET lock_timeout`)
	return errors.Join(err, l.SessionLocker.SessionUnlock(ctx, conn))
}

// patiently tries again what could not get a lock in time, with growing pauses.
func patiently(ctx context.Context, try func() error) error {
	ctx, cancel := context.WithTimeout(ctx, migrationPatience)
	defer cancel()
	for pause := migrationPause; ; pause = min(2*pause, migrationPauseMax) {
		err := try()
		if err == nil || !lockRefused(err) {
			return err
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(pause):
		}
	}
}

// lockRefused reports that another transaction kept a lock for too long.
func lockRefused(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && (pg.Code == "55P03" || pg.Code == "40P01")
}
