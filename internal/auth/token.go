package auth

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
)

// NewToken returns 256 random bits as text for a cookie, a link or a header. Store only HashToken of it.
func NewToken() string {
	var b [32]byte
	_, _ = rand.Read(b[:]) // crypto/rand never fails: it ends the program instead
	return base64.RawURLEncoding.EncodeToString(b[:])
}

// HashToken is what a table keeps of a token. A plain hash is enough: the token is already random.
func HashToken(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}
