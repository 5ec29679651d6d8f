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
