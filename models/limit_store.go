package models

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/commonthread/commonthread/internal/auth"
)

// count adds one to what the key did in its window and refuses beyond the limit. The row is locked by the
// statement itself, so parallel tries on any node each get a number of their own. A refusal rolls the
// transaction back: what is refused is not counted and stretches nothing.
func (s *Store) count(ctx context.Context, l limit, key string) error {
	now := s.now().UnixMicro()
	var row struct{ N, EndsAt int64 }
	err := s.write(ctx).Raw(`INSERT INTO attempts (scope, key, n, ends_at) VALUES (?, ?, 1, ?)
		ON CONFLICT (scope, key) DO UPDATE SET
			n = CASE WHEN attempts.ends_at <= ? THEN 1 ELSE attempts.n + 1 END,
			ends_at = CASE WHEN attempts.ends_at <= ? THEN excluded.ends_at ELSE attempts.ends_at END
		RETURNING n, ends_at`, l.scope, key, now+l.window.Microseconds(), now, now).Scan(&row).Error
	if err != nil {
		return fmt.Errorf("count %s: %w", l.scope, err)
	}
	if row.N <= l.most {
		return nil
	}
	rest := time.Duration(row.EndsAt-now) * time.Microsecond
	return tooMany(rest, "Too many tries. Wait %s, then try again.", waitWords(rest))
}

// uncount takes back what turned out to be no failure.
func (s *Store) uncount(ctx context.Context, l limit, key string) error {
	_, err := s.exec(ctx, `UPDATE attempts SET n = n - 1 WHERE scope = ? AND key = ? AND n > 0`, l.scope, key)
	if err != nil {
		return fmt.Errorf("take back %s: %w", l.scope, err)
	}
	return nil
}

func (s *Store) uncountAll(ctx context.Context, all ...counted) error {
	for _, n := range all {
		if err := s.uncount(ctx, n.limit, n.key); err != nil {
			return err
		}
	}
	return nil
}

// notTried takes back tries whose password was never looked at, because too many others were waiting: a crowd at
// the door must not lock anybody out. It says what to tell the visitor.
func (s *Store) notTried(ctx context.Context, err error, tries ...counted) error {
	if !errors.Is(err, auth.ErrBusy) {
		return hasherError(err)
	}
	if back := s.InTx(ctx, func(s *Store) error { return s.uncountAll(ctx, tries...) }); back != nil {
		return back
	}
	return hasherError(err)
}

func waitWords(d time.Duration) string {
	switch {
	case d <= time.Minute:
		return "a minute"
	case d <= 50*time.Minute:
		return fmt.Sprintf("%d minutes", int((d+time.Minute-1)/time.Minute))
	}
	return "an hour"
}

const placeScope = "place"

// atUsualPlace reports whether the member signed in from this address lately.
func (s *Store) atUsualPlace(ctx context.Context, memberID int64, address string) (bool, error) {
	var n int64
	err := s.one(ctx, &n, `SELECT COUNT(*) FROM attempts WHERE scope = ? AND key = ? AND ends_at > ?`,
		placeScope, placeKey(memberID, address), s.now().UnixMicro())
	if err != nil {
		return false, fmt.Errorf("look for a usual place: %w", err)
	}
	return n > 0, nil
}

func (s *Store) rememberPlace(ctx context.Context, memberID int64, address string) error {
	_, err := s.exec(ctx, `INSERT INTO attempts (scope, key, n, ends_at) VALUES (?, ?, 1, ?)
		ON CONFLICT (scope, key) DO UPDATE SET n = attempts.n + 1, ends_at = excluded.ends_at`,
		placeScope, placeKey(memberID, address), s.now().Add(usualPlace).UnixMicro())
	if err != nil {
		return fmt.Errorf("remember a usual place: %w", err)
	}
	return nil
}

func placeKey(memberID int64, address string) string {
	return countKey(fmt.Sprint(memberID), LimitKey(address))
}

// What one client may change, over all nodes (FAULTS H01).
var (
	changesInBurst = limit{"change.burst", 50, 10 * time.Second}
	changesSteady  = limit{"change.steady", 200, time.Minute}
)

// CountChange counts one request that may change something; TooMany beyond the limits.
func (s *Store) CountChange(ctx context.Context, client string) error {
	return s.InTx(ctx, func(s *Store) error {
		key := countKey(client)
		if err := s.count(ctx, changesInBurst, key); err != nil {
			return err
		}
		return s.count(ctx, changesSteady, key)
	})
}

// countPreview counts one preview of a member: drawing costs what saving does. TooMany beyond the limit.
func (s *Store) countPreview(ctx context.Context, v Viewer) error {
	if s.parts.NoLimits {
		return nil
	}
	return s.countAlone(ctx, previewsByMember, countKey(fmt.Sprint(v.ID)))
}
