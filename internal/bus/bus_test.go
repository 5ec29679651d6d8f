package bus_test

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"

	"github.com/commonthread/commonthread/internal/bus"
	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
)

const patience = 20 * time.Second

// node is what all three have in common.
type node interface {
	Tell(topic string, payload []byte)
	Hear(topic string, f func(payload []byte))
	Run(ctx context.Context)
	Ready() error
}

func quiet() *slog.Logger { return slog.New(slog.DiscardHandler) }

// natsServer runs inside the test until it ends.
func natsServer(t *testing.T, port int) *server.Server {
	t.Helper()
	s, err := server.NewServer(&server.Options{Host: "127.0.0.1", Port: port, NoLog: true, NoSigs: true})
	if err != nil {
		t.Fatal(err)
	}
	s.Start()
	t.Cleanup(s.Shutdown)
	if !s.ReadyForConnections(patience) {
		t.Fatal("the NATS server does not start")
	}
	return s
}

// kinds makes nodes of one community on each bus; another secret or database is another community.
func kinds(t *testing.T) map[string]func(t *testing.T) (join func() node, elsewhere func() node) {
	return map[string]func(t *testing.T) (func() node, func() node){
		"local": func(*testing.T) (func() node, func() node) {
			var here, there bus.Local
			return func() node { return here.Join() }, func() node { return there.Join() }
		},
		"postgres": func(t *testing.T) (func() node, func() node) {
			here, there := testkit.SourceFor(t, database.Postgres).Source, testkit.SourceFor(t, database.Postgres).Source
			return func() node { return bus.NewPostgres(here, quiet()) }, func() node { return bus.NewPostgres(there, quiet()) }
		},
		"nats": func(t *testing.T) (func() node, func() node) {
			url := natsServer(t, -1).ClientURL()
			return func() node { return bus.NewNATS(url, "a secret", quiet()) }, func() node { return bus.NewNATS(url, "another", quiet()) }
		},
	}
}

// heard collects what a node hears.
type heard struct {
	mu    sync.Mutex
	texts []string
	nils  int
	news  chan struct{}
}

func listenTo(n node, topic string) *heard {
	h := &heard{news: make(chan struct{}, 1)}
	n.Hear(topic, func(payload []byte) {
		h.mu.Lock()
		if payload == nil {
			h.nils++
		} else {
			h.texts = append(h.texts, string(payload))
		}
		h.mu.Unlock()
		select {
		case h.news <- struct{}{}:
		default:
		}
	})
	return h
}

func (h *heard) count(text string) int {
	h.mu.Lock()
	defer h.mu.Unlock()
	n := 0
	for _, t := range h.texts {
		if t == text {
			n++
		}
	}
	return n
}

// await has something told again and again, since anything may be lost, until it was heard.
func (h *heard) await(t *testing.T, tell func(), text string) {
	t.Helper()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for deadline := time.After(patience); h.count(text) == 0; {
		tell()
		select {
		case <-h.news:
		case <-tick.C:
		case <-deadline:
			t.Fatalf("never heard %.40q; heard %.200q", text, h.texts)
		}
	}
}

func run(t *testing.T, nodes ...node) {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	var running sync.WaitGroup
	for _, n := range nodes {
		running.Go(func() { n.Run(ctx) })
	}
	t.Cleanup(func() {
		stop()
		running.Wait()
	})
}

