package models

import (
	"context"
	"fmt"
	"time"

	"github.com/commonthread/commonthread/internal/auth"
)

// StandingKeyFor is how long a key to one's standing works.
const StandingKeyFor = time.Hour

// CreateStandingKey lets somebody who shows handle and password read their standing, and appeal, for an hour: also
// whoever is suspended or banned, and cannot sign in. It counts as a try to sign in, and answers as one.
func (s *Store) CreateStandingKey(ctx context.Context, c Credentials) (token string, err error) {
	p, err := s.proveAnybody(ctx, c)
	if err != nil {
		return "", err
	}
	token = auth.NewToken()
	err = s.InTx(ctx, func(s *Store) error {
		m, err := s.holdMember(ctx, p.member.ID)
		if err != nil {
			return err
		}
		if m.PasswordHash != p.member.PasswordHash || m.Status == MemberErased {
			return wrongCredentials()
		}
		if err := s.uncountAll(ctx, p.counted...); err != nil {
			return err
		}
		if _, err := s.exec(ctx, `DELETE FROM standing_keys WHERE member_id = ? OR created_at <= ?`, m.ID, s.now().Add(-StandingKeyFor)); err != nil {
			return wrap(err, "drop older keys")
		}
		_, err = s.exec(ctx, `INSERT INTO standing_keys (token_hash, member_id, created_at) VALUES (?, ?, ?)`, auth.HashToken(token), m.ID, s.now())
		return wrap(err, "store a key")
	})
	return token, wrap(err, "make a key to a standing")
}

// StandingKeyHolder is whose key it is, for Standing and CreateAppeal alone: they may be suspended. Unauthenticated
// without a key that works.
func (s *Store) StandingKeyHolder(ctx context.Context, token string) (Viewer, error) {
	if token == "" {
		return Viewer{}, unauthenticated()
	}
	var m Member
	err := s.one(ctx, &m, `SELECT m.* FROM standing_keys k JOIN members m ON m.id = k.member_id
		WHERE k.token_hash = ? AND k.created_at > ? AND m.status <> 'erased'`, auth.HashToken(token), s.now().Add(-StandingKeyFor))
	if KindOf(err) == NotFound && err != nil {
		return Viewer{}, unauthenticated()
	}
	if err != nil {
		return Viewer{}, fmt.Errorf("find a key: %w", err)
	}
	return s.viewerOf(ctx, m)
}
