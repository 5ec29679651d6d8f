package main

import (
	"context"
	"time"

	"github.com/commonthread/commonthread/internal/demo"
	"github.com/commonthread/commonthread/internal/logging"
)

type seedCommand struct {
	Threads int    `default:"500" placeholder:"N" help:"Threads to make (${default})."`
	Posts   int    `default:"10000" placeholder:"N" help:"Posts to make, openings included (${default})."`
	Members int    `placeholder:"N" help:"Members to make (one for each 200 posts, at least 20)."`
	Seed    uint64 `default:"1" placeholder:"S" help:"The same number makes the same content (${default})."`
	dataFlags
	commonFlags
}

const (
	postsPerMember = 200
	fewestMembers  = 20
)

func (c *seedCommand) Run(ctx context.Context, t terminal) error {
	amounts := demo.SeedConfig{Threads: c.Threads, Posts: c.Posts, Members: c.Members, Seed: c.Seed}
	if amounts.Members == 0 {
		amounts.Members = max(fewestMembers, amounts.Posts/postsPerMember)
	}
	if err := amounts.Check(); err != nil {
		return wrongUsage("%s", err)
	}
	cfg, err := t.settings(c.commonFlags, c.dataFlags)
	if err != nil {
		return err
	}
	d, err := openBeside(ctx, cfg, t.logger(cfg))
	if err != nil {
		return err
	}
	defer d.close()

	bar := progress{out: t.err, person: logging.Terminal(t.err), now: time.Now, unit: "posts"}
	amounts.Now, amounts.Progress = d.store.Now(), bar.report
	bar.begin()
	if err := demo.Seed(ctx, d.db, amounts); err != nil {
		return err
	}
	t.printf("made %s members, %s threads and %s posts in %s\n", grouped(amounts.Members), grouped(amounts.Threads), grouped(amounts.Posts), bar.taken())
	return nil
}
