package models

import (
	"context"
	"fmt"
	"time"

	"github.com/commonthread/commonthread/internal/markup"
)

// Theme makes a gallery everybody's for a while: pictures in replies made while it is open stand on its wall.
type Theme struct {
	ThreadID int64 `gorm:"primaryKey"`
	OpensAt  time.Time
	ClosesAt time.Time
	Closed   bool // its end was told: see WatchThemes
}

// Open reports whether the theme takes pictures at a moment.
func (t Theme) Open(at time.Time) bool { return !at.Before(t.OpensAt) && at.Before(t.ClosesAt) }

const (
	themeLeast = 24 * time.Hour
	themeMost  = 92 * 24 * time.Hour
	// WallSize is how many pictures a theme's own page shows; all of them have pages of their own behind.
	WallSize = 60
)

// WallPicture is a picture of a thread, with who made it and where it was posted.
type WallPicture struct {
	Picture `gorm:"embedded"`
	Number  int64  // of its post
	Author  Person `gorm:"embedded;embeddedPrefix:by_"`
}

// CanOpenTheme reports whether the viewer may open a gallery to everybody's pictures: hosts of the topic, and staff.
func (v Viewer) CanOpenTheme(t Topic) bool {
	return v.CanStart(KindGallery, t) && (v.Staff() || v.Hosts(t.ID))
}

// CanSetTheme reports whether the viewer may open a gallery to everybody's pictures, or close it again: hosts, and staff.
func (v Viewer) CanSetTheme(th Thread, t Topic) bool {
	return th.Kind == KindGallery && (v.Staff() || v.Hosts(t.ID)) && v.CanSeeThread(th, t) && open(th, t)
}

// checkGallery holds a gallery to having pictures, and a theme to its period.
func (f fieldErrors) checkGallery(doc markup.Document, theme bool) {
	if len(doc.Pictures) == 0 && !theme {
		f.add("body", "A gallery needs at least one picture. Add some above the button; your words are kept.")
	}
}

func (f fieldErrors) checkTheme(until, now time.Time) {
	if left := until.Sub(now); !until.IsZero() && (left < themeLeast || left > themeMost) {
		f.add("theme_until", "A theme is open for a day at least and three months at most.")
	}
}

// storeTheme opens a new gallery to everybody until a moment; none: it is its author's alone.
func (s *Store) storeTheme(ctx context.Context, threadID int64, until time.Time) error {
	if until.IsZero() {
		return nil
	}
	_, err := s.exec(ctx, `INSERT INTO themes (thread_id, opens_at, closes_at) VALUES (?, ?, ?)`, threadID, s.now(), until.UTC().Truncate(time.Microsecond))
	return wrap(err, "open theme %d", threadID)
}

// SetTheme opens a gallery to everybody's pictures until a moment, for longer or shorter where it is open, or anew where
// it was; the zero time closes it now. For hosts of the topic and staff, on record. Invalid for a moment that is too near
// or too far; the moment that it has already changes nothing.
func (s *Store) SetTheme(ctx context.Context, v Viewer, id int64, until time.Time) error {
	f := fieldErrors{}
	now := s.now()
	f.checkTheme(until, now)
	may := func(h held) bool { return v.CanSetTheme(h.Thread, h.Topic) }
	err := s.changeThread(ctx, v, id, may, func(s *Store, h held) (bool, error) {
		if err := f.err(); err != nil {
			return false, err
		}
		until = until.UTC().Truncate(time.Microsecond)
		was, err := s.Theme(ctx, id)
		if err != nil && KindOf(err) != NotFound {
			return false, err
		}
		before, after := "", until.Format(time.RFC3339)
		if err == nil {
			before = was.ClosesAt.UTC().Format(time.RFC3339)
		}
		switch {
		case until.IsZero() && !was.Open(now), !until.IsZero() && err == nil && was.ClosesAt.Equal(until):
			return false, nil
		case until.IsZero():
			after = ""
			least := was.OpensAt.Add(time.Microsecond) // a theme that was opened this moment was open for one
			if now.After(least) {
				least = now
			}
			_, err = s.exec(ctx, `UPDATE themes SET closes_at = ?, closed = TRUE WHERE thread_id = ?`, least, id)
		case err == nil:
			_, err = s.exec(ctx, `UPDATE themes SET closes_at = ?, closed = FALSE WHERE thread_id = ?`, until, id)
		default:
			err = s.storeTheme(ctx, id, until)
		}
		if err != nil {
			return false, fmt.Errorf("store the theme: %w", err)
		}
		return true, s.audit(ctx, v, auditEntry{Action: "thread.theme", Kind: "thread", ID: id, Before: before, After: after})
	})
	return wrap(err, "set the theme of gallery %d", id)
}

