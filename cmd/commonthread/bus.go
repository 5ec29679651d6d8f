package main

import (
	"context"
	"log/slog"

	"github.com/commonthread/commonthread/internal/bus"
	"github.com/commonthread/commonthread/internal/config"
	"github.com/commonthread/commonthread/models"
)

// topicEvents is told after each commit: look at the events table.
const topicEvents = "events"

// nodeBus is how this node and the others tell each other that there is something to look at.
type nodeBus interface {
	Tell(topic string, payload []byte)
	Hear(topic string, f func(payload []byte))
	Ready() error
	Run(ctx context.Context)
}

// newBus is the bus of the settings: NATS where it is given, else what the database brings.
func newBus(cfg config.Config, log *slog.Logger) nodeBus {
	switch {
	case cfg.Bus.URL != "":
		return bus.NewNATS(cfg.Bus.URL, cfg.Secret, log)
	case cfg.Database.Kind == config.Postgres:
		return bus.NewPostgres(cfg.Database.URL, log)
	}
	var alone bus.Local
	return alone.Join()
}

// wakeBy tells the other nodes of this one's commits, and returns what says that they had some.
func wakeBy(nodes nodeBus, store *models.Store) <-chan struct{} {
	wake := make(chan struct{}, 1)
	nodes.Hear(topicEvents, func([]byte) {
		select {
		case wake <- struct{}{}:
		default: // the next look sees it
		}
	})
	store.ListenOwn(func() { nodes.Tell(topicEvents, []byte{}) })
	return wake
}
