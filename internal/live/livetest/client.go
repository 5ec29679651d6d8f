package livetest

import (
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/gorilla/websocket"
)

// Frame is whatever the server says, with the fields of every type.
type Frame struct {
	Type    string `json:"type"`
	Channel string `json:"channel"`
	Seq     *int64 `json:"seq"`
	Event   string `json:"event"`
	Thread  int64  `json:"thread"`
	ID      int64  `json:"id"`
	Number  int64  `json:"number"`
	HTML    string `json:"html"`
	Threads []struct {
		ID     int64 `json:"id"`
		Posts  int64 `json:"posts"`
		Number int64 `json:"number"`
	} `json:"threads"`
	Readers int      `json:"readers"`
	Typing  []string `json:"typing"`
	Names   []string `json:"names"`
	Writing int      `json:"writing"`
	Here    []struct {
		Handle string `json:"handle"`
		Name   string `json:"name"`
	} `json:"here"`
	Answering []struct {
		Handle   string `json:"handle"`
		Name     string `json:"name"`
		Employer string `json:"employer"`
	} `json:"answering"`
	RetryMS int64  `json:"retry_ms"`
	Code    string `json:"code"`
	Detail  string `json:"detail"`
}

// Client is a socket's other end. It is for one goroutine, except that Cut may be called by any.
type Client struct{ conn *websocket.Conn }

// Options of Dial beside the address.
type Options struct {
	Header http.Header
	// Protocols are the subprotocols to offer; nil: the right one.
	Protocols []string
	// ReadBuffer of the connection, in bytes; 0: 4 KiB.
	ReadBuffer int
	// Dial makes the connection; nil: TCP.
	Dial func(network, address string) (net.Conn, error)
}

// Dial opens a socket to a site (http://…). The status is that of an answer which was no upgrade.
func Dial(site string, o Options) (c *Client, status int, err error) {
	protocols := o.Protocols
	if protocols == nil {
		protocols = []string{"commonthread.v1"}
	}
	dialer := websocket.Dialer{
		Subprotocols: protocols, HandshakeTimeout: 20 * time.Second, ReadBufferSize: o.ReadBuffer, NetDial: o.Dial,
	}
	if o.ReadBuffer > 0 {
		dialer.WriteBufferSize = o.ReadBuffer
	}
	conn, res, err := dialer.Dial("ws"+strings.TrimPrefix(site, "http")+"/live", o.Header)
	if res != nil {
		status = res.StatusCode
	}
	if err != nil {
		return nil, status, fmt.Errorf("dial: %w", err)
	}
	return &Client{conn}, status, nil
}

// Send writes any value as JSON.
func (c *Client) Send(v any) error { return c.conn.WriteJSON(v) }

// SendRaw writes a frame as it is, of a WebSocket type (1 text, 2 binary).
func (c *Client) SendRaw(kind int, data []byte) error { return c.conn.WriteMessage(kind, data) }

// Subscribe asks for a channel from now on, or past since where it is not negative.
func (c *Client) Subscribe(channel string, since int64) error {
	m := map[string]any{"type": "subscribe", "channel": channel}
	if since >= 0 {
		m["since"] = since
	}
	return c.Send(m)
}

// Next reads the next frame. ErrTime where none came in time; the client can be read from no more then.
func (c *Client) Next(within time.Duration) (Frame, error) {
	var f Frame
	_, data, err := c.NextRaw(within)
	if err != nil {
		return f, err
	}
	if err := json.Unmarshal(data, &f); err != nil {
		return f, fmt.Errorf("read frame %q: %w", data, err)
	}
	return f, nil
}

// ErrTime is Next's when nothing came.
var ErrTime = errors.New("nothing came in time")

// NextRaw is Next without reading the frame's JSON.
func (c *Client) NextRaw(within time.Duration) (kind int, data []byte, err error) {
	if err := c.conn.SetReadDeadline(time.Now().Add(within)); err != nil {
		return 0, nil, err
	}
	kind, data, err = c.conn.ReadMessage()
	if timeout, ok := errors.AsType[net.Error](err); ok && timeout.Timeout() {
		return 0, nil, ErrTime
	}
	return kind, data, err
}

// CloseCode is the code with which the other side closed, 0 where the error is of another sort.
func CloseCode(err error) int {
	if e, ok := errors.AsType[*websocket.CloseError](err); ok {
		return e.Code
	}
	return 0
}

// Protocol is the subprotocol agreed on.
func (c *Client) Protocol() string { return c.conn.Subprotocol() }

// Deaf makes the client answer no pings.
func (c *Client) Deaf() { c.conn.SetPingHandler(func(string) error { return nil }) }

// Cut ends the connection without a word, as a lost network does.
func (c *Client) Cut() { _ = c.conn.NetConn().Close() }

// Close says goodbye.
func (c *Client) Close() error {
	_ = c.conn.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(websocket.CloseNormalClosure, ""), time.Now().Add(time.Second))
	return c.conn.Close()
}

// Raw writes bytes that need not be frames at all.
func (c *Client) Raw(data []byte) error {
	_, err := c.conn.NetConn().Write(data)
	return err
}
