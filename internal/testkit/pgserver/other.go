//go:build !unix

package pgserver

import (
	"context"
	"os"
	"testing"
)

// Server cannot be had on this system; see URL.
type Server struct{ URL string }

// Start always answers ErrNotInstalled here.
func Start(context.Context) (*Server, error) { return nil, ErrNotInstalled }

// Stop does nothing: there is no server.
func (s *Server) Stop() error { return nil }

// URL returns the server that Variable names; without it t is skipped.
func URL(t testing.TB) string {
	t.Helper()
	given := os.Getenv(Variable)
	if given == "" {
		t.Skip(ErrNotInstalled)
	}
	return given
}
