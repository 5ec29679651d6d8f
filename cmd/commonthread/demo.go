package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"syscall"

	"github.com/commonthread/commonthread/handlers"
	"github.com/commonthread/commonthread/internal/config"
	"github.com/commonthread/commonthread/internal/demo"
	"github.com/commonthread/commonthread/internal/demo/pictures"
)

// demoAddr keeps a demonstration to its own machine unless --addr says otherwise.
const demoAddr = "127.0.0.1:8080"

type demoCommand struct {
	Addr        string `placeholder:"HOST:PORT" help:"Address to listen on (127.0.0.1:8080, or a free port where that is taken)."`
	BaseURL     string `name:"base-url" placeholder:"URL" help:"Public address, where others are to see it."`
	DatabaseURL string `name:"database-url" placeholder:"URL" help:"An empty PostgreSQL to use instead of a throw-away SQLite."`
	Lively      bool   `help:"Let a few members write while you watch."`
	Clock       string `placeholder:"INSTANT" help:"Rehearse: believe that it is this time, such as 2026-03-02T09:00:00Z."`
	commonFlags
}

func (c *demoCommand) fill(v map[string]string) {
	v["COMMONTHREAD_BASE_URL"] = c.BaseURL
	v["COMMONTHREAD_DATABASE_URL"] = c.DatabaseURL
	v["COMMONTHREAD_CLOCK"] = c.Clock
	v["COMMONTHREAD_ADDR"] = c.Addr
}

func (c *demoCommand) Run(ctx context.Context, t terminal) error {
	cfg, err := t.settings(c.commonFlags, c)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "commonthread-demo-")
	if err != nil {
		return fmt.Errorf("make a directory for the demonstration: %w", err)
	}
	defer os.RemoveAll(dir)

	c.isolate(&cfg, dir)
	return c.show(ctx, t, cfg)
}

// isolate keeps the demonstration off whatever real community the environment
// describes: its files, its address, its mail. A PostgreSQL is used as given,
// since the loader takes none that is not empty.
func (c *demoCommand) isolate(cfg *config.Config, dir string) {
	cfg.DataDir = dir
	if cfg.Database.Kind == config.SQLite {
		cfg.Database.Path = filepath.Join(dir, "commonthread.db")
	}
	cfg.Storage = config.Storage{Kind: config.FileStorage, Path: filepath.Join(dir, "uploads")}
	cfg.Bus, cfg.SMTP, cfg.Secret = config.Bus{}, nil, ""
	if c.BaseURL == "" {
		cfg.BaseURL = nil
	}
	if c.Addr == "" {
		cfg.Addr = demoAddr
	}
}

func (c *demoCommand) show(ctx context.Context, t terminal, cfg config.Config) error {
	if _, err := prepare(&cfg); err != nil {
		return err
	}
	kept, letGo, err := openFiles(ctx, cfg.Storage)
	if err != nil {
		return err
	}
	defer func() { _ = letGo() }()
	files := pictures.In(kept)
	log := t.logger(cfg)
	listener, err := c.listen(ctx, cfg.Addr)
	if err != nil {
		return err
	}
	warn(log, cfg, false)
	d, signIns, err := loadDemo(ctx, cfg, log)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	defer d.close()

	t.printf("Commonthread is at %s\n", address(cfg, listener.Addr()))
	for _, s := range signIns {
		t.printf("sign in: %s  %s  (%s)\n", s.Email, s.Password, s.Role)
	}
	t.printf("Everything here is invented, and gone when you stop it with Ctrl-C.\n")
	warm := func(ctx context.Context, _ *handlers.Server) {
		if err := files.Warm(ctx); err != nil && ctx.Err() == nil {
			log.Error("draw the demonstration's pictures", "error", err)
		}
	}
	if !c.Lively {
		return serveData(ctx, cfg, log, d, files, listener, warm)
	}
	t.printf("Some of the cast write now and then, for a quarter of an hour.\n")
	return serveData(ctx, cfg, log, d, files, listener, warm, func(ctx context.Context, server *handlers.Server) {
		stage := demo.Stage{Store: d.store, Log: log, Writing: server.Writing, Wait: demo.FromNow()}
		if err := demo.Enliven(ctx, stage); err != nil && ctx.Err() == nil {
			log.Error("play the lively part of the demonstration", "error", err)
		}
	})
}

// listen takes any free port where nobody chose one and the usual one is taken:
// the first try of a newcomer should not fail for another program's sake.
func (c *demoCommand) listen(ctx context.Context, addr string) (net.Listener, error) {
	listener, err := listen(ctx, addr)
	if c.Addr == "" && errors.Is(err, syscall.EADDRINUSE) {
		return listen(ctx, "127.0.0.1:0")
	}
	return listener, err
}

func loadDemo(ctx context.Context, cfg config.Config, log *slog.Logger) (*data, []demo.SignIn, error) {
	d, err := openData(ctx, cfg, log, true)
	if err != nil {
		return nil, nil, err
	}
	signIns, err := d.fillWithDemo(ctx)
	if errors.Is(err, demo.ErrNotEmpty) {
		err = fmt.Errorf("%s already holds a community: the demonstration takes an empty database", cfg.Database)
	}
	if err != nil {
		return nil, nil, errors.Join(err, d.close())
	}
	return d, signIns, nil
}

func (d *data) fillWithDemo(ctx context.Context) ([]demo.SignIn, error) {
	if _, err := d.db.Migrate(ctx); err != nil {
		return nil, err
	}
	d.demonstration = true
	return demo.Load(ctx, d.db, d.store.Now())
}
