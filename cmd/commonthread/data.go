package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/commonthread/commonthread/internal/auth"
	"github.com/commonthread/commonthread/internal/clock"
	"github.com/commonthread/commonthread/internal/config"
	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/lockfile"
	"github.com/commonthread/commonthread/internal/markup"
	"github.com/commonthread/commonthread/internal/spamcheck"
	"github.com/commonthread/commonthread/models"
)

const (
	// openDeadline bounds the wait for a database that does not answer: a start
	// that fails says so within five seconds.
	openDeadline = 4 * time.Second
	openRetry    = 250 * time.Millisecond

	// crowdedDeadline bounds the wait for one that answers "too many connections"
	// or "starting up", where going away and coming back would only add to the crowd.
	crowdedDeadline = time.Minute

	// hashesAtOnce times 19 MiB is what passwords may take of the memory; the
	// queue is what a storm of sign-ins may wait.
	hashesAtOnce = 4
	hashesQueued = 64
)

// data is the community's data, opened.
type data struct {
	db    *database.DB
	store *models.Store
	lock  *lockfile.Lock
	// demonstration: nobody's community is shown
	demonstration bool
}

// openData opens the database without migrating it. Whoever is to have it alone
// (serve, demo, restore) passes alone, and is refused where another has it.
func openData(ctx context.Context, cfg config.Config, log *slog.Logger, alone bool) (*data, error) {
	if cfg.Database.Kind == config.SQLite {
		if err := config.EnsureDir(filepath.Dir(cfg.Database.Path)); err != nil {
			return nil, err
		}
	}
	d := &data{}
	var err error
	if alone && cfg.Database.Kind == config.SQLite {
		if d.lock, err = lockfile.Acquire(cfg.Database.Path); err != nil {
			return nil, err
		}
	}
	if d.db, err = openDatabase(ctx, cfg.Database, log); err != nil {
		return nil, errors.Join(err, d.close())
	}
	if d.store, err = newStore(d.db, cfg, log); err != nil {
		return nil, errors.Join(err, d.close())
	}
	return d, nil
}

func (d *data) close() error {
	var errs []error
	if d.db != nil {
		errs = append(errs, d.db.Close())
	}
	if d.lock != nil {
		errs = append(errs, d.lock.Release())
	}
	return errors.Join(errs...)
}

// openDatabase waits a little for one that is not there yet, as happens where
// everything is started together, and longer for one that is only crowded.
func openDatabase(ctx context.Context, where config.Database, log *slog.Logger) (*database.DB, error) {
	if where.Kind == config.SQLite {
		return database.Open(ctx, database.Config{Kind: database.SQLite, Source: where.Path})
	}
	begun := time.Now()
	for told := false; ; {
		attempt, cancel := context.WithDeadline(ctx, time.Now().Add(openDeadline))
		db, err := database.Open(attempt, database.Config{Kind: database.Postgres, Source: where.URL})
		cancel()
		if err == nil {
			return db, nil
		}
		crowded := database.Crowded(err)
		if !told && crowded {
			log.Warn("waiting for the database", "database", where.String(), "error", err)
			told = true
		}
		patience := openDeadline
		if crowded {
			patience = crowdedDeadline
		}
		if !database.Unavailable(err) || time.Since(begun)+openRetry > patience || !sleep(ctx, openRetry) {
			return nil, fmt.Errorf("open the database %s: %w", where, err)
		}
	}
}

// sleep reports whether the time passed before ctx ended.
func sleep(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}

func newStore(db *database.DB, cfg config.Config, log *slog.Logger) (*models.Store, error) {
	hasher, err := auth.NewHasher(hashesAtOnce, hashesQueued)
	if err != nil {
		return nil, err
	}
	host := ""
	if cfg.BaseURL != nil {
		host = cfg.BaseURL.Host
	}
	parts := models.Parts{
		Clock: newClock(cfg), Hasher: hasher, Markup: markup.New(markup.Options{Host: host}), NoLimits: !cfg.RateLimits,
	}
	if cfg.SpamCheck != nil {
		parts.Checker = spamcheck.New(spamcheck.Options{Address: cfg.SpamCheck, Token: cfg.SpamCheckToken, Clock: clock.NewSystem(), Log: log})
	}
	return models.NewStore(db, parts), nil
}

func newClock(cfg config.Config) clock.Clock {
	if cfg.Rehearsing() {
		return clock.NewRehearsal(cfg.Clock, clock.NewSystem())
	}
	return clock.NewSystem()
}

// openBeside opens the database for a short command that works beside a server.
// A database that was never migrated is migrated, so that a first account can be
// made before the first start; one that is behind is refused, since changing the
// schema below a running server is a decision (migrate up).
func openBeside(ctx context.Context, cfg config.Config, log *slog.Logger) (*data, error) {
	d, err := openData(ctx, cfg, log, false)
	if err != nil {
		return nil, err
	}
	if err := d.bringUp(ctx); err != nil {
		return nil, errors.Join(err, d.close())
	}
	return d, nil
}

func (d *data) bringUp(ctx context.Context) error {
	steps, err := d.db.Migrations(ctx)
	if err != nil {
		return err
	}
	applied := 0
	for _, s := range steps {
		if s.Applied {
			applied++
		}
	}
	if applied > 0 && applied < len(steps) {
		return fmt.Errorf("the database is %d migrations behind this program: run commonthread migrate up first", len(steps)-applied)
	}
	_, err = d.db.Migrate(ctx)
	return err
}

// missing reports a database that was never made, for commands that only look.
func missing(where config.Database) bool {
	if where.Kind != config.SQLite {
		return false
	}
	_, err := os.Stat(where.Path)
	return errors.Is(err, fs.ErrNotExist)
}
