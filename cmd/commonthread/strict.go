package main

import (
	"errors"
	"net"
	"net/http"
	"strings"
)

// errSmuggling ends a connection; net/http answers it with 400.
var errSmuggling = errors.New("a request that another server would read differently")

// strictListener refuses requests that net/http reads and a proxy in front of it may read differently, so that one
// could hide a second one: a length beside chunks (RFC 9112, 6.1), folded header lines (5.2), and lines that end
// otherwise than with CR LF (2.2).
type strictListener struct{ net.Listener }

func (l strictListener) Accept() (net.Conn, error) {
	conn, err := l.Listener.Accept()
	if tcp, ok := conn.(*net.TCPConn); ok && err == nil {
		return &strictConn{TCPConn: tcp}, nil
	}
	return conn, err
}

// strictConn looks at what is read until a request's header ends. net/http reads and changes its state in turns, never
// both at once.
type strictConn struct {
	*net.TCPConn
	past    bool // the header is over: the rest is the request's body
	refused bool
	header  headerScan
}

// watchState is the server's ConnState: after a request the next header begins.
func watchState(c net.Conn, state http.ConnState) {
	if c, ok := c.(*strictConn); ok && state == http.StateIdle {
		c.past, c.header = false, headerScan{}
	}
}

func (c *strictConn) Read(p []byte) (int, error) {
	if c.refused {
		return 0, errSmuggling
	}
	n, err := c.TCPConn.Read(p)
	if c.past {
		return n, err
	}
	for i, b := range p[:n] {
		switch c.header.next(b) {
		case scanOver:
			c.past = true
			return n, err
		case scanBad:
			c.refused = true
			return i, errSmuggling // without what ends the line, so that the server cannot take the header for whole
		}
	}
	return n, err
}

type scanState int

const (
	scanOn scanState = iota
	scanOver
	scanBad
)

// headerScan reads a request's head byte by byte.
type headerScan struct {
	start   [len("transfer-encoding:")]byte // of the line
	at      int                             // how much of the line was read
	lines   int
	cr      bool // the last byte was one
	length  bool
	chunked bool
}

func (h *headerScan) next(b byte) scanState {
	switch {
	case h.cr != (b == '\n'):
		return scanBad
	case b == '\r':
		h.cr = true
		return scanOn
	case b == '\n':
		return h.endLine()
	case h.at == 0 && h.lines > 0 && (b == ' ' || b == '\t'):
		return scanBad
	}
	if h.at < len(h.start) {
		h.start[h.at] = b
	}
	h.at++
	return scanOn
}

func (h *headerScan) endLine() scanState {
	if h.at == 0 {
		return scanOver
	}
	start := strings.ToLower(string(h.start[:min(h.at, len(h.start))]))
	h.length = h.length || strings.HasPrefix(start, "content-length:")
	h.chunked = h.chunked || start == "transfer-encoding:"
	if h.length && h.chunked {
		return scanBad
	}
	h.at, h.cr = 0, false
	h.lines++
	return scanOn
}