func TestBus_contract(t *testing.T) {
	for name, open := range kinds(t) {
		t.Run(name, func(t *testing.T) {
			join, elsewhere := open(t)
			a, b, c, other := join(), join(), join(), elsewhere()
			own, atB, atC, beside, abroad := listenTo(a, "x"), listenTo(b, "x"), listenTo(c, "x"), listenTo(b, "y"), listenTo(other, "x")
			run(t, a, b, c, other)
			atB.await(t, func() { a.Tell("x", []byte("ready")) }, "ready")
			atC.await(t, func() { a.Tell("x", []byte("ready")) }, "ready")
			own.await(t, func() { b.Tell("x", []byte("ready")) }, "ready")
			atC.await(t, func() { b.Tell("x", []byte("b is ready")) }, "b is ready")
			for _, n := range []node{a, b, c, other} {
				if err := n.Ready(); err != nil {
					t.Error(err)
				}
			}

			// once all are there nothing is lost or told twice
			large := strings.Repeat("größer ", 800)
			for i := range 20 {
				a.Tell("x", fmt.Appendf(nil, "message %d of a", i))
			}
			a.Tell("x", []byte(large))
			a.Tell("x", []byte{})
			b.Tell("x", []byte("of b"))
			end := func() { a.Tell("x", []byte("end")) }
			atB.await(t, end, "end")
			atC.await(t, end, "end")
			// what two nodes tell keeps its order for each of them alone
			endOfB := func() { b.Tell("x", []byte("end of b")) }
			own.await(t, endOfB, "end of b")
			atC.await(t, endOfB, "end of b")
			for i := range 20 {
				text := fmt.Sprintf("message %d of a", i)
				if atB.count(text) != 1 || atC.count(text) != 1 {
					t.Errorf("%q was heard %d and %d times", text, atB.count(text), atC.count(text))
				}
			}
			if atB.count(large) != 1 || atB.count("") != 1 {
				t.Errorf("%d bytes heard %d times, nothing at all %d times", len(large), atB.count(large), atB.count(""))
			}
			if own.count("message 1 of a") != 0 || own.count("of b") != 1 || atC.count("of b") != 1 {
				t.Error("a node hears itself, or not the others")
			}
			if len(beside.texts) != 0 || len(abroad.texts) != 0 {
				t.Errorf("another topic heard %q, another community %q", beside.texts, abroad.texts)
			}
		})
	}
}

func TestBus_tellingNeverWaitsForWhatIsNotThere(t *testing.T) {
	for name, n := range map[string]node{
		"postgres": bus.NewPostgres("postgres://nobody:x@127.0.0.1:1/none", quiet()),
		"nats":     bus.NewNATS("nats://127.0.0.1:1", "s", quiet()),
	} {
		t.Run(name, func(t *testing.T) {
			run(t, n)
			told := make(chan struct{})
			go func() {
				for range 10_000 {
					n.Tell("x", []byte("into the void"))
				}
				close(told)
			}()
			select {
			case <-told:
			case <-time.After(patience):
				t.Fatal("telling waits")
			}
			tick := time.NewTicker(50 * time.Millisecond)
			defer tick.Stop()
			for deadline := time.After(patience); n.Ready() == nil; {
				select {
				case <-tick.C:
				case <-deadline:
					t.Fatal("it claims to be ready")
				}
			}
		})
	}
}

func TestPostgres_comesBackAfterItsConnectionsWereCut(t *testing.T) {
	w := testkit.EmptyWorld(t, database.Postgres)
	source := w.Source.Source
	a, b := bus.NewPostgres(source, quiet()), bus.NewPostgres(source, quiet())
	at := listenTo(b, "x")
	run(t, a, b)
	at.await(t, func() { a.Tell("x", []byte("before")) }, "before")
	before := at.nils
	w.Exec(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
		WHERE datname = current_database() AND pid <> pg_backend_pid() AND (query LIKE 'LISTEN%' OR query LIKE '%pg_notify%')`)
	at.await(t, func() { a.Tell("x", []byte("after")) }, "after")
	at.mu.Lock()
	defer at.mu.Unlock()
	if at.nils <= before {
		t.Error("nobody said that something may have been missed")
	}
}

func TestNATS_comesBackAfterTheServerWasAway(t *testing.T) {
	s := natsServer(t, -1)
	url := s.ClientURL()
	a, b := bus.NewNATS(url, "s", quiet()), bus.NewNATS(url, "s", quiet())
	at := listenTo(b, "x")
	run(t, a, b)
	at.await(t, func() { a.Tell("x", []byte("before")) }, "before")
	port := s.Addr().String()
	s.Shutdown()
	s.WaitForShutdown()
	var number int
	if _, err := fmt.Sscanf(port[strings.LastIndex(port, ":")+1:], "%d", &number); err != nil {
		t.Fatal(err)
	}
	natsServer(t, number)
	at.await(t, func() { a.Tell("x", []byte("after")) }, "after")
}
