package live

import (
	"bufio"
	"errors"
	"io"
	"net"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
)

// Handler is what a socket's owner does with it, called by the hub one after the other: Began once before the first
// message, Receive for each, Ended once after the last.
type Handler interface {
	Began(c *Client)
	Receive(c *Client, m Message)
	Ended(c *Client)
}

// Client is one open socket. Its methods never wait for the other side.
type Client struct {
	hub     *Hub
	handler Handler
	account *account
	shard   int
	socket  *socket
	conn    *websocket.Conn
	heard   atomic.Int64 // when it last said anything, in nanoseconds

	mu      sync.Mutex // guards what follows, and writing to conn
	own     *budget    // of a reader
	subs    []*sub
	missed  bool // some subscription has missed frames
	granted int  // bytes that may wait besides: what waited when it had been brought up to date
	closing bool
	shut    []int64 // see Shut
	bad     int     // malformed and refused messages so far
}

// hijacker hands the library a connection whose writes do not wait.
type hijacker struct {
	http.ResponseWriter
	client *Client
}

func (h *hijacker) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	conn, rw, err := http.NewResponseController(h.ResponseWriter).Hijack()
	if err != nil {
		return nil, nil, err
	}
	h.client.socket = newSocket(conn, h.client.caughtUp)
	return h.client.socket, rw, nil
}

func (c *Client) open(conn *websocket.Conn) {
	c.hear()
	conn.SetReadLimit(FrameLimit)
	conn.SetPongHandler(func(string) error { c.hear(); return nil })
	c.mu.Lock()
	defer c.mu.Unlock()
	c.conn = conn
	if c.account.budget == nil {
		c.own = newBudget()
	}
}

func (c *Client) hear()                { c.heard.Store(time.Now().UnixNano()) }
func (c *Client) lastHeard() time.Time { return time.Unix(0, c.heard.Load()) }

func (c *Client) budget() *budget {
	if c.account.budget != nil {
		return c.account.budget
	}
	return c.own
}

// read is the socket's only goroutine while nothing happens. It does no more than wait for frames: what comes of one
// is another goroutine's, for as long as it takes, so that the stack of this one stays small.
func (c *Client) read() {
	defer c.end()
	c.aside(func() error {
		c.hub.handle(func() { c.handler.Began(c) })
		return nil
	})
	for {
		kind, frame, err := c.conn.NextReader()
		if err != nil || c.aside(func() error { return c.take(kind, frame) }) != nil {
			return
		}
	}
}

// aside has another goroutine do something, and waits for it.
func (c *Client) aside(work func() error) error {
	done := make(chan error)
	go func() { done <- work() }()
	return <-done
}

// take reads one message and does what it asks. The error is the connection's.
func (c *Client) take(kind int, frame io.Reader) error {
	text, err := io.ReadAll(frame)
	if err != nil {
		return err
	}
	c.hear()
	if c.isClosing() {
		return nil
	}
	if !c.budget().message(time.Now()) {
		c.hub.Figures.Refused.Add(1)
		c.refuse(Error{Type: "error", Code: "too_many", Detail: "More than 20 messages came within a second."}, messagesBurst)
		return nil
	}
	m, err := ParseMessage(text)
	if kind != websocket.TextMessage {
		err = errors.New("the message is not text")
	}
	if err != nil {
		c.hub.Figures.Malformed.Add(1)
		c.refuse(Error{Type: "error", Code: "malformed", Detail: err.Error()}, 1)
		return nil
	}
	c.hub.handle(func() { c.handler.Receive(c, m) })
	return nil
}

// refuse answers what cannot be served, and closes the socket (1008) when it comes again that many times.
func (c *Client) refuse(e Error, forgiven int) {
	c.Send(e)
	c.mu.Lock()
	c.bad++
	over := c.bad > forgiven
	c.mu.Unlock()
	if over {
		c.Close(websocket.ClosePolicyViolation, e.Code)
	}
}

// Handler is what Accept was given.
func (c *Client) Handler() Handler { return c.handler }

// Send writes one frame to this client alone.
func (c *Client) Send(v any) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.send(v)
}

// send is Send for who holds the lock. What is said to one client alone answers it, so the limit on its messages
// bounds this too.
func (c *Client) send(v any) {
	if c.conn == nil || c.closing {
		return
	}
	if err := c.conn.WriteMessage(websocket.TextMessage, Encode(v)); err != nil {
		c.drop()
	}
}

// write sends what was prepared, unless the client is closing or far behind.
func (c *Client) write(m *websocket.PreparedMessage) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.conn == nil || c.closing || c.behind() {
		return
	}
	if err := c.conn.WritePreparedMessage(m); err != nil {
		c.drop()
	}
}

// Backlog is how many bytes wait for the client to read.
func (c *Client) Backlog() int { return c.socket.backlog() }

// Full reports whether as much waits for this client as may be replayed to it; what is past that it has to fetch.
func (c *Client) Full() bool { return c.socket.backlog() > c.hub.ReplayBytes }

// behind is for who holds the lock. Who still reads what was replayed to it is not slow for that.
func (c *Client) behind() bool { return c.socket.backlog() > c.hub.QueueBytes+c.granted }

// Close says why, with a WebSocket close code, and ends the socket; the client has a moment to answer.
func (c *Client) Close(code int, why string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.conn == nil || c.closing {
		return
	}
	c.closing = true
	if c.behind() {
		c.drop()
		return
	}
	_ = c.conn.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, why), time.Time{})
	_ = c.socket.SetReadDeadline(time.Now().Add(closePatient))
}

// End closes the socket because its owner may no longer listen (1008).
func (c *Client) End(why string) { c.Close(websocket.ClosePolicyViolation, why) }

// cut drops a client, unless its handshake is under way: then it is not there yet.
func (c *Client) cut() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.conn == nil {
		return false
	}
	c.drop()
	return true
}

// drop cuts the connection, for who holds the lock or opened it; the reader notices.
func (c *Client) drop() {
	if c.socket != nil {
		_ = c.socket.Conn.Close()
	}
}

func (c *Client) isClosing() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.closing
}

// end leaves every room and frees what was counted.
func (c *Client) end() {
	_ = c.conn.Close()
	c.mu.Lock()
	c.closing = true
	subs := slices.Clone(c.subs)
	c.mu.Unlock()
	for _, s := range subs {
		s.room.Leave(c)
	}
	c.handler.Ended(c)
	c.hub.release(c)
}

// find is the client's subscription of a room, or nil; its lock is held.
func (c *Client) find(r *Room) *sub {
	for _, s := range c.subs {
		if s.room == r {
			return s
		}
	}
	return nil
}

// Rooms are those that the client is in.
func (c *Client) Rooms() []*Room {
	c.mu.Lock()
	defer c.mu.Unlock()
	rooms := make([]*Room, len(c.subs))
	for i, s := range c.subs {
		rooms[i] = s.room
	}
	return rooms
}

// In reports whether the client is in the room.
func (c *Client) In(r *Room) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.find(r) != nil
}

// caughtUp is called when a slow client has read all that waited for it: what it missed meanwhile cannot be told
// any more, so it is told that.
func (c *Client) caughtUp() {
	c.mu.Lock()
	c.granted = 0
	var late []*Room
	if c.missed {
		c.missed = false
		for _, s := range c.subs {
			if s.missed {
				late = append(late, s.room)
			}
		}
	}
	c.mu.Unlock()
	for _, r := range late {
		r.restart(c)
	}
}
