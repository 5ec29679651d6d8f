package config

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

const (
	secretFile  = "secret"
	secretBytes = 32
)

// EnsureDataDir makes the data directory where it is missing: see EnsureDir.
func (c Config) EnsureDataDir() error {
	return EnsureDir(c.DataDir)
}

// EnsureDir makes a directory where it is missing, and checks that files can be
// made in it. Only the last part of the path is made: a missing parent is a slip
// of the pen or a volume that is not there, and filling the place below it would
// hide that.
func EnsureDir(dir string) error {
	err := os.Mkdir(dir, 0o700)
	if err != nil && !errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("make the directory %s: %w", dir, cause(err))
	}
	info, err := os.Stat(dir)
	if err != nil {
		return fmt.Errorf("use the directory %s: %w", dir, cause(err))
	}
	if !info.IsDir() {
		return fmt.Errorf("use the directory %s: it is a file", dir)
	}
	probe, err := os.CreateTemp(dir, ".probe-")
	if err != nil {
		return fmt.Errorf("write to the directory %s: %w", dir, cause(err))
	}
	return errors.Join(probe.Close(), os.Remove(probe.Name()))
}

// EnsureSecret returns the configured secret or, where none is given, the one
// that is kept in the data directory, which it generates at first use. What it
// generates is text, 32 random bytes in hex, so that it can be given as
// COMMONTHREAD_SECRET to a second node. Of several processes that generate at
// once, all return the same. The data directory must be there: see EnsureDataDir.
func (c Config) EnsureSecret() (string, error) {
	if c.Secret != "" {
		return c.Secret, nil
	}
	path := filepath.Join(c.DataDir, secretFile)
	secret, err := readSecret(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return secret, err
	}
	if err := generateSecret(path); err != nil {
		return "", fmt.Errorf("generate %s: %w", path, err)
	}
	return readSecret(path)
}

func readSecret(path string) (string, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("read the generated secret: %w", err)
	}
	secret := strings.TrimRight(string(text), "\r\n")
	if raw, err := hex.DecodeString(secret); err != nil || len(raw) != secretBytes {
		return "", fmt.Errorf("%s is damaged: put back a copy, or remove it and everybody signs in again", path)
	}
	return secret, nil
}

// generateSecret writes the whole file under another name first, then links it
// into place: a link never replaces what another process put there meanwhile,
// and no reader sees half a file.
func generateSecret(path string) error {
	raw := make([]byte, secretBytes)
	rand.Read(raw) // never fails: it stops the program instead

	file, err := os.CreateTemp(filepath.Dir(path), ".secret-") // mode 0600
	if err != nil {
		return err
	}
	defer os.Remove(file.Name())
	_, err = file.WriteString(hex.EncodeToString(raw) + "\n")
	if err := errors.Join(err, file.Sync(), file.Close()); err != nil {
		return err
	}
	if err := os.Link(file.Name(), path); err != nil && !errors.Is(err, fs.ErrExist) {
		// Some network and phone file systems know no links.
		if err := os.Rename(file.Name(), path); err != nil {
			return err
		}
	}
	return syncDir(filepath.Dir(path))
}

// syncDir makes the new name survive a power cut, where directories can be synced.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	if err := d.Sync(); err != nil && !errors.Is(err, errors.ErrUnsupported) && !errors.Is(err, fs.ErrInvalid) && !errors.Is(err, fs.ErrPermission) {
		return err
	}
	return nil
}
