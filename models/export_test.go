package models

import (
	"context"
	"time"
)

// NewFollower begins to follow other processes' events, at looks of the test's own.
func (s *Store) NewFollower(ctx context.Context) (func(now time.Time) error, error) {
	f, err := s.newFollower(ctx)
	return func(now time.Time) error { return f.look(ctx, s, now) }, err
}
