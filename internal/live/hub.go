package live

import (
	"cmp"
	"errors"
	"math/rand/v2"
	"net/http"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
)

// What holds for every socket unless Options say otherwise. A silent one is dropped within SilentFor and a third.
const (
	silentFor      = 60 * time.Second
	queueBytes     = 64 << 10
	replayBytes    = 512 << 10
	accountSockets = 10
	accountRooms   = 100
	messagesBurst  = 20 // and as many a second
	handlersAtOnce = 64

	readBuffer  = 256
	writeBuffer = 1 << 10
)

// Options are what a hub is made of; zero values are replaced by what suits a server.
type Options struct {
	// SilentFor is how long a client may say nothing, not even answer a ping, before it is dropped.
	SilentFor time.Duration
	// QueueBytes bounds what waits for a slow client; beyond it frames are missed, and a resync said later.
	QueueBytes int
	// ReplayBytes bounds what may wait besides for a client that is being brought up to date.
	ReplayBytes int
	// ReaderSockets bounds the sockets of one key without an account; 0: no bound.
	ReaderSockets int
}

// Figures count what a hub did, for metrics.
type Figures struct {
	Sockets   atomic.Int64 // open now
	Accepted  atomic.Int64
	Frames    atomic.Int64 // written to sockets by rooms
	Missed    atomic.Int64 // frames that slow clients were not sent
	Resyncs   atomic.Int64 // clients told to fetch the page
	Dropped   atomic.Int64 // silent or broken sockets closed by this side
	Malformed atomic.Int64
	Refused   atomic.Int64 // sockets, subscriptions and messages beyond a limit
}

// Hub holds the open sockets of one node. Make one with NewHub, end it with Stop.
type Hub struct {
	Options
	Figures  Figures
	shards   []*shard
	upgrader websocket.Upgrader
	handling chan struct{} // bounds the messages that are handled at the same time
	goodbye  chan struct{} // closed when Stop begins
	running  sync.WaitGroup

	mu       sync.Mutex
	clients  map[*Client]struct{}
	accounts map[string]*account
	next     int
	stopping bool
}

// NewHub starts a hub: a writer a core, and one goroutine that pings and drops.
func NewHub(o Options) *Hub {
	o.SilentFor = cmp.Or(o.SilentFor, silentFor)
	o.QueueBytes = cmp.Or(o.QueueBytes, queueBytes)
	o.ReplayBytes = cmp.Or(o.ReplayBytes, replayBytes)
	h := &Hub{
		Options: o, clients: map[*Client]struct{}{}, accounts: map[string]*account{}, goodbye: make(chan struct{}),
		handling: make(chan struct{}, handlersAtOnce),
		upgrader: websocket.Upgrader{
			ReadBufferSize: readBuffer, WriteBufferSize: writeBuffer, WriteBufferPool: &sync.Pool{},
			Subprotocols: []string{Protocol}, HandshakeTimeout: 10 * time.Second,
			// who may come from where is decided by whoever calls Accept, before
			CheckOrigin: func(*http.Request) bool { return true },
		},
	}
	for range runtime.GOMAXPROCS(0) {
		h.shards = append(h.shards, newShard())
	}
	for _, s := range h.shards {
		h.running.Go(func() { s.run(h.shards, &h.Figures, h.goodbye) })
	}
	h.running.Go(h.watch)
	return h
}

// Errors of Accept that come before the handshake was answered.
var (
	ErrStopping = errors.New("live: this node is stopping")
	ErrTooMany  = errors.New("live: too many sockets of this account")
	// ErrHandshake is any request that is no WebSocket handshake of this protocol.
	ErrHandshake = errors.New("live: not a handshake of " + Protocol)
)

// IsHandshake reports whether the request asks for a WebSocket, with this protocol if with any.
func IsHandshake(r *http.Request) bool {
	if !websocket.IsWebSocketUpgrade(r) {
		return false
	}
	offered := websocket.Subprotocols(r)
	for _, p := range offered {
		if p == Protocol {
			return true
		}
	}
	return len(offered) == 0
}

