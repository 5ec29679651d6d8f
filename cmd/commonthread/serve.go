package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"sync"

	"github.com/commonthread/commonthread/handlers"
	"github.com/commonthread/commonthread/internal/blob"
	"github.com/commonthread/commonthread/internal/config"
)

type serveCommand struct {
	addrFlag
	siteFlags
	dataFlags
	StorageURL string `name:"storage-url" placeholder:"URL" help:"Where uploads are kept: file:PATH (DATA_DIR/uploads)."`
	commonFlags
}

func (c *serveCommand) fill(v map[string]string) {
	v["COMMONTHREAD_STORAGE_URL"] = c.StorageURL
}

func (c *serveCommand) Run(ctx context.Context, t terminal) error {
	cfg, err := t.settings(c.commonFlags, c.addrFlag, c.siteFlags, c.dataFlags, c)
	if err != nil {
		return err
	}
	generated, err := prepare(&cfg)
	if err != nil {
		return err
	}
	files, letGo, err := openFiles(ctx, cfg.Storage)
	if err != nil {
		return orStopped(ctx, err)
	}
	return orStopped(ctx, errors.Join(c.serve(ctx, t, cfg, files, generated), letGo()))
}

func (c *serveCommand) serve(ctx context.Context, t terminal, cfg config.Config, files blob.Store, secretGenerated bool) error {
	log := t.logger(cfg)
	d, err := openData(ctx, cfg, log, true)
	if err != nil {
		return err
	}
	defer d.close()

	warn(log, cfg, secretGenerated)
	applied, err := d.db.Migrate(ctx)
	if err != nil {
		return err
	}
	if applied > 0 {
		log.Info("migrated", "migrations", applied, "schema", thisBuild().Schema)
	}
	listener, err := listen(ctx, cfg.Addr)
	if err != nil {
		return err
	}
	if err := t.welcome(ctx, cfg, d, listener.Addr()); err != nil {
		return errors.Join(err, listener.Close())
	}
	log.Info("serving", "address", listener.Addr().String(), "database", cfg.Database.String(), "version", thisBuild().Release)
	return serveData(ctx, cfg, log, d, files, listener)
}

// orStopped forgives what failed because a stop was asked for before the start
// was complete: a container engine takes anything but zero for a crash.
func orStopped(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// prepare makes what a server keeps beside its database: the directory, and the
// secret where none was given.
func prepare(cfg *config.Config) (generated bool, err error) {
	if err := cfg.EnsureDataDir(); err != nil {
		return false, err
	}
	secret, err := cfg.EnsureSecret()
	if err != nil {
		return false, err
	}
	generated = cfg.Secret == ""
	cfg.Secret = secret
	return generated, nil
}

// serveData is the wiring that serve and demo share, with what else is to go on
// while it serves. It returns when ctx has ended and the last request is done.
func serveData(ctx context.Context, cfg config.Config, log *slog.Logger, d *data, files blob.Store, listener net.Listener, others ...func(context.Context, *handlers.Server)) error {
	nodes, maker := newBus(cfg, log), newMaker(log)
	defer maker.Close()
	server := handlers.New(handlers.Options{
		Store: d.store, Files: files, Maker: maker, Bus: nodes, Log: log, BaseURL: cfg.BaseURL, TrustedProxies: cfg.TrustedProxies,
		RateLimits: cfg.RateLimits, MetricsToken: cfg.MetricsToken, Rehearsal: cfg.Rehearsing(),
		Development: cfg.Log == slog.LevelDebug, Demonstration: d.demonstration, Version: thisBuild().Release,
	})
	// The work beside requests goes on until the last of these is answered, since
	// their sockets and caches live on it.
	beside, stop := context.WithCancel(context.WithoutCancel(ctx))
	done := startJobs(beside, log, d.store, files, nodes)
	var running sync.WaitGroup
	for _, other := range others {
		running.Go(func() { other(ctx, server) })
	}
	err := serveHTTP(ctx, log, listener, server, server.Stopping, server.Close)
	running.Wait()
	server.Close()
	stop()
	<-done
	if err == nil {
		log.Info("stopped")
	}
	return err
}

// listen is net.Listen with an error that says what to do.
func listen(ctx context.Context, addr string) (net.Listener, error) {
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("listen on %s: %w: choose another address with --addr", addr, cause(err))
	}
	return listener, nil
}

// cause is the system's own words for a network error, without the address again.
func cause(err error) error {
	if op, ok := errors.AsType[*net.OpError](err); ok {
		return op.Err
	}
	return err
}

// warn says what is allowed but deserves a thought.
func warn(log *slog.Logger, cfg config.Config, secretGenerated bool) {
	if cfg.Rehearsing() {
		log.Warn("the clock is a rehearsal clock: every time in this community is pretended", "began_at", cfg.Clock)
	}
	if !cfg.RateLimits {
		log.Warn("limits on reading and posting are off: do not let the public in")
	}
	if cfg.SMTP != nil {
		log.Warn("this version sends no mail yet: COMMONTHREAD_SMTP_URL is not used, and links that would be mailed are shown to an administrator",
			"smtp", cfg.SMTP.Host)
	}
	if cfg.Database.Kind == config.Postgres && secretGenerated {
		log.Warn("the secret is kept in the data directory: with several nodes, give all of them the same COMMONTHREAD_SECRET")
	}
}
