//go:build !unix

package live

// writeNow takes nothing: without a way to ask the system whether a write would wait, everything is written by
// the goroutine that may wait.
func (s *socket) writeNow(uintptr) bool { return true }