// Theme is what a gallery is open for; NotFound where it is its author's alone. The caller got the thread from Thread.
func (s *Store) Theme(ctx context.Context, threadID int64) (Theme, error) {
	var t Theme
	err := s.one(ctx, &t, `SELECT * FROM themes WHERE thread_id = ?`, threadID)
	return t, wrap(err, "find theme %d", threadID)
}

// WatchThemes tells of those that have closed since it was called last, and returns how many. Each in a transaction of
// its own on its locked thread, so that several nodes tell once.
func (s *Store) WatchThemes(ctx context.Context) (told int, err error) {
	var ids []int64
	if err := s.list(ctx, &ids, `SELECT thread_id FROM themes WHERE NOT closed AND closes_at <= ? ORDER BY closes_at, thread_id LIMIT 100`, s.now()); err != nil {
		return 0, fmt.Errorf("list themes: %w", err)
	}
	return s.eachDue(ctx, "theme", ids, s.closeTheme)
}

func (s *Store) closeTheme(ctx context.Context, id int64) (did bool, err error) {
	err = s.InTx(ctx, func(s *Store) error {
		did = false
		h, err := s.holdAnyThread(ctx, id)
		if err != nil {
			return err
		}
		n, err := s.exec(ctx, `UPDATE themes SET closed = TRUE WHERE thread_id = ? AND NOT closed`, id)
		if err != nil || n == 0 {
			return err
		}
		did = true
		return s.emitThread(ctx, Event{Type: EventThreadChanged}, h.TopicID, id)
	})
	return did, err
}

// OpenTheme is the newest theme that takes pictures now and that the viewer may see, with its thread. NotFound.
func (s *Store) OpenTheme(ctx context.Context, v Viewer) (Theme, Thread, error) {
	now := s.now()
	unblocked, blocked := v.withoutBlockedThreads()
	var t Theme
	err := s.one(ctx, &t, `SELECT h.* FROM themes h
		JOIN threads t ON t.id = h.thread_id
		JOIN topics o ON o.id = t.topic_id
		WHERE h.opens_at <= ? AND h.closes_at > ? AND t.status = 'published' AND o.visibility IN ?`+unblocked+`
		ORDER BY h.closes_at, h.thread_id LIMIT 1`, append([]any{now, now, v.Visibilities()}, blocked...)...)
	if err != nil {
		return Theme{}, Thread{}, fmt.Errorf("find the open theme: %w", err)
	}
	var th Thread
	err = s.one(ctx, &th, `SELECT * FROM threads WHERE id = ?`, t.ThreadID)
	return t, th, wrap(err, "find the thread of theme %d", t.ThreadID)
}

