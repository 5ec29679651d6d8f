package models

import (
	"context"
	"fmt"
	"time"

	"github.com/commonthread/commonthread/internal/auth"
	"github.com/commonthread/commonthread/internal/markup"
	"github.com/commonthread/commonthread/internal/media/size"
)

// RefusePicture says whether the member may send another picture now, before the file is looked at: Unauthenticated
// for a reader, TooMany past a day's number.
func (s *Store) RefusePicture(ctx context.Context, v Viewer) error {
	if !v.SignedIn() {
		return unauthenticated()
	}
	site, err := s.siteNow(ctx)
	if err != nil {
		return err
	}
	if site.Crisis.Pictures && !v.Staff() {
		return forbidden("Sending pictures is paused for a while. Your text is kept; send the picture when the pause is over.")
	}
	now := s.now()
	most := picturesPerDay
	if v.NewMember(now) {
		most = newcomersPerDay
	}
	if s.parts.NoLimits {
		return nil
	}
	var n int
	err = s.one(ctx, &n, `SELECT COUNT(*) FROM pictures WHERE member_id = ? AND created_at > ?`, v.ID, now.Add(-24*time.Hour))
	if err != nil {
		return fmt.Errorf("count pictures: %w", err)
	}
	if n >= most {
		return tooMany(time.Hour, "You have sent %d pictures within a day, which is the limit. Send the rest tomorrow; your text is kept.", n)
	}
	return nil
}

// ClaimPictureFile keeps the files of a content from being swept while its sizes are drawn and written. Conflict
// while they are being deleted: that takes no longer than a moment.
func (s *Store) ClaimPictureFile(ctx context.Context, hash string) error {
	return s.InTx(ctx, func(s *Store) error {
		n, err := s.exec(ctx, `INSERT INTO picture_files (hash, claimed_at, doomed) VALUES (?, ?, FALSE)
			ON CONFLICT (hash) DO UPDATE SET claimed_at = excluded.claimed_at WHERE NOT picture_files.doomed`, hash, s.now())
		if err != nil {
			return fmt.Errorf("claim a picture's files: %w", err)
		}
		if n == 0 {
			return conflict("This very picture is being deleted at this moment. Send it again.")
		}
		return nil
	})
}

// AddPicture stores a picture whose files are written and claimed. It is in no post yet, so that its author alone
// sees it. Errors as RefusePicture's.
func (s *Store) AddPicture(ctx context.Context, v Viewer, in PictureInput) (Picture, error) {
	var p Picture
	err := s.InTx(ctx, func(s *Store) error {
		var id int64
		if err := s.one(ctx, &id, `SELECT id FROM members WHERE id = ?`+s.db.Dialect.ForUpdate(), v.ID); err != nil {
			return fmt.Errorf("hold member: %w", err)
		}
		if err := s.RefusePicture(ctx, v); err != nil {
			return err
		}
		p = Picture{
			Key: auth.NewToken()[:pictureKeyLength], MemberID: v.ID, Hash: in.Hash, Width: in.Width, Height: in.Height, Clear: in.Clear, Colour: in.Colour,
			Camera: in.Camera, CreatedAt: s.now(),
			PictureWords: PictureWords{Licence: AllRightsReserved, CameraName: in.CameraName, Lens: in.Lens, Exposure: in.Exposure},
		}
		p.LooseSince = &p.CreatedAt
		return s.write(ctx).Create(&p).Error
	})
	if err != nil {
		return Picture{}, fmt.Errorf("add picture: %w", err)
	}
	return p, nil
}

// pictureKeyLength is 132 bits: nobody finds a picture by trying.
const pictureKeyLength = 22

// inHeld is true of a picture i that stands in what its author wrote and a moderator has not let through. Keys hold no
// character that LIKE reads otherwise but one, and an underscore matches itself too.
const inHeld = `EXISTS (SELECT 1 FROM held_posts h WHERE h.member_id = i.member_id AND h.state IN ('held', 'returned', 'removed') AND h.body LIKE '%/uploads/' || i.key || '%')`

