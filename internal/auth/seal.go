package auth

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
)

// Seal hides a text so that only who brings the key again can read it: what a table must repeat to its owner and
// to nobody who reads the table.
func Seal(key, text string) (string, error) {
	box, err := newBox(key)
	if err != nil {
		return "", err
	}
	nonce := make([]byte, box.NonceSize())
	_, _ = rand.Read(nonce)
	return base64.RawURLEncoding.EncodeToString(box.Seal(nonce, nonce, []byte(text), nil)), nil
}

// Unseal reads what Seal hid under the same key.
func Unseal(key, sealed string) (string, error) {
	raw, err := base64.RawURLEncoding.DecodeString(sealed)
	if err != nil {
		return "", fmt.Errorf("unseal: %w", err)
	}
	box, err := newBox(key)
	if err != nil {
		return "", err
	}
	if len(raw) < box.NonceSize() {
		return "", errors.New("unseal: too short")
	}
	text, err := box.Open(nil, raw[:box.NonceSize()], raw[box.NonceSize():], nil)
	if err != nil {
		return "", fmt.Errorf("unseal: %w", err)
	}
	return string(text), nil
}

func newBox(key string) (cipher.AEAD, error) {
	sum := sha256.Sum256([]byte("seal\x00" + key))
	block, err := aes.NewCipher(sum[:])
	if err != nil {
		return nil, fmt.Errorf("prepare sealing: %w", err)
	}
	return cipher.NewGCM(block)
}
