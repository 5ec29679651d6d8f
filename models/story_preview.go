package models

import (
	"context"
	"time"

	"github.com/commonthread/commonthread/internal/auth"
)

// PreviewFor is how long a link to a story that is not out holds.
const PreviewFor = 7 * 24 * time.Hour

// previewsMax is how many links to one story may be open.
const previewsMax = 10

// StoryPreview is a link by which a colleague reads a story that is not out yet.
type StoryPreview struct {
	ID        int64
	ThreadID  int64
	TokenHash string
	MadeBy    *int64
	CreatedAt time.Time
	ExpiresAt time.Time
	RevokedAt *time.Time
}

// TableName is the table's name.
func (StoryPreview) TableName() string { return "story_previews" }

// MakePreview makes a link to a story that is not out, for a week; it is shown once, the table keeps its hash. By its
// author, moderators, and whoever may review it.
func (s *Store) MakePreview(ctx context.Context, v Viewer, id int64) (token string, err error) {
	token = auth.NewToken()
	err = s.InTx(ctx, func(s *Store) error {
		h, err := s.holdPreviewed(ctx, v, id)
		if err != nil {
			return err
		}
		now := s.now()
		var open int64
		if err := s.one(ctx, &open, `SELECT COUNT(*) FROM story_previews WHERE thread_id = ? AND revoked_at IS NULL AND expires_at > ?`, id, now); err != nil {
			return err
		}
		if open >= previewsMax {
			return conflict("This story has %d links already. Revoke them first.", open)
		}
		row := StoryPreview{ThreadID: id, TokenHash: auth.HashToken(token), MadeBy: &v.ID, CreatedAt: now, ExpiresAt: now.Add(PreviewFor)}
		if err := s.write(ctx).Create(&row).Error; err != nil {
			return err
		}
		return s.auditPreview(ctx, v, h, "made")
	})
	if err != nil {
		return "", wrap(err, "make a preview of story %d", id)
	}
	return token, nil
}

// RevokePreviews ends all links to a story that are open; by whoever may make them.
func (s *Store) RevokePreviews(ctx context.Context, v Viewer, id int64) error {
	err := s.InTx(ctx, func(s *Store) error {
		h, err := s.holdPreviewed(ctx, v, id)
		if err != nil {
			return err
		}
		n, err := s.exec(ctx, `UPDATE story_previews SET revoked_at = ? WHERE thread_id = ? AND revoked_at IS NULL`, s.now(), id)
		if err != nil || n == 0 {
			return err
		}
		return s.auditPreview(ctx, v, h, "revoked")
	})
	return wrap(err, "revoke previews of story %d", id)
}

func (s *Store) holdPreviewed(ctx context.Context, v Viewer, id int64) (held, error) {
	if !v.SignedIn() {
		if _, err := s.Thread(ctx, v, id); err != nil {
			return held{}, err
		}
		return held{}, unauthenticated()
	}
	h, err := s.holdThread(ctx, v, id)
	if err == nil && !v.CanPreviewStory(h.Thread, h.Topic) {
		return h, forbidden("Only a story that is not out yet has preview links.")
	}
	return h, err
}

func (s *Store) auditPreview(ctx context.Context, v Viewer, h held, did string) error {
	if v.ID == h.AuthorID && !v.Staff() {
		return nil
	}
	return s.audit(ctx, v, auditEntry{Action: "story.previewed", Kind: "thread", ID: h.ID, After: did})
}

// OpenPreviews counts the links to a story that work. The caller got the thread from Thread.
func (s *Store) OpenPreviews(ctx context.Context, id int64) (n int64, err error) {
	err = s.one(ctx, &n, `SELECT COUNT(*) FROM story_previews WHERE thread_id = ? AND revoked_at IS NULL AND expires_at > ?`, id, s.now())
	return n, wrap(err, "count previews of story %d", id)
}

// StoryByPreview is the story that a link leads to, with its opening: for whoever has the link, until it expires, is
// revoked, the story is out or removed, its author may no longer write here, or whoever made the link could no longer make
// one. NotFound otherwise, and for any link that never was.
func (s *Store) StoryByPreview(ctx context.Context, token string) (ThreadView, PostView, error) {
	var link StoryPreview
	err := s.one(ctx, &link, `SELECT * FROM story_previews WHERE token_hash = ? AND revoked_at IS NULL AND expires_at > ?`, auth.HashToken(token), s.now())
	if err != nil {
		return ThreadView{}, PostView{}, wrap(err, "find a preview")
	}
	th, err := s.threadView(ctx, Viewer{}, link.ThreadID)
	if err != nil {
		return ThreadView{}, PostView{}, err
	}
	maker, err := s.activeViewer(ctx, link.MadeBy)
	if err != nil {
		return ThreadView{}, PostView{}, err
	}
	if _, err := s.activeViewer(ctx, &th.AuthorID); err != nil {
		return ThreadView{}, PostView{}, err
	}
	if !maker.CanPreviewStory(th.Thread, th.Topic.Topic) {
		return ThreadView{}, PostView{}, notFound()
	}
	posts, err := s.postsWhere(ctx, Viewer{}, `p.thread_id = ? AND p.number = 1 AND p.status = 'visible'`, link.ThreadID)
	if err != nil || len(posts) == 0 {
		return ThreadView{}, PostView{}, orNotFound(err)
	}
	return th, posts[0], nil
}

// activeViewer is a member as they would come in now. NotFound for nobody, and for whoever may not write here now.
func (s *Store) activeViewer(ctx context.Context, id *int64) (Viewer, error) {
	if id == nil {
		return Viewer{}, notFound()
	}
	var m Member
	if err := s.one(ctx, &m, `SELECT * FROM members WHERE id = ?`, *id); err != nil {
		return Viewer{}, err
	}
	if !m.Active(s.now()) {
		return Viewer{}, notFound()
	}
	return s.viewerOf(ctx, m)
}

// PreviewPicture is a picture of the story that a link leads to: in its words, or its cover. NotFound.
func (s *Store) PreviewPicture(ctx context.Context, token, key string) (Picture, error) {
	th, opening, err := s.StoryByPreview(ctx, token)
	if err != nil {
		return Picture{}, err
	}
	var p Picture
	cover, _ := CoverPicture(th.Cover)
	err = s.one(ctx, &p, `SELECT * FROM pictures WHERE key = ? AND deleted_at IS NULL AND (post_id = ? OR (key = ? AND member_id = ?))`, key, opening.ID, cover, th.AuthorID)
	return p, wrap(err, "find a picture of a preview")
}

// OpeningVersion is the version of a thread's first words, which a review names. The caller got the thread from Thread.
func (s *Store) OpeningVersion(ctx context.Context, threadID int64) (version int64, err error) {
	err = s.one(ctx, &version, `SELECT version FROM posts WHERE thread_id = ? AND number = 1`, threadID)
	return version, wrap(err, "read the version of thread %d", threadID)
}
