package models

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"

	"github.com/commonthread/commonthread/internal/auth"
	"github.com/commonthread/commonthread/internal/media/size"
)

// Crop is the square of a picture that becomes a face: its middle in percent of width and height, and its side in
// percent of the shorter one.
type Crop struct{ X, Y, Span int64 }

// WholeSquare is the middle of a picture, as large as it fits.
var WholeSquare = Crop{X: 50, Y: 50, Span: 100}

// FaceSpan is the smallest part of a picture that makes a face.
const FaceSpan = 30

// Face is what a member shows of themselves in place of the drawn face. Everybody may see it.
type Face struct {
	MemberID  int64
	Key       string // for addresses: another one at each change
	PictureID int64
	Hash      string // what its files are kept under
	Crop      `gorm:"embedded"`
	CreatedAt time.Time
}

// StoredName is where one of its files is kept.
func (f Face) StoredName(one size.Size) string { return storedName(f.Hash, one.Name) }

// Hash names the files of the crop of a picture, the same for whoever crops it so.
func (c Crop) Hash(picture string) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "face %s %d %d %d", picture, c.X, c.Y, c.Span))
	return hex.EncodeToString(sum[:])
}

// FaceName is where a face's file is to be kept.
func FaceName(hash string, one size.Size) string { return storedName(hash, one.Name) }

// MayFace reports whether the picture is large enough for a face at its closest.
func (p Picture) MayFace() bool { return min(p.Width, p.Height) >= size.Faces[0] }

// FacePicture finds a picture of the viewer's own that can become their face, and checks the crop. NotFound, Invalid;
// Unauthenticated for a reader.
func (s *Store) FacePicture(ctx context.Context, v Viewer, key string, c Crop) (Picture, error) {
	if !v.SignedIn() {
		return Picture{}, unauthenticated()
	}
	var p Picture
	if err := s.one(ctx, &p, `SELECT * FROM pictures WHERE key = ? AND member_id = ? AND deleted_at IS NULL`, key, v.ID); err != nil {
		return Picture{}, fmt.Errorf("find the picture of a face: %w", err)
	}
	if !p.MayFace() {
		return Picture{}, invalid("picture", "A face needs at least %d pixels each way; this picture has %d by %d. Send a larger one.", size.Faces[0], p.Width, p.Height)
	}
	if c.X < 0 || c.X > 100 || c.Y < 0 || c.Y > 100 || c.Span < FaceSpan || c.Span > 100 {
		return Picture{}, invalid("picture", "Choose a part that lies inside the picture.")
	}
	return p, nil
}

// OwnFace is the viewer's face with the picture it comes from; NotFound where it is the drawn one.
func (s *Store) OwnFace(ctx context.Context, v Viewer) (Face, Picture, error) {
	var f Face
	if err := s.one(ctx, &f, `SELECT * FROM faces WHERE member_id = ?`, v.ID); err != nil {
		return Face{}, Picture{}, fmt.Errorf("find own face: %w", err)
	}
	var p Picture
	err := s.one(ctx, &p, `SELECT * FROM pictures WHERE id = ?`, f.PictureID)
	return f, p, wrap(err, "find the picture of a face")
}

// FaceFile finds a face by its key, for whoever asks: NotFound once it was replaced.
func (s *Store) FaceFile(ctx context.Context, key string) (Face, error) {
	var f Face
	err := s.one(ctx, &f, `SELECT f.* FROM faces f JOIN members m ON m.id = f.member_id WHERE f.key = ? AND m.status <> 'erased'`, key)
	return f, wrap(err, "find face")
}

// SetFace shows a crop of the viewer's picture beside all that they write, at once. Its files are written and claimed.
// The same crop again changes nothing. Errors as FacePicture's.
func (s *Store) SetFace(ctx context.Context, v Viewer, picture string, c Crop) (Face, error) {
	var f Face
	if !v.SignedIn() {
		return f, unauthenticated()
	}
	err := s.InTx(ctx, func(s *Store) error {
		if _, err := s.holdOwnPicture(ctx, v, picture); err != nil { // who deletes it meanwhile waits, and is refused
			return err
		}
		p, err := s.FacePicture(ctx, v, picture, c)
		if err != nil {
			return err
		}
		if _, err := s.holdMember(ctx, v.ID); err != nil {
			return err
		}
		err = s.one(ctx, &f, `SELECT * FROM faces WHERE member_id = ?`, v.ID)
		if err == nil && f.PictureID == p.ID && f.Crop == c {
			return nil
		}
		if err != nil && KindOf(err) != NotFound {
			return fmt.Errorf("find face: %w", err)
		}
		f = Face{MemberID: v.ID, Key: auth.NewToken()[:pictureKeyLength], PictureID: p.ID, Hash: c.Hash(p.Hash), Crop: c, CreatedAt: s.now()}
		_, err = s.exec(ctx, `INSERT INTO faces (member_id, key, picture_id, hash, x, y, span, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (member_id) DO UPDATE SET key = excluded.key, picture_id = excluded.picture_id, hash = excluded.hash,
				x = excluded.x, y = excluded.y, span = excluded.span, created_at = excluded.created_at`,
			f.MemberID, f.Key, f.PictureID, f.Hash, f.X, f.Y, f.Span, f.CreatedAt)
		if err != nil {
			return fmt.Errorf("store face: %w", err)
		}
		return s.emitMemberChanged(ctx, v.ID)
	})
	return f, wrap(err, "set face")
}

