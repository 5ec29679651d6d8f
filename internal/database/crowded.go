package database

import (
	"errors"

	"github.com/jackc/pgx/v5/pgconn"
)

// Crowded reports a database that answers but lets nobody in for the moment: too many connections, or
// still starting up. Trying again a little later is right; giving up and restarting adds to the crowd.
func Crowded(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && (pg.Code == "53300" || pg.Code == "57P03")
}
