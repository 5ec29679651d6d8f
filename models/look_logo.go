package models

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"

	"github.com/commonthread/commonthread/internal/media/size"
)

// LogoInput is what an administrator chooses for logo and icon. Each part is a Mark that is kept here; an empty one: none.
// Version is as LookInput's.
type LogoInput struct {
	Light, Dark, Icon Mark
	Version           int64
}

// Mark is a logo whose files are written and claimed: what they are kept under, and how large the logo is.
type Mark struct {
	Hash          string
	Width, Height int64
}

// LogoHash names the files that are made of a picture for a logo.
func LogoHash(picture string) string {
	sum := sha256.Sum256([]byte("logo " + picture))
	return hex.EncodeToString(sum[:])
}

// LogoName is where one of a logo's files is kept.
func LogoName(hash string, one size.Size) string { return storedName(hash, one.Name) }

// IconHash is what the icons are made of: the sign for them, or the logo; empty: the program's own mark.
func (l Look) IconHash() string {
	return cmp.Or(l.Icon, l.Logo)
}

// LogoPicture finds a picture of the viewer's own that a logo can be made of; for administrators. NotFound.
func (s *Store) LogoPicture(ctx context.Context, v Viewer, key string) (Picture, error) {
	if !v.Administrator() {
		return Picture{}, forbidden(lookIsAdministrators)
	}
	var p Picture
	err := s.one(ctx, &p, `SELECT * FROM pictures WHERE key = ? AND member_id = ? AND deleted_at IS NULL`, key, v.ID)
	return p, wrap(err, "find the picture of a logo")
}

// HasLogo reports whether a version of the look shows a logo or icon of that hash: whoever may read a page may see it.
func (s *Store) HasLogo(ctx context.Context, hash string) (bool, error) {
	if hash == "" { // a look without one has nothing there
		return false, nil
	}
	var n int64
	err := s.one(ctx, &n, `SELECT COUNT(*) FROM looks WHERE logo = ? OR logo_dark = ? OR icon = ?`, hash, hash, hash)
	return n > 0, wrap(err, "find a logo")
}

// EditLogo changes logo and icon, as EditLook changes the rest.
func (s *Store) EditLogo(ctx context.Context, v Viewer, in LogoInput) error {
	if !v.Administrator() {
		return forbidden(lookIsAdministrators)
	}
	if in.Light.Hash == "" && in.Dark.Hash != "" {
		return invalid("light", "Choose the logo for light pages too; it stands wherever no other is chosen.")
	}
	err := s.changeLook(ctx, v, in.Version, func(_ *Store, l Look) (Look, string, error) {
		l.Logo, l.LogoWidth, l.LogoHeight = in.Light.Hash, in.Light.Width, in.Light.Height
		l.LogoDark, l.LogoDarkWidth, l.LogoDarkHeight = in.Dark.Hash, in.Dark.Width, in.Dark.Height
		l.Icon = in.Icon.Hash
		return l, "", nil
	})
	return wrap(err, "edit logo")
}

// markWords are what the audit log says of a logo: enough to tell two apart.
func markWords(hash string) string { return hash[:min(len(hash), 10)] }
