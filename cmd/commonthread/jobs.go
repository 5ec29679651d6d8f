package main

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/commonthread/commonthread/handlers/live"
	"github.com/commonthread/commonthread/internal/blob"
	"github.com/commonthread/commonthread/models"
)

// How often the clock is looked at. What becomes due is decided by the store's
// clock, so these say only how late it may be noticed.
const (
	followEvery  = 250 * time.Millisecond
	publishEvery = 5 * time.Second
	cleanEvery   = 10 * time.Minute
	sweepEvery   = 15 * time.Second
	watchEvery   = 5 * time.Second
	noticesEvery = time.Second
	hoursEvery   = time.Second
	cleanUpEvery = time.Second
)

// cleanUpMost is how many posts of a clean-up are looked for at a time.
const cleanUpMost = 500

// job is work that time brings, not a request.
type job struct {
	name  string
	every time.Duration
	run   func(context.Context) error
}

// startJobs starts the work beside requests and returns a channel that is
// closed when all of it has ended, some time after ctx has.
func startJobs(ctx context.Context, log *slog.Logger, store *models.Store, files blob.Store, nodes nodeBus) <-chan struct{} {
	var running sync.WaitGroup
	wake := live.WakeBy(nodes, store)
	running.Go(func() { nodes.Run(ctx) })
	running.Go(func() {
		if err := store.FollowEvents(ctx, followEvery, wake); err != nil && ctx.Err() == nil {
			log.Error("follow what other processes change", "error", err)
		}
	})
	for _, j := range []job{
		{"publish scheduled stories", publishEvery, func(ctx context.Context) error {
			published, err := store.PublishDue(ctx)
			if published > 0 {
				log.Info("published scheduled stories", "stories", published)
			}
			return err
		}},
		{"remove what has expired", cleanEvery, store.CleanExpired},
		{"take for good what its author deleted a month ago", cleanEvery, func(ctx context.Context) error {
			purged, err := store.PurgeDeleted(ctx)
			if purged > 0 {
				log.Info("took deleted posts for good", "posts", purged)
			}
			return err
		}},
		{"remove pictures that nobody shows any more", cleanEvery, func(ctx context.Context) error { return store.SweepPictures(ctx, files.Delete) }},
		{"remove events that nobody is told any more", cleanEvery, store.CleanEvents},
		{"see to suggestions whose time has come", watchEvery, func(ctx context.Context) error {
			for {
				changed, more, err := store.WatchLedger(ctx)
				if changed > 0 {
					log.Info("saw to suggestions whose time had come", "suggestions", changed)
				}
				if err != nil || !more {
					return err
				}
			}
		}},
		{"tell of live hours that begin and end", hoursEvery, func(ctx context.Context) error {
			_, err := store.WatchLiveHours(ctx)
			return err
		}},
		{"tell of themes that close", hoursEvery, func(ctx context.Context) error {
			_, err := store.WatchThemes(ctx)
			return err
		}},
		{"take what has stood long enough off the front page", watchEvery, func(ctx context.Context) error {
			_, err := store.WatchFronts(ctx)
			return err
		}},
		{"ask whether old stories are still true", sweepEvery, func(ctx context.Context) error {
			_, err := store.WatchChecks(ctx)
			return err
		}},
		{"tell of consultations whose decision is owed", sweepEvery, func(ctx context.Context) error {
			_, err := store.WatchConsultations(ctx)
			return err
		}},
		{"draw anew what quotes posts that others see now", watchEvery, func(ctx context.Context) error {
			drawn, err := store.RedrawQuotes(ctx)
			if drawn > 0 {
				log.Info("drew posts anew whose quotations are for others now", "posts", drawn)
			}
			return err
		}},
		{"hand notices out", noticesEvery, func(ctx context.Context) error {
			for {
				if more, err := store.DeliverNotices(ctx); err != nil || !more {
					return err
				}
			}
		}},
		{"remove what bans take along", cleanUpEvery, func(ctx context.Context) error {
			for {
				if moved, err := store.SweepCleanUps(ctx, cleanUpMost); err != nil || moved == 0 {
					return err
				}
			}
		}},
		{"finish what deleted accounts left", sweepEvery, func(ctx context.Context) error {
			for {
				if more, err := store.SweepErasures(ctx); err != nil || !more {
					return err
				}
			}
		}},
	} {
		running.Go(func() { j.during(store.While).repeat(ctx, log) })
	}
	done := make(chan struct{})
	go func() {
		running.Wait()
		close(done)
	}()
	return done
}

// during has each run given up when the database answers nobody: without a
// limit of its own it would wait on a dead line until the system gives that up.
func (j job) during(while func(context.Context) (context.Context, func(error) error)) job {
	run := j.run
	j.run = func(ctx context.Context) error {
		ctx, end := while(ctx)
		return end(run(ctx))
	}
	return j
}

// repeat runs the job at once and then at its pace. A failure is logged when it
// begins and when it ends, not at each try: a database may be away for an hour.
func (j job) repeat(ctx context.Context, log *slog.Logger) {
	failing := false
	for {
		err := j.run(ctx)
		switch {
		case ctx.Err() != nil:
			return
		case err != nil && !failing:
			log.Error(j.name, "error", err)
		case err == nil && failing:
			log.Info("works again: " + j.name)
		}
		failing = err != nil
		if !sleep(ctx, j.every) {
			return
		}
	}
}
