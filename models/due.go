package models

import (
	"context"
	"errors"
	"fmt"
)

// eachDue sees to what is due, one by one, and returns how many were changed. One that fails holds up no other; the error
// names it. Where the database is away, or nobody waits any more, the rest is left for the next time.
func (s *Store) eachDue(ctx context.Context, what string, ids []int64, see func(ctx context.Context, id int64) (did bool, err error)) (changed int, err error) {
	var failed []error
	for _, id := range ids {
		did, err := see(ctx, id)
		if did && err == nil {
			changed++
		}
		if err != nil {
			failed = append(failed, fmt.Errorf("see to %s %d: %w", what, id, err))
			if KindOf(err) == Unavailable || ctx.Err() != nil {
				break
			}
		}
	}
	return changed, errors.Join(failed...)
}
