package models

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"

	"github.com/commonthread/commonthread/internal/auth"
)

// checkPassword refuses what is too short, too long to hash, or among the first that anybody would try.
func (f fieldErrors) checkPassword(password string, m Member) {
	n := runes(password)
	lower := strings.ToLower(password)
	switch {
	case n < passwordMin:
		f.add("password", "A password has at least %d characters.", passwordMin)
	case n > passwordMax || len(password) > passwordBytes:
		f.add("password", "A password has at most %d characters.", passwordMax)
	case auth.Common(lower):
		f.add("password", "This password is among the first that anybody would try. Choose another.")
	case m.Handle != "" && strings.Contains(lower, m.Handle) && n < len(m.Handle)+6,
		m.EmailKey != "" && lower == m.EmailKey:
		f.add("password", "This password is too close to your handle or address. Choose another.")
	}
}

func (s *Store) hashPassword(ctx context.Context, password string) (string, error) {
	hash, err := s.parts.Hasher.Hash(ctx, password)
	return hash, hasherError(err)
}

// hasherError makes a full queue of passwords a limit that the visitor can wait for.
func hasherError(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, auth.ErrBusy):
		return tooMany(5_000_000_000, "Many people are signing in at the moment. Try again in a few seconds.")
	}
	return fmt.Errorf("hash password: %w", err)
}

// handleHash is what stays of the handle of an erased member: enough that nobody takes it over.
func handleHash(handle string) string {
	sum := sha256.Sum256([]byte("handle:" + handle))
	return hex.EncodeToString(sum[:])
}
