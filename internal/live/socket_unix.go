//go:build unix

package live

import (
	"errors"
	"syscall"
)

// writeNow offers the system s.out once; what it does not take stays. It always reports done, so that nobody
// waits for the socket.
func (s *socket) writeNow(fd uintptr) bool {
	for s.sent < len(s.out) {
		n, err := syscall.Write(int(fd), s.out[s.sent:])
		switch {
		case errors.Is(err, syscall.EINTR):
			continue
		case errors.Is(err, syscall.EAGAIN):
			return true
		case err != nil:
			s.failure = err
			return true
		}
		s.sent += n
	}
	return true
}
