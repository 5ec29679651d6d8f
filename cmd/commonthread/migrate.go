package main

import (
	"context"
	"fmt"
	"path"
	"strings"
)

type migrateCommands struct {
	Up     migrateUpCommand     `cmd:"" help:"Apply every migration that is missing."`
	Status migrateStatusCommand `cmd:"" help:"List the migrations, and which of them are applied."`
}

type migrateUpCommand struct {
	commonFlags
	dataFlags
}

func (c *migrateUpCommand) Run(ctx context.Context, t terminal) error {
	cfg, err := t.settings(c.commonFlags, c.dataFlags)
	if err != nil {
		return err
	}
	d, err := openData(ctx, cfg, t.logger(cfg), false)
	if err != nil {
		return err
	}
	defer d.close()

	steps, err := d.db.Migrate(ctx)
	if err != nil {
		return err
	}
	t.printf("%s: %s, schema %d\n", cfg.Database, appliedWords(steps), thisBuild().Schema)
	return nil
}

func appliedWords(steps int) string {
	switch steps {
	case 0:
		return "nothing to do"
	case 1:
		return "1 migration applied"
	}
	return fmt.Sprintf("%d migrations applied", steps)
}

type migrateStatusCommand struct {
	commonFlags
	dataFlags
}

func (c *migrateStatusCommand) Run(ctx context.Context, t terminal) error {
	cfg, err := t.settings(c.commonFlags, c.dataFlags)
	if err != nil {
		return err
	}
	if missing(cfg.Database) {
		return fmt.Errorf("there is no database at %s yet: commonthread migrate up makes it", cfg.Database)
	}
	d, err := openData(ctx, cfg, t.logger(cfg), false)
	if err != nil {
		return err
	}
	defer d.close()

	steps, err := d.db.Migrations(ctx)
	if err != nil {
		return err
	}
	t.printf("%s\n", cfg.Database)
	for _, s := range steps {
		state := "missing"
		if s.Applied {
			state = "applied"
		}
		t.printf("%s  %s\n", state, strings.TrimSuffix(path.Base(s.Name), ".sql"))
	}
	return nil
}
