package live_test

import (
	"math/rand/v2"
	"net"
	"net/url"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
)

// wire stands between a node and its database, or between a node and its visitors.
type wire struct {
	network, address string
	listener         net.Listener
	over             chan struct{} // closed when the test ends

	mu     sync.Mutex
	ends   map[net.Conn]bool
	stop   bool          // refuses, and has cut what was open
	held   chan struct{} // not nil: a black hole until it is closed
	lost   bool          // what fell into the hole never comes out
	delay  time.Duration
	resets float64 // of all that is carried, this part ends its connection instead
}

// wireTo makes a wire to an address.
func wireTo(t *testing.T, network, address string) *wire {
	t.Helper()
	x := &wire{network: network, address: address, ends: map[net.Conn]bool{}, over: make(chan struct{})}
	var err error
	if x.listener, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		close(x.over)
		x.heal()
		x.cut()
		_ = x.listener.Close()
	})
	go x.accept()
	return x
}

// between gives the source of a database behind a wire.
func between(t *testing.T, source string) (*wire, string) {
	t.Helper()
	config, err := pgconn.ParseConfig(source)
	if err != nil {
		t.Fatal(err)
	}
	network, address := pgconn.NetworkAddress(config.Host, config.Port)
	x := wireTo(t, network, address)
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
		held, delay, resets := x.held, x.delay, x.resets
		x.mu.Unlock()
		if held != nil && !x.wait(held) {
			return
		}
		if delay > 0 {
			timer := time.NewTimer(delay)
			<-timer.C
		}
		if rand.Float64() < resets { // before what was sent has arrived, or after it has
			if rand.IntN(2) == 0 {
				_, _ = to.Write(buffer[:n])
			}
			reset(from)
			reset(to)
			return
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

// wait reports whether what waits in a black hole comes out of it.
func (x *wire) wait(held chan struct{}) bool {
	x.mu.Lock()
	lost := x.lost
	x.mu.Unlock()
	if lost {
		<-x.over
		return false
	}
	<-held
	return true
}

// reset ends a connection, in one of the two ways in which lines break.
func reset(c net.Conn) {
	if tcp, ok := c.(*net.TCPConn); ok && rand.IntN(2) == 0 {
		_ = tcp.SetLinger(0)
	}
	_ = c.Close()
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

// swallow is a black hole that never gives back what is in it.
func (x *wire) swallow() {
	x.blackHole()
	x.mu.Lock()
	defer x.mu.Unlock()
	x.lost = true
}

// lossy resets connections at random.
func (x *wire) lossy(part float64) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.resets = part
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
	x.stop, x.held, x.delay, x.resets = false, nil, 0, 0
}