// Picture finds a picture that the viewer may see: one's own, and those in posts that can be read; moderators see those
// in what is held too. NotFound.
func (s *Store) Picture(ctx context.Context, v Viewer, key string) (Picture, error) {
	var p Picture
	err := s.one(ctx, &p, `SELECT i.* FROM pictures i
		LEFT JOIN posts p ON p.id = i.post_id
		LEFT JOIN threads t ON t.id = p.thread_id
		LEFT JOIN topics o ON o.id = t.topic_id
		WHERE i.key = ? AND i.deleted_at IS NULL AND (i.member_id = ? OR (o.visibility IN ? AND ((p.status = 'visible' AND t.status = 'published') OR ?))
			OR EXISTS (SELECT 1 FROM topics led WHERE led.id = i.topic_id AND led.visibility IN ?)
			OR (i.post_id IS NULL AND ? AND `+inHeld+`))`,
		key, v.ID, v.Visibilities(), v.Moderator(), v.Visibilities(), v.CanJudgeCases())
	if KindOf(err) == NotFound {
		return Picture{}, notFound()
	}
	if err != nil {
		return Picture{}, fmt.Errorf("find picture: %w", err)
	}
	return p, nil
}

// Pictures are a member's own, the newest first, for use in a text.
func (s *Store) Pictures(ctx context.Context, v Viewer, limit int) ([]Picture, error) {
	if !v.SignedIn() {
		return nil, unauthenticated()
	}
	var list []Picture
	if err := s.list(ctx, &list, `SELECT * FROM pictures WHERE member_id = ? AND deleted_at IS NULL ORDER BY created_at DESC, id DESC LIMIT ?`, v.ID, limit); err != nil {
		return nil, fmt.Errorf("list pictures: %w", err)
	}
	return list, nil
}

// knownPictures are the pictures that a text shows, by the keys in it; the rest stays a link.
func (s *Store) knownPictures(ctx context.Context, body string) (map[string]markup.Picture, error) {
	keys := markup.PictureKeys(body)
	if len(keys) == 0 {
		return nil, nil
	}
	var list []Picture
	if err := s.list(ctx, &list, `SELECT * FROM pictures WHERE key IN ? AND deleted_at IS NULL`, keys); err != nil {
		return nil, fmt.Errorf("look up pictures: %w", err)
	}
	known := map[string]markup.Picture{}
	for _, p := range list {
		shown := markup.Picture{Width: p.Width, Height: p.Height, Notes: p.Notes()}
		for _, one := range p.Sizes() {
			shown.Sizes = append(shown.Sizes, markup.PictureSize{Name: one.Name, Width: one.Width, Fallback: one.Type != size.WebP})
		}
		known[p.Key] = shown
	}
	return known, nil
}

// storePictures notes which post the author's pictures are in. One that another post shows already stays there.
func (s *Store) storePictures(ctx context.Context, p Post, keys []string, words map[string]markup.PictureWords) error {
	for i, key := range keys {
		_, err := s.exec(ctx, `UPDATE pictures SET post_id = ?, loose_since = NULL, position = ?, alt = ?, caption = ?
			WHERE key = ? AND member_id = ? AND post_id IS NULL AND deleted_at IS NULL`,
			p.ID, i+1, clipped(words[key].Alt, pictureAltMax), clipped(words[key].Caption, pictureCaptionMax), key, p.AuthorID)
		if err != nil {
			return fmt.Errorf("store pictures of post %d: %w", p.ID, err)
		}
	}
	return nil
}

// clipped is the beginning of a text that stands whole elsewhere.
func clipped(text string, most int) string {
	runes := []rune(text)
	return string(runes[:min(len(runes), most)])
}

// loosenPictures takes the pictures out of a post: nobody but their author sees them, until one shows them again or
// they are swept.
func (s *Store) loosenPictures(ctx context.Context, postID int64) error {
	_, err := s.exec(ctx, `UPDATE pictures SET post_id = NULL, loose_since = ? WHERE post_id = ?`, s.now(), postID)
	return wrap(err, "loosen pictures of post %d", postID)
}