// Wall lists the pictures of a theme: those in replies that were made while it was open, in order, without those of
// people whom the viewer blocked. The caller got the thread from Thread.
func (s *Store) Wall(ctx context.Context, v Viewer, t Theme, limit int) ([]WallPicture, error) {
	unblocked, blocked := v.withoutBlocked(`p.author_id`)
	var list []WallPicture
	err := s.list(ctx, &list, wallSelect+`
		WHERE p.thread_id = ? AND p.status = 'visible' AND p.number > 1 AND p.created_at >= ? AND p.created_at < ? AND i.created_at < ?`+unblocked+`
		ORDER BY p.number DESC, i.position, i.id LIMIT ?`, append(append([]any{t.ThreadID, t.OpensAt, t.ClosesAt, t.ClosesAt}, blocked...), limit)...)
	return list, wrap(err, "list the wall of theme %d", t.ThreadID)
}

const wallSelect = `SELECT i.*, p.number AS number,
		a.id AS by_id, a.handle AS by_handle, a.name AS by_name, a.role AS by_role, a.status AS by_status
	FROM pictures i
	JOIN posts p ON p.id = i.post_id
	JOIN members a ON a.id = p.author_id`

// PictureRow is a picture with its neighbours in the same thread, in the order of its posts, of those that the viewer reads.
type PictureRow struct {
	WallPicture
	ThreadID       int64
	ThreadSlug     string
	ThreadTitle    string
	Before, Behind string // keys; empty: none
}

// PictureAmong finds where a picture stands that the caller got from Picture and that a post shows. NotFound.
func (s *Store) PictureAmong(ctx context.Context, v Viewer, p Picture) (PictureRow, error) {
	if p.PostID == nil {
		return PictureRow{}, notFound()
	}
	var row PictureRow
	if err := s.one(ctx, &row.WallPicture, wallSelect+` WHERE i.id = ?`, p.ID); err != nil {
		return PictureRow{}, fmt.Errorf("find the post of picture %d: %w", p.ID, err)
	}
	var th Thread
	err := s.one(ctx, &th, `SELECT t.* FROM threads t JOIN posts p ON p.thread_id = t.id WHERE p.id = ?`, *p.PostID)
	if err != nil {
		return PictureRow{}, fmt.Errorf("find the thread of picture %d: %w", p.ID, err)
	}
	row.ThreadID, row.ThreadSlug, row.ThreadTitle = th.ID, th.Slug, th.Title
	unblocked, blocked := v.withoutBlocked(`p.author_id`)
	for to, order := range map[*string][2]string{&row.Before: {"<", "DESC"}, &row.Behind: {">", "ASC"}} {
		err := s.one(ctx, to, `SELECT i.key FROM pictures i JOIN posts p ON p.id = i.post_id
			WHERE p.thread_id = ? AND p.status = 'visible' AND (p.number `+order[0]+` ?
				OR (p.number = ? AND (i.position `+order[0]+` ? OR (i.position = ? AND i.id `+order[0]+` ?))))`+unblocked+`
			ORDER BY p.number `+order[1]+`, i.position `+order[1]+`, i.id `+order[1]+` LIMIT 1`,
			append([]any{th.ID, row.Number, row.Number, p.Position, p.Position, p.ID}, blocked...)...)
		if err != nil && KindOf(err) != NotFound {
			return PictureRow{}, fmt.Errorf("find the neighbours of picture %d: %w", p.ID, err)
		}
	}
	return row, nil
}

// galleryCover is the picture that stands for a gallery in lists: the first that is wide enough, of those that its
// opening (0: not stored yet) can show.
func (s *Store) galleryCover(ctx context.Context, authorID, postID int64, keys []string) (string, error) {
	if len(keys) == 0 {
		return "", nil
	}
	var list []Picture
	if err := s.list(ctx, &list, `SELECT * FROM pictures WHERE key IN ? AND member_id = ? AND deleted_at IS NULL
		AND (post_id IS NULL OR post_id = ?)`, keys, authorID, postID); err != nil {
		return "", fmt.Errorf("choose the cover of a gallery: %w", err)
	}
	for _, key := range keys {
		for _, p := range list {
			if p.Key == key && p.MayCover() {
				return key, nil
			}
		}
	}
	return "", nil
}
