package auth

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"sync/atomic"

	"github.com/alexedwards/argon2id"
)

// ErrBusy says that too many passwords are waiting to be checked; come back in a moment.
var ErrBusy = errors.New("too many passwords are being checked")

// Cost of one hash: OWASP's argon2id minimum, 19 MiB, two passes, one lane; about 50 ms of one core.
var defaultParams = argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// Hasher hashes and checks passwords, a bounded number at once, so that a storm of sign-ins cannot take the
// memory and the cores that pages need. Make one with NewHasher.
type Hasher struct {
	params  argon2id.Params
	slots   chan struct{}
	waiting atomic.Int64
	queue   int64
	dummy   string
}

// NewHasher allows at most `parallel` hashes at once and `queue` more waiting; beyond that ErrBusy.
func NewHasher(parallel, queue int) (*Hasher, error) {
	return newHasher(defaultParams, parallel, queue)
}

// NewCheapHasher is for tests and demonstration loading: the same format at the least cost that argon2id allows.
func NewCheapHasher() (*Hasher, error) {
	return newHasher(argon2id.Params{Memory: 8, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32}, 8, 1000)
}

func newHasher(p argon2id.Params, parallel, queue int) (*Hasher, error) {
	// A hash that nobody knows the password of needs no hashing: any key does. Making one would cost each start
	// 50 ms and the memory of a hash.
	salt, key := make([]byte, p.SaltLength), make([]byte, p.KeyLength)
	for _, b := range [][]byte{salt, key} {
		if _, err := rand.Read(b); err != nil {
			return nil, fmt.Errorf("prepare password hashing: %w", err)
		}
	}
	dummy := fmt.Sprintf("$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s", p.Memory, p.Iterations, p.Parallelism,
		base64.RawStdEncoding.EncodeToString(salt), base64.RawStdEncoding.EncodeToString(key))
	return &Hasher{params: p, slots: make(chan struct{}, parallel), queue: int64(queue), dummy: dummy}, nil
}

// Hash returns the encoded hash of a password.
func (h *Hasher) Hash(ctx context.Context, password string) (string, error) {
	if err := h.enter(ctx); err != nil {
		return "", err
	}
	defer h.leave()
	return argon2id.CreateHash(password, &h.params)
}

// Verify reports whether the password belongs to the hash. An empty hash costs the same time and is never
// right, so that a stranger cannot tell a missing account from a wrong password.
func (h *Hasher) Verify(ctx context.Context, password, hash string) (bool, error) {
	if err := h.enter(ctx); err != nil {
		return false, err
	}
	defer h.leave()
	if hash == "" {
		_, err := argon2id.ComparePasswordAndHash(password, h.dummy)
		return false, err
	}
	return argon2id.ComparePasswordAndHash(password, hash)
}

func (h *Hasher) enter(ctx context.Context) error {
	if h.waiting.Add(1) > h.queue+int64(cap(h.slots)) {
		h.waiting.Add(-1)
		return ErrBusy
	}
	select {
	case h.slots <- struct{}{}:
		return nil
	case <-ctx.Done():
		h.waiting.Add(-1)
		return ctx.Err()
	}
}

func (h *Hasher) leave() {
	<-h.slots
	h.waiting.Add(-1)
}