// Accept answers a handshake and serves the socket from a goroutine of its own; it returns at once. Key is who
// the limits are counted for: the account, or where a reader comes from. The handler hears of the socket's
// messages one after the other, and of its end.
func (h *Hub) Accept(w http.ResponseWriter, r *http.Request, key string, signedIn bool, handler Handler) (*Client, error) {
	if !IsHandshake(r) {
		return nil, ErrHandshake
	}
	c := &Client{hub: h, handler: handler}
	if err := h.admit(c, key, signedIn); err != nil {
		return nil, err
	}
	conn, err := h.upgrader.Upgrade(&hijacker{ResponseWriter: w, client: c}, r, nil)
	if err != nil {
		h.release(c)
		return nil, errors.Join(ErrHandshake, err)
	}
	c.open(conn)
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.stopping { // since it was admitted; Stop may be past saying bye
		c.drop()
		h.forget(c)
		return c, nil // the handshake was answered: there is nobody left to refuse
	}
	h.Figures.Accepted.Add(1)
	h.running.Go(c.read)
	return c, nil
}

// handle does what a message needs; a bounded number at once, however many clients come together.
func (h *Hub) handle(work func()) {
	h.handling <- struct{}{}
	defer func() { <-h.handling }()
	work()
}

func (h *Hub) admit(c *Client, key string, signedIn bool) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.stopping {
		return ErrStopping
	}
	a := h.accounts[key]
	if a == nil {
		a = &account{key: key}
		if signedIn {
			a.budget = newBudget()
		}
		h.accounts[key] = a
	}
	if most := h.socketsOf(signedIn); most > 0 && a.sockets >= most {
		h.Figures.Refused.Add(1)
		return ErrTooMany
	}
	c.hear() // watch finds it from here on
	a.sockets++
	c.account = a
	c.shard = h.next
	h.next = (h.next + 1) % len(h.shards)
	h.clients[c] = struct{}{}
	h.Figures.Sockets.Add(1)
	return nil
}

func (h *Hub) socketsOf(signedIn bool) int {
	if signedIn {
		return accountSockets
	}
	return h.ReaderSockets
}

func (h *Hub) release(c *Client) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.forget(c)
}

// forget is release for who holds the lock.
func (h *Hub) forget(c *Client) {
	if _, here := h.clients[c]; !here {
		return
	}
	delete(h.clients, c)
	h.Figures.Sockets.Add(-1)
	if c.account.sockets--; c.account.sockets == 0 {
		delete(h.accounts, c.account.key)
	}
}

func (h *Hub) all() []*Client {
	h.mu.Lock()
	defer h.mu.Unlock()
	list := make([]*Client, 0, len(h.clients))
	for c := range h.clients {
		list = append(list, c)
	}
	return list
}

// watch pings clients that have been quiet for a third of what is allowed, and drops those past it.
func (h *Hub) watch() {
	tick := time.NewTicker(h.SilentFor / 3)
	defer tick.Stop()
	ping := prepare(websocket.PingMessage, nil)
	for {
		select {
		case <-h.goodbye:
			return
		case now := <-tick.C:
			for _, c := range h.all() {
				switch quiet := now.Sub(c.lastHeard()); {
				case quiet > h.SilentFor:
					if c.cut() {
						h.Figures.Dropped.Add(1)
					}
				case quiet > h.SilentFor/4:
					c.write(ping)
				}
			}
		}
	}
}

// How a stopping node sends its clients away: each comes back after a moment of its own, so that thousands do
// not come at once, but all within half a minute.
const (
	retryAfter   = time.Second
	retryPerSec  = 500 // clients
	retryLatest  = 20 * time.Second
	byeVariants  = 32
	closePatient = 2 * time.Second
)

// Stop refuses new sockets, says bye to those that are open, closes them (1012), and returns when every
// goroutine of the hub has ended. It takes two seconds where clients do not answer.
func (h *Hub) Stop() {
	h.mu.Lock()
	if h.stopping {
		h.mu.Unlock()
		h.running.Wait()
		return
	}
	h.stopping = true
	n := len(h.clients)
	h.mu.Unlock()
	close(h.goodbye)

	spread := min(retryLatest, max(2*time.Second, time.Duration(n)*time.Second/retryPerSec))
	var byes [byeVariants]*websocket.PreparedMessage
	for i := range byes {
		wait := retryAfter + time.Duration(rand.Int64N(int64(spread)))
		byes[i] = prepareText(bye{Type: "bye", RetryMS: wait.Milliseconds()})
	}
	clients := h.all()
	for i, c := range clients {
		c.write(byes[i%len(byes)])
		c.Close(websocket.CloseServiceRestart, "this node is stopping")
	}
	late := time.AfterFunc(closePatient, func() {
		for _, c := range clients {
			c.cut()
		}
	})
	h.running.Wait()
	late.Stop()
}