// RemoveFace brings the viewer's drawn face back. Without another one it changes nothing.
func (s *Store) RemoveFace(ctx context.Context, v Viewer) error {
	if !v.SignedIn() {
		return unauthenticated()
	}
	return s.InTx(ctx, func(s *Store) error {
		_, err := s.dropFace(ctx, v.ID)
		return err
	})
}

func (s *Store) dropFace(ctx context.Context, memberID int64) (bool, error) {
	n, err := s.exec(ctx, `DELETE FROM faces WHERE member_id = ?`, memberID)
	if err != nil || n == 0 {
		return false, wrap(err, "remove face of member %d", memberID)
	}
	return true, s.emitMemberChanged(ctx, memberID)
}

// RemoveFaceOf takes away a face that nobody should have to see, with a rule and a sentence, which its owner is told:
// moderators from members, administrators from staff. Errors as those of a suspension.
func (s *Store) RemoveFaceOf(ctx context.Context, v Viewer, handle, rule, reason string) error {
	f := fieldErrors{}
	reason = f.checkLine("reason", reason, "The reason", reasonMin, reasonMax)
	broken := f.checkRule("rule", rule, true)
	err := s.changeAccount(ctx, v, handle, func(s *Store, v Viewer, _ int, m Member) error {
		if err := v.mayAdminister(m); err != nil {
			return err
		}
		if err := f.err(); err != nil {
			return err
		}
		err := s.takeFace(ctx, v, m, s.groundsOf(broken, reason))
		if KindOf(err) == NotFound && err != nil {
			err = nil // it is the drawn one
		}
		return err
	})
	return wrap(err, "remove the face of %s", handle)
}

// takeFace takes the face of a held member away, and keeps it for whoever brings it back. NotFound where it is the drawn
// one.
func (s *Store) takeFace(ctx context.Context, v Viewer, m Member, g grounds) error {
	var was Face
	if err := s.one(ctx, &was, `SELECT * FROM faces WHERE member_id = ?`, m.ID); err != nil {
		return wrap(err, "find the face")
	}
	if _, err := s.dropFace(ctx, m.ID); err != nil {
		return err
	}
	a, err := s.act(ctx, v, Action{Kind: ActionRemove, MemberID: m.ID, Detail: string(PlaceFace)}, g)
	if err != nil {
		return err
	}
	_, err = s.exec(ctx, `INSERT INTO removed_faces (action_id, picture_id, hash, x, y, span) VALUES (?, ?, ?, ?, ?, ?)`,
		a.ID, was.PictureID, was.Hash, was.X, was.Y, was.Span)
	if err != nil {
		return fmt.Errorf("keep the face that was taken away: %w", err)
	}
	return s.audit(ctx, v, auditEntry{Action: "member.face_removed", Kind: "member", ID: m.ID, Reason: g.words})
}

// restoreFace brings back the face that an action took, where its owner chose no other meanwhile and the picture is still
// theirs, and says whether it did.
func (s *Store) restoreFace(ctx context.Context, a Action) (bool, error) {
	n, err := s.exec(ctx, `INSERT INTO faces (member_id, key, picture_id, hash, x, y, span, created_at)
		SELECT i.member_id, CAST(? AS TEXT), r.picture_id, r.hash, r.x, r.y, r.span, CAST(? AS `+s.db.Dialect.Moment()+`)
		FROM removed_faces r JOIN pictures i ON i.id = r.picture_id
		WHERE r.action_id = ? AND i.member_id = ? AND i.deleted_at IS NULL
		ON CONFLICT (member_id) DO NOTHING`, auth.NewToken()[:pictureKeyLength], s.now(), a.ID, a.MemberID)
	if err != nil {
		return false, fmt.Errorf("bring face back: %w", err)
	}
	_, err = s.exec(ctx, `DELETE FROM removed_faces WHERE action_id = ?`, a.ID)
	return n > 0, wrap(err, "forget the face that is back")
}
