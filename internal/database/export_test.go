package database

import (
	"context"
	"io/fs"
)

// MigrateFiles is Migrate with a test's own steps.
func (db *DB) MigrateFiles(ctx context.Context, files fs.FS) (int, error) {
	p, err := db.providerOf(files)
	if err != nil {
		return 0, err
	}
	return migrate(ctx, p)
}

// Outage is the watch over a database that answers as the functions say, and what ends it.
func Outage(ping func(context.Context) error, answers func() int64) (while func(context.Context) (context.Context, func(error) error), done func() error) {
	o := newOutage(ping, answers)
	return o.while, o.Close
}
