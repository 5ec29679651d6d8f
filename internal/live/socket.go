package live

import (
	"net"
	"sync"
	"syscall"
	"time"
)

// flushPatience is how long a slow client may take to read what waits for it.
const flushPatience = 60 * time.Second

// socket is a connection whose Write never waits: what the system does not take at once is kept, and written by
// a goroutine that lives only as long as something is kept. The WebSocket library writes into it as into any
// other. How much is kept is bounded by whoever writes: see backlog.
type socket struct {
	net.Conn
	raw     syscall.RawConn // nil: the connection can only be written to by waiting
	attempt func(fd uintptr) bool
	drained func() // called when nothing is kept any more, without locks

	mu       sync.Mutex
	out      []byte // the argument of attempt
	sent     int    // its results
	failure  error
	kept     []byte
	writing  int // bytes that flush is writing
	flushing bool
}

func newSocket(conn net.Conn, drained func()) *socket {
	s := &socket{Conn: conn, drained: drained}
	if c, ok := conn.(syscall.Conn); ok {
		if raw, err := c.SyscallConn(); err == nil {
			s.raw, s.attempt = raw, s.writeNow
		}
	}
	return s
}

// Write takes all of p or fails for good.
func (s *socket) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.failure != nil {
		return 0, s.failure
	}
	rest := p
	if s.raw != nil && !s.flushing {
		s.out, s.sent = p, 0
		err := s.raw.Write(s.attempt)
		s.out = nil
		if err != nil && s.failure == nil {
			s.failure = err
		}
		if s.failure != nil {
			return s.sent, s.failure
		}
		rest = p[s.sent:]
	}
	if len(rest) == 0 {
		return len(p), nil
	}
	s.kept = append(s.kept, rest...)
	if !s.flushing {
		s.flushing = true
		go s.flush()
	}
	return len(p), nil
}

// SetWriteDeadline does nothing: writes do not wait, and the flushing sets its own.
func (s *socket) SetWriteDeadline(time.Time) error { return nil }

// backlog is how many bytes wait for the client.
func (s *socket) backlog() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.kept) + s.writing
}

// flush writes what is kept, waiting for the client, until nothing is. It ends with the connection at the latest.
func (s *socket) flush() {
	for {
		s.mu.Lock()
		chunk := s.kept
		if len(chunk) == 0 || s.failure != nil {
			s.kept, s.flushing = nil, false
			failed := s.failure != nil
			s.mu.Unlock()
			if !failed {
				s.drained()
			}
			return
		}
		s.kept, s.writing = nil, len(chunk)
		s.mu.Unlock()

		_ = s.Conn.SetWriteDeadline(time.Now().Add(flushPatience))
		_, err := s.Conn.Write(chunk)
		s.mu.Lock()
		s.writing = 0
		if err != nil {
			s.failure = err
		}
		s.mu.Unlock()
		if err != nil {
			_ = s.Conn.Close() // the reader notices, and ends the client
		}
	}
}
