package main

import (
	"context"
	"log/slog"

	"github.com/commonthread/commonthread/internal/bus"
	"github.com/commonthread/commonthread/internal/config"
)

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
