package database

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"

	"github.com/commonthread/commonthread/migrations"
)

// Migration is one schema step and whether it was applied.
type Migration struct {
	Number  int64
	Name    string
	Applied bool
}

// ErrNewerSchema is returned when the database was migrated by a newer program than this one.
var ErrNewerSchema = errors.New("the database's schema is newer than this program; run the newer version")

// Migrate brings the schema up to date and returns how many steps it took. Several nodes may call it
// at once: on PostgreSQL a session lock lets one work while the rest wait. There a step may take as long as it
// needs, but gives way to readers while it waits for a lock.
func (db *DB) Migrate(ctx context.Context) (int, error) {
	p, err := db.provider()
	if err != nil {
		return 0, err
	}
	return migrate(ctx, p)
}

func migrate(ctx context.Context, p *goose.Provider) (int, error) {
	if err := checkNotNewer(ctx, p); err != nil {
		return 0, err
	}
	done := 0
	err := patiently(ctx, func() error {
		steps, err := p.Up(ctx)
		var partial *goose.PartialError
		if errors.As(err, &partial) {
			steps = partial.Applied
		}
		done += len(steps)
		return err
	})
	if err != nil {
		return done, fmt.Errorf("migrate: %w", err)
	}
	return done, nil
}

// MigrateDown takes every step back; only tests use it.
func (db *DB) MigrateDown(ctx context.Context) error {
	p, err := db.provider()
	if err != nil {
		return err
	}
	_, err = p.DownTo(ctx, 0)
	return err
}

// Migrations lists all steps this program knows, in order.
func (db *DB) Migrations(ctx context.Context) ([]Migration, error) {
	p, err := db.provider()
	if err != nil {
		return nil, err
	}
	states, err := p.Status(ctx)
	if err != nil {
		return nil, fmt.Errorf("read migration status: %w", err)
	}
	out := make([]Migration, len(states))
	for i, s := range states {
		out[i] = Migration{Number: s.Source.Version, Name: s.Source.Path, Applied: s.State == goose.StateApplied}
	}
	return out, nil
}

// SchemaNumber is the number of the newest migration this program carries.
func SchemaNumber() int64 {
	names, err := fs.Glob(migrations.Files, "sqlite/*.sql")
	if err != nil || len(names) == 0 {
		return 0
	}
	n, err := goose.NumericComponent(names[len(names)-1])
	if err != nil {
		return 0
	}
	return n
}

func (db *DB) provider() (*goose.Provider, error) {
	files, err := fs.Sub(migrations.Files, string(db.Kind))
	if err != nil {
		return nil, err
	}
	return db.providerOf(files)
}

func (db *DB) providerOf(files fs.FS) (*goose.Provider, error) {
	pool, err := db.SQL()
	if err != nil {
		return nil, err
	}
	opts := []goose.ProviderOption{goose.WithDisableGlobalRegistry(true)}
	dialect := goose.DialectSQLite3
	if db.Kind == Postgres {
		dialect = goose.DialectPostgres
		locker, err := newMigrationLocker()
		if err != nil {
			return nil, err
		}
		opts = append(opts, goose.WithSessionLocker(locker))
	}
	return goose.NewProvider(dialect, pool, files, opts...)
}

func checkNotNewer(ctx context.Context, p *goose.Provider) error {
	now, err := p.GetDBVersion(ctx)
	if err != nil {
		return fmt.Errorf("read the schema's number: %w", err)
	}
	if now > SchemaNumber() {
		return fmt.Errorf("schema %d, program %d: %w", now, SchemaNumber(), ErrNewerSchema)
	}
	return nil
}
