package live_test

import (
	"context"
	"io"
	"log/slog"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"

	"github.com/commonthread/commonthread/handlers"
	"github.com/commonthread/commonthread/handlers/live"
	"github.com/commonthread/commonthread/internal/bus"
	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
)

// runningBus is a node's end of any bus.
type runningBus interface {
	live.Bus
	Run(ctx context.Context)
}

// node is one server of a community, wired as serve does it.
type node struct {
	*testsite.Site
	store *models.Store
	stop  func()
}

// start starts a node on the world's database.
func start(w *testkit.World, b runningBus) *node {
	w.T.Helper()
	store := w.NewStore()
	ctx, cancel := context.WithCancel(context.Background())
	wake := live.WakeBy(b, store)
	var running sync.WaitGroup
	running.Go(func() { b.Run(ctx) })
	running.Go(func() { _ = store.FollowEvents(ctx, 250*time.Millisecond, wake) })
	srv := handlers.New(handlers.Options{Store: store, Bus: b, Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Version: "test"})
	ts := httptest.NewServer(srv)
	var once sync.Once
	n := &node{Site: &testsite.Site{World: w, URL: ts.URL, Server: srv}, store: store}
	n.stop = func() {
		once.Do(func() {
			srv.Stopping()
			srv.Close()
			ts.Close()
			cancel()
			running.Wait()
		})
	}
	w.T.Cleanup(n.stop)
	return n
}

// setup is a way for nodes to be one community.
type setup struct {
	name  string
	kind  database.Kind
	nodes int
	join  func(t testing.TB, w *testkit.World) func() runningBus
}

// setups are the ways that the program offers.
var setups = []setup{
	{"one node on SQLite", database.SQLite, 1, func(testing.TB, *testkit.World) func() runningBus {
		var local bus.Local
		return func() runningBus { return local.Join() }
	}},
	{"three nodes by PostgreSQL", database.Postgres, 3, func(_ testing.TB, w *testkit.World) func() runningBus {
		return func() runningBus { return bus.NewPostgres(w.Source.Source, slog.New(slog.DiscardHandler)) }
	}},
	{"three nodes by NATS", database.Postgres, 3, func(t testing.TB, _ *testkit.World) func() runningBus {
		s, err := server.NewServer(&server.Options{Host: "127.0.0.1", Port: -1, NoLog: true, NoSigs: true})
		if err != nil {
			t.Fatal(err)
		}
		s.Start()
		t.Cleanup(s.Shutdown)
		if !s.ReadyForConnections(patience) {
			t.Fatal("the NATS server does not start")
		}
		return func() runningBus { return bus.NewNATS(s.ClientURL(), "secret", slog.New(slog.DiscardHandler)) }
	}},
}

// eachSetup runs the body in each way, with its nodes running.
func eachSetup(t *testing.T, body func(t *testing.T, w *testkit.World, nodes []*node)) {
	t.Helper()
	for _, s := range setups {
		t.Run(s.name, func(t *testing.T) {
			w := testkit.NewWorld(t, s.kind)
			join := s.join(t, w)
			var nodes []*node
			for range s.nodes {
				nodes = append(nodes, start(w, join()))
			}
			body(t, w, nodes)
		})
	}
}
