package models

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"

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

// checkNewPassword is checkPassword for people: the community's own name is as easy to guess as any.
func (f fieldErrors) checkNewPassword(password string, m Member, site Site) {
	f.checkPassword(password, m)
	plain := func(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), "")) }
	for _, word := range []string{plain(site.Name), plain(site.Brand)} {
		if base := strings.TrimRight(plain(password), "0123456789!.?*#"); word != "" && base == word {
			f.add("password", "This password is among the first that anybody would try. Choose another.")
		}
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
		return tooMany(5*time.Second, "Many people are signing in at the moment. Try again in a few seconds.")
	}
	return fmt.Errorf("hash password: %w", err)
}

// handleHash is what stays of the handle of an erased member: enough that nobody takes it over.
func handleHash(handle string) string {
	sum := sha256.Sum256([]byte("handle:" + handle))
	return hex.EncodeToString(sum[:])
}
