package models

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"

	"github.com/commonthread/commonthread/internal/auth"
)

// keepRequests is how long a program may repeat a request under its key and get the same answer.
const keepRequests = 24 * time.Hour

// RequestKeyMax is the length of a key that a program may give a request.
const RequestKeyMax = 255

// RequestKey names a request of a member's program, so that a repeat does nothing again (Idempotency-Key). An empty
// Key names none.
type RequestKey struct {
	Key         string
	Fingerprint string // of what is asked: another one under the same key is refused
}

func (r RequestKey) hash() string {
	sum := sha256.Sum256([]byte("request\x00" + r.Key))
	return hex.EncodeToString(sum[:16])
}

// DraftKey is the key of a creation under the request's. It is of the whole request: once the key is forgotten,
// another request under it makes another thing.
func (r RequestKey) DraftKey() string {
	if r.Key == "" {
		return ""
	}
	return "request-" + RequestKey{Key: r.Key + "\x00" + r.Fingerprint}.hash()
}

// Once runs a verb, or a few, in one transaction with the note that they ran: a repeat of the request only answers
// with the id they made or changed. Verbs that render text take Repeatable.
func (s *Store) Once(ctx context.Context, v Viewer, r RequestKey, f func(s *Store) (int64, error)) (int64, error) {
	var id int64
	err := s.InTx(ctx, func(s *Store) error {
		done, err := s.claimRequest(ctx, v, r)
		if id = done.ObjectID; err != nil || id != 0 {
			return err
		}
		if id, err = f(s); err != nil {
			return err
		}
		return s.recordRequest(ctx, v, r, id, "")
	})
	return id, err
}

// Repeatable is Once for verbs that do nothing when they run again at once, such as creations under their draft key:
// they have their own transaction, and only a request that was answered is not run again.
func (s *Store) Repeatable(ctx context.Context, v Viewer, r RequestKey, f func() (int64, error)) (int64, error) {
	if r.Key == "" {
		return f()
	}
	var done request
	err := s.InTx(ctx, func(s *Store) error {
		var err error
		done, err = s.claimRequest(ctx, v, r)
		return err
	})
	if err != nil || done.ObjectID != 0 {
		return done.ObjectID, err
	}
	id, err := f()
	noted := s.InTx(ctx, func(s *Store) error {
		if err != nil {
			return s.dropRequest(ctx, v, r)
		}
		return s.recordRequest(ctx, v, r, id, "")
	})
	if err != nil {
		return 0, err
	}
	return id, noted
}

// request is what is kept of one.
type request struct {
	Fingerprint string
	ObjectID    int64
	Sealed      string
}

// claimRequest notes a request, or finds the same one as it was answered before.
func (s *Store) claimRequest(ctx context.Context, v Viewer, r RequestKey) (request, error) {
	if r.Key == "" {
		return request{}, nil
	}
	now := s.now()
	if _, err := s.exec(ctx, `DELETE FROM requests WHERE member_id = ? AND key_hash = ? AND created_at <= ?`,
		v.ID, r.hash(), now.Add(-keepRequests)); err != nil {
		return request{}, fmt.Errorf("forget request: %w", err)
	}
	n, err := s.exec(ctx, `INSERT INTO requests (member_id, key_hash, fingerprint, created_at) VALUES (?, ?, ?, ?)
		ON CONFLICT (member_id, key_hash) DO NOTHING`, v.ID, r.hash(), r.Fingerprint, now)
	if err != nil || n == 1 {
		return request{}, wrap(err, "claim request")
	}
	var done request
	err = s.one(ctx, &done, `SELECT fingerprint, object_id, sealed FROM requests WHERE member_id = ? AND key_hash = ?`+s.db.Dialect.ForUpdate(),
		v.ID, r.hash())
	if err != nil {
		return request{}, fmt.Errorf("read request: %w", err)
	}
	if done.Fingerprint != r.Fingerprint {
		return request{}, invalid("Idempotency-Key", "This key was used for another request. Send this one with a new key.")
	}
	return done, nil
}

// recordRequest notes what a claimed request made; secret is what its answer must repeat and no table may show.
func (s *Store) recordRequest(ctx context.Context, v Viewer, r RequestKey, id int64, secret string) error {
	if r.Key == "" {
		return nil
	}
	sealed := ""
	if secret != "" {
		var err error
		if sealed, err = auth.Seal(r.Key, secret); err != nil {
			return fmt.Errorf("seal answer: %w", err)
		}
	}
	_, err := s.exec(ctx, `UPDATE requests SET object_id = ?, sealed = ? WHERE member_id = ? AND key_hash = ?`, id, sealed, v.ID, r.hash())
	return wrap(err, "record request")
}

// dropRequest lets a request that was refused be sent again, put right, under the same key.
func (s *Store) dropRequest(ctx context.Context, v Viewer, r RequestKey) error {
	if r.Key == "" {
		return nil
	}
	_, err := s.exec(ctx, `DELETE FROM requests WHERE member_id = ? AND key_hash = ? AND object_id = 0`, v.ID, r.hash())
	return wrap(err, "drop request")
}
