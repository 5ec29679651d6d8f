package live_test

import (
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/commonthread/commonthread/internal/bus"
	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// wire stands between a node and its database.
type wire struct {
	network, address string
	listener         net.Listener

	mu    sync.Mutex
	ends  map[net.Conn]bool
	stop  bool          // refuses, and has cut what was open
	held  chan struct{} // not nil: a black hole until it is closed
	delay time.Duration
}

// between gives the source of a database behind a wire.
func between(t *testing.T, source string) (*wire, string) {
	t.Helper()
	config, err := pgconn.ParseConfig(source)
	if err != nil {
		t.Fatal(err)
	}
	x := &wire{ends: map[net.Conn]bool{}}
	x.network, x.address = pgconn.NetworkAddress(config.Host, config.Port)
	if x.listener, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		x.heal()
		x.cut()
		_ = x.listener.Close()
	})
	go x.accept()
	u, err := url.Parse(source)
	if err != nil {
		t.Fatal(err)
	}
	u.Host = x.listener.Addr().String()
	q := u.Query()
	q.Del("host")
	q.Del("port")
	q.Set("sslmode", "disable")
	u.RawQuery = q.Encode()
	return x, u.String()
}

// accept ends when the listener is closed.
func (x *wire) accept() {
	for {
		near, err := x.listener.Accept()
		if err != nil {
			return
		}
		far, err := net.Dial(x.network, x.address)
		x.mu.Lock()
		if refused := x.stop || err != nil; refused {
			_ = near.Close()
			if far != nil {
				_ = far.Close()
			}
			x.mu.Unlock()
			continue
		}
		x.ends[near], x.ends[far] = true, true
		x.mu.Unlock()
		go x.carry(near, far)
		go x.carry(far, near)
	}
}

func (x *wire) carry(from, to net.Conn) {
	defer func() { _, _ = from.Close(), to.Close() }()
	buffer := make([]byte, 32<<10)
	for {
		n, err := from.Read(buffer)
		x.mu.Lock()
		held, delay := x.held, x.delay
		x.mu.Unlock()
		if held != nil {
			<-held
		}
		if delay > 0 {
			timer := time.NewTimer(delay)
			<-timer.C
		}
		if n > 0 {
			if _, err := to.Write(buffer[:n]); err != nil {
				return
			}
		}
		if err != nil {
			return
		}
	}
}

// cut ends all that is open.
func (x *wire) cut() {
	x.mu.Lock()
	defer x.mu.Unlock()
	for c := range x.ends {
		_ = c.Close()
	}
	clear(x.ends)
}

func (x *wire) stopped() {
	x.mu.Lock()
	x.stop = true
	x.mu.Unlock()
	x.cut()
}

func (x *wire) blackHole() {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.held = make(chan struct{})
}

// slow is a quarter of a second each way, after all that was open has been cut.
func (x *wire) slow() {
	x.mu.Lock()
	x.delay = 250 * time.Millisecond
	x.mu.Unlock()
	x.cut()
}

func (x *wire) heal() {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.held != nil {
		close(x.held)
	}
	x.stop, x.held, x.delay = false, nil, 0
}

// J01, J03: while a node's database is away, in a black hole, or slow with cut connections, its sockets stay; what is
// posted at another node meanwhile is heard when it is back, once and in order, and the node takes posts again.
func TestLive_socketsOutliveTheDatabase(t *testing.T) {
	for name, fault := range map[string]struct {
		begin func(*wire)
		known bool // the node says that it is not ready
	}{
		"stopped": {(*wire).stopped, true}, "a black hole": {(*wire).blackHole, true}, "slow, and cut": {(*wire).slow, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel() // it waits more than it works
			w := testkit.NewWorld(t, database.Postgres)
			th := thread(w)
			x, source := between(t, w.Source.Source)
			behind := *w
			behind.Source.Source = source
			db, err := database.Open(w.Ctx, behind.Source)
			w.Must(err)
			t.Cleanup(func() { _ = db.Close() })
			behind.DB = db
			site := start(&behind, bus.NewPostgres(source, slog.New(slog.DiscardHandler)))
			l := listen(site.Site, w.Mia)
			_, seq := l.subscribe(channelOf(th), -1)

			fault.begin(x)
			if fault.known {
				awaitStatus(t, site.URL+"/readyz", http.StatusServiceUnavailable)
			}
			for i := range 5 {
				w.Reply(w.Max, th.ID, fmt.Sprint("While it was away ", i))
			}
			if fault.known { // what is slow goes on being slow
				x.heal()
			}
			for i := range 5 {
				f := l.next()
				if f.Event != "post.created" || *f.Seq != seq+int64(i)+1 || !strings.Contains(f.HTML, fmt.Sprint("While it was away ", i)) {
					t.Fatalf("event %d: %+v", i, f)
				}
			}
			x.heal()
			awaitStatus(t, site.URL+"/readyz", http.StatusOK)
			if _, err := site.store.CreatePost(w.Ctx, w.Hana, th.ID, models.PostInput{Body: "It is back."}); err != nil {
				t.Error(err)
			}
			if f := l.next(); *f.Seq != seq+6 {
				t.Errorf("after it: %+v", f)
			}
		})
	}
}

func awaitStatus(t *testing.T, address string, want int) {
	t.Helper()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for deadline := time.Now().Add(3 * patience); ; <-tick.C {
		res, err := http.Get(address)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.Copy(io.Discard, res.Body)
		_ = res.Body.Close()
		if res.StatusCode == want {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("%s answers %d, want %d", address, res.StatusCode, want)
		}
	}
}

// I09: what is posted at one node is heard at the others, also where it is larger than a notice of PostgreSQL's.
func TestLive_aLargePostIsHeardAtEveryNode(t *testing.T) {
	eachSetup(t, func(t *testing.T, w *testkit.World, nodes []*node) {
		th := thread(w)
		var all []*listener
		for _, n := range nodes {
			l := listen(n.Site, w.Reader)
			l.subscribe(channelOf(th), -1)
			all = append(all, l)
		}
		large := strings.Repeat("雾里的灯 ", 3_000) // 15,000 characters, 39 kB
		if _, err := nodes[0].store.CreatePost(w.Ctx, w.Max, th.ID, models.PostInput{Body: large}); err != nil {
			t.Fatal(err)
		}
		for i, l := range all {
			if f := l.next(); f.Number != 2 || len(f.HTML) < len(large)/2 {
				t.Errorf("node %d: post %d with %d bytes", i, f.Number, len(f.HTML))
			}
		}
	})
}
